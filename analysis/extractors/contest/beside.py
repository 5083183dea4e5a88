"""What only looks like a contest, of two claims that the stance model takes for one: updates, other things.

The model has read some thousands of contests and knows little of what a word means; these are the rules' reasons not to
believe it.
"""

import re

from analysis import columns
from analysis.extractors.contest.implicit.clashes import is_limited
from analysis.extractors.contest.implicit.figures import UPDATES
from analysis.extractors.contest.implicit.parts import head, parts
from analysis.extractors.contest.implicit.sides import Side
from analysis.extractors.propositions import Proposition

_PLANS = re.compile(r"\bno\s(?:\w+\s)?(?:plans?|intention|wish|desire)\b", re.IGNORECASE)


def said_beside(text: str, first: Proposition, second: Proposition) -> bool:
    """True for a figure and its update ("nine sank", "the number rose to 12"), and for having no plans."""
    earlier, later = (columns.words(text, each.spans) for each in (first, second))
    updated = bool(first.quantities and second.quantities and UPDATES.search(later))
    return updated or bool(_PLANS.search(earlier) or _PLANS.search(later))


def stand_beside(first: Side, second: Side) -> bool:
    """True for clauses of different things, or of which one is limited."""
    limited = is_limited(first, second) or is_limited(second, first)
    return limited or _of_two(first, second)


def _of_two(first: Side, second: Side) -> bool:
    """Two subjects: 'she was at home', 'he was out'; 'the school on Mill Street', 'the school on Dyke Road'."""
    one, other = parts(first).subject, parts(second).subject
    if {one[:1], other[:1]} == {("he",), ("she",)}:
        return True
    if _is_of_another(first, second) or _is_of_another(second, first):
        return True
    named = [set(subject) & names for subject, names in ((one, first.stated.names), (other, second.stated.names))]
    return bool(head(one)) and head(one) == head(other) and all(named) and named[0].isdisjoint(named[1])


def _is_of_another(mine: Side, theirs: Side) -> bool:
    """'“I never met him,” the bank said' says nothing of 'the mayor met him': the same is told of somebody else."""
    subject = parts(theirs).subject
    other = bool(head(subject)) and subject[0] in ("the", "a", "an") and mine.names.isdisjoint(subject)
    verb = parts(mine).predicate[:1]
    return mine.clause.person == 1 and bool(verb) and verb == parts(theirs).predicate[:1] and other
