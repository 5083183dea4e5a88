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
ENDS = (1, 15, 31, 43, 55, 67, 79, 91, 103)
FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, UNSEEN = (range(*ends) for ends in pairwise(ENDS))


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
# first 44 of 46, 42, 2, 0; second 58 of 69, 50, 1, 0; third 48 of 49, 47, 1, 0; fourth 45 of 63, 27, 2, 1;
# fresh 38 of 61, 32, 1, 1; sixth 44 of 68, 29, 6, 4; unseen 43 of 61, 26, 4, 2; fictional 68 of 111, 45, 13, 0.
# Only the fresh, the sixth and the unseen lot say what to expect of a new article: the others were read while the rules
# were made. A floor is lowered only with a reason. The stance model's, in these three: reading a claim behind four in
# place of pairs it finds 9 contests more, 9 more with every side right, 4 fewer that are none, flags 7 traps of 371,
# before 9; but one of the fresh lot's, where it had flagged none, and in the collection two more that are none.
LOTS = {
    "first": (lambda: hard(FIRST), Floors(0.95, 0.95, 2, 0)),
    "second": (lambda: hard(SECOND), Floors(0.84, 0.86, 1, 0)),
    "third": (lambda: hard(THIRD), Floors(0.97, 0.97, 1, 0)),
    "fourth": (lambda: hard(FOURTH), Floors(0.71, 0.60, 2, 1)),
    "fifth": (lambda: hard(FIFTH), Floors(0.62, 0.84, 1, 1)),
    "sixth": (lambda: hard(SIXTH), Floors(0.64, 0.65, 6, 4)),
    "seventh": (lambda: hard(SEVENTH), Floors(0.70, 0.60, 4, 2)),
    "unseen": (lambda: hard(UNSEEN), Floors(0.70, 0.60, 4, 2)),
    "fictional": (fictional, Floors(0.61, 0.66, 13, 0)),
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
