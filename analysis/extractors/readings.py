"""A document's reading: its claims with their speakers, as plain values that can be kept as JSON and read again.

A reading depends on its document alone; what needs several documents (one speaker under several names, who contests
whom) is worked out afterwards in `assemble`, so that tables never depend on how a study grew.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from typing import Any

import pandas as pd

from analysis import columns
from analysis.extractors import cues, propositions
from analysis.extractors.attributions import attributions
from analysis.extractors.contests import find_contests
from analysis.extractors.merging import merge_speakers, offered_merges
from analysis.extractors.narration import with_narration
from analysis.extractors.posts import posts
from analysis.extractors.records import Attribution, LocalSpeaker, Resolution
from analysis.extractors.speakers import resolve_speakers
from analysis.extractors.text import sentences

Reading = dict[str, Any]
_CHUNK = 8  # documents handed to a worker at a time


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
    return None if pd.isna(document[name]) else str(document[name])


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


def read_tables(
    documents: pd.DataFrame,
    aliases: pd.DataFrame | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of `documents` (columns.DOCUMENTS): all of columns.TABLES but documents itself.

    `aliases` is a user's speakers.csv (name, alias, kind, role, affiliation, side); it wins over what was read.
    `workers` processes share the documents; the tables do not depend on how many. `progress` is called with the
    number of documents read and their total.
    """
    return assemble(documents, read_each(documents, workers, progress), aliases)


def read_each(
    documents: pd.DataFrame, workers: int = 1, progress: Callable[[int, int], None] | None = None
) -> dict[str, Reading]:
    """The readings of `documents`, doc_id -> Reading, in the order of the rows; `workers` and `progress` as above."""
    rows = documents.to_dict("records")
    readings: dict[str, Reading] = {}
    for row, reading in zip(rows, _read(rows, workers), strict=True):
        readings[row["doc_id"]] = reading
        if progress:
            progress(len(readings), len(rows))
    return readings


def _read(rows: list[dict[str, Any]], workers: int) -> Iterable[Reading]:
    if workers <= 1 or len(rows) < 2:
        yield from map(read_document, rows)
        return
    # Spawned, not forked: a fork copies the model's threads half-way, and Windows and macOS know nothing else.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_document, rows, chunksize=max(1, min(_CHUNK, len(rows) // (8 * workers))))


def offers(
    documents: pd.DataFrame, readings: Mapping[str, Reading], aliases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Pairs of speakers that may be one but were kept apart, for a person to decide: merging.offered_merges."""
    return offered_merges(_local(documents, readings), aliases)


def _local(documents: pd.DataFrame, readings: Mapping[str, Reading]) -> dict[str, list[LocalSpeaker]]:
    return {doc_id: [LocalSpeaker(**row) for row in readings[doc_id]["speakers"]] for doc_id in documents["doc_id"]}


def assemble(
    documents: pd.DataFrame, readings: Mapping[str, Reading], aliases: pd.DataFrame | None = None
) -> dict[str, pd.DataFrame]:
    """The tables of a collection from its documents' readings (doc_id -> Reading), checked against columns."""
    ordered = [readings[doc_id] for doc_id in documents["doc_id"]]
    speakers, speaker_ids = merge_speakers(_local(documents, readings), aliases)
    claims = columns.frame(
        "claims",
        [
            row | {"speaker_id": speaker_ids[row["doc_id"], row["speaker"]]}
            for reading in ordered
            for row in reading["claims"]
        ],
    )
    mentions = columns.frame("mentions", [row for reading in ordered for row in reading["mentions"]])
    speakers = columns.frame("speakers", _counted(speakers, claims))
    contests = find_contests(documents, claims, speakers)
    return {
        "claims": claims,
        "speakers": speakers,
        "assertions": contests.assertions,
        "positions": contests.positions,
        "mentions": mentions,
        "rejected": contests.rejected,
        "names": contests.names,
    }


def _counted(speakers: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """`speakers` who make a claim, with how many claims and documents each has, the most heard first."""
    n_claims = Counter(claims["speaker_id"])
    n_documents = Counter(claims[["speaker_id", "doc_id"]].drop_duplicates()["speaker_id"])
    counted = speakers.assign(
        n_claims=[n_claims[speaker] for speaker in speakers["speaker_id"]],
        n_documents=[n_documents[speaker] for speaker in speakers["speaker_id"]],
    )
    return counted[counted["n_claims"] > 0].sort_values(["n_claims", "speaker_id"], ascending=[False, True])
