"""One style for every chart: colours, hatches, marks, and the stage on which a chart is drawn.

A chart is 6.3 inches wide, the width of a printed page, and no word on it is smaller than 8 points. Colours are
those of Okabe and Ito ("Color universal design", 2008), told apart by colour-blind readers; each comes with a hatch
or a mark, so that a chart still reads in grey. Everything around the drawing is laid out in inches: the title above,
the key, the drawing, the note below. So nothing overlaps and nothing is cut, however long the words are.
"""

import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec
from weakref import WeakKeyDictionary

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts import labels

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, INK, PALE = "#8C8C8C", "#222222", "#D9D9D9"

WIDTH, EDGE = 6.3, 0.08  # inches
TITLE, TEXT, SMALL = 11.0, 8.5, 8.0  # points
LEADING = 1.25  # line height, in font sizes
ROWS_AT_MOST, TALLEST = 250, 60.0  # rows, inches: a picture of more can be neither shown nor read
KEY_ENTRY = 0.45  # inches that an entry of the key takes beside its words

RC: Any = {
    "font.size": TEXT,
    "text.parse_math": False,  # a name or a sum of money may hold dollar signs
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": SMALL,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": TEXT,
    "grid.color": PALE,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "hatch.color": "#FFFFFF",
    "legend.frameon": False,
    "legend.fontsize": SMALL,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one category is drawn: a colour, and a hatch and a mark that tell it apart without colour."""

    colour: str
    hatch: str = ""
    marker: str = "o"
    filled: bool = True

    def patch(self, label: str) -> Patch:
        """The key's entry for a bar."""
        return Patch(facecolor=self.colour, hatch=self.hatch, edgecolor="white", linewidth=0, label=label)

    def mark(self, label: str) -> Line2D:
        """The key's entry for a mark."""
        return Line2D([], [], label=label, **self.point())

    def point(self) -> dict[str, Any]:
        """Keyword arguments of a mark for Axes.plot."""
        face = self.colour if self.filled else "white"
        return {"marker": self.marker, "linestyle": "none", "markerfacecolor": face, "markeredgecolor": self.colour,
                "markersize": 6, "markeredgewidth": 1.2}  # fmt: skip


KINDS = {
    "direct": Look(BLUE),
    "mixed": Look(SKY, "///"),
    "indirect": Look(ORANGE, "..."),
    "post": Look(PURPLE, "xxx"),
    "narrator": Look(GREY, "---"),
}
MANNER_LOOKS = (
    Look(BLUE), Look(SKY, "///"), Look(VERMILION, "xxx"), Look(GREEN, "..."), Look(ORANGE, "\\\\\\"),
    Look(PURPLE, "ooo"), Look(GREY, "---"),
)  # fmt: skip
STANCE_LOOKS = {
    ("asserts", "stated"): Look(BLUE, "", "o"),
    ("doubts", "explicit"): Look(GREEN, "...", "^"),
    ("doubts", "implicit"): Look(GREEN, "...", "^", filled=False),
    ("denies", "explicit"): Look(VERMILION, "", "X"),
    ("denies", "implicit"): Look(ORANGE, "///", "X", filled=False),
    ("reports", "stated"): Look(GREY, "", "s"),
}
STANCE_WORDS = {
    ("asserts", "stated"): "asserts",
    ("doubts", "explicit"): "doubts",
    ("doubts", "implicit"): "doubts by implication",
    ("denies", "explicit"): "denies",
    ("denies", "implicit"): "contradicts by implication",
    ("reports", "stated"): "only reports",
}

_SAID: "WeakKeyDictionary[Axes, str]" = WeakKeyDictionary()
P = ParamSpec("P")


class _TooTall(Exception):
    """A picture of its own would be taller than TALLEST."""


def chart(draw: Callable[P, Axes]) -> Callable[P, Axes]:
    """`draw`, with this style in force while it runs and the caller's settings untouched afterwards."""

    @functools.wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with matplotlib.rc_context(RC | {"font.family": list(labels.families())}):
            many = _rows(args[0] if args else None)
            much = f"{many:,} rows"
            if many <= ROWS_AT_MOST:
                try:
                    return draw(*args, **kwargs)
                except _TooTall as error:
                    much = str(error)
            words = f"Too much to draw: {much}. Keep the first with a smaller top=…, or read the table."
            return blank(kwargs.get("ax"), words)  # type: ignore[arg-type]

    return styled


def _rows(tidy: object) -> int:
    """How many rows, lanes or names a chart of `tidy` would have."""
    if not isinstance(tidy, pd.DataFrame):
        return 0
    lines = ("rank", "lane", "outlet_rank", "disputer", "asserter")
    return max((tidy[name].nunique() for name in lines if name in tidy), default=0)


def stage(
    ax: Axes | None,
    *,
    height: float,
    title: str,
    note: str = "",
    key: Sequence[Artist] = (),
    left: float = EDGE,
    right: float = EDGE,
    axis: float = 0.0,
) -> Axes:
    """Axes to draw in, with the title, the key and the note set around them.

    Without `ax`, a new figure whose drawing is `height` inches tall, with `left` and `right` inches beside it for
    labels and `axis` inches below it for the horizontal axis. With `ax`, the caller's axes, which keep their place.
    """
    made = _own(height, title, note, key, left, right, axis) if ax is None else _given(ax, title, note, key)
    _dress(made)
    return made


def _own(height: float, title: str, note: str, key: Sequence[Artist], left: float, right: float, axis: float) -> Axes:
    across = WIDTH - 2 * EDGE
    head, foot = (
        labels.upright(text) for text in (labels.fit(title, across, TITLE, "bold"), labels.fit(note, across, SMALL))
    )
    columns = _columns(key, across)
    tall_head = tall(head, TITLE) + 0.06
    tall_key = (-(-len(key) // columns) * SMALL * 1.55 / 72 + 0.1) if key else 0.0
    tall_foot = tall(foot, SMALL) + 0.06 if note else 0.0
    total = EDGE + tall_head + tall_key + height + axis + tall_foot + EDGE
    if total > TALLEST:
        raise _TooTall(f"a picture {total:,.0f} inches tall")
    figure = plt.figure(figsize=(WIDTH, total))
    box = (left / WIDTH, (EDGE + tall_foot + axis) / total, (WIDTH - left - right) / WIDTH, height / total)
    ax = figure.add_axes(box)
    top = 1 - EDGE / total
    figure.text(EDGE / WIDTH, top, head, va="top", fontsize=TITLE, fontweight="bold", linespacing=1.15)
    figure.text(EDGE / WIDTH, EDGE / total, foot, va="bottom", fontsize=SMALL, color="#555555", linespacing=1.15)
    if key:
        place = (EDGE / WIDTH, top - tall_head / total)
        ax.legend(handles=list(key), ncols=columns, loc="upper left", bbox_to_anchor=place, borderaxespad=0,
                  bbox_transform=figure.transFigure, borderpad=0, columnspacing=1.2, handletextpad=0.5)  # fmt: skip
    return ax


def _given(ax: Axes, title: str, note: str, key: Sequence[Artist]) -> Axes:
    size = ax.get_window_extent().width / ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    columns = _columns(key, size)
    rows = -(-len(key) // columns) if key else 0
    head = labels.upright(labels.fit(title, size, TEXT + 1, "bold"))
    ax.set_title(head, loc="left", fontsize=TEXT + 1, fontweight="bold", pad=6 + rows * SMALL * 1.6)
    if key:
        ax.legend(handles=list(key), ncols=columns, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2,
                  borderpad=0, columnspacing=1.2, handletextpad=0.5)  # fmt: skip
    if note:
        foot = labels.upright(labels.fit(note, size, SMALL))
        ax.annotate(foot, (0, 0), (0, -34), "axes fraction", "offset points", va="top", fontsize=SMALL, color="#555555")
    return ax


def _dress(ax: Axes) -> None:
    """Give axes that were made elsewhere, with other settings, the look of ours."""
    ax.spines[["top", "right"]].set_visible(False)
    for spine in ax.spines.values():
        spine.set(edgecolor=GREY, linewidth=0.6)
    ax.tick_params(axis="x", labelsize=SMALL, labelcolor=INK, color=INK)
    ax.tick_params(axis="y", labelsize=TEXT, labelcolor=INK)
    ax.xaxis.label.set_fontsize(SMALL)
    ax.set_axisbelow(True)


def _columns(key: Sequence[Artist], inches: float) -> int:
    """As many columns as fit side by side, filled as matplotlib fills them: the first ones take what is left over."""
    widths = [labels.width(str(artist.get_label()), SMALL) + KEY_ENTRY for artist in key]
    for columns in range(len(key), 1, -1):
        least, over = divmod(len(key), columns)
        ends = [position * least + min(position, over) for position in range(columns + 1)]
        if sum(max(widths[start:end]) for start, end in itertools.pairwise(ends)) <= inches:
            return columns
    return 1


def tall(text: str, points: float) -> float:
    """How many inches the lines of `text` take."""
    return labels.lines(text) * points * LEADING / 72


def blank(ax: Axes | None, words: str) -> Axes:
    """Axes that show one sentence instead of a chart: what is not there, and so why nothing is drawn."""
    inches = WIDTH - 4 * EDGE
    if ax is None:
        ax = plt.figure(figsize=(WIDTH, 1.0)).add_axes((0, 0, 1, 1))
    else:
        inches = ax.get_window_extent().width / ax.get_figure(root=True).dpi - 0.2  # type: ignore[union-attr]
    ax.set_axis_off()
    ax.text(0.5, 0.5, labels.fit(words, inches, TEXT + 1), ha="center", va="center", fontsize=TEXT + 1,
            transform=ax.transAxes)  # fmt: skip
    return described(ax, words)


def described(ax: Axes, words: str) -> Axes:
    """`ax`, which from now on knows its alt text."""
    _SAID[ax] = words
    return ax


def description(ax: Axes) -> str:
    """The alt text of a chart drawn by this package; empty for other axes."""
    return _SAID.get(ax, "")
