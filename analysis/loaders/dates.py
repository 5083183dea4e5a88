"""Dates as printed: the wall clock of the words, never shifted to another time zone, never relative to today."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import dateparser

NUMERIC = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})\b")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?")
YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")
LANGUAGES = ["de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk"]
LONGEST = 80
# Seconds since 1970 of the years 1973 to 2128; milliseconds are a thousand times these.
SECONDS = range(10**8, 5 * 10**9)


def read_date(value: Any, *, month_first: bool = False) -> datetime | None:
    """The date, and the time if it is given, that a cell or the words of a header name; None when they name none.

    A day, a month and a year must all be there. A numeric date such as 03/04/2025 is read day first unless
    `month_first`; where only one order is possible (10/29/2025), that one is taken. A time zone is dropped: the
    clock stays as printed. A number is read as seconds or milliseconds since 1970, in UTC.
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=None) if value == value else None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _since_1970(value)
    words = str(value).strip() if value is not None else ""
    if not 6 <= len(words) <= LONGEST:
        return None
    return _from_words(words, month_first)


def month_first(values: Iterable[Any]) -> bool:
    """True when a column of numeric dates can only be month first: some second number is above 12, no first one is."""
    numbers = [found for value in values if isinstance(value, str) and (found := NUMERIC.match(value))]
    return any(int(n[2]) > 12 for n in numbers) and not any(int(n[1]) > 12 for n in numbers)


def _since_1970(value: float) -> datetime | None:
    for seconds in (value, value / 1000):
        if SECONDS.start <= seconds < SECONDS.stop:
            return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return None


@lru_cache(maxsize=4096)
def _from_words(words: str, month_first: bool) -> datetime | None:
    numbers = ISO.fullmatch(words) or COMPACT.fullmatch(words)
    if numbers:
        try:
            return datetime(*(int(number) for number in numbers.groups(default="0")))  # type: ignore[arg-type]
        except ValueError:
            return None
    if not YEAR.search(words):
        return None
    found = _parse(words, ["en"], month_first) or _parse(words, LANGUAGES, month_first)
    return found.replace(tzinfo=None, microsecond=0) if found else None


def _parse(words: str, languages: list[str], month_first: bool) -> datetime | None:
    return dateparser.parse(
        words,
        languages=languages,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime(2000, 1, 1),
            "DATE_ORDER": "MDY" if month_first else "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
