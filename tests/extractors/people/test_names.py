"""Names without a text: parts, agreement of two names, gender, nouns for people and bodies."""

import csv
from importlib.resources import files

import pytest

from analysis.extractors.people import names


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Helen Marsh", ("helen",), "marsh"),
        ("Helen R. Marsh", ("helen", "r"), "marsh"),
        ("Ursula van der Meer", ("ursula",), "van der meer"),
        ("José Peña", ("jose",), "pena"),
        ("Marsh", (), "marsh"),
        ("Martin Poole Jr.", ("martin",), "poole"),
        ("Lee Jae-myung", ("lee",), "jae-myung"),
    ],
)
def test_parts(name, given, family):
    assert (names.parts(name).given, names.parts(name).family) == (given, family)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helen Marsh", "Marsh"),
        ("Helen Marsh", "H. Marsh"),
        ("Helen R. Marsh", "Helen Marsh"),
        ("Bill Oakes", "William Oakes"),
        ("Matt Whitlow", "Matthew Whitlow"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Aleksei Sobolev", "Alexey Sobolev"),
        ("Ursula van der Meer", "Van der Meer"),
        ("Jose Pena", "José Peña"),
    ],
)
def test_may_be_one_person(one, other):
    assert names.same_person(one, other)
    assert names.same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helen Marsh", "Hugo Marsh"),
        ("Helen Marsh", "Helen Marsden"),
        ("John A. Reed", "John B. Reed"),
        ("Mark Pell", "Mary Pell"),
        ("Alexander Petrov", "Alexandra Petrov"),
        ("John Reed Jr", "John Reed Sr"),
        ("Anna Ivanova", "Anna Ivanov"),
    ],
)
def test_are_two_people(one, other):
    assert not names.same_person(one, other)


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Helen Marsh", "f"),
        ("Denys", "m"),
        ("Oleksandr Koval", "m"),
        ("J. Marsh", ""),
        ("Xyzzy Marsh", ""),
        ("Marsh", ""),
    ],
)
def test_gender(name, gender):
    assert names.gender(name) == gender


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the prime minister", (2, False)),
        ("two officials", (1, True)),
        ("a policewoman", (1, False)),
        ("passers-by", (1, True)),
        ("the seismologists", (1, True)),
        ("the 34-year-old", (1, False)),
        ("the bridge", None),
        ("", None),
    ],
)
def test_role_at_end(words, found):
    assert names.role_at_end(words.split()) == found


@pytest.mark.parametrize(
    ("words", "found"), [("a trade union", (2, False)), ("the ministries", (1, True)), ("the dog", None)]
)
def test_body_at_end(words, found):
    assert names.body_at_end(words.split()) == found


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [("gustafson", "gustafon", True), ("waters", "water", True), ("reed", "reid", False), ("marsh", "march", False)],
)
def test_likely_misspelt(one, other, likely):
    assert names.likely_misspelt(one, other) is likely


@pytest.mark.parametrize("listing", ["given-names", "roles", "bodies", "honorifics", "places", "figures"])
def test_each_row_of_a_word_list_has_a_source_and_stands_once(listing):
    path = files("analysis.extractors") / "lexicons" / f"speaker-{listing}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    keys = [next(iter(row.values())) for row in rows]
    assert all(row["source"] for row in rows)
    assert len(keys) == len(set(keys))


def test_no_figure_shares_a_short_name_with_another():
    shorts = [short for row in names.rows("figures") for short in row["short_names"].split("|")]
    assert len(shorts) == len(set(shorts))
