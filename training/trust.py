"""Fits how far the stance model is trusted, and writes it into model/candidates.json.

    python -m training.trust POLNEAR

A logistic regression over ``candidates.evidence`` on the texts of passages/ that the model has not learnt from, as the
program reads them, and on articles of PolNeAR that it has not met, where next to nothing is contested that no word
announces. Prints what the chances are worth, fitted on nine tenths of the texts and measured on the last.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.columns import overlaps
from analysis.extractors.contest.candidates import FILE, TRUSTED, evidence
from analysis.extractors.contest.joining import matched
from analysis.extractors.contest.judged import sides
from analysis.extractors.contest.opposed import opposed
from analysis.extractors.contest.positions import denied_spans
from training.candidates import news_texts, ruled
from training.passages import Passage, read_passages
from training.stance import NEWS_ARTICLES

ARTICLES, PENALTY, FOLDS, ROUNDS = 120, 3.0, 10, 30
Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A pair that the model is asked about: its evidence, whether it is contested, and whether one of the two denies in
    words."""

    evidence: list[float]
    contested: bool
    in_words: bool


def examples(text: str, passage: Passage | None) -> Iterator[Example]:
    """The pairs of a text that the model is asked about, but for those of which the rules know all."""
    done = ruled(text)
    one = done.reading
    known = denied_spans(matched(done.found, [one]), versions=True).get(one.doc_id, [])
    for pair in opposed(one, done.rejecting):
        what, answer = (one.document.claims[each.number].reach for each in sides(one, pair))
        in_words = not one.document.denying.isdisjoint((pair.asked.first, pair.asked.second))
        contested = bool(passage and passage.between(passage.marked(what), passage.marked(answer)))
        if in_words or not overlaps(answer, known):
            yield Example(evidence(pair.asked), contested, in_words)


class Given(NamedTuple):
    """A row a pair: evidence, whether contested, and the text's number."""

    rows: Floats
    right: Floats
    group: NDArray[np.int64]


def collected(corpus: Path) -> dict[str, Given]:
    """What each of the two trusts is fitted on."""
    _, held = read_passages()
    texts: list[tuple[str, Passage | None]] = [(passage.text, passage) for passage in held]
    texts += [(text, None) for text in news_texts(corpus, NEWS_ARTICLES, NEWS_ARTICLES + ARTICLES)]
    told = [(example, number) for number, (text, passage) in enumerate(texts) for example in examples(text, passage)]
    found = {}
    for name, in_words in (("trusted", False), ("answered", True)):
        mine = [(example, number) for example, number in told if example.in_words is in_words]
        rows = np.array([example.evidence for example, _ in mine])
        right = np.array([example.contested for example, _ in mine], dtype=float)
        found[name] = Given(rows, right, np.array([number for _, number in mine]))
    return found


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
    known = json.loads(FILE.read_text(encoding="utf-8"))
    for name, (rows, right, group) in collected(options.corpus).items():
        weights, bias = fitted(rows, right)
        shares = worth(crossed(rows, right, group), right)
        known[name] = {"features": TRUSTED, "weights": np.round(weights, 5).tolist(), "bias": round(bias, 5)}
        known[name]["measured"] = {"pairs": len(rows), "texts": len(np.unique(group)), "shares": shares}
        alone = 1 / (1 + np.exp(-rows[:, 0]))
        for whose, found in ((name, shares), (f"{name}, the model's word alone", worth(alone, right))):
            for least, taken, precision, recall in found:
                print(f"{whose}, from {least}: {taken} of {len(rows)}, right {precision:.2f}, of all {recall:.2f}")
    FILE.write_text(json.dumps(known) + "\n", encoding="utf-8")


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
