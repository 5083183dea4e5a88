"""Quantities, times, places, competing names and comparable forms, one trait a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors import propositions
from analysis.extractors.contest.groups import group_names, with_names
from analysis.extractors.contest.matching import Index, alike, covered

INF = float("inf")


def whole(text: str):
    return [(0, len(text))]


def of(text: str):
    return propositions.proposition(text, whole(text))


QUANTITIES = [
    ("at least 10 barges sank", "at least 10", 10, INF, "barg"),
    ("up to 40 barges sank", "up to 40", 0, 40, "barg"),
    ("12 barges sank", "12", 12, 12, "barg"),
    ("at least a dozen barges sank", "at least a dozen", 12, INF, "barg"),
    ("half a dozen barges sank", "half a dozen", 6, 6, "barg"),
    ("more than half a million people", "more than half a million", 500_000, INF, "peopl"),
    ("twenty-five of the barges sank", "twenty-five", 25, 25, "barg"),
    ("two hundred and fifty tonnes of grain", "two hundred and fifty", 250, 250, "tonn"),
    ("a fee of 4.9 percent", "4.9 percent", 4.9, 4.9, "%"),
    ("100-120 carts", "100-120", 100, 120, "cart"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "unit"), QUANTITIES)
def test_a_quantity_and_its_bounds(text, words, low, high, unit):
    [one] = propositions.measures(text, whole(text))
    assert (text[one.start : one.end], one.low, one.high, one.unit) == (words, low, high, unit)


@pytest.mark.parametrize("text", ["on 3 May 2024", "at 5.30pm", "the 3rd floor", "in 1999", "no barges", "the G7"])
def test_dates_and_names_are_no_quantities(text):
    assert propositions.quantities(text, whole(text)) == []


def test_about_and_millions_leave_room():
    [about] = propositions.measures("about 100 carts", whole("about 100 carts"))
    assert about.low < 95 < 105 < about.high


def test_times_and_places_as_written():
    text = "on Tuesday in Velm and Orrin, last week near Port Sarn"
    assert propositions.times(text, whole(text)) == ["Tuesday", "last week"]
    assert propositions.places(text, whole(text)) == ["Velm", "Orrin", "Port Sarn"]


NAMINGS = [
    ("In Orrin [the Duchy's name for Velm] it rained.", "Velm", "Orrin", "Duchy"),
    ("Velm, which its neighbours call Orrin, fell.", "Velm", "Orrin", "its neighbours"),
    ("Velm, known as Orrin in Sarnish, fell.", "Velm", "Orrin", "Sarnish"),
    ("Velm (formerly Orrin) fell.", "Velm", "Orrin", ""),
    ("Velm, or what locals call Orrin, fell.", "Velm", "Orrin", "locals"),
]


@pytest.mark.parametrize(("text", "name", "other", "holder"), NAMINGS)
def test_competing_names_and_who_uses_them(text, name, other, holder):
    [naming] = propositions.competing_names(text)
    assert (naming.name, naming.other, naming.holder) == (name, other, holder)
    assert name in text[naming.start : naming.end]
    assert propositions.same_names([naming]) == {other.lower(): name.lower()}


def test_a_place_under_two_names_compares_as_one():
    aliases = {"orrin": "velm"}
    text = "the army took Orrin"
    assert "velm" in propositions.proposition(text, whole(text), aliases).names


def test_the_two_towns_are_the_two_named_before():
    text = "The army took Velm and Orrin. The mayor denied that the two towns had fallen."
    start = text.index("the two")
    assert list(group_names(text, (start, len(text))).values()) == [["Velm", "Orrin"]]
    assert with_names(text, (start, len(text)), "the two towns had fallen", {}) == "Velm and Orrin had fallen"


def test_three_towns_are_not_read_from_a_list_of_two():
    text = "The army took Velm and Orrin. The three towns had fallen."
    assert group_names(text, (30, len(text))) == {}


def test_polarity_is_kept_apart_from_the_words():
    yes, no = of("the barge sank near Velm"), of("the barge never sank near Velm")
    assert (yes.negative, no.negative) == (False, True)
    assert yes.weights == no.weights


def test_likeness_needs_two_words_and_a_shared_name():
    assert alike(of("the dam at Velm burst"), of("a burst dam near Velm")) > 0.9
    assert covered(of("the dam at Velm burst"), of("the dam at Sarn burst")) == 0.0
    assert covered(of("the dam burst"), of("the dam held")) == 0.0


def test_irregular_forms_and_synonyms_meet():
    assert covered(of("the clerk stole the purse"), of("the clerk was stealing the purse")) == 1.0


def test_the_index_finds_a_likely_match_among_many():
    index = Index()
    for number in range(300):
        index.add(of(f"the barge number {number} left harbour"))
    wanted = index.add(of("the dam at Velm burst overnight"))
    assert index.near(of("the dam at Velm had burst"))[0] == wanted


@given(st.text(alphabet="ab 1,0.%$-–to at least Velm (dozen) [the Duchy's name for Orrin] May", max_size=80))
def test_offsets_hold_on_any_text(text):
    for one in propositions.measures(text, whole(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low <= one.high
    for start, end in [*propositions.time_spans(text, whole(text)), *propositions.place_spans(text, whole(text))]:
        assert 0 <= start < end <= len(text)
    for naming in propositions.competing_names(text):
        assert 0 <= naming.start < naming.end <= len(text)
