"""Charts with one bar a speaker: how many claims, of which kind, introduced in which manner."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts import alt_text, style, titles
from analysis.charts.measures import MANNERS, wilson
from analysis.charts.phrases import KIND_WORDS, count_of, limits_of, noted, records
from analysis.charts.rows import Rows, aside, crowds, rows
from analysis.charts.style import INK, KINDS, MANNER_LOOKS, Look, chart, described, stage


@chart
def claims_by_speaker(
    tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = ""
) -> Axes:
    """One bar a speaker, as long as the number of claims, divided by kind.

    `tidy` is what `measures.claims_by_speaker` returns; where it has limits, a thin line shows them. A reader may
    conclude how much room each speaker gets in these articles; not that a claim is true, nor that a speaker says more
    than others elsewhere. `source` goes before the line that counts the claims.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims by anybody"))
    kinds = [kind for kind in KINDS if kind in set(tidy["kind"])]
    who = tidy.drop_duplicates("rank")
    plan = rows(who["speaker"].tolist())
    note = noted(source, f"n = {count_of(int(who['total'].sum()), 'claim')} found", limits_of(tidy))
    ax = stage(ax, height=plan.height, title=title or titles.claims_by_speaker(tidy), note=note,
               key=[KINDS[kind].patch(KIND_WORDS[kind]) for kind in kinds], left=plan.left, right=0.5)  # fmt: skip
    drawn = tidy[~crowds(tidy["speaker"])]
    _stacked(ax, dict(zip(who["rank"], plan.middles, strict=True)), plan.bar, drawn, "kind", "claims", KINDS)
    for middle, row in zip(plan.middles, records(who), strict=True):
        if row.speaker in set(drawn["speaker"]):
            _counted(ax, middle, row.total, row.low, row.high)
        else:
            aside(ax, middle, f"{count_of(row.total, 'claim')}, not drawn to scale")
    _bare(ax, plan, drawn[["total", "high"]].max().max())
    return described(ax, alt_text.claims_by_speaker(tidy))


@chart
def introductions(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One bar a speaker, divided by the manner in which the reporting introduces the claims.

    `tidy` is what `measures.introductions` returns; each bar is all of a speaker's claims, their number stands at its
    end. A reader may conclude which words a report chooses for whom; not why: a speaker who denies is written "denied".
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims by anybody"))
    manners = [manner for manner in MANNERS if manner in set(tidy["manner"])]
    looks = dict(zip(MANNERS, MANNER_LOOKS, strict=True))
    who = tidy.drop_duplicates("rank")
    plan = rows(who["speaker"].tolist())
    n = count_of(int(who["total"].sum()), "claim")
    note = noted(source, f"n = {n}; the number at the end of a bar is the speaker's", _slack(int(who["total"].min())))
    ax = stage(ax, height=plan.height, title=title or titles.introductions(tidy), note=note,
               key=[looks[manner].patch(manner) for manner in manners], left=plan.left, right=0.6)  # fmt: skip
    _stacked(ax, dict(zip(who["rank"], plan.middles, strict=True)), plan.bar, tidy, "manner", "share", looks)
    for middle, total in zip(plan.middles, who["total"], strict=True):
        ax.annotate(f"{total}", (1, middle), (4, 0), textcoords="offset points", va="center")
    _bare(ax, plan, 1)
    return described(ax, alt_text.introductions(tidy))


@chart
def claims_by_kind(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One bar a kind of claim: quoted, paraphrased, posted, and apart from them the article's own voice.

    `tidy` is what `measures.claims_by_kind` returns. A reader may conclude how much of the reporting can be checked
    word for word.
    """
    if not tidy["claims"].sum():
        return style.blank(ax, alt_text.nothing("claims"))
    plan = rows([KIND_WORDS[kind] for kind in tidy["kind"]])
    every = count_of(int(tidy["claims"].sum()), "claim")
    note = noted(source, f"n = {every} found, the article's own included", limits_of(tidy))
    ax = stage(ax, height=plan.height, title=title or titles.claims_by_kind(tidy), note=note, left=plan.left, right=0.5)
    for middle, row in zip(plan.middles, records(tidy), strict=True):
        _bars(ax, plan.bar, [middle] if row.claims else [], [row.claims] if row.claims else [], 0, KINDS[row.kind])
        _counted(ax, middle, row.claims, row.low, row.high)
    _bare(ax, plan, tidy[["claims", "high"]].max().max())
    return described(ax, alt_text.claims_by_kind(tidy))


def _counted(ax: Axes, middle: float, count: int, low: float, high: float) -> None:
    """Write the number of a bar: at its end, or at the right where a line says how far it may be off."""
    place: Any = ax.transData
    if high == high:
        place = ax.get_yaxis_transform()
        ax.hlines([middle] if count else [], low, high, color=INK, linewidth=1.0)
    ax.annotate(f"{count}", (count if high != high else 1, middle), (4, 0), place, "offset points", va="center")


def _slack(fewest: int) -> str:
    """How little a share of the shortest row's claims says, in words: Wilson's interval around one half."""
    points = 100 * (wilson(fewest / 2, fewest).high - 0.5)
    return f"of {count_of(fewest, 'claim')}, a share may be off by {points:.0f} points from small numbers alone"


def _stacked(
    ax: Axes,
    middles: Mapping[int, float],
    bar: float,
    tidy: pd.DataFrame,
    column: str,
    value: str,
    looks: Mapping[str, Look],
) -> None:
    ends = dict.fromkeys(middles, 0.0)
    for name, look in looks.items():
        part = tidy[(tidy[column] == name) & (tidy[value] > 0)]
        _bars(ax, bar, part["rank"].map(middles), part[value], part["rank"].map(ends), look)
        ends |= {rank: ends[rank] + size for rank, size in zip(part["rank"], part[value], strict=True)}


def _bars(ax: Axes, bar: float, middles: Any, sizes: Any, starts: Any, look: Look) -> None:
    about: Any = {"color": look.colour, "hatch": look.hatch, "edgecolor": "white", "linewidth": 0.8}
    ax.barh(middles, sizes, bar, left=starts, **about)


def _bare(ax: Axes, plan: Rows, most: float) -> None:
    plan.put(ax)
    ax.set_xlim(0, most)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
