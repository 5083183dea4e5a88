"""Scores of predicted attributions against annotated ones.

Sources, cues and contents are scored as spans of tokens (exact) and token by token. An attribution is right when its
content's tokens reach F1 .5 with an annotated one's and their sources overlap, or neither has one; each counts once,
the best-fitting pairs first. The rule is that of the attribution benchmark this project began with.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.columns import Span
from analysis.extractors.records import Attribution, Spans
from analysis.extractors.text import tokens

ROLES = ("source", "cue", "content")
ENOUGH = 0.5  # content tokens' F1 from which a content counts as found
_QUOTES = '"“”'
_Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure in one article: predicted ones that are right, annotated ones found, and how many of each."""

    right: int
    predicted: int
    found: int
    gold: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which predicted attribution stands for which annotated one: positions in their lists."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def predicted(self) -> set[int]:
        """Positions of the predicted attributions that are right."""
        return {i for i, _ in self.pairs}

    @property
    def gold(self) -> set[int]:
        """Positions of the annotated attributions that were found."""
        return {j for _, j in self.pairs}


class _Reading:
    """A list of attributions as token positions."""

    def __init__(self, text: str, spans: list[Span], found: Sequence[Attribution]) -> None:
        self.starts = np.array([start for start, _ in spans])
        self.ends = np.array([end for _, end in spans])
        self.text = text
        self.rows = [{role: self._positions(getattr(one, role)) for role in ROLES} for one in found]

    def _positions(self, spans: Spans) -> _Tokens:
        positions: set[int] = set()
        for start, end in spans:
            first = int(np.searchsorted(self.ends, start, side="right"))
            positions.update(range(first, int(np.searchsorted(self.starts, end, side="left"))))
        return frozenset(positions)

    def quoted(self, row: int) -> bool:
        """Whether a quotation mark stands in the content or within two characters of it."""
        content = self.rows[row]["content"]
        if not content:
            return False
        low, high = self.starts[min(content)] - 2, self.ends[max(content)] + 2
        return any(mark in self.text[low:high] for mark in _QUOTES)


def pair(text: str, predicted: Sequence[Attribution], gold: Sequence[Attribution]) -> Pairing:
    """The pairs of predicted and annotated attributions that mean the same, by the module's rule."""
    spans = tokens(text)
    return _pairing(_Reading(text, spans, predicted), _Reading(text, spans, gold))


def _pairing(predicted: _Reading, gold: _Reading) -> Pairing:
    close = []
    for i, mine in enumerate(predicted.rows):
        for j, theirs in enumerate(gold.rows):
            fit = _overlap(mine["content"], theirs["content"])
            same = mine["source"] & theirs["source"] or not (mine["source"] or theirs["source"])
            if fit >= ENOUGH and same:
                close.append((fit, i, j))
    chosen: list[tuple[int, int]] = []
    for _, i, j in sorted(close, reverse=True):
        if all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return Pairing(tuple(chosen))


def _overlap(mine: _Tokens, theirs: _Tokens) -> float:
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 0.0


def without_optional(
    text: str, predicted: Sequence[Attribution], gold: Sequence[Attribution], optional: Sequence[Attribution]
) -> list[Attribution]:
    """`predicted` less those that stand for an optional annotation only."""
    needed = pair(text, predicted, gold).predicted
    spare = pair(text, predicted, optional).predicted - needed if optional else set()
    return [one for position, one in enumerate(predicted) if position not in spare]


def count(text: str, predicted: Sequence[Attribution], gold: Sequence[Attribution]) -> dict[str, Counted]:
    """The counts of one article, measure -> Counted: "source exact", "cue token", …, "attribution" and its parts."""
    spans = tokens(text)
    mine, theirs = _Reading(text, spans, predicted), _Reading(text, spans, gold)
    counts: dict[str, Counted] = {}
    for role in ROLES:
        a, b = ({row[role] for row in reading.rows if row[role]} for reading in (mine, theirs))
        counts[f"{role} exact"] = _both(len(a & b), len(a), len(b))
        words_a, words_b = frozenset[int]().union(*a), frozenset[int]().union(*b)
        counts[f"{role} token"] = _both(len(words_a & words_b), len(words_a), len(words_b))
    paired = _pairing(mine, theirs)
    counts["attribution"] = _both(len(paired.pairs), len(predicted), len(gold))
    for name, wanted in (("quoted", True), ("unquoted", False)):
        ours = {i for i in range(len(predicted)) if mine.quoted(i) is wanted}
        annotated = {j for j in range(len(gold)) if theirs.quoted(j) is wanted}
        counts[f"attribution {name}"] = _both(len(paired.gold & annotated), len(ours), len(annotated))
    return counts


def _both(right: int, predicted: int, gold: int) -> Counted:
    return Counted(right, predicted, right, gold)


def count_by(
    name: str,
    label: Callable[[Attribution], str],
    text: str,
    predicted: Sequence[Attribution],
    gold: Sequence[Attribution],
) -> dict[str, Counted]:
    """Attributions of one article counted apart by a label: precision by the predicted one's, recall by the gold's."""
    paired = pair(text, predicted, gold)
    ours, theirs = [label(one) for one in predicted], [label(one) for one in gold]
    return {
        f"{name} {word}": Counted(
            sum(ours[i] == word for i in paired.predicted),
            ours.count(word),
            sum(theirs[j] == word for j in paired.gold),
            theirs.count(word),
        )
        for word in sorted({*ours, *theirs})
    }


def table(counts: Iterable[dict[str, Counted]], bootstrap: int = 1000, seed: int = 0) -> pd.DataFrame:
    """One row a measure: precision, recall, f1, the 95% interval of f1 (low, high), predicted and gold counts.

    The interval resamples articles `bootstrap` times with replacement; low and high are missing where it is 0.
    """
    articles = list(counts)
    names = list(dict.fromkeys(name for article in articles for name in article))
    draws = np.random.default_rng(seed).integers(0, len(articles), size=(bootstrap, len(articles)))
    return pd.DataFrame([_row(name, articles, draws) for name in names])


def _row(name: str, articles: list[dict[str, Counted]], draws: NDArray[np.int64]) -> dict[str, object]:
    none = Counted(0, 0, 0, 0)
    cells = [article.get(name, none) for article in articles]
    counts = np.array([(cell.right, cell.predicted, cell.found, cell.gold) for cell in cells])
    precision, recall, f1 = (float(share) for share in _shares(counts.sum(axis=0)))
    low = high = float("nan")
    if len(draws):
        low, high = (float(q) for q in np.quantile(_shares(counts[draws].sum(axis=1))[2], [0.025, 0.975]))
    totals = {"predicted": int(counts[:, 1].sum()), "gold": int(counts[:, 3].sum())}
    return {"measure": name, "precision": precision, "recall": recall, "f1": f1, "low": low, "high": high, **totals}


def _shares(counts: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
    right, predicted, found, gold = np.moveaxis(counts.astype(np.float64), -1, 0)
    # An annotated attribution with quotation marks may be found by one without: more found than predicted.
    precision = np.divide(np.minimum(right, predicted), predicted, out=np.zeros_like(right), where=predicted > 0)
    recall = np.divide(found, gold, out=np.zeros_like(found), where=gold > 0)
    both = precision + recall
    return precision, recall, np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
