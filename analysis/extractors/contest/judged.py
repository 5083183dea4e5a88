"""Contests that neither a word of denial nor a rule shows: claims that the stance model takes for opposed.

Its word is worth less than a denial's: such contests are implicit, and their confidence at most one half. Where a
denial in words has nobody whom it answers, the model says which claim it means.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import NamedTuple

from analysis import columns
from analysis.columns import Span
from analysis.extractors.contest.accusers import called, names_one_of
from analysis.extractors.contest.beside import is_counted_again, said_beside, stand_beside
from analysis.extractors.contest.candidates import answering
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.implicit.parts import parts
from analysis.extractors.contest.positions import Assertion, Opposed, Position, Reading, asserting, denied_spans
from analysis.extractors.contest.statements import statement
from analysis.extractors.contest.vectors import alignment
from analysis.extractors.propositions import Proposition, stem
from analysis.extractors.wording import BE

_SURE = 0.42  # from this chance on a pair is taken for contested,
_SURE_BETWEEN = 0.6  # and from this one where the second voice stands between a claim and its denial
_SURE_IN_TURN = 0.48  # and from this one where one of the two claims answers a third, or is answered by one
_SAME = 0.45  # alignment from which a second claim is on the side of the first
_STATES = 0.6  # from this chance on a claim counts as what a denial in words answers
_LEAST = 0.4  # confidence that it does: a denial in words answers somebody
_AGAINST = ("denies", "doubts")


def state(found: Iterable[Assertion], readings: Sequence[Reading]) -> None:
    """Gives each denial that nobody is known to have provoked the claim that the model takes for what it denies."""
    known = {one.doc_id: one for one in readings}
    for assertion in found:
        if any(position.stance in ("asserts", "reports") for position in assertion.positions):
            continue
        parties = {position.speaker for position in assertion.positions}
        denying = {p.claim_id: p.doc_id for p in assertion.positions if p.basis != "own version"}
        answered = (_answered(known[doc_id], claim_id, parties) for claim_id, doc_id in denying.items())
        assertion.positions += [position for position in answered if position][:1]


def _answered(one: Reading, claim_id: str | None, parties: Collection[str | None]) -> Position | None:
    """The claim, of none of `parties`, that one which denies most likely answers; None where none is likely enough."""
    claims = one.document.claims
    likely = [
        (sure, other)
        for pair, *_ in one.opposed
        for place, other in ((pair.second, pair.first), (pair.first, pair.second))
        if claims[place].claim_id == claim_id
        and (sure := answering(pair)) >= _STATES
        and claims[other].speaker not in parties
        and other not in one.document.denying
        and not _accuses_another(one, claims[other], claims[place])
        and not _does_it_himself(one, claims[other], claims[place])
    ]
    if not likely:
        return None
    sure, other = max(likely)
    return asserting(one, claims[other], round(_LEAST + sure / 4, 2))


def _accuses_another(one: Reading, claim: DocumentClaim, denying: DocumentClaim) -> bool:
    """'The guild accused the farm of poisoning the stream', which the mill does not answer."""
    content = claim.told(one.document.text)
    pointed = content.split(" ", 1)[0].lower() in ("him", "her", "it", "them")
    return claim.cue_class == "accusation" and not pointed and not names_one_of(called(one, denying.speaker), content)


def _does_it_himself(one: Reading, claim: DocumentClaim, denying: DocumentClaim) -> bool:
    """'The rain had promised to last', of which a bank that denied making any promise says nothing: another did it."""
    denied = set(map(stem, denying.told(one.document.text).lower().split()))
    did = [side for side, of in one.sides if of is claim and denied & set(parts(side).predicate[:1])]
    active = [side for side in did if BE.isdisjoint(side.low)]
    others = [side for side in active if parts(side).subject[:1] in (("the",), ("a",), ("an",))]
    return bool(others) and not names_one_of(called(one, denying.speaker), claim.told(one.document.text))


def contests(found: Sequence[Assertion], readings: Sequence[Reading]) -> list[Assertion]:
    """Opposed claims as contested assertions, without those that one of `found` already tells of.

    The surest come first. A further pair that shares a claim with one of them joins it: another speaker who denies
    the same claim, or another claim of the same matter that the same one denies.
    """
    known = Known.of(found)
    return [assertion for one in readings for assertion in _contests(one, known)]


def _contests(one: Reading, known: "Known") -> list[Assertion]:
    likely = [pair for pair in one.opposed if pair.chance >= _SURE]
    joined = Joined(frozenset(pair for each in likely for pair in permutations((each.asked.first, each.asked.second))))
    for pair in likely:
        what, answer = sides(one, pair)
        claim = one.document.claims[answer.number]
        opinion = pair.basis == "answer" and claim.claim_type == "evaluation"
        # "Granted that there was soup" denies nothing; "conceded that nobody could know" may doubt it.
        yields = claim.cue_class == "concession" and not pair.asked.stance.is_doubt
        if known.holds(one, what, answer, pair.chance) or opinion or yields or _stand_beside(one, pair, what, answer):
            continue
        told = known.pairs.get((what.position.claim_id, answer.position.speaker))
        if told:
            told.take(answer)
        else:
            joined.take(one, what, answer, pair.chance)
    return joined.made


class Stands(NamedTuple):
    """One claim of a pair with what it tells of the other's matter, and as a position."""

    number: int
    tells: Proposition
    position: Position


class Told(NamedTuple):
    """A contest between a claim and a speaker, and whether it is he who states what is contested."""

    contest: Assertion
    states: bool

    def take(self, answer: Stands) -> None:
        """Note what else he says against the claim."""
        if all(p.claim_id != answer.position.claim_id for p in self.contest.positions):
            stated = replace(answer.position, stance="asserts", basis="assertion")
            self.contest.positions.append(stated if self.states else _as_before(self.contest, answer.position))


@dataclass(frozen=True, slots=True)
class Known:
    """What contests tell already: where the texts deny, by document; claims with a speaker whom they stand against,
    either way round; and for each claim that is denied where its first denial stands."""

    denied: Mapping[str, Sequence[Span]]
    pairs: Mapping[tuple[str | None, str | None], Told]
    denials: Mapping[str | None, int]

    @classmethod
    def of(cls, found: Sequence[Assertion]) -> "Known":
        """What the contests in `found` tell."""
        pairs, denials = dict[tuple[str | None, str | None], Told](), dict[str | None, int]()
        for assertion in found:
            for p in assertion.positions:
                for other in assertion.positions:
                    if p.doc_id == other.doc_id and p.stance == "asserts" and other.stance in _AGAINST:
                        pairs.setdefault((p.claim_id, other.speaker), Told(assertion, states=False))
                        pairs.setdefault((other.claim_id, p.speaker), Told(assertion, states=True))
                        denials[p.claim_id] = min(other.order[1], denials.get(p.claim_id, other.order[1]))
        return cls(denied_spans(found, versions=True), pairs, denials)

    def holds(self, one: Reading, what: Stands, answer: Stands, chance: float) -> bool:
        """True where the answer is told of already, or where the second voice stands ahead of the denial: there it
        bears the claim out, in its paragraph always, and elsewhere as a rule."""
        if what.number in one.document.denying:
            return True
        begin, end = sorted((what.position.order[1], answer.position.order[1]))
        beside = "\n" not in one.document.text[begin:end] or chance < _SURE_BETWEEN
        between = answer.position.order[1] < self.denials.get(what.position.claim_id, 0) and beside
        return between or columns.overlaps(one.document.claims[answer.number].reach, self.denied.get(one.doc_id, ()))


@dataclass(slots=True)
class Joined:
    """Contests made of pairs, and which claims state and which contest what is in each; `opposed` are the pairs that
    may be, either way round."""

    opposed: Collection[tuple[int, ...]] = frozenset()
    made: list[Assertion] = field(default_factory=list)
    stated: dict[int, Assertion] = field(default_factory=dict)
    against: dict[int, Assertion] = field(default_factory=dict)

    def take(self, one: Reading, what: Stands, answer: Stands, chance: float) -> None:
        """Make a contest of a pair, or join it to one; a pair that would put a speaker on both sides of one is left
        out. Who answers one claim may be answered in turn: that is a contest of its own."""
        if what.number in self.against or answer.number in self.stated:
            if chance >= _SURE_IN_TURN and not self._share_a_rival(what, answer):
                self._make(one, what, answer)
            return
        same, known = self.stated.get(what.number), self.against.get(answer.number)
        if same is None and known is None:
            self._make(one, what, answer)
        elif same is not None and known is None and not _is_party(same, answer, ("asserts",)):
            same.positions.append(_as_before(same, answer.position))
            self.against[answer.number] = same
        elif same is None and known is not None and _may_state(known, what):
            known.positions.append(what.position)
            self.stated[what.number] = known

    def _share_a_rival(self, what: Stands, answer: Stands) -> bool:
        """True for two who answer the same third claim: most likely they say the same of it."""
        contest = self.against.get(what.number)
        rivals = [number for number, other in self.stated.items() if other is contest]
        return any((number, answer.number) in self.opposed for number in rivals)

    def _make(self, one: Reading, what: Stands, answer: Stands) -> None:
        words, sure = statement(one.document.text, what.tells.spans), what.position.confidence
        contest = Assertion(words, what.tells, [what.position, answer.position], sure)
        self.made.append(contest)
        self.stated.setdefault(what.number, contest)
        self.against.setdefault(answer.number, contest)


def _is_party(contest: Assertion, one: Stands, stances: Collection[str]) -> bool:
    return any(p.speaker == one.position.speaker and p.stance in stances for p in contest.positions)


def _as_before(contest: Assertion, further: Position) -> Position:
    """A further answer of one who denies it already: he denies it, though these words doubt it."""
    denies = any(p.speaker == further.speaker and p.stance == "denies" for p in contest.positions)
    return replace(further, stance="denies", basis="answer") if denies and further.stance == "doubts" else further


def _may_state(contest: Assertion, one: Stands) -> bool:
    """True for another claim that tells enough of what is contested already to be on its side."""
    like = alignment(contest.proposition.weights, one.tells.weights)
    same = contest.proposition.negative == one.tells.negative and like >= _SAME
    return same and not _is_party(contest, one, _AGAINST)


def _stand_beside(one: Reading, pair: Opposed, what: Stands, answer: Stands) -> bool:
    """True where the two only look like a contest, by what the rules know of the clauses in which they have most in
    common."""
    told = (what, answer) if what.number == pair.asked.first else (answer, what)  # in text order
    first, second = (
        [
            side
            for side, of in one.sides
            if of is one.document.claims[each.number] and columns.overlaps(side.clause.span, each.tells.spans)
        ]
        for each in told
    )
    said = said_beside(one.document.text, *(each.tells for each in told))
    again = is_counted_again(*((one.document.claims[each.number].source, each.tells) for each in told))
    return said or again or any(stand_beside(a, b) for a in first for b in second)


def sides(one: Reading, pair: Opposed) -> tuple[Stands, Stands]:
    """Who states it and who contests it: the earlier claim states it, unless it is the one that denies."""
    first, second, stance = pair.asked.first, pair.asked.second, pair.asked.stance
    stated, against = _closest(one, first, second)
    if stance.is_turned:
        first, second, stated, against = second, first, against, stated
    side, basis = ("doubts", "doubt") if stance.is_doubt else ("denies", pair.basis)
    sure = round(pair.chance / 2, 2)
    what = Stands(first, stated, _position(one, first, stated, sure))
    return what, Stands(second, against, _position(one, second, against, sure, side, basis))


def _position(
    one: Reading, number: int, tells: Proposition, sure: float, stance: str = "", basis: str = "assertion"
) -> Position:
    whole = asserting(one, one.document.claims[number], sure, stance, basis)
    words, order = columns.words(one.document.text, tells.spans), (one.number, tells.spans[0][0])
    return replace(whole, spans=tells.spans, words=words, order=order)


def _closest(one: Reading, first: int, second: int) -> tuple[Proposition, Proposition]:
    """The sentence of each claim in which the two have most in common; of equals the first."""
    pairs = [(a, b) for a in one.stated[first] for b in one.stated[second]]
    return max(pairs, key=lambda pair: alignment(pair[0].weights, pair[1].weights, together=1))
