"""A paragraph as the attribution model reads it: word pieces, their shape, and windows of bounded length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

# The encoder is uncased and sees no paragraph beyond its own, so capitals and quotation marks are told to it.
CASES = ("lower", "capitalised", "upper", "mixed", "number", "mark")
QUOTED = ("outside", "inside", "unclosed")
SHAPES = len(CASES) * len(QUOTED)

_MARKS = re.compile(r'["“”„«»]')
_SURROGATES = re.compile("[\ud800-\udfff]")  # a lone half of a character, which no encoder takes
_STOPS = ".!?\n"
# Word pieces that the model reads at once; its frame takes two more places of its 256.
LONGEST = 254
_OPENING, _CLOSING = "“„«", "”»"

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """One row a word piece in `ids` and `shapes`; one row a word in `first`, `starts`, `ends`.

    `first` is the row of a word's first piece; `starts`/`ends` are character offsets into the paragraph, end
    exclusive. A word is a run of letters and digits, or one other visible character.
    """

    ids: Ints
    shapes: Ints
    first: Ints
    starts: Ints
    ends: Ints


def read_pieces(paragraph: str, tokenizer: Tokenizer) -> Pieces:
    """The word pieces of a paragraph of any length, without the model's frame tokens."""
    encoding = tokenizer.encode(_SURROGATES.sub("\ufffd", paragraph), add_special_tokens=False)
    words = np.array(encoding.word_ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    is_first = np.diff(words, prepend=-1) != 0
    first = np.flatnonzero(is_first)
    last = np.append(first[1:], len(words))[: len(first)] - 1
    starts, ends = offsets[first, 0], offsets[last, 1]
    shapes = _cases(paragraph, starts, ends) * len(QUOTED) + _quoted(paragraph, starts)
    return Pieces(np.array(encoding.ids, dtype=np.int64), shapes[np.cumsum(is_first) - 1], first, starts, ends)


def windows(pieces: Pieces, paragraph: str) -> Iterator[Pieces]:
    """Parts of at most `LONGEST` pieces, each cut after a sentence where there is one in its second half."""
    start, words = 0, len(pieces.first)
    while start < words:
        end = int(np.searchsorted(pieces.first, pieces.first[start] + LONGEST, side="right")) - 1
        if len(pieces.ids) - pieces.first[start] <= LONGEST:
            end = words
        else:
            stops = (i + 1 for i in range(end - 1, (start + end) // 2, -1) if paragraph[pieces.starts[i]] in _STOPS)
            end = next(stops, end)
        yield _part(pieces, start, end)
        start = end


def _part(pieces: Pieces, start: int, end: int) -> Pieces:
    low = pieces.first[start]
    rows = slice(low, pieces.first[end] if end < len(pieces.first) else None)
    words = slice(start, end)
    return Pieces(pieces.ids[rows], pieces.shapes[rows], pieces.first[words] - low, pieces.starts[words],
                  pieces.ends[words])


def _cases(paragraph: str, starts: Ints, ends: Ints) -> Ints:
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.array([_case(paragraph[start:end]) for start, end in spans], dtype=np.int64)


@lru_cache(maxsize=50_000)
def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    if word[:1].isupper():
        return 1 if word[1:].islower() else 3
    if any(letter.isdigit() for letter in word):
        return 4
    return 0 if any(letter.isalpha() for letter in word) else 5


def _quoted(paragraph: str, starts: Ints) -> Ints:
    """Per word: 0 outside quotation marks, 1 inside a pair, 2 inside one whose other half lies elsewhere."""
    states = np.zeros(len(starts), dtype=np.int64)
    for begin, end, state in _quotes(paragraph):
        states[np.searchsorted(starts, begin) : np.searchsorted(starts, end)] = state
    return states


def _quotes(paragraph: str) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    opened, since = None, 0
    for mark in _MARKS.finditer(paragraph):
        closes = mark[0] in _CLOSING or (mark[0] == '"' and opened is not None)
        if not closes:
            opened = mark.start() if opened is None else opened
        elif opened is not None:
            found.append((opened, mark.end(), 1))
            opened, since = None, mark.end()
        else:
            found.append((since, mark.end(), 2))
            since = mark.end()
    if opened is not None:
        found.append((opened, len(paragraph), 2))
    return found
