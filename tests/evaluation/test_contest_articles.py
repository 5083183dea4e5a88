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
ENDS = (1, 15, 31, 43, 55, 67, 79, 91, 103, 127, 139, 151)
FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH, UNSEEN = (
    range(*ends) for ends in pairwise(ENDS)
)


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
# first 46 of 46, 43, 2, 0; second 64 of 69, 52, 1, 0; third 48 of 49, 47, 4, 0; fourth 52 of 63, 31, 0, 0;
# fifth 55 of 61, 48, 0, 0; sixth 63 of 68, 50, 5, 1; seventh 59 of 61, 41, 3, 1; eighth 50 of 62, 36, 5, 0;
# ninth 81 of 123, 47, 12, 3; tenth 37 of 63, 20, 4, 1; unseen 47 of 64, 32, 12, 6; fictional 67 of 111, 45, 15, 1.
# Only the unseen lot says what to expect of a new article: the others were read while the rules were made, or measured
# while numbers were chosen. A floor is lowered only with a reason. Since the stance model is taught by people who agree
# in other words, too, and on a CPU, 622 contests are found in all but the unseen lot, before 619, 460 with every side
# right, as before, and 51 more, before 54, seven traps, before 13. In 324 articles of our own that no model learnt
# from 773 are found where 780 were, 332 have every side right where 317 had, and 176 more are read where 174 were. By
# that the floors under the sides of the first five lots and the tenth fell, under what is found of the tenth and the
# fictional, and those over what is more or a trap rose in the second, third and seventh.
LOTS = {
    "first": (lambda: hard(FIRST), Floors(1.0, 0.93, 2, 0)),
    "second": (lambda: hard(SECOND), Floors(0.92, 0.81, 1, 0)),
    "third": (lambda: hard(THIRD), Floors(0.97, 0.97, 4, 0)),
    "fourth": (lambda: hard(FOURTH), Floors(0.82, 0.59, 0, 0)),
    "fifth": (lambda: hard(FIFTH), Floors(0.90, 0.87, 0, 0)),
    "sixth": (lambda: hard(SIXTH), Floors(0.92, 0.79, 5, 1)),
    "seventh": (lambda: hard(SEVENTH), Floors(0.96, 0.69, 3, 1)),
    "eighth": (lambda: hard(EIGHTH), Floors(0.80, 0.72, 5, 0)),
    "ninth": (lambda: hard(NINTH), Floors(0.65, 0.58, 12, 3)),
    "tenth": (lambda: hard(TENTH), Floors(0.58, 0.54, 4, 1)),
    "unseen": (lambda: hard(UNSEEN), Floors(0.73, 0.68, 12, 6)),
    "fictional": (fictional, Floors(0.60, 0.67, 15, 1)),
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
