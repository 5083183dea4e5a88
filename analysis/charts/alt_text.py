"""Alt texts: what a chart shows, for a reader who does not see it, made from the numbers it draws.

One function a chart, of the chart's name and for its tidy frame, which must not be empty. Each says which kind of
chart it is and what stands on it, then gives the numbers, row by row up to ROWS of them; the table beside the chart
holds the rest.
"""

from collections.abc import Iterable

import pandas as pd

from analysis.charts import titles
from analysis.charts.phrases import count_of, listed, percent, records, sentence, verb

ROWS = 8


def nothing(things: str) -> str:
    """The sentence that stands in place of a chart that would be empty."""
    return f"Nothing to show: there are no {things}."


@titles.told
def claims_by_speaker(tidy: pd.DataFrame) -> str:
    return _told("Bar chart, one bar a speaker, divided by kind of claim", titles.claims_by_speaker(tidy), (
        f"{name}: {count_of(int(part['claims'].sum()), 'claim')} ({_parts(part, 'kind')}){_limits(part)}"
        for name, part in _each(tidy)
    ))  # fmt: skip


@titles.told
def introductions(tidy: pd.DataFrame) -> str:
    return _told("Bar chart, one bar a speaker, divided by how claims are introduced", titles.introductions(tidy), (
        f"{name}: {_parts(part, 'manner')}" for name, part in _each(tidy)
    ))  # fmt: skip


@titles.told
def claims_by_kind(tidy: pd.DataFrame) -> str:
    return _told("Bar chart, one bar a kind of claim", titles.claims_by_kind(tidy), [_parts(tidy, "kind")])


@titles.told
def distance(tidy: pd.DataFrame) -> str:
    return _told("Dot chart of shares with intervals, one line a speaker", titles.distance(tidy), (
        f"{row.speaker}: {_share(row.distanced, row.claims, row.low, row.high)}" for row in records(tidy)
    ))  # fmt: skip


@titles.told
def right_of_reply(tidy: pd.DataFrame) -> str:
    return _told("Dot chart of shares with intervals, one line an outlet", titles.right_of_reply(tidy), (
        f"{row.outlet}: {_share(row.answered, row.cases, row.low, row.high)}" for row in records(tidy)
    ))  # fmt: skip


@titles.told
def corrected_counts(tidy: pd.DataFrame) -> str:
    return _told("Dot chart of counts with intervals, one line a speaker", titles.corrected_counts(tidy), (
        f"{row.speaker}: {row.claims} found, about {row.estimate:.1f} likely ({row.low:.1f} to {row.high:.1f})"
        for row in records(tidy)
    ))  # fmt: skip


@titles.told
def certainty(tidy: pd.DataFrame) -> str:
    return _told("Dot chart of certainty from 0 to 1, one line a speaker", titles.certainty(tidy), (
        f"{name}: {count_of(int(part['claims'].sum()), 'claim')}, median {part['median'].iloc[0]:.2f}"
        for name, part in _each(tidy)
    ))  # fmt: skip


@titles.told
def article_strip(tidy: pd.DataFrame) -> str:
    told = (
        f"{name}: {count_of(part['claim_id'].nunique(), 'claim')}, from {percent(part['start'].min())} of the way in"
        f"{_contested(part)}"
        for name, part in _each(tidy, "lane")
    )
    return _told("Strip of the article, first word to last, one lane a speaker", titles.article_strip(tidy), told)


@titles.told
def timeline(tidy: pd.DataFrame) -> str:
    return _told("Timeline, one lane a speaker", titles.timeline(tidy), (
        f"{name}: {count_of(int(part['claims'].sum()), 'claim')}{_span(part['period'])}" for name, part in _each(tidy)
    ))  # fmt: skip


@titles.told
def contests_over_time(tidy: pd.DataFrame) -> str:
    return _told("Timeline, one lane a contested assertion", titles.contests_over_time(tidy), (
        f"“{name}”: {_stances(part, 'positions', 'claim')}{_span(part['date'])}"
        for name, part in _each(tidy, who="statement")
    ))  # fmt: skip


@titles.told
def contest_map(tidy: pd.DataFrame) -> str:
    return _told("Table of contested assertions with who takes which side", titles.contest_map(tidy), (
        f"“{name}”: {_sides(part)}" for name, part in _each(tidy, who="statement")
    ))  # fmt: skip


@titles.told
def most_contested(tidy: pd.DataFrame) -> str:
    return _told("Bars to both sides, one pair an assertion", titles.most_contested(tidy), (
        f"“{name}”: {_stances(part, 'speakers', 'speaker')}" for name, part in _each(tidy, who="statement")
    ))  # fmt: skip


@titles.told
def who_contests_whom(tidy: pd.DataFrame) -> str:
    told = []
    for row in records(tidy):
        whom = "the same speaker" if row.reverses else row.asserter
        how = _verb(row.stance, row.means)
        told.append(f"{row.disputer} {how} what {whom} asserts ({count_of(row.assertions, 'assertion')})")
    return _told("Arrows from those who dispute to those who assert", titles.who_contests_whom(tidy), told)


@titles.told
def by_outlet(tidy: pd.DataFrame) -> str:
    return _told("Small bar charts, one an outlet, of shares of its claims", titles.by_outlet(tidy), (
        f"{name}: " + ", ".join(
            f"{titles.word(row.category)} {percent(row.share)}" for row in records(part) if row.claims
        ) for name, part in _each(tidy, "outlet_rank", "outlet")
    ))  # fmt: skip


def _told(kind: str, title: str, rows: Iterable[str]) -> str:
    told = list(rows)
    rest = len(told) - ROWS
    more = f"{rest} more {verb(rest, 'row is', 'rows are')} in the table" if rest > 0 else ""
    return sentence(kind, title, *told[:ROWS], more)


def _each(tidy: pd.DataFrame, key: str = "rank", who: str = "speaker") -> list[tuple[str, pd.DataFrame]]:
    return [(str(part[who].iloc[0]), part) for _, part in tidy.groupby(key, sort=True)]


def _parts(part: pd.DataFrame, column: str) -> str:
    there = part[part["claims"] > 0]
    return ", ".join(f"{titles.word(name)} {count}" for name, count in zip(there[column], there["claims"], strict=True))


def _limits(part: pd.DataFrame) -> str:
    low, high = part["low"].iloc[0], part["high"].iloc[0]
    return f", likely {low:.0f} to {high:.0f}" if high == high else ""


def _share(few: int, every: int, low: float, high: float) -> str:
    if not every:
        return "no cases"
    return f"{few} of {every}, {percent(few / every)} (between {percent(low)} and {percent(high)})"


def _contested(part: pd.DataFrame) -> str:
    disputed = part.loc[part["contested"] != "", "claim_id"].nunique()
    return f", {disputed} contested" if disputed else ""


def _span(dates: "pd.Series[pd.Timestamp]") -> str:
    known = dates.dropna()
    if known.empty:
        return ", without a date"
    first, last = f"{known.min():%Y-%m-%d}", f"{known.max():%Y-%m-%d}"
    return f", on {first}" if first == last else f", {first} to {last}"


def _stances(part: pd.DataFrame, value: str, thing: str) -> str:
    sums = part.groupby(["stance", "means"], as_index=False)[value].sum()  # alphabetical: asserts comes first
    told = zip(sums["stance"], sums["means"], sums[value].astype(int), strict=True)
    return listed(f"{count_of(n, thing)} {_verb(stance, means, n)}" for stance, means, n in told)


def _sides(part: pd.DataFrame) -> str:
    told = []
    for _, side in part.groupby(["stance", "means"], sort=False):
        stance, means = side["stance"].iloc[0], side["means"].iloc[0]
        told.append(f"{listed(side['speaker'], 4)} {_verb(stance, means, len(side))}")
    return "; ".join(told if (part["stance"] == "asserts").any() else ["nobody in these articles asserts it", *told])


def _verb(stance: str, means: str, n: int = 1) -> str:
    if (stance, means) == ("denies", "implicit"):
        return verb(n, "contradicts by implication", "contradict by implication")
    one, many = {"asserts": ("asserts", "assert"), "doubts": ("doubts", "doubt"), "denies": ("denies", "deny"),
                 "reports": ("only reports", "only report")}[stance]  # fmt: skip
    return verb(n, one, many) + (" by implication" if means == "implicit" else "")
