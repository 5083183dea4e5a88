"""Measures of a collection: what it holds, how claims and contests run over time, how outlets differ."""

from typing import Any

import pandas as pd

from analysis.charts.measures.contests import once, placed, sides_of
from analysis.charts.measures.intervals import Accuracy, with_share
from analysis.charts.measures.joins import counted, joined, named, pooled, ranked
from analysis.charts.phrases import NO_OUTLET, count_of, dates_between
from analysis.errors import TableError

BY = ("speaker", "kind", "cue_class", "side")


def coverage(documents: pd.DataFrame) -> str:
    """What the documents are, in words for a chart's source line: "36 articles by 6 outlets, 1 May to 4 June 2025".

    A single article is named: "“Is the bridge safe?”, The Lark Courier, 3 March 2025".
    """
    if len(documents) == 1:
        return _one(documents.iloc[0])
    outlets, dates = documents["outlet"].nunique(), documents["date"].dropna()
    words = count_of(len(documents), "article") + (f" by {count_of(outlets, 'outlet')}" if outlets else "")
    return words if dates.empty else f"{words}, {dates_between(dates.min(), dates.max())}"


def _one(document: "pd.Series[Any]") -> str:
    name = "1 article" if pd.isna(document["title"]) else f"“{document['title']}”"
    outlet = [] if pd.isna(document["outlet"]) else [document["outlet"]]
    date = [] if pd.isna(document["date"]) else [dates_between(document["date"], document["date"])]
    return ", ".join([name, *outlet, *date])


def timeline(
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    speakers: pd.DataFrame,
    *,
    top: int | None = 8,
    every: str | None = None,
) -> pd.DataFrame:
    """How many claims each speaker makes in the articles of each day, week or month.

    One row a speaker and period that occurs: `rank`, `speaker_id`, `speaker`, `period` (its first day; missing for
    articles without a date), `claims`, `total` (the speaker's), `every` ("day", "week" from Monday, or "month").
    When `every` is not given it follows the span of the dates: days up to 45 days, weeks up to 400, months beyond. A
    date is the article's, not the day on which the words were spoken.
    """
    mine = claims[claims["kind"] != "narrator"]
    rows = joined(ranked(mine, speakers, top), documents[["doc_id", "date"]], "doc_id", "documents")
    unit = every or _unit(rows["date"])
    rows = rows.assign(period=_floor(rows["date"], unit))
    table = counted(rows, ["rank", "speaker_id", "speaker", "period"], "claims")
    total = table.groupby("rank")["claims"].transform("sum")
    return table.assign(total=total, every=pd.Series(unit, index=table.index, dtype="str"))


def contests_over_time(
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    assertions: pd.DataFrame,
    positions: pd.DataFrame,
    *,
    top: int | None = 10,
) -> pd.DataFrame:
    """When each contested assertion was asserted, doubted and denied.

    One row an assertion, day, stance and means: `rank`, `assertion_id`, `statement`, `date` (the article's day; missing
    when unknown), `stance` (asserts, doubts, denies), `means`, `positions`, `of` (how many assertions there are before
    `top` keeps the most contested). A version of one's own counts only where one's own denial stands on another day.
    """
    sides = sides_of(assertions, positions)
    dates = placed(positions, claims, documents[["doc_id", "date"]])["date"]
    rows = once(sides.assign(date=dates, day=dates.astype("str")), "day")
    rows = rows[rows["stance"] != "reports"]
    every = rows["rank"].nunique()
    rows = rows[rows["rank"] < top] if top is not None else rows
    table = counted(rows, ["rank", "assertion_id", "statement", "date", "stance", "means"], "positions")
    return table.assign(of=every)


def by_outlet(
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    speakers: pd.DataFrame,
    *,
    by: str = "speaker",
    top: int = 6,
    accuracy: Accuracy | None = None,
) -> pd.DataFrame:
    """How outlets differ: the share of each speaker, kind, cue class or side in an outlet's claims.

    One row an outlet and category, zeros included: `outlet_rank` (most claims first), `outlet`, `rank` (of the
    category, commonest first, the same in every outlet), `category`, `claims`, `total` (the outlet's claims),
    `share` with `low` and `high` (see `intervals.with_share`), `measured`. `top` pools the rest in one last category.
    `by` is one of speaker, kind, cue_class, side; else ValueError.
    """
    if by not in BY:
        raise ValueError(f"by={by!r} is none of {', '.join(BY)}")
    rows = joined(claims[claims["kind"] != "narrator"], documents[["doc_id", "outlet"]], "doc_id", "documents")
    rows = rows.assign(outlet=rows["outlet"].fillna(NO_OUTLET))
    rows = rows.assign(category=_category(rows, speakers, by, top))
    outlets, order = _ranks(rows["outlet"]), _ranks(rows["category"])
    grid = pd.DataFrame(
        [(a, outlet, b, name) for outlet, a in outlets.items() for name, b in order.items()],
        columns=["outlet_rank", "outlet", "rank", "category"],
    )
    sizes, totals = rows.groupby(["outlet", "category"]).size(), rows.groupby("outlet").size()
    found = [int(sizes.get(key, 0)) for key in zip(grid["outlet"], grid["category"], strict=True)]
    if sum(found) != len(rows):
        raise TableError(f"by_outlet: {sum(found)} claims counted out of {len(rows)}")
    grid = grid.assign(claims=pd.Series(found, index=grid.index, dtype="int64"), total=grid["outlet"].map(totals))
    return with_share(grid, "claims", "total", accuracy)


def _category(rows: pd.DataFrame, speakers: pd.DataFrame, by: str, top: int) -> "pd.Series[str]":
    if by == "speaker":
        return ranked(rows, speakers, top)["speaker"]
    if by == "side":
        sides = joined(named(rows, speakers), speakers[["speaker_id", "side"]], "speaker_id", "speakers")
        return sides["side"].fillna("no side set")
    return rows[by]


def _ranks(words: "pd.Series[str]") -> dict[str, int]:
    sizes = words.value_counts()
    # Pooled rows come last, however many they are.
    last = dict(zip(sizes.index, pooled(sizes.index.to_series()), strict=True))
    order = sorted(sizes.index, key=lambda name: (last[name], -sizes[name], name))
    return {str(name): rank for rank, name in enumerate(order)}


def _unit(dates: "pd.Series[pd.Timestamp]") -> str:
    days = (dates.max() - dates.min()).days if dates.notna().any() else 0
    return "day" if days <= 45 else "week" if days <= 400 else "month"


def _floor(dates: "pd.Series[pd.Timestamp]", unit: str) -> "pd.Series[pd.Timestamp]":
    codes = {"day": "D", "week": "W-SUN", "month": "M"}
    if unit not in codes:
        raise ValueError(f"every={unit!r} is none of {', '.join(codes)}")
    return dates.dt.to_period(codes[unit]).dt.start_time.astype(dates.dtype)
