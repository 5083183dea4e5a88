"""The pairs of a document's claims that the stance model is asked about, with its word on them.

It reads the stretches of the text in which enough pairs score well (candidates), and says of all near pairs in them
what they are.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from analysis import columns
from analysis.extractors.contest.candidates import WINDOW, Asked, Told, answering, chance, features, scores
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.implicit.clashes import opposite_words
from analysis.extractors.contest.positions import Opposed, Reading
from analysis.extractors.contest.stance import FILE, Said, stances
from analysis.extractors.propositions import times

_FAR = 24  # claims between a denial in words and what it may answer: farther than between other two
_SIDELESS = ("question", "proposal")
_NESTED = 6  # claims on either side among which one is looked for that stands within another


class Near(NamedTuple):
    """The claims of a document that take a side, by position, in text order; what the features need to know of each;
    the pairs of them that stand near one another, those with a denial in words also farther off, the earlier first; and
    a row of features for each pair."""

    order: list[int]
    told: dict[int, Told]
    pairs: list[tuple[int, int]]
    rows: list[list[float]]


def near(one: Reading, rejecting: Collection[str | None] = ()) -> Near:
    """The pairs that the model may be asked about; `rejecting` are the ids of claims that turn something down and say
    of nothing that it is so."""
    claims = one.document.claims
    sided = (
        number
        for number, claim in enumerate(claims)
        if _takes_side(claim) and claim.claim_id not in rejecting
        if not _is_to_do(one.document.text, claim) and not _is_asked(one.document.text, claim)
        if not _only_tells(claim, claims[max(0, number - _NESTED) : number + _NESTED])
    )
    order = sorted(sided, key=lambda number: claims[number].start)
    told = {number: _told(one, number) for number in order}
    apart = {
        (first, second): apart
        for place, first in enumerate(order)
        for apart, second in enumerate(order[place + 1 : place + 1 + _FAR], 1)
        if (apart <= WINDOW or second in one.document.denying) and _two_parties(one, claims[first], claims[second])
    }
    rows = [features(told[first], told[second], between) for (first, second), between in apart.items()]
    return Near(order, told, list(apart), rows)


def opposed(one: Reading, rejecting: Collection[str | None] = ()) -> list[Opposed]:
    """The pairs of a document that the model was asked about, the likeliest contested first; none while there is no
    model, as between the training of the tagger and its own."""
    if not FILE.exists():
        return []
    known = near(one, rejecting)
    found = [
        Opposed(pair, _sure(one, pair), _sign(one, known.told, pair.first, pair.second)) for pair in _asked(one, known)
    ]
    return sorted(found, key=lambda each: (-each.chance, each.asked.first, each.asked.second))


def _sure(one: Reading, pair: Asked) -> float:
    """The chance that a pair is contested, by the trust that suits it."""
    in_words = not one.document.denying.isdisjoint((pair.first, pair.second))
    return answering(pair) if in_words else chance(pair)


def _asked(one: Reading, known: Near) -> list[Asked]:
    """The near pairs of the stretches that are read; those that hold a denial in words are read at any price."""
    document = one.document
    worth = dict(zip(known.pairs, scores(known.rows).tolist(), strict=True))
    rows = dict(zip(known.pairs, known.rows, strict=True))
    wanted = {pair for pair in known.pairs if not document.denying.isdisjoint(pair)}
    given = {number: said(document.claims[number]) for number in known.order}
    return [
        Asked(*pair, tuple(rows[pair]), worth[pair], stance)
        for pair, stance in stances(document.text, given, worth, wanted).items()
    ]


def said(claim: DocumentClaim) -> Said:
    """A claim as the stance model reads it."""
    return Said.of(claim.speaker_name or claim.source, claim.source_spans, claim.cue_spans, claim.content_spans)


def _takes_side(claim: DocumentClaim) -> bool:
    if not claim.content_spans or (claim.negated and claim.cue_class in ("denial", "doubt")):
        return False  # "did not deny that the brakes were due"
    return claim.kind != "narrator" and claim.speaker is not None and claim.claim_type not in _SIDELESS


def _is_asked(text: str, claim: DocumentClaim) -> bool:
    """'Did the firm deny that it had a contract?' tells of no denial."""
    end = max(end for _, end in claim.content_spans)
    return claim.cue_class in ("denial", "doubt") and text[end : end + 3].lstrip("\"”’' ").startswith("?")


def _is_to_do(text: str, claim: DocumentClaim) -> bool:
    """'were told to keep out of the river': says of nothing that it is so."""
    return any(text.startswith("to ", start) for start, _ in claim.content_spans)


def _only_tells(claim: DocumentClaim, others: Sequence[DocumentClaim]) -> bool:
    """'Q: Your own operator told us that p.': for the most part what somebody else says."""
    size = sum(end - start for start, end in claim.content_spans)
    return any(
        other.speaker != claim.speaker
        and claim.tells(other)
        and 2 * sum(end - start for start, end in other.content_spans) > size
        for other in others
    )


def _two_parties(one: Reading, first: DocumentClaim, second: DocumentClaim) -> bool:
    """False for claims of one speaker, of a body and who belongs to it, for a claim that the other tells of, and for
    two that begin at one place."""
    belongs = one.cast.belongs
    akin = belongs(first.speaker, second.speaker) or belongs(second.speaker, first.speaker)
    told = columns.overlaps(second.reach, first.content_spans)
    return first.speaker != second.speaker and first.start < second.start and not (akin or told)


def _told(one: Reading, number: int) -> Told:
    document = one.document
    claim = document.claims[number]
    cue, speaker = claim.cue_class, claim.speaker_name or claim.source
    return Told(document.text, claim.content_spans, claim.sentence, one.stated[number], cue, speaker)


def _sign(one: Reading, told: Mapping[int, Told], first: int, second: int) -> str:
    """Which plain sign shows why the two exclude one another (``contests.BASES``); "answer" where none does."""
    if told[first].negative != told[second].negative:
        return "negation"
    if any(opposite_words(a, b) for a in one.stated[first] for b in one.stated[second]):
        return "antonym"
    text, (one_claim, other) = one.document.text, (one.document.claims[number] for number in (first, second))
    timed = times(text, one_claim.content_spans) and times(text, other.content_spans)
    return "quantity" if timed or told[first].units & told[second].units else "answer"
