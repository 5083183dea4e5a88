"""Tables and charts as a notebook shows them and a report keeps them: captioned, with words for those who cannot
see.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, ParamSpec

import pandas as pd

P = ParamSpec("P")
MISSING = "–"
MOST_ROWS = 60
LINE, LONGEST_WORD = 118, 13  # letters: of a line as wide as the page, and of a word that is kept in one piece
WORDS = ' style="text-align: left; vertical-align: top"'
NUMBER = ' class="number" style="text-align: right; vertical-align: top"'


class Marked(str):
    """Words with an HTML form of their own, which a table shows instead; as text, and in files, they are plain."""

    html: str

    def __new__(cls, words: str, html: str) -> "Marked":
        made = super().__new__(cls, words)
        made.html = html
        return made


@dataclass(frozen=True)
class Shown:
    """Something with an HTML form, for a notebook to display; its plain form is the caption."""

    html: str
    caption: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.caption


def table(
    data: pd.DataFrame,
    caption: str,
    *,
    most: int = MOST_ROWS,
    empty: str = "",
    name: str | None = None,
    to: str | Path = "",
) -> Shown:
    """`data` as a captioned table: one row a row, the columns' names as headers, the index left out.

    At most `most` rows are shown, and the caption says how many there are. Columns are as wide as their words need.
    With `name` and a folder `to`, all rows are also written to `to`/tables/`name`.csv. An empty frame gives the
    sentence `empty`, or the one that the frame brings along as `data.attrs["empty"]`.
    """
    if to and name:
        folder = Path(to) / "tables"
        folder.mkdir(parents=True, exist_ok=True)
        data.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    if not len(data):
        empty = empty or data.attrs.get("empty", "There is nothing to list here.")
        return Shown(f'<p class="note">{escape(empty)}</p>', empty)
    if len(data) > most:
        where = f"; all of them are in tables/{name}.csv" if name and to else ""
        caption = f"{caption} The first {most} of {len(data):,} rows{where}."
    return Shown(_table_html(data.head(most), caption), caption)


def _table_html(data: pd.DataFrame, caption: str) -> str:
    shares = _shares(data)
    cols = "".join(f'<col style="width: {100 * share / sum(shares):.1f}%">' for share in shares)
    marks = [NUMBER if pd.api.types.is_numeric_dtype(data[name]) else WORDS for name in data.columns]
    heads = "".join(
        f'<th scope="col"{mark}>{escape(str(name))}</th>' for name, mark in zip(data.columns, marks, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td{mark}>{_cell(value)}</td>" for value, mark in zip(row, marks, strict=True)) + "</tr>"
        for row in data.itertuples(index=False, name=None)
    )
    # The styles are for notebooks, whose own would centre the caption and set words to the right.
    return (
        '<figure class="table" style="margin: 0 0 1em"><table style="width: 100%">'
        f'<caption style="text-align: left">{escape(caption)}</caption><colgroup>{cols}</colgroup>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></figure>"
    )


def if_empty(words: str) -> Callable[[Callable[P, pd.DataFrame]], Callable[P, pd.DataFrame]]:
    """Let the frames of a function bring along the sentence that `table` shows when they have no row."""

    def decorated(make: Callable[P, pd.DataFrame]) -> Callable[P, pd.DataFrame]:
        @functools.wraps(make)
        def made(*args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
            data = make(*args, **kwargs)
            data.attrs["empty"] = words
            return data

        return made

    return decorated


def html_cells(data: pd.DataFrame) -> pd.DataFrame:
    """`data` with each cell of words as the HTML that `table` shows; numbers stay numbers, so that they sort."""
    words = [name for name in data.columns if not pd.api.types.is_numeric_dtype(data[name])]
    return data.assign(**{name: [_sorting(value) for value in data[name]] for name in words})


def _sorting(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else _cell(value)


def _shares(data: pd.DataFrame) -> list[float]:
    """Each column's share of the width: room for its longest word, and the rest by how much it holds."""
    cells = [[str(name), *(_plain(value) for value in data[name])] for name in data.columns]
    least = [2 + min(max(len(word) for cell in column for word in cell.split()), LONGEST_WORD) for column in cells]
    typical = [sum(map(len, column)) / len(column) + max(map(len, column)) / 4 for column in cells]
    weights = [min(amount, 160) ** 0.9 for amount in typical]
    rest = max(0.0, LINE - sum(least))
    return [room + rest * weight / sum(weights) for room, weight in zip(least, weights, strict=True)]


def _plain(value: Any) -> str:
    return re.sub("<[^>]*>", "", _cell(value))


def _cell(value: Any) -> str:
    if isinstance(value, Marked):
        return value.html or MISSING
    if isinstance(value, list | tuple):
        return escape(", ".join(map(str, value))) or MISSING
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)) or value == "":
        return MISSING
    if isinstance(value, pd.Timestamp):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        return f"{value:.2f}"
    return escape(f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value))


def figure(axes: Any, caption: str, *, alt: str | None = None, name: str | None = None, to: str | Path = "") -> Any:
    """The chart on `axes` as a picture with caption and alternative text, which reports keep.

    `alt` says in words what is to be seen; when None, what the chart says of itself. With `name` and a folder `to`,
    the chart is also written to `to`/figures/`name`.svg and .png. Raises ValueError for axes that have no words of
    their own.
    """
    from analysis.charts import figures  # matplotlib is slow to import: only when something is drawn

    if to and name:
        figures.save(axes, Path(to) / "figures", name, ("svg", "png"))
    return figures.figure(axes, alt, caption)


def reading_view(study: Any, article: pd.DataFrame, chosen: Any = None) -> Any:
    """The article in `article`, a row of documents, in full: source, cue and content marked, contests linked.

    With `chosen`, as `choosing.choose` gives it, only the chosen claims are marked. A sentence says so when `article`
    has no row.
    """
    from analysis.charts.reading import reading_view as draw

    if article.empty:
        empty = "There is no article to read."
        return Shown(f'<p class="note">{empty}</p>', empty)
    only = None if chosen is None else chosen.ids
    return draw(article, study.claims, study.speakers, study.assertions, study.positions, only=only)


def answer(*sentences: str) -> Shown:
    """The last cell of a notebook: the answer, its number, its limit, one paragraph each."""
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return Shown(f'<div class="answer">{paragraphs}</div>', " ".join(sentences))


def shorten(text: str, most: int = 300) -> str:
    """`text` on one line, cut at a word's end with " …" when it is longer than `most` characters."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)].rstrip(",;:–-") + " …"
