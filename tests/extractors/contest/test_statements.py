"""What is denied, as a sentence that can stand alone."""

import pytest

from analysis.extractors.contest.statements import past_of_gerund, statement


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
        ("that any money was missing", "Money was missing"),
        ("that any other ferry sailed", "Another ferry sailed"),
        ("that a ferry had sailed at all", "A ferry had sailed"),
        ("its sinking a trawler", "The Harbour Board sank a trawler"),
    ],
)
def test_any_stands_only_under_a_denial(words, stated):
    assert statement(words, [(0, len(words))], "the Harbour Board") == stated


PIECES = [
    (["“The hull leaked,”", "“and they knew it.”"], "The hull leaked … and they knew it"),
    (["a day earlier", "that the hull leaked"], "The hull leaked"),
    (["the board had told its captains a month before", "that the hull leaked"],
     "The board had told its captains a month before … that the hull leaked"),
    (["'You pay,'", "'or it sinks.'"], "You pay … or it sinks"),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "stated"), PIECES)
def test_a_content_in_pieces_is_one_statement(pieces, stated):
    text = " ".join(pieces)
    starts = [text.index(piece) for piece in pieces]
    spans = [(start, start + len(piece)) for start, piece in zip(starts, pieces, strict=True)]
    assert statement(text, spans) == stated


@pytest.mark.parametrize(
    ("gerund", "past"),
    [
        ("making any promise to the firm", "made a promise to the firm"),
        ("taking any bribes", "took some bribes"),
        ("guaranteeing the loan", "guaranteed the loan"),
        ("refusing any help", "refused any help"),
    ],
)
def test_what_is_denied_by_a_gerund_is_told_as_past(gerund, past):
    assert past_of_gerund(gerund) == past
