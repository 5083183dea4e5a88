"""Whether one claim denies another, or cannot hold beside it, by a small model that shares the tagger's encoder.

The model reads two claims of a document, each in its sentence and with its speaker's name, and gives three chances:
that the second says the first is false or doubtful, that the two cannot both hold, and neither. It was taught by
passages written for this project (training/README.md). It judges candidates: among all pairs of a text, chance would
drown what is right.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from analysis.columns import Span
from analysis.extractors.attribution.pieces import SHAPES
from analysis.extractors.attribution.tagger import MODEL, one_thread, reader
from analysis.extractors.wording import sentence_of

FILE = MODEL / "stance.onnx"
# Word pieces around a claim, of the sentence before the second one, of a speaker's name.
_AROUND, _BEFORE, _NAME = 48, 20, 8
# What a piece is marked as: frame, in the claims, around them, a name; from _GAP on, the distance (on the first piece).
_FRAME, _FIRST, _SECOND, _AROUND_FIRST, _AROUND_SECOND, _SPEAKER, _GAP = range(7)
_GAPS = 6
MARKS = _GAP + 2 * _GAPS + 1

Ints = NDArray[np.int64]


class Stance(NamedTuple):
    """Chances, 0 to 1, that the second claim disputes the first in words, and that the two cannot both hold."""

    disputes: float
    clashes: float


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


class Pieces:
    """A document's word pieces with their characters, and its sentences."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.sentences = sentences
        read = reader()
        ids, shapes, starts, at = [], [], [], 0
        for paragraph in text.split("\n"):
            found = read(paragraph)
            sizes = np.diff(np.append(found.first, len(found.ids)))
            ids.append(found.ids)
            shapes.append(found.shapes)
            starts.append(np.repeat(found.starts + at, sizes))
            at += len(paragraph) + 1
        self.ids, self.shapes, self.starts = (np.concatenate(each) for each in (ids, shapes, starts))

    def place(self, character: int) -> int:
        return int(np.searchsorted(self.starts, character))

    def around(self, span: Span, first: bool) -> list[Ints]:
        """Rows of ids, shapes and marks: the claim's sentences, cut to its own words where they are long, and for the
        second claim the end of the sentence before."""
        begin, last = sentence_of(self.sentences, span[0]), sentence_of(self.sentences, max(span[0], span[1] - 1))
        opens, end = self.place(self.sentences[begin][0]), self.place(self.sentences[last][1])
        start = opens
        inside, behind = self.place(span[0]), self.place(span[1])
        if end - start > _AROUND:
            spare = _AROUND - (behind - inside)
            start = inside if spare <= 0 else max(start, inside - spare // 2)
            end = min(end, start + _AROUND)
        if not first and begin and start == opens:
            start = max(self.place(self.sentences[begin - 1][0]), start - _BEFORE)
        marks = np.full(end - start, _AROUND_FIRST if first else _AROUND_SECOND)
        marks[max(0, inside - start) : max(0, behind - start)] = _FIRST if first else _SECOND
        return [self.ids[start:end], self.shapes[start:end], marks]

    def name(self, speaker: str) -> list[Ints]:
        found = reader()(speaker)
        ids = found.ids[:_NAME]
        return [ids, found.shapes[:_NAME], np.full(len(ids), _SPEAKER)]


def rows(pieces: Pieces, first: Said, second: Said) -> list[Ints]:
    """Ids, shapes and marks of two claims as the model reads them."""
    begin, part = _frame()
    gap = sentence_of(pieces.sentences, second.span[0]) - sentence_of(pieces.sentences, first.span[0])
    far = abs(gap) if abs(gap) < 3 else 3 if abs(gap) < 5 else 4 if abs(gap) < 9 else 5
    mark = _GAP + far + (_GAPS if gap < 0 else 0)

    def framed(piece: int, mark: int) -> list[Ints]:
        return [np.array([piece]), np.array([SHAPES]), np.array([mark])]

    parts = [framed(begin, mark)]
    for claim, is_first in ((first, True), (second, False)):
        parts += [pieces.name(claim.speaker), framed(part, _FRAME)]
        parts += [pieces.around(claim.span, is_first), framed(part, _FRAME)]
    return [np.concatenate([part[row] for part in parts]) for row in range(3)]


@cache
def _frame() -> tuple[int, int]:
    """The pieces that open a text for the encoder and part it."""
    begin, part = json.loads((MODEL / "tagger.json").read_text(encoding="utf-8"))["frame"]
    return begin, part


@cache
def _session() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(FILE, one_thread(), providers=["CPUExecutionProvider"])


class Judge:
    """The stances between the claims of one document.

    `said` are the claims in the order of the document; `stance(first, second)` takes their positions there.
    """

    def __init__(self, text: str, sentences: Sequence[Span], said: Sequence[Said]) -> None:
        self._text, self._sentences, self._said = text, sentences, said

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._text, self._sentences)  # not before it is asked: of a short text it often is not

    def stance(self, first: int, second: int) -> Stance:
        """What the model says of the two claims."""
        ids, shapes, marks = rows(self._pieces, self._said[first], self._said[second])
        spans = np.zeros((3, len(ids)), dtype=np.float32)
        spans[0, 0] = 1
        for row, mark in enumerate((_FIRST, _SECOND), 1):
            held = marks == mark
            spans[row] = held / max(1, held.sum())
        given = {"ids": ids[None], "shapes": shapes[None], "marks": marks[None], "spans": spans}
        _, disputes, clashes = _session().run(None, given)[0][0]
        return Stance(float(disputes), float(clashes))
