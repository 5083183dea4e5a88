"""The word lists of the extractors: CSV files whose `source` column says where each entry comes from."""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_list(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``lexicons/NAME.csv``, in file order, a mapping from column to cell each."""
    lines = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))
