"""Two clauses that give one event two clock times, or two days."""

import re

from analysis.extractors.contest.clashes import opposite_words
from analysis.extractors.contest.clocks import meet
from analysis.extractors.contest.sides import Side, cover, names_agree, shared

_YEAR = re.compile(r"(?:(?:in|since|by|until|before|after|during)\s)?(?:19|20)\d\d")


def hours(one: Side, other: Side, near: bool) -> float:
    """The confidence that the clauses give one event two clock times; 0 where they do not."""
    first, second = one.clause, other.clause
    if len(first.clocks) != 1 or len(second.clocks) != 1 or first.negations or second.negations:
        return 0.0
    if not (first.clocks[0].point and second.clocks[0].point) or meet(first.clocks[0], second.clocks[0]):
        return 0.0
    if first.days and second.days and not first.days & second.days:
        return 0.0
    same = [key for key in shared(one, other) if key not in one.stated.names]
    parts = cover(one, other), cover(other, one)
    if len(same) < 2 or min(parts) < 0.5 or max(parts) < 0.6 or opposite_words(one.stated, other.stated):
        return 0.0
    return 0.4 if names_agree(one, other) or names_agree(other, one) else 0.0


def dates(one: Side, other: Side, near: bool) -> float:
    """The confidence that the clauses, alike in all else, give one event two days of the month; 0 where they do not."""
    first, second = one.clause, other.clause
    if not near or first.negations or second.negations or one.narrator or other.narrator:
        return 0.0
    days = [
        [day for day in side.days if re.search(r"\d", day) and not _YEAR.fullmatch(day)] for side in (first, second)
    ]
    if len(days[0]) != 1 or len(days[1]) != 1 or len(first.days) > 1 or len(second.days) > 1 or days[0] == days[1]:
        return 0.0
    gone = frozenset(re.findall(r"[a-z]+", " ".join(days[0] + days[1])))
    alike = min(cover(one, other, gone), cover(other, one, gone)) >= 0.8 and len(set(shared(one, other)) - gone) > 1
    return 0.35 if alike else 0.0
