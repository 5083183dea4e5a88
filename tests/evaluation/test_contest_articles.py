"""Hard articles with contested assertions, read one by one: floors under recall and sides, and no trap flagged."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from analysis import columns
from analysis.evaluation.comparison import Comparison, compare
from analysis.evaluation.gold import Gold, read_golds
from analysis.extractors import read_tables
from analysis.loaders import read_documents

ARTICLES = Path(__file__).parents[1] / "articles"
DATA = Path(__file__).parents[2] / "data"
# tests/articles/README.md tells the lots apart: the first was seen all the time, the last never.
ENDS = (1, 15, 31, 43, 55, 67, 79, 91, 103, 127, 139)
FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, UNSEEN = (range(*ends) for ends in pairwise(ENDS))


@dataclass(frozen=True)
class Floors:
    """Shares of the contests that are found, and of those that have every side right; how many more are read, and how
    many traps."""

    found: float
    sides: float
    more: int
    traps: int


@cache
def contests() -> dict[str, Gold]:
    return {name: gold for name, gold in read_golds(ARTICLES).items() if name.startswith("contest-")}


def hard(lot: range) -> list[Comparison]:
    made = []
    for name, gold in contests().items():
        if int(name.removeprefix("contest-")) in lot:
            row = {"doc_id": name, "text": gold.text, "source": f"{name}.txt", "outlet": "The Paper"}
            row |= {"encoding": "utf-8", "n_words": len(gold.text.split()), "body_start": 0}
            made.append(compare(gold, read_tables(columns.frame("documents", [row]))))
    return made


def fictional() -> list[Comparison]:
    """The project's own collection, each article read alone, as a reader meets it."""
    documents = read_documents(DATA / "articles")
    made = []
    for gold in read_golds(DATA / "gold").values():
        article = documents[documents["text"] == gold.text].iloc[[0]].reset_index(drop=True)
        made.append(compare(gold, read_tables(article)))
    return made


# Measured in November 2026 (found, of them with every side right, more, traps flagged):
# first 44 of 46, 42, 1, 0; second 63 of 69, 53, 2, 0; third 48 of 49, 48, 2, 0; fourth 51 of 63, 31, 0, 0;
# fifth 50 of 61, 43, 1, 1; sixth 59 of 68, 45, 4, 0; seventh 53 of 61, 39, 2, 0; eighth 48 of 62, 32, 5, 0;
# ninth 75 of 123, 43, 12, 5; unseen 34 of 63, 18, 4, 1; fictional 70 of 111, 46, 12, 1.
# Only the last lot of articles says what to expect of a new one: the others were read while the rules were made. A
# floor is lowered only with a reason. One side fewer in the fourth and in the collection, and one more there that is
# none: of two claims the earlier states the matter, and who answers may be answered in turn. In 317 articles of our
# own that no model learnt from 375 contests have every side right where 337 had, and 718 are found where 699 were.
LOTS = {
    "first": (lambda: hard(FIRST), Floors(0.95, 0.95, 1, 0)),
    "second": (lambda: hard(SECOND), Floors(0.91, 0.84, 2, 0)),
    "third": (lambda: hard(THIRD), Floors(0.97, 1.0, 2, 0)),
    "fourth": (lambda: hard(FOURTH), Floors(0.80, 0.60, 0, 0)),
    "fifth": (lambda: hard(FIFTH), Floors(0.81, 0.86, 1, 1)),
    "sixth": (lambda: hard(SIXTH), Floors(0.86, 0.76, 4, 0)),
    "seventh": (lambda: hard(SEVENTH), Floors(0.86, 0.73, 2, 0)),
    "eighth": (lambda: hard(EIGHTH), Floors(0.77, 0.66, 5, 0)),
    "ninth": (lambda: hard(NINTH), Floors(0.60, 0.57, 12, 5)),
    "unseen": (lambda: hard(UNSEEN), Floors(0.53, 0.52, 4, 1)),
    "fictional": (fictional, Floors(0.63, 0.65, 12, 1)),
}


@pytest.fixture(scope="module", params=LOTS)
def lot(request):
    read, floors = LOTS[request.param]
    return read(), floors


def test_contested_assertions_are_found(lot):
    comparisons, floors = lot
    wanted = sum(one.n_assertions for one in comparisons)
    missed = [line for one in comparisons for line in one.missed_assertions]
    assert 1 - len(missed) / wanted >= floors.found, missed


def test_their_sides_are_right(lot):
    comparisons, floors = lot
    found = sum(one.n_assertions - len(one.missed_assertions) for one in comparisons)
    wrong = [line for one in comparisons for line in one.wrong_sides]
    assert 1 - len(wrong) / found >= floors.sides, wrong


def test_traps_are_left_alone(lot):
    comparisons, floors = lot
    assert sum(one.n_traps for one in comparisons) >= 30
    flagged = [line for one in comparisons for line in one.flagged_traps]
    assert len(flagged) <= floors.traps, flagged


def test_nothing_else_is_flagged(lot):
    comparisons, floors = lot
    more = [line for one in comparisons for line in one.extra_assertions]
    assert len(more) <= floors.more, more
