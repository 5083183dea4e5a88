"""The whole evaluation: reads a corpus, runs the reading that ships, and sets one against the other."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.evaluation.agreement import agreement
from analysis.evaluation.calibration import calibration_error, reliability
from analysis.evaluation.corpora import AnnotatedArticle, read_corpus
from analysis.evaluation.scores import Counted, count, count_by, pair, table, without_optional
from analysis.extractors.attribution.attributions import attributions
from analysis.extractors.attribution.quotations import quotations
from analysis.extractors.cues import classify
from analysis.extractors.records import Attribution
from analysis.extractors.text import sentences
from analysis.workers import Crew

Read = Callable[[str], list[Attribution]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """What an evaluation found; ``str`` of it is the printed form.

    `rows` has one row a measure (see `scores.table`), `agreement` one row a measure between annotators (no rows
    for a corpus with one annotator an article), `calibration` one row a tenth of confidence.
    """

    corpus: str
    articles: int
    rows: pd.DataFrame
    agreement: pd.DataFrame
    calibration: pd.DataFrame

    def f1(self, measure: str) -> float:
        """F1 of a measure of `rows`, such as "attribution quoted"; KeyError where it was not measured."""
        return dict(zip(self.rows["measure"], self.rows["f1"].astype(float), strict=True))[measure]

    def __str__(self) -> str:
        parts = [f"{self.corpus}: {self.articles} articles", _printed(self.rows)]
        if len(self.agreement):
            title = f"One annotator against another ({self.agreement['articles'].iloc[0]} articles)"
            parts += [title, _printed(self.agreement.drop(columns="articles"))]
        error = calibration_error(self.calibration)
        parts += [f"Confidence (expected calibration error {error:.3f})", _printed(self.calibration)]
        return "\n\n".join(parts)


def evaluate(
    path: str | Path,
    *,
    annotator: str | None = None,
    bootstrap: int = 1000,
    workers: int = 1,
    read: Read = attributions,
    progress: Progress | None = None,
) -> Report:
    """The report of `read`, the reading that ships, against the corpus at `path` (see `corpora.read_corpus`).

    Each article counts once, against `annotator` or, when None, the alphabetically first who read it. Claims in
    the reporter's own voice are not scored. `bootstrap` is the number of resamples for the 95% intervals; 0 leaves
    them out. `progress` is called with (articles read, articles in all). Raises InputError for a path that
    is no corpus, or that `annotator` has not worked on.
    """
    everything = read_corpus(path)
    articles = [one for one in everything if annotator is None or annotator in one.annotations]
    if not articles:
        signs = sorted({sign for one in everything for sign in one.annotations})
        raise InputError(f"{path} has nothing by annotator {annotator!r}; its annotators are {', '.join(signs)}.")
    counts, sure, right = [], [], []
    for number, (article, found) in enumerate(zip(articles, _readings(articles, read, workers), strict=True), 1):
        gold = article.gold(annotator)
        scored = without_optional(article.text, found, gold, article.optional)
        counts.append(_counted(article.text, scored, gold))
        hits = pair(article.text, scored, gold).predicted
        sure += [one.confidence for one in scored]
        right += [position in hits for position in range(len(scored))]
        if progress:
            progress(number, len(articles))
    rows = _ordered(table(counts, bootstrap))
    return Report(str(path), len(articles), rows, agreement(articles, bootstrap), reliability(sure, right))


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Spans and attributions first, then kinds, then cue classes, each of these with the most annotated first."""
    part = rows["measure"].str.startswith("kind ") + 2 * rows["measure"].str.startswith("cue class ")
    often = rows["gold"].where(part > 0, 0)
    order = pd.DataFrame({"part": part, "often": -often}).sort_values(["part", "often"], kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def _readings(articles: list[AnnotatedArticle], read: Read, workers: int) -> Iterable[list[Attribution]]:
    """What `read` finds in each article, in the order of `articles`."""
    early: dict[int, list[Attribution]] = {}
    position = 0
    with Crew(workers) as crew:
        for done, found in crew.shared(read, [article.text for article in articles], len):
            early[done] = found
            while position in early:
                yield early.pop(position)
                position += 1


def _counted(text: str, found: list[Attribution], gold: tuple[Attribution, ...]) -> dict[str, Counted]:
    counts = count(text, found, gold)
    counts |= count_by("kind", _kinds(text), text, found, gold)
    return counts | count_by("cue class", _cue_classes(text), text, found, gold)


def _kinds(text: str) -> Callable[[Attribution], str]:
    """Labels an attribution, whoever marked it, by how much of its content stands between quotation marks."""
    quoted = [False] * len(text)
    for quotation in quotations(text):
        for start, end in quotation.pieces:
            quoted[start:end] = [True] * (end - start)

    def kind(one: Attribution) -> str:
        inside = [quoted[at] for start, end in one.content for at in range(start, end) if text[at].isalnum()]
        if not any(inside):
            return "indirect"
        return "direct" if all(inside) else "mixed"

    return kind


def _cue_classes(text: str) -> Callable[[Attribution], str]:
    spans = sentences(text)
    starts = [start for start, _ in spans]

    def cue_class(one: Attribution) -> str:
        if not one.cue:
            return "none"
        return classify(text, one, spans[max(bisect_right(starts, one.cue[0][0]) - 1, 0)]).cue_class

    return cue_class


def _printed(rows: pd.DataFrame) -> str:
    return str(rows.to_string(index=False, float_format=lambda share: f"{share:.3f}", na_rep=""))
