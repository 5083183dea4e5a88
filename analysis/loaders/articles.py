"""One article as it comes out of a file, with its stable id."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from analysis.errors import InputError
from analysis.loaders import dates
from analysis.loaders.encodings import decode
from analysis.loaders.files import File
from analysis.loaders.header_lines import Fields, merge
from analysis.loaders.headers import read_header
from analysis.loaders.kinds import PAGES, TABLES
from analysis.loaders.names import fields_of
from analysis.loaders.pages import declared_encoding, read_fragment, read_page
from analysis.loaders.saved import address_of
from analysis.loaders.tables import Note, Row, read_table

SURROGATES = re.compile(r"[\ud800-\udfff]")
OPENS_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
OPENS_MARKUP = re.compile(
    r"\s*<(?:p|div|article|section|html|body|figure|blockquote|h[1-6]|ul|!doctype html)\b[^>]*>", re.IGNORECASE
)
PLAIN_SUFFIXES = (".txt", ".text", ".md", ".markdown")
WORD = re.compile(r"\w")
ID_LENGTH = 16
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Article:
    """An article: `order` places it among all ((source of the file, sheet, row)); `fields` as in `Header`."""

    doc_id: str
    source: str
    order: tuple[str, str, int]
    text: str
    encoding: str
    body_start: int = 0
    fields: Fields = field(default_factory=dict)


def read_articles(data: bytes, file: File, text_column: str | None, note: Note) -> Iterator[Article]:
    """The articles in the bytes of `file`; `note(reason)` hears of the parts of it that are left out.

    Raises InputError when there is none in it.
    """
    if file.suffix in TABLES:
        yield from _from_table(data, file, text_column, note)
    else:
        yield _from_file(data, file, note)


def _from_file(data: bytes, file: File, note: Note) -> Article:
    fields: Fields = {}
    if file.suffix in PAGES:
        text, encoding = decode(data, declared_encoding(data))
        text, fields = read_page(text)
    else:
        text, encoding = decode(data)
        if file.suffix not in PLAIN_SUFFIXES and OPENS_PAGE.match(text):
            text, fields = read_page(text)
    if not WORD.search(text):
        raise InputError("holds no words; check how it was saved")
    _tell_of_broken(encoding, note)
    title = fields.get("title")
    header = read_header(text, str(title) if title else None)
    if header.problem:
        note(header.problem)
    if "url" not in fields and file.member is None and (address := address_of(file.on_disk)):
        fields["url"] = address
    doc_id = _digest(file.source.encode(), data)
    fields = merge(fields, header.fields)
    return Article(doc_id, file.source, (file.source, "", 0), text, encoding, header.body_start, fields)


def _tell_of_broken(encoding: str, note: Note) -> None:
    if encoding.endswith("/replace"):
        note("is UTF-8 with broken characters, shown as \ufffd; save it again if they matter")


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:ID_LENGTH]


Columns = dict[tuple[str, ...], dict[str, str]]


def _from_table(data: bytes, file: File, text_column: str | None, note: Note) -> Iterator[Article]:
    rows, encoding = read_table(data, file.suffix, text_column, note)
    _tell_of_broken(encoding, note)
    if not rows:
        raise InputError("holds no rows; check how it was saved")
    columns = {names: fields_of(names, text_column) for names in {tuple(row.values) for row in rows}}
    filled = _with_text(rows, columns, text_column)
    if len(filled) < len(rows):
        note(f"{len(rows) - len(filled)} of {len(rows)} rows hold no text and are left out")
    month_first = dates.month_first(_cell_of(row, columns, "date") for row in filled)
    unread, seen = 0, Counter[str]()
    for row in filled:
        article = _from_row(row, columns[tuple(row.values)], file, encoding, month_first, seen)
        unread += "date" not in article.fields and bool(_words(_cell_of(row, columns, "date")))
        yield article
    if unread:
        note(f"the dates of {unread} rows cannot be read and are missing; write them as 2025-10-29")


def _with_text(rows: list[Row], columns: Columns, text_column: str | None) -> list[Row]:
    """The rows with a text. Raises InputError when no column holds it, or only names do: a column "article" may
    hold the names of articles."""
    if not any("text" in fields for fields in columns.values()):
        raise InputError(_no_text_column(rows[0], text_column))
    texts = [_words(_cell_of(row, columns, "text")) or "" for row in rows]
    filled = [row for row, text in zip(rows, texts, strict=True) if WORD.search(text)]
    prose = sum(len(text) > LONGEST_NAME or " " in text.strip() for text in texts)
    if text_column is None and filled and prose < len(filled) / 2:
        raise InputError(_no_text_column(rows[0], text_column))
    return filled


def _no_text_column(row: Row, text_column: str | None) -> str:
    columns = ", ".join(list(row.values)[:12]) or "none"
    if text_column is not None:
        return f"has no column {text_column!r}; its columns are: {columns}"
    remedy = "name it with text_column (--text-column)"
    return f"has no column that is known to hold the text; {remedy}; its columns are: {columns}"


def _cell_of(row: Row, columns: Columns, name: str) -> Any:
    return row.values.get(columns[tuple(row.values)].get(name, ""))


def _from_row(
    row: Row, names: dict[str, str], file: File, encoding: str, month_first: bool, seen: Counter[str]
) -> Article:
    words = {field: _words(row.values[name]) for field, name in names.items()}
    cell, own_id = words.pop("text") or "", words.pop("id", None)
    text = (read_fragment(cell) if OPENS_MARKUP.match(cell) and "</" in cell else "") or cell
    words.pop("date", None)
    fields: Fields = {field: value.strip() for field, value in words.items() if value and value.strip()}
    date = dates.read_date(row.values[names["date"]], month_first=month_first) if "date" in names else None
    if date:
        fields["date"] = date
    header = read_header(text, str(fields["title"]) if "title" in fields else None)
    parts = [file.source.encode(), (own_id or "").encode(), cell.encode()]
    plain = _digest(*parts)
    seen[plain] += 1
    # A text that stands twice in a table without an id column is two rows, told apart by their count.
    doc_id = plain if seen[plain] == 1 else _digest(*parts, str(seen[plain]).encode())
    place = f"{row.sheet}!{row.number}" if row.sheet else str(row.number)
    order, fields = (file.source, row.sheet or "", row.number), merge(fields, header.fields)
    return Article(doc_id, f"{file.source}#{place}", order, text, encoding, header.body_start, fields)


def _words(cell: Any) -> str | None:
    """A cell as text, untouched; names in a list are joined, of an object its name is taken; None when it is empty."""
    match cell:
        case None | "" | float() if cell is None or cell == "" or cell != cell:
            return None
        case str():
            return SURROGATES.sub("\ufffd", cell)
        case list():
            return ", ".join(words for item in cell if (words := _words(item))) or None
        case dict():
            return _words(cell.get("name"))
        case bytes():
            return cell.decode("utf-8", "replace")
        case datetime():
            return cell.isoformat()
        case _:
            return str(cell)
