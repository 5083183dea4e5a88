"""Which address a saved page came from: `contested fetch` notes it beside the pages, and reading looks it up."""

import csv
import os
from functools import lru_cache
from pathlib import Path

NOTES = ".addresses.csv"


def note_address(page: Path, address: str) -> None:
    """Adds the line "file,address" for a page to the hidden list in its folder. Raises OSError as writing does."""
    with (page.parent / NOTES).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow([page.name, address])


def address_of(page: Path) -> str | None:
    """The address that a page was saved from, or None when nobody noted it."""
    notes = page.parent / NOTES
    try:
        return _addresses(notes, os.stat(notes).st_mtime_ns).get(page.name)
    except (OSError, UnicodeDecodeError, csv.Error):
        return None


@lru_cache(maxsize=8)
def _addresses(notes: Path, changed: int) -> dict[str, str]:
    """The list as it was at the time `changed`, which keeps an old reading from being taken for a new one."""
    with notes.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) == 2}
