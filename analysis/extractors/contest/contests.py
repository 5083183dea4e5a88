"""Contested assertions of a collection: what is asserted and disputed, by whom, with the words that show it.

An assertion comes from a denial (explicit: status "denied"), from a doubt ("doubted"), or from claims of different
speakers that cannot both hold, as a hard signal or the stance model shows ("contradicted", confidence at most 0.5).
A reporter's distance ("claimed") never makes a denying side; one who says "falsely claimed" disputes as the outlet.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis import columns
from analysis.extractors.contest.joining import matched
from analysis.extractors.contest.positions import Assertion, Cast, Position, Reading
from analysis.extractors.contest.reading import Task, read
from analysis.workers import ALONE, Crew

# What the words of positions.basis mean.
BASES = {
    "explicit denial": "the claim's cue denies, rejects or disputes the assertion",
    "falsity predicate": "the claim calls the assertion false, invented, nonsense",
    "contradiction": "the text says that the claim contradicts the assertion or who made it",
    "reporter": 'the outlet\'s own voice calls the assertion false ("falsely claimed")',
    "negation": "the claim states the assertion negated",
    "antonym": "the claim states the opposite word of the same thing",
    "quantity": "the claim gives a number or a time that cannot hold together with the assertion's",
    "exclusive place": "the claim gives the same thing another place, holder, doer or cause",
    "answer": "the claim cannot hold beside the assertion, as a model reads the two; no plain sign shows why",
    "doubt": "the claim doubts or questions the assertion",
    "downplayed": "the claim makes less of the assertion without denying it",
    "own version": "what the denier, or somebody who speaks for him, adds right behind the denial",
    "double negation": "the claim denies what the other side states in the negative",
    "assertion": "the claim states the assertion, or is what a denial points to",
    "reversal": "the same speaker stands on the other side elsewhere",
}
_IMPLICIT = ("negation", "antonym", "quantity", "exclusive place", "answer")
_KNOWN = ("name", "kind", "role", "affiliation")
_READ = ["doc_id", "claim_id", "speaker_id", "kind", "source", "cue_spans", "content_spans", "cue_class", "claim_type"]
_READ += ["negated", "source_spans"]


@dataclass(frozen=True, slots=True)
class Contests:
    """The contest tables of a collection.

    All keep the contract of ``columns``. `rejected` has one row a proposal or action turned down (claim_id missing when
    no claim row holds it), `names` one row a place or thing that the text gives under two names.
    """

    assertions: pd.DataFrame
    positions: pd.DataFrame
    rejected: pd.DataFrame
    names: pd.DataFrame


def find_contests(
    documents: pd.DataFrame, claims: pd.DataFrame, speakers: pd.DataFrame, crew: Crew = ALONE
) -> Contests:
    """Assertions and positions of a collection, and the rejected proposals apart.

    `documents`, `claims` (with speaker_id) and `speakers` keep the contract of ``columns``; rows come out in document
    order, then text order. Evidence spans are offsets into the text of the document of the position's claim. `crew`
    shares the documents; the tables do not depend on it.
    """
    jobs = tasks(documents, claims, speakers)
    done = dict(crew.shared(read, jobs, lambda task: len(task.text)))
    each = [done[number] for number in range(len(jobs))]
    readings = [one.reading for one in each]
    found = [assertion for one in each for assertion in one.found]
    rejected = [row for one in each for row in one.rejected]
    dates = dict(zip(documents["doc_id"], documents["date"], strict=True))
    return _tables(matched(found, readings), readings, rejected, dates)


def tasks(documents: pd.DataFrame, claims: pd.DataFrame, speakers: pd.DataFrame) -> list[Task]:
    """A task for each document: all that reading it for contests takes."""
    cast = _cast(speakers)
    names = cast.names
    outlets = {
        names[key]: key for key in sorted(speakers.loc[speakers["kind"] == "outlet", "speaker_id"], reverse=True)
    }
    rows: dict[str, list[dict[Any, Any]]] = defaultdict(list)
    for claim in claims[_READ].to_dict("records"):
        rows[claim["doc_id"]].append(claim)
    days = [None if pd.isna(date) else date.toordinal() for date in documents["date"]]
    told = zip(documents["doc_id"], documents["text"], documents["outlet"], days, strict=True)
    made = []
    for number, (doc_id, text, paper, day) in enumerate(told):
        outlet, mine = outlets.get(paper), rows[doc_id]
        here = cast.only({outlet, *(claim["speaker_id"] for claim in mine)})
        made.append(Task(number, doc_id, text, day, outlet, mine, here))
    return made


def _cast(speakers: pd.DataFrame) -> Cast:
    ids = speakers["speaker_id"]
    known = (dict(zip(ids, speakers[column].fillna("").astype(str), strict=True)) for column in _KNOWN)
    return Cast(*known)


def _reversals(positions: list[Position]) -> list[Position]:
    """A speaker on both sides is shown as reversing: the later of the two positions says so."""
    sides: dict[str, set[str]] = defaultdict(set)
    kept = []
    for position in positions:
        side = position.stance if position.stance in ("denies", "asserts") else ""
        speaker = position.speaker
        if speaker and side and sides[speaker] and side not in sides[speaker]:
            position = replace(position, basis="reversal")
        if speaker and side:
            sides[speaker].add(side)
        kept.append(position)
    return kept


# ---- tables


def _tables(
    found: list[Assertion], readings: list[Reading], rejected: list[dict[str, Any]], dates: dict[str, Any]
) -> Contests:
    assertions, positions = [], []
    found.sort(key=lambda assertion: min(p.order for p in assertion.positions))
    for number, assertion in enumerate(found, 1):
        sides = _reversals(sorted(assertion.positions, key=lambda p: p.order))
        assertions.append(_assertion_row(f"a{number}", assertion, dates))
        positions += [_position_row(f"a{number}", position) for position in sides]
    return Contests(
        columns.frame("assertions", assertions),
        columns.frame("positions", positions),
        columns.frame("rejected", rejected),
        columns.frame("names", [row for one in readings for row in _name_rows(one)]),
    )


def _name_rows(one: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table names: `speaker_id` is the speaker of the document who bears the holder's name, if any."""
    speakers = {claim.speaker_name.casefold(): claim.speaker for claim in one.document.claims if claim.speaker}
    for naming in one.namings:
        holder = re.sub(r"^the\s", "", naming.holder.casefold())
        yield {
            "doc_id": one.doc_id,
            "name": naming.name,
            "other_name": naming.other,
            "who": naming.holder,
            "speaker_id": speakers.get(holder) if holder else None,
            "evidence_spans": [[naming.start, naming.end]],
            "evidence": one.document.text[naming.start : naming.end],
        }


def _assertion_row(key: str, assertion: Assertion, dates: dict[str, Any]) -> dict[str, Any]:
    sides = assertion.positions  # by how each was read: who denies in words and reverses later has still denied it
    when = [dates[p.doc_id] for p in sides if not pd.isna(dates[p.doc_id])]
    return {
        "assertion_id": key,
        "statement": assertion.statement,
        "status": _status(sides),
        "n_asserting": _speakers(sides, "asserts"),
        "n_denying": _speakers(sides, "denies"),
        "n_doubting": _speakers(sides, "doubts"),
        "first_date": min(when, default=None),
        "last_date": max(when, default=None),
        "n_documents": len({p.doc_id for p in sides}),
        "confidence": assertion.confidence,
    }


def _position_row(key: str, position: Position) -> dict[str, Any]:
    return {
        "assertion_id": key,
        "claim_id": position.claim_id,
        "speaker_id": position.speaker,
        "stance": position.stance,
        "basis": position.basis,
        "evidence_spans": [list(span) for span in position.spans],
        "evidence": position.words,
        "confidence": position.confidence,
    }


def _status(sides: Sequence[Position]) -> str:
    against = [p for p in sides if p.stance == "denies"]
    said = any(p.basis == "double negation" for p in sides)
    explicit = said or any(p.basis not in (*_IMPLICIT, "reversal") for p in against)
    return "denied" if explicit else "contradicted" if against else "doubted"


def _speakers(positions: Sequence[Position], stance: str) -> int:
    """Different speakers with `stance`; claims whose speaker is not known count as one each."""
    mine = [p for p in positions if p.stance == stance]
    return len({p.speaker for p in mine if p.speaker}) + sum(p.speaker is None for p in mine)
