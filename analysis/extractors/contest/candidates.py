"""How likely two claims of a document are contested, before the stance model is asked and after it.

Asking takes longer than all rules together. So each pair first gets a score from what is known of it without the model:
how near the two stand, what words they share or have alike, whether one is in the negative, whether both give figures,
and whether each speaks as claims do that are contested, or that contest (``terms``).
How alike they are then tells, too, how far the model's word is to be trusted. Both sets of weights are fitted
(training/candidates.py, training/trust.py) and lie in model/candidates.json.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.columns import Span
from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest.stance import Stance
from analysis.extractors.contest.vectors import rank, vectors
from analysis.extractors.propositions import Proposition

FILE = MODEL / "candidates.json"
WINDOW = 8  # claims between two that are compared
_LIKE = 0.35
_NEGATIVE = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|nowhere|hardly|only|just)\b|n[’']t\b", re.IGNORECASE
)
FEATURES = (
    "sentences", "claims", "paragraph", "next", "covers", "covered", "shared", "rarity", "of the second", "names",
    "first negative", "second negative", "one negative", "figures", "one unit", "second quoted", "words of the first",
    "words of the second", "first accuses", "both", "first denies", "second denies", "of the second's speaker",
    "of the first's speaker", "second points", "words of a contested", "words of a contesting",
)  # fmt: skip
# What the trust in the model's word hangs on: its chances and the score, as log-odds, and how alike the two are. Where
# they stand and among how many pairs were left out: the model knows that.
TRUSTED = (
    "opposed", "denies", "doubts", "clashes", "denied", "doubted", "score",
    "covers", "covered", "shared", "rarity", "of the second", "one negative", "figures", "one unit", "both", "names",
    "second denies", "of the second's speaker",
)  # fmt: skip
_ALIKE = [FEATURES.index(name) for name in TRUSTED if name in FEATURES]
_SHORT = 4  # words that tell something: a pointer says no more
_WORD = re.compile(r"[^\W\d_]{3,}")
_TERM = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\w\s]")
_POINTS = re.compile(r"[\W_]*(?:that|this|it|its|they|those|these|he|she|none|not|no|all|any)\b", re.IGNORECASE)
Floats = NDArray[np.float64]


def terms(words: str) -> set[str]:
    """A claim's words in lower case, figures as one, marks, pairs of neighbours, and with "^" what opens it."""
    plain = words.lower().replace("’", "'")
    found = ["#" if term.isdecimal() else term for term in _TERM.findall(plain)]
    pairs = [f"{one} {other}" for one, other in pairwise(found)]
    return {*found, *pairs, *(f"^{opening}" for opening in (*found[:1], *pairs[:1]))}


def word_worth(found: set[str], known: Mapping[str, Sequence[float]]) -> tuple[float, float]:
    """How much a claim's terms tell together that it is contested, and that it contests, by the weights of `known`."""
    weights = [known[term] for term in found if term in known]
    # Summed exactly: a set has no order.
    return math.fsum(weight[0] for weight in weights), math.fsum(weight[1] for weight in weights)


class Told:
    """A claim as the features need it: where it stands, what it states, the class of its cue, its speaker's name."""

    def __init__(
        self, text: str, spans: Sequence[Span], sentence: int, stated: Sequence[Proposition], cue: str, speaker: str
    ) -> None:
        self.words = " ".join(text[start:end] for start, end in spans)
        self.weights = {key: weight for each in stated for key, weight in each.weights.items()}
        self.names = {name for each in stated for name in each.names}
        self.units = {quantity.unit for each in stated for quantity in each.quantities}
        self.negative = bool(_NEGATIVE.search(self.words))
        self.sentence, self.accuses, self.denies = sentence, cue == "accusation", cue in ("denial", "doubt")
        self.quoted = self.words[:1] in "“\"‘'"
        self.called = _WORD.findall(speaker.lower())[-1:]
        self.said = set(_WORD.findall(self.words.lower()))
        self.points = len(self.weights) <= _SHORT and bool(_POINTS.match(self.words))
        self.text, self.start = text, spans[0][0]
        self.keys = list(self.weights)
        self.values = np.array([self.weights[key] for key in self.keys])
        self.rows = vectors(self.keys)
        self.contested, self.contesting = word_worth(terms(self.words), fitted_weights().words)


def features(first: Told, second: Told, apart: int) -> list[float]:
    """One number for each of FEATURES."""
    shared = [key for key in second.keys if key in first.weights]
    rarity = sum(np.log1p(rank(key)) for key in shared if key[0].isalpha())
    covers = covered = 0.0
    if first.keys and second.keys:
        like = first.rows @ second.rows.T
        for key in shared:
            like[first.keys.index(key), second.keys.index(key)] = 1.0
        like = np.where(like >= _LIKE, like, 0.0)
        covers = float(like.max(axis=0) @ second.values / second.values.sum())
        covered = float(like.max(axis=1) @ first.values / first.values.sum())
    gap = second.sentence - first.sentence
    one_paragraph = "\n" not in first.text[first.start : second.start]
    return [
        min(gap, 6), apart, one_paragraph, apart == 1, covers, covered, len(shared), rarity,
        rarity / max(1, len(second.keys)), len(first.names & second.weights.keys()), first.negative, second.negative,
        first.negative != second.negative, bool(first.units and second.units), bool(first.units & second.units),
        second.quoted, np.log1p(len(first.keys)), np.log1p(len(second.keys)), first.accuses, covers * covered,
        first.denies, second.denies, not first.said.isdisjoint(second.called), not second.said.isdisjoint(first.called),
        second.points, first.contested, second.contesting,
    ]  # fmt: skip


class Fitted(NamedTuple):
    """Weights and biases: of the layers that score, and of how far the model is trusted where no word denies, and where
    one of the two does; and how much each of ``terms`` tells that a claim is contested, and that it contests."""

    layers: list[tuple[Floats, Floats]]
    trusted: tuple[Floats, float]
    answered: tuple[Floats, float]
    words: Mapping[str, tuple[float, float]]


@cache
def fitted_weights() -> Fitted:
    """The weights of model/candidates.json."""
    settings = json.loads(FILE.read_text(encoding="utf-8"))
    layers = [(np.array(layer["weights"]), np.array(layer["bias"])) for layer in settings["asked"]]
    trusts = [(np.array(settings[name]["weights"]), settings[name]["bias"]) for name in ("trusted", "answered")]
    return Fitted(layers, trusts[0], trusts[1], settings["words"])


def scores(rows: Sequence[Sequence[float]]) -> Floats:
    """Log-odds of each row that its pair is contested: far from the truth on news, good for ranking."""
    x = np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))
    *inner, (last, offset) = fitted_weights().layers
    for weights, bias in inner:
        y = x @ weights.T + bias
        x = 0.5 * y * (1 + np.tanh(0.7978845608 * (y + 0.044715 * y**3)))  # GELU
    return (x @ last.T + offset)[:, 0]


@dataclass(frozen=True, slots=True)
class Asked:
    """Two claims by their positions in the document, the earlier first, with all that is known of the pair: its
    features, their score, and the model's word."""

    first: int
    second: int
    row: tuple[float, ...]
    score: float
    stance: Stance

    @property
    def opposed(self) -> float:
        """The model's chance that the two are contested, in any way."""
        return sum(self.stance)


def evidence(pair: Asked) -> list[float]:
    """One number for each of TRUSTED."""
    odds = [_odds(chance) for chance in (pair.opposed, *pair.stance)]
    return [*odds, pair.score, *(pair.row[place] for place in _ALIKE)]


def chance(pair: Asked) -> float:
    """The chance, 0 to 1, that a pair of which neither denies in words is contested."""
    return _chance(pair, *fitted_weights().trusted)


def answering(pair: Asked) -> float:
    """The chance, 0 to 1, that of a pair the one that denies in words answers the other."""
    return _chance(pair, *fitted_weights().answered)


def _chance(pair: Asked, weights: Floats, bias: float) -> float:
    odds = np.dot(evidence(pair), weights) + bias
    return float(1 / (1 + np.exp(-odds)))


def _odds(chance: float) -> float:
    return float(np.log(max(chance, 1e-4) / max(1 - chance, 1e-4)))
