"""The same assertion across the claims and documents of a collection: joined, and with all who state or negate it."""

from collections.abc import Mapping

from analysis import columns
from analysis.extractors.contest import judged, matching
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.implicit.clashes import opposite_words
from analysis.extractors.contest.implicit.implied import implied
from analysis.extractors.contest.parties import is_nobody
from analysis.extractors.contest.positions import Assertion, Reading, asserting


def matched(found: list[Assertion], readings: list[Reading]) -> list[Assertion]:
    """Assertions joined where they are the same, each with the claims elsewhere that state or negate it."""
    index, place = matching.Index(), []
    for one in readings:
        for position, stated in enumerate(one.stated):
            for each in stated:
                index.add(each)
                place.append((one.number, position))
    joined = _joined(found)
    for assertion in joined:
        _take_sides(assertion, index, place, readings)
    judged.state(joined, readings)
    explicit = [assertion for assertion in joined if _is_contest(assertion)]
    found = explicit + implied(explicit, readings)
    found += judged.contests(found, readings)
    claims = {(one.doc_id, claim.claim_id): claim for one in readings for claim in one.document.claims}
    for assertion in found:
        _leave_out_tellers(assertion, claims)
    return found


def _leave_out_tellers(assertion: Assertion, claims: Mapping[tuple[str, str], DocumentClaim]) -> None:
    """Who only tells what another of its side says takes no side: “The dairy says it was water,” a reporter put to
    him. Where the other is who denies it ("two clerks said that she had told them p"), the teller takes it, and she
    asserts nothing. `claims` are the collection's, by document and id."""
    sided = [
        (p, claims.get((p.doc_id, p.claim_id or ""))) for p in assertion.positions if p.stance in ("asserts", "denies")
    ]
    against = {(p.doc_id, p.speaker) for p, _ in sided if p.stance == "denies"}
    told = [
        q if p.stance == "asserts" and (q.doc_id, q.speaker) in against else p
        for p, mine in sided
        for q, claim in sided
        if claim and mine and q.stance == p.stance and q.doc_id == p.doc_id and q.speaker != p.speaker
        if mine.tells(claim)
    ]
    assertion.positions = [p for p in assertion.positions if p not in told]


def _joined(found: list[Assertion]) -> list[Assertion]:
    index = matching.Index()
    kept: list[Assertion] = []
    by_claim: dict[tuple[str, str | None], Assertion] = {}
    for assertion in found:
        told = (by_claim[key] for key in _asserted(assertion) if key in by_claim)
        same = next((other for other in told if _is_one(assertion, other)), None)
        if same is None:
            stated = assertion.proposition
            near = (k for k in index.near(stated) if index[k].negative == stated.negative)
            likeness, k = max(((matching.alike(stated, index[k]), -k) for k in near), default=(0.0, 0))
            if likeness >= matching.SAME:
                same = kept[-k]
        if same is None:
            index.add(assertion.proposition)
            kept.append(assertion)
            same = assertion
        else:
            _absorb(same, assertion)
        for key in _asserted(assertion):
            by_claim.setdefault(key, same)
    return kept


def _is_one(one: Assertion, other: Assertion) -> bool:
    """False for two assertions that one claim states, where different speakers deny each only his own part in it:
    "any involvement" says of nobody else, and of no event, that it was so."""
    deniers = ({p.speaker for p in each.positions if p.stance == "denies"} for each in (one, other))
    return not (one.alone or other.alone) or bool(set.intersection(*deniers))


def _asserted(assertion: Assertion) -> list[tuple[str, str | None]]:
    return [(p.doc_id, p.claim_id) for p in assertion.positions if p.stance in ("asserts", "reports")]


def _absorb(same: Assertion, other: Assertion) -> None:
    known = {(p.doc_id, p.claim_id, p.stance) for p in same.positions}
    same.positions += [p for p in other.positions if (p.doc_id, p.claim_id, p.stance) not in known]
    same.needs_claim = same.needs_claim and other.needs_claim
    same.confidence = max(same.confidence, other.confidence)


def _take_sides(
    assertion: Assertion, index: matching.Index, place: list[tuple[int, int]], readings: list[Reading]
) -> None:
    """Adds the claims of the collection that state the assertion, or negate it."""
    taken = {(p.doc_id, p.claim_id) for p in assertion.positions}
    wanted = assertion.proposition
    for near in index.near(wanted):
        number, position = place[near]
        one, claim = readings[number], readings[number].document.claims[position]
        if (one.doc_id, claim.claim_id) in taken or position in one.document.denying or claim.claim_type == "question":
            continue
        likeness = matching.covered(wanted, index[near])
        if likeness < matching.enough(wanted) or (assertion.key and assertion.key not in index[near].weights):
            continue
        if _reports_another(one, claim, index[near]) or is_nobody(one, claim.speaker):
            continue
        if _reports_denial(assertion, one, claim) or opposite_words(wanted, index[near]):
            continue
        taken.add((one.doc_id, claim.claim_id))
        if index[near].negative == wanted.negative:
            assertion.positions.append(asserting(one, claim, 0.85 * likeness))
        elif claim.kind != "narrator" and matching.alike(wanted, index[near]) >= 0.5:
            assertion.positions.append(asserting(one, claim, 0.5 * likeness, "denies", "negation"))


def _reports_denial(assertion: Assertion, one: Reading, claim: DocumentClaim) -> bool:
    """True where the claim's content holds the denial itself: it reports it and takes no side."""
    against = [
        span for p in assertion.positions if p.stance != "asserts" and p.doc_id == one.doc_id for span in p.spans
    ]
    return any(columns.overlaps(span, against) for span in claim.content_spans)


def _reports_another(one: Reading, claim: DocumentClaim, stated: matching.Proposition) -> bool:
    """True where the words stand in the content of a claim within this one: 'Roe said that Poe says p'."""
    (begin, end), *_ = stated.spans
    for other in one.document.claims:
        inside = any(a <= begin and end <= b for a, b in claim.content_spans)
        cue = other.cue_spans[0] if other.cue_spans else (-1, -1)
        if other is not claim and inside and begin <= cue[0] < end and other.speaker != claim.speaker:
            return True
    return False


def _is_contest(assertion: Assertion) -> bool:
    """Weak cues ("downplayed", "questioned") count only against somebody else who asserts."""
    if not assertion.needs_claim:
        return True
    against = {p.speaker for p in assertion.positions if p.stance in ("denies", "doubts")}
    return any(p.stance == "asserts" and p.speaker not in against for p in assertion.positions)
