"""A clause as a side that can clash with another, and what two sides share: words, names, persons, times."""

import math
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, cast

from analysis.extractors.contest.implicit.clauses import Clause
from analysis.extractors.contest.implicit.clocks import meet
from analysis.extractors.contest.vectors import rank
from analysis.extractors.cues import Words
from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import Proposition, places
from analysis.extractors.wording import word_class

T = TypeVar("T")
_TITLES = word_class("title")
_CALENDAR = word_class("calendar")
_NO_NAMES = _TITLES | _CALENDAR
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
COUNTING = word_class("counting")
GIVING = word_class("giving")  # where no verb of saying is the cue, these give a figure: "made it 63"
_HIS, _HER = re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE), re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One clause of one claim as a side of a clash; `names` are the words of its speaker's name, in lower case.

    `narrator` is True for the outlet's own voice, which can state one side; `reported` for a person's indirect speech,
    where "he" is as a rule the speaker. `source` and `cue` are the words that attribute the claim, `turn` counts the
    changes of speaker before it, `topic` is what its sentence names in front ("On the repairs, …").
    """

    text: str
    clause: Clause
    sentence: int
    speaker: str | None
    names: frozenset[str]
    narrator: bool
    cue_class: str
    source: str = ""
    cue: frozenset[str] = frozenset()
    reported: bool = False
    turn: int = 0
    topic: frozenset[str] = frozenset()
    _found: dict[Callable[["Side"], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def stated(self) -> Proposition:
        """The clause's comparable form."""
        return self.clause.stated

    @property
    def words(self) -> str:
        """The clause as the text writes it."""
        return self.text[slice(*self.clause.span)]

    @property
    def low(self) -> list[str]:
        """The clause's words and signs in lower case."""
        return self.of(_low)

    def of(self, find: Callable[["Side"], T]) -> T:
        """What `find` finds in this side, worked out once: a side is compared with many others."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast(T, self._found[find])


def _low(side: Side) -> list[str]:
    return Words(side.text, *side.clause.span).low


def places_of(side: Side) -> frozenset[str]:
    """The names of places in the clause, in lower case; of two names for one place the one to compare by."""
    named = (name.lower() for name in places(side.text, side.stated.spans))
    return frozenset(side.clause.aliases.get(name, name) for name in named)


def giving(cue: frozenset[str], cue_class: str) -> frozenset[str]:
    """The words of a claim's cue by which it gives a figure."""
    return cue & (COUNTING | GIVING if cue_class == "none" else COUNTING)


@cache
def rarity(key: str) -> float:
    """How much a shared stem says, 0.15 ("make") to 1.2 (a word or name that few texts hold)."""
    return min(1.2, max(0.15, (math.log(rank(key) + 2) - 3) / 5))


def shared(one: Side, other: Side) -> list[str]:
    """Stems in both clauses, figures and titles aside."""
    theirs = other.stated.weights
    return [key for key in one.stated.weights if key in theirs and key[0].isalpha() and key.strip(".") not in _TITLES]


def cover(one: Side, other: Side, without: frozenset[str] = frozenset()) -> float:
    """How much of `one` stands in `other` too, by rarity, 0 to 1; figures and `without` aside."""
    gone = without | (_CALENDAR & one.stated.names)
    mine = {key: rarity(key) for key in one.stated.weights if not key[0].isdigit() and key not in gone}
    total = sum(mine.values())
    return sum(value for key, value in mine.items() if key in other.stated.weights) / total if total else 0.0


def same_time(one: Side, other: Side, loose: bool = False) -> bool:
    """False only when both give days or clock times that exclude one another.

    Days of two kinds ("in January", "this year") are taken for different ones, unless `loose` says that the two clauses
    are on one matter anyway.
    """
    first, second = one.clause, other.clause
    apart = first.days and second.days and not first.days & second.days
    if apart and not (loose and may_meet(first.days, second.days)):
        return False
    return not (first.clocks and second.clocks) or any(meet(a, b) for a in first.clocks for b in second.clocks)


_DAY = re.compile(
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"(?P<date>(?:\d+\s)?\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s\d{1,2}\b)?)|"
    r"(?P<year>(?:19|20)\d\d)|(?P<which>last|next|this|past|previous|following)\s(?P<unit>[a-z]+)"
)


def may_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """False where days of one kind, two weekdays or two dates, differ; "March" holds "March 9"."""
    first, second = _by_kind(one), _by_kind(other)
    return all(any(a in b or b in a for a in first[kind] for b in second[kind]) for kind in first if kind in second)


def _by_kind(days: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for match in (match for day in days for match in _DAY.finditer(day)):
        found[match["unit"] or match.lastgroup or ""].add(match["which"] or match.group())
    return found


def two_people(one: Side, other: Side) -> bool:
    """True where the one clause is of a "he" and the other of a "she"."""
    first, second = one.of(_genders), other.of(_genders)
    return {first, second} == {(True, False), (False, True)}


def _genders(side: Side) -> tuple[bool, bool]:
    return bool(_HIS.search(side.words)), bool(_HER.search(side.words))


@cache
def _given_names() -> dict[str, str]:
    return {row["name"].lower(): row["gender"] for row in read_list("speaker-given-names") if not row["ambiguous"]}


def sex(name: str) -> str:
    """ "m" or "f" where the first name tells, else empty."""
    return next((_given_names()[word] for word in name.lower().split()[:-1] if word in _given_names()), "")


def names_agree(one: Side, other: Side) -> bool:
    """False where the names of `one` are missing in `other`, its speaker counted in; a first name may be."""
    if not one.stated.names:
        return True
    wanted = {name for name in one.stated.names if name.strip(".") not in _NO_NAMES}
    missing = wanted - other.stated.weights.keys() - other.names
    missing = {name for name in missing if not _full_name(one.text, name, other)}
    return 2 * len(missing) <= len(wanted - missing)


def _full_name(text: str, name: str, other: Side) -> bool:
    """True where `name` and a name of `other` are two parts of one name in `text`: "Ines" and "Calloway"."""
    low = text.lower()
    return any(f"{name} {part}" in low or f"{part} {name}" in low for part in other.stated.names)


def subject(side: Side) -> frozenset[str]:
    """The words of the speaker's name where the clause's subject is the speaker ("I", or "he" behind "said"), else
    empty."""
    himself = side.clause.person == 1 or (side.clause.person == 3 and side.reported)
    return side.names if himself else frozenset()


def named_before(side: Side, names: frozenset[str]) -> bool:
    """True where one of `names` stands shortly before the clause, so that "he" can be theirs."""
    start = side.clause.span[0]
    return not names.isdisjoint(re.findall(r"[\w-]+", side.text[max(0, start - 250) : start].lower()))
