"""The language of a text, as far as a list of function words can tell it."""

import re
from functools import cache

from analysis.loaders.lists import read_list

WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 5
# 84 English news articles run at 0.18 to 0.35. Words that other languages share ("in", "was", "is") are not listed.
SMALLEST_SHARE = 0.12
SAMPLE = 20_000


def language_of(text: str) -> str | None:
    """ "en" when at least 0.12 of the words are English function words; None for another language or an unknown one."""
    words = WORD.findall(text[:SAMPLE].casefold())
    if len(words) < FEWEST_WORDS:
        return None
    share = sum(word in _english() for word in words) / len(words)
    return "en" if share >= SMALLEST_SHARE else None


@cache
def _english() -> frozenset[str]:
    return frozenset(row["word"] for row in read_list("english"))
