"""Files that the program makes in a folder of the user's, without ever replacing one that it did not make.

A hidden list in the folder, LIST, names each file that was written with the fingerprint of its bytes and what made it
("export csv", "report html", "report" for its tables and figures). A later run replaces a file only if it is on the
list and unchanged since; files that are on the list, unchanged, and that the same maker no longer makes are removed.
"""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis import storage
from analysis.errors import InputError
from analysis.loaders.own import LIST, listed


def refuse_users(out: Path, names: Sequence[str]) -> None:
    """Raise InputError when one of `names` in the folder `out` is a file that the program did not make, or that was
    changed.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"'{out}' is a file: give --out a folder")
    known = listed(out)
    for name in names:
        place = out / name
        if place.exists() and name not in known:
            raise InputError(f"'{place}' was not made by this program: move it away, or give --out another folder")
        if place.is_file() and _mark(place) != known[name]:
            raise InputError(f"'{place}' was changed since it was made: move it away, or give --out another folder")


def move_in(made: Path, out: Path, maker: str) -> list[Path]:
    """Move every file below the folder `made` to its place below `out`, and return the places, in order of name.

    `maker` is what made them: "report", or "export csv" and so on. Raises InputError, with nothing moved, as
    `refuse_users` does.
    """
    names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    refuse_users(out, names)
    marks, makers = listed(out), _makers(out)
    mine = {name: _maker(maker, name) for name in names}
    gone = {name for name in marks if name not in mine and makers.get(name) in mine.values()}
    marks |= {name: _mark(made / name) for name in names}
    makers |= mine
    out.mkdir(parents=True, exist_ok=True)
    # Listed first: a run that is broken off leaves no file behind that a later run would take for the user's.
    storage.write_json({"files": marks, "makers": makers}, out / LIST)
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        storage.write_whole(out / name, lambda file, name=name: shutil.copyfile(made / name, file))  # type: ignore[misc]
    for name in gone:
        if (out / name).is_file() and _mark(out / name) == marks[name]:
            (out / name).unlink()
        del marks[name], makers[name]
    storage.write_json({"files": marks, "makers": makers}, out / LIST)
    return [out / name for name in names]


def _maker(maker: str, name: str) -> str:
    """What made a file: each format of a report is made for itself, and the tables and figures with all of them."""
    stem, _, form = name.partition(".")
    return f"{maker} {form}" if (maker, stem) == ("report", "report") else maker


def _makers(out: Path) -> dict[str, str]:
    """File -> what made it, where the list says so; earlier versions did not write it down."""
    stored = storage.read_json(out / LIST)
    return dict(stored["makers"]) if isinstance(stored, dict) and isinstance(stored.get("makers"), dict) else {}


def _mark(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
