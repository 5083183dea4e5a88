"""Notebooks run with parameters: the right ones, loudly refused otherwise, and nothing of this machine kept."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import InputError, NotebookError
from analysis.reports.execute import run_notebook, set_parameters
from analysis.reports.refresh import serialised

PARAMETERS = new_code_cell('INPUT = "seeds"\nTOP = 3', metadata={"tags": ["parameters"]})


def write(folder: Path, *sources: str) -> Path:
    cells = [new_markdown_cell("# Test"), PARAMETERS, *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells), folder / "test.ipynb")
    return folder / "test.ipynb"


def test_a_notebook_runs_with_its_parameters_and_keeps_its_cells(tmp_path: Path) -> None:
    source = "import sys, pathlib\nprint(INPUT, TOP)\nprint(sys.executable)\nprint(pathlib.Path.cwd())\nobject()"
    made = run_notebook(write(tmp_path, source), {"INPUT": 'a "b"\\c', "TOP": 5})
    outputs = made.cells[2].outputs
    assert outputs[0].text.splitlines()[0] == 'a "b"\\c 5'
    assert outputs[0].text.splitlines()[2] == str(tmp_path)
    assert outputs[1].data["text/plain"] == "<object>"
    assert made.cells[1].source == PARAMETERS.source
    assert [cell.execution_count for cell in made.cells if cell.cell_type == "code"] == [1, 2]
    assert set(made.metadata) == {"kernelspec", "language_info"}


def test_it_runs_in_the_interpreter_of_this_test(tmp_path: Path) -> None:
    import sys

    made = run_notebook(write(tmp_path, "import sys; sys.executable"))
    assert made.cells[2].outputs[0].data["text/plain"] == repr(sys.executable)


def test_a_cell_that_fails_is_named_with_its_error(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"'test.ipynb', cell 3: ValueError: no luck"):
        run_notebook(write(tmp_path, "1 + 1", 'raise ValueError("no luck")'))


def test_a_misspelt_parameter_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no parameter 'INPT': it has INPUT, TOP"):
        run_notebook(write(tmp_path, "1"), {"INPT": "x"})


@pytest.mark.parametrize("count", [0, 2])
def test_one_cell_must_hold_the_parameters(count: int) -> None:
    cells = [new_code_cell("A = 1", metadata={"tags": ["parameters"]}) for _ in range(count)]
    with pytest.raises(InputError, match=f"has {count} cells tagged"):
        set_parameters(new_notebook(cells=cells), {}, "x.ipynb")


def test_a_notebook_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text("no JSON", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.ipynb"):
        run_notebook(tmp_path / "x.ipynb")
    with pytest.raises(InputError, match="there is no notebook"):
        run_notebook(tmp_path / "y.ipynb")


def test_a_path_of_this_machine_is_not_committed() -> None:
    cell = new_code_cell("x", outputs=[nbformat.v4.new_output("stream", text="/home/somebody/articles")])
    with pytest.raises(NotebookError, match="a path of this machine"):
        serialised(new_notebook(cells=[cell]), "x.ipynb")


def test_a_notebook_that_is_too_large_is_not_committed() -> None:
    cell = new_code_cell("x", outputs=[nbformat.v4.new_output("stream", text="x" * 600_000)])
    with pytest.raises(NotebookError, match="500,000 at most"):
        serialised(new_notebook(cells=[cell]), "x.ipynb")
