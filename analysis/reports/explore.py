"""Choosing and sorting by hand, in a running notebook. Each has a static twin, because paper has no menus.

What these show is left out of committed notebooks and of reports (see `execute.tidy`): a notebook shows the same for
the values in its parameters cell with `table` and `reading_view`.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import pandas as pd

from analysis.charts.measures.contests import stated
from analysis.reports import evidence
from analysis.reports.choosing import KINDS, STANCES, Chosen, choose
from analysis.reports.execute import EXPLORING
from analysis.reports.naming import article_names, speaker_names
from analysis.reports.show import Shown, html_cells, reading_view, shorten, table
from analysis.study import Study

NOTHING = Shown('<p class="note">There is nothing to choose from.</p>', "There is nothing to choose from.")
IN_FULL = "The chosen claims of this article, with the side that each takes and how sure the program is."
LEAST = 0.25  # claims of less confidence are left out by the reading itself


def choose_speaker(study: Study) -> Any:
    """A menu of the speakers, and under it the claims of the one chosen, each with its sentence."""
    options = _speakers(study)
    names = {key: name for name, key in options}
    return _menu("Speaker", options, lambda key: table(evidence.claims(study, key), f"Claims of {_bare(names[key])}."))


def choose_assertion(study: Study, first: pd.DataFrame | None = None) -> Any:
    """A menu of the contested assertions, and under it the positions on the one chosen, by date.

    `first` is the row of assertions to begin with.
    """
    begin = "" if first is None or first.empty else str(first["assertion_id"].iloc[0])
    rows = study.assertions.set_index("assertion_id", drop=False)
    told = stated(study.assertions, study.positions)
    options = [(statement, key) for key, statement in zip(rows.index, told, strict=True)]
    names = {key: statement for statement, key in options}
    return _menu("Assertion", options, lambda key: table(evidence.unfolding(study, rows.loc[[key]]), names[key]), begin)


def _speakers(study: Study) -> list[tuple[str, str]]:
    """The speakers with the number of their claims, most first, as a menu takes them: (words, speaker_id)."""
    counts = study.claims.loc[study.claims["kind"] != "narrator", "speaker_id"].value_counts()
    names = speaker_names(study)
    order = sorted(counts.items(), key=lambda item: (-item[1], names[str(item[0])]))
    return [(f"{names[str(key)]} ({count})", str(key)) for key, count in order]


def _bare(option: str) -> str:
    return option.rpartition(" (")[0]


def _menu(label: str, options: list[tuple[str, str]], show: Callable[[str], Shown], begin: str = "") -> Any:
    import ipywidgets

    if not options:
        return NOTHING
    menu = ipywidgets.Dropdown(options=options, description=label, layout=ipywidgets.Layout(width="auto"))
    menu.value = begin or menu.value
    below = ipywidgets.HTML(value=_close(show(menu.value)))
    menu.observe(lambda change: setattr(below, "value", _close(show(change["new"]))), names="value")
    return ipywidgets.VBox([menu, below])


def _close(shown: Shown) -> str:
    """Its HTML, with lines as close as in a notebook: widgets set them far apart."""
    return f'<div style="line-height: 1.35">{shown.html}</div>'


def read(study: Study, article: str = "") -> Any:
    """An article to read, with menus that choose which claims are marked in it: speaker, kind, stance, outlet,
    contested ones only, and the least confidence. Under it, the chosen claims of the article with their evidence.

    `article` is the file to begin with; when empty, the one with most claims.
    """
    return NOTHING if study.documents.empty else _Reader(study, article).box


class _Reader:
    """The menus of `read`, and what they show."""

    def __init__(self, study: Study, article: str) -> None:
        import ipywidgets as widgets

        self.study, self.first = study, study.article(article)["doc_id"].iloc[0]
        self.names = article_names(study)
        outlets = sorted(study.documents["outlet"].dropna().unique())
        self.menus = {
            "speaker": self._dropdown("Speaker", "anybody", _speakers(study)),
            "kind": self._dropdown("Given as", "any way", [(kind, kind) for kind in KINDS]),
            "stance": self._dropdown("Stance", "any, or none", [(stance, stance) for stance in STANCES]),
            "outlet": self._dropdown("Outlet", "any", [(outlet, outlet) for outlet in outlets]),
            "contested": widgets.Checkbox(False, description="Contested only", indent=False),
            "confidence": widgets.FloatSlider(
                LEAST, min=LEAST, max=0.95, step=0.05, description="Confidence", continuous_update=False
            ),
        }
        self.article = widgets.Dropdown(description="Article", layout=widgets.Layout(width="98%"))
        self.told, self.view, self.below = widgets.HTML(), widgets.HTML(), widgets.HTML()
        for menu in self.menus.values():
            menu.observe(self._chosen, names="value")
        self.article.observe(self._show, "value")
        self._chosen()
        rows = widgets.HBox(list(self.menus.values()), layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([rows, self.article, self.told, self.view, self.below])

    def _dropdown(self, label: str, none: str, options: Iterable[tuple[str, str]]) -> Any:
        import ipywidgets

        return ipywidgets.Dropdown(options=[(none, ""), *options], description=label)

    def _chosen(self, *_: object) -> None:
        asked = {name: menu.value for name, menu in self.menus.items()}
        asked["confidence"] *= asked["confidence"] > LEAST
        self.choice: Chosen = choose(self.study, asked)
        counts = self.choice.articles()
        kept = self.article.value or self.first
        self.article.unobserve(
            self._show, "value"
        )  # new options select the first article, which would be drawn for nothing
        self.article.options = [(f"{shorten(self.names[key], 90)} ({count})", key) for key, count in counts.items()]
        if len(counts):
            self.article.value = kept if kept in counts.index else counts.index[0]
        self.article.observe(self._show, "value")
        self._show()

    def _show(self, *_: object) -> None:
        if self.article.value is None:
            self.told.value = f"<b>{escape(self.choice.words)}</b> Loosen one of the menus."
            self.view.value = self.below.value = ""
            return
        article = self.study.article(self.article.value)
        self.told.value = f"<b>{escape(self.choice.words)}</b>"
        self.view.value = reading_view(self.study, article, self.choice).html
        self.below.value = _close(table(evidence.chosen(self.study, self.choice, article), IN_FULL))


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
        # Without "nowrap" cells wrap as on paper; their HTML is ours, and all that articles say is escaped in it.
        words = {"className": "dt-left", "targets": "_all"}
        grid = to_html_datatable(
            html_cells(self.data),
            caption=self.caption,
            connected=False,
            showIndex=False,
            allow_html=True,
            classes="display compact",
            style="width: 100%; text-align: left",
            autoWidth=False,
            columnDefs=[words],
        )
        shown = {"text/html": library + grid, "text/plain": self.caption}
        display(shown, raw=True, metadata={EXPLORING: True})

    def __repr__(self) -> str:
        return self.caption


def sortable(data: pd.DataFrame, caption: str) -> Sortable:
    """`data` as a table to sort and search in a running notebook."""
    return Sortable(data, caption)
