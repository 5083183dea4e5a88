"""How far the annotators of a corpus agree with one another."""

from collections.abc import Iterable, Sequence
from itertools import chain

import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from analysis.evaluation.corpora import AnnotatedArticle
from analysis.evaluation.scores import ROLES, Counted, count, table
from analysis.extractors.records import Attribution
from analysis.extractors.text import tokens

_Item = tuple[str, str, str]  # annotator, token, label


def agreement(articles: Sequence[AnnotatedArticle], bootstrap: int = 1000) -> pd.DataFrame:
    """One row a measure, over the articles that two or more annotators read; no rows where there are none.

    `alpha` is Krippendorff's (nominal, a unit is a token) of "source", "cue", "content", each against all else, and
    of "role", the three and none together; for measures of `scores.count`, `f1`, `low` and `high` are one annotator's
    score against the other's, over every pair of annotators, and `alpha` is missing.
    """
    shared = [article for article in articles if len(article.annotations) > 1]
    if not shared:
        return pd.DataFrame(columns=["measure", "alpha", "f1", "low", "high", "articles"])
    items = list(chain.from_iterable(_items(article) for article in shared))
    alphas = [{"measure": role, "alpha": alpha(_only(items, role))} for role in ROLES]
    alphas.append({"measure": "role", "alpha": alpha(items)})
    scores = table((row for article in shared for row in _pairs(article)), bootstrap)
    rows = pd.concat([pd.DataFrame(alphas), scores[["measure", "f1", "low", "high"]]], ignore_index=True)
    return rows.assign(articles=len(shared))


def alpha(items: Iterable[_Item]) -> float:
    """Krippendorff's alpha of (annotator, unit, label) triples: 1 is full agreement, 0 what chance gives.

    1.0 where every label is the same, for which the coefficient is not defined.
    """
    data = list(items)
    if len({label for _, _, label in data}) < 2:
        return 1.0
    return float(AnnotationTask(data=data).alpha())


def labels(text: str, found: Sequence[Attribution]) -> list[str]:
    """The role of each token of `text` in `found`: "source", "cue", "content" (the first that holds) or "none"."""
    marks = ["none"] * len(text)
    for role in reversed(ROLES):
        for start, end in (span for one in found for span in getattr(one, role)):
            marks[start:end] = [role] * (end - start)
    return [marks[start] for start, _ in tokens(text)]


def _items(article: AnnotatedArticle) -> list[_Item]:
    return [
        (annotator, f"{article.name} {position}", label)
        for annotator, found in article.annotations.items()
        for position, label in enumerate(labels(article.text, found))
    ]


def _only(items: list[_Item], role: str) -> list[_Item]:
    return [(annotator, unit, label if label == role else "none") for annotator, unit, label in items]


def _pairs(article: AnnotatedArticle) -> Iterable[dict[str, Counted]]:
    names = sorted(article.annotations)
    for position, first in enumerate(names):
        for second in names[position + 1 :]:
            yield count(article.text, article.annotations[second], article.annotations[first])
