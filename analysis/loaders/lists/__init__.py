"""The word lists of the loaders; each row of a list has a `source` column that says where the entry comes from."""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_list(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the word list `name` ("outlets"), one mapping a row, in the order of the file."""
    lines = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))
