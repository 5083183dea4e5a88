"""Work shared among processes, this one included."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from threading import Lock
from typing import Any

_AHEAD = 2  # items that a process has at a time: the one it works on, and the next
_MOST = 60  # processes that Windows lets one process wait for


class Crew:
    """`workers` processes that share work, this one among them; a context manager that ends the others.

    They start with the first work that is shared, and stay for the next.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = min(workers, _MOST + 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)  # they end by themselves
            self._pool = None

    def shared(
        self, work: Callable[[Any], Any], items: Sequence[Any], size: Callable[[Any], int]
    ) -> Iterator[tuple[int, Any]]:
        """``(position, work(item))`` for each of `items`, as it is done; with several workers the largest come first.

        This process works too, so that it does not idle while the others start: a process is handed nothing before
        it has started, and one that cannot start is handed nothing. An error in `work` is raised here, and what is
        not begun is left.
        """
        if self.workers <= 1 or len(items) < 2:
            yield from ((position, work(item)) for position, item in enumerate(items))
            return
        # Spawned, not forked: a fork copies the model's threads half-way, and Windows and macOS know nothing else.
        self._pool = self._pool or ProcessPoolExecutor(self.workers - 1, get_context("spawn"), _import, (work,))
        others = _Others(self._pool, work, items, min(self.workers, len(items)) - 1, size)
        try:
            while (position := others.take()) is not None:
                yield position, work(items[position])
                yield from others.done()
            yield from others.done(wait=True)
        finally:
            others.stop()


ALONE = Crew()


class _Others:
    """The other processes, what waits for any process, and what the others were handed."""

    def __init__(
        self,
        pool: ProcessPoolExecutor,
        work: Callable[[Any], Any],
        items: Sequence[Any],
        number: int,
        size: Callable[[Any], int],
    ) -> None:
        self.pool, self.work, self.items, self.lock = pool, work, items, Lock()
        # The largest first, so that none of them is left to one process at the end.
        self.waiting = deque(sorted(range(len(items)), key=lambda position: -size(items[position])))
        self.handed: deque[tuple[int, Future[Any]]] = deque()
        for _ in range(number):
            with suppress(BrokenExecutor):  # a process died: this one does the work
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
            try:
                future = self.pool.submit(self.work, self.items[self.waiting[0]])
            except BrokenExecutor:
                return
            self.handed.append((self.waiting.popleft(), future))
        future.add_done_callback(self.hand_out)  # not within the lock: what is done already calls at once

    def done(self, wait: bool = False) -> Iterator[tuple[int, Any]]:
        """Results of the others, in the order of handing out: those there are, or all when told to wait."""
        while True:
            with self.lock:
                if not self.handed or not (wait or self.handed[0][1].done()):
                    return
                position, future = self.handed.popleft()
            yield position, future.result()

    def stop(self) -> None:
        """What is not begun stays undone."""
        with self.lock:
            self.waiting.clear()
            for _, future in self.handed:
                future.cancel()


def _import(_: object) -> None:
    """Nothing: a process that is handed a function has imported its module."""
