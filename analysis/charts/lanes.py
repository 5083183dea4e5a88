"""Charts with one lane a speaker or an assertion: along an article, or along the calendar."""

from collections.abc import Mapping
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts import alt_text, style, titles
from analysis.charts.phrases import KIND_WORDS, count_of, few_of, noted, verb
from analysis.charts.rows import Rows, aside, crowds, rows
from analysis.charts.slivers import SLIVERS, WHOLE, Entry
from analysis.charts.style import (
    BLUE,
    INK,
    KINDS,
    PALE,
    SMALL,
    STANCE_LOOKS,
    STANCE_WORDS,
    VERMILION,
    chart,
    described,
    stage,
)  # fmt: skip

AXIS = 0.38
STATEMENTS = 2.7  # inches for an assertion at the left, before it wraps
MARKS = {
    "explicit": (True, "denied or doubted in so many words"),
    "implicit": (False, "contested by implication"),
}
LEAST, NARROW = 0.006, 0.015  # shares of the article: the narrowest block drawn, the narrowest that a hatch shows in
DAYS = {"day": 1, "week": 7, "month": 28}


@chart
def article_strip(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One lane a speaker, from the article's first word to its last: a block where the speaker's words stand.

    `tidy` is what `measures.article_strip` returns. Colour and hatch tell the kind, in a block too narrow for a hatch
    colour and height, as the key shows; a triangle over a block tells that its assertion is contested. A reader may
    conclude who is heard where, and how much room each gets.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims in this article"))
    kinds = [kind for kind in KINDS if kind in set(tidy["kind"])]
    wide = (tidy["end"] - tidy["start"]).clip(lower=LEAST)
    narrow = wide < NARROW
    slivers = set(tidy["kind"][narrow])
    key: list[style.Artist] = [
        Entry(KINDS[kind], SLIVERS[kind], KIND_WORDS[kind]) if kind in slivers else KINDS[kind].patch(KIND_WORDS[kind])
        for kind in kinds
    ]
    key += [
        Line2D([], [], label=words, **_mark(filled))
        for mark, (filled, words) in MARKS.items()
        if mark in set(tidy["contested"])
    ]
    plan = rows(tidy.sort_values("lane").drop_duplicates("lane")["speaker"].tolist())
    own = tidy.loc[tidy["kind"] == "narrator", "claim_id"].nunique()
    voice = f"beside them {count_of(own, 'sentence')} in the article's own voice" if own else ""
    signs = "a block too narrow for its pattern has the shape of the small sign beside it in the key" if slivers else ""
    note = noted(source, f"n = {count_of(tidy['claim_id'].nunique() - own, 'claim')}", voice, signs)
    ax = stage(ax, height=plan.height, title=title or titles.article_strip(tidy), note=note, key=key, left=plan.left,
               right=0.2, axis=0.24)  # fmt: skip
    middle, tall = tidy["lane"].map(dict(enumerate(plan.middles))), plan.bar * 0.8
    for kind in kinds:
        look, mine = KINDS[kind], tidy["kind"] == kind
        # A hatch in a sliver would only bleach its colour.
        for some, hatch, parts in ((mine & ~narrow, look.hatch, WHOLE), (mine & narrow, "", SLIVERS[kind])):
            about: Any = {"color": look.colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0.3}
            for top, bottom in parts:
                place = middle[some] + ((top + bottom) / 2 - 0.5) * tall
                ax.barh(place, wide[some], (bottom - top) * tall, left=tidy["start"][some], **about)
    _contested(ax, plan, tidy, middle)
    _lanes(ax, plan)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25%", "50%", "75%", "end"])
    for label, side in zip(ax.get_xticklabels(), ("left", "center", "center", "center", "right"), strict=True):
        label.set(ha=side)
    return described(ax, alt_text.article_strip(tidy))


@chart
def timeline(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """One lane a speaker, with a bar a day, week or month as tall as the number of claims.

    `tidy` is what `measures.timeline` returns; every lane has the same scale, and the speaker's total stands at its
    end, claims in articles without a date included. A reader may conclude when the articles carried whose claims; not
    when the words were spoken.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("claims by anybody"))
    dated = tidy.dropna(subset=["period"])
    if dated.empty:
        return style.blank(ax, "Nothing to show: none of the articles has a date.")
    drawn, unit = dated[~crowds(dated["speaker"])], str(tidy["every"].iloc[0])
    tallest = f"{count_of(int(drawn['claims'].max()), 'claim')} in one {unit}"
    note = noted(source, f"n = {count_of(int(dated['claims'].sum()), 'dated claim')}; the tallest bar is {tallest}",
                 _undated(tidy, "period", "claims"))  # fmt: skip
    who = tidy.drop_duplicates("rank")
    plan = rows(who["speaker"].tolist())
    ax = stage(ax, height=plan.height, title=title or titles.timeline(tidy), note=note, left=plan.left, right=0.5,
               axis=AXIS)  # fmt: skip
    places = dict(zip(who["rank"], plan.middles, strict=True))
    base, tall = drawn["rank"].map(places) + plan.bar / 2, drawn["claims"] / drawn["claims"].max() * plan.bar * 1.15
    ax.bar(drawn["period"], -tall, 0.86 * DAYS[unit], bottom=base, color=BLUE, align="edge")
    across = ax.get_yaxis_transform()
    ax.hlines([y + plan.bar / 2 for y in plan.middles], 0, 1, transform=across, color=PALE, linewidth=0.6)
    for middle, name, total in zip(plan.middles, who["speaker"], who["total"], strict=True):
        ax.annotate(f"{total}", (1, middle), (6, 0), across, "offset points", va="center")
        if name not in set(drawn["speaker"]):
            aside(ax, middle, "not drawn to scale")
    plan.put(ax)
    _calendar(ax, dated["period"].min(), dated["period"].max() + pd.Timedelta(days=DAYS[unit]))
    return described(ax, alt_text.timeline(tidy))


@chart
def contests_over_time(
    tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = ""
) -> Axes:
    """One lane an assertion, with a mark on each day on which an article carries somebody asserting or disputing it.

    `tidy` is what `measures.contests_over_time` returns. Asserting stands highest in a lane, denying lowest; a hollow
    mark is a clash that nobody put into words, with a place of its own above the denials; a larger mark is several
    claims. A reader may conclude in which order the sides were reported.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing("contested assertions"))
    dated = tidy.dropna(subset=["date"])
    if dated.empty:
        return style.blank(ax, "Nothing to show: none of the articles that take a side has a date.")
    lanes = tidy.drop_duplicates("rank").set_index("rank")["statement"]
    plan = rows(lanes.tolist(), STATEMENTS)
    there = set(zip(dated["stance"], dated["means"], strict=True))
    key = [STANCE_LOOKS[pair].mark(STANCE_WORDS[pair]) for pair in STANCE_LOOKS if pair in there]
    lanes_of = few_of(len(lanes), int(tidy["of"].iloc[0]), "assertion")
    note = noted(source, f"n = {count_of(int(dated['positions'].sum()), 'dated position')} on {lanes_of}",
                 _undated(tidy, "date", "positions"))  # fmt: skip
    ax = stage(ax, height=plan.height, title=title or titles.contests_over_time(tidy), note=note, key=key,
               left=plan.left, right=0.35, axis=AXIS)  # fmt: skip
    places = dict(zip(lanes.index, plan.middles, strict=True))
    _stances(ax, dated, places)
    _lanes(ax, plan, "left")
    _calendar(ax, dated["date"].min(), dated["date"].max())
    return described(ax, alt_text.contests_over_time(tidy))


def _stances(ax: Axes, dated: pd.DataFrame, places: Mapping[int, float]) -> None:
    levels = [("asserts", "stated"), ("doubts", "explicit"), ("denies", "implicit"), ("denies", "explicit")]
    rise = {pair: 0.066 * level - 0.1 for level, pair in enumerate(levels)}  # inches: none may hide another
    for _, part in dated.groupby(["stance", "means"]):
        stance, means = part["stance"].iloc[0], part["means"].iloc[0]
        look = STANCE_LOOKS[stance, means]
        height, size = part["rank"].map(places) + rise.get((stance, means), 0.0), 24 * part["positions"] ** 0.5
        face = look.colour if look.filled else "white"
        ax.scatter(part["date"], height, s=size, marker=look.marker, facecolor=face, edgecolor=look.colour,
                   linewidth=1.0, clip_on=False, zorder=3)  # fmt: skip


def _contested(ax: Axes, plan: Rows, tidy: pd.DataFrame, middle: "pd.Series[float]") -> None:
    for mark, (filled, _) in MARKS.items():
        part = tidy[tidy["contested"] == mark].drop_duplicates("claim_id")
        ax.plot((part["start"] + part["end"]) / 2, middle[part.index] - plan.bar * 0.55, **_mark(filled))


def _mark(filled: bool) -> dict[str, Any]:
    return {"marker": "v", "linestyle": "none", "markersize": 5.5, "markeredgecolor": VERMILION,
            "markerfacecolor": VERMILION if filled else "white", "clip_on": False}  # fmt: skip


def _lanes(ax: Axes, plan: Rows, flush: str = "right") -> None:
    plan.put(ax, flush)
    ax.hlines(plan.middles, 0, 1, transform=ax.get_yaxis_transform(), color=PALE, linewidth=0.6, zorder=0.5)
    ax.spines["left"].set_visible(False)


def _calendar(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    pad = max(pd.Timedelta(days=1), (last - first) * 0.03)
    ax.set_xlim(mdates.date2num(first - pad), mdates.date2num(last + pad))
    ticks = mdates.AutoDateLocator(minticks=2, maxticks=6).tick_values(first - pad, last + pad)
    days = [
        day
        for day in map(mdates.num2date, ticks)
        if day.hour == 0 and first - pad <= pd.Timestamp(day.date()) <= last + pad
    ]
    long = (last - first).days > 300
    names = [f"{day:%b}" if long else f"{day.day} {day:%b}" for day in days]
    # The year stands under the first tick of each year: a bare "3 Mar" can be any year's.
    years = [f"\n{day.year}" if not place or day.year != days[place - 1].year else "" for place, day in enumerate(days)]
    ax.set_xticks(
        [mdates.date2num(day) for day in days], [name + year for name, year in zip(names, years, strict=True)]
    )
    ax.tick_params(axis="x", labelsize=SMALL, color=INK)


def _undated(tidy: pd.DataFrame, date: str, value: str) -> str:
    out = int(tidy.loc[tidy[date].isna(), value].sum())
    return f"{out} without a date {verb(out, 'is', 'are')} not shown" if out else ""
