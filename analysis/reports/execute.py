"""Notebooks run with parameters, and their outputs made fit to keep."""

import ast
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from analysis.errors import InputError, NotebookError

Heard = Callable[[int, int], None]
EXPLORING = "contested-exploring"  # in its metadata, marks an output that only a running notebook can use
WIDGET = "application/vnd.jupyter.widget-view+json"
ADDRESS_IN_MEMORY = re.compile(r" at 0x[0-9a-f]+")


class _ThisPython(AsyncKernelManager):
    """A kernel of the interpreter that runs this module, whatever kernels the user has set up."""

    @property
    def kernel_spec(self) -> KernelSpec:
        quiet = ["--IPKernelApp.log_level=40", "--HistoryManager.enabled=False"]
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *quiet]
        return KernelSpec(argv=argv, display_name="Python 3 (ipykernel)", language="python")


def run_notebook(
    path: str | Path, parameters: Mapping[str, Any] | None = None, *, heard: Heard | None = None
) -> NotebookNode:
    """The notebook in `path`, run from its first cell to its last, with outputs fit to keep (see `tidy`).

    `parameters` replace values in the cell tagged `parameters`; the cells of the notebook that comes back stay as
    they were written. `heard` is called with (cells done, cells in all). Raises InputError for a parameter that the
    notebook does not have, NotebookError naming the notebook and the cell when a cell fails.
    """
    path = Path(path)
    notebook = read_notebook(path)
    written = [cell.source for cell in notebook.cells]
    set_parameters(notebook, parameters or {}, path.name)
    _execute(notebook, path, heard)
    for cell, source in zip(notebook.cells, written, strict=True):
        cell.source = source
    return tidy(notebook)


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in `path`. Raises InputError when there is none or it is no notebook."""
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise InputError(f"there is no notebook '{path}'") from error
    except (ValueError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        raise InputError(f"'{path}' is no notebook that can be read ({error})") from error


def set_parameters(notebook: NotebookNode, parameters: Mapping[str, Any], name: str) -> None:
    """Put `parameters` in the place of the values in the cell tagged `parameters`.

    Only literals are written. Raises InputError when there is no such cell, or more than one, or when the cell does
    not set a name.
    """
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise InputError(
            f"notebook '{name}' has {len(tagged)} cells tagged 'parameters': tag the one with its settings"
        )
    known = _assigned(tagged[0].source)
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise InputError(f"notebook '{name}' has no parameter '{unknown[0]}': it has {', '.join(known)}")
    values = [f"{key} = {value!r}" for key, value in parameters.items()]
    tagged[0].source = "\n".join([tagged[0].source, *values])


def _assigned(source: str) -> list[str]:
    targets = [node.targets for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    return [target.id for group in targets for target in group if isinstance(target, ast.Name)]


def _execute(notebook: NotebookNode, path: Path, heard: Heard | None) -> None:
    n_code = sum(cell.cell_type == "code" for cell in notebook.cells)
    done = [0]

    def count(**_: Any) -> None:
        done[0] += 1
        if heard is not None:
            heard(done[0], n_code)

    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        # Sockets in a folder of our own, where there are such: nobody else on the machine can listen.
        transport = "tcp" if sys.platform == "win32" else "ipc"
        manager = _ThisPython(connection_file=str(Path(scratch) / "k.json"), transport=transport)
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=None,
            allow_errors=False,
            record_timing=False,
            on_cell_executed=count,
            resources={"metadata": {"path": str(path.resolve().parent)}},
        )
        try:
            with _quiet_loop():
                client.execute(env=_environment(scratch))
        except CellExecutionError as error:
            raise NotebookError(
                f"notebook '{path.name}', cell {_failed(notebook)}: {error.ename}: {error.evalue}"
            ) from error
        except DeadKernelError as error:
            raise NotebookError(
                f"notebook '{path.name}' stopped: its kernel died, perhaps for lack of memory"
            ) from error


def _environment(scratch: str) -> dict[str, str]:
    """The caller's environment, without the user's IPython start-up files, and with the same figures everywhere."""
    own = {"IPYTHONDIR": scratch, "MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONHASHSEED": "0"}
    package_parent = str(Path(__file__).resolve().parents[2])
    paths = [package_parent, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, **own, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "TQDM_DISABLE": "1"}


class _quiet_loop:
    """A fresh event loop for the kernel's client, put away afterwards."""

    def __enter__(self) -> None:
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)

    def __exit__(self, *_: object) -> None:
        asyncio.set_event_loop(None)
        self.loop.close()


def _failed(notebook: NotebookNode) -> int:
    """The number of the cell with an error, counting code cells from 1 as JupyterLab does."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    bad = [n for n, cell in enumerate(code, 1) if any(out.output_type == "error" for out in cell.outputs)]
    return bad[0] if bad else 0


def tidy(notebook: NotebookNode) -> NotebookNode:
    """`notebook` without what changes from run to run: counts are 1 to n, no timings, no addresses, one kernel name.

    Cells are numbered (their ids too), so that running a notebook twice gives the same bytes.
    """
    number = 0
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position:02d}"
        cell.metadata = NotebookNode({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            cell.outputs = [_tidy_output(output, number) for output in cell.outputs if _lasts(output)]
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        language_info={"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
    )
    notebook.nbformat_minor = 5
    return notebook


def _lasts(output: NotebookNode) -> bool:
    """Whether an output is of use without a kernel: no widget, no table to sort, no warning on the way."""
    if output.output_type == "stream":
        return bool(output.name == "stdout")
    return not output.get("metadata", {}).get(EXPLORING) and WIDGET not in output.get("data", {})


def _tidy_output(output: NotebookNode, number: int) -> NotebookNode:
    if output.output_type == "execute_result":
        output.execution_count = number
    if "data" in output:
        output.metadata = NotebookNode()
        output.data = NotebookNode({kind: _tidy_text(output.data[kind]) for kind in sorted(output.data)})
    if "text" in output:
        output.text = _tidy_text(output.text)
    return output


def _tidy_text(value: Any) -> Any:
    return ADDRESS_IN_MEMORY.sub("", value) if isinstance(value, str) else value
