"""Who put forward what is denied, where the denial does not point to it: the claims of an article ranked by one score.

Each term of the score is one reason why a claim may be the one that is answered, and none is enough by itself: that it
tells of the same matter, that it tells of the denier, that it makes the denier the one who did it, that it blames him
for what he says he is not responsible for, that it stands near. Of 33 denials in news that spell out what they deny,
read by hand, only about 10 had the opposing claim in the nearest sentence, so that nearness counts least.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.columns import Span, overlaps
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.implicit.clashes import opposite_words
from analysis.extractors.contest.matching import covered
from analysis.extractors.contest.pointers import is_criticism
from analysis.extractors.contest.positions import Assertion, Reading
from analysis.extractors.contest.targets import BLAME
from analysis.extractors.contest.vectors import alignment
from analysis.extractors.denial.records import Denial
from analysis.extractors.people import names
from analysis.extractors.propositions import stem
from analysis.extractors.wording import sentence_of

# From here a claim counts as stating what is denied: six tenths of the matter, as wherever two contents are joined
# (matching.SAME), or less of it with other reasons.
_ENOUGH = 0.6
_NEAR: Mapping[int, float] = {0: 0.2, 1: 0.2, 2: 0.1, 3: 0.1}  # by sentences between the claim and the denial
_ABOUT, _DID, _BLAMES = 0.2, 0.2, 0.3
_PERSONS, _BODIES = ("him", "her"), ("it", "them")
_TOWARD = 2  # sentences in which a pronoun behind "accused" still means the denier
_SIDELESS = ("question", "proposal")  # "they should surrender" takes no side


@dataclass(frozen=True, slots=True)
class Answered:
    """A denial with what the score asks of a claim: its speaker and what the text may call him, its sentence, those who
    deny the same, and whether a claim is known already that states what is denied."""

    one: Reading
    denial: Denial
    made: Assertion
    speaker: str | None
    called: frozenset[str]
    here: int
    against: frozenset[str]
    known: bool


def accusers(one: Reading, denial: Denial, own: int | None, made: Assertion, known: bool) -> list[tuple[int, float]]:
    """Positions of the claims that state what is denied, with a confidence: all that tell it of the denier, wherever
    they stand, else the likeliest one, unless one is `known`; none where nothing is likely enough."""
    speaker = None if own is None else one.document.claims[own].speaker
    against = frozenset(p.speaker for p in made.positions if p.stance == "denies" and p.speaker)
    here = sentence_of(one.document.sentences, denial.words[0])
    wanted = Answered(one, denial, made, speaker, called(one, speaker), here, against, known)
    scored = [
        (_score(wanted, position, claim), position)
        for position, claim in enumerate(one.document.claims)
        if _may_state(wanted, position, claim)
    ]
    # Of equals the later: "the paper said that the guild claims p" tells it twice, and p is the guild's.
    likely = sorted((each for each in scored if each[0] >= _ENOUGH), reverse=True)
    told = [each for each in likely if _is_about(wanted, one.document.claims[each[1]])]
    chosen = told or ([] if known else likely[:1])
    return [(position, round(min(0.85, 0.45 + 0.4 * min(score, 1.0)), 2)) for score, position in chosen]


def _may_state(wanted: Answered, position: int, claim: DocumentClaim) -> bool:
    """False for a claim that takes no side, or that of the denier and of those who belong to him."""
    cast, speaker = wanted.one.cast, wanted.speaker
    return not (
        position in wanted.one.document.denying
        or claim.kind == "narrator"
        or claim.cue_class == "denial"
        or claim.claim_type in _SIDELESS
        or overlaps(wanted.denial.words, claim.content_spans)  # it reports the denial itself
        or claim.speaker in wanted.against
        or claim.speaker == speaker
        or claim.claim_id in wanted.made.taken
        or cast.belongs(claim.speaker, speaker)
        or cast.belongs(speaker, claim.speaker)
    )


def _score(wanted: Answered, position: int, claim: DocumentClaim) -> float:
    matter = _matter(wanted, position, claim)
    if matter is None:
        return 0.0
    distance = abs(wanted.here - claim.sentence)
    score = matter + _NEAR.get(distance, 0.0)
    if wanted.denial.stance != "denies":
        return score if matter else 0.0  # a doubt is not against whoever speaks of the same thing next to it
    if _follows(wanted, claim):
        score += _ABOUT / 2
    if _is_about(wanted, claim):
        score += _ABOUT + _DID * _did(wanted, claim) + _BLAMES * (wanted.denial.noun in BLAME)
    return score


def _matter(wanted: Answered, position: int, claim: DocumentClaim) -> float | None:
    """How much of what is denied the claim tells, names aside: by shared words, or by like ones where it is told
    in more than two (fewer find some word of their field by chance); None where the claim says the opposite."""
    proposition, best = wanted.made.proposition, None
    weights = {key: weight for key, weight in proposition.weights.items() if key not in wanted.called}
    told_of = replace(proposition, weights=weights)  # that it is about the denier is another reason
    matter = {key: weight for key, weight in weights.items() if key not in proposition.names}
    who = {stem(word) for word in re.findall(r"[a-z]{3,}", claim.source.lower())}
    for stated in wanted.one.stated[position]:
        key = wanted.made.key
        if stated.negative != proposition.negative or opposite_words(proposition, stated):
            continue
        if key and key not in stated.weights:
            continue
        told = covered(told_of, stated, names=False, least=1)
        if wanted.denial.stance == "denies" and not wanted.known and len(stated.weights) > 1 and len(matter) > 2:
            told = max(told, alignment(matter, {*stated.weights, *who}))
        best = max(best or 0.0, told)
    return best


# ---- who is meant


# "The mine's manager, Ann Roe", "a spokeswoman for the mine": the body that the text itself gives him.
_OF_BODY = re.compile(
    r"(?:\w+\s){0,2}(?i:spokes\w+|lawyer|agent|head|director)\s(?:for|of)\s(?P<for>(?:[Tt]he\s)?[\w-]+)"
    r"|(?P<of>(?:[Tt]he\s)?[\w-]+)['’]s\s(?:[\w-]+\s){0,3}?[\w-]+(?:,|\s[A-Z])"
)


def called(one: Reading, speaker: str | None) -> frozenset[str]:
    """Words, in lower case, by which a text calls a speaker: of his name, and of the body that he belongs to.

    Of a person the last name and "the" with his role; of a body with a name of its own what tells it from other bodies
    ("Halberd" of "Halberd Bank"), of one without the kind of body ("council").
    """
    cast = one.cast
    if speaker is None or not cast.names.get(speaker):
        return frozenset()
    if cast.kinds.get(speaker) != "person":
        return _distinct(cast.names[speaker])
    words = re.findall(r"[\w-]+", cast.names[speaker])
    roles = re.findall(r"[\w-]+", cast.roles.get(speaker, "").lower())
    own = {f"the {roles[-1]}"} if roles else set()
    bodies = (_OF_BODY.match(claim.source) for claim in one.document.claims if claim.speaker == speaker)
    own |= {(match["for"] or match["of"]).lower() for match in bodies if match}
    return frozenset(
        {words[-1].lower()} | own | {w for w in roles if w in names.bodies()} | _distinct(cast.bodies.get(speaker, ""))
    )


def _distinct(name: str) -> frozenset[str]:
    proper = [word.lower() for word in re.findall(r"\b[A-Z][\w-]{2,}", name)]
    telling = [word for word in proper if word not in names.bodies()]
    return frozenset(telling or proper or re.findall(r"[\w-]{3,}", name.lower())[-1:])


def names_one_of(called: frozenset[str], text: str) -> bool:
    """True where `text` holds one of the words by which somebody is called."""
    words = _words(text)
    return not called.isdisjoint([*words, *(f"the {word}" for the, word in pairwise(words) if the == "the")])


def _words(text: str) -> list[str]:
    return [re.sub(r"[’']s?$", "", word) for word in re.findall(r"[\w’'-]+", text.lower())]


def _is_about(wanted: Answered, claim: DocumentClaim) -> bool:
    """True where the content names the denier, or means him by a pronoun behind "accused"."""
    text = wanted.one.document.text
    content = claim.told(text)
    return names_one_of(wanted.called, content) or _accuses(wanted, claim, _words(content))


def _accuses(wanted: Answered, claim: DocumentClaim, content: list[str]) -> bool:
    """'accused her of burying it', near what she denies."""
    person = wanted.one.cast.kinds.get(wanted.speaker or "") == "person"
    near = abs(wanted.here - claim.sentence) <= _TOWARD
    return near and claim.cue_class == "accusation" and content[:1] in [[p] for p in (_PERSONS if person else _BODIES)]


def _did(wanted: Answered, claim: DocumentClaim) -> bool:
    """True where the denier is the one who is said to have done it: whom a claim accuses near by, or the subject of the
    claim that the denial follows at once; farther off he may have done anything. 'The union says Corl has put boys on
    the night shift. Corl denies having hired anyone under 18.'"""
    if claim.cue_class == "accusation" and not is_criticism(wanted.one.document, claim):
        return abs(wanted.here - claim.sentence) <= _TOWARD
    follows = 0 <= wanted.here - claim.sentence <= 1 and claim.start < wanted.denial.words[0] and not claim.negated
    return follows and names_one_of(wanted.called, _subject(wanted.one.document.text, claim.content_spans[0]))


def _follows(wanted: Answered, claim: DocumentClaim) -> bool:
    """'Wray denied having been invited. Roe says he was asked twice.': the pronoun in what is told at once behind a
    denial means the denier, if not the one who tells it."""
    begin = claim.content_spans[0][0]
    behind = claim.start > wanted.denial.words[1] and 0 < claim.sentence - wanted.here <= 1
    return behind and bool(re.match(r"(?:that\s)?(?:he|she|they|it)\b", wanted.one.document.text[begin : begin + 12]))


def _subject(text: str, content: Span) -> str:
    """The first words of a content, where its subject stands."""
    match = re.match(r"(?:that\s)?(?:the\s|an?\s)?(?:[\w.’'-]+\s){1,2}", text[slice(*content)])
    return match.group() if match else ""
