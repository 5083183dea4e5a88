"""How often the program is right: against hand-made gold, against a person's corrections, and as measured elsewhere.

What was measured elsewhere stands in the model's record (PolNeAR) and in measured.csv (our own collection), which
``python -m analysis.accuracy`` writes again. It is never passed off as measured on the articles at hand: every row and
every interval says on what it was measured.
"""

import csv
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis.charts.measures import Accuracy, attributed, wilson
from analysis.charts.phrases import count_of
from analysis.corrections.applying import held
from analysis.errors import InputError
from analysis.evaluation.comparison import compare
from analysis.evaluation.gold import Gold, read_golds
from analysis.places import find_input
from analysis.study import Study

CLAIMS_RIGHT, CLAIMS_FOUND = "claims found that are claims", "claims there are that were found"
SPEAKERS_RIGHT = "speakers of those claims that are right"
CONTESTS_RIGHT, CONTESTS_FOUND = "contests found that are contests", "contests there are that were found"
COLUMNS = ["Measured on", "Measure", "Right", "Of", "Share", "Low", "High"]
GOLD = "data/gold"
HERE, POLNEAR, OURS = "these articles, marked by hand", "84 news articles of PolNeAR", "our own collection"
FILE = "measured.csv"
UNCHECKED = "No article has been marked as checked yet: read two to the end, correct them, mark them in notebook 08."


def on_gold(study: Study, folder: str | Path = GOLD) -> pd.DataFrame:
    """The accuracy on those articles of `study` that the gold in `folder` marks, letter for letter the same text.

    One row a measure: `Measured on`, `Measure`, `Right`, `Of`, `Share` (missing for none), and Wilson's 95% limits
    `Low` and `High`; no rows when no article is marked. The rules of what is right are those of `evaluation.compare`.
    """
    ids = dict(zip(study.documents["text"], study.documents["doc_id"], strict=True))
    golds = [gold for gold in _golds(str(find_input(folder))) if gold.text in ids]
    if not golds:
        return _none("Nothing was measured here: none of these articles has been marked by hand.")
    results = [compare(gold, study.tables, ids[gold.text]) for gold in golds]
    found = sum(result.n_claims - len(result.missed_claims) for result in results)
    contests = sum(result.n_assertions - len(result.missed_assertions) for result in results)
    extra = sum(len(result.extra_claims) for result in results)
    more = sum(len(result.extra_assertions) for result in results)
    speakers = sum(result.n_speakers for result in results)
    return _rows(
        [
            (HERE, CLAIMS_RIGHT, found, found + extra),
            (HERE, CLAIMS_FOUND, found, sum(result.n_claims for result in results)),
            (HERE, SPEAKERS_RIGHT, speakers - sum(len(result.wrong_speakers) for result in results), speakers),
            (HERE, CONTESTS_RIGHT, contests, contests + more),
            (HERE, CONTESTS_FOUND, contests, sum(result.n_assertions for result in results)),
        ]
    )


@cache
def _golds(folder: str) -> tuple[Gold, ...]:
    return tuple(read_golds(folder).values())


def on_corrections(study: Study) -> pd.DataFrame:
    """The accuracy on the articles that a person has marked as "checked", as `on_gold`; no rows when there are none.

    A claim that was found and not corrected is right. Counts are of the program's own reading, before the corrections;
    speakers are counted in the claims that a person let stand.
    """
    rows = study.corrections
    if rows.empty:
        return _none(UNCHECKED)
    rows = rows[held(rows["outcome"])]
    ids = set(rows.loc[rows["what"] == "checked", "claim_id"])
    if not ids:
        return _none(UNCHECKED)
    mine = rows[rows["claim_id"].str.rpartition(".")[0].isin(ids)]
    about = {what: set(part["claim_id"]) for what, part in mine.groupby("what")}
    gone, added, moved = (about.get(what, set()) for what in ("not a claim", "claim", "speaker"))
    claims = attributed(study.claims)
    standing = set(claims.loc[claims["doc_id"].isin(ids), "claim_id"])
    wrong, missed, other = len(gone - added), len(added & standing), len((moved & standing) - added)
    right = len(standing) - missed
    where = f"{count_of(len(ids), 'article')} of these, checked by a person"
    return _rows(
        [
            (where, CLAIMS_RIGHT, right, right + wrong),
            (where, CLAIMS_FOUND, right, right + missed),
            (where, SPEAKERS_RIGHT, right - other, right),
        ]
    )


def elsewhere() -> pd.DataFrame:
    """The accuracy as it was measured on other articles, as `on_gold`: a guess at that on the articles at hand."""
    record = json.loads((files("analysis.extractors") / "model" / "record.json").read_text("utf-8"))["dev"]
    kinds = {"attribution": "", "attribution quoted": ", if quoted", "attribution unquoted": ", if paraphrased"}
    rows: list[tuple[str, str, int, int]] = []
    for name, which in kinds.items():
        about = record[name]
        rows.append((POLNEAR, CLAIMS_RIGHT + which, round(about["precision"] * about["predicted"]), about["predicted"]))
        rows.append((POLNEAR, CLAIMS_FOUND + which, round(about["recall"] * about["gold"]), about["gold"]))
    stored = csv.DictReader((files("analysis") / FILE).read_text("utf-8").splitlines())
    return _rows([*rows, *((OURS, row["measure"], int(row["right"]), int(row["of"])) for row in stored)])


def best(study: Study, gold: str | Path = GOLD) -> pd.DataFrame:
    """The rows nearest to home that there are: of `on_corrections`, else of `on_gold`, else of `elsewhere`.

    Rows in which no claim, or no speaker, was right are passed over: nothing can be worked out from them.
    """
    for rows in (on_corrections(study), _on_gold_if_any(study, gold)):
        if len(rows) and rows.loc[rows["Measure"].isin([CLAIMS_RIGHT, SPEAKERS_RIGHT]), "Right"].all():
            return rows
    return elsewhere()


def _on_gold_if_any(study: Study, gold: str | Path) -> pd.DataFrame:
    try:
        return on_gold(study, gold)
    except InputError:
        return _none("")


def of_claims(study: Study, gold: str | Path = GOLD) -> Accuracy:
    """Precision and recall of claims, as the measures that count claims take them; measured as near as there is."""
    return _of_claims(best(study, gold))


def of_speakers(study: Study, gold: str | Path = GOLD) -> Accuracy:
    """As `of_claims`, for counts of the claims of one speaker: right only where the speaker is right too."""
    rows = best(study, gold)
    claims, speakers = _of_claims(rows), rows.set_index("Measure").loc[SPEAKERS_RIGHT]
    share, of = float(speakers["Share"]), int(speakers["Of"])
    near = len(set(rows["Measured on"])) == 1
    return Accuracy(
        claims.precision * share,
        claims.recall * share,
        min(claims.n_precision, of),
        min(claims.n_recall, of),
        claims.where if near else f"{POLNEAR} and {OURS}, not on these",
    )


def _of_claims(rows: pd.DataFrame) -> Accuracy:
    first = rows.drop_duplicates("Measure").set_index("Measure")
    right, found = first.loc[CLAIMS_RIGHT], first.loc[CLAIMS_FOUND]
    where = str(right["Measured on"])
    told = f"{where}, not on these" if where == POLNEAR else where
    return Accuracy(float(right["Share"]), float(found["Share"]), int(right["Of"]), int(found["Of"]), told)


def _none(why: str) -> pd.DataFrame:
    """No rows, and the sentence that says why."""
    rows = _rows([])
    rows.attrs["empty"] = why
    return rows


def _rows(counts: Iterable[tuple[str, str, int, int]]) -> pd.DataFrame:
    limits = [(*row, *wilson(row[2], row[3])) for row in counts]
    return pd.DataFrame(limits, columns=COLUMNS).astype({"Right": "int64", "Of": "int64"})


def measure_ours(study: Study) -> str:
    """The text of measured.csv: the accuracy on our own collection, which `study` holds."""
    rows = on_gold(study)
    lines = [
        f"{measure},{right},{of}" for measure, right, of in zip(rows["Measure"], rows["Right"], rows["Of"], strict=True)
    ]
    return "\n".join(["measure,right,of", *lines]) + "\n"


def main() -> None:
    """Measure our own collection again, and keep the figures beside this module."""
    import tempfile

    from analysis import storage
    from analysis.study import write_study

    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        study = write_study([find_input("data/articles")], Path(scratch) / "study")
        storage.write_text(measure_ours(study), Path(__file__).parent / FILE)


if __name__ == "__main__":
    main()
