"""What could not be read, by name, with the reason and the remedy."""

import warnings
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that was not read: `path` as the user would find it, `reason` with what to do about it."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ProblemLog:
    """Takes problems in: into the caller's list, or as warnings where the caller gave none.

    Of many problems in one file the first few are told one by one and the others counted by `close`.
    """

    MOST_PER_FILE = 5

    def __init__(self, problems: list[Problem] | None) -> None:
        self._problems = problems
        self._counts: dict[str, int] = {}

    def add(self, path: str, reason: str) -> None:
        self._counts[path] = self._counts.get(path, 0) + 1
        if self._counts[path] <= self.MOST_PER_FILE:
            self._tell(Problem(path, reason))

    def close(self) -> None:
        for path, count in self._counts.items():
            if count > self.MOST_PER_FILE:
                self._tell(Problem(path, f"and {count - self.MOST_PER_FILE} more problems like these"))

    def _tell(self, problem: Problem) -> None:
        if self._problems is None:
            warnings.warn(str(problem), stacklevel=4)
        else:
            self._problems.append(problem)
