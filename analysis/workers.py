"""Work shared among processes, this one included."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from threading import Lock
from typing import Any

_AHEAD = 2  # items that a process has at a time: the one it works on, and the next
_MOST = 60  # processes that Windows lets one process wait for


def shared(
    work: Callable[[Any], Any], items: Sequence[Any], workers: int, size: Callable[[Any], int]
) -> Iterator[tuple[int, Any]]:
    """``(position, work(item))`` for each of `items`, as it is done; with several workers the largest come first.

    `workers` processes work at it, this one among them, so that it does not idle while the others start: a process
    is handed nothing before it has started, and one that cannot start is handed nothing. An error in `work` is
    raised here, and what is not begun is left.
    """
    if workers <= 1 or len(items) < 2:
        yield from ((position, work(item)) for position, item in enumerate(items))
        return
    others = _Others(work, items, min(workers, len(items), _MOST + 1) - 1, size)
    try:
        while (position := others.take()) is not None:
            yield position, work(items[position])
            yield from others.done()
        yield from others.done(wait=True)
    finally:
        others.stop()


class _Others:
    """The other processes, what waits for any process, and what the others were handed."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], number: int, size: Callable[[Any], int]):
        self.work, self.items, self.lock = work, items, Lock()
        # The largest first, so that none of them is left to one process at the end.
        self.waiting = deque(sorted(range(len(items)), key=lambda position: -size(items[position])))
        self.handed: deque[tuple[int, Future[Any]]] = deque()
        # Spawned, not forked: a fork copies the model's threads half-way, and Windows and macOS know nothing else.
        self.pool = ProcessPoolExecutor(number, get_context("spawn"), _import, (work,))
        for _ in range(number):
            started = self.pool.submit(_import, work)
            for _ in range(_AHEAD):
                started.add_done_callback(self.hand_out)

    def take(self) -> int | None:
        """The position of the next item that nobody has begun; None when there is no such item."""
        with self.lock:
            return self.waiting.popleft() if self.waiting else None

    def hand_out(self, before: "Future[Any]") -> None:
        """Hand the next item to the process that did `before`, if it went well; called in a thread of the pool."""
        if before.cancelled() or before.exception():
            return
        with self.lock:
            if not self.waiting:
                return
            position = self.waiting.popleft()
            future = self.pool.submit(self.work, self.items[position])
            self.handed.append((position, future))
        future.add_done_callback(self.hand_out)

    def done(self, wait: bool = False) -> Iterator[tuple[int, Any]]:
        """Results of the others, in the order of handing out: those there are, or all when told to wait."""
        while True:
            with self.lock:
                if not self.handed or not (wait or self.handed[0][1].done()):
                    return
                position, future = self.handed.popleft()
            yield position, future.result()

    def stop(self) -> None:
        """End the processes; what is not begun stays undone."""
        with self.lock:
            self.waiting.clear()
        self.pool.shutdown(cancel_futures=True)


def _import(_: object) -> None:
    """Nothing: a process that is handed a function has imported its module."""
