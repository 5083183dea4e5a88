"""Accusations that are answered in the negative, in no word of denial."""

from analysis.extractors.contest.accusers import called, names_one_of
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.parties import members
from analysis.extractors.contest.pointers import claim_statement, is_criticism
from analysis.extractors.contest.positions import Assertion, Reading, asserting
from analysis.extractors.contest.vectors import alignment
from analysis.extractors.propositions import proposition

_MATTER = 0.3  # the part of an accusation of which the answer holds like words
_ANSWERED = 3  # sentences within which the accused answers


def answers(one: Reading) -> list[Assertion]:
    """'Roe accused the coach of hitting him. The coach insists he never touched the boy.': who is accused, or speaks
    next, answers in the negative an accusation that nobody has denied in words."""
    found: list[Assertion] = []
    claims, document = one.document.claims, one.document
    for position, claim in enumerate(claims):
        accuses = claim.cue_class == "accusation" and not is_criticism(document, claim)
        if not accuses or claim.negated or not claim.speaker:
            continue
        answer = _answer(one, position)
        if answer is None:
            continue
        words = claim_statement(document, claim, claim.content_spans, answer.speaker_name)
        sides = [asserting(one, claim, 0.8), asserting(one, answer, 0.6, "denies", "negation")]
        made = Assertion(words, proposition(document.text, claim.content_spans, one.aliases), sides, 0.6)
        made.positions += members(one, answer.start, answer.speaker, made.positions[:1])
        found.append(made)
    return found


def _answer(one: Reading, accusing: int) -> DocumentClaim | None:
    """The claim in the negative of who speaks next after the claim at `accusing`, or a little farther of the accused;
    a voice quoted in the accusation's own paragraph only bears it out."""
    claims, text = one.document.claims, one.document.text
    claim = claims[accusing]
    content = claim.told(text)
    for later in range(accusing + 1, len(claims)):
        answer = claims[later]
        if answer.kind == "narrator" or answer.speaker in (None, claim.speaker):
            continue
        against = bool(one.stated[later]) and one.stated[later][0].negative
        accused = names_one_of(called(one, answer.speaker), content)
        quoted = answer.kind == "direct" and "\n" not in text[claim.start : answer.start]
        if quoted and not accused and not against:
            continue
        near = answer.sentence - claim.sentence <= (_ANSWERED if accused else 1)
        plain = later not in one.document.denying and answer.claim_type in ("fact", "evaluation")
        plain = plain and answer.cue_class != "accusation"  # who accuses in turn does not answer
        return answer if near and plain and against and (accused or _tells_of_it(one, accusing, later)) else None
    return None


def _tells_of_it(one: Reading, accusing: int, later: int) -> bool:
    """True where who is not named in the accusation speaks of what it tells, in its own or in like words."""
    told = one.stated[accusing]
    return any(alignment(each.weights, one.stated[later][0].weights) >= _MATTER for each in told)
