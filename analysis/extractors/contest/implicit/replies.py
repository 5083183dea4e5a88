"""What an answer holds that excludes what it answers: the opposite, the negative, another figure or time.

Each takes two clauses of which the later one answers the earlier (matter.answers): they are on one matter already, so
one value is compared, and the rest of their words only keeps what is told of something else apart.
"""

import math
import re
from collections.abc import Iterator

from analysis.extractors.contest.implicit.clashes import DESPITE, FILLERS, is_limited, opposite_words
from analysis.extractors.contest.implicit.figures import HOURS, apart, dimension, kind_of, measures, of_another
from analysis.extractors.contest.implicit.matter import SURE, context, is_given, one_subject
from analysis.extractors.contest.implicit.parts import (
    content,
    fields_of,
    head,
    is_attributive,
    kin,
    object_of,
    parts,
    two_complements,
    two_receivers,
)
from analysis.extractors.contest.implicit.sides import Side, rarity, two_people
from analysis.extractors.propositions import Quantity, stem
from analysis.extractors.wording import word_class

_PERIODS = frozenset(map(stem, word_class("period")))
_PEOPLE = frozenset(map(stem, word_class("person")))
_COUNTS = frozenset(map(stem, word_class("counting verb")))
_COLLECTIVE = frozenset(map(stem, word_class("collective")))
_LASTING, _LONGER = frozenset(map(stem, word_class("lasting"))), 1.5
_MONEY = frozenset("$£€¥%")
_FOLD = 40  # two figures of one thing rarely differ more
_TELLING = 0.5  # the rarity from which a verb alone says what was done: "sound", not "take"
_STATES = {"on": ("off", "out", "down"), "up": ("down", "off", "out")}
# "They were on for the whole approach": a state, not "on the grass".
_STATE = re.compile(
    r"\b(?:is|are|was|were|be|been|stay(?:s|ed)?|remain(?:s|ed)?|left|kept|went|go(?:es)?|turned|switched)\s"
    r"(?:\w+ly\s|still\s|already\s|all\s|back\s)?(?P<state>on|off|out|down|up)\b"
    r"(?=[^\w]*$|[.,;:!?\"”’')]|\s(?:for|when|until|till|all|throughout|at|by|before|after|during|again|as|while|since|and|that|duty)\b)"
)
_POINTED = re.compile(r"\b(?:this|these|those|such)\s([a-z]+)")
_IT = re.compile(r"\b(?:it|them|him|her|one|so|plenty|lots|several|enough|did|does|do)\b(?!\s+\w+ing)", re.IGNORECASE)


# ---- the opposite


def opposite(before: Side, later: Side) -> float:
    """'The forward had a calf injury' and 'he was fully fit': opposite words, each what is said of the subject."""
    if before.clause.negations or later.clause.negations or not one_subject(before, later):
        return 0.0
    if _counted_apart(before, later):
        return 0.0
    if _switched(before, later):
        return SURE
    words = opposite_words(before.stated, later.stated)
    if not words or words[0] not in parts(before).predicate or words[1] not in parts(later).predicate:
        return 0.0
    if _turned(before, words) or _turned(later, words) or DESPITE.search(f"{before.words} {later.words}"):
        return 0.0
    if is_attributive(before, words[0]) or is_attributive(later, words[1]) or two_complements(before, later, words):
        return 0.0
    things = object_of(before, words[0]), object_of(later, words[1])
    return 0.0 if all(things) and things[0] != things[1] else SURE


def _counted_apart(before: Side, later: Side) -> bool:
    """'Closed 12 branches' and 'opened three' each say how many; 'six men' and 'all six' are the same."""
    mine, theirs = before.stated.quantities, later.stated.quantities
    return bool(mine and theirs) and all(apart(one, other) for one in mine for other in theirs)


def _switched(before: Side, later: Side) -> bool:
    first, second = before.of(_state), later.of(_state)
    return second in _STATES.get(first, ()) or first in _STATES.get(second, ())


def _state(side: Side) -> str:
    match = _STATE.search(side.words)
    return match["state"] if match else ""


def _turned(side: Side, words: tuple[str, str]) -> bool:
    """True where another word than the opposite itself turns the clause round: "failed to open"."""
    if not side.clause.lacking:
        return False
    return kin(words, _turning(side)) == set()


def _turning(side: Side) -> set[str]:
    return {stem(word) for word in re.findall(r"\b(?:fail|stop|refus|prevent|lack)\w*", side.words.lower())}


def is_beside(before: Side, later: Side, basis: str) -> bool:
    """True where what clashes is said of two things: "the north field" and "the south field", "paid to" two bodies."""
    if basis == "antonym":
        words = opposite_words(before.stated, later.stated)
        return words is not None and is_attributive(before, words[0]) and is_attributive(later, words[1])
    if basis != "negation":
        return False
    no, yes = (before, later) if before.clause.negations else (later, before)
    heads = [head(parts(side).subject) for side in (no, yes)]
    things = all(heads) and not (no.clause.nothing or no.clause.person or yes.clause.person)
    another = things and {*heads}.isdisjoint(no.stated.names | yes.stated.names) and not is_given(before, later)
    return another or two_receivers(no, yes, no.clause.denied)


# ---- the negative


def negative(before: Side, later: Side) -> float:
    """'Halberd has cut 1,100 jobs' and 'we have not cut any jobs': the verb, and what it was done to, are denied."""
    counts = before.clause.negations, later.clause.negations
    if sorted(counts) != [0, 1] or not one_subject(before, later):
        return 0.0
    no, yes = (before, later) if counts[0] else (later, before)
    if yes.clause.lacking or no.clause.person == 2:
        return 0.0
    return SURE if _is_denied(no, yes, elliptic=yes is later and bool(_IT.search(yes.words))) else 0.0


def _is_denied(no: Side, yes: Side, elliptic: bool) -> bool:
    """True where what `no` denies is what `yes` says; an `elliptic` one leaves out to what it was done ("it did")."""
    pointed = {stem(word) for word in _POINTED.findall(no.words.lower())}  # "these people": those just spoken of
    denied = [key for key in no.clause.denied if key not in FILLERS | pointed]
    things = [key for key in denied if key in no.clause.thing]  # "no weapon": the verb is light
    if is_limited(no, yes):
        return False
    if two_receivers(no, yes, denied):
        return False
    if things and len(kin(things, content(yes))) == len(things):
        return True
    verb = [key for key in denied[:1] if key not in no.stated.names]
    if not kin(verb, content(yes)):
        return False
    if things or denied[1:2]:
        return elliptic or (not things and bool(kin(denied[1:2], content(yes))))
    return rarity(denied[0]) >= _TELLING and bool(kin(denied, parts(yes).predicate))


# ---- another figure


def figure(before: Side, later: Side) -> float:
    """'$418,000 was missing' and 'the shortfall was $61,000': one figure each of one unit, and the rest is given."""
    first, second = before.of(kind_of), later.of(kind_of)
    if first.negated or second.negated or first.updates or second.updates or first.polls or second.polls:
        return 0.0
    if first.apart or second.apart or first.dated != second.dated or first.rates != second.rates:
        return 0.0
    if two_people(before, later) or of_another(before, later):
        return 0.0
    spells = sorted((before.of(_lasted), later.of(_lasted)))
    if spells[0] and spells[1] >= _LONGER * spells[0]:
        return SURE
    pair = next(_pairs(before, later), None)
    if not pair or not before.clause.finite:
        return 0.0
    gone = _PERIODS | {quantity.unit for quantity in pair} | later.names
    new = content(later) - gone
    old = kin(new, context(before))
    verb = set(parts(later).predicate[:1]) & new - _COUNTS
    if len(new - old) > max(1, len(old)) or verb - old:
        return 0.0
    if pair[0].unit in _MONEY and not kin(new, content(before)) and not _bare(later):
        return 0.0
    return SURE


def _lasted(side: Side) -> float:
    """Hours that something is said to have lasted, or taken; 0 where that is not said, or loosely."""
    found = side.stated.quantities
    if len(found) != 1 or found[0].unit not in HOURS or not set(parts(side).predicate[:1]) & _LASTING:
        return 0.0
    return found[0].low * HOURS[found[0].unit] if found[0].low == found[0].high else 0.0


def _bare(side: Side) -> bool:
    """'It was 51 percent', 'we put it at 51 percent': nothing but the figure."""
    return len(content(side) - side.names) <= 1 and bool(side.clause.person or side.clause.pointing)


def _pairs(before: Side, later: Side) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of the two clauses that are alone of their unit there and exclude each other."""
    mine, theirs = _counts(before), _counts(later)
    if max(len(mine), len(theirs)) > 2:
        return
    for first in mine:
        for second in theirs:
            bare = not (first.unit and second.unit)
            if _one_unit(first, second, bare and min(len(mine), len(theirs)) == 1) and apart(first, second):
                alone = sum(_one_unit(first, other, bare) for other in theirs) == 1
                alone &= sum(_one_unit(second, other, bare) for other in mine) == 1
                small, large = sorted(max(1.0, q.low if math.isinf(q.high) else q.high) for q in (first, second))
                if alone and large <= _FOLD * small:
                    yield first, second


def _counts(side: Side) -> list[Quantity]:
    return [q for q in side.stated.quantities if q.unit not in _PERIODS and "old" not in q.unit]


def _one_unit(one: Quantity, other: Quantity, bare: bool) -> bool:
    if not one.unit or not other.unit:
        return bare and not {one.unit, other.unit} & _MONEY
    if one.unit == other.unit or {one.unit, other.unit} & _MONEY:
        return one.unit == other.unit
    units = {one.unit, other.unit}
    if units & measures().keys():
        return dimension(one.unit) == dimension(other.unit)
    people = "peopl" in units and units <= _PEOPLE
    return people or not (units & _COLLECTIVE or fields_of(one.unit).isdisjoint(fields_of(other.unit)))
