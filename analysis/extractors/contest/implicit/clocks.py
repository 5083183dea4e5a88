"""Clock times in a content as intervals that can exclude one another: "before 4 o'clock", "from ten until four"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.columns import Span

_HOURS = "one two three four five six seven eight nine ten eleven twelve"
_HOUR = {word: number for number, word in enumerate(_HOURS.split(), 1)}
_WORD = _HOURS.replace(" ", "|")
_PARTS = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_TIME = rf"""(?:(?:a\s)?(?P<part{{0}}>(?:half|quarter|five|ten|twenty|twenty-five)(?:\sminutes)?\s(?:past|to))\s)?
    (?:(?P<hour{{0}}>\d{{{{1,2}}}}|{_WORD})(?:[:.](?P<minute{{0}}>\d\d))?(?P<half{{0}}>\s?[ap]\.?m\b\.?|\so[’']clock)?|(?P<mid{{0}}>midnight|noon|midday))"""
_CLOCK = re.compile(
    rf"""\b(?P<how>at\s(?:about|around)|until\s(?:long|well|just|shortly)\safter|not\suntil|just\safter|just\sbefore|shortly\safter|shortly\sbefore|nearly|almost|before|after|until|till|from|since|by|at|around|about|between)?\s?
    {_TIME.format("1")}(?:\s(?:until|till|to|and)\s{_TIME.format("2")})?(?![\w’'-])(?![,.]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE, _AFTER = (
    ("before", "until", "till", "by", "just before", "shortly before"),
    ("after", "since", "from", "not until"),
)
_ABOUT = (
    "at about",
    "at around",
    "around",
    "about",
    "nearly",
    "almost",
    "just after",
    "just before",
    "shortly after",
    "shortly before",
)
_DAY, _SLACK = 1440, 15


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at `span`: from `low` to `high` minutes, both included; `high` below `low` runs past midnight.

    `dial` is True where neither a.m. nor p.m. is said: the minutes are then those of a twelve-hour dial. `point` is
    True for a time at which something happened, False for "before 4".
    """

    span: Span
    low: int
    high: int
    dial: bool
    point: bool


def clocks(text: str, span: Span) -> Iterable[Clock]:
    """The clock times of ``text[slice(*span)]`` in text order.

    A bare number is a time only behind a word such as "at" or "before" and before no noun: "at four", "until 4".
    """
    for match in _CLOCK.finditer(text, *span):
        made = _clock(text, match, span[1])
        if made:
            yield made


def _clock(text: str, match: re.Match[str], end: int) -> Clock | None:
    how = (match["how"] or "").lower()
    marked = bool(
        match["half1"] or match["mid1"] or match["minute1"] or match["part1"] or match["half2"] or match["mid2"]
    )
    if not marked:
        follows = re.match(
            r"[\s.,;:!?”’\")]*$|[.,;!?”’\")]|\s(?:in\sthe|and|on|that|when|while|to|I|he|she|we|they|it)\s",
            text[match.end() : end],
        )
        if (
            how
            not in (
                "at",
                "at about",
                "at around",
                "before",
                "after",
                "until",
                "till",
                "from",
                "since",
                "not until",
                "around",
            )
            or not follows
        ):
            return None
        if match["hour1"].isdigit() and match["hour2"] is None and how in ("from", "at", "after", "around"):
            return None
    half = _half(match["half1"]) or _half(match["half2"])
    low = _minutes(match, "1", _half(match["half1"]) or half)
    if low is None or (match["minute1"] and not match["half1"] and "." in match.group() and not how):
        return None  # "2.30" without more may be a sum
    start = match.start("how") if match["how"] else match.start()
    where = (start, match.end())
    dial = not half and not match["mid1"]
    if (match["hour2"] or match["mid2"]) and how in ("from", "between", ""):
        high = _minutes(match, "2", _half(match["half2"]) or half)
        return None if high is None else Clock(where, low, high, dial, False)
    if how.startswith("until") and how.endswith("after"):
        return Clock(where, (low - _DAY // 2) % _DAY, (low + 60) % _DAY, dial, False)
    if how in _BEFORE:
        night = (match["mid1"] or "").lower() == "midnight"
        return Clock(where, 720 if night else 0, _DAY - 1 if night else low, dial, False)
    if how in _AFTER:
        return Clock(where, low, (720 if dial else _DAY) - 1, dial, False)
    slack = _SLACK if how in _ABOUT else 0
    return Clock(where, (low - slack) % _DAY, low + slack, dial, True)


def _half(words: str | None) -> str:
    low = (words or "").lower().strip()
    return low[0] if low[:1] in ("a", "p") else ""


def _minutes(match: re.Match[str], which: str, half: str) -> int | None:
    mid = (match["mid" + which] or "").lower()
    if mid:
        return 0 if mid == "midnight" else 720
    written = match["hour" + which].lower()
    hour, minute = _HOUR.get(written) or int(written), int(match["minute" + which] or 0)
    if hour > 24 or minute > 59 or (hour > 12 and not match["minute" + which]):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    part = (match["part" + which] or "").lower() if "part" + which in match.groupdict() else ""
    return (hour % 24 if half or hour > 12 else hour % 12) * 60 + minute + _part(part)


def _part(words: str) -> int:
    """Minutes that "quarter past" adds and "twenty to" takes away."""
    if not words:
        return 0
    first, *_, last = words.split()
    return _PARTS[first] if last == "past" else -_PARTS[first]


def meet(one: Clock, other: Clock) -> bool:
    """True where some moment lies in both, as far as the words tell."""
    wheel = 720 if one.dial or other.dial else _DAY
    return any(_holds(one, minute, wheel) for minute in _ends(other)) or any(
        _holds(other, minute, wheel) for minute in _ends(one)
    )


def _ends(clock: Clock) -> tuple[int, ...]:
    return (clock.low, clock.high)


def _holds(clock: Clock, minute: int, wheel: int) -> bool:
    if (clock.high - clock.low) % _DAY >= wheel:
        return True
    low, high, minute = clock.low % wheel, clock.high % wheel, minute % wheel
    return low <= minute <= high if low <= high else minute >= low or minute <= high
