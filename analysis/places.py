"""Where things lie: the notebooks, the studies, and the input that a notebook names. Never the working directory
first.
"""

import os
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import InputError

PACKAGE = Path(__file__).resolve().parent
ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def root() -> Path | None:
    """The checkout's folder; None when the package is installed without its checkout."""
    folder = PACKAGE.parent
    return folder if (folder / "pyproject.toml").is_file() and (folder / "notebooks").is_dir() else None


def notebooks() -> Path:
    """The folder of the notebooks: the checkout's, else the copy that travels inside the package."""
    folder = root()
    return folder / "notebooks" if folder else PACKAGE / "_notebooks"


def studies() -> Path:
    """The folder that holds one study for each input opened in a notebook.

    CONTESTED_STUDIES names another one; without a checkout it is `study` in the working directory.
    """
    named = os.environ.get("CONTESTED_STUDIES")
    return Path(named) if named else (root() or Path.cwd()) / "study"


def find_input(name: str | Path) -> Path | str:
    """The path that `name` stands for; an address comes back as it is.

    A relative name is looked for in the checkout, then in the working directory and the folder above it (JupyterLab
    runs a notebook in the notebook's folder). Raises InputError that names the places looked in.
    """
    if ADDRESS.match(str(name)):
        return str(name)
    path = Path(name).expanduser()
    bases = [path] if path.is_absolute() else [base / path for base in _bases()]
    for candidate in bases:
        if candidate.exists():
            return candidate
    looked = ", ".join(f"'{candidate.parent}'" for candidate in bases)
    raise InputError(f"'{name}' was not found in {looked}: give the path of a file or folder with articles")


def _bases() -> list[Path]:
    folder = root()
    return [*([folder] if folder else []), Path.cwd(), Path.cwd().parent, PACKAGE / "_samples"]


def package_version() -> str:
    """This package's version, as its distribution has it."""
    try:
        return version("contested-claims")
    except PackageNotFoundError:
        return "unknown"
