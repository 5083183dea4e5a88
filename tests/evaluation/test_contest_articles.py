"""Hard articles with contested assertions, read one by one: floors under recall and sides, and no trap flagged."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis import columns
from analysis.evaluation.comparison import Comparison, compare
from analysis.evaluation.gold import read_golds
from analysis.extractors import read_tables
from analysis.loaders import read_documents

ARTICLES = Path(__file__).parents[1] / "articles"
DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Collection:
    """What was read of one collection, and its floors: shares found and with every side right, and how many more."""

    comparisons: list[Comparison]
    found: float
    sides: float
    more: int
    traps: int


def hard() -> list[Comparison]:
    golds = {name: gold for name, gold in read_golds(ARTICLES).items() if name.startswith("contest-")}
    made = []
    for name, gold in golds.items():
        row = {"doc_id": name, "text": gold.text, "source": f"{name}.txt", "outlet": "The Paper", "encoding": "utf-8"}
        documents = columns.frame("documents", [row | {"n_words": len(gold.text.split()), "body_start": 0}])
        made.append(compare(gold, read_tables(documents)))
    return made


def fictional() -> list[Comparison]:
    """The project's own collection, each article read alone, as a reader meets it."""
    documents = read_documents(DATA / "articles")
    made = []
    for gold in read_golds(DATA / "gold").values():
        article = documents[documents["text"] == gold.text].iloc[[0]].reset_index(drop=True)
        made.append(compare(gold, read_tables(article)))
    return made


# Measured in November 2026: of the hard articles 40 of 46 found, 37 with every side right, no more; of the fictional
# ones 51 of 111, 26, and 2 more. A floor is lowered only with a reason.
@pytest.fixture(scope="module", params=["hard", "fictional"])
def collection(request):
    if request.param == "hard":
        return Collection(hard(), 0.85, 0.9, 0, 40)
    return Collection(fictional(), 0.45, 0.5, 2, 30)


def test_contested_assertions_are_found(collection):
    wanted = sum(one.n_assertions for one in collection.comparisons)
    missed = [line for one in collection.comparisons for line in one.missed_assertions]
    assert 1 - len(missed) / wanted >= collection.found, missed


def test_their_sides_are_right(collection):
    found = sum(one.n_assertions - len(one.missed_assertions) for one in collection.comparisons)
    wrong = [line for one in collection.comparisons for line in one.wrong_sides]
    assert 1 - len(wrong) / found >= collection.sides, wrong


def test_no_trap_is_flagged(collection):
    assert sum(one.n_traps for one in collection.comparisons) >= collection.traps
    assert [line for one in collection.comparisons for line in one.flagged_traps] == []


def test_nothing_else_is_flagged(collection):
    more = [line for one in collection.comparisons for line in one.extra_assertions]
    assert len(more) <= collection.more, more
