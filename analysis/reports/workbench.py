"""Where `contested lab` opens: the checkout's notebooks, or a person's own copies of them."""

import shutil
from pathlib import Path

import nbformat

from analysis import places
from analysis.reports.execute import read_notebook, set_parameters
from analysis.study import read_study


def workbench(study: str | Path | None = None) -> Path:
    """The folder of notebooks to open.

    For a study, STUDY/notebooks: copies that open this study, made when they are not there yet, so that a person's
    changes stay. Without one, the checkout's notebooks; where the package is installed without its checkout, copies
    in ./contested-notebooks. Raises InputError when `study` holds no study.
    """
    if study is None and places.root() is not None:
        return places.notebooks()
    folder = Path("contested-notebooks") if study is None else Path(study) / "notebooks"
    if study is not None:
        read_study(study)
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(places.notebooks().glob("*.ipynb")):
        _copy(path, folder / path.name, study)
    return folder.resolve()


def _copy(path: Path, place: Path, study: str | Path | None) -> None:
    if place.exists():
        return
    if study is None:
        shutil.copyfile(path, place)
        return
    notebook = read_notebook(path)
    set_parameters(notebook, {"INPUT": str(Path(study).resolve())}, path.name)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, place)
