"""Claims told inside another's: who told what, and what is no such claim."""

import pytest

from analysis.extractors.attribution.drafts import Draft, Page
from analysis.extractors.attribution.told_inside import told_inside

CUE = " said "


def inside(text: str) -> list[tuple[str, str, str]]:
    page, at = Page(text), text.index(CUE)
    outer = Draft(((0, at),), ((at + 1, at + 5),), ((at + len(CUE), len(text) - 1),), "tagger", 0.9)
    page.drafts = [outer]
    return [(page.words(d.source), page.words(d.cue), page.words(d.content)) for d in told_inside(page)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roe said he had been told by two clerks that the till was empty.",
         ("two clerks", "had been told", "the till was empty")),
        ("Roe said that prosecutors had told her on Tuesday it was off.", ("prosecutors", "had told", "it was off")),
        ("Roe said that Lord Pell, who sat opposite, had told this blog that she did.",
         ("Lord Pell", "had told", "she did")),
        ("Roe said the firm has assured the council that the dam is safe.",
         ("the firm", "has assured", "the dam is safe")),
    ],
)  # fmt: skip
def test_who_told_it_is_its_source(text, expected):
    assert inside(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Roe said she had told the council that the till was empty.",
        "Roe said the firm had told nobody.",
        "Roe said the clerks had been told to leave.",
        "Roe said that the bell had told the hours for years.",
        "Roe said “the firm had told her that it was off”.",
    ],
)
def test_her_own_words_and_orders_are_no_such_claim(text):
    assert inside(text) == []
