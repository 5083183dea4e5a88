"""How sure the tagger is of an attribution, as a probability fitted on annotated news."""

import math
from collections.abc import Mapping

from analysis.extractors.attribution.decoding import Found

FEATURES = ("always", "cue", "source", "content", "link", "named", "quoted", "long")
_NEAREST = 1e-4  # a probability this near 0 or 1 counts as that far from it


def features(found: Found, quoted: float) -> list[float]:
    """The numbers that the confidence rests on, in the order of `FEATURES`.

    The first is 1; the next four are log-odds of the model's probabilities of the cue, source, content and links;
    then whether a source is named, the share of content words in quotation marks (`quoted`), and the logarithm of
    their number.
    """
    sure = (found.cue_sure, found.source_sure, found.content_sure, found.link_sure)
    words = sum(end - start for start, end in found.contents)
    return [1.0, *map(_log_odds, sure), float(found.source is not None), quoted, math.log(words)]


def _log_odds(share: float) -> float:
    inner = min(max(share, _NEAREST), 1 - _NEAREST)
    return math.log(inner / (1 - inner))


def confidence(numbers: list[float], weights: Mapping[str, float]) -> float:
    """The probability that the attribution is right: a logistic regression on `features`."""
    total = sum(number * weights[name] for name, number in zip(FEATURES, numbers, strict=True))
    return 1 / (1 + math.exp(-total))
