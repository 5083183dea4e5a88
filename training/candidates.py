"""Fits how likely two claims are contested before the stance model is asked, and writes model/candidates.json.

    python -m training.candidates POLNEAR

Two small layers over the numbers of ``candidates.features``, two of which come from the words of the claims (words.py).
A stretch of the text is read where its pairs score enough for what that takes (``stance.odds_a_piece``); what counts is
how many of the contested pairs are read while of news, where next to none is, little is.
"""

import argparse
import json
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from analysis import columns
from analysis.extractors.contest import reading
from analysis.extractors.contest.candidates import (
    FEATURES,
    FILE,
    TRUSTED,
    fitted_weights,
    scores,
    terms,
    word_worth,
)
from analysis.extractors.contest.contests import tasks
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.opposed import Near, near, said
from analysis.extractors.contest.stance import odds_a_piece, stretches
from analysis.extractors.readings import read_each
from analysis.extractors.tables import claims_and_speakers
from analysis.workers import Crew
from training.passages import Passage, by_length, read_passages
from training.words import Claim, Worth, crossed, vocabulary, worth

ARTICLES, WIDTH, EPOCHS = 100, 16, 25
PRICES = (0.0049, 0.0064, 0.0078, 0.0101)
SHORT = 3  # of the short passages every third: with all of them a tenth fewer pairs of articles are asked about
# How much an example counts: implied contests, those in words (which rules find too), others in news, in passages.
IMPLIED, WORDED, NEWS, PASSAGE = 3.0, 1.5, 1.0, 0.3
Floats = NDArray[np.float32]


def news_texts(corpus: Path, start: int, end: int) -> list[str]:
    """Articles of PolNeAR's train part from one number to another, that one left out, in an order that is always the
    same, and none of time or subject."""
    paths = sorted((corpus / "train" / "text").glob("*.txt"))
    random.Random(3).shuffle(paths)
    return [path.read_bytes().decode("utf-8") for path in paths[start:end]]


def document_of(text: str) -> pd.DataFrame:
    """A text as the table of documents."""
    row = {"doc_id": "text", "text": text, "source": "text.txt", "encoding": "utf-8", "body_start": 0}
    return columns.frame("documents", [row | {"n_words": len(text.split())}])


class Read(NamedTuple):
    """A text as the program reads it without the stance model's word, and its near pairs of claims."""

    done: reading.Read
    near: Near

    @property
    def claims(self) -> list[DocumentClaim]:
        """The text's claims; the near pairs hold positions among them."""
        return self.done.reading.document.claims


def ruled(text: str) -> reading.Read:
    """A text as the rules read it."""
    documents = document_of(text)
    return reading.read_by_rules(tasks(documents, *claims_and_speakers(documents, read_each(documents)))[0])


def read_text(text: str) -> Read:
    """A text read by the rules, with its near pairs."""
    done = ruled(text)
    return Read(done, near(done.reading, done.rejecting))


def read_texts(texts: Sequence[str]) -> list[Read]:
    """Texts read by the rules, by two processes."""
    with Crew(2) as crew:
        done = dict(crew.shared(read_text, texts, len))
    return [done[number] for number in range(len(texts))]


class Example(NamedTuple):
    """A near pair: its features, whether it is contested, how much it counts, and the places of its claims."""

    row: list[float]
    contested: float
    weight: float
    first: int
    later: int


class Part(NamedTuple):
    """A stretch of a text: its word pieces, the places of its pairs among the text's, and whether one of them denies in
    words, so that it is read at any price."""

    pieces: int
    places: list[int]
    denies: bool


class Text(NamedTuple):
    """The near pairs of a text, the terms of its claims by their places, and its stretches."""

    examples: list[Example]
    terms: Mapping[int, set[str]]
    parts: list[Part]

    def claims(self) -> list[Claim]:
        """The claims with what they are in the pairs."""
        contested, contesting = dict[int, bool](), dict[int, bool]()
        for one in self.examples:
            contested[one.first] = contested.get(one.first, False) or bool(one.contested)
            contesting[one.later] = contesting.get(one.later, False) or bool(one.contested)
        return [Claim(terms, (contested.get(n), contesting.get(n))) for n, terms in self.terms.items()]

    def weighed(self, known: Worth) -> list[Example]:
        """The pairs, with the claims' words as `known` weighs them."""
        sums = {place: word_worth(found, known) for place, found in self.terms.items()}
        return [one._replace(row=[*one.row[:-2], sums[one.first][0], sums[one.later][1]]) for one in self.examples]


def examples(read: Read, passage: Passage | None) -> Text:
    """Every near pair of a text; without `passage` none is contested."""
    marked = {n: passage.marked(read.claims[n].reach) for n in read.near.order} if passage else {}
    found = []
    for (first, second), row in zip(read.near.pairs, read.near.rows, strict=True):
        hows = passage.between(marked[first], marked[second]) if passage else set[str]()
        weight = max((IMPLIED if how == "implied" else WORDED for how in hows), default=0.0)
        found.append(Example(row, float(weight > 0), weight or (PASSAGE if passage else NEWS), first, second))
    return Text(found, {number: terms(told.words) for number, told in read.near.told.items()}, list(_parts(read)))


def _parts(read: Read) -> Iterator[Part]:
    document = read.done.reading.document
    for stretch in stretches(document.text, {number: said(read.claims[number]) for number in read.near.order}):
        places = [place for place, pair in enumerate(read.near.pairs) if stretch.holds(pair)]
        denies = any(not document.denying.isdisjoint(read.near.pairs[place]) for place in places)
        yield Part(stretch.rows.shape[1], places, denies)


def collected(passages: list[Passage]) -> list[Text]:
    """The near pairs of some passages."""
    return [examples(read, p) for read, p in zip(read_texts([p.text for p in passages]), passages, strict=True)]


def fitted(given: list[Example]) -> list[tuple[Floats, Floats]]:
    """The layers' weights and biases, with the scaling of the features inside the first one."""
    told = zip(*((example.row, example.contested, example.weight) for example in given), strict=True)
    rows, contested, weights = (np.array(each, np.float32) for each in told)
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    x, y, w = torch.tensor((rows - mean) / spread), torch.tensor(contested), torch.tensor(weights)
    torch.manual_seed(0)
    linear = [nn.Linear(len(FEATURES), WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)]
    steep = [nn.GELU(approximate="tanh"), nn.Dropout(0.2)]
    net = nn.Sequential(linear[0], *steep, linear[1], steep[0], linear[2])
    optimiser = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=0.05)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(512):
            loss = functional.binary_cross_entropy_with_logits(net(x[batch])[:, 0], y[batch], weight=w[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    layers = [(layer.weight.detach().numpy(), layer.bias.detach().numpy()) for layer in linear]
    first = layers[0][0] / spread
    return [(first, layers[0][1] - first @ mean), *layers[1:]]


def main(given: list[str] | None = None) -> None:
    """Fit, write, and print how many contested pairs of the passages held back are read at each price."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ in it")
    options = parser.parse_args(given)
    torch.set_num_threads(1)
    learnt, held = read_passages()
    lengths = by_length(learnt)
    articles, passages = collected(lengths["articles"]), collected(lengths["passages"][::SHORT])
    texts = news_texts(options.corpus, 0, 2 * ARTICLES)
    news = [examples(read, None) for read in read_texts(texts)]
    weights = fit(articles, passages, news[:ARTICLES], news[ARTICLES:])
    kept = {name: collected(texts) for name, texts in by_length(held).items()}
    print(json.dumps(afforded(weights, news[ARTICLES:], kept), indent=1))


def fit(articles: list[Text], passages: list[Text], news: list[Text], more: list[Text]) -> Worth:
    """Write what is fitted on all but `more`, news whose words alone count; gives the words' worth."""
    told = [text.claims() for text in articles]
    chosen = vocabulary(told, [text.claims() for text in news + more])
    weights = worth(told, chosen)
    given = [text.weighed(each) for text, each in zip(articles, crossed(told, chosen), strict=True)]
    given += [text.weighed(weights) for text in passages + news]
    layers = [
        {"weights": np.round(matrix, 5).tolist(), "bias": np.round(bias, 5).tolist()}
        for matrix, bias in fitted([example for text in given for example in text])
    ]
    known = json.loads(FILE.read_text(encoding="utf-8"))
    # Until training.trust has fitted it, the model's word counts as it is.
    plain = {"features": TRUSTED, "weights": [1.0, *[0.0] * (len(TRUSTED) - 1)], "bias": 0.0}
    known |= {"features": FEATURES, "asked": layers, "words": weights, "trusted": plain, "answered": plain}
    FILE.write_text(json.dumps(known) + "\n", encoding="utf-8")
    fitted_weights.cache_clear()
    return weights


def afforded(weights: Worth, news: list[Text], kept: Mapping[str, list[Text]]) -> dict[str, float]:
    """By odds a piece: the share of the pieces of news, other than was learnt from, that is read from there on, and
    the share of contested pairs of the texts held back, in words and implied, that stand in what is read."""
    found = {}
    unmet = [part for text in news for part in priced(text, weights)]
    read = {name: [(text, priced(text, weights)) for text in texts] for name, texts in kept.items()}
    for price in PRICES:
        wanted = sum(part.pieces for part, odds in unmet if odds >= price)
        found[f"from {price}, news"] = round(wanted / sum(part.pieces for part, _ in unmet), 2)
        for name, texts in read.items():
            for how, weight in (("in words", WORDED), ("implied", IMPLIED)):
                right = [
                    any(place in part.places for part, odds in parts if odds >= price)
                    for text, parts in texts
                    for place, example in enumerate(text.examples)
                    if example.contested and example.weight == weight
                ]
                found[f"from {price}, {name}, {how}"] = round(sum(right) / max(1, len(right)), 3)
    return found


def priced(text: Text, weights: Worth) -> list[tuple[Part, float]]:
    """The stretches of a text, each with its odds a piece: without bound where it is read at any price."""
    worth = scores([example.row for example in text.weighed(weights)])
    return [
        (part, math.inf if part.denies else odds_a_piece(worth[part.places], part.pieces) if part.places else 0.0)
        for part in text.parts
    ]


if __name__ == "__main__":
    main()
