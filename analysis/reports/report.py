"""The report: articles in, a folder with report.html, report.docx, report.pdf, tables and figures out."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis import places
from analysis.errors import InputError
from analysis.reports.document import Document, document
from analysis.reports.execute import run_notebook
from analysis.reports.keeping import move_in, refuse_users
from analysis.study import SPEAKERS, Study, current_study, is_study, write_study

FORMATS = ("html", "docx", "pdf")
NOTEBOOK = "report.ipynb"


def write_report(
    inputs: Sequence[str | Path],
    out: str | Path,
    *,
    formats: Sequence[str] = FORMATS,
    notebook: str | Path | None = None,
    heard: Callable[[int, int], None] | None = None,
    **settings: Any,
) -> tuple[list[Path], Study]:
    """Write the report of `inputs` (articles, or one study) into the folder `out`; return its files and the study.

    `out` gets report.FORMAT for each of `formats`, and the folders tables (CSV) and figures (SVG, PNG). `notebook`
    is the notebook to run, by default the package's own report. `heard` is called with (cells run, cells in all);
    the other `settings` are those of `analysis.study.write_study`. Raises InputError for a format that does not
    exist, and before anything is read when `out` holds a report.* that is the user's (see `keeping`).
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise InputError(f"'{', '.join(unknown)}' is no format of a report: choose among {', '.join(FORMATS)}")
    out = Path(out)
    refuse_users(out, [f"report.{name}" for name in formats])
    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        study = _study(inputs, Path(scratch) / "study", settings)
        made = Path(scratch) / "made"
        made.mkdir()
        parameters = {"INPUT": str(study.folder), "FILES": str(made)}
        ran = run_notebook(notebook or places.notebooks() / NOTEBOOK, parameters, heard=heard)
        rendered = document(ran, _unfit(study))
        for name in formats:
            (made / f"report.{name}").write_bytes(render(rendered, name))
        return move_in(made, out, "report"), study


def _study(inputs: Sequence[str | Path], folder: Path, settings: dict[str, Any]) -> Study:
    if len(inputs) != 1 or not is_study(inputs[0]):
        return write_study(inputs, folder, **settings)
    if settings.get("aliases") is not None:
        raise InputError(f"'{inputs[0]}' is a study and has names of its own: write yours into its file {SPEAKERS}")
    return current_study(Path(inputs[0]).resolve(), workers=settings.get("workers", 1))


def _unfit(study: Study) -> set[str]:
    """The tags of cells that make no sense for this study: one article has no course over time."""
    several = {"several-articles": len(study.documents) > 1, "several-outlets": study.documents["outlet"].nunique() > 1}
    return {tag for tag, fit in several.items() if not fit}


def render(rendered: Document, name: str) -> bytes:
    """The bytes of `rendered` in the format `name`: html, docx or pdf."""
    if name == "html":
        from analysis.reports.page import page

        return page(rendered).encode()
    if name == "docx":
        from analysis.reports.docx import docx

        return docx(rendered)
    from analysis.reports.pdf import pdf

    return pdf(rendered)
