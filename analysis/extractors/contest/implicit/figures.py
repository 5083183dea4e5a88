"""Two clauses that give figures or clock times of the same thing which cannot both hold."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.extractors.contest.implicit.parts import head, parts
from analysis.extractors.contest.implicit.sides import (
    COUNTING,
    GIVING,
    YEAR,
    Side,
    cover,
    giving,
    names_agree,
    rarity,
    same_time,
    shared,
    two_people,
)
from analysis.extractors.lexicons import read_list
from analysis.extractors.people import names
from analysis.extractors.propositions import Proposition, Quantity, number, number_words, stem
from analysis.extractors.wording import word_class

UPDATES = re.compile(
    r"\b(?:(?:first|earlier|original) (?:draft|version|edition)|"
    r"later|since then|so far|rose|risen|revised|updated|up from|down from|initially|earlier|"
    r"previous(?:ly)?|corrected|originally|at first|now|currently|"
    r"fall(?:en|s)?|fell|dropp?(?:ed|s)|grew|grown|climbed|by (?:midday|night|morning|evening)|"
    r"a year (?:ago|earlier)|(?:an?|one|two|three|few|several|\d) years? ago)\b",
    re.IGNORECASE,
)
_POLLS = re.compile(
    r"\b(?:polls?|polling|surveys?|respondents|voters|leads?|leading|points?|approv\w+|favou?rab\w+|odds|chance)\b",
    re.IGNORECASE,
)
# Words that set one figure apart from another of the same unit: both can hold.
_APART = re.compile(
    r"\b(?:own|another|others?|different|separate|compared|than|respectively|each|average|additional|per|further|also|"
    r"as a whole|nationwide|nationally|across the country|"
    r"combined|total of|(?:built|made|designed|meant|licensed|room) for|capacity|"
    r"first|second|third|remaining|rest|half)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(r"\b(?:and|but|with)\s(?:room|space|capacity)\s(?:for|of)\s[\d,]+", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:an?|per|each|every) (?:year|month|week|day|night|hour|head)\b|\bover (?:\w+ )?(?:years|months|weeks|days)\b",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"\b(?:more|fewer|less)\s+than\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\blast (?:week|month|year|night|season)\b", re.IGNORECASE)
_PERIODS = frozenset(map(stem, ["second", "minute", "hour", "day", "week", "month", "year", "time", "decade"]))
# "put the number at 410", "only 410 did": nothing but a figure of what was just spoken of.
_COUNTED = frozenset(map(stem, word_class("counted")))
_SAYS_SO = COUNTING | {"did", "only", "there"}
# "620 have": the verb and what is counted are left out (Quirk et al. 1985, 12.59), so both are those just said.
_ELLIPTIC = re.compile(
    r"(?:that\s)?(?:(?:only|just|about|around|some|nearly|almost|at\sleast)\s)*[\d,]+\s(?:ha(?:ve|s|d)|d(?:id|o)|w(?:ere|as)|are|is)[.,;:!?”\"’]"
)
# "inside for six hours", "it had the run of the place for 11 weeks": how long one thing lasted.
_LASTING = re.compile(
    r"\b(?:for|lasted|took)\s(?:(?:about|nearly|almost|at\sleast|only|some|more\sthan)\s)?(?P<number>\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)\s(?P<unit>minute|hour|day|week|month|year)s?\b"
)
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 720.0, "year": 8760.0}
_THE_YEAR = re.compile(
    r"(?:that\s)?(?:the|its|his|her|their)\s(?:[\w-]+\s)?(?:year|date)\s[^,;]{0,30}?\b\d{4}\b", re.IGNORECASE
)
# "the number that month was 1,940, based on a count of every block"
_BESIDES = re.compile(
    r"\b(?:that|the\ssame)\s(?:minute|hour|day|week|month|year|season|night)\b|"
    r",\s(?:based\son|according\sto|citing|drawn\sfrom|taken\sfrom)\s.+",
    re.IGNORECASE | re.DOTALL,
)
_SHARE = frozenset(map(stem, ["percent", "per", "cent", "percentage"]))
# "asleep 30 kilometres away": no figure that a bare number can be a count of.
_EXTENTS = frozenset(
    map(
        stem,
        [
            "kilometre",
            "kilometer",
            "km",
            "mile",
            "metre",
            "meter",
            "foot",
            "yard",
            "acre",
            "hectare",
            "tonne",
            "ton",
            "degree",
            "away",
        ],
    )
)
_SUMS = frozenset(["%", "$", "£", "€", "¥"])
_LOOSE = frozenset(map(stem, ["nearly", "almost", "roughly", "approximately"]))
# What becomes of people; who is told to have met one fate did not meet another.
_FATES = [frozenset(map(stem, word_class(f"fate: {fate}"))) for fate in ("killed", "hurt", "missing", "held", "saved")]
_ROUNDED = 1.15
_TAKEN_UP, _FOLD = 2, 12
# "it at 11,350" can be of nothing else than what was just counted, however far apart the figures are.
_POINTED, _POINTED_FOLD = re.compile(r"(?:it|that|this)\s(?:at\s)?[$£€¥\d]"), 10
_ONCE = re.compile(
    r"\bonce[\s-]in[\s-](?P<number>\d+|[a-z]+)[\s-](?P<unit>year|decade|generation|century|centuries|millennium)s?\b",
    re.IGNORECASE,
)
_SPAN = {"year": 1, "decade": 10, "generation": 25, "century": 100, "centuries": 100, "millennium": 1000}


def clashing(one: Sequence[Quantity], other: Sequence[Quantity], bare: bool = False, periods: bool = False) -> bool:
    """True for two quantities of one unit whose bounds do not meet ("30" and "120 killed").

    With `bare` a number without a unit counts as of any unit, with `periods` hours and years count too. A side that
    gives several figures of the unit does not clash: it says which is whose in ways that are not read here.
    """
    for first in one:
        for second in other:
            same = first.unit == second.unit if first.unit and second.unit else bare
            single = [q.unit for q in one].count(first.unit) == 1 and [q.unit for q in other].count(second.unit) == 1
            spell = not periods and {first.unit, second.unit} & _PERIODS
            if same and single and not spell and apart(first, second):
                return True
    return False


def apart(one: Quantity, other: Quantity) -> bool:
    """True where no number lies within the bounds of both; of two units of one dimension, "eight kilometres" and "five
    miles", none that people would round to both."""
    (first, size), (second, other_size) = (measures().get(quantity.unit, ("", 1.0)) for quantity in (one, other))
    if first != second or size == other_size:
        return one.high < other.low or other.high < one.low
    return one.high * size * _ROUNDED < other.low * other_size or other.high * other_size * _ROUNDED < one.low * size


@cache
def measures() -> dict[str, tuple[str, float]]:
    """Dimension and size of the units of lexicons/measures.csv, and of spells in hours, by stem."""
    spells = {stem(unit): ("time", size) for unit, size in HOURS.items()}
    return spells | {stem(row["unit"]): (row["dimension"], float(row["size"])) for row in read_list("measures")}


def dimension(unit: str) -> str:
    """What a unit measures ("length"); of one that measures nothing, the unit itself."""
    return measures().get(unit, (unit, 1.0))[0]


def of_another(one: Side, other: Side) -> bool:
    """True for figures of two things: "twelve were wounded" and "three were killed", "the army lost 30 tanks" and "the
    rebels lost 12"."""
    fates = [{n for n, fate in enumerate(_FATES) if fate & side.stated.weights.keys()} for side in (one, other)]
    if all(fates) and fates[0].isdisjoint(fates[1]):
        return True
    (doer, did), (another, done) = ((head(each.subject), each.predicate[:1]) for each in (parts(one), parts(other)))
    return doer != another and {doer, another} <= _agents() and did == done and _COUNTED.isdisjoint(did)


@cache
def _agents() -> frozenset[str]:
    return frozenset(map(stem, [*names.roles(), *names.bodies()]))


def figures(one: Side, other: Side, near: bool) -> float:
    """The confidence that the clauses give figures of the same thing that cannot both hold; 0 where they do not."""
    mine, theirs = one.stated.quantities, other.stated.quantities
    if near and _another_year(one, other):
        return 0.35
    if not (mine and theirs) and not (near and one.of(_once) and other.of(_once)):
        return 0.0
    first, second = one.of(kind_of), other.of(kind_of)
    if first.negated or second.negated or first.updates or second.updates or not same_time(one, other):
        return 0.0
    if near and one.of(_once) and other.of(_once):
        return 0.4 if one.of(_once) != other.of(_once) else 0.0
    if first.polls or second.polls or max(len(mine), len(theirs)) > 2 or first.rates != second.rates:
        return 0.0
    if two_people(one, other) or of_another(one, other):
        return 0.0
    if near and (_takes_up(one, other) or _lasts(one, other)):
        return 0.35
    if one.text is not other.text and (one.narrator or other.narrator):
        return 0.0
    crossed = near and _counted_alike(one.stated, other.stated) and not (one.of(_is_part) or other.of(_is_part))
    if near and abs(one.sentence - other.sentence) <= 1 and _beside(one, other):
        return 0.3
    spell = _PERIODS | _number_stems()
    alike = near and min(cover(one, other, spell), cover(other, one, spell)) >= 0.9  # "a lease of three years"
    if first.apart or second.apart or first.dated != second.dated:
        return 0.0
    if not (crossed or clashing(mine, theirs, periods=alike)):
        return 0.0
    return _aligned(one, other, near, crossed) if names_agree(one, other) and names_agree(other, one) else 0.0


class Kind(NamedTuple):
    """What the words around a figure say of it: an update, a poll, one of several, of a year, a rate."""

    negated: bool
    updates: bool
    polls: bool
    apart: bool
    dated: bool
    rates: tuple[str, ...]


def kind_of(side: Side) -> Kind:
    """What the words around the figures of a side say of them."""
    start, words = side.clause.span[0], side.words
    led_in = re.split(r"[.!?]\s", side.text[max(0, start - 60) : start])[-1]  # "by evening the mayor said"
    return Kind(
        negated=side.clause.negations > 0,
        updates=bool(UPDATES.search(f"{led_in} {words}")),
        polls=bool(_POLLS.search(words)),
        apart=bool(_APART.search(_ROOM.sub("", _BOUNDS.sub("", words)))),
        dated=bool(_YEAR.search(words)),
        rates=tuple(match.lower() for match in _RATE.findall(words)),
    )


def _is_part(side: Side) -> bool:
    """'four of its men': a group of the giver's own."""
    return bool(re.search(r"\bof (?:its|his|her|their|our|my)\b", side.words))


def _beside(one: Side, other: Side) -> bool:
    """'96 percent took the test' beside 'the union put the turnout at 84 percent': one unit, two figures."""
    first, second = one.of(kind_of), other.of(kind_of)
    if first.apart or second.apart or first.dated != second.dated or one.narrator or other.narrator:
        return False
    units = {q.unit for side in (one, other) for q in side.stated.quantities}
    gone = _number_stems() | _SHARE | units
    gives = not (one.cue | other.cue).isdisjoint(_SAYS_SO)
    parts = cover(one, other, gone), cover(other, one, gone)
    alike = gives or (min(parts) >= 0.4 if units & _SUMS else max(parts) > 0.2)
    named = one.stated.names and other.stated.names and one.stated.names.isdisjoint(other.stated.names)
    return alike and not named and clashing(one.stated.quantities, other.stated.quantities, bare=gives)


def _lasts(one: Side, other: Side) -> bool:
    """Two spells that differ twofold, of what "it" just spoken of did."""
    before, later = (one, other) if one.clause.span < other.clause.span else (other, one)
    spells = before.of(_spell), later.of(_spell)
    next_to = later.sentence - before.sentence <= 1 and not (before.narrator or later.narrator)
    return next_to and later.clause.person == 3 and min(spells) > 0 and max(spells) >= 2 * min(spells)


def _spell(side: Side) -> float:
    """Hours of the one spell of a clause; 0 where there is none, or several."""
    found = list(_LASTING.finditer(side.words))
    return number(found[0]["number"]) * HOURS[found[0]["unit"]] if len(found) == 1 else 0.0


def _takes_up(one: Side, other: Side) -> bool:
    """'The number is nine' behind 'six people died': a bare figure of what somebody else has just counted."""
    before, later = (one, other) if one.clause.span < other.clause.span else (other, one)
    mine, theirs = before.stated.quantities, later.stated.quantities
    if later.narrator or later.sentence - before.sentence > _TAKEN_UP or len(theirs) != 1 or len(mine) > 2:
        return False
    if not set(YEAR.findall(later.words)) <= set(YEAR.findall(before.words)):
        return False  # "two million in 2019"
    first, second = mine[0], theirs[0]
    words = (
        {key for key in later.stated.weights if not key[0].isdigit()}
        - _number_stems()
        - _LOOSE
        - {second.unit}
        - later.names
        - {
            stem(low)
            for match in _BESIDES.finditer(later.words)
            for low in re.findall(r"[a-z]+", match.group().lower())
        }
    )
    said = words | {low for low in re.findall(r"\w+", later.words.lower()) if low in _SAYS_SO} | later.cue & _SAYS_SO
    said |= giving(later.cue, later.cue_class)
    said |= {"only"} if _ELLIPTIC.match(later.text, later.clause.span[0]) else set()
    units = {first.unit, second.unit}
    known = before.stated.weights.keys() if later.clause.person == 3 else frozenset()
    if not said & (_SAYS_SO | _COUNTED | GIVING | known) or words - _COUNTED - before.stated.weights.keys():
        return False
    if units & _PERIODS or (units & _SUMS and len(units) > 1) or (not second.unit and first.unit in _EXTENTS):
        return False
    alike = second.unit in ("", first.unit) or second.unit in _COUNTED or second.unit in before.stated.weights
    fold = _FOLD * (_POINTED_FOLD if _POINTED.match(later.words) else 1)
    return alike and apart(first, second) and max(first.low, second.low) <= fold * max(1.0, min(first.low, second.low))


def _another_year(one: Side, other: Side) -> bool:
    """'The tag gives the year as 1947' behind 'it was shot in 1931': the year of what was just spoken of."""
    before, later = (one, other) if one.clause.span < other.clause.span else (other, one)
    if later.sentence - before.sentence > _TAKEN_UP or not _THE_YEAR.match(later.words):
        return False
    first, second = (set(YEAR.findall(side.words)) for side in (before, later))
    return len(first) == len(second) == 1 and first != second


def _counted_alike(one: Proposition, other: Proposition) -> bool:
    """'more than 300 dead' and 'nineteen soldiers had been killed': what one counts the other says of its count."""
    units = {q.unit for q in one.quantities} & {q.unit for q in other.quantities}
    for first in one.quantities:
        for second in other.quantities:
            crossed = first.unit in other.weights or second.unit in one.weights
            if crossed and not {first.unit, second.unit} & units and apart(first, second):
                return True
    return False


def _aligned(one: Side, other: Side, near: bool, crossed: bool) -> float:
    """The confidence that the clauses agree but for their figures: what is counted, and what happened to it."""
    gone = _number_stems() | _SHARE | {q.unit for side in (one, other) for q in side.stated.quantities}
    same = [key for key in shared(one, other) if key not in gone]
    parts = cover(one, other, gone), cover(other, one, gone)
    weight = sum(map(rarity, same))
    # Shares and sums of money are of many things: their clauses must agree on both sides.
    least = 0.7 if gone & _SUMS else 0.35
    if (
        near
        and same
        and max(parts) >= 0.6
        and min(parts) >= (least if crossed or len(same) > 1 else 0.7)
        and weight >= 0.3
    ):
        return min(0.45, 0.25 + 0.1 * weight + 0.1 * min(parts))
    enough = len(same) >= 2 and min(parts) >= 0.6 and weight >= 1
    return min(0.45, 0.2 + 0.1 * weight + 0.1 * min(parts)) if enough else 0.0


@cache
def _number_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in number_words())


def _once(side: Side) -> float:
    """Years between two events in 'once in eighty years'; 0 where nothing of the kind is said."""
    match = _ONCE.search(side.words)
    if not match:
        return 0.0
    return number(match["number"]) * _SPAN[match["unit"].lower()]
