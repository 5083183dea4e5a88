"""How near two contents are in matter, by short word vectors drawn from the tagger's base encoder.

Nearness says that two contents are about one thing, never that they agree (contested.md: no signal for that). The
vectors
are in model/words.npz; training/vectors.py writes them.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "model" / "words.npz"


@cache
def _table() -> tuple[dict[str, int], NDArray[np.float32]]:
    if not FILE.exists():
        return {}, np.zeros((0, 1), dtype=np.float32)
    with np.load(FILE) as stored:
        stems = bytes(stored["stems"]).decode().split("\n")
        rows = stored["vectors"].astype(np.float32)
    return {stem: place for place, stem in enumerate(stems)}, rows / np.linalg.norm(rows, axis=1, keepdims=True)


def rank(key: str) -> int:
    """The place of a stem among the known ones, the commonest first; one past the last for any other."""
    places, _ = _table()
    return places.get(key, len(places))


def nearness(one: Mapping[str, float], other: Mapping[str, float], without: Iterable[str] = ()) -> float:
    """Cosine of the weighted mean vectors of two sets of stems, -1 to 1; 0 where either has no known stem.

    Stems in `without` (names) are left out on both sides: two contents about one man are not yet about one matter.
    """
    first, second = _mean(one, set(without)), _mean(other, set(without))
    sizes = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / sizes if sizes else 0.0


def alignment(wanted: Mapping[str, float], offered: Iterable[str], least: float = 0.35, together: int = 2) -> float:
    """How much of the stems `wanted` finds a like stem among those `offered`, by weight, 0 to 1.

    A stem counts as far as its nearest one is like it (cosine, 1 for itself); below `least` it is not counted. Fewer
    than `together` stems that tell less than half of what is wanted do so by chance: 0 then.
    """
    places, rows = _table()
    there = list(offered)
    known = rows[[places[stem] for stem in there if stem in places]] if places else rows
    total, found = 0.0, 0
    for stem, weight in wanted.items():
        likeness = 1.0 if stem in there else 0.0
        if not likeness and stem in places and len(known):
            likeness = float((known @ rows[places[stem]]).max())
        total += weight * likeness if likeness >= least else 0.0
        found += likeness >= least and weight >= 1
    size = sum(wanted.values())
    share = total / size if size else 0.0
    return share if found >= together or share >= 0.5 else 0.0


def _mean(weights: Mapping[str, float], without: set[str]) -> NDArray[np.float32]:
    places, rows = _table()
    total = np.zeros(rows.shape[1], dtype=np.float32)
    for stem, weight in weights.items():
        if stem in places and stem not in without:
            total += weight * rows[places[stem]]
    return total
