"""No measure may fall below its pinned floor; lowering one takes a flag (see analysis.evaluation.floors)."""

import json
from pathlib import Path

import pytest

from analysis.evaluation.corpora import AnnotatedArticle, marked
from analysis.evaluation.floors import articles_of, fallen, measured, pinned

ROOT = Path(__file__).parents[2]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))
TEXT = "The mayor said the bridge was closed."
GOLD = marked(((0, 9),), ((10, 14),), ((15, 36),))


@pytest.mark.parametrize("entry", FLOORS["corpora"], ids=lambda entry: entry["path"])
def test_floors_hold(entry: dict[str, object]) -> None:
    if not (ROOT / entry["path"]).exists():
        pytest.skip(f"{entry['path']} is not at hand")
    assert fallen(entry, articles_of(entry, ROOT), FLOORS["margin"]) == []


@pytest.fixture
def article() -> AnnotatedArticle:
    return AnnotatedArticle("a", TEXT, {"": (GOLD,)})


def test_measured_names_what_is_found(article: AnnotatedArticle) -> None:
    assert measured([article])["attribution"] == 1.0


def test_a_fall_is_named(article: AnnotatedArticle) -> None:
    entry = pinned({"path": "here"}, [article], lower=False)
    assert fallen(entry, [article], 0.01) == []
    entry["floors"]["attribution"] = 1.02
    assert fallen(entry, [article], 0.01) == ["here: attribution is 1.0000, its floor 1.0200 less 0.01"]


def test_changed_gold_asks_for_a_new_pin(article: AnnotatedArticle) -> None:
    entry = pinned({"path": "here"}, [article], lower=False)
    other = AnnotatedArticle("a", TEXT, {"": ()})
    assert "pin the floors again" in fallen(entry, [other], 0.01)[0]


def test_only_a_flag_lowers_a_floor(article: AnnotatedArticle) -> None:
    entry = pinned({"path": "here"}, [article], lower=False)
    entry["floors"]["attribution"] = 1.5
    assert pinned(entry, [article], lower=False)["floors"]["attribution"] == 1.5
    assert pinned(entry, [article], lower=True)["floors"]["attribution"] == 1.0
