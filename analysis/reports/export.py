"""A study's tables as files for other programs."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import columns
from analysis.errors import InputError
from analysis.reports.keeping import move_in
from analysis.reports.standoff import brat, citron, web_annotation
from analysis.study import Study, is_study

EXCEL_LONGEST = 32_767  # characters in a cell, by Excel's specification
EXCEL_MOST_ROWS = 1_048_576  # in a sheet, its header included, by the same


def write_export(study: Study, form: str, out: str | Path) -> list[Path]:
    """Write `study` in the format `form`, a key of FORMS, into the folder `out`; return the files.

    Raises InputError for another format, for a table too long for Excel, and when `out` is a study or a file of the
    user's would be replaced (see `keeping`).
    """
    if form not in FORMS:
        raise InputError(f"'{form}' is no format of an export: choose among {', '.join(FORMS)}")
    if is_study(out):
        raise InputError(f"'{out}' is a study, whose own files an export could replace: give --out another folder")
    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        made = Path(scratch)
        FORMS[form](study, made)
        return move_in(made, Path(out), f"export {form}")


def _csv(study: Study, folder: Path) -> None:
    """One file a table, UTF-8 with a byte-order mark, which Excel needs; lists as JSON."""
    for name, data in study.tables.items():
        flat = _flat(name, data)
        flat.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _jsonl(study: Study, folder: Path) -> None:
    """One file a table, one JSON object a row; lists stay lists, missing values are null, dates ISO 8601."""
    for name, data in study.tables.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for row in data.to_dict("records"):
                file.write(json.dumps({key: _plain(value) for key, value in row.items()}, ensure_ascii=False) + "\n")


def _xlsx(study: Study, folder: Path) -> None:
    """One workbook with a sheet a table. Excel holds 32,767 characters a cell: longer ones end with " […]"."""
    for name, data in study.tables.items():
        if len(data) >= EXCEL_MOST_ROWS:
            most = f"a sheet of Excel holds {EXCEL_MOST_ROWS - 1:,}"
            raise InputError(f"the table {name} has {len(data):,} rows and {most}: export it as csv (--to csv)")
    with pd.ExcelWriter(folder / "study.xlsx", engine="openpyxl") as book:
        for name, data in study.tables.items():
            _flat(name, data).map(_for_excel).to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
            for row in book.sheets[name].iter_rows(min_row=2):
                for cell in row:
                    if cell.data_type == "f":  # words that begin with "=" are words, not a formula
                        cell.data_type = "s"


def _for_excel(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kept = "".join(sign for sign in value if sign >= " " or sign in "\t\n\r")  # XML cannot hold the others
    return kept if len(kept) <= EXCEL_LONGEST else kept[: EXCEL_LONGEST - 4] + " […]"


def _flat(table: str, data: pd.DataFrame) -> pd.DataFrame:
    kinds = columns.TABLES[table]
    lists = [name for name, kind in kinds.items() if kind in (columns.SPANS, columns.LIST)]
    dates = [name for name, kind in kinds.items() if kind == columns.DATE]
    made = {name: data[name].map(lambda cell: json.dumps(cell, ensure_ascii=False)) for name in lists}
    return data.assign(**made, **{name: data[name].dt.strftime("%Y-%m-%d") for name in dates})


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else value


FORMS: Mapping[str, Callable[[Study, Path], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
    "brat": brat,
    "citron": citron,
    "web-annotation": web_annotation,
}
