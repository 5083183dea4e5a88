"""What only looks like a contest, of two claims that the stance model takes for one: updates, other things.

The model has read some thousands of contests and knows little of what a word means; these are the rules' reasons not to
believe it.
"""

import re

from analysis import columns
from analysis.extractors.contest.implicit.clashes import NOT_SO, are_apart, is_limited, opposite_pairs, opposite_words
from analysis.extractors.contest.implicit.clocks import meet
from analysis.extractors.contest.implicit.figures import HOURS, UPDATES, apart, dimension, kind_of, of_another
from analysis.extractors.contest.implicit.matter import one_time
from analysis.extractors.contest.implicit.parts import head, kin, other_things, parts, two_receivers
from analysis.extractors.contest.implicit.sides import Side, places_of
from analysis.extractors.contest.matching import alike
from analysis.extractors.propositions import Proposition, Quantity, number_words, stem
from analysis.extractors.wording import BE, word_class

_PART = re.compile(r"\b(?:alone|as\sa\swhole|nationwide)\b", re.IGNORECASE)
# Which of several: "the first engine", "the south gate".
_ORDER = word_class("which of several")
_NOT_ALL = re.compile(r"\bnot\s(?:all|every\w*|each)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:some|several|a\sfew|most|many|half)\b", re.IGNORECASE)
_MOST = 0.6  # of the words of two claims that they share where they say the same in other units
_TWICE = 0.8  # likeness from which two claims say the same
_ONE = re.compile(rf"\b(?P<half>half\s)?an?\s(?P<unit>{'|'.join(HOURS)})\b", re.IGNORECASE)  # "an hour"
_HOUR_WORDS = frozenset(["noon", "midday", "midnight", "half", "quarter", "past"])
# "I guess that makes it a scab gate" takes what was said before for given.
_ACCEPTS = re.compile(
    r"[\W_]*(?:(?:well|so|then|I\s(?:guess|suppose|take\sit))\W+)*(?:that|this)\s(?:makes|means|explains)\b(?!\sno)",
    re.IGNORECASE,
)
# "It was.", to a question: the same is said again.
_AGREES = re.compile(
    r"[\W_]*(?:yes\W+)?(?:I|you|it|he|she|we|they|that|there)\s"
    r"(?:am|is|are|was|were|do|does|did|has|have|had|will|would|can|could)[\W_]*",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:an?|the)\s(?:earlier|previous|preliminary|initial|first)\b", re.IGNORECASE)
_PLANS = re.compile(r"\bno\s(?:\w+\s)?(?:plans?|intention|wish|desire)\b", re.IGNORECASE)
_PLANNING = frozenset(map(stem, ["plan", "planned", "intention", "intend", "wish", "desire"]))
# What is said to be laughed at: "oh yes, the gate was open, and pigs were flying".
_SCORN = re.compile(r"[\W_]*oh,?\s(?:yes|sure|right|of\scourse)\b", re.IGNORECASE)
# "Nobody said much" is of nothing that was said.
_NOT_MUCH = re.compile(r"\b(?:nobody|no\sone|not|n[’']t)\b[^.;]*\b(?:much|many|a\slot)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|might)(?!\snot|\snever)\s(?:well\s|also\s)?(?:be|have)\b", re.IGNORECASE)
# How many it is for, and how many there are.
_MEANT_FOR = re.compile(r"\b(?:built|meant|designed|made|licensed|approved|planned|intended)\sfor\b", re.IGNORECASE)
_FOR_LONG = re.compile(r"\bfor\s(?:\w+\s){1,3}(?:second|minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|inside|outside|at|on)\s(?:(?:the|an?|his|her|its|their)\s)?(?P<where>[a-z]+)$")
_SWITCHED = re.compile(r"\b(on|off)\s(?:in|at)\b")
_I_WAS = re.compile(r"\W*(?:I|we)\s(?:was|were|am|are)\s(?:at|in|on)\b", re.IGNORECASE)
_MOVED = re.compile(r"\bby\b|%|\bper\s?cent\b|\b(?:ris|rose|fall|fell|gain|los|grew|shrank|up|down)", re.IGNORECASE)
_ENDS = " .,;”\"’'"
_EXTENTS = tuple(map(word_class, ("extent: high", "extent: wide", "extent: long", "extent: heavy")))


def said_beside(text: str, first: Proposition, second: Proposition) -> bool:
    """True for a figure and its update ("nine sank", "the number rose to 12"), for those of a part and the whole, for
    figures that can both hold ("at least 10", 12), for the same said twice, for having no plans, for what may be and
    what is, for "not only" and "not because", for scorn, for "it was", and for what takes the other for given."""
    earlier, later = (columns.words(text, each.spans) for each in (first, second))
    counted = bool(first.quantities and second.quantities)
    updated = counted and bool(UPDATES.search(later) or _PART.search(earlier) or _PART.search(later))
    repeated = first.negative == second.negative and not _differ(first, second)
    repeated = repeated and (alike(first, second) >= _TWICE or _of_one_amount(text, first, second))
    plans = _has_no_plans(earlier, second) or _has_no_plans(later, first)
    held = _both_hold(first, second) or _is_only_turned(first, second, earlier, later)
    scorned = bool(_SCORN.match(earlier) or _SCORN.match(later))
    accepted = bool(_ACCEPTS.match(later) or _AGREES.fullmatch(later))
    return updated or plans or repeated or held or scorned or accepted


def _has_no_plans(words: str, other: Proposition) -> bool:
    """'It has no plans to sell the mill', beside what is told of a sale; not beside 'it had a plan to sell it'."""
    return bool(_PLANS.search(words)) and _PLANNING.isdisjoint(other.weights)


def _is_only_turned(first: Proposition, second: Proposition, earlier: str, later: str) -> bool:
    """'The dam did not fail because of rain', 'the dam failed'; 'it may have been closed', 'it was open'."""
    for one, words, other in ((first, earlier, second), (second, later, first)):
        if NOT_SO.search(words) and not other.negative and other.weights.keys() <= one.weights.keys():
            return True
        if _MAY.search(words) and opposite_words(one, other):
            return True
        if _NOT_MUCH.search(words) and one.weights.keys().isdisjoint(other.weights):
            return True
    return False


def is_counted_again(first: tuple[str, Proposition], second: tuple[str, Proposition]) -> bool:
    """True for figures of which one is an earlier count's, by the name of its source; each with its source's words."""
    counted = bool(first[1].quantities and second[1].quantities)
    return counted and any(_BEFORE.match(source) for source, _ in (first, second))


def _both_hold(first: Proposition, second: Proposition) -> bool:
    """True where every figure of one has one of the other's beside it that a bound lets hold with it."""
    mine, theirs = first.quantities, second.quantities
    bounded = any(quantity.low != quantity.high for quantity in (*mine, *theirs))
    return bounded and bool(mine and theirs) and all(any(not apart(a, b) for b in theirs) for a in mine)


def _of_one_amount(text: str, first: Proposition, second: Proposition) -> bool:
    """'Burned for two hours', 'burned for 120 minutes', 'for an hour': the same said in other units or words, and else
    in nearly the same words."""
    mine, theirs = _amount(text, first), _amount(text, second)
    if not (mine and theirs) or apart(mine, theirs):
        return False
    one_kind = not (mine.unit and theirs.unit) or dimension(mine.unit) == dimension(theirs.unit)
    return one_kind and _in_like_words(first, second, number_words() | {mine.unit, theirs.unit})


def _amount(text: str, told: Proposition) -> Quantity | None:
    """The one amount of what is told; "half an hour" is one where no other is given."""
    if told.quantities:
        return told.quantities[0] if len(told.quantities) == 1 else None
    found = [match for start, end in told.spans for match in _ONE.finditer(text, start, end)]
    if len(found) != 1:
        return None
    size = 0.5 if found[0]["half"] else 1.0
    return Quantity(*found[0].span(), size, size, stem(found[0]["unit"].lower()))


def _in_like_words(first: Proposition, second: Proposition, without: frozenset[str]) -> bool:
    """True where one of the two has most of its words in the other; figures and `without` aside."""
    one, other = ({key for key in each.weights if key.isalpha()} - without for each in (first, second))
    return len(one & other) >= _MOST * min(len(one), len(other))


def _differ(first: Proposition, second: Proposition) -> bool:
    pairs = [(a, b) for a in first.quantities for b in second.quantities]
    return any(apart(a, b) for a, b in pairs) or bool(opposite_words(first, second))


def stand_beside(first: Side, second: Side) -> bool:
    """True for clauses of different times or things, or of which one is limited."""
    limited = is_limited(first, second) or is_limited(second, first) or _are_some(first, second)
    counted = bool(first.stated.quantities and second.stated.quantities)
    asunder = counted and any(of_two(first, second) for of_two in (of_another, _elsewhere, _measure_two, _did_both))
    asunder = asunder or (counted and _are_now_and_then(first, second)) or _told_of_two(first, second)
    asunder = asunder or _at_one_hour(first, second)
    return limited or asunder or not one_time(first, second) or _of_two(first, second) or _to_two(first, second)


def _at_one_hour(first: Side, second: Side) -> bool:
    """'The crash happened at noon', 'it happened at 12pm'."""
    mine, theirs = first.clause.clocks, second.clause.clocks
    if len(mine) != 1 or len(theirs) != 1 or first.clause.negations or second.clause.negations:
        return False
    points = mine[0].point and theirs[0].point and meet(mine[0], theirs[0])
    told = first.stated, second.stated
    return points and not _differ(*told) and _in_like_words(*told, _HOUR_WORDS | number_words())


def _elsewhere(first: Side, second: Side) -> bool:
    """'Ten died in Velm', 'twelve died in Orrin'."""
    here, there = first.of(places_of), second.of(places_of)
    return bool(here and there) and here.isdisjoint(there)


def _measure_two(first: Side, second: Side) -> bool:
    """'Built for 300 pupils', 'has 420'; '90 metres high', '40 wide'; 'were inside for six hours', 'had been sought for
    seven'."""
    meant = bool(_MEANT_FOR.search(first.words)) != bool(_MEANT_FOR.search(second.words))
    extents = [
        [place for place, words in enumerate(_EXTENTS) if not words.isdisjoint(side.low)] for side in (first, second)
    ]
    lasted = bool(_FOR_LONG.search(first.words) and _FOR_LONG.search(second.words))
    apart_ = lasted and not kin(parts(first).predicate[:1], parts(second).predicate[:1])
    return meant or apart_ or (all(extents) and extents[0] != extents[1]) or _are_two_amounts(first, second)


def _are_two_amounts(first: Side, second: Side) -> bool:
    """'The price was 12 crowns', 'the offer was 10 crowns'."""
    one, other = parts(first).subject, parts(second).subject
    stated = not any(BE.isdisjoint(side.low) for side in (first, second))
    return stated and _are_two_nouns(one, other)


def _are_two_nouns(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """'The pilot' and 'the passenger': nothing but "the" and a noun each, which name two things."""
    plain = len(one) == len(other) == 2 and one[0] == other[0] == "the"
    return plain and not kin([head(one)], [head(other)])


def _are_now_and_then(first: Side, second: Side) -> bool:
    """'The dam holds 3 million litres', 'it held 2 million in 2019'."""
    one, other = parts(first).predicate[:1], parts(second).predicate[:1]
    forms = [{word for word in side.low if (stem(word),) == one} for side in (first, second)]
    dated = first.of(kind_of).dated != second.of(kind_of).dated
    return dated and one == other and all(forms) and forms[0].isdisjoint(forms[1])


def _did_both(first: Side, second: Side) -> bool:
    """'Has closed 12 branches', 'has opened three branches'; not so of what rose by as much, or fell."""
    verbs = {(one, other) for one in parts(first).predicate[:1] for other in parts(second).predicate[:1]}
    units = [{quantity.unit for quantity in side.stated.quantities} for side in (first, second)]
    things = {unit for unit in units[0] & units[1] if unit and dimension(unit) == unit}
    moved = any(_MOVED.search(side.words) for side in (first, second))
    return bool(things and verbs & opposite_pairs(first.stated, second.stated)) and not moved


def _told_of_two(first: Side, second: Side) -> bool:
    """Things that differ in two ways: 'the old bridge was closed', 'the new bridge was open'; 'the lights were on in
    the hall', 'they were off in the kitchen'; what each says of himself: 'I was at home', 'I was in Orrin'."""
    turned = opposite_pairs(first.stated, second.stated)
    switched = {tuple(_SWITCHED.findall(side.words)) for side in (first, second)} == {("on",), ("off",)}
    where = [_WHERE.search(side.words.rstrip(_ENDS)) for side in (first, second)]
    elsewhere = all(where) and not kin(*([stem(found["where"])] for found in where if found))
    if are_apart(turned) or (elsewhere and (turned or switched)):
        return True
    one, other = parts(first), parts(second)
    same = one.predicate[:1] == other.predicate[:1] or all(_I_WAS.match(side.words) for side in (first, second))
    both = first.clause.person == second.clause.person == 1 and first.clause.negations == second.clause.negations
    return both and bool(one.predicate) and same


def _are_some(first: Side, second: Side) -> bool:
    """'Not all of the lamps were lit', 'some of the lamps were lit': the one says as much as the other."""
    return any(
        _NOT_ALL.search(one.words) and _SOME.search(other.words) for one, other in ((first, second), (second, first))
    )


def _to_two(first: Side, second: Side) -> bool:
    """'The museum paid for the restoration', 'it has not paid for the catalogue'; 'did not attend the trial', 'attended
    the funeral': done to another thing."""
    if first.clause.negations == second.clause.negations:
        return False
    no, yes = (first, second) if first.clause.negations else (second, first)
    return two_receivers(no, yes, no.clause.denied) or other_things(no, yes)


def _of_two(first: Side, second: Side) -> bool:
    """Two subjects: 'she was at home', 'he was out'; 'the school on Mill Street', 'the school on Dyke Road'; 'the first
    engine', 'the second engine'."""
    one, other = parts(first).subject, parts(second).subject
    if {one[:1], other[:1]} == {("he",), ("she",)}:
        return True
    if _is_of_another(first, second) or _is_of_another(second, first):
        return True
    if _are_two_nouns(one, other) and parts(first).predicate and parts(first).predicate == parts(second).predicate:
        return True  # "the pilot was not drunk", "the passenger was drunk"
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
