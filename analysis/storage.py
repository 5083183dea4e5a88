"""Tables in files: Parquet, JSON and CSV written whole or not at all, and read back as they were."""

import csv
import io
import itertools
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import columns
from analysis.errors import TableError

_STORED = {
    columns.TEXT: pa.string(),
    columns.DATE: pa.timestamp("ms"),
    columns.COUNT: pa.int64(),
    columns.SHARE: pa.float64(),
    columns.FLAG: pa.bool_(),
    columns.SPANS: pa.list_(pa.list_(pa.int64())),
    columns.LIST: pa.list_(pa.string()),
}


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` fill a file beside `path`, then put it in the place of `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        write(Path(name))
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_table(data: pd.DataFrame, table: str, path: Path) -> None:
    """Write `data`, checked against the contract of `table`, as Parquet: the same rows give the same bytes."""
    columns.check(data, table)
    kinds = columns.TABLES[table]
    arrays = [pa.array(_values(data[name]), type=_STORED[kind]) for name, kind in kinds.items()]
    made = pa.Table.from_arrays(arrays, names=list(kinds))
    write_whole(path, lambda file: pq.write_table(made, file, compression="zstd"))


def _values(column: "pd.Series[Any]") -> list[Any]:
    missing = column.isna()
    return [None if gone else value for value, gone in zip(column.tolist(), missing, strict=True)]


def read_table(path: Path, table: str) -> pd.DataFrame:
    """The table in `path` as the contract of `table` has it: lists are Python lists. Raises TableError."""
    try:
        stored = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"'{path}' cannot be read as Parquet ({error}): run `contested run` again") from error
    if stored.column_names != list(columns.TABLES[table]):
        raise TableError(f"'{path}' was written by another version of this package: run `contested run` again")
    return columns.frame(table, pd.DataFrame({name: _listed(stored[name]) for name in stored.column_names}))


def _listed(column: "pa.ChunkedArray[Any]") -> "pd.Series[Any]":
    return pd.Series(column.to_pylist(), dtype=object)


def write_json(value: object, path: Path) -> None:
    """Write `value` as JSON for people: indented, UTF-8, keys in the order given."""
    write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Write `text` as UTF-8, line ends as they are."""
    write_whole(path, lambda file: file.write_text(text, encoding="utf-8", newline="\n"))


def read_json(path: Path) -> Any:
    """What `path` holds; None when there is no such file or it is no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def write_csv(rows: Iterable[Mapping[str, Any]], names: Sequence[str], path: Path) -> None:
    """Write `rows` as CSV that Excel opens as UTF-8 (with a byte-order mark)."""

    def fill(file: Path) -> None:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)

    write_whole(path, fill)


def read_csv(path: Path) -> pd.DataFrame:
    """The rows of a CSV file that a person keeps, every cell a string, an empty cell ''; blank lines are left out.

    Raises TableError when it is no CSV in UTF-8, or a row has more filled cells than the header.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig").lstrip("\r\n")
        separator = max(",;\t", key=text.partition("\n")[0].count)  # Excel writes ; where the comma is the decimal sign
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        numbered = [(reader.line_num, cells) for cells in reader if cells]
    except (OSError, ValueError, csv.Error) as error:
        remedy = "save it as CSV in UTF-8"
        raise TableError(f"'{path}' cannot be read as CSV ({error}): {remedy}") from error
    names = _without_empty_end(numbered[0][1]) if numbered else []
    for name in names:
        if names.count(name) > 1:
            raise TableError(f"'{path}' has two columns '{name}': rename or delete one of them")
    for number, cells in numbered[1:]:
        if any(cells[len(names) :]):
            remedy = "put a cell that holds the separator in quotation marks"
            raise TableError(f"'{path}' line {number} has more cells than the header: {remedy}")
    rows = [dict(itertools.zip_longest(names, cells[: len(names)], fillvalue="")) for _, cells in numbered[1:]]
    return pd.DataFrame(rows, columns=names, dtype=str)


def _without_empty_end(cells: list[str]) -> list[str]:
    return cells[: max((number for number, cell in enumerate(cells, 1) if cell), default=0)]
