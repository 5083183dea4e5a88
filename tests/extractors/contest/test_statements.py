"""What is denied, as a sentence that can stand alone."""

import pytest

from analysis.extractors.contest.statements import statement


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("that any ferry sailed before 6 a.m.", "A ferry sailed before 6 a.m."),
        ("that any of its ferries was late", "One of its ferries was late"),
        ("that any of the ferries were late", "Some of the ferries were late"),
        ("that any such order existed", "Such an order existed"),
        ("that any payments were made", "Some payments were made"),
        ("that anybody had sailed", "Somebody had sailed"),
        ("that the firm had any debts", "The firm had some debts"),
        ("that company ferries were late", "Company ferries were late"),
    ],
)
def test_any_stands_only_under_a_denial(words, stated):
    assert statement(words, [(0, len(words))], "the Harbour Board") == stated
