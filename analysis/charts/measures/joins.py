"""Joins that cannot duplicate or lose a row in silence, and the ranking of speakers that every measure shares."""

import pandas as pd

from analysis.charts.phrases import NOT_FOUND, POOLED
from analysis.errors import TableError


def joined(left: pd.DataFrame, right: pd.DataFrame, on: str, what: str) -> pd.DataFrame:
    """`left` with the columns of `right`, row for row: as many rows as before, in the same order.

    A missing key stays missing. Raises TableError when a key of `left` is not in `right`, or is there twice.
    """
    if right[on].duplicated().any():
        twice = right.loc[right[on].duplicated(), on].iloc[0]
        raise TableError(f"{what}: {on} {twice!r} stands twice; drop the repeated row")
    known = left[on].isna() | left[on].isin(right[on])
    if not known.all():
        raise TableError(f"{what}: {on} {left.loc[~known, on].iloc[0]!r} is not in the table; pass tables of one study")
    # pandas would match a missing key with a missing key.
    merged = left.merge(right[right[on].notna()], on=on, how="left", validate="many_to_one")
    if len(merged) != len(left):
        raise TableError(f"{what}: the join made {len(merged)} rows out of {len(left)}")
    merged.index = left.index
    return merged


def named(rows: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """`rows` with `speaker` (the name, or NOT_FOUND) and `speaker_kind` beside their `speaker_id`.

    Two speakers of one name are told apart by their role or affiliation in brackets, or else by a number in
    the order of the table.
    """
    names = pd.DataFrame(
        {"speaker_id": speakers["speaker_id"], "speaker": _told_apart(speakers), "speaker_kind": speakers["kind"]}
    )
    full = joined(rows, names, "speaker_id", "speakers")
    return full.assign(speaker=full["speaker"].fillna(NOT_FOUND), speaker_kind=full["speaker_kind"].fillna("unnamed"))


def _told_apart(speakers: pd.DataFrame) -> "pd.Series[str]":
    name, about = speakers["name"], speakers["role"].fillna(speakers["affiliation"])
    longer = name.where(~name.duplicated(keep=False) | about.isna(), name + " (" + about + ")")
    number = longer.groupby(longer).cumcount() + 1
    return longer.where(~longer.duplicated(keep=False), name + " (" + number.astype("str") + ")")


def ranked(rows: pd.DataFrame, speakers: pd.DataFrame, top: int | None = None) -> pd.DataFrame:
    """`rows` with `speaker`, `speaker_kind` and `rank`: 0 for the speaker of most rows, ties in order of name.

    With `top`, every speaker after the first `top` becomes one last speaker, "12 other speakers", so that no row
    is lost; a single speaker left over is shown by name instead. `speaker_id` is missing for the pooled rows and
    for those whose speaker was not found.
    """
    full = named(rows, speakers)
    key = full["speaker_id"].astype(object).where(full["speaker_id"].notna(), "")
    order = (
        pd.DataFrame({"key": key, "speaker": full["speaker"]})
        .groupby(["key", "speaker"], as_index=False)
        .size()
        .sort_values(["size", "speaker", "key"], ascending=[False, True, True])
    )
    rank = {name: position for position, name in enumerate(order["key"])}
    full = full.assign(rank=key.map(rank).astype("int64"))
    return full if top is None or len(order) <= top + 1 else _pooled(full, top, len(order) - top)


def _pooled(full: pd.DataFrame, top: int, others: int) -> pd.DataFrame:
    rest = full["rank"] >= top
    return full.assign(
        rank=full["rank"].clip(upper=top),
        speaker=full["speaker"].where(~rest, f"{others} other speakers"),
        speaker_kind=full["speaker_kind"].where(~rest, "group"),
        speaker_id=full["speaker_id"].where(~rest),
    )


def pooled(names: "pd.Series[str]") -> "pd.Series[bool]":
    """Which of `names` stand for several speakers in one row, as `ranked` makes them with `top`."""
    return names.str.fullmatch(POOLED)


def counted(rows: pd.DataFrame, keys: list[str], name: str) -> pd.DataFrame:
    """One row a combination of `keys` that occurs, sorted by them, with how many `rows` have it in `name`."""
    sizes = rows.groupby(keys, as_index=False, dropna=False, sort=True).size()
    counts = sizes.rename(columns={"size": name})
    if int(counts[name].sum()) != len(rows):
        raise TableError(f"counting {name}: {int(counts[name].sum())} counted out of {len(rows)}")
    return counts
