"""Fits the confidence of the tagger on an annotated corpus, and writes it into the model's settings."""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.evaluation.calibration import calibration_error, reliability
from analysis.evaluation.corpora import read_corpus
from analysis.evaluation.scores import pair
from analysis.extractors.attribution import tagger
from analysis.extractors.attribution.confidence import FEATURES
from analysis.extractors.records import Attribution
from analysis.extractors.text import paragraphs

Floats = NDArray[np.float64]
PENALTY, FOLDS = 1.0, 10


def examples(corpus: Path) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Features, whether right, and the article's number: a row an attribution that the tagger finds."""
    rows, right, group = [], [], []
    for number, article in enumerate(read_corpus(corpus)):
        found: list[Attribution] = []
        for start, end in paragraphs(article.text):
            for one, numbers in tagger.tag_with_features(article.text[start:end]):
                found.append(shifted(one, start))
                rows.append(numbers)
        hits = pair(article.text, found, article.gold()).predicted
        right += [float(position in hits) for position in range(len(found))]
        group += [number] * len(found)
    return np.array(rows), np.array(right), np.array(group)


def shifted(one: Attribution, by: int) -> Attribution:
    """The same attribution counted from `by` characters earlier."""
    source, cue, content = (tuple((a + by, b + by) for a, b in spans) for spans in (one.source, one.cue, one.content))
    return Attribution(source, cue, content, one.kind, one.confidence)


def fit(rows: Floats, right: Floats) -> Floats:
    """Weights of a logistic regression with a ridge on all but the constant, by Newton's method."""
    weights, ridge = np.zeros(rows.shape[1]), PENALTY * np.eye(rows.shape[1])
    ridge[0, 0] = 0
    for _ in range(30):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share - right) + ridge @ weights
        curve = (rows * (share * (1 - share))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def held_out(rows: Floats, right: Floats, group: NDArray[np.int64]) -> Floats:
    """Each row's confidence by weights fitted on other articles than its own."""
    sure = np.zeros(len(rows))
    for fold in range(FOLDS):
        mine = group % FOLDS == fold
        sure[mine] = 1 / (1 + np.exp(-rows[mine] @ fit(rows[~mine], right[~mine])))
    return sure


def main(given: list[str] | None = None) -> None:
    """Fit on a corpus, print the reliability on articles held out, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="PolNeAR's dev part")
    options = parser.parse_args(given)
    rows, right, group = examples(options.corpus)
    if not right.any() or right.all():
        raise SystemExit(
            f"{len(right)} attributions are found in {options.corpus}, {int(right.sum())} of them right: no confidence "
            "can be fitted to that; train longer, or on more articles"
        )
    table = reliability(held_out(rows, right, group).tolist(), right.astype(bool).tolist())
    print(f"{len(rows)} attributions; confidence fitted on other articles:")
    print(table.round(3).to_string(index=False))
    print(f"expected calibration error {calibration_error(table):.3f}")
    path = tagger.MODEL / "tagger.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["confidence"] = {name: round(float(w), 4) for name, w in zip(FEATURES, fit(rows, right), strict=True)}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
