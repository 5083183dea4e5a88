"""What this program itself wrote into folders, studies, reports and exports: it holds no articles of the user's."""

from pathlib import Path

from analysis.storage import read_json

MANIFEST = "manifest.json"  # of a study
MADE_BY = "contested-claims"
LIST = ".made-by-contested"  # no .json at its end: programs that read a folder of JSON files would read it too


def is_study(folder: str | Path) -> bool:
    """Whether `folder` holds a study that this package wrote."""
    manifest = read_json(Path(folder) / MANIFEST)
    return isinstance(manifest, dict) and manifest.get("made_by") == MADE_BY


def listed(folder: Path) -> dict[str, str]:
    """The files in `folder` that a report or an export made: relative path -> fingerprint of the bytes."""
    stored = read_json(folder / LIST)
    files = stored.get("files") if isinstance(stored, dict) else None
    return files if isinstance(files, dict) else {}
