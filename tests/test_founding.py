"""The founding article, read as the main job reads it, against the gold that a person made from reading it."""

from pathlib import Path

import pytest

from analysis.evaluation.comparison import compare, plain
from analysis.evaluation.gold import read_gold
from analysis.extractors import read_tables
from analysis.loaders import read_documents

ROOT = Path(__file__).parent.parent
GOLD = read_gold(ROOT / "tests" / "gold" / "founding.gold.json")


@pytest.fixture(scope="module")
def documents():
    return read_documents(ROOT / "seeds")


@pytest.fixture(scope="module")
def tables(documents):
    return read_tables(documents)


@pytest.fixture(scope="module")
def compared(tables):
    return compare(GOLD, tables)


def test_header(documents):
    (article,) = documents.itertuples()
    assert str(article.date.date()) == "2025-10-29"
    assert article.text == GOLD.text
    assert article.text[article.body_start :].startswith("It seems the Kremlin")


def test_every_claim_is_found(compared):
    assert compared.n_claims >= 20
    assert compared.missed_claims == [], str(compared)


def test_nothing_else_is_taken_for_a_claim(compared):
    assert compared.extra_claims == [], str(compared)


def test_every_speaker_is_right(compared):
    assert compared.n_speakers >= 20
    assert compared.wrong_speakers == [], str(compared)


@pytest.mark.parametrize(
    "name",
    [
        "Vladimir Putin",
        "Matthew Whitaker",
        "the Ukrainian government",
        "Western media and NATO officials",
        "The New York Times",
        "Denys",
        "Mario Nawfal",
        "Sputnik",
    ],
)
def test_speaker_is_known_by_name(tables, name):
    speakers = tables["speakers"]
    assert plain(name) in {plain(known) for known in speakers["name"]}


def test_contested_assertions(compared):
    assert compared.missed_assertions == [], str(compared)
    assert compared.wrong_sides == [], str(compared)


def test_nothing_is_contested_that_is_not(compared):
    assert compared.extra_assertions == [], str(compared)
    assert compared.flagged_traps == [], str(compared)


def test_one_place_under_two_names_is_one_assertion(tables):
    """The encirclement is one contest although Putin says Krasnoarmiysk and the article says Pokrovsk."""
    statements = [text for text in tables["assertions"]["statement"] if "encircl" in text.casefold()]
    assert len(statements) == 1
