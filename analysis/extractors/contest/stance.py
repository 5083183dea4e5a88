"""Whether one claim denies another, or cannot hold beside it, by a small model that shares the tagger's encoder.

The model reads two claims of a document, each in its sentence and with its speaker's name, and gives three chances:
that the second says the first is false or doubtful, that the two cannot both hold, and neither. It was taught by
passages written for this project (training/README.md). It judges candidates: among all pairs of a text, chance would
drown what is right.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from analysis.columns import Span
from analysis.extractors.attribution.pieces import SHAPES, Reader
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


class Pieces:
    """A document's word pieces with their characters, and its sentences."""

    def __init__(self, text: str, sentences: Sequence[Span], read: Reader) -> None:
        self.sentences = sentences
        self._read = read
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
        found = self._read(speaker)
        ids = found.ids[:_NAME]
        return [ids, found.shapes[:_NAME], np.full(len(ids), _SPEAKER)]


def rows(pieces: Pieces, first: Said, second: Said, frame: Sequence[int]) -> list[Ints]:
    """Ids, shapes and marks of two claims as the model reads them."""
    gap = sentence_of(pieces.sentences, second.span[0]) - sentence_of(pieces.sentences, first.span[0])
    far = abs(gap) if abs(gap) < 3 else 3 if abs(gap) < 5 else 4 if abs(gap) < 9 else 5
    mark = _GAP + far + (_GAPS if gap < 0 else 0)

    def framed(piece: int, mark: int) -> list[Ints]:
        return [np.array([piece]), np.array([SHAPES]), np.array([mark])]

    parts = [framed(frame[0], mark)]
    for claim, is_first in ((first, True), (second, False)):
        parts += [pieces.name(claim.speaker), framed(frame[1], _FRAME)]
        parts += [pieces.around(claim.span, is_first), framed(frame[1], _FRAME)]
    return [np.concatenate([part[row] for part in parts]) for row in range(3)]


class _Model:
    """The session and the word pieces, read once a process."""

    def __init__(self, folder: Path) -> None:
        self.read = reader()
        self.frame = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))["frame"]
        self.session = onnxruntime.InferenceSession(
            folder / FILE.name, one_thread(), providers=["CPUExecutionProvider"]
        )

    def stance(self, given: list[Ints]) -> Stance:
        ids, shapes, marks = given
        spans = np.zeros((3, len(ids)), dtype=np.float32)
        spans[0, 0] = 1
        for row in (1, 2):
            held = marks == row
            spans[row] = held / max(1, held.sum())
        inputs = {"ids": ids[None], "shapes": shapes[None], "marks": marks[None], "spans": spans}
        chances = self.session.run(None, inputs)[0][0]
        return Stance(float(chances[1]), float(chances[2]))


@lru_cache(maxsize=1)
def _model() -> _Model:
    return _Model(MODEL)


class Judge:
    """The stances between the claims of one document, each asked for once.

    `said` are the claims in the order of the document; `stance(first, second)` takes their positions there.
    """

    def __init__(self, text: str, sentences: Sequence[Span], said: Sequence[Said]) -> None:
        self._text, self._sentences, self._said = text, sentences, said
        self._pieces: Pieces | None = None
        self._known: dict[tuple[int, int], Stance] = {}

    def stance(self, first: int, second: int) -> Stance:
        if (first, second) not in self._known:
            model = _model()
            if self._pieces is None:
                self._pieces = Pieces(self._text, self._sentences, model.read)
            given = rows(self._pieces, self._said[first], self._said[second], model.frame)
            self._known[first, second] = model.stance(given)
        return self._known[first, second]
