"""Files that the program makes in a folder of the user's, without ever replacing one that it did not make.

A hidden list in the folder, LIST, names each file that was written with the fingerprint of its bytes. A later run
replaces a file only if it is on the list and unchanged since; files that are on the list, unchanged, and no longer
made are removed.
"""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis import storage
from analysis.errors import InputError

LIST = ".made-by-contested"  # no .json at its end: programs that read a folder of JSON files would read it too


def refuse_users(out: Path, names: Sequence[str]) -> None:
    """Raise InputError when one of `names` in the folder `out` is a file that the program did not make, or that was
    changed.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"'{out}' is a file: give --out a folder")
    listed = _listed(out)
    for name in names:
        place = out / name
        if place.exists() and name not in listed:
            raise InputError(f"'{place}' was not made by this program: move it away, or give --out another folder")
        if place.is_file() and _mark(place) != listed[name]:
            raise InputError(f"'{place}' was changed since it was made: move it away, or give --out another folder")


def move_in(made: Path, out: Path) -> list[Path]:
    """Move every file below the folder `made` to its place below `out`, and return the places, in order of name.

    Raises InputError, with nothing moved, as `refuse_users` does.
    """
    names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    refuse_users(out, names)
    listed = _listed(out)
    marks = {name: _mark(made / name) for name in names}
    out.mkdir(parents=True, exist_ok=True)
    # Listed first: a run that is broken off leaves no file behind that a later run would take for the user's.
    storage.write_json({"files": {**listed, **marks}}, out / LIST)
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        storage.write_whole(out / name, lambda file, name=name: shutil.copyfile(made / name, file))  # type: ignore[misc]
    for name in set(listed) - set(marks):
        if (out / name).is_file() and _mark(out / name) == listed[name]:
            (out / name).unlink()
    storage.write_json({"files": marks}, out / LIST)
    return [out / name for name in names]


def _listed(out: Path) -> dict[str, str]:
    stored = storage.read_json(out / LIST)
    return dict(stored["files"]) if isinstance(stored, dict) and isinstance(stored.get("files"), dict) else {}


def _mark(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
