"""Segments: overlapping, nested and broken spans flattened into pieces that follow one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """Something that `text[start:end]` is (end exclusive): `role` is source, cue, content or head, `claim` its number.

    `first` says that the piece is the first of its claim's content.
    """

    start: int
    end: int
    role: str
    claim: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `start` to `end` (exclusive) that lie in the same `marks`; those that begin here and that end here."""

    start: int
    end: int
    marks: tuple[Marked, ...]
    opens: tuple[Marked, ...]
    closes: tuple[Marked, ...]


def segments(start: int, end: int, marks: Iterable[Marked]) -> Iterator[Segment]:
    """The segments of `start` to `end` in text order; together they are all of it, and none is empty.

    A mark that begins before `start` or ends after `end` is cut there and opens or closes only where it truly does.
    """
    inside = sorted(mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end)
    edges = {start, end} | {edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end}
    active: list[Marked] = []
    ahead = 0
    places = sorted(edges)
    for left, right in pairwise(places):
        active = [mark for mark in active if mark.end > left]
        while ahead < len(inside) and inside[ahead].start <= left:
            active.append(inside[ahead])
            ahead += 1
        opens = tuple(mark for mark in active if mark.start == left)
        closes = tuple(mark for mark in active if mark.end == right)
        yield Segment(left, right, tuple(active), opens, closes)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of `text`, end exclusive: runs of lines that are not blank. What lies between is white space."""
    start, end, place = -1, 0, 0
    for line in text.split("\n"):
        if line.strip():
            start = place if start < 0 else start
            end = place + len(line)
        elif start >= 0:
            yield start, end
            start = -1
        place += len(line) + 1
    if start >= 0:
        yield start, end
