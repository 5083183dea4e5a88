"""Small multiples: one small bar chart an outlet, all on one scale, the same bars in the same order."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts import alt_text, labels, style, titles
from analysis.charts.phrases import count_of, limits_of, noted, percent
from analysis.charts.rows import Rows, crowds, rows
from analysis.charts.style import BLUE, GREY, INK, SMALL, TEXT, chart, described, stage, tall

COLUMNS, GUTTER, END = 3, 0.15, 0.38  # panels side by side; inches between them; inches for the share after a bar


@chart
def by_outlet(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One panel an outlet: the share of its claims that each speaker, kind, cue class or side has, with its interval.

    `tidy` is what `measures.by_outlet` returns. Every panel has the same scale and order, so that bars may be compared
    across; where the thin lines (95% intervals) overlap widely, no difference may be concluded.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims by anybody"))
    names = [titles.word(name) for name in tidy.drop_duplicates("rank").sort_values("rank")["category"]]
    plan = rows(names, 1.7)
    panels = [part.sort_values("rank") for _, part in tidy.groupby("outlet_rank", sort=True)]
    columns = min(COLUMNS, len(panels))
    wide = (style.WIDTH - plan.left - style.EDGE - GUTTER * (columns - 1)) / columns
    heads = [_head(part, wide) for part in panels]
    tops = [
        max(tall(head, TEXT) for head in heads[start : start + columns]) + 0.08
        for start in range(0, len(heads), columns)
    ]
    height = sum(tops) + len(tops) * (plan.height + 0.12)
    note = noted(
        source,
        f"n = {count_of(int(tidy['claims'].sum()), 'claim')}",
        limits_of(tidy),
        "pooled speakers are not drawn" if crowds(tidy["category"]).any() else "",
    )
    ax = stage(ax, height=height, title=title or titles.by_outlet(tidy), note=note)
    ax.set_axis_off()
    across, most = style.WIDTH - 2 * style.EDGE, tidy["high"][~crowds(tidy["category"])].max()
    for position, part in enumerate(panels):
        row, column = divmod(position, columns)
        top = sum(tops[: row + 1]) + row * (plan.height + 0.12)
        left = plan.left - style.EDGE + column * (wide + GUTTER)
        box = (left / across, 1 - (top + plan.height) / height, (wide - END) / across, plan.height / height)
        _panel(ax.inset_axes(box), part, plan, heads[position], named=column == 0, most=most)
    return described(ax, alt_text.by_outlet(tidy))


def _head(part: pd.DataFrame, inches: float) -> str:
    name = labels.fit(part["outlet"].iloc[0], inches, TEXT)
    return f"{name}\nn = {count_of(int(part['total'].iloc[0]), 'claim')}"


def _panel(ax: Axes, part: pd.DataFrame, plan: Rows, head: str, *, named: bool, most: float) -> None:
    drawn = ~crowds(part["category"])
    middles = pd.Series(plan.middles, index=part.index)
    ax.barh(middles[drawn], part["share"][drawn], plan.bar * 0.85, color=BLUE)
    ax.hlines(middles[drawn], part["low"][drawn], part["high"][drawn], color=INK, linewidth=0.8)
    across = ax.get_yaxis_transform()
    for middle, share in zip(plan.middles, part["share"], strict=True):
        ax.annotate(percent(share), (1, middle), (4, 0), across, "offset points", va="center", fontsize=SMALL)
    plan.put(ax)
    if not named:
        ax.set_yticks([])
    ax.set_xlim(0, most)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.spines["left"].set_color(GREY)
    ax.set_title(head, loc="left", fontsize=TEXT, pad=4, linespacing=style.LEADING - 0.08)
