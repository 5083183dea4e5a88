"""Runs the committed notebooks again and keeps their outputs: ``python -m analysis.reports.refresh [FOLDER or
NOTEBOOK]…``.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis import storage
from analysis.errors import ContestedError, NotebookError
from analysis.reports.execute import run_notebook

LARGEST = 500_000  # bytes: what a visitor's browser still shows at once
# Paths that only one machine has. "/home/…" in an article's text would be caught too, and should be looked at.
_MACHINE = re.compile(r"(?:/(?:home|root|tmp|Users|private|work)/|[A-Z]:\\\\Users\\\\)[\w.-]*")

_PICTURE = re.compile(r"base64,[\w+/=]+")


def refresh(places: Iterable[Path], *, check: bool = False) -> list[Path]:
    """Run the notebooks in `places` (folders or files) with their own parameters and write them back; return those
    that changed.

    Studies are made afresh in a temporary folder, so that nobody's corrections get into committed outputs. With
    `check`, nothing is written. Raises NotebookError when a notebook fails, is larger than LARGEST, or names a path
    of this machine.
    """
    changed = []
    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        earlier = os.environ.get("CONTESTED_STUDIES")
        os.environ["CONTESTED_STUDIES"] = scratch
        try:
            for path in _notebooks(places):
                text = serialised(run_notebook(path), path.name)
                if text != path.read_text(encoding="utf-8"):
                    changed.append(path)
                    if not check:
                        storage.write_text(text, path)
        finally:
            os.environ.pop("CONTESTED_STUDIES") if earlier is None else os.environ.update(CONTESTED_STUDIES=earlier)
    return changed


def serialised(notebook: NotebookNode, name: str) -> str:
    """The text of a notebook file that is fit to commit. Raises NotebookError as `refresh` says."""
    text = str(nbformat.writes(notebook)).rstrip("\n") + "\n"
    if len(text.encode()) > LARGEST:
        raise NotebookError(
            f"notebook '{name}' has {len(text.encode()):,} bytes with its outputs: show less, {LARGEST:,} at most"
        )
    found = _MACHINE.search(_PICTURE.sub("", text))
    if found:
        raise NotebookError(f"notebook '{name}' names '{found.group()}', a path of this machine, in its outputs")
    return text


def _notebooks(places: Iterable[Path]) -> list[Path]:
    return [path for place in places for path in (sorted(place.glob("*.ipynb")) if place.is_dir() else [place])]


def main(argv: Sequence[str]) -> int:
    """Refresh the notebooks named on the command line; 0 when it is done, 2 when a notebook fails."""
    try:
        for path in refresh([Path(name) for name in argv or ["notebooks"]]):
            print(f"new outputs: {path}")
    except ContestedError as error:
        print(f"refresh: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
