"""Small pieces of English that titles, captions and alt texts share: counts, lists, shares."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

NOT_FOUND = "Speaker not found"
NOBODY = "Nobody in these articles"
STAND_INS = (NOT_FOUND, NOBODY)  # names of ours, which no article holds
NO_OUTLET = "Outlet not known"
POOLED = re.compile(r"\d+ other speakers")  # names of rows that stand for several speakers
KIND_WORDS = {
    "direct": "quoted",
    "mixed": "partly quoted",
    "indirect": "paraphrased",
    "post": "posted",
    "narrator": "the article's own voice",
}

# The bases of a position, as a reader of a table or of the reading view is told them.
BASIS_WORDS = {
    "explicit denial": "denied in so many words",
    "falsity predicate": "called false",
    "contradiction": "said to contradict it",
    "reporter": "called false by the reporter",
    "negation": "stated in the negative",
    "antonym": "stated in the opposite word",
    "quantity": "another number or time",
    "exclusive place": "another place, or other hands",
    "answer": "answered in other words",
    "doubt": "doubted",
    "downplayed": "made less of",
    "own version": "own version, right behind the denial",
    "double negation": "denied that it is not so",
    "assertion": "stated",
    "reversal": "takes the other side elsewhere",
}


def count_of(n: int, thing: str, things: str | None = None) -> str:
    """ "no claims", "1 claim", "12 claims"."""
    plural = things or f"{thing}s"
    return f"no {plural}" if n == 0 else f"1 {thing}" if n == 1 else f"{n:,} {plural}"


def few_of(n: int, of: int, thing: str) -> str:
    """ "12 claims", or "12 of 31 claims" when only some of them are meant."""
    return count_of(n, thing) if n == of else f"{n:,} of {count_of(of, thing)}"


def listed(words: Iterable[str], most: int | None = None) -> str:
    """ "A", "A and B", "A, B and C"; with `most`, "A, B and 3 others"."""
    items = list(words)
    if most is not None and len(items) > most + 1:
        items = [*items[:most], f"{len(items) - most} others"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "nobody"


def percent(share: float) -> str:
    """ "33%"; "under 1%" and "over 99%" where rounding would claim none or all."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{100 * share:.0f}%"


def verb(n: int, one: str, many: str) -> str:
    """The form of a verb that agrees with `n` things; nothing counts as many."""
    return one if n == 1 else many


def sentence(*parts: str) -> str:
    """The parts that are not empty, joined into sentences that begin with a capital and end with a stop."""
    return " ".join(_finished(part.strip()) for part in parts if part.strip())


def _finished(part: str) -> str:
    first = part[0] if part.startswith("n = ") else part[0].upper()  # n is a symbol, not a word
    return first + part[1:] + ("" if part.rstrip("”\u2069")[-1:] in (".", "?", "!", "…") else ".")


def shown(names: Sequence[str]) -> list[str]:
    """The names without pooled rows ("12 other speakers") and without those that stand in for nobody known."""
    stand_ins = [name.lower() for name in STAND_INS]
    return [name for name in names if not POOLED.fullmatch(name) and name.lower() not in stand_ins]


def noted(source: str, *parts: str) -> str:
    """The line under a chart: the source, then what was counted."""
    return sentence(*(part.rstrip(".") for part in (source, *parts)))


def limits_of(tidy: pd.DataFrame) -> str:
    """What the lines of a chart of `tidy` are: its limits, and from what they were worked out; empty without limits."""
    if not tidy["high"].notna().any():
        return ""
    measured = next(iter(tidy["measured"].astype("str")), "")
    if not measured:
        return "the line is Wilson's 95% interval"
    return f"the line is the 95% interval, from small numbers and from precision and recall measured on {measured}"


def right_to_left(text: str) -> bool:
    """Whether `text` holds a letter of a script that is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def isolated(name: str) -> str:
    """`name` between direction marks when it runs from right to left, so that it does not turn the sentence round."""
    return f"\u2068{name}\u2069" if right_to_left(name) and not name.startswith("\u2068") else name


def midway(name: str) -> str:
    """`name` as it stands inside a sentence: "the engineers' union" for "The engineers' union"."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if (first in ("The", "A", "An") and rest) or name in STAND_INS else name


def dates_between(first: date, last: date) -> str:
    """ "3 March 2025", "3 to 5 March 2025", "30 April to 2 May 2025", "30 December 2024 to 2 January 2025"."""
    if first.toordinal() == last.toordinal():
        return f"{last.day} {last:%B %Y}"
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    if first.month == last.month:
        return f"{first.day} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"


def records(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples."""
    return iter(rows.itertuples())
