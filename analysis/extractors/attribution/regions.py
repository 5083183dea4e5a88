"""Spans of a text that may nest and overlap, to ask which of them hold an offset."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from analysis.columns import Span


class Regions:
    """Numbered spans; each question takes time by the spans around the offset, not by all of them."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        """`spans`: each span (end open) with the number under which it is told back; one number may have several."""
        self._spans = sorted(spans)
        self._starts = [start for (start, _), _ in self._spans]
        self._reach: list[int] = []
        for (_, end), _ in self._spans:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def holding(self, start: int, end: int | None = None) -> list[tuple[Span, int]]:
        """The spans, with their numbers, that hold the offset `start` or, with `end`, overlap ``[start, end)``."""
        found = []
        index = (bisect_right(self._starts, start) if end is None else bisect_left(self._starts, end)) - 1
        while index >= 0 and self._reach[index] > start:
            if self._spans[index][0][1] > start:
                found.append(self._spans[index])
            index -= 1
        return found

    def __contains__(self, offset: int) -> bool:
        return bool(self.holding(offset))
