"""Two clauses that give one event two clock times, or two days of the month."""

import re

from analysis.extractors.contest.implicit.clashes import opposite_words
from analysis.extractors.contest.implicit.clocks import meet
from analysis.extractors.contest.implicit.matter import SURE
from analysis.extractors.contest.implicit.parts import kin, parts
from analysis.extractors.contest.implicit.sides import Side, cover, may_meet, names_agree, shared


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
    covers = cover(one, other), cover(other, one)
    if len(same) < 2 or min(covers) < 0.5 or max(covers) < 0.6 or opposite_words(one.stated, other.stated):
        return 0.0
    return 0.4 if names_agree(one, other) or names_agree(other, one) else 0.0


def moment(before: Side, later: Side) -> float:
    """'Voting ended at 4 p.m.' and 'stations closed at 7 p.m.': one time each of what is said to have happened."""
    first, second = before.clause, later.clause
    if first.negations or second.negations or not kin(parts(later).predicate[:1], parts(before).predicate[:1]):
        return 0.0
    if len(first.clocks) == len(second.clocks) == 1:
        both = first.clocks[0], second.clocks[0]
        one_day = not (first.days and second.days) or may_meet(first.days, second.days)
        return SURE if both[0].point and both[1].point and one_day and not meet(*both) else 0.0
    days = [{day for day in clause.days if re.search(r"\d", day)} for clause in (first, second)]
    single = all(len(each) == 1 for each in days) and len(first.days) == len(second.days) == 1
    return SURE if single and days[0] != days[1] and not (first.clocks or second.clocks) else 0.0
