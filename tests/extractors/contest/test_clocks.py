"""Clock times as intervals: what is one, from when to when, and which two share a moment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.contest.implicit.clocks import clocks, meet


def read(text: str):
    return [(text[slice(*one.span)], one.low, one.high) for one in clocks(text, (0, len(text)))]


TIMES = [
    ("at 2:30 a.m.", [("at 2:30 a.m.", 150, 150)]),
    ("at 3.15am", [("at 3.15am", 195, 195)]),
    ("a quarter past three", [("a quarter past three", 195, 195)]),
    ("at twenty to seven", [("at twenty to seven", 400, 400)]),
    ("before 4 o'clock", [("before 4 o'clock", 0, 240)]),
    ("shut until four.", [("until four", 0, 240)]),
    ("from ten until four I slept", [("from ten until four", 600, 240)]),
    ("between 7 a.m. and 10 p.m.", [("between 7 a.m. and 10 p.m.", 420, 1320)]),
    ("around midnight", [("around midnight", 1425, 15)]),
    ("until midnight", [("until midnight", 720, 1439)]),
]


@pytest.mark.parametrize(("text", "found"), TIMES)
def test_a_clock_time_and_its_interval(text, found):
    assert read(text) == found


@pytest.mark.parametrize("text", ["at 410", "at 12 per cent", "before 4 dead", "2.30 crowns", "from 10 to 20", "1:40x"])
def test_other_numbers_are_no_clock_times(text):
    assert read(text) == []


MEETINGS = [
    ("at 2:30 a.m.", "before 4 o'clock", True),
    ("at 5 a.m.", "before 4 a.m.", False),
    ("at 3:05 a.m.", "at 2:30 a.m.", False),
    ("around midnight", "from ten until four I slept", True),
    ("at half past eleven", "until midnight", True),
    ("at 10.30 a.m.", "from nine until noon", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), MEETINGS)
def test_two_times_that_share_a_moment(one, other, expected):
    [first], [second] = (list(clocks(text, (0, len(text)))) for text in (one, other))
    assert meet(first, second) is expected
    assert meet(second, first) is expected


@given(st.text(alphabet="at 0123456789:.apm'oclkuntilbefrwyhd", max_size=60))
def test_any_text_is_read_and_every_span_lies_in_it(text):
    for one in clocks(text, (0, len(text))):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
        assert 0 <= one.low < 1500
        assert 0 <= one.high < 1500
