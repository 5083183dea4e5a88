"""Contests that no cue announces: clauses of two speakers that cannot both hold, found without comparing every pair.

A clause is compared with those of its document, and of documents of the same days, that share its rarest words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from analysis import columns
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.implicit.clashes import antonym, near_by, negation, takes_back
from analysis.extractors.contest.implicit.figures import figures
from analysis.extractors.contest.implicit.matter import answers, follows, one_time
from analysis.extractors.contest.implicit.replies import figure, is_beside, negative, opposite
from analysis.extractors.contest.implicit.sides import Side, rarity
from analysis.extractors.contest.implicit.slots import another_doer, another_owner, elsewhere
from analysis.extractors.contest.implicit.timings import hours, moment
from analysis.extractors.contest.implicit.whereabouts import holder, place
from analysis.extractors.contest.parties import supporters
from analysis.extractors.contest.positions import Assertion, Position, Reading, denied_spans
from analysis.extractors.contest.statements import statement

# Days between two documents: figures given further apart are an update, other claims belong to another matter.
_DAYS, _MONTH = 2, 31
_LEAST = 0.25  # below it, of what was read by hand on PolNeAR nothing was right
_AROUND, _KEYS, _POSTINGS, _MOST = 6, 6, 100, 24
_SIGNALS = (
    ("negation", negation),
    ("quantity", figures),
    ("quantity", hours),
    ("exclusive place", place),
    ("exclusive place", holder),
    ("antonym", antonym),
)
# What is compared where the later clause answers the earlier one; the last may bring in another time.
_ANSWERS = (("antonym", opposite), ("negation", negative), ("quantity", figure))
_IMPOSSIBLE = re.compile(r"\b(?:no ?body|no one)\scould\b|\bcould(?:\s?not|n[’']t)\shave\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|just|merely)\s(?:about\s|some\s)?[$£€]?\d", re.IGNORECASE)
_PAIR = tuple[int, int]
_UNDATED = "undated"


class _Sides:
    """The clauses of a collection that can clash, in order, and the earlier ones that share most with each."""

    def __init__(self) -> None:
        self.sides: list[Side] = []
        self.origin: list[tuple[Reading, DocumentClaim]] = []
        self._postings: dict[tuple[Any, str], list[int]] = defaultdict(list)

    def add(self, side: Side, one: Reading, claim: DocumentClaim) -> None:
        at, day = len(self.sides), one.day
        self.sides.append(side)
        self.origin.append((one, claim))
        for key in side.stated.weights:
            for when in (one.doc_id, None, _UNDATED if day is None else day // _MONTH):
                self._postings[when, key].append(at)

    def rivals(self, at: int) -> list[int]:
        """Earlier clauses that may clash with the one at `at`: in its document and in documents of the same days.

        Looks through its rarest words and through a bounded number of clauses for each: the work does not grow with
        the collection.
        """
        side, one = self.sides[at], self.origin[at][0]
        day, found = one.day, set(self._sharing(at, [one.doc_id], 2))
        month = None if day is None else day // _MONTH
        whens = [None] if month is None else [month - 1, month, month + 1, _UNDATED]
        for other in self._sharing(at, whens, 3):
            if self._days_apart(at, other) <= (_DAYS if side.stated.quantities else _MONTH):
                found.add(other)
        for key in side.topic:
            found.update(other for other in self._postings.get((one.doc_id, key), ())[-_MOST:] if other < at)
        other = at - 1
        while other >= 0 and self.origin[other][0] is one and side.sentence - self.sides[other].sentence <= _AROUND:
            found.add(other)
            other -= 1
        return sorted(found)

    def _days_apart(self, one: int, other: int) -> int:
        first, second = self.origin[one][0].day, self.origin[other][0].day
        return 0 if first is None or second is None else abs(first - second)

    def _sharing(self, at: int, whens: Iterable[Any], least: int) -> list[int]:
        weights = self.sides[at].stated.weights
        keys = sorted((key for key in weights if key[0].isalpha()), key=lambda key: (-rarity(key), key))[:_KEYS]
        common: Counter[int] = Counter()
        for when in whens:
            for key in keys:
                common.update(self._postings.get((when, key), ())[-_POSTINGS:])
        ranked = sorted((-count, other) for other, count in common.items() if count >= least and other < at)
        return [other for _, other in ranked[:_MOST]]


def implied(explicit: Sequence[Assertion], readings: Sequence[Reading]) -> list[Assertion]:
    """Contested assertions from pairs of clauses that cannot both hold, each with its two or more positions."""
    made, known = _Sides(), denied_spans(explicit, versions=False)
    pairs: dict[_PAIR, tuple[str, float]] = {}
    for one in readings:
        begin, taken = len(made.sides), known.get(one.doc_id, ())
        for side, claim in one.sides:
            if not columns.overlaps(side.clause.span, taken):
                made.add(side, one, claim)
        for at in range(begin, len(made.sides)):
            for other in made.rivals(at):
                signal = _clash(made.sides[other], made.sides[at], other >= begin)
                if signal:
                    pairs[other, at] = signal
    return [_assertion(made, group, pairs) for group in _groups(pairs)]


def _clash(one: Side, other: Side, together: bool) -> tuple[str, float] | None:
    """The signal (a word of ``contests.BASES``) by which two clauses cannot both hold, and a confidence up to 0.5."""
    near = near_by(one, other, together)
    if one.speaker == other.speaker:
        return ("reversal", 0.5) if near and takes_back(one, other) else None
    if one.narrator and other.narrator:
        return None
    for basis, signal in _SIGNALS:
        confidence = signal(one, other, near)
        if confidence >= _LEAST and not (near and is_beside(one, other, basis)):
            return basis, round(confidence, 2)
    return (_answer(one, other) or _filled(one, other)) if together else None


def _answer(before: Side, later: Side) -> tuple[str, float] | None:
    """The signal by which a clause that answers another excludes it."""
    # A negative is answered with whatever there was, names and all: "no help came", "Norrish ships were there".
    if not answers(before, later, strangers=before.clause.negations > 0, times=False):
        return None
    if one_time(before, later):
        for basis, signal in _ANSWERS:
            confidence = signal(before, later)
            if confidence:
                return basis, confidence
    confidence = moment(before, later)
    return ("quantity", confidence) if confidence else None


def _filled(before: Side, later: Side) -> tuple[str, float] | None:
    """The signal by which the next to speak fills a slot that is filled already."""
    if before.clause.negations or later.clause.negations or not follows(before, later):
        return None
    confidence = elsewhere(before, later) or another_owner(before, later) or another_doer(before, later)
    return ("exclusive place", confidence) if confidence else None


# ---- assertions


def _groups(pairs: dict[_PAIR, tuple[str, float]]) -> list[list[_PAIR]]:
    """Pairs that share a clause, joined to one contest, the surest pair of each first."""
    home: dict[int, int] = {}

    def root(side: int) -> int:
        while home.setdefault(side, side) != side:
            side = home[side]
        return side

    for one, other in pairs:
        home[root(other)] = root(one)
    groups: dict[int, list[_PAIR]] = defaultdict(list)
    for pair in pairs:
        groups[root(pair[0])].append(pair)
    return [sorted(group, key=lambda pair: (-pairs[pair][1], pair)) for group in groups.values()]


def _assertion(made: _Sides, group: list[_PAIR], pairs: dict[_PAIR, tuple[str, float]]) -> Assertion:
    """The clauses of a group as one assertion: of the surest pair the one that is not negated states it, else the
    first. What is said to have been impossible is itself the assertion, which a single case refutes."""
    basis, confidence = pairs[group[0]]
    one, other = group[0]
    if _answers_back(made.sides[one], made.sides[other]):
        one, other = other, one
    stance = {one: "asserts", other: "denies"}
    bases = {other: basis}
    for first, second in group[1:]:  # each further clause stands against the one that it clashes with
        for mine, theirs in ((first, second), (second, first)):
            if theirs in stance and mine not in stance:
                stance[mine] = "denies" if stance[theirs] == "asserts" else "asserts"
                bases[mine] = pairs[first, second][0]
    found = [_position(made, side, stance[side], bases.get(side, basis), confidence) for side in sorted(stance)]
    taken = {p.claim_id for p in found} | {p.speaker for p in found}
    for at in sorted(stance):
        (reading, claim), against = made.origin[at], made.sides[at]
        if stance[at] == "denies" and not against.narrator:
            more = supporters(reading, replace(claim, speaker=against.speaker), against.clause.span[1])
            found += [p for p in more if not {p.claim_id, p.speaker} & taken]
    side = made.sides[one]
    return Assertion(statement(side.text, side.stated.spans), side.stated, found, confidence)


def _answers_back(one: Side, other: Side) -> bool:
    """True where the first of two clauses is nevertheless the answer: it is negated, it says "only 410", or the second
    tells what somebody "had put" before."""
    if one.clause.negations:
        return not _IMPOSSIBLE.search(one.words)
    had, only = ("had" in side.cue for side in (one, other)), (bool(_ONLY.search(side.words)) for side in (one, other))
    return [*had] == [False, True] or [*only] == [True, False]


def _position(made: _Sides, at: int, stance: str, basis: str, confidence: float) -> Position:
    side, (one, claim) = made.sides[at], made.origin[at]
    if stance == "asserts":
        basis, stance = "assertion", "reports" if side.narrator else "asserts"
    spans = side.stated.spans
    words = columns.words(side.text, spans)
    return Position(
        one.doc_id, claim.claim_id, side.speaker, stance, basis, spans, words, confidence, (one.number, spans[0][0])
    )
