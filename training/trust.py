"""Fits how far the stance model is trusted, and writes it into model/candidates.json.

    python -m training.trust POLNEAR

A logistic regression over ``candidates.evidence`` on the articles of passages/ that the model has not learnt from, as
the program reads them, and on articles of PolNeAR that it has not met, where next to nothing is contested that no word
announces. Short passages are left out: with them a third fewer of the contested pairs of articles were trusted.
Prints what the chances are worth, fitted on nine tenths of the texts and measured on the last.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.columns import overlaps
from analysis.extractors.contest.candidates import FILE, TRUSTED, evidence
from analysis.extractors.contest.joining import matched
from analysis.extractors.contest.judged import sides
from analysis.extractors.contest.opposed import opposed
from analysis.extractors.contest.positions import denied_spans
from training.candidates import news_articles, read_text
from training.passages import Passage, by_length, read_passages
from training.stance import NEWS_ARTICLES

ARTICLES, PENALTY, FOLDS, ROUNDS = 120, 3.0, 10, 30
Floats = NDArray[np.float64]


def examples(text: str, passage: Passage | None) -> Iterator[tuple[list[float], bool]]:
    """Evidence, and whether contested, of the pairs that the model is asked about and that no rule knows of already."""
    done = read_text(text).done
    one = done.reading
    known = denied_spans(matched(done.found, [one]), versions=True).get(one.doc_id, [])
    for pair in opposed(one, done.rejecting):
        what, answer = (one.document.claims[each.number].reach for each in sides(one, pair))
        if not overlaps(answer, known):
            yield evidence(pair.asked), bool(passage and passage.between(passage.marked(what), passage.marked(answer)))


def collected(corpus: Path) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Evidence, whether contested, and the text's number: a row a pair."""
    _, held = read_passages()
    texts: list[tuple[str, Passage | None]] = [(article.text, article) for article in by_length(held)["articles"]]
    unmet = news_articles(corpus)[NEWS_ARTICLES : NEWS_ARTICLES + ARTICLES]
    texts += [(path.read_bytes().decode("utf-8"), None) for path in unmet]
    rows = [
        (given, yes, number) for number, (text, passage) in enumerate(texts) for given, yes in examples(text, passage)
    ]
    given, right, group = zip(*rows, strict=True)
    return np.array(given), np.array(right, dtype=float), np.array(group)


def fitted(rows: Floats, right: Floats) -> tuple[Floats, float]:
    """Weights and bias of a penalised logistic regression, by Newton's method."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    given = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    weights, penalty = np.zeros(given.shape[1]), PENALTY * np.eye(given.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - chance) - penalty @ weights
        weights = weights + np.linalg.solve((given * (chance * (1 - chance))[:, None]).T @ given + penalty, slope)
    scaled = weights[1:] / spread
    return scaled, float(weights[0] - scaled @ mean)


def crossed(rows: Floats, right: Floats, group: NDArray[np.int64]) -> Floats:
    """The chance of each row by a fit on the texts of other folds."""
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        out = group % FOLDS == fold
        weights, bias = fitted(rows[~out], right[~out])
        found[out] = 1 / (1 + np.exp(-(rows[out] @ weights + bias)))
    return found


def main(given: list[str] | None = None) -> None:
    """Fit, write, and print precision and recall from each chance on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ in it")
    options = parser.parse_args(given)
    rows, right, group = collected(options.corpus)
    weights, bias = fitted(rows, right)
    shares = worth(crossed(rows, right, group), right)
    measured = {"pairs": len(rows), "texts": len(np.unique(group)), "shares": shares}
    known = json.loads(FILE.read_text(encoding="utf-8"))
    known["trusted"] = {"features": TRUSTED, "weights": np.round(weights, 5).tolist(), "bias": round(bias, 5)}
    known["trusted"]["measured"] = measured
    FILE.write_text(json.dumps(known) + "\n", encoding="utf-8")
    alone = 1 / (1 + np.exp(-rows[:, 0]))
    for name, found in (("trusted", shares), ("the model's word alone", worth(alone, right))):
        for least, taken, precision, recall in found:
            print(f"{name}, from {least}: {taken} of {len(rows)}, right {precision:.2f}, of all found {recall:.2f}")


def worth(chance: Floats, right: Floats) -> list[tuple[float, int, float, float]]:
    """From each chance on: how many pairs are taken, the share of them that is right, and of all contested that."""
    found = []
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        taken = chance >= least
        precision = right[taken].mean() if taken.any() else 1.0
        found.append(
            (least, int(taken.sum()), round(float(precision), 3), round(float(right[taken].sum() / right.sum()), 3))
        )
    return found


if __name__ == "__main__":
    main()
