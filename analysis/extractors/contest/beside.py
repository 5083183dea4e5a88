"""What only looks like a contest, of two claims that the stance model takes for one: updates, other things.

The model has read some thousands of contests and knows little of what a word means; these are the rules' reasons not to
believe it.
"""

import re

from analysis import columns
from analysis.extractors.contest.implicit.clashes import is_limited, opposite_words
from analysis.extractors.contest.implicit.figures import UPDATES, apart, dimension, of_another
from analysis.extractors.contest.implicit.matter import one_time
from analysis.extractors.contest.implicit.parts import head, parts, two_receivers
from analysis.extractors.contest.implicit.sides import Side
from analysis.extractors.contest.matching import alike
from analysis.extractors.propositions import Proposition, number_words, places
from analysis.extractors.wording import word_class

_PART = re.compile(r"\b(?:alone|as\sa\swhole|nationwide)\b", re.IGNORECASE)
# Which of several: "the first engine", "the south gate".
_ORDER = word_class("which of several")
_NOT_ALL = re.compile(r"\bnot\s(?:all|every\w*|each)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:some|several|a\sfew|most|many|half)\b", re.IGNORECASE)
_MOST = 0.6  # of the words of two claims that they share where they say the same in other units
_TWICE = 0.8  # likeness from which two claims say the same
# "I guess that makes it a scab gate" takes what was said before for given.
_ACCEPTS = re.compile(
    r"[\W_]*(?:(?:well|so|then|I\s(?:guess|suppose|take\sit))\W+)*(?:that|this)\s(?:makes|means|explains)\b(?!\sno)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:an?|the)\s(?:earlier|previous|preliminary|initial|first)\b", re.IGNORECASE)
_PLANS = re.compile(r"\bno\s(?:\w+\s)?(?:plans?|intention|wish|desire)\b", re.IGNORECASE)


def said_beside(text: str, first: Proposition, second: Proposition) -> bool:
    """True for a figure and its update ("nine sank", "the number rose to 12"), for those of a part and the whole, for
    figures that can both hold ("at least 10", 12), for the same said twice, for having no plans, and for what takes the
    other for given."""
    earlier, later = (columns.words(text, each.spans) for each in (first, second))
    counted = bool(first.quantities and second.quantities)
    updated = counted and bool(UPDATES.search(later) or _PART.search(earlier) or _PART.search(later))
    repeated = first.negative == second.negative and not _differ(first, second)
    repeated = repeated and (alike(first, second) >= _TWICE or _of_one_amount(first, second))
    plans = bool(_PLANS.search(earlier) or _PLANS.search(later))
    return updated or plans or repeated or bool(_ACCEPTS.match(later)) or _both_hold(first, second)


def is_counted_again(first: tuple[str, Proposition], second: tuple[str, Proposition]) -> bool:
    """True for figures of which one is an earlier count's, by the name of its source; each with its source's words."""
    counted = bool(first[1].quantities and second[1].quantities)
    return counted and any(_BEFORE.match(source) for source, _ in (first, second))


def _both_hold(first: Proposition, second: Proposition) -> bool:
    """True where every figure of one has one of the other's beside it that a bound lets hold with it."""
    mine, theirs = first.quantities, second.quantities
    bounded = any(quantity.low != quantity.high for quantity in (*mine, *theirs))
    return bounded and bool(mine and theirs) and all(any(not apart(a, b) for b in theirs) for a in mine)


def _of_one_amount(first: Proposition, second: Proposition) -> bool:
    """'Burned for two hours', 'burned for 120 minutes': the same said in other units, and in nearly the same words."""
    mine, theirs = first.quantities, second.quantities
    if len(mine) != 1 or len(theirs) != 1 or not (mine[0].unit and theirs[0].unit):
        return False
    gone = {mine[0].unit, theirs[0].unit}
    one, other = ({key for key in each.weights if key.isalpha()} - gone - number_words() for each in (first, second))
    alike_words = len(one & other) >= _MOST * len(one | other)
    return alike_words and dimension(mine[0].unit) == dimension(theirs[0].unit)


def _differ(first: Proposition, second: Proposition) -> bool:
    pairs = [(a, b) for a in first.quantities for b in second.quantities]
    return any(apart(a, b) for a, b in pairs) or bool(opposite_words(first, second))


def stand_beside(first: Side, second: Side) -> bool:
    """True for clauses of different times or things, or of which one is limited."""
    limited = is_limited(first, second) or is_limited(second, first) or _are_some(first, second)
    counted = bool(first.stated.quantities and second.stated.quantities)
    asunder = counted and (of_another(first, second) or _elsewhere(first, second))
    return limited or asunder or not one_time(first, second) or _of_two(first, second) or _to_two(first, second)


def _elsewhere(first: Side, second: Side) -> bool:
    """'Ten died in Velm', 'twelve died in Orrin'."""
    here, there = (set(places(side.text, side.stated.spans)) for side in (first, second))
    return bool(here and there) and here.isdisjoint(there)


def _are_some(first: Side, second: Side) -> bool:
    """'Not all of the lamps were lit', 'some of the lamps were lit': the one says as much as the other."""
    return any(
        _NOT_ALL.search(one.words) and _SOME.search(other.words) for one, other in ((first, second), (second, first))
    )


def _to_two(first: Side, second: Side) -> bool:
    """'The museum paid for the restoration', 'it has not paid for the catalogue': done to another thing."""
    if first.clause.negations == second.clause.negations:
        return False
    no, yes = (first, second) if first.clause.negations else (second, first)
    return two_receivers(no, yes, no.clause.denied)


def _of_two(first: Side, second: Side) -> bool:
    """Two subjects: 'she was at home', 'he was out'; 'the school on Mill Street', 'the school on Dyke Road'; 'the first
    engine', 'the second engine'."""
    one, other = parts(first).subject, parts(second).subject
    if {one[:1], other[:1]} == {("he",), ("she",)}:
        return True
    if _is_of_another(first, second) or _is_of_another(second, first):
        return True
    named = set(one) & first.stated.names, set(other) & second.stated.names
    told_apart = any(
        all(pair) and pair[0].isdisjoint(pair[1]) for pair in (named, (_ORDER & set(one), _ORDER & set(other)))
    )
    return bool(head(one)) and head(one) == head(other) and told_apart


def _is_of_another(mine: Side, theirs: Side) -> bool:
    """'“I never met him,” the bank said' says nothing of 'the mayor met him': the same is told of somebody else."""
    subject = parts(theirs).subject
    other = bool(head(subject)) and subject[0] in ("the", "a", "an") and mine.names.isdisjoint(subject)
    verb = parts(mine).predicate[:1]
    return mine.clause.person == 1 and bool(verb) and verb == parts(theirs).predicate[:1] and other
