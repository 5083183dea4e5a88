"""Which claims state the same proposition, without comparing every pair, and which two cannot both hold.

Claims are looked up by the rarest of their words and names, so the work per claim does not grow with the collection.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice

from analysis.extractors.cues import read_list
from analysis.extractors.propositions import Proposition, Quantity, stem

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
        keys = sorted((key for key in proposition.weights if key in self._postings), key=lambda k: (len(self._postings[k]), k))
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
    if sum(wanted.weights[key] >= 1 for key in shared) < 2:
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
