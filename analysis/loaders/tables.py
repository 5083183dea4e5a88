"""Tables with one article a row: CSV, TSV, XLSX, JSON, JSON lines, Parquet."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import InputError
from analysis.loaders.encodings import decode
from analysis.loaders.names import fields_of

Note = Callable[[str], None]

DELIMITERS = ",;\t|"
LONGEST_CELL = 2**31 - 1
LARGEST_SHEET = 2 * 2**30
# Keys under which services and tools put their list of articles.
LISTS = ("articles", "documents", "items", "results", "data", "rows", "records", "stories", "entries", "docs")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as found: `number` counts from 1 beneath the header (JSON lines: the line), `values` by column name."""

    number: int
    values: dict[str, Any]
    sheet: str | None = None


def read_table(data: bytes, suffix: str, text_column: str | None, note: Note) -> tuple[list[Row], str]:
    """The rows of a table and the encoding of its bytes; `note(reason)` hears of each line that cannot be read.

    `text_column` only helps to tell the delimiter of a CSV file. Raises InputError when nothing can be read.
    """
    if suffix in (".xlsx", ".xlsm"):
        return list(_workbook(data)), "utf-8"
    if suffix in (".parquet", ".pq"):
        return list(_parquet(data, text_column)), "utf-8"
    text, encoding = decode(data)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(text, note), encoding
    if suffix == ".json":
        return _json(text, note), encoding
    return _delimited(text, text_column, note), encoding


def _delimited(text: str, text_column: str | None, note: Note) -> list[Row]:
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        return list(_delimited_rows(text, text_column, note))
    finally:
        csv.field_size_limit(limit)


def _delimited_rows(text: str, text_column: str | None, note: Note) -> Iterator[Row]:
    if text[:4].lower() == "sep=":  # Excel's own mark of the delimiter
        text = text[text.find("\n") + 1 :]
    delimiter = max(DELIMITERS, key=lambda mark: _fit(text, mark, text_column))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = next(_lines(reader, note), [])
    names = [name.strip() or f"column {number}" for number, name in enumerate(header, 1)]
    for number, cells in enumerate(_lines(reader, note), 1):
        if any(cells[len(names) :]):
            # A comma outside quotation marks has cut a cell in two: what stands in which column is unknown.
            note(f"row {number} has more cells than the header and is left out; put its texts in quotation marks")
        else:
            yield Row(number, dict(zip(names, cells, strict=False)))


def _fit(text: str, delimiter: str, text_column: str | None) -> tuple[bool, int, int]:
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    fields = fields_of(header, text_column)
    return "text" in fields, len(fields), len(header)


def _lines(reader: Any, note: Note) -> Iterator[list[str]]:
    """The rows that are not blank; one with a stray quotation mark is told of and left out."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            note(f"line {reader.line_num} is no valid CSV ({error}); double the quotation marks inside quoted cells")
            continue
        if any(cell.strip() for cell in cells):
            yield cells


def _json_lines(text: str, note: Note) -> list[Row]:
    rows, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(Row(number, _object(json.loads(line))))
        except (ValueError, RecursionError) as error:
            problems.append(f"line {number} is no valid JSON object ({_short(error)}); correct it or delete it")
    if not rows:
        return _json(text, note)
    for problem in problems:
        note(problem)
    return rows


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"it is a {type(value).__name__}")
    return value


def _json(text: str, note: Note) -> list[Row]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and _is_object(lines[0]):
            return _json_lines(text, note)
        raise InputError(f"is no valid JSON ({_short(error)}); correct it at that place") from error
    rows = []
    for number, item in enumerate(_records(value), 1):
        if isinstance(item, dict):
            rows.append(Row(number, item))
        else:
            note(f"item {number} is no JSON object; give each article as an object with its text")
    return rows


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _records(value: Any) -> list[Any]:
    """The list of articles in a JSON value: itself, a list under a usual key, columns by index, or one article."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise InputError("holds no JSON object; give a list of articles, each an object with its text")
    for key in LISTS:
        inner = value.get(key)
        if isinstance(inner, dict) and isinstance(inner.get("results"), list):
            inner = inner["results"]
        if isinstance(inner, list) and any(isinstance(item, dict) for item in inner):
            return inner
    columns = list(value.values())
    if columns and all(isinstance(column, dict) for column in columns) and "text" in fields_of(value):
        numbers = list(dict.fromkeys(index for column in columns for index in column))
        return [{name: column.get(index) for name, column in value.items()} for index in numbers]
    return [value]


def _workbook(data: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_SHEET:
                raise InputError("unpacks to more than 2 GB; split it")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise on a broken file
        reason = f"is no Excel workbook that can be opened ({_short(error)}); take off its password or save it again"
        raise InputError(reason) from error
    several = len(book.worksheets) > 1
    for sheet in book.worksheets:
        yield from _sheet(sheet.iter_rows(values_only=True), sheet.title if several else None)


def _sheet(lines: Iterable[tuple[Any, ...]], title: str | None) -> Iterator[Row]:
    filled = (cells for cells in lines if any(cell not in (None, "") for cell in cells))
    header = next(filled, ())
    names = [str(name).strip() if name is not None else f"column {number}" for number, name in enumerate(header, 1)]
    for number, cells in enumerate(filled, 1):
        yield Row(number, dict(zip(names, cells, strict=False)), title)


def _parquet(data: bytes, text_column: str | None) -> Iterator[Row]:
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        names = file.schema_arrow.names
        fields = fields_of(names, text_column)
        columns = list(fields.values()) if "text" in fields else names[:1]
        batches = file.iter_batches(columns=columns)
        for number, values in enumerate((values for batch in batches for values in batch.to_pylist()), 1):
            yield Row(number, values if "text" in fields else dict.fromkeys(names))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"is no complete Parquet file ({_short(error)}); write or download it again") from error


def _short(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= 120 else words[:117] + "…"
