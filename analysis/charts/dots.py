"""Charts with a dot and the interval that it may lie in: shares, corrected counts, and the spread of certainty."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.charts import alt_text, style, titles
from analysis.charts.phrases import count_of, limits_of, noted, records
from analysis.charts.rows import Rows, aside, crowds, rows
from analysis.charts.style import BLUE, GREY, INK, PALE, VERMILION, chart, described, stage

MEDIAN: Any = {"color": INK, "marker": "|", "markersize": 11, "markeredgewidth": 2, "linestyle": "none"}
AXIS = 0.38  # inches for the numbers and the name of the horizontal axis


@chart
def distance(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One dot a speaker: the share of the claims that the reporting introduces at a distance ("claimed", "alleged").

    `tidy` is what `measures.distance` returns. The line is the interval that a share of so few claims leaves open;
    where two lines overlap widely, no difference may be concluded.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims by anybody"))
    note = noted(source, f"n = {count_of(int(tidy['claims'].sum()), 'claim')}", limits_of(tidy))
    plan = rows(tidy["speaker"].tolist())
    ax = stage(
        ax, height=plan.height, title=title or titles.distance(tidy), note=note, left=plan.left, right=0.8, axis=AXIS
    )
    _shares(ax, plan, tidy, "distanced", "claims", VERMILION)
    ax.set_xlabel("claims that are introduced at a distance", loc="left")
    return described(ax, alt_text.distance(tidy))


@chart
def right_of_reply(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One dot an outlet: the share of its articles with a denied claim that print the denial too.

    `tidy` is what `measures.right_of_reply` returns. A reader may conclude how often the denial stood beside the claim;
    not that the speaker was not asked.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims that somebody denies in so many words"))
    out = int(tidy["left_out"].sum())
    aside = f"{count_of(out, 'case')} left out: printed before the first denial, or without a date" if out else ""
    missed = "a denial that the program missed counts as not printed"
    n = f"n = {count_of(int(tidy['cases'].sum()), 'case')} of a denied claim in an article"
    note = noted(source, n, limits_of(tidy), missed, aside)
    plan = rows(tidy["outlet"].tolist())
    ax = stage(ax, height=plan.height, title=title or titles.right_of_reply(tidy), note=note, left=plan.left, right=0.8,
               axis=AXIS)  # fmt: skip
    _shares(ax, plan, tidy, "answered", "cases", BLUE)
    ax.set_xlabel("cases in which the denial is printed too", loc="left")
    return described(ax, alt_text.right_of_reply(tidy))


@chart
def corrected_counts(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One dot a speaker: the claims likely to be there, beside an open circle: the claims found.

    `tidy` is what `measures.corrected_counts` returns. Where two lines overlap widely, no order may be concluded.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims by anybody"))
    note = noted(source, f"n = {count_of(int(tidy['claims'].sum()), 'claim')} found", limits_of(tidy))
    key = [Line2D([], [], **_open(), label="found"), Line2D([], [], **_full(BLUE), label="likely to be there")]
    plan = rows(tidy["speaker"].tolist())
    ax = stage(ax, height=plan.height, title=title or titles.corrected_counts(tidy), note=note, key=key, left=plan.left,
               right=0.2, axis=AXIS)  # fmt: skip
    crowd = crowds(tidy["speaker"])
    drawn = tidy[~crowd].assign(middle=[middle for middle, out in zip(plan.middles, crowd, strict=True) if not out])
    ax.hlines(drawn["middle"], drawn["low"], drawn["high"], color=BLUE, linewidth=1.6)
    ax.plot(drawn["claims"], drawn["middle"], **_open())
    ax.plot(drawn["estimate"], drawn["middle"], **_full(BLUE))
    for middle, row in zip(plan.middles, records(tidy), strict=True):
        if row.speaker not in set(drawn["speaker"]):
            likely = f"about {row.estimate:.0f} likely ({row.low:.0f} to {row.high:.0f})"
            aside(ax, middle, f"{row.claims} found, {likely}, not drawn to scale")
    _across(ax, plan, 0, drawn["high"].max() * 1.03)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.set_xlabel("claims", loc="left")
    return described(ax, alt_text.corrected_counts(tidy))


@chart
def certainty(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One line a speaker: a disc for the claims at each step of certainty, an upright stroke for the middle one.

    `tidy` is what `measures.certainty` returns; a disc's area is the share of the speaker's claims at that step. A
    reader may conclude how sure the words sound; not how sure the speaker is, nor how likely the claim.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims whose certainty could be read"))
    key = [Line2D([], [], **_full(style.SKY), label="claims (area: share of the speaker's)"),
           Line2D([], [], **MEDIAN, label="median")]  # fmt: skip
    note = noted(
        source, f"n = {count_of(int(tidy['claims'].sum()), 'claim')}", "certainty is read from hedges and boosters"
    )
    who = tidy.drop_duplicates("rank")
    plan = rows(who["speaker"].tolist())
    ax = stage(ax, height=plan.height, title=title or titles.certainty(tidy), note=note, key=key, left=plan.left,
               right=0.3, axis=AXIS)  # fmt: skip
    heights = tidy["rank"].map(dict(zip(who["rank"], plan.middles, strict=True)))
    area = (110 * tidy["share"]).clip(lower=6)
    ax.scatter(tidy["certainty"], heights, area, color=style.SKY, edgecolor=BLUE, linewidth=0.7, clip_on=False)
    ax.plot(who["median"], plan.middles, **MEDIAN)
    _across(ax, plan, 0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", ".25", ".5", ".75", "1"])
    ax.set_xlabel("0: sheer doubt … 1: full certainty", loc="left")
    return described(ax, alt_text.certainty(tidy))


def _shares(ax: Axes, plan: Rows, tidy: pd.DataFrame, part: str, whole: str, colour: str) -> None:
    known = [middle for middle, every in zip(plan.middles, tidy[whole], strict=True) if every]
    shares = tidy[tidy[whole] > 0]
    ax.hlines(known, shares["low"], shares["high"], color=colour, linewidth=1.6)
    ax.plot(shares["share"], known, **_full(colour), clip_on=False)
    for middle, few, every in zip(plan.middles, tidy[part], tidy[whole], strict=True):
        words = f"{few} of {every}" if every else "no case"
        ax.annotate(words, (1, middle), (8, 0), textcoords="offset points", va="center", fontsize=style.SMALL)
    _across(ax, plan, 0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])


def _across(ax: Axes, plan: Rows, low: float, high: float) -> None:
    plan.put(ax)
    ax.set_xlim(low, high)
    ax.hlines(plan.middles, low, high, color=PALE, linewidth=0.6, zorder=0.5)
    ax.grid(axis="x", color=PALE, linewidth=0.6)
    ax.spines["left"].set_visible(False)


def _full(colour: str) -> dict[str, Any]:
    return {"marker": "o", "markersize": 6.5, "color": colour, "linestyle": "none"}


def _open() -> dict[str, Any]:
    return {"marker": "o", "markersize": 6.5, "markerfacecolor": "white", "markeredgecolor": GREY, "linestyle": "none"}
