"""Fits how much a claim's words tell that it is contested, and that it contests another.

A logistic regression over the terms of a claim, on the whole articles of passages/ alone: beside news it would learn
what these are about. For the articles that it is fitted on, other fits tell the words' worth, each on three quarters.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

# How often a term stands in our articles at least, and in news; the penalty on weights; rounds of learning; parts.
SEEN, SEEN_IN_NEWS, PENALTY, EPOCHS, PARTS = 25, 3, 3.0, 12, 4
Worth = Mapping[str, tuple[float, float]]


class Claim(NamedTuple):
    """The terms of a claim, and whether it is contested and contests: None on a side that no pair of its has."""

    terms: set[str]
    sides: tuple[bool | None, bool | None]


def vocabulary(articles: Sequence[Sequence[Claim]], news: Sequence[Sequence[Claim]]) -> list[str]:
    """The terms that are often enough in both."""
    ours, theirs = (
        Counter(term for text in texts for claim in text for term in claim.terms) for texts in (articles, news)
    )
    return sorted(term for term, often in ours.items() if often >= SEEN and theirs[term] >= SEEN_IN_NEWS)


def worth(articles: Sequence[Sequence[Claim]], known: Sequence[str]) -> Worth:
    """How much each term of `known` tells that a claim is contested, and that it contests."""
    claims = [claim for text in articles for claim in text]
    sides = [_side([(claim.terms, claim.sides[side]) for claim in claims], known) for side in (0, 1)]
    return {term: (one, other) for term, one, other in zip(known, *sides, strict=True)}


def crossed(articles: Sequence[Sequence[Claim]], known: Sequence[str]) -> list[Worth]:
    """For each article the worth of terms as the others tell it."""
    parts = [
        worth([text for place, text in enumerate(articles) if place % PARTS != part], known) for part in range(PARTS)
    ]
    return [parts[place % PARTS] for place in range(len(articles))]


def _side(claims: Sequence[tuple[set[str], bool | None]], known: Sequence[str]) -> list[float]:
    places = {term: place for place, term in enumerate(known)}
    told = [
        (sorted(places[term] for term in terms if term in places), side) for terms, side in claims if side is not None
    ]
    right = torch.tensor([float(side) for _, side in told])
    torch.manual_seed(0)
    bag, bias = nn.EmbeddingBag(len(known), 1, mode="sum"), nn.Parameter(torch.zeros(1))
    nn.init.zeros_(bag.weight)
    optimiser = torch.optim.Adam([bag.weight, bias], 0.02)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(told)).split(512):
            rows = [told[place][0] for place in batch.tolist()]
            starts = torch.tensor(np.cumsum([0, *map(len, rows[:-1])]))
            odds = bag(torch.tensor([place for row in rows for place in row]), starts)[:, 0] + bias
            loss = functional.binary_cross_entropy_with_logits(odds, right[batch])
            optimiser.zero_grad()
            (loss + PENALTY * (bag.weight**2).sum() / len(told)).backward()
            optimiser.step()
        optimiser.param_groups[0]["lr"] *= 0.8
    return [round(weight, 2) for weight in bag.weight.detach()[:, 0].tolist()]
