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
# first 46 of 46, 44, 2, 0; second 61 of 69, 52, 0, 0; third 48 of 49, 48, 2, 0; fourth 52 of 63, 33, 0, 0;
# fifth 54 of 61, 48, 0, 0; sixth 63 of 68, 49, 5, 1; seventh 57 of 61, 39, 2, 0; eighth 50 of 62, 34, 5, 1;
# ninth 79 of 123, 44, 15, 6; unseen 38 of 63, 21, 8, 4; fictional 71 of 111, 48, 15, 1.
# Only the last lot of articles says what to expect of a new one: the others were read while the rules were made. A
# floor is lowered only with a reason. Since the stance model reads whole stretches of a text, 619 contests are found
# in all, before 595, 460 with every side right, before 440, and 54 more, before 45, 13 traps, before eight. In 318
# articles of our own that no model learnt from 767 are found where 698 were, 317 have every side right where 302 had,
# and 171 more are read where 158 were. By that the floors under what is found of the second lot and under the sides of
# the seventh and ninth fell, and those over what is more or a trap rose in the sixth, eighth, ninth and the last two.
LOTS = {
    "first": (lambda: hard(FIRST), Floors(1.0, 0.95, 2, 0)),
    "second": (lambda: hard(SECOND), Floors(0.88, 0.85, 0, 0)),
    "third": (lambda: hard(THIRD), Floors(0.97, 1.0, 2, 0)),
    "fourth": (lambda: hard(FOURTH), Floors(0.82, 0.63, 0, 0)),
    "fifth": (lambda: hard(FIFTH), Floors(0.88, 0.88, 0, 0)),
    "sixth": (lambda: hard(SIXTH), Floors(0.92, 0.77, 5, 1)),
    "seventh": (lambda: hard(SEVENTH), Floors(0.93, 0.68, 2, 0)),
    "eighth": (lambda: hard(EIGHTH), Floors(0.80, 0.67, 5, 1)),
    "ninth": (lambda: hard(NINTH), Floors(0.64, 0.55, 15, 6)),
    "unseen": (lambda: hard(UNSEEN), Floors(0.60, 0.55, 8, 4)),
    "fictional": (fictional, Floors(0.63, 0.67, 15, 1)),
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
