"""Choosing among claims: what is asked for is kept, nothing else, and a word that is not there is named."""

from dataclasses import replace

import pytest

from analysis.errors import InputError
from analysis.reports import evidence, explore
from analysis.reports.choosing import choose
from analysis.reports.show import reading_view
from analysis.study import Study, write_study

BRIDGE = """The Ministry of Transport said on Monday that the old bridge is safe.

"That is not true," said Ilse Brandt, who leads the engineers' union. She denied that the bridge is safe.
"""
HARBOUR = "---\noutlet: The Post\n---\nMayor Tomas Ekelund said the harbour will open. \n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("choosing")
    (folder / "articles").mkdir()
    (folder / "articles" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "articles" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    return write_study([folder / "articles"], folder / "study")


def test_nothing_asked_for_leaves_nothing_out(study: Study) -> None:
    made = choose(study, {"speaker": "", "contested": False, "confidence": 0.0})
    assert made.ids is None
    assert len(made.claims) == (study.claims["kind"] != "narrator").sum()


@pytest.mark.parametrize(
    ("asked", "words", "holding"),
    [
        ({"speaker": "ilse brandt"}, "made by Ilse Brandt.", ["not true", "bridge is safe"]),
        ({"speaker": "Ilse Brandt", "kind": "quoted"}, "made by Ilse Brandt and quoted.", ["not true"]),
        ({"stance": "asserts"}, "asserting what is contested.", ["old bridge is safe"]),
        ({"outlet": "The Post"}, "printed by The Post.", ["harbour will open"]),
        ({"contested": True}, "contested.", ["old bridge is safe", "not true", "bridge is safe"]),
        ({"outlet": "The Post", "stance": "denies"}, "denying something and printed by The Post.", []),
    ],
)
def test_what_is_asked_for_is_kept(study: Study, asked: dict[str, object], words: str, holding: list[str]) -> None:
    made = choose(study, asked)
    assert made.words.endswith(f"chosen: {words}")
    assert [part in content for part, content in zip(holding, made.claims["content"], strict=True)] == [True] * len(
        holding
    )


def test_the_article_is_the_one_that_holds_most(study: Study) -> None:
    assert choose(study, {"outlet": "The Post"}).article()["source"].iloc[0] == "harbour.md"
    assert choose(study, {"outlet": "The Post"}).article("bridge.txt")["source"].iloc[0] == "bridge.txt"
    assert len(choose(study, {"outlet": "The Post", "stance": "denies"}).article()) == 1


def test_confidence_is_a_floor(study: Study) -> None:
    assert (choose(study, {"confidence": 0.9}).claims["confidence"] >= 0.9).all()
    assert choose(study, {"confidence": 1.01}).claims.empty


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "direct"}, "'direct' is no kind here: write one of quoted, partly quoted, paraphrased, posted"),
        ({"stance": "says"}, "'says' is no stance here"),
        ({"outlet": "Post"}, "'Post' is no outlet here: write one of The Post"),
        ({"speeker": "x"}, "'speeker' is no choice here: write one of speaker"),
        ({"speaker": "Nobody"}, "no speaker is called 'Nobody'"),
    ],
)
def test_what_is_not_there_is_named(study: Study, asked: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        choose(study, asked)


def test_the_view_marks_what_is_chosen_and_says_what_is_not(study: Study) -> None:
    made = choose(study, {"kind": "quoted"})
    article = made.article()
    view = reading_view(study, article, made)
    assert view.summary.startswith("1 of 3 claims by 1 speaker")
    assert 'value="2"' in view.html  # its number among all of them
    assert "asserts it: “the old bridge is safe” (in this article, but not chosen)" in view.html.replace("that ", "")
    table = evidence.chosen(study, made, article)
    assert list(table["Side"]) == ["denies: The old bridge is safe"]


def test_a_name_with_markup_is_shown_as_words(study: Study) -> None:
    outlet = '<img src="x" onerror="alert(1)">'
    documents = study.documents.assign(outlet=study.documents["outlet"].where(lambda row: row.isna(), outlet))
    box = explore.read(replace(study, documents=documents))
    menus, _, told = box.children[:3]
    outlets = next(menu for menu in menus.children if getattr(menu, "description", "") == "Outlet")
    stances = next(menu for menu in menus.children if getattr(menu, "description", "") == "Stance")
    for menu, value in ((outlets, outlet), (stances, "denies")):
        menu.value = value
        assert "<img" not in told.value
        assert "&lt;img" in told.value
