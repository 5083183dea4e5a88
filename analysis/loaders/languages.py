"""The language of a text, as far as a list of function words can tell it."""

import re
from functools import cache

from analysis.loaders.lists import read_list

WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 5
# English news runs at 0.40 to 0.50, Dutch and German at 0.05 to 0.10 by words that look alike ("in", "was", "is").
SMALLEST_SHARE = 0.2
SAMPLE = 20_000


def language_of(text: str) -> str | None:
    """"en" when at least a fifth of the words are English function words, else None: unknown, or another language."""
    words = WORD.findall(text[:SAMPLE].casefold())
    if len(words) < FEWEST_WORDS:
        return None
    share = sum(word in _english() for word in words) / len(words)
    return "en" if share >= SMALLEST_SHARE else None


@cache
def _english() -> frozenset[str]:
    return frozenset(row["word"] for row in read_list("english"))
