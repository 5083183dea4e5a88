"""The tables of a collection, from the readings of its documents.

What needs several documents (one speaker under several names, who contests whom) is worked out here, so that tables
never depend on how a study grew.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pandas as pd

from analysis import columns
from analysis.extractors.contest.contests import find_contests
from analysis.extractors.people.merging import merge_speakers, offered_merges
from analysis.extractors.readings import Reading, read_each
from analysis.extractors.records import LocalSpeaker
from analysis.workers import ALONE, Crew


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
    with Crew(workers) as crew:
        return assemble(documents, read_each(documents, crew, progress), aliases, crew)


def offers(
    documents: pd.DataFrame, readings: Mapping[str, Reading], aliases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Pairs of speakers that may be one but were kept apart, for a person to decide: merging.offered_merges."""
    return offered_merges(_local(documents, readings), aliases)


def _local(documents: pd.DataFrame, readings: Mapping[str, Reading]) -> dict[str, list[LocalSpeaker]]:
    return {doc_id: [LocalSpeaker(**row) for row in readings[doc_id]["speakers"]] for doc_id in documents["doc_id"]}


def assemble(
    documents: pd.DataFrame,
    readings: Mapping[str, Reading],
    aliases: pd.DataFrame | None = None,
    crew: Crew = ALONE,
) -> dict[str, pd.DataFrame]:
    """The tables of a collection from its documents' readings (doc_id -> Reading), checked against columns.

    `crew` shares the work; the tables do not depend on it.
    """
    with _no_collection():
        return _assembled(documents, readings, aliases, crew)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Nothing made here is garbage before the end: looking for it took a fifth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _assembled(
    documents: pd.DataFrame, readings: Mapping[str, Reading], aliases: pd.DataFrame | None, crew: Crew
) -> dict[str, pd.DataFrame]:
    ordered = [readings[doc_id] for doc_id in documents["doc_id"]]
    claims, speakers = claims_and_speakers(documents, readings, aliases)
    mentions = columns.frame("mentions", [row for reading in ordered for row in reading["mentions"]])
    contests = find_contests(documents, claims, speakers, crew)
    return {
        "claims": claims,
        "speakers": speakers,
        "assertions": contests.assertions,
        "positions": contests.positions,
        "mentions": mentions,
        "rejected": contests.rejected,
        "names": contests.names,
    }


def claims_and_speakers(
    documents: pd.DataFrame, readings: Mapping[str, Reading], aliases: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of claims and of speakers of a collection, from its documents' readings."""
    speakers, speaker_ids = merge_speakers(_local(documents, readings), aliases)
    claims = columns.frame(
        "claims",
        [
            row | {"speaker_id": speaker_ids[row["doc_id"], row["speaker"]]}
            for doc_id in documents["doc_id"]
            for row in readings[doc_id]["claims"]
        ],
    )
    return claims, columns.frame("speakers", _counted(speakers, claims))


def _counted(speakers: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """`speakers` who make a claim, with how many claims and documents each has, the most heard first."""
    n_claims = Counter(claims["speaker_id"])
    n_documents = Counter(claims[["speaker_id", "doc_id"]].drop_duplicates()["speaker_id"])
    counted = speakers.assign(
        n_claims=[n_claims[speaker] for speaker in speakers["speaker_id"]],
        n_documents=[n_documents[speaker] for speaker in speakers["speaker_id"]],
    )
    return counted[counted["n_claims"] > 0].sort_values(["n_claims", "speaker_id"], ascending=[False, True])
