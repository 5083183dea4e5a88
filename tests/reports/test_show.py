"""What a notebook shows: tables and answers as HTML."""

from pathlib import Path

import pandas as pd
import pytest
from lxml import html

from analysis.reports import Marked, answer, table
from analysis.reports.show import shorten

ROWS = pd.DataFrame({"Speaker": ["A & B", "<b>C</b>"], "Claims": [1200, 3], "Share": [0.256, None]})


def cells(shown: object) -> list[list[str]]:
    tree = html.fragment_fromstring(shown._repr_html_())  # type: ignore[attr-defined]
    return [[cell.text_content() for cell in row] for row in tree.iter("tr")]


def test_a_table_has_headers_and_one_row_a_row() -> None:
    assert cells(table(ROWS, "Who.")) == [
        ["Speaker", "Claims", "Share"],
        ["A & B", "1,200", "0.26"],
        ["<b>C</b>", "3", "–"],
    ]


def test_a_caption_and_column_headers_are_marked_as_such() -> None:
    tree = html.fragment_fromstring(table(ROWS, "Who <says> what.")._repr_html_())
    assert tree.findtext(".//caption") == "Who <says> what."
    assert [head.get("scope") for head in tree.iter("th")] == ["col"] * 3


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        ("", "–"),
        (pd.NaT, "–"),
        ([], "–"),
        (["a", "b"], "a, b"),
        (pd.Timestamp("2025-03-04"), "4 March 2025"),
        (Marked("he said", "<em>he said</em>"), "he said"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_reads_well(value: object, shown: str) -> None:
    data = pd.DataFrame({"x": pd.Series([value], dtype=object)})
    assert cells(table(data, "One."))[1] == [shown]


def test_a_long_table_says_how_long_it_is_and_where_the_rest_is(tmp_path: Path) -> None:
    data = pd.DataFrame({"n": range(7)})
    shown = table(data, "Numbers.", most=5, name="numbers", to=tmp_path)
    assert len(cells(shown)) == 6
    assert "The first 5 of 7 rows; all of them are in tables/numbers.csv." in shown._repr_html_()
    assert len(pd.read_csv(tmp_path / "tables" / "numbers.csv")) == 7


def test_a_table_for_excel_begins_with_a_byte_order_mark_and_holds_no_tags(tmp_path: Path) -> None:
    data = pd.DataFrame({"Sentence": pd.Series([Marked("Ærø said", "<em>Ærø</em> said")], dtype=object)})
    table(data, "One.", name="one", to=tmp_path)
    assert (tmp_path / "tables" / "one.csv").read_bytes() == b"\xef\xbb\xbfSentence\r\n" + "Ærø said\r\n".encode()


def test_an_empty_table_is_a_sentence() -> None:
    assert "Nobody spoke." in table(ROWS.head(0), "Who.", empty="Nobody spoke.")._repr_html_()


def test_an_answer_is_escaped() -> None:
    assert "<script>" not in answer("A <script> said", "2")._repr_html_()


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("a  b\nc", 10, "a b c"), ("one two three", 9, "one two …"), ("one, two three", 5, "one …")],
)
def test_shorten_cuts_at_a_word(text: str, most: int, shown: str) -> None:
    assert shorten(text, most) == shown
