"""How often the program is right: against hand-made gold, and against a person's own corrections."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.charts.measures import Accuracy, attributed, corrected_counts, wilson
from analysis.corrections.applying import APPLIED
from analysis.evaluation.comparison import compare
from analysis.evaluation.gold import read_golds
from analysis.places import find_input
from analysis.study import Study

CLAIMS_RIGHT, CLAIMS_FOUND = "claims found that are claims", "claims there are that were found"
SPEAKERS_RIGHT = "speakers of those claims that are right"
CONTESTS_RIGHT, CONTESTS_FOUND = "contests found that are contests", "contests there are that were found"
COLUMNS = ["Measure", "Right", "Of", "Share", "Low", "High"]


def on_gold(study: Study, folder: str | Path) -> pd.DataFrame:
    """The accuracy on those articles of `study` that the gold in `folder` marks, letter for letter the same text.

    One row a measure: `Measure`, `Right`, `Of`, `Share` (missing for none), and Wilson's 95% limits `Low` and `High`;
    no rows when no article is marked. The rules of what is right are those of `evaluation.compare`.
    """
    ids = dict(zip(study.documents["text"], study.documents["doc_id"], strict=True))
    golds = [gold for gold in read_golds(find_input(folder)).values() if gold.text in ids]
    done = [(compare(gold, study.tables, ids[gold.text]), ids[gold.text]) for gold in golds]
    if not done:
        return pd.DataFrame(columns=COLUMNS)
    results = [result for result, _ in done]
    found = sum(result.n_claims - len(result.missed_claims) for result in results)
    contests = sum(result.n_assertions - len(result.missed_assertions) for result in results)
    extra = sum(len(result.extra_claims) for result in results)
    more = sum(len(result.extra_assertions) for result in results)
    speakers = sum(result.n_speakers for result in results)
    return _rows(
        [
            (CLAIMS_RIGHT, found, found + extra),
            (CLAIMS_FOUND, found, sum(result.n_claims for result in results)),
            (SPEAKERS_RIGHT, speakers - sum(len(result.wrong_speakers) for result in results), speakers),
            (CONTESTS_RIGHT, contests, contests + more),
            (CONTESTS_FOUND, contests, sum(result.n_assertions for result in results)),
        ]
    )


def on_corrections(study: Study) -> pd.DataFrame:
    """The accuracy on the articles that a person has marked as "checked", as `on_gold`; no rows when there are none.

    A claim that was found and not corrected is right. Counts are of the program's own reading, before the corrections.
    """
    rows = study.corrections
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows = rows[rows["outcome"] == APPLIED]
    checked = set(rows.loc[rows["what"] == "checked", "article"])
    ids = set(study.documents.loc[study.documents["source"].isin(checked), "doc_id"])
    mine = rows[rows["claim_id"].str.rpartition(".")[0].isin(ids)]
    counts = mine.drop_duplicates(["what", "claim_id"])["what"].value_counts()
    wrong, missed, other = (int(counts.get(what, 0)) for what in ("not a claim", "claim", "speaker"))
    right = int(attributed(study.claims)["doc_id"].isin(ids).sum()) - missed
    if not ids:
        return pd.DataFrame(columns=COLUMNS)
    return _rows(
        [
            (CLAIMS_RIGHT, right, right + wrong),
            (CLAIMS_FOUND, right, right + missed),
            (SPEAKERS_RIGHT, right - other, right),
        ]
    )


def _rows(counts: Iterable[tuple[str, int, int]]) -> pd.DataFrame:
    limits = [(*row, *wilson(row[1], row[2])) for row in counts]
    return pd.DataFrame(limits, columns=COLUMNS).astype({"Right": "int64", "Of": "int64"})


def likely_counts(study: Study, rows: pd.DataFrame, *, top: int | None = None) -> pd.DataFrame:
    """How many claims each speaker is likely to make, given the accuracy in `rows`: see `measures.corrected_counts`.

    No rows where nothing was measured: a guess would look like a measurement.
    """
    known = of_claims(rows)
    claims = study.claims if known else study.claims.head(0)
    return corrected_counts(claims, study.speakers, known or Accuracy(1.0, 1.0, 1, 1), top=top)


def of_claims(rows: pd.DataFrame) -> Accuracy | None:
    """Precision and recall of claims as `measures.corrected_counts` takes them; None when they were not measured."""
    known = rows.set_index("Measure")
    if not {CLAIMS_RIGHT, CLAIMS_FOUND} <= set(known.index) or not known.loc[CLAIMS_FOUND, "Right"]:
        return None
    right, found = known.loc[CLAIMS_RIGHT], known.loc[CLAIMS_FOUND]
    return Accuracy(float(right["Share"]), float(found["Share"]), int(right["Of"]), int(found["Of"]))
