"""Which claims state the same proposition, without comparing every pair, and which two cannot both hold.

Claims are looked up by the rarest of their words and names, so the work per claim does not grow with the collection.
"""

from collections import Counter, defaultdict

from analysis.extractors.propositions import Proposition

SAME = 0.6  # below it two contents are on one topic at most, and are never joined
_POSTINGS, _CANDIDATES, _KEYS = 300, 40, 6


class Index:
    """Propositions by their words: `add` gives each a position, `near` the positions of likely matches."""

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
        """Positions that share two of the rarest words of `proposition`, those that share most first, at most 40.

        Looks through the six rarest words only, and through at most 300 claims for each: bounded work.
        """
        keys = [key for key in proposition.weights if key in self._postings]
        keys.sort(key=lambda key: (len(self._postings[key]), key))
        shared: Counter[int] = Counter()
        for key in keys[:_KEYS]:
            shared.update(self._postings[key][-_POSTINGS:])
        found = [(-count, position) for position, count in shared.items() if count > 1]
        return [position for _, position in sorted(found)[:_CANDIDATES]]


def covered(wanted: Proposition, offered: Proposition, names: bool = True, least: int = 2) -> float:
    """How much of `wanted` the words of `offered` cover, by weight, 0 to 1.

    Zero unless they share `least` words of full weight besides figures, and (with `names`) a name where `wanted` has
    any.
    """
    if wanted.size == 0:
        return 0.0
    shared = [key for key in wanted.weights if key in offered.weights]
    full = [
        key
        for key in shared
        if wanted.weights[key] >= 1 and not key[0].isdigit() and (names or key not in wanted.names)
    ]
    if len(full) < least or all(key in wanted.names for key in full):
        return 0.0  # a name alone says nothing of anybody
    if names and wanted.names and not wanted.names & offered.weights.keys():
        return 0.0
    return sum(wanted.weights[key] for key in shared) / wanted.size


def enough(wanted: Proposition) -> float:
    """The cover from which a claim states `wanted`: a short proposition must be covered nearly whole."""
    return SAME if wanted.size >= 4 else 0.8


def alike(one: Proposition, other: Proposition) -> float:
    """Likeness of two propositions, 0 to 1: how much each covers the other, the smaller of the two."""
    return min(covered(one, other), covered(other, one))
