"""A document's reading: its claims with their speakers, as plain values that can be kept as JSON and read again.

A reading depends on its document alone; what needs several documents is worked out afterwards in `tables`. This module
needs no pandas: each process that shares the reading imports it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analysis import columns
from analysis.extractors import cues, propositions
from analysis.extractors.attribution.attributions import attributions
from analysis.extractors.attribution.narration import with_narration
from analysis.extractors.attribution.posts import posts
from analysis.extractors.people.speakers import resolve_speakers
from analysis.extractors.records import Attribution, Resolution
from analysis.extractors.text import sentences
from analysis.workers import ALONE, Crew

if TYPE_CHECKING:
    import pandas as pd

Reading = dict[str, Any]


def read_document(document: Mapping[str, Any]) -> Reading:
    """The reading of one row of `documents`: ``{"claims": […], "speakers": […], "mentions": […]}``, JSON-able.

    Claims are rows of columns.CLAIMS, without speaker_id, plus "speaker", the position of their speaker in "speakers".
    """
    text, body_start, doc_id = document["text"], int(document["body_start"]), document["doc_id"]
    embedded = posts(text)
    found = with_narration(text, attributions(text, body_start), embedded, body_start)
    outlet, author = _value(document, "outlet"), _value(document, "author")
    speakers, resolutions = resolve_speakers(text, found, embedded, outlet, author, body_start)
    ids = [f"{doc_id}.{number:04d}" for number in range(len(found))]
    spans = sentences(text, body_start)
    starts = [start for start, _ in spans]
    claims = [
        _claim(text, doc_id, ids, number, found[number], _sentence(spans, starts, found[number]))
        | {"speaker": r.speaker}
        for number, r in enumerate(resolutions)
    ]
    mentions = [row for claim_id, r in zip(ids, resolutions, strict=True) for row in _mentions(text, claim_id, r)]
    return {"claims": claims, "speakers": [asdict(speaker) for speaker in speakers], "mentions": mentions}


def claim_row(document: Mapping[str, Any], claim_id: str, found: Attribution) -> dict[str, Any]:
    """The row of columns.CLAIMS, without speaker_id, for an attribution that a person adds to `document`."""
    text = document["text"]
    spans = sentences(text, int(document["body_start"])) or [(0, len(text))]
    sentence = _sentence(spans, [start for start, _ in spans], found)
    return _claim(text, document["doc_id"], [claim_id], 0, found, sentence)


def _value(document: Mapping[str, Any], name: str) -> str | None:
    value = document[name]
    # A missing cell of a frame is NaN, which differs from itself.
    return None if value is None or value != value else str(value)


def _sentence(spans: list[columns.Span], starts: list[int], found: Attribution) -> columns.Span:
    """The sentence that holds the cue, or the first content character where there is no cue."""
    anchor = (found.cue or found.content)[0][0]
    return spans[max(bisect_right(starts, anchor) - 1, 0)]


def _claim(
    text: str, doc_id: str, ids: list[str], number: int, found: Attribution, sentence: columns.Span
) -> dict[str, Any]:
    cue = cues.classify(text, found, sentence)
    return {
        "claim_id": ids[number],
        "doc_id": doc_id,
        "kind": found.kind,
        "source": columns.words(text, found.source),
        "source_spans": _lists(found.source),
        "cue": columns.words(text, found.cue),
        "cue_spans": _lists(found.cue),
        "content": columns.words(text, found.content),
        "content_spans": _lists(found.content),
        "cue_class": cue.cue_class,
        "claim_type": cue.claim_type,
        "certainty": cue.certainty,
        "negated": cue.negated,
        "quantities": propositions.quantities(text, found.content),
        "times": propositions.times(text, found.content),
        "places": propositions.places(text, found.content),
        "via": None if found.via is None else ids[found.via],
        "confidence": found.confidence,
    }


def _lists(spans: Iterable[columns.Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _mentions(text: str, claim_id: str, resolution: Resolution) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": claim_id,
            "step": step,
            "spans": _lists(link.spans),
            "words": columns.words(text, link.spans),
            "reason": link.reason,
            "confidence": resolution.confidence,
        }
        for step, link in enumerate(resolution.chain)
    ]


def read_each(
    documents: "pd.DataFrame", crew: Crew = ALONE, progress: Callable[[int, int], None] | None = None
) -> dict[str, Reading]:
    """The readings of `documents`, doc_id -> Reading, in the order of the rows.

    `crew` shares the documents; the readings do not depend on it. `progress` is called with the number of documents
    read and their total.
    """
    # Without its date, which is pandas's, a row needs no pandas in the process that reads it.
    rows = documents.drop(columns="date").to_dict("records")
    found: dict[int, Reading] = {}
    for position, reading in crew.shared(read_document, rows, lambda row: len(row["text"])):
        found[position] = reading
        if progress:
            progress(len(found), len(rows))
    return {row["doc_id"]: found[position] for position, row in enumerate(rows)}
