"""One document read for contests, by itself: what a process can do that holds no other document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.columns import Span
from analysis.extractors.contest.disputes import disputes
from analysis.extractors.contest.documents import Document, DocumentClaim
from analysis.extractors.contest.implicit.stating import sides
from analysis.extractors.contest.opposed import opposed
from analysis.extractors.contest.positions import Assertion, Cast, Reading
from analysis.extractors.propositions import Proposition, competing_names, proposition, same_names
from analysis.extractors.wording import quick_sentences, sentence_of


@dataclass(frozen=True, slots=True)
class Task:
    """What it takes to read one document for contests, in plain values: its `rows` of columns.CLAIMS in text order, the
    speakers of these, the id of its `outlet` as a speaker, if it is one, and its date as a `day` number."""

    number: int
    doc_id: str
    text: str
    day: int | None
    outlet: str | None
    rows: Sequence[Mapping[str, Any]]
    cast: Cast


@dataclass(frozen=True, slots=True)
class Read:
    """A document's reading, its disputed assertions, and rows of the table of rejected proposals."""

    reading: Reading
    found: list[Assertion]
    rejected: list[dict[str, Any]]

    @property
    def rejecting(self) -> set[str | None]:
        """Ids of the claims that turn something down, and say of nothing that it is so."""
        return {row["claim_id"] for row in self.rejected}


def read(task: Task) -> Read:
    """One document read for contests."""
    done = read_by_rules(task)
    done.reading.opposed = opposed(done.reading, done.rejecting)
    return done


def read_by_rules(task: Task) -> Read:
    """One document read for contests without the stance model's word."""
    text = task.text
    spans = quick_sentences(text)
    document = Document(text, spans, list(_claims(task.rows, task.cast.names, spans)))
    namings = competing_names(text)
    aliases = same_names(namings)
    outlet = next((claim.speaker for claim in document.claims if claim.kind == "narrator"), None)
    stated = [_stated(text, claim, aliases) for claim in document.claims]
    one = Reading(
        task.number, task.doc_id, task.day, document, outlet or task.outlet, aliases, stated, task.cast, namings
    )
    found, rejected = disputes(one)
    one.sides = list(sides(one))
    return Read(one, found, rejected)


def _claims(
    rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], spans: Sequence[Span]
) -> Iterator[DocumentClaim]:
    for position, row in enumerate(rows):
        speaker = row["speaker_id"] if isinstance(row["speaker_id"], str) else None
        cue, content = _spans(row["cue_spans"]), _spans(row["content_spans"])
        anchor = cue[0][0] if cue else content[0][0] if content else 0
        yield DocumentClaim(
            position, row["claim_id"], speaker, names.get(speaker or "", ""), row["kind"], row["cue_class"],
            row["claim_type"], row["source"], cue, content, sentence_of(spans, anchor), bool(row["negated"]),
            _spans(row["source_spans"]),
        )  # fmt: skip


def _spans(cell: Any) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in cell)


def _stated(text: str, claim: DocumentClaim, aliases: Mapping[str, str]) -> list[Proposition]:
    """The propositions of a claim, one a sentence of its content, so that a long quotation does not match by chance."""
    found = []
    for start, end in claim.content_spans:
        pieces = quick_sentences(text, start, end) if end - start > 200 else [(start, end)]
        found += [proposition(text, [piece], aliases) for piece in pieces]
    if len(claim.content_spans) > 1 and sum(end - start for start, end in claim.content_spans) < 300:
        found.append(proposition(text, claim.content_spans, aliases))
    return found
