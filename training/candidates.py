"""Fits which pairs of claims are worth asking the stance model about, and writes model/candidates.json.

    python -m training.candidates POLNEAR

Two small layers over the numbers of ``candidates.features``; what counts is how many of the contested pairs are among
the likeliest six of a thousand words of news, which is what reading can afford.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from analysis import columns
from analysis.columns import Span
from analysis.extractors import read_tables
from analysis.extractors.contest.candidates import FEATURES, FILE, WINDOW, Told, features, scores
from analysis.extractors.propositions import proposition
from analysis.extractors.wording import quick_sentences, sentence_of
from training.passages import Passage, read_passages

ARTICLES, WIDTH, EPOCHS = 100, 16, 25
# How much an example counts: implied contests, those in words (which rules find too), others in news, in passages.
IMPLIED, WORDED, NEWS, PASSAGE = 3.0, 1.5, 1.0, 0.3
Floats = NDArray[np.float32]


def news_articles(corpus: Path) -> list[Path]:
    """The articles of PolNeAR's train part in an order that is always the same, and none of time or subject."""
    paths = sorted((corpus / "train" / "text").glob("*.txt"))
    random.Random(3).shuffle(paths)
    return paths


def document_of(text: str) -> pd.DataFrame:
    """A text as the table of documents."""
    row = {"doc_id": "text", "text": text, "source": "text.txt", "encoding": "utf-8", "body_start": 0}
    return columns.frame("documents", [row | {"n_words": len(text.split())}])


def taking_sides(tables: Mapping[str, pd.DataFrame]) -> list[Any]:
    """The rows of the claims that take a side, in text order."""
    found = [c for c in tables["claims"].itertuples() if c.kind != "narrator" and isinstance(c.speaker_id, str)]
    return sorted(found, key=lambda claim: claim.content_spans[0][0])


def told(text: str, claims: list[Any]) -> list[Told]:
    """The claims as the features need them."""
    sentences, made = quick_sentences(text), []
    for claim in claims:
        spans = spans_of(claim)
        stated = [proposition(text, spans)]
        made.append(Told(text, spans, sentence_of(sentences, spans[0][0]), stated, claim.cue_class == "accusation"))
    return made


def near(claims: list[Any]) -> Iterator[tuple[int, int]]:
    """Positions of two claims of different speakers, at most WINDOW apart."""
    for first, one in enumerate(claims):
        for second in range(first + 1, min(len(claims), first + 1 + WINDOW)):
            if one.speaker_id != claims[second].speaker_id:
                yield first, second


def examples(text: str, passage: Passage | None) -> Iterator[tuple[list[float], float, float]]:
    """Features, whether contested, and weight of each near pair; without `passage` none is."""
    claims = taking_sides(read_tables(document_of(text)))
    known = told(text, claims)
    marked = [set.union(*map(passage.marked, spans_of(claim))) for claim in claims] if passage else []
    for first, second in near(claims):
        row = features(known[first], known[second], second - first)
        hows = passage.between(marked[first], marked[second]) if passage else set[str]()
        weight = max((IMPLIED if how == "implied" else WORDED for how in hows), default=0.0)
        yield row, float(weight > 0), weight or (PASSAGE if passage else NEWS)


def spans_of(claim: Any) -> list[Span]:
    """The spans of a claim's content."""
    return [(int(start), int(end)) for start, end in claim.content_spans]


def collected(corpus: Path, passages: list[Passage]) -> tuple[Floats, Floats, Floats, int]:
    """Features, whether contested, weights of all examples, and how many words of news they hold."""
    rows = [each for passage in passages for each in examples(passage.text, passage)]
    words = 0
    for path in news_articles(corpus)[:ARTICLES]:
        text = path.read_bytes().decode("utf-8")
        words += len(text.split())
        rows += examples(text, None)
    given, contested, weights = zip(*rows, strict=True)
    return np.array(given, np.float32), np.array(contested, np.float32), np.array(weights, np.float32), words


def fitted(rows: Floats, contested: Floats, weights: Floats) -> list[tuple[Floats, Floats]]:
    """The layers' weights and biases, with the scaling of the features inside the first one."""
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
    """Fit, write, and print how many contested pairs of the passages held back are asked about at each price."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ in it")
    options = parser.parse_args(given)
    torch.set_num_threads(1)
    learnt, held = read_passages()
    rows, contested, weights, words = collected(options.corpus, learnt)
    layers = [
        {"weights": np.round(matrix, 5).tolist(), "bias": np.round(bias, 5).tolist()}
        for matrix, bias in fitted(rows, contested, weights)
    ]
    known = json.loads(FILE.read_text(encoding="utf-8"))
    known |= {"features": FEATURES, "asked": layers}
    FILE.write_text(json.dumps(known) + "\n", encoding="utf-8")
    print(json.dumps(afforded(rows[weights == NEWS], words, held), indent=1))


def afforded(news: Floats, words: int, held: list[Passage]) -> dict[str, float]:
    """By pairs asked about in a thousand words of news: the score from which they are, and the share of contested pairs
    of the passages held back that reach it, in words and implied."""
    kept = [each for passage in held for each in examples(passage.text, passage)]
    worth = scores([row for row, _, _ in kept])
    likeliest = np.sort(scores(news.tolist()))[::-1]
    found = {}
    for price in (4, 6, 8, 12, 20):
        least = float(likeliest[min(len(likeliest) - 1, int(price * words / 1000))])
        for name, weight in (("in words", WORDED), ("implied", IMPLIED)):
            mine = [value >= least for value, (_, yes, w) in zip(worth, kept, strict=True) if yes and w == weight]
            found[f"{price}: from {least:.2f}, {name}"] = round(sum(mine) / max(1, len(mine)), 2)
    return found


if __name__ == "__main__":
    main()
