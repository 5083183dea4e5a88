"""How alike the words of two contents are, by short word vectors drawn from the tagger's base encoder.

Like words say that two contents are about one thing, never that they agree: vectors carry no signal for that. They are
in model/words.npz; training/vectors.py writes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parents[1] / "model" / "words.npz"


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


def vectors(keys: Sequence[str]) -> NDArray[np.float32]:
    """A row of length one for each stem, of zeros for one that is not known."""
    places, rows = _table()
    found = np.zeros((len(keys), rows.shape[1]), dtype=np.float32)
    for row, key in enumerate(keys):
        if key in places:
            found[row] = rows[places[key]]
    return found


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
