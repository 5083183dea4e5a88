"""Rows: what every chart with one line a speaker or an outlet shares. The vertical unit is the inch."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts import labels, style
from analysis.charts.measures.joins import pooled

NAMES, MORE_NAMES = 2.1, 2.9  # inches for the names at the left, before they wrap: for a few rows, for many
FEW = 12


@dataclass(frozen=True, slots=True)
class Rows:
    """Wrapped names with the middle of each one's row, in inches from the top, the whole height, and a bar's."""

    names: list[str]
    middles: list[float]
    height: float
    bar: float
    left: float

    def put(self, ax: Axes, flush: str = "right") -> None:
        """Name the rows on the vertical axis, first row at the top; `flush` left for sentences, right for names."""
        ax.set_ylim(self.height, 0)
        ax.set_yticks(self.middles, self.names, linespacing=1.1, ha=flush)
        ax.tick_params(axis="y", length=0, pad=(self.left - style.EDGE) * 72 if flush == "left" else 4)


def rows(names: Sequence[str], inches: float | None = None) -> Rows:
    """Room for `names`: a row is as tall as its name has lines, and closer together when there are many."""
    room = inches or (NAMES if len(names) <= FEW else MORE_NAMES)
    wrapped = [labels.fit(name, room, style.TEXT) for name in names]
    pad = 0.14 if len(names) <= FEW else 0.07
    heights = [style.tall(name, style.TEXT) + pad for name in wrapped]
    tops = [sum(heights[:position]) for position in range(len(heights))]
    middles = [top + tall / 2 for top, tall in zip(tops, heights, strict=True)]
    widest = max((labels.width(line, style.TEXT) for name in wrapped for line in name.split("\n")), default=0.0)
    bar = style.TEXT * style.LEADING / 72 * (1.0 if len(names) <= FEW else 0.9)
    return Rows(wrapped, middles, sum(heights), bar, style.EDGE + widest + 0.12)


def crowds(names: "pd.Series[str]") -> "pd.Series[bool]":
    """Which rows pool many speakers, and would dwarf the others; none when there is nothing beside them."""
    many = pooled(names)
    return many if not many.all() else ~many


def aside(ax: Axes, middle: float, words: str) -> None:
    """Write what is too large to draw where its bar would begin."""
    place = ax.get_yaxis_transform()
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}  # tight: a wider one would hide the axis
    ax.annotate(words, (0, middle), (4, 0), place, "offset points", va="center", fontsize=style.SMALL, color="#555555",
                bbox=ground)  # fmt: skip
