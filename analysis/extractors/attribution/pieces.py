"""A paragraph as the attribution model reads it: word pieces, their shape, and windows of bounded length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

# The encoder is uncased and sees no paragraph beyond its own, so capitals and quotation marks are told to it.
CASES = ("lower", "capitalised", "upper", "mixed", "number", "mark")
QUOTED = ("outside", "inside", "unclosed")
SHAPES = len(CASES) * len(QUOTED)

_WORD = re.compile(r"\w+|[^\w\s]")
_MARKS = re.compile(r'["“”„«»]')
_SURROGATES = re.compile("[\ud800-\udfff]")  # a lone half of a character, which no encoder takes
_STOPS = ".!?\n"
# Word pieces that the model reads at once; its frame takes two more places of its 256.
LONGEST = 254
_LONGEST_WORD = 50  # pieces; what a script without spaces writes as one run is cut off there
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

    def quoted(self, spans: Sequence[tuple[int, int]]) -> float:
        """The share of the words of `spans` (word positions, end exclusive) that stand inside quotation marks."""
        words = np.concatenate([self.first[start:end] for start, end in spans])
        return float((self.shapes[words] % len(QUOTED) > 0).mean())


class Reader:
    """Splits paragraphs into word pieces; keeps the words it has met, since news repeats most of its words."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._unknown = [tokenizer.get_vocab()["[UNK]"]]
        self._known = lru_cache(maxsize=100_000)(self._look_up)

    def __call__(self, paragraph: str) -> Pieces:
        """The word pieces of a paragraph of any length, without the model's frame tokens."""
        spans = [match.span() for match in _WORD.finditer(paragraph)]
        words = [self._known(paragraph[start:end]) for start, end in spans]
        ids = np.array([number for pieces, _, _ in words for number in pieces], dtype=np.int64)
        sizes = np.array([size for _, size, _ in words], dtype=np.int64)
        bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
        starts, ends = bounds[:, 0], bounds[:, 1]
        shapes = np.array([case for _, _, case in words], dtype=np.int64) * len(QUOTED)
        shapes += _quoted(paragraph, starts)
        return Pieces(ids, np.repeat(shapes, sizes), np.cumsum(sizes) - sizes, starts, ends)

    def _look_up(self, word: str) -> tuple[tuple[int, ...], int, int]:
        """The word's pieces (one unknown piece where the vocabulary has none), how many, and its case."""
        ids = self._tokenizer.encode(_SURROGATES.sub("\ufffd", word), add_special_tokens=False).ids
        ids = ids[:_LONGEST_WORD] or self._unknown
        return tuple(ids), len(ids), _case(word)


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
    return Pieces(
        pieces.ids[rows], pieces.shapes[rows], pieces.first[words] - low, pieces.starts[words], pieces.ends[words]
    )


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
