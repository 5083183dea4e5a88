"""What a reading view shows, gathered from the tables: the article's claims, numbered, and its contests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.charts.measures.claims import OWN_VOICE
from analysis.charts.measures.contests import stated, with_means
from analysis.charts.measures.joins import named
from analysis.charts.phrases import records
from analysis.charts.segments import Marked
from analysis.errors import TableError

DISPUTES = ("denies", "doubts")
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the article: its `number` in text order, from 1, the speaker's name, and the row of claims.

    `sides` are its positions: the place of the contest in the list of contests, and the side taken there.
    """

    number: int
    speaker: str
    row: Any
    sides: "tuple[tuple[int, Side], ...]"


@dataclass(frozen=True, slots=True)
class Side:
    """One position on an assertion; `claim` is the claim's number in this view, or None when it is not shown there.

    `here` says that it stands in this article all the same; `implied` that it disputes the assertion, but not in so
    many words.
    """

    speaker: str
    stance: str
    basis: str
    evidence: str
    claim: int | None
    here: bool
    implied: bool


@dataclass(frozen=True, slots=True)
class Contest:
    """A contested assertion on which a claim of the article takes a side, with every side of the whole study."""

    statement: str
    status: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a view shows: `claims` in text order, `contests` in order of the assertions; `of` is all the claims there
    are in the article, shown or not."""

    claims: list[Claim]
    contests: list[Contest]
    of: int


def gather(
    mine: pd.DataFrame,
    speakers: pd.DataFrame,
    assertions: pd.DataFrame,
    positions: pd.DataFrame,
    only: Collection[str] | None = None,
) -> Gathered:
    """The claims of one article, with `only` those of these claim_ids, and the contests that they take part in.

    A claim of the article's own voice is shown only when it takes part in a contest. A claim has the number that it
    has among all of them, whatever is chosen.
    """
    sided = set(positions["claim_id"].dropna())
    every = named(mine[(mine["kind"] != "narrator") | mine["claim_id"].isin(sided)], speakers)
    every = every.assign(first=[_first(row) for row in records(every)]).sort_values("first", kind="stable")
    numbers: dict[str, int | None] = {claim_id: number for number, claim_id in enumerate(every["claim_id"], 1)}
    shown = every if only is None else every[every["claim_id"].isin(list(only))]
    numbers |= dict.fromkeys(set(numbers) - set(shown["claim_id"]))
    stances = named(with_means(positions), speakers)
    here = stances[stances["claim_id"].isin(shown["claim_id"])]
    rows = assertions.assign(statement=stated(assertions, positions))
    rows = rows[rows["assertion_id"].isin(here["assertion_id"])]
    by_assertion = {str(name): part for name, part in stances.groupby("assertion_id")}
    contests = [_contest(row, by_assertion[row.assertion_id], numbers) for row in records(rows)]
    places = {name: place for place, name in enumerate(rows["assertion_id"])}
    sides: dict[str, list[tuple[int, Side]]] = {}
    for row in records(here[here["assertion_id"].isin(places)]):
        sides.setdefault(row.claim_id, []).append((places[row.assertion_id], _side(row, numbers)))
    return Gathered([_claim(row, numbers[row.claim_id] or 0, sides) for row in records(shown)], contests, len(every))


def marks(claims: list[Claim], length: int, title: str) -> list[Marked]:
    """Every span of the claims as a mark. Raises TableError when one lies outside a text of `length` characters."""
    made = []
    for claim in claims:
        for role in ROLES:
            for piece, (start, end) in enumerate(getattr(claim.row, f"{role}_spans")):
                if not 0 <= start <= end <= length:
                    raise TableError(
                        f"claim {claim.row.claim_id}: its {role} is [{start}, {end}], but the text of {title} has "
                        f"{length} characters; pass the tables that were read from this very text"
                    )
                made.append(Marked(start, end, role, claim.number, first=role == "content" and piece == 0))
    return made


def _contest(row: Any, positions: pd.DataFrame, numbers: Mapping[str, int | None]) -> Contest:
    return Contest(row.statement, row.status, tuple(_side(one, numbers) for one in records(positions)))


def _side(row: Any, numbers: Mapping[str, int | None]) -> Side:
    here = row.claim_id in numbers
    return Side(
        row.speaker, row.stance, row.basis, row.evidence, numbers.get(row.claim_id), here, row.means == "implicit"
    )


def _claim(row: Any, number: int, sides: Mapping[str, list[tuple[int, Side]]]) -> Claim:
    speaker = OWN_VOICE if row.kind == "narrator" else row.speaker
    return Claim(number, speaker, row, tuple(sides.get(row.claim_id, ())))


def _first(row: Any) -> int:
    spans = row.content_spans or row.cue_spans or row.source_spans
    return int(spans[0][0]) if spans else 0
