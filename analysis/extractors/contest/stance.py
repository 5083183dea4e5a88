"""Whether one claim denies others, or cannot hold beside them, by a small model that shares the tagger's encoder.

The model reads a claim behind up to four that stand before it, each with its speaker's name, and gives for each of the
four the chances of five stances (``Stance``); what is left is the chance of none. Reading them together costs little
more than reading one, and lets the claims that stand by tell which one is meant. It was taught by passages and articles
written for this project (training/README.md). It judges candidates: among all pairs of a text, chance would drown what
is right.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
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
FIRSTS = 4  # claims that are read before the one that may answer them
# Word pieces of an earlier claim, around the later one, of the sentence before that, and of a speaker's name.
_EARLIER, _AROUND, _BEFORE, _NAME = 32, 40, 8, 4
# What a piece is marked as: frame, the later claim's words, what stands around them, its speaker, an earlier claim's
# words; from _GAP on the speaker of an earlier claim, by how many sentences it stands off.
_FRAME, _LATER, _BESIDE, _SPEAKER, _FIRST, _GAP = range(6)
_GAPS = 6
MARKS = _GAP + _GAPS

Ints = NDArray[np.int64]


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

    @property
    def is_in_words(self) -> bool:
        """Whether one of the two says that the other is false or doubtful, rather than what cannot hold beside it."""
        return self.denies + self.doubts + self.denied + self.doubted > self.clashes


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

    def earlier(self, span: Span) -> list[Ints]:
        """Rows of ids, shapes and marks of an earlier claim, its own words alone."""
        start = self.place(span[0])
        end = min(self.place(span[1]), start + _EARLIER)
        return [self.ids[start:end], self.shapes[start:end], np.full(end - start, _FIRST)]

    def later(self, span: Span) -> list[Ints]:
        """The same of the later one: its sentences, of long ones what stands around its own words, and the end of the
        sentence before."""
        begin, last = sentence_of(self.sentences, span[0]), sentence_of(self.sentences, max(span[0], span[1] - 1))
        opens, end = self.place(self.sentences[begin][0]), self.place(self.sentences[last][1])
        start = opens
        inside, behind = self.place(span[0]), self.place(span[1])
        if end - start > _AROUND:
            spare = _AROUND - (behind - inside)
            start = inside if spare <= 0 else max(start, inside - spare // 2)
            end = min(end, start + _AROUND)
        if begin and start == opens:
            start = max(self.place(self.sentences[begin - 1][0]), start - _BEFORE)
        marks = np.full(end - start, _BESIDE)
        marks[max(0, inside - start) : max(0, behind - start)] = _LATER
        return [self.ids[start:end], self.shapes[start:end], marks]

    def name(self, speaker: str, mark: int) -> list[Ints]:
        found = reader()(speaker)
        ids = found.ids[:_NAME]
        return [ids, found.shapes[:_NAME], np.full(len(ids), mark)]


def rows(pieces: Pieces, firsts: Sequence[Said], later: Said) -> tuple[list[Ints], list[Span]]:
    """Ids, shapes and marks of a claim behind earlier ones as the model reads them, and where in the rows the words of
    each stand, those of the later one last; ends exclusive."""
    begin, part = _frame()
    here = sentence_of(pieces.sentences, later.span[0])
    parts, spans, size = [_framed(begin)], [], 1

    def put(*given: list[Ints]) -> None:
        nonlocal size
        parts.extend(given)
        size += sum(len(each[0]) for each in given)

    for claim in firsts:
        gap = here - sentence_of(pieces.sentences, claim.span[0])
        far = gap if gap < 3 else 3 if gap < 5 else 4 if gap < 9 else 5
        put(pieces.name(claim.speaker, _GAP + max(0, far)), _framed(part))
        words = pieces.earlier(claim.span)
        spans.append((size, size + len(words[0])))
        put(words, _framed(part))
    put(pieces.name(later.speaker, _SPEAKER), _framed(part))
    words = pieces.later(later.span)
    own = np.flatnonzero(words[2] == _LATER)
    spans.append((size + int(own[0]), size + int(own[-1]) + 1) if len(own) else (size, size + len(words[0])))
    put(words, _framed(part))
    return [np.concatenate([each[row] for each in parts]) for row in range(3)], spans


def _framed(piece: int) -> list[Ints]:
    return [np.array([piece]), np.array([SHAPES]), np.array([_FRAME])]


def averages(spans: Sequence[Span], size: int) -> NDArray[np.float32]:
    """Weights, shape (3 * earlier claims, `size`): for each earlier claim a row that takes the opening piece, one that
    averages the pieces of the later claim, and one that averages its own."""
    found = np.zeros((len(spans) - 1, 3, size), dtype=np.float32)
    found[:, 0, 0] = 1
    for row, span in enumerate(spans[:-1]):
        for place, (start, end) in ((1, spans[-1]), (2, span)):
            found[row, place, start:end] = 1 / max(1, end - start)
    return found.reshape(-1, size)


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

    `said` are claims by their positions in the document, those that may be asked about; `stances(firsts, later)` takes
    these positions.
    """

    def __init__(self, text: str, sentences: Sequence[Span], said: Mapping[int, Said]) -> None:
        self._text, self._sentences, self._said = text, sentences, said

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._text, self._sentences)  # not before it is asked: of a short text it often is not

    def stances(self, firsts: Sequence[int], later: int) -> list[Stance]:
        """What the model says of a claim towards each of up to FIRSTS that stand before it, these in text order."""
        (ids, shapes, marks), spans = rows(self._pieces, [self._said[first] for first in firsts], self._said[later])
        given = {"ids": ids[None], "shapes": shapes[None], "marks": marks[None], "spans": averages(spans, len(ids))}
        return [Stance(*map(float, chances[1:])) for chances in _session().run(None, given)[0]]
