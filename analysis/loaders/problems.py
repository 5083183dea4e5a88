"""What could not be read, by name, with the reason and the remedy."""

import warnings
from typing import NamedTuple, Protocol

UNREAD, PARTLY, EMPTY = "unread", "partly", "empty"


class Problem(NamedTuple):
    """One thing that was not read: `path` as the user would find it, `reason` with what to do about it.

    `kind` is "unread", "partly" for a file of which the rest was read, or "empty" for a folder that holds nothing to
    read. `input` names the input that it was found in, as the study's manifest calls it; "" where nobody noted it.
    """

    path: str
    reason: str
    kind: str = UNREAD
    input: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class Note(Protocol):
    """Hears of something that was not read: its path, the reason, and the kind of `Problem` that it is."""

    def __call__(self, path: str, reason: str, kind: str = UNREAD, /) -> None: ...


class ProblemLog:
    """Takes problems in: into the caller's list, or as warnings where the caller gave none.

    Of many problems in one file the first few are told one by one and the others counted by `close`.
    """

    MOST_PER_FILE = 5

    def __init__(self, problems: list[Problem] | None) -> None:
        self._problems = problems
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, path: str, reason: str, kind: str = UNREAD, /) -> None:
        count = self._counts[path, kind] = self._counts.get((path, kind), 0) + 1
        if count <= self.MOST_PER_FILE:
            self._tell(Problem(path, reason, kind))

    def close(self) -> None:
        for (path, kind), count in self._counts.items():
            if count > self.MOST_PER_FILE:
                self._tell(Problem(path, f"and {count - self.MOST_PER_FILE} more problems like these", kind))

    def _tell(self, problem: Problem) -> None:
        if self._problems is None:
            warnings.warn(str(problem), stacklevel=4)
        else:
            self._problems.append(problem)
