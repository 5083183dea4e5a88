"""The collection in data/: it loads as its dictionary says, and every mark of its gold stands in its articles."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.columns import words
from analysis.evaluation.gold import read_gold, read_golds
from analysis.loaders import read_documents

DATA = Path(__file__).parent.parent / "data"
COLLECTION = json.loads((DATA / "gold" / "collection.json").read_text(encoding="utf-8"))
ARTICLES = {row["article"]: row for row in COLLECTION["articles"]}
SIDES = ("asserts", "denies", "doubts")


@pytest.fixture(scope="module")
def documents():
    problems = []
    found = read_documents(DATA / "articles", problems=problems)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def by_article(documents):
    """Article name -> its row of `documents`; a row of the table is found by its title."""
    rows = {}
    for name, article in ARTICLES.items():
        fits = documents["source"].str.split("#").str[0] == article["source"]
        if article["format"] == "csv":
            fits &= documents["title"] == article["title"]
        assert fits.sum() == 1, name
        rows[name] = documents[fits].iloc[0]
    return rows


@pytest.fixture(scope="module")
def golds():
    return read_golds(DATA / "gold")


def test_the_collection_is_as_large_and_as_mixed_as_its_dictionary_says(documents, golds):
    assert set(golds) == set(ARTICLES)
    assert len(documents) == len(ARTICLES) >= 36
    assert len({row["outlet"] for row in ARTICLES.values()}) == 6
    assert {row["dispute"] for row in ARTICLES.values()} == {"strike", "flood", "vote"}
    assert {row["format"] for row in ARTICLES.values()} == {"plain", "inline", "md", "html", "csv"}
    days = [date.fromisoformat(row["date"]) for row in ARTICLES.values()]
    assert (min(days), max(days)) == (date(2026, 3, 30), date(2026, 5, 3))


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_loads_with_its_date_title_outlet_and_author(by_article, name):
    article, row = ARTICLES[name], by_article[name]
    assert row["date"] == pd.Timestamp(article["date"])
    if article["format"] == "inline":  # a pasted text: it holds a date and nothing else
        assert row[["title", "outlet", "author"]].isna().all()
        return
    assert (row["title"], row["outlet"]) == (article["title"], article["outlet"])
    assert row["author"] == article["author"] or (article["author"] is None and pd.isna(row["author"]))


def test_the_gold_is_read_from_the_text_that_the_loaders_give(by_article, golds):
    for name, gold in golds.items():
        assert gold.text == by_article[name]["text"], name


def test_every_mark_stands_in_the_body_of_its_article(by_article, golds):
    for name, gold in golds.items():
        for claim in gold.claims:
            spans = [*claim.source, *claim.cue, *claim.content]
            assert min(start for start, _ in spans) >= by_article[name]["body_start"], (name, claim.id)


def test_the_furniture_of_saved_pages_is_not_in_their_text(documents):
    pages = documents[documents["source"].str.endswith(".html")]
    assert len(pages) >= 12
    for scrap in ("cookie", "More from the Klaxon", "Complaints", "Bingo", "More on this story"):
        assert not pages["text"].str.contains(scrap, case=False).any(), scrap


def test_each_copy_points_to_the_wire_and_nothing_else_is_called_a_copy(documents, by_article):
    copies = {copy: row["wire"] for row in COLLECTION["duplicates"] for copy in (*row["copies"], *row["trimmed"])}
    for copy, wire in copies.items():
        assert by_article[copy]["duplicate_of"] == by_article[wire]["doc_id"], copy
    others = [by_article[name]["duplicate_of"] for name in ARTICLES if name not in copies]
    assert pd.isna(pd.Series(others, dtype="object")).all()


def test_names_are_the_same_across_the_collection(golds):
    cast = {row["name"]: row for row in COLLECTION["speakers"]}
    assert len(cast) == len(COLLECTION["speakers"])
    for name, gold in golds.items():
        for speaker in gold.speakers:
            known = cast[speaker.name]
            assert (speaker.kind, speaker.role, speaker.affiliation) == (
                known["kind"],
                known["role"],
                known["affiliation"],
            ), (name, speaker.name)
            assert all(alias in gold.text for alias in speaker.aliases), (name, speaker.name)


def test_the_roll_of_assertions_adds_up(golds):
    """Each assertion's sides, articles and dates are those of the articles' own gold."""
    statements = Counter()
    for row in COLLECTION["assertions"]:
        dates = sorted(ARTICLES[name]["date"] for name in row["articles"])
        assert (row["first_date"], row["last_date"]) == (dates[0], dates[-1])
        sides = {side: set() for side in SIDES}
        for name in row["articles"]:
            wording = row.get("wordings", {}).get(name, row["statement"])
            for found in golds[name].assertions:
                if found.statement == wording:
                    statements[name, wording] += 1
                    for side in SIDES:
                        sides[side] |= set(getattr(found, side))
        for side in SIDES:
            assert sides[side] <= set(row[side]), row["statement"]
        assert sides["denies"] | sides["doubts"], row["statement"]
    marked = {(name, found.statement) for name, gold in golds.items() for found in gold.assertions}
    assert set(statements) == marked
    assert set(statements.values()) == {1}


def test_both_sides_of_a_contest_can_be_traced_to_words(golds):
    for name, gold in golds.items():
        for found in gold.assertions:
            assert found.evidence, (name, found.statement)
            assert found.denies or found.doubts, (name, found.statement)
            assert all(words(gold.text, [span]).strip() for span in found.evidence)


def test_the_two_names_of_a_place_stand_in_the_articles_that_equate_them(golds):
    named = [(gold, group) for gold in golds.values() for group in gold.same_place]
    assert {tuple(row["names"]) for row in COLLECTION["same_place"]} == {group for _, group in named}
    for gold, group in named:
        assert all(place.casefold() in gold.text.casefold() for place in group), gold.name


def test_facts_across_articles_quote_them(golds):
    for row in COLLECTION["right_of_reply"]:
        assert row["words"] is None or row["words"] in golds[row["article"]].text, row
    for row in COLLECTION["corrections"]:
        assert row["was"] in golds[row["corrects"]].text, row
        assert row["now"] in golds[row["article"]].text, row
    for row in COLLECTION["reversals"]:
        assert ARTICLES[row["first"]]["date"] < ARTICLES[row["then"]]["date"], row


def test_gold_that_names_no_single_article_says_so(tmp_path):
    gold = tmp_path / "x.gold.json"
    gold.write_text(json.dumps({"doc": {"source": "wire.csv", "title": "No such headline"}}), encoding="utf-8")
    (tmp_path / "wire.csv").write_bytes((DATA / "articles" / "wire.csv").read_bytes())
    with pytest.raises(Exception, match=r"0 articles of wire\.csv fit"):
        read_gold(gold)


def test_the_dictionary_names_every_article_and_every_speaker():
    told = (DATA / "README.md").read_text(encoding="utf-8")
    first = told.split("\n\n")[1]
    assert "fictional" in first.casefold()
    assert "CC0" in told
    assert [row["source"] for row in ARTICLES.values() if row["source"] not in told] == []
    assert [row["name"] for row in COLLECTION["speakers"] if row["name"] not in told] == []
