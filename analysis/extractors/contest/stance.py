"""Whether one claim denies others, or cannot hold beside them, by a small model that shares the tagger's encoder.

The model reads a stretch of the text as it stands, the speaker's name before each claim, and gives for each pair of
claims in it the chances of five stances (``Stance``); what is left is the chance of none. So it sees who was answered
before, and what the text tells between. It was taught by passages and articles written for this project
(training/README.md). A stretch is read whole or not at all: where little tells of a contest, it is passed over.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from analysis.columns import Span
from analysis.extractors.attribution.pieces import SHAPES
from analysis.extractors.attribution.tagger import MODEL, one_thread, reader

FILE = MODEL / "stance.onnx"
# Word pieces that are read at once, the two frame pieces around them aside; of a claim; of a speaker's name.
LONGEST, _CLAIM, _NAME = 510, 200, 4
_NEXT = 0.6  # the next stretch begins with a claim behind this share of the one before: most claims are met in both
# What a piece is marked as: none of the others; frame; a speaker's name; words of a claim, these two in turn.
_TOLD, _FRAME, _SPEAKER, _CLAIMED = range(4)
_TURNS = 2
MARKS = _CLAIMED + _TURNS
# Odds a piece from which a stretch is read: a third of news, .98 of the contested pairs of short texts.
_PRICE = 0.0078
GAPS = 16  # how many claims two stand apart: from here on it is all one

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Stance(NamedTuple):
    """Chances, 0 to 1, of what a later claim is to an earlier one: it says that the earlier is false; that it is
    doubtful; neither says so, but the two cannot both hold; the earlier says that the later is false; that it is
    doubtful."""

    denies: float
    doubts: float
    clashes: float
    denied: float
    doubted: float

    @property
    def is_turned(self) -> bool:
        """Whether it is the earlier claim that says of the later that it is not so."""
        return self.denied + self.doubted > self.denies + self.doubts + self.clashes

    @property
    def is_doubt(self) -> bool:
        """Whether what is said is that the other is doubtful, rather than false."""
        return self.doubts + self.doubted > max(self.denies + self.denied, self.clashes)


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as the model reads it: the speaker's name and the characters from source to content, end exclusive."""

    speaker: str
    span: Span

    @classmethod
    def of(cls, speaker: str, *parts: Iterable[Sequence[int]]) -> "Said":
        """A claim from the first to the last of its words; `parts` are the spans of source, cue and content."""
        spans = [span for part in parts for span in part]
        return cls(speaker, (int(min(start for start, _ in spans)), int(max(end for _, end in spans))))


class Stretch(NamedTuple):
    """A part of a text as the model reads it: rows of ids, shapes and marks, shape (3, pieces); where in them each
    claim stands, by its number, end exclusive; and its place among the text's claims."""

    rows: Ints
    spans: dict[int, Span]
    places: dict[int, int]

    def holds(self, pair: tuple[int, int]) -> bool:
        """Whether both claims stand in it."""
        return pair[0] in self.spans and pair[1] in self.spans

    def given(self, pairs: Sequence[tuple[int, int]]) -> dict[str, NDArray[np.generic]]:
        """The model's inputs for some pairs of its claims: `averages`, shape (claims, pieces), averages the pieces of
        each claim; `firsts` and `seconds` are rows of it, and `gaps` how many claims lie between."""
        row = {number: place for place, number in enumerate(self.spans)}
        averages = np.zeros((len(row), self.rows.shape[1]), dtype=np.float32)
        for (start, end), own in zip(self.spans.values(), averages, strict=True):
            own[start:end] = 1 / (end - start)
        gaps = [min(GAPS, abs(self.places[second] - self.places[first])) - 1 for first, second in pairs]
        firsts, seconds = ([row[pair[side]] for pair in pairs] for side in (0, 1))
        ids, shapes, marks = self.rows[:, None]
        whole = {"firsts": firsts, "seconds": seconds, "gaps": gaps}
        return {"ids": ids, "shapes": shapes, "marks": marks, "averages": averages} | {
            name: np.array(value, dtype=np.int64) for name, value in whole.items()
        }


def stretches(text: str, said: Mapping[int, Said]) -> Iterator[Stretch]:
    """The parts of a text that hold two of its claims or more, in text order; `said` are the claims by their
    numbers."""
    order = sorted(said, key=lambda number: said[number].span)
    if len(order) < 2:
        return
    rows, spans = _laid_out(text, [said[number] for number in order])
    opens, firsts = [span[0] for span in spans], [span[1] for span in spans]
    (begin, part), size, start = _frame(), rows.shape[1], 0
    while True:
        end = min(size, start + LONGEST)
        held = range(bisect_left(opens, start), bisect_left(firsts, end))
        if len(held) > 1:
            inside = np.array([(begin, SHAPES, _FRAME), *rows[:, start:end].T, (part, SHAPES, _FRAME)]).T
            own = {order[p]: (spans[p][1] - start + 1, min(spans[p][2], end) - start + 1) for p in held}
            yield Stretch(inside, own, {order[p]: p for p in held})
        later = bisect_left(opens, start + _NEXT * LONGEST)
        if end == size or later == len(opens):
            return
        start = opens[later]


def _laid_out(text: str, claims: Sequence[Said]) -> tuple[Ints, list[tuple[int, int, int]]]:
    """A text's pieces with the speakers' names in it, shape (3, pieces); and of each claim, these in text order,
    where its name begins, its words begin, and its words end."""
    pieces, characters = _pieces(text)
    starts = np.searchsorted(characters, [claim.span[0] for claim in claims])
    ends = np.searchsorted(characters, [claim.span[1] for claim in claims])
    names = [_name(claim.speaker) for claim in claims]
    told, *between = np.split(pieces, starts, axis=1)
    rows = np.concatenate([told, *chain.from_iterable(zip(names, between, strict=True))], axis=1)
    moved = np.cumsum([name.shape[1] for name in names])  # by the names before it a piece is
    spans = []
    for turn, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = max(start, min(end, start + _CLAIM) - 1)
        first, behind = (
            int(place + moved[np.searchsorted(starts, place, side="right") - 1]) for place in (start, last)
        )
        first, behind = min(first, rows.shape[1] - 1), min(behind + 1, rows.shape[1])
        words = rows[2, first:behind]
        words[(words != _FRAME) & (words != _SPEAKER)] = _CLAIMED + turn % _TURNS
        spans.append((int(start + moved[turn]) - names[turn].shape[1], first, behind))
    return rows, spans


def _pieces(text: str) -> tuple[Ints, Ints]:
    """The rows of a text's word pieces, marked as told, shape (3, pieces), and the characters at which their words
    start."""
    read, at = reader(), 0
    parts = []
    for paragraph in text.split("\n"):
        found = read(paragraph)
        sizes = np.diff(np.append(found.first, len(found.ids)))
        parts.append((found.ids, found.shapes, np.full(len(found.ids), _TOLD), np.repeat(found.starts + at, sizes)))
        at += len(paragraph) + 1
    *rows, starts = (np.concatenate(each) for each in zip(*parts, strict=True))
    return np.stack(rows), starts


def _name(speaker: str) -> Ints:
    """The rows of a speaker's name between two frame pieces, shape (3, pieces)."""
    part = [(_frame()[1], SHAPES, _FRAME)]
    found = reader()(speaker)
    name = [(piece, shape, _SPEAKER) for piece, shape in zip(found.ids[:_NAME], found.shapes[:_NAME], strict=True)]
    return np.array(part + name + part).T


@cache
def _frame() -> tuple[int, int]:
    """The pieces that open a text for the encoder and part it."""
    begin, part = json.loads((MODEL / "tagger.json").read_text(encoding="utf-8"))["frame"]
    return begin, part


@cache
def _session() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(FILE, one_thread(), providers=["CPUExecutionProvider"])


def stances(
    text: str,
    said: Mapping[int, Said],
    worth: Mapping[tuple[int, int], float],
    wanted: Set[tuple[int, int]] = frozenset(),
) -> dict[tuple[int, int], Stance]:
    """What the model says of pairs of a text's claims; `said` are the claims by their numbers, `worth` the log-odds
    of each pair that it is contested, as far as they are known beforehand.

    A stretch that is not worth its price is passed over, its pairs are left out, unless it holds one of those
    `wanted`. A pair in two stretches gets the mean of both.
    """
    found: dict[tuple[int, int], list[Floats]] = {}
    of_first: dict[int, list[tuple[int, int]]] = {}
    for pair in worth:
        of_first.setdefault(pair[0], []).append(pair)
    for stretch in stretches(text, said) if worth else ():
        pairs = [pair for number in stretch.spans for pair in of_first.get(number, ()) if stretch.holds(pair)]
        price = odds_a_piece([worth[pair] for pair in pairs], stretch.rows.shape[1])
        if price >= _PRICE or not wanted.isdisjoint(pairs):
            for pair, chances in zip(pairs, _session().run(None, stretch.given(pairs))[0], strict=True):
                found.setdefault(pair, []).append(chances[1:])
    return {pair: Stance(*map(float, np.mean(each, axis=0))) for pair, each in found.items()}


def odds_a_piece(worth: Sequence[float] | NDArray[np.float64], pieces: int) -> float:
    """What a stretch may hold for what its reading takes: the odds of its pairs, `worth` as log-odds, by their root
    of the sum of squares, so that one likely pair weighs more than many unlikely, for each of its pieces."""
    return float(np.exp(2 * np.asarray(worth)).sum() ** 0.5) / pieces
