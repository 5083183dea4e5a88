"""Who contests whom: two columns of names and the arrows between them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from analysis.charts import alt_text, style, titles
from analysis.charts.phrases import NOBODY, count_of, few_of, noted, records
from analysis.charts.rows import Rows, rows
from analysis.charts.style import GREEN, GREY, INK, ORANGE, SMALL, VERMILION, WIDTH, chart, described, stage

BOX = {"facecolor": "white", "edgecolor": GREY, "linewidth": 0.5, "boxstyle": "round,pad=0.15"}
SWEEPS = 4  # of putting each column in the order of the other
NAMES = 2.0  # inches for each column of names
LINES: dict[tuple[str, str], tuple[str, Any, str]] = {
    ("denies", "explicit"): (VERMILION, "solid", "denies"),
    ("denies", "implicit"): (ORANGE, (0, (4, 2)), "contradicts by implication"),
    ("doubts", "explicit"): (GREEN, (0, (6, 1.5, 1, 1.5)), "doubts"),
    ("doubts", "implicit"): (GREEN, (0, (1, 1.5)), "doubts by implication"),
}


@chart
def who_contests_whom(
    tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = ""
) -> Axes:
    """Arrows from those who dispute (left) to those who assert what they dispute (right).

    `tidy` is what `measures.who_contests_whom` returns. A thicker arrow is more assertions, their number stands on it
    when there are several; a dashed arrow is a clash that nobody put into words. A reader may conclude who is set
    against whom in these articles; not that the two spoke to each other.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("speakers who dispute what is asserted"))
    left, right = _columns(tidy)
    sources, targets = rows(left, NAMES), rows(right, NAMES)
    tall = max(sources.height, targets.height)
    there = set(zip(tidy["stance"], tidy["means"], strict=True))
    key = [
        Line2D([], [], color=LINES[pair][0], linestyle=LINES[pair][1], label=LINES[pair][2])
        for pair in LINES
        if pair in there
    ]
    n = count_of(int(tidy["assertions"].sum()), "disputed assertion")
    turns = "an arrow from a name to itself is a speaker who takes both sides" if tidy["reverses"].any() else ""
    some = f"n = {few_of(len(tidy), int(tidy['of'].iloc[0]), 'arrow')}: {n}, each counted once for every arrow"
    note = noted(source, some, turns)
    ax = stage(
        ax, height=tall + 0.22, title=title or titles.who_contests_whom(tidy), note=note, key=key, left=0, right=0
    )
    starts, ends = _spread(left, sources, tall), _spread(right, targets, tall)
    _names(ax, starts, sources, sources.left - 0.06, "right", "disputes")
    _names(ax, ends, targets, WIDTH - targets.left + 0.06, "left", "what is asserted by")
    _arrows(ax, tidy, starts, ends, sources.left, WIDTH - targets.left)
    ax.set_xlim(0, WIDTH)
    ax.set_ylim(tall, -0.22)
    ax.set_axis_off()
    return described(ax, alt_text.who_contests_whom(tidy))


def _columns(tidy: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The names of both columns, each near those it is tied to, so that few arrows cross; NOBODY comes last."""
    totals = tidy.groupby("disputer")["assertions"].sum()
    left = sorted(totals.index, key=lambda name: (-totals[name], name))
    for _ in range(SWEEPS):
        right = _near(tidy, "asserter", "disputer", left)
        left = _near(tidy, "disputer", "asserter", right)
    return left, right


def _near(tidy: pd.DataFrame, column: str, other: str, order: list[str]) -> list[str]:
    weight = tidy["assertions"] * tidy[other].map({name: place for place, name in enumerate(order)})
    middle = weight.groupby(tidy[column]).sum() / tidy.groupby(column)["assertions"].sum()
    return sorted(middle.index, key=lambda name: (name == NOBODY, middle[name], name))


def _spread(names: list[str], plan: Rows, tall: float) -> dict[str, float]:
    spare = (tall - plan.height) / len(names)
    return {
        name: middle + spare * (position + 0.5)
        for position, (name, middle) in enumerate(zip(names, plan.middles, strict=True))
    }


def _names(ax: Axes, places: Mapping[str, float], plan: Rows, x: float, side: str, head: str) -> None:
    ax.text(x, -0.16, head, ha=side, va="center", fontsize=SMALL, color="#555555", style="italic")
    for (name, y), words in zip(places.items(), plan.names, strict=True):
        colour = "#555555" if name == NOBODY else INK
        ax.text(x, y, words, ha=side, va="center", multialignment=side, linespacing=1.1, color=colour)


def _arrows(
    ax: Axes, tidy: pd.DataFrame, starts: Mapping[str, float], ends: Mapping[str, float], first: float, last: float
) -> None:
    most = max(1, int(tidy["assertions"].max()))
    pairs = tidy.groupby(["disputer", "asserter"]).cumcount()
    numbered: dict[str, int] = {}
    for row, again in zip(records(tidy), pairs, strict=True):
        colour, dashes, _ = LINES[row.stance, row.means]
        y = (starts[row.disputer] + 0.05 * again, ends[row.asserter] + 0.05 * again)
        wide = 0.9 + 2.1 * (row.assertions - 1) / max(1, most - 1)
        look = {"arrowstyle": "-|>", "mutation_scale": 9, "color": colour, "linestyle": dashes, "linewidth": wide}
        ax.add_patch(FancyArrowPatch((first, y[0]), (last, y[1]), shrinkA=0, shrinkB=0, **look))
        if row.assertions > 1:
            share = 0.12 + 0.1 * numbered.get(row.disputer, 0)
            numbered[row.disputer] = numbered.get(row.disputer, 0) + 1
            x, height = first + share * (last - first), y[0] + share * (y[1] - y[0])
            ax.text(x, height, f"{row.assertions}", ha="center", va="center", fontsize=SMALL, bbox=BOX)
