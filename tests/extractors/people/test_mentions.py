"""Mentions: one sentence a row, and the mentions found in it as (words, kind, name or noun)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.people.mentions import mentions, subject_rank

NAMED = [
    ("Yesterday Helen Marsh resigned.", [("Helen Marsh", "person", "Helen Marsh")]),
    ("He met Dr. Helen Marsh there.", [("Dr. Helen Marsh", "person", "Helen Marsh")]),
    ("We saw curator Helen Marsh.", [("curator Helen Marsh", "person", "Helen Marsh")]),
    ("In came chief executive Ivo Sand.", [("chief executive Ivo Sand", "person", "Ivo Sand")]),
    ("Governor of Ohio Helen Marsh wept.", [("Governor of Ohio Helen Marsh", "person", "Helen Marsh")]),
    ("NATO Secretary General Helen Marsh left.", [("NATO Secretary General Helen Marsh", "person", "Helen Marsh")]),
    ("King Olav spoke.", [("King Olav", "person", "King Olav")]),
    ("Helen Baker left.", [("Helen Baker", "person", "Helen Baker")]),
    ("The Ministry of Health paid.", [("Ministry of Health", "organisation", "Ministry of Health")]),
    ("The Department for Work and Pensions paid.",
     [("Department for Work and Pensions", "organisation", "Department for Work and Pensions")]),
    ("The Carters' Union struck.", [("Carters' Union", "organisation", "Carters' Union")]),
    ("The U.S. Department of Energy paid.",
     [("U.S. Department of Energy", "organisation", "U.S. Department of Energy")]),
    ("Staff of UNICEF left.", [("UNICEF", "organisation", "UNICEF")]),
    ("Acme's Helen Marsh left.", [("Acme", "unknown", "Acme"), ("Helen Marsh", "person", "Helen Marsh")]),
    ("It rained in South Korea.", [("South Korea", "place", "South Korea")]),
    ("Ukrainian soil is black.", []),
    ("On Monday in March it rained.", []),
    ("Speaking from afar is hard.", []),
    ("Experts differ.", []),
    ("BIG STORM HITS HARBOUR TOWN", []),
    ("Mayor Says Bridge Will Stay Shut Until Spring", []),
]  # fmt: skip

NOMINAL = [
    ("It was the ministry.", [("the ministry", "organisation", "ministry")]),
    ("It was the ministry. A third official left.",
     [("the ministry", "organisation", "ministry"), ("A third official", "person", "official")]),
    ("It was two former officials.", [("two former officials", "group", "official")]),
    ("It was the company's lawyer.", [("the company's lawyer", "person", "lawyer")]),
    ("It was the 34-year-old.", [("the 34-year-old", "person", "34-year-old")]),
    ("It was the bridge.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names(text, expected):
    found = [(text[m.start : m.end], m.kind, m.name) for m in mentions(text) if m.form == "name"]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), NOMINAL)
def test_noun_phrases(text, expected):
    found = [(text[m.start : m.end], m.kind, m.head) for m in mentions(text) if m.form == "nominal"]
    assert found == expected


def test_offices_without_a_name_are_noun_phrases():
    (mention,) = [m for m in mentions("Then the Prime Minister left.") if m.form == "nominal"]
    assert (mention.head, mention.determiner) == ("prime minister", "the")


def test_titles_tell_gender_role_and_affiliation():
    (mention,) = [m for m in mentions("Acme spokeswoman Kim Ode left.") if m.kind == "person"]
    assert (mention.name, mention.role, mention.gender) == ("Kim Ode", "Acme spokeswoman", "f")
    assert mention.affiliation == "Acme"


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Helen Marsh left.", 2),
        ("For Helen Marsh, it was over.", 2),
        ("But Helen Marsh said so.", 2),
        ("They wrote to Helen Marsh.", -1),
        ("They saw Helen Marsh.", 0),
        ("They saw Helen Marsh's dog.", -2),
    ],
)
def test_subject_rank(text, rank):
    (mention,) = [m for m in mentions(text) if m.name]
    assert subject_rank(text, mention) == rank


WORDS = [
    "Helen",
    "Marsh",
    "of",
    "the",
    "Ministry",
    "'s",
    "’",
    "Dr.",
    "and",
    "&",
    "for",
    "US",
    ".",
    "\n",
    "he",
    "“",
    "van",
    "(",
    "1st",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_offsets_hold(words):
    text = " ".join(words)
    found = mentions(text)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[slice(*mention.name_span)] == mention.name
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
