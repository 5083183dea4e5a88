"""Choosing and sorting by hand, in a running notebook. Each has a static twin, because paper has no menus.

What these show is left out of committed notebooks and of reports (see `execute.tidy`): a notebook shows the same for
the value in its parameters cell with `table`.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.reports import evidence
from analysis.reports.execute import EXPLORING
from analysis.reports.show import Shown, table
from analysis.study import Study


def choose_speaker(study: Study) -> Any:
    """A menu of the speakers, and under it the claims of the one chosen, each with its sentence."""
    names = study.speakers.set_index("speaker_id")["name"]
    counts = study.claims.loc[study.claims["kind"] != "narrator", "speaker_id"].value_counts()
    options = [(f"{names[key]} ({count})", key) for key, count in counts.items() if key in names.index]
    return _menu("Speaker", options, lambda key: table(evidence.claims(study, key), f"Claims of {names[key]}."))


def choose_assertion(study: Study) -> Any:
    """A menu of the contested assertions, and under it the positions on the one chosen, by date."""
    rows = study.assertions.set_index("assertion_id", drop=False)
    options = [(statement, key) for key, statement in zip(rows.index, rows["statement"], strict=True)]
    return _menu(
        "Assertion", options, lambda key: table(evidence.unfolding(study, rows.loc[[key]]), rows.loc[key, "statement"])
    )


def _menu(label: str, options: list[tuple[str, str]], show: Callable[[str], Shown]) -> Any:
    import ipywidgets

    if not options:
        return Shown('<p class="note">There is nothing to choose from.</p>', "There is nothing to choose from.")
    menu = ipywidgets.Dropdown(options=options, description=label, layout=ipywidgets.Layout(width="auto"))
    below = ipywidgets.HTML(value=show(menu.value).html)
    menu.observe(lambda change: setattr(below, "value", show(change["new"]).html), names="value")
    return ipywidgets.VBox([menu, below])


class Sortable:
    """A table to sort, search and page through, by itables, without a network."""

    def __init__(self, data: pd.DataFrame, caption: str) -> None:
        self.data, self.caption = data, caption

    def _ipython_display_(self) -> None:
        from IPython.display import display
        from IPython.utils.capture import capture_output
        from itables import init_notebook_mode, to_html_datatable

        with capture_output() as captured:
            init_notebook_mode(all_interactive=False, connected=False)
        library = "".join(str(output.data["text/html"]) for output in captured.outputs)
        grid = to_html_datatable(self.data, caption=self.caption, connected=False, showIndex=False)
        shown = {"text/html": library + grid, "text/plain": self.caption}
        display(shown, raw=True, metadata={EXPLORING: True})

    def __repr__(self) -> str:
        return self.caption


def sortable(data: pd.DataFrame, caption: str) -> Sortable:
    """`data` as a table to sort and search in a running notebook."""
    return Sortable(data, caption)
