"""Contests that neither a word of denial nor a rule shows: claims that the stance model takes for opposed.

The model is asked about the likeliest pairs only (candidates), and its word is worth less than a denial's: such
contests are implicit, and those in which no plain sign shows why the two exclude one another must be surer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis import columns
from analysis.columns import Span
from analysis.extractors.contest.candidates import WINDOW, Asked, Told, chance, features, scores
from analysis.extractors.contest.documents import Document, DocumentClaim
from analysis.extractors.contest.implicit.clashes import is_limited, opposite_words
from analysis.extractors.contest.implicit.matter import of_others
from analysis.extractors.contest.implicit.replies import is_beside
from analysis.extractors.contest.positions import Assertion, Opposed, Reading, asserting, denied_spans
from analysis.extractors.contest.stance import FILE, Judge, Said
from analysis.extractors.contest.statements import statement
from analysis.extractors.contest.vectors import alignment
from analysis.extractors.propositions import Proposition, times

_ASKED = -0.3  # six pairs in a thousand words of news are likelier
_SURE, _SURER = 0.36, 0.5  # from these chances on; without a plain sign a pair must be surer
_SIDELESS = ("question", "proposal")


def opposed(one: Reading) -> list[Opposed]:
    """The pairs of a document that the model was asked about, the likeliest contested first; none while there is no
    model, as between the training of the tagger and its own."""
    if not FILE.exists():
        return []
    document = one.document
    judge = Judge(document.text, document.sentences, _said(document))
    sided = (number for number, claim in enumerate(document.claims) if _takes_side(claim))
    order = sorted(sided, key=lambda number: document.claims[number].start)
    told = {number: _told(one, number) for number in order}
    pairs = list(_asked(one, order, told, judge))
    found = [Opposed(pair, chance(pair), _sign(one, told, pair.first, pair.second)) for pair in pairs]
    return sorted(found, key=lambda each: (-each.chance, each.asked.first, each.asked.second))


def _asked(one: Reading, order: Sequence[int], told: Mapping[int, Told], judge: Judge) -> Iterator[Asked]:
    """The near pairs of two parties that are likely enough to be worth the asking."""
    claims = one.document.claims
    pairs = [
        (first, second, apart)
        for place, first in enumerate(order)
        for apart, second in enumerate(order[place + 1 : place + 1 + WINDOW], 1)
        if _two_parties(one, claims[first], claims[second])
    ]
    rows = [features(told[first], told[second], apart) for first, second, apart in pairs]
    for (first, second, _), row, score in zip(pairs, rows, scores(rows), strict=True):
        if score >= _ASKED:
            yield Asked(first, second, tuple(row), float(score), judge.stance(first, second))


def _said(document: Document) -> list[Said]:
    """The claims as the stance model reads them."""
    return [
        Said.of(claim.speaker_name or claim.source, claim.source_spans, claim.cue_spans, claim.content_spans)
        for claim in document.claims
    ]


def _takes_side(claim: DocumentClaim) -> bool:
    return claim.kind != "narrator" and claim.speaker is not None and claim.claim_type not in _SIDELESS


def _two_parties(one: Reading, first: DocumentClaim, second: DocumentClaim) -> bool:
    """False for claims of one speaker, of a body and who belongs to it, and for a claim that the other tells of."""
    belongs = one.cast.belongs
    akin = belongs(first.speaker, second.speaker) or belongs(second.speaker, first.speaker)
    told = columns.overlaps(second.reach, first.content_spans)
    return first.speaker != second.speaker and first.start < second.start and not (akin or told)


def _told(one: Reading, number: int) -> Told:
    document = one.document
    claim = document.claims[number]
    return Told(document.text, claim.content_spans, claim.sentence, one.stated[number], claim.cue_class == "accusation")


def _sign(one: Reading, told: Mapping[int, Told], first: int, second: int) -> str:
    """Which plain sign shows why the two exclude one another (``contests.BASES``); "answer" where none does."""
    if told[first].negative != told[second].negative:
        return "negation"
    if any(opposite_words(a, b) for a in one.stated[first] for b in one.stated[second]):
        return "antonym"
    text, (one_claim, other) = one.document.text, (one.document.claims[number] for number in (first, second))
    timed = times(text, one_claim.content_spans) and times(text, other.content_spans)
    return "quantity" if timed or told[first].units & told[second].units else "answer"


# ---- assertions


def contests(found: Sequence[Assertion], readings: Sequence[Reading]) -> list[Assertion]:
    """Opposed claims as contested assertions, without those that one of `found` already tells of."""
    known = denied_spans(found, versions=True)
    return [_assertion(one, pair) for one in readings for pair in _unknown(one, known.get(one.doc_id, ()))]


def _unknown(one: Reading, known: Sequence[Span]) -> list[Opposed]:
    """The pairs of a document whose later claim, or earlier denial, no contest holds as a denial, each claim once."""
    kept, used = [], set[int]()
    for pair in one.opposed:
        both = {pair.asked.first, pair.asked.second}
        if pair.chance < (_SURER if pair.basis == "answer" else _SURE) or both & used:
            continue
        first, second = (one.document.claims[number] for number in (pair.asked.first, pair.asked.second))
        answers = (first, second) if first.cue_class == "denial" else (second,)
        if not (any(columns.overlaps(claim.reach, known) for claim in answers) or _stands_beside(one, pair)):
            used |= both
            kept.append(pair)
    return kept


def _stands_beside(one: Reading, pair: Opposed) -> bool:
    """True where the clauses in which the two have most in common are of different times or things: what the rules know
    of pairs that only look like a contest holds for the model's, too."""
    closest = _closest(one, pair.asked.first, pair.asked.second)
    claims = [one.document.claims[number] for number in (pair.asked.first, pair.asked.second)]
    first, second = (
        [side for side, of in one.sides if of is claim and columns.overlaps(side.clause.span, stated.spans)]
        for claim, stated in zip(claims, closest, strict=True)
    )
    return any(
        of_others(a, b) or is_beside(a, b, pair.basis) or is_limited(a, b) or is_limited(b, a)
        for a in first
        for b in second
    )


def _assertion(one: Reading, pair: Opposed) -> Assertion:
    """The pair as a contest: the earlier claim states it, unless it says that something is not so and the other that
    it is."""
    first, second, (disputes, clashes) = pair.asked.first, pair.asked.second, pair.asked.stance
    stated, against = _closest(one, first, second)
    if stated.negative and not against.negative and clashes > disputes:
        first, second, stated, against = second, first, against, stated
    sure, text = round(pair.chance / 2, 2), one.document.text
    sides = []
    for number, told, stance, basis in ((first, stated, "", "assertion"), (second, against, "denies", pair.basis)):
        side = asserting(one, one.document.claims[number], sure, stance, basis)
        words, order = columns.words(text, told.spans), (one.number, told.spans[0][0])
        sides.append(replace(side, spans=told.spans, words=words, order=order))
    return Assertion(statement(text, stated.spans), stated, sides, sure)


def _closest(one: Reading, first: int, second: int) -> tuple[Proposition, Proposition]:
    """The sentence of each claim in which the two have most in common; of equals the first."""
    pairs = [(a, b) for a in one.stated[first] for b in one.stated[second]]
    return max(pairs, key=lambda pair: alignment(pair[0].weights, pair[1].weights, together=1))
