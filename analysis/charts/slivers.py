"""Slivers: blocks too narrow for a hatch, which show their kind by the part of their height that is drawn."""

from collections.abc import Mapping
from typing import Any

from matplotlib.artist import Artist
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerBase
from matplotlib.patches import Patch, Rectangle

from analysis.charts.style import Look

Parts = tuple[tuple[float, float], ...]  # of a block's height: 0 is its top, 1 its bottom
WHOLE: Parts = ((0.0, 1.0),)
SLIVERS: Mapping[str, Parts] = {
    "direct": WHOLE,
    "mixed": ((0.0, 0.5),),
    "indirect": ((0.5, 1.0),),
    "post": ((0.0, 0.33), (0.67, 1.0)),
    "narrator": ((0.33, 0.67),),
}
BLOCK, GAP = 0.66, 0.18  # shares of the width of an entry of the key


class Entry(Patch):
    """The key's entry for a kind: a block with its hatch, and at its right the sliver that stands for it."""

    def __init__(self, look: Look, parts: Parts, label: str) -> None:
        super().__init__(label=label)
        self.look, self.parts = look, parts


class _Drawn(HandlerBase):
    def create_artists(self, legend: Any, orig_handle: Any, xdescent: float, ydescent: float, width: float,
                       height: float, fontsize: float, trans: Any) -> list[Artist]:  # fmt: skip
        about: dict[str, Any] = {"facecolor": orig_handle.look.colour, "edgecolor": "white", "linewidth": 0}
        left, low, narrow = (BLOCK + GAP) * width - xdescent, -ydescent, (1 - BLOCK - GAP) * width
        block = Rectangle((-xdescent, low), BLOCK * width, height, hatch=orig_handle.look.hatch, **about)
        slivers = [
            Rectangle((left, low + (1 - bottom) * height), narrow, (bottom - top) * height, **about)
            for top, bottom in orig_handle.parts
        ]
        for part in (block, *slivers):
            part.set_transform(trans)
        return [block, *slivers]


Legend.update_default_handler_map({Entry: _Drawn()})
