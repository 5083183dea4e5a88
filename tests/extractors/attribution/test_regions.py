"""Regions: asked by their index, they say what a look at every span would say."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.attribution.regions import Regions

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])))


@given(SPANS, st.integers(0, 60), st.integers(1, 20))
def test_the_spans_that_hold_or_overlap(spans, start, length):
    regions = Regions((span, number) for number, span in enumerate(spans))
    holding = {number for number, (a, b) in enumerate(spans) if a <= start < b}
    overlapping = {number for number, (a, b) in enumerate(spans) if a < start + length and start < b}
    assert {number for _, number in regions.holding(start)} == holding
    assert {number for _, number in regions.holding(start, start + length)} == overlapping
    assert (start in regions) == bool(holding)
