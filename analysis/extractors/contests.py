"""Contested assertions of a collection: what is asserted and disputed, by whom, with the words that show it.

An assertion comes from a denial (explicit: status "denied"), from a doubt ("doubted"), or, with one hard signal between
different speakers, from two claims that cannot both hold ("contradicted", confidence at most 0.5). A reporter's
distance ("claimed") never makes a denying side; a reporter who says "falsely claimed" disputes as the outlet.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis import columns
from analysis.columns import Span
from analysis.extractors import matching
from analysis.extractors.denials import find_denials
from analysis.extractors.objects import Denial, sentence_of
from analysis.extractors.propositions import Proposition, competing_names, proposition, same_names
from analysis.extractors.targets import Document, DocumentClaim, Target, group_names, statement, target_of, with_names
from analysis.extractors.text import sentences

BASES = {
    "explicit denial": "the claim's cue denies, rejects or disputes the assertion",
    "falsity predicate": "the claim calls the assertion false, invented, nonsense",
    "contradiction": "the text says that the claim contradicts the assertion or who made it",
    "reporter": 'the outlet\'s own voice calls the assertion false ("falsely claimed")',
    "negation": "the claim states the assertion negated",
    "antonym": "the claim states the opposite word of the same thing",
    "quantity": "the claim gives a number that cannot hold together with the assertion's",
    "exclusive place": "the claim puts the same thing in another place",
    "doubt": "the claim doubts or questions the assertion",
    "downplayed": "the claim makes less of the assertion without denying it",
    "assertion": "the claim states the assertion, or is what a denial points to",
    "reversal": "a speaker who stands on the other side elsewhere",
    "rejected": "a proposal or action turned down; listed apart, never an assertion",
}
_UNKNOWN = "somebody"
_GENERIC = ("critics", "some", "many", "others", "observers", "people", "sources", "opponents", "supporters")


@dataclass(frozen=True, slots=True)
class Contests:
    """The contest tables of a collection.

    `assertions` and `positions` keep the contract of ``columns``. `rejected` has one row a proposal or action turned
    down: doc_id, claim_id (missing when no claim row holds it), start, end (of `words`, end exclusive), words.
    """

    assertions: pd.DataFrame
    positions: pd.DataFrame
    rejected: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Position:
    doc_id: str
    claim_id: str | None
    speaker: str | None
    stance: str
    basis: str
    spans: tuple[Span, ...]
    words: str
    confidence: float
    order: tuple[int, int]


@dataclass(slots=True)
class _Assertion:
    statement: str
    proposition: Proposition
    positions: list[_Position]
    confidence: float
    explicit: bool
    needs_claim: bool
    home: int


@dataclass(slots=True)
class _Read:
    """A document read for contests: its claims, their propositions (by sentence), aliases and place in the order."""

    number: int
    doc_id: str
    date: Any
    document: Document
    outlet: str | None
    aliases: Mapping[str, str]
    stated: list[list[Proposition]]


def find_contests(documents: pd.DataFrame, claims: pd.DataFrame, speakers: pd.DataFrame) -> Contests:
    """Assertions and positions of a collection, and the rejected proposals apart.

    `documents`, `claims` (with speaker_id) and `speakers` keep the contract of ``columns``; rows come out in document
    order, then text order. Evidence spans are offsets into the text of the document of the position's claim.
    """
    names = dict(zip(speakers["speaker_id"], speakers["name"], strict=True))
    outlets = set(speakers.loc[speakers["kind"] == "outlet", "speaker_id"])
    by_document = {doc_id: rows for doc_id, rows in claims.groupby("doc_id", sort=False)}
    rejected: list[dict[str, Any]] = []
    read: list[_Read] = []
    found: list[_Assertion] = []
    for number, row in enumerate(documents.itertuples(index=False)):
        one = _read(number, row, by_document.get(row.doc_id), names, outlets)
        read.append(one)
        found += _denied(one, rejected)
    merged = _matched(found, read)
    return _tables(merged, read, rejected)


# ---- one document


def _read(number: int, row: Any, rows: pd.DataFrame | None, names: Mapping[str, str], outlets: set[str]) -> _Read:
    text = row.text
    spans = sentences(text)
    listed = [] if rows is None else list(_claims(rows, names, spans))
    document = Document(text, spans, listed)
    aliases = same_names(competing_names(text))
    outlet = next((claim.speaker for claim in listed if claim.kind == "narrator"), None)
    if outlet is None:
        outlet = next((key for key in sorted(outlets) if names[key] == row.outlet), None)
    stated = [_stated(text, claim, aliases) for claim in listed]
    return _Read(number, row.doc_id, row.date, document, outlet, aliases, stated)


def _claims(rows: pd.DataFrame, names: Mapping[str, str], spans: Sequence[Span]) -> Iterator[DocumentClaim]:
    for position, row in enumerate(rows.itertuples(index=False)):
        speaker = None if pd.isna(row.speaker_id) else row.speaker_id
        cue, content = _spans(row.cue_spans), _spans(row.content_spans)
        anchor = cue[0][0] if cue else content[0][0] if content else 0
        yield DocumentClaim(
            position,
            row.claim_id,
            speaker,
            names.get(speaker or "", ""),
            row.kind,
            row.cue_class,
            row.claim_type,
            row.source,
            cue,
            content,
            sentence_of(spans, anchor),
            bool(row.negated),
        )


def _spans(cell: Any) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in cell)


def _stated(text: str, claim: DocumentClaim, aliases: Mapping[str, str]) -> list[Proposition]:
    """The propositions of a claim, one a sentence of its content, so that a long quotation does not match by chance."""
    found = []
    for start, end in claim.content_spans:
        pieces = sentences(text, start, end) if end - start > 200 else [(start, end)]
        found += [proposition(text, [piece], aliases) for piece in pieces]
    if len(claim.content_spans) > 1 and sum(end - start for start, end in claim.content_spans) < 300:
        found.append(proposition(text, claim.content_spans, aliases))
    return found


def _denied(one: _Read, rejected: list[dict[str, Any]]) -> list[_Assertion]:
    document, text = one.document, one.document.text
    denials = [(denial, _own(document, denial)) for denial in find_denials(text, document.sentences)]
    for denial, own in denials:
        if denial.basis == "rejected":
            rejected.append(_rejection(one, denial, own))
        elif own is not None:
            document.denying.add(own)
    made: list[tuple[Denial, int | None, _Assertion]] = []
    for denial, own in denials:
        if denial.basis == "rejected":
            continue
        again = _again(document, denial, own, made)
        if again:
            again.positions.append(_denying(one, denial, document.claims[own or 0], False, Target("", ())))
            continue
        assertion = _assertion(one, denial, own)
        if assertion:
            made.append((denial, own, assertion))
    return [assertion for _, _, assertion in made]


def _again(
    document: Document, denial: Denial, own: int | None, made: list[tuple[Denial, int | None, _Assertion]]
) -> _Assertion | None:
    """The assertion that the same speaker has just denied, when this denial only says "it": "rejected that p, saying it's
    not true"."""
    if (
        own is None
        or denial.form != "anaphor"
        or denial.noun not in ("it", "this", "that", "them", "these", "those", "")
    ):
        return None
    speaker, here = document.claims[own].speaker, sentence_of(document.sentences, denial.words[0])
    for before, claim, assertion in reversed(made):
        there = sentence_of(document.sentences, before.words[0])
        if here - there > 1:
            return None
        if claim is not None and speaker is not None and document.claims[claim].speaker == speaker:
            return assertion
    return None


def _rejection(one: _Read, denial: Denial, own: int | None) -> dict[str, Any]:
    (start, end), *_ = denial.evidence
    claim_id = None if own is None else one.document.claims[own].claim_id
    return {
        "doc_id": one.doc_id,
        "claim_id": claim_id,
        "start": start,
        "end": end,
        "words": one.document.text[start:end],
    }


def _own(document: Document, denial: Denial) -> int | None:
    """The claim that makes the denial: the one whose cue it stands in, else the innermost whose content says it.

    A denial inside another's indirect content ("said the ministry denied") belongs to neither of them.
    """
    start, end = denial.words
    best: tuple[int, int] | None = None
    for position, claim in enumerate(document.claims):
        if any(a < end and b > start for a, b in claim.cue_spans):
            return position
        inside = next(((a, b) for a, b in claim.content_spans if a <= start and end <= b), None)
        if inside and claim.kind != "narrator" and (best is None or inside[1] - inside[0] < best[0]):
            best = (inside[1] - inside[0], position)
    if best is None:
        return None
    if denial.basis in ("falsity predicate", "reporter") or _own_words(document, denial):
        return best[1]
    return None


def _own_words(document: Document, denial: Denial) -> bool:
    """True for "I deny", "we reject": the subject inside a quotation is its speaker."""
    if denial.subject is None:
        return False
    return document.text[slice(*denial.subject)].strip().lower().split(" ")[-1] in ("i", "we", "he", "she", "they")


def _assertion(one: _Read, denial: Denial, own: int | None) -> _Assertion | None:
    document = one.document
    claim = None if own is None else document.claims[own]
    by_reporter = denial.holder == "reporter" and (claim is None or not _inside_content(claim, denial))
    if claim is None and not by_reporter:
        return None
    denier = _denier(claim, one)
    target = target_of(document, denial, "" if by_reporter else denier, own)
    if by_reporter and (target.how != "clause" or claim is None):
        return None
    if not target.resolved and denial.basis == "falsity predicate":
        return None
    stated = _target_proposition(one, target)
    position = _denying(one, denial, claim, by_reporter, target)
    words = target.statement
    for span in target.spans:
        words = with_names(document.text, span, words, one.aliases)
    made = _Assertion(
        words, stated, [position], position.confidence, denial.stance == "denies", denial.needs_claim, one.number
    )
    if by_reporter and claim is not None:
        made.positions.append(_asserting(one, claim, 0.8))
    for place, confidence in target.claims:
        made.positions.append(_asserting(one, document.claims[place], confidence))
    return made


def _inside_content(claim: DocumentClaim, denial: Denial) -> bool:
    return any(a <= denial.words[0] < b for a, b in claim.content_spans)


def _denier(claim: DocumentClaim | None, one: _Read) -> str:
    if claim is None:
        return _UNKNOWN
    return claim.speaker_name or claim.source or _UNKNOWN


def _denying(one: _Read, denial: Denial, claim: DocumentClaim | None, by_reporter: bool, target: Target) -> _Position:
    confidence = denial.confidence * (target.confidence if target.confidence < 1 else 1.0)
    if claim and claim.source.lower() in _GENERIC:
        confidence *= 0.7
    spans = _trimmed(denial.evidence, one.document.text)
    return _Position(
        one.doc_id,
        claim.claim_id if claim else None,
        one.outlet if by_reporter else claim.speaker if claim else None,
        denial.stance,
        denial.basis,
        spans,
        columns.words(one.document.text, spans),
        round(confidence, 2),
        (one.number, spans[0][0]),
    )


def _trimmed(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    return tuple((start, start + len(text[start:end].rstrip(" ,;:—–-"))) for start, end in spans)


def _asserting(
    one: _Read, claim: DocumentClaim, confidence: float, stance: str = "", basis: str = "assertion"
) -> _Position:
    stance = stance or ("reports" if claim.kind == "narrator" else "asserts")
    spans = claim.content_spans
    words = columns.words(one.document.text, spans)
    return _Position(
        one.doc_id,
        claim.claim_id,
        claim.speaker,
        stance,
        basis,
        spans,
        words,
        round(confidence, 2),
        (one.number, spans[0][0]),
    )


def _target_proposition(one: _Read, target: Target) -> Proposition:
    """The target's comparable form, with the names that "the two cities" stands for."""
    text = one.document.text
    made = proposition(text, target.spans, one.aliases)
    weights, names, gone = dict(made.weights), set(made.names), set()
    for span in target.spans:
        for phrase, group in group_names(text, span).items():
            gone |= set(proposition(text, [phrase]).weights)
            for name in group:
                key = one.aliases.get(name.lower(), name.lower())
                weights[key] = 1.5
                names.add(key)
    return replace(made, weights={k: w for k, w in weights.items() if k not in gone}, names=frozenset(names))


# ---- the collection


def _matched(found: list[_Assertion], read: list[_Read]) -> list[_Assertion]:
    """Assertions joined where they are the same, each with the claims elsewhere that state or negate it."""
    index, place = matching.Index(), []
    for one in read:
        for position, stated in enumerate(one.stated):
            for each in stated:
                index.add(each)
                place.append((one.number, position))
    joined = _joined(found)
    for assertion in joined:
        _take_sides(assertion, index, place, read)
    explicit = [assertion for assertion in joined if _is_contest(assertion)]
    return explicit + _implied(explicit, index, place, read)


def _implied(
    explicit: list[_Assertion], index: matching.Index, place: list[tuple[int, int]], read: list[_Read]
) -> list[_Assertion]:
    """Contests that no cue announces: two claims of different speakers that cannot both hold, each pair once."""
    known = {key for assertion in explicit for key in ((p.doc_id, p.claim_id) for p in assertion.positions)}
    found: dict[tuple[str, str], _Assertion] = {}
    for here, (number, position) in enumerate(place):
        one, claim = read[number], read[number].document.claims[position]
        if not _can_clash(claim, index[here]) or (one.doc_id, claim.claim_id) in known:
            continue
        for there in index.near(index[here]):
            other, rival = read[place[there][0]], read[place[there][0]].document.claims[place[there][1]]
            if there <= here or rival.speaker == claim.speaker or not _can_clash(rival, index[there]):
                continue
            if (
                (other.doc_id, rival.claim_id) in known
                or (claim.claim_id, rival.claim_id) in found
                or _days_apart(one, other) > 2
            ):
                continue
            signal = matching.contradiction(index[here], index[there], (one.document.text, other.document.text))
            if signal:
                found[claim.claim_id, rival.claim_id] = _clash(
                    one, claim, index[here], other, rival, index[there], *signal
                )
    return list(found.values())


def _can_clash(claim: DocumentClaim, stated: Proposition) -> bool:
    """Facts said by a known speaker only: forecasts, wishes and the outlet's own voice do not clash."""
    return (
        claim.speaker is not None
        and claim.kind != "narrator"
        and claim.claim_type == "fact"
        and not claim.negated
        and len(stated.weights) >= 3
    )


def _days_apart(one: _Read, other: _Read) -> float:
    if one is other or pd.isna(one.date) or pd.isna(other.date):
        return 0.0
    return float(abs((one.date - other.date).days))


def _clash(
    one: _Read,
    claim: DocumentClaim,
    stated: Proposition,
    other: _Read,
    rival: DocumentClaim,
    opposed: Proposition,
    basis: str,
    confidence: float,
) -> _Assertion:
    """The two claims as one assertion: the one that is not negated (else the first) states it."""
    if stated.negative and not opposed.negative:
        one, claim, stated, other, rival, opposed = other, rival, opposed, one, claim, stated
    sides = [_asserting(one, claim, confidence), _asserting(other, rival, confidence, "denies", basis)]
    words = statement(one.document.text, stated.spans)
    return _Assertion(words, stated, sides, confidence, False, False, one.number)


def _joined(found: list[_Assertion]) -> list[_Assertion]:
    index, kept = matching.Index(), []
    by_claim: dict[tuple[str, str | None], _Assertion] = {}
    for assertion in found:
        same = next((by_claim[key] for key in _asserted(assertion) if key in by_claim), None)
        if same is None:
            near = ((matching.alike(assertion.proposition, index[k]), k) for k in index.near(assertion.proposition))
            best = max(near, default=(0.0, 0))
            if best[0] >= matching.SAME and index[best[1]].negative == assertion.proposition.negative:
                same = kept[best[1]]
        if same is None:
            index.add(assertion.proposition)
            kept.append(assertion)
            same = assertion
        else:
            _absorb(same, assertion)
        for key in _asserted(assertion):
            by_claim.setdefault(key, same)
    return kept


def _asserted(assertion: _Assertion) -> list[tuple[str, str | None]]:
    return [(p.doc_id, p.claim_id) for p in assertion.positions if p.stance in ("asserts", "reports")]


def _absorb(same: _Assertion, other: _Assertion) -> None:
    known = {(p.doc_id, p.claim_id, p.stance) for p in same.positions}
    same.positions += [p for p in other.positions if (p.doc_id, p.claim_id, p.stance) not in known]
    same.explicit = same.explicit or other.explicit
    same.needs_claim = same.needs_claim and other.needs_claim
    same.confidence = max(same.confidence, other.confidence)


def _take_sides(assertion: _Assertion, index: matching.Index, place: list[tuple[int, int]], read: list[_Read]) -> None:
    """Adds the claims of the collection that state the assertion, or negate it."""
    taken = {(p.doc_id, p.claim_id) for p in assertion.positions}
    for near in index.near(assertion.proposition):
        number, position = place[near]
        one = read[number]
        claim = one.document.claims[position]
        if (one.doc_id, claim.claim_id) in taken or position in one.document.denying:
            continue
        likeness = matching.covered(assertion.proposition, index[near])
        if likeness < matching.SAME or claim.claim_type == "question":
            continue
        taken.add((one.doc_id, claim.claim_id))
        if index[near].negative == assertion.proposition.negative:
            assertion.positions.append(_asserting(one, claim, 0.85 * likeness))
        elif claim.kind != "narrator":
            assertion.positions.append(_asserting(one, claim, 0.5 * likeness, "denies", "negation"))


def _is_contest(assertion: _Assertion) -> bool:
    """Weak cues ("downplayed", "questioned") count only against somebody else who asserts."""
    if not assertion.needs_claim:
        return True
    against = {p.speaker for p in assertion.positions if p.stance in ("denies", "doubts")}
    return any(p.stance == "asserts" and p.speaker not in against for p in assertion.positions)


def _reversals(positions: list[_Position]) -> list[_Position]:
    """A speaker on both sides is shown as reversing: the later of the two positions says so."""
    sides: dict[str, set[str]] = defaultdict(set)
    kept = []
    for position in positions:
        side = "denies" if position.stance == "denies" else "asserts" if position.stance == "asserts" else ""
        speaker = position.speaker
        if speaker and side and sides[speaker] and side not in sides[speaker]:
            position = replace(position, basis="reversal")
        if speaker and side:
            sides[speaker].add(side)
        kept.append(position)
    return kept


# ---- tables


def _tables(found: list[_Assertion], read: list[_Read], rejected: list[dict[str, Any]]) -> Contests:
    dates = {one.doc_id: one.date for one in read}
    assertions, positions = [], []
    found.sort(key=lambda assertion: min(p.order for p in assertion.positions))
    for number, assertion in enumerate(found, 1):
        sides = _reversals(sorted(assertion.positions, key=lambda p: p.order))
        key = f"a{number}"
        when = [dates[p.doc_id] for p in sides if not pd.isna(dates[p.doc_id])]
        assertions.append(
            {
                "assertion_id": key,
                "statement": assertion.statement,
                "status": _status(assertion),
                "n_asserting": _speakers(sides, "asserts"),
                "n_denying": _speakers(sides, "denies"),
                "n_doubting": _speakers(sides, "doubts"),
                "first_date": min(when, default=None),
                "last_date": max(when, default=None),
                "n_documents": len({p.doc_id for p in sides}),
                "confidence": assertion.confidence,
            }
        )
        positions += [
            {
                "assertion_id": key,
                "claim_id": p.claim_id,
                "speaker_id": p.speaker,
                "stance": p.stance,
                "basis": p.basis,
                "evidence_spans": [list(span) for span in p.spans],
                "evidence": p.words,
                "confidence": p.confidence,
            }
            for p in sides
        ]
    apart = pd.DataFrame(rejected, columns=["doc_id", "claim_id", "start", "end", "words"])
    return Contests(columns.frame("assertions", assertions), columns.frame("positions", positions), apart)


def _status(assertion: _Assertion) -> str:
    if any(
        p.stance == "denies" and p.basis not in ("negation", "antonym", "quantity", "exclusive place")
        for p in assertion.positions
    ):
        return "denied"
    return "contradicted" if any(p.stance == "denies" for p in assertion.positions) else "doubted"


def _speakers(positions: Sequence[_Position], stance: str) -> int:
    """Different speakers with `stance`; claims whose speaker is not known count as one each."""
    mine = [p for p in positions if p.stance == stance]
    return len({p.speaker for p in mine if p.speaker}) + sum(p.speaker is None for p in mine)
