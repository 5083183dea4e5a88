"""The committed notebooks: fit to read as they are, and fit to run on anybody's articles."""

import ast
import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from analysis.reports.execute import run_notebook, set_parameters
from analysis.reports.refresh import LARGEST, serialised

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SERIES = [path for path in NOTEBOOKS if path.name[0].isdigit()]
EVERY = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)

SAID = """The Ministry of Transport said on Monday that the old bridge is safe.

"That is not true," said Ilse Brandt, who leads the engineers' union. She denied that the bridge is safe.
"""
NOTHING_CLAIMED = "The meadow lies west of the river. In spring the river is wide.\n"


ONE_SENTENCE = "The mayor of Larkford said the bridge is safe."


def code(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_the_series_is_there() -> None:
    names = [path.stem for path in NOTEBOOKS]
    assert names == [
        "00_start_here",
        "01_documents",
        "02_claims",
        "03_speakers",
        "04_contested",
        "05_unfolding",
        "06_outlets",
        "07_trust",
        "08_corrections",
        "report",
    ]


@EVERY
def test_outputs_are_those_of_one_run_from_top_to_bottom(path: Path) -> None:
    cells = code(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    assert [cell for cell in cells if cell.outputs]


@EVERY
def test_a_committed_notebook_is_as_the_refresh_writes_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) <= LARGEST
    assert serialised(nbformat.reads(text, as_version=4), path.name) == text
    metadata = json.loads(text)["metadata"]
    assert set(metadata) == {"kernelspec", "language_info"}
    assert metadata["kernelspec"]["name"] == "python3"


@EVERY
def test_cells_read_as_sentences(path: Path) -> None:
    for cell in code(path):
        assert len(cell.source.splitlines()) <= 4
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda, ast.ListComp}


@pytest.mark.parametrize("path", SERIES, ids=lambda path: path.stem)
def test_each_asks_one_question_and_ends_with_its_answer(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert re.fullmatch(r"# .+\?", cells[0].source.splitlines()[0])
    assert cells[-1].source.startswith("answers.")
    assert all(before.cell_type == "markdown" for before, cell in pairwise(cells) if cell.cell_type == "code")


@EVERY
def test_every_figure_has_alt_text_and_a_caption(path: Path) -> None:
    outputs = [output for cell in code(path) for output in cell.outputs]
    pieces = [output.data.get("text/html", "") for output in outputs if "data" in output]
    figures = [piece for piece in pieces if "<img" in piece]
    assert len(figures) == sum("figure(" in cell.source for cell in code(path))
    for piece in figures:
        assert re.search(r'<img [^>]*alt="[^"]{20,}"', piece)
        assert re.search(r"<figcaption>.{10,}</figcaption>", piece)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("inputs")
    texts = {"empty": {}, "nothing-claimed": {"meadow.txt": NOTHING_CLAIMED}}
    texts["one-sentence"] = {"mayor.txt": ONE_SENTENCE}
    texts["several"] = {"bridge.txt": SAID, "again.md": f"---\ndate: 2025-03-04\noutlet: The Post\n---\n{SAID}"}
    for name, files in texts.items():
        (folder / name).mkdir()
        for file, text in files.items():
            (folder / name / file).write_text(text, encoding="utf-8")
    return {name: folder / name for name in texts}


@pytest.mark.parametrize("kind", ["several", "one-sentence", "nothing-claimed", "empty"])
@EVERY
def test_every_notebook_runs_on_other_articles(
    path: Path, kind: str, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_STUDIES", str(inputs[kind].parent / "studies"))
    monkeypatch.chdir(inputs[kind].parent)
    shown = _run(path, {"INPUT": str(inputs[kind])})
    assert shown
    assert not [text for text in shown if re.search(r"\bnan\b|NaT|<NA>", text)]


def test_a_notebook_runs_in_a_kernel_of_its_own(inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_STUDIES", str(inputs["several"].parent / "studies"))
    made = run_notebook(FOLDER / "00_start_here.ipynb", {"INPUT": str(inputs["several"])})
    assert "2 articles" in str(made)


def _run(path: Path, parameters: dict[str, str]) -> list[str]:
    """What the cells of a notebook show, run here and in order, with the pictures' bytes left out."""
    notebook = nbformat.read(path, as_version=4)
    set_parameters(notebook, parameters, path.name)
    names: dict[str, object] = {}
    shown = []
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        if not (body := ast.parse(cell.source).body):
            continue  # a cell of suggestions, each behind a "#"
        *before, last = body
        exec(compile(ast.Module(before, []), path.name, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            shown.append(value._repr_html_() if hasattr(value, "_repr_html_") else "a widget")
        else:
            exec(compile(ast.Module([last], []), path.name, "exec"), names)
    return [re.sub(r"base64,[\w+/=]+", "", text) for text in shown]
