"""Articles that repeat one another: the same agency copy printed by several outlets."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

WORD = re.compile(r"\w+")
SHINGLE = 3
# Jaccard similarity of the two sets of three-word runs. One changed word changes three runs of some 400: agency
# copy with up to about twenty changed words, or a fifth more at its end, counts as repeated; a rewrite does not.
SAME = 0.7
# A later text of which nine runs in ten stand in an earlier one is that text, cut: outlets trim agency copy by a
# third. The other way round it is an update, which adds what has to be read. Below a similarity of 0.6 the bands
# miss one pair in eight, so a copy cut by half is left alone rather than known now and then.
CUT, LEAST_CUT = 0.9, 0.6
# Texts below this many words are repeated only word by word: half of a short notice is formula.
FEWEST_WORDS = 20
# 25 bands of 5 find a pair at similarity 0.7 with probability 0.99, at 0.5 with 0.55 (Leskovec et al., Mining of
# Massive Datasets, 3.4.2); each pair found is then measured exactly.
BANDS, ROWS = 25, 5
BLOCK = 4096  # shingles hashed at a time: 4 MB of memory
# Articles cut from one template could fill a bucket with thousands that are alike and yet no repeats.
LARGEST_BUCKET, MOST_COMPARED = 50, 50


def find_duplicates(documents: pd.DataFrame) -> "pd.Series[str]":
    """The doc_id that each document repeats or nearly repeats, missing for the others; indexed like `documents`.

    Needs the columns doc_id, text, body_start, date and source; bodies are compared, headers are not. The earliest
    is the original: by date, undated ones last, then by source, then by doc_id; so the answer does not depend on the
    order of rows. An original never repeats another. Time grows in line with the number of documents.
    """
    found: dict[str, str] = {}
    index = _Index(documents)
    for position in _order(documents):
        original = index.original_of(position)
        if original is not None:
            found[index.ids[position]] = index.ids[original]
    return pd.Series([found.get(doc_id) for doc_id in index.ids], index=documents.index, dtype="str")


def _order(documents: pd.DataFrame) -> list[int]:
    keys = pd.DataFrame({name: documents[name].to_numpy() for name in ("date", "source", "doc_id")})
    return keys.sort_values(["date", "source", "doc_id"], na_position="last", kind="stable").index.tolist()


class _Index:
    """The originals seen so far, by their exact words and by the bands of their signatures."""

    def __init__(self, documents: pd.DataFrame) -> None:
        self.ids = documents["doc_id"].tolist()
        self._texts = documents["text"].tolist()
        self._starts = documents["body_start"].tolist()
        self._exact: dict[bytes, int] = {}
        self._buckets: defaultdict[bytes, list[int]] = defaultdict(list)
        self._shingles_at = lru_cache(maxsize=4096)(lambda position: _shingles(self._words(position)))

    def original_of(self, position: int) -> int | None:
        """The earlier original that this document repeats; else None, and it is an original from now on."""
        words = self._words(position)
        key = hashlib.sha256(" ".join(words).encode("utf-8", "replace")).digest()
        if not words or key in self._exact:
            return self._exact.get(key)
        self._exact[key] = position
        if len(words) < FEWEST_WORDS:
            return None
        bands = list(_bands(_signature(self._shingles_at(position))))
        original = self._nearest(position, bands)
        if original is None:
            for band in bands:
                if len(self._buckets[band]) < LARGEST_BUCKET:
                    self._buckets[band].append(position)
        else:
            self._exact[key] = original
        return original

    def _words(self, position: int) -> list[str]:
        return WORD.findall(self._texts[position][self._starts[position] :].casefold())

    def _nearest(self, position: int, bands: list[bytes]) -> int | None:
        """The original that this text repeats, whole or cut; the most similar one, the earlier of two alike."""
        shared: dict[int, int] = {}
        for band in bands:
            for other in self._buckets.get(band, ()):
                shared[other] = shared.get(other, 0) + 1
        likely = sorted(shared, key=lambda other: -shared[other])[:MOST_COMPARED]
        ours = self._shingles_at(position)
        scores = {other: _likeness(ours, self._shingles_at(other)) for other in likely}
        alike = [other for other, (jaccard, held) in scores.items() if jaccard >= (LEAST_CUT if held >= CUT else SAME)]
        return max(alike, key=lambda other: scores[other], default=None)


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _shingles(words: list[str]) -> Numbers:
    """The set of runs of `SHINGLE` words, each as a 64-bit number, sorted; the same on every machine."""
    numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    runs = np.zeros(max(len(words) - SHINGLE + 1, 0), dtype=np.uint64)
    for step in range(SHINGLE):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + numbers[step : step + len(runs)]
    return np.unique(runs)


def _likeness(ours: Numbers, theirs: Numbers) -> tuple[float, float]:
    """Jaccard similarity, and the share of ours that stands in theirs."""
    common = len(np.intersect1d(ours, theirs, assume_unique=True))
    return common / (len(ours) + len(theirs) - common), common / len(ours)


def _seeds(name: str) -> Numbers:
    return np.array([_number(f"{name} {number}") | 1 for number in range(BANDS * ROWS)], dtype=np.uint64)


FACTORS, SHIFTS = _seeds("factor"), _seeds("shift")


def _signature(shingles: Numbers) -> Numbers:
    """The MinHash signature: the least of the shingles under each of the hash functions (Broder 1997)."""
    mixed = shingles ^ (shingles >> np.uint64(29))
    least = np.full(BANDS * ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(mixed), BLOCK):
        hashed = np.multiply.outer(FACTORS, mixed[start : start + BLOCK]) + SHIFTS[:, None]
        np.minimum(least, hashed.min(axis=1), out=least)
    return least


def _bands(signature: Numbers) -> Iterator[bytes]:
    for number in range(BANDS):
        yield bytes([number]) + signature[number * ROWS : (number + 1) * ROWS].tobytes()
