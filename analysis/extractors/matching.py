"""Which claims state the same proposition, without comparing every pair, and which two cannot both hold.

Claims are looked up by the rarest of their words and names, so the work per claim does not grow with the collection.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice

from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import Proposition, Quantity, number_words, places, stem, times

SAME = 0.6  # below it two contents are on one topic at most, and are never joined (contested.md)
_POSTINGS, _CANDIDATES, _KEYS = 400, 60, 4


class Index:
    """Propositions by their words. `add` returns nothing; `near` yields the positions of likely matches."""

    def __init__(self) -> None:
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._propositions: list[Proposition] = []

    def add(self, proposition: Proposition) -> int:
        """The position given to `proposition`."""
        position = len(self._propositions)
        self._propositions.append(proposition)
        for key in proposition.weights:
            self._postings[key].append(position)
        return position

    def __getitem__(self, position: int) -> Proposition:
        return self._propositions[position]

    def near(self, proposition: Proposition) -> list[int]:
        """Positions that share at least two words with `proposition`, most shared weight first, at most 60.

        Looks through the four rarest words only, and through at most 400 claims for each: bounded work.
        """
        keys = sorted(
            (key for key in proposition.weights if key in self._postings), key=lambda k: (len(self._postings[k]), k)
        )
        shared: dict[int, float] = defaultdict(float)
        for key in keys[:_KEYS]:
            for position in islice(self._postings[key], _POSTINGS):
                shared[position] += proposition.weights[key]
        ranked = sorted(shared, key=lambda position: (-shared[position], position))
        return ranked[:_CANDIDATES]


def covered(wanted: Proposition, offered: Proposition) -> float:
    """How much of `wanted` the words of `offered` cover, by weight, 0 to 1.

    Zero unless they share two words of full weight, and a name where `wanted` has any.
    """
    if wanted.size == 0:
        return 0.0
    shared = [key for key in wanted.weights if key in offered.weights]
    if sum(wanted.weights[key] >= 1 and not key[0].isdigit() for key in shared) < 2:
        return 0.0
    if wanted.names and not wanted.names & offered.weights.keys():
        return 0.0
    return sum(wanted.weights[key] for key in shared) / wanted.size


def alike(one: Proposition, other: Proposition) -> float:
    """Likeness of two propositions, 0 to 1: how much each covers the other, the smaller of the two."""
    return min(covered(one, other), covered(other, one))


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_list("antonyms"):
        one, other = stem(row["word"]), stem(row["opposite"])
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


def opposite_words(one: Proposition, other: Proposition) -> tuple[str, str] | None:
    """A word of `one` and its antonym in `other`, neither of which stands in both; None where there is none."""
    for word in one.weights:
        if word not in other.weights:
            for opposite in _opposites().get(word, ()):
                if opposite in other.weights and opposite not in one.weights:
                    return word, opposite
    return None


def clashing(one: Iterable[Quantity], other: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Two quantities of one unit whose bounds do not meet ("30" and "120 killed"); None where all can hold."""
    for first in one:
        for second in other:
            if first.unit and first.unit == second.unit and (first.high < second.low or second.high < first.low):
                return first, second
    return None


# ---- two claims that cannot both hold

_UPDATES = re.compile(
    r"\b(?:later|now|since|so far|rose|risen|revised|updated|up from|down from|initially|earlier|previous(?:ly)?|by (?:mid|night|morning|evening))\b",
    re.IGNORECASE,
)
_STAYS = frozenset(
    stem(word)
    for word in [
        "was",
        "be",
        "stay",
        "sleep",
        "spend",
        "work",
        "live",
        "hold",
        "meet",
        "happen",
        "born",
        "die",
        "dine",
        "land",
        "park",
        "sit",
        "night",
        "home",
    ]
)


def contradiction(one: Proposition, other: Proposition, texts: tuple[str, str]) -> tuple[str, float] | None:
    """The hard signal by which two contents of different speakers cannot both hold, and a confidence of at most 0.5.

    None unless they are about the same matter (names or three words shared, at the same time) and one of these stands
    between them: a quantity, negation of the same predicate, an antonym, an exclusive place. Figures that can both
    hold ("at least 10", 12) or that one text gives as an update do not clash (de Marneffe et al. 2008).
    """
    if not _same_matter(one, other) or not _same_time(one, other, texts):
        return None
    both = min(covered(one, other), covered(other, one))
    if one.negative != other.negative:
        return ("negation", 0.5) if both >= 0.7 else None
    words = opposite_words(one, other)
    if words and min(_without(one, other, words[0]), _without(other, one, words[1])) >= 0.6:
        return "antonym", 0.4
    figures = clashing(one.quantities, other.quantities)
    if (
        figures
        and _aligned(one, other)
        and not any(_UPDATES.search(text[a:b]) for text, p in zip(texts, (one, other), strict=True) for a, b in p.spans)
    ):
        return "quantity", 0.45
    return ("exclusive place", 0.4) if _apart(one, other, texts) else None


def _same_matter(one: Proposition, other: Proposition) -> bool:
    shared = [key for key in one.weights if key in other.weights and one.weights[key] >= 1 and not key[0].isdigit()]
    return len(shared) >= 3 or (len(shared) >= 2 and bool(one.names & other.names))


def _without(one: Proposition, other: Proposition, word: str) -> float:
    rest = {key: weight for key, weight in one.weights.items() if key != word}
    total = sum(rest.values())
    return sum(weight for key, weight in rest.items() if key in other.weights) / total if total else 0.0


def _aligned(one: Proposition, other: Proposition) -> bool:
    """True when the contents agree but for their figures: what is counted, and what happened to it."""
    rests = [
        {key: w for key, w in p.weights.items() if not key[0].isdigit() and key not in _number_stems()}
        for p in (one, other)
    ]
    sizes = [sum(rest.values()) for rest in rests]
    shared = sum(weight for key, weight in rests[0].items() if key in rests[1])
    return bool(min(sizes)) and shared / max(sizes) >= 0.6


@cache
def _number_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in number_words())


def _same_time(one: Proposition, other: Proposition, texts: tuple[str, str]) -> bool:
    """False only when both give times and share none."""
    given = [{words.lower() for words in times(text, p.spans)} for text, p in zip(texts, (one, other), strict=True)]
    return not (given[0] and given[1]) or bool(given[0] & given[1])


def _apart(one: Proposition, other: Proposition, texts: tuple[str, str]) -> bool:
    """True for one person or thing put in two places: the contents agree in all but their places."""
    where = [{words.lower() for words in places(text, p.spans)} for text, p in zip(texts, (one, other), strict=True)]
    if not where[0] or not where[1] or where[0] & where[1]:
        return False
    gone = {word for names in where for name in names for word in name.split()}
    rests = [{key: w for key, w in p.weights.items() if key not in gone} for p in (one, other)]
    sizes = [sum(rest.values()) for rest in rests]
    shared = sum(weight for key, weight in rests[0].items() if key in rests[1])
    stays = bool(_STAYS & rests[0].keys() & rests[1].keys())
    return stays and bool(min(sizes)) and shared / max(sizes) >= 0.7
