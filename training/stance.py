"""Teaches the stance model: it starts from the tagger's encoder, all of which learns but for the words' own vectors.

    python -m training.stance POLNEAR --out FOLDER

Claims with those before them come from passages/, and claims of PolNeAR that nothing says are contested teach how
seldom news holds a contest. Writes a checkpoint an epoch, and prints how well the texts that were held back are read.
"""

import argparse
import json
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.columns import Span
from analysis.extractors.attribution.pieces import SHAPES
from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest import opposed
from analysis.extractors.contest.candidates import likeliest, scores
from analysis.extractors.contest.joining import matched
from analysis.extractors.contest.stance import FIRSTS, MARKS, Ints, Pieces, averages, rows
from analysis.extractors.wording import quick_sentences
from training.candidates import Read, news_texts, read_texts
from training.model import INNER, WIDTH, Tagger
from training.passages import Passage, by_length, read_passages
from training.train import NUMBERS, Masters, share_at

POOLED = 128
NEITHER, DENIES, DOUBTS, CLASHES, DENIED, DOUBTED = range(6)
KINDS = {"denied": DENIES, "doubted": DOUBTS, "implied": CLASHES}
TURNED = {DENIES: DENIED, DOUBTS: DOUBTED, CLASHES: CLASHES}
# How the shipped model is taught.
PLAN = ["--epochs", "2", "--threads", "2"]
CHOSEN = "stance2.safetensors"
# Claims in no contest that are read for each one in a contest (of a text at least one); the share of the articles, and
# of the passages, that an epoch reads.
REST, ARTICLES, PASSAGES = 1.0, 1.0, 0.25
READ = 0.5  # how often an article's claims are those that the program finds, instead of those marked
NEWS_SHARE, NEWS_ARTICLES, WORTH = 0.2, 450, -2.5


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim behind earlier ones as the model reads them, and what it is to each (NEITHER to DOUBTED)."""

    rows: list[Ints]
    spans: list[Span]
    kinds: list[int]


class Stance(nn.Module):
    """The tagger's encoder with marks on the claims' pieces; logits of six kinds, for each earlier claim."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.encoder = Tagger(6, INNER)
        del self.encoder.head, self.encoder.content_gaps, self.encoder.source_gaps
        self.encoder.words = nn.Embedding.from_pretrained(weights["words.weight"])
        self.encoder.places = nn.Embedding(*weights["places.weight"].shape)
        self.encoder.load_state_dict(weights, strict=False)
        self.marks = nn.Embedding(MARKS, WIDTH)
        self.pool, self.head = nn.Linear(3 * WIDTH, POOLED), nn.Linear(POOLED, DOUBTED + 1)
        nn.init.normal_(self.marks.weight, std=0.02)

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor, spans: Tensor) -> Tensor:
        x = self.encoder.encode(ids, shapes, mask, self.marks(marks))
        means = (spans.to(x.dtype) @ x).reshape(len(x), -1, 3 * WIDTH)
        pooled = functional.gelu(self.pool(means), approximate="tanh")
        return self.head(self.encoder.dropout(pooled)).float()


def shipped(tagger: Path) -> dict[str, Tensor]:
    """The tagger's weights as its int8 graph has them, since what is learnt beyond them is added to these."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(tagger).graph.initializer}
    weights = {name: stored[name] for name in ("places.weight", "shapes.weight", "norm.weight", "norm.bias")}
    weights["words.weight"] = stored["words.i8"].astype(np.float32) * stored["words.scale"]
    for number in range(6):
        for norm in (f"layers.{number}.norm1", f"layers.{number}.norm2"):
            weights |= {f"{norm}.{part}": stored[f"{norm}.{part}"] for part in ("weight", "bias")}
        for name in (f"layers.{number}.{part}" for part in ("qkv", "joined", "up", "down")):
            weights[f"{name}.weight"] = (stored[f"{name}.i8"].astype(np.float32) * stored[f"{name}.scale"]).T
            weights[f"{name}.bias"] = stored[f"{name}.bias"]
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in weights.items()}


# ---- answers


def of_passage(passage: Passage, rng: random.Random) -> list[Answer]:
    """Every claim behind those of other speakers before it; of more than FIRSTS those that it is in a contest with, and
    others, the nearer the likelier."""
    kinds: dict[tuple[str, str], int] = {}
    for contest in passage.contests:
        kind = KINDS[contest.how]
        for one in contest.asserting:
            kinds |= {(one, other): kind for other in contest.contesting}
            kinds |= {(other, one): TURNED[kind] for other in contest.contesting}
    pieces = Pieces(passage.text, quick_sentences(passage.text))
    order = sorted(passage.claims, key=lambda label: passage.claims[label].span)
    made = []
    for place, later in enumerate(order):
        own = passage.claims[later]
        weighed = [
            ((label, later) not in kinds, (place - at) * rng.random() ** 0.5, at)
            for at, label in enumerate(order[:place])
            if passage.claims[label].speaker != own.speaker
        ]
        firsts = [order[at] for at in sorted(at for _, _, at in sorted(weighed)[:FIRSTS])]
        if firsts:
            given = rows(pieces, [passage.claims[label] for label in firsts], own)
            made.append(Answer(*given, [kinds.get((label, later), NEITHER) for label in firsts]))
    return made


def of_reading(read: Read, passage: Passage | None) -> list[Answer]:
    """The claims that the program finds in a text, each behind those that the model would be asked about with it, where
    one of these is worth it; without `passage` none is contested, and what the rules take for contested is
    left out."""
    document = read.done.reading.document
    said = {number: opposed.said(read.claims[number]) for number in read.near.order}
    marked = {number: passage.marked(read.claims[number].reach) for number in read.near.order} if passage else {}
    doubtful = _contested(read) if passage is None else set()
    pieces, made = Pieces(document.text, document.sentences), []
    pairs = [pair for pair in read.near.pairs if pair not in doubtful]
    worth = scores([row for row, pair in zip(read.near.rows, read.near.pairs, strict=True) if pair not in doubtful])
    for later, firsts, best in likeliest(pairs, worth):
        kinds = [_kind(passage, marked[first], marked[later]) if passage else NEITHER for first in firsts]
        if best >= WORTH or any(kinds):
            made.append(Answer(*rows(pieces, [said[first] for first in firsts], said[later]), kinds))
    return made


def _kind(passage: Passage, first: set[str], later: set[str]) -> int:
    """What the later of two claims, by their labels, is to the earlier."""
    for contest in passage.contests:
        asserting, contesting = set(contest.asserting), set(contest.contesting)
        if first & asserting and later & contesting:
            return KINDS[contest.how]
        if later & asserting and first & contesting:
            return TURNED[KINDS[contest.how]]
    return NEITHER


def _contested(read: Read) -> set[tuple[int, int]]:
    """The pairs of claims that stand in one contest already, as the rules read the text."""
    places = {claim.claim_id: number for number, claim in enumerate(read.claims)}
    sides = (
        sorted({places[p.claim_id] for p in assertion.positions if p.claim_id in places})
        for assertion in matched(read.done.found, [read.done.reading])
    )
    return {pair for each in sides for pair in combinations(each, 2)}


def news(corpus: Path) -> list[Answer]:
    """Answers of some articles of the corpus, always the same."""
    return [answer for read in read_texts(news_texts(corpus, 0, NEWS_ARTICLES)) for answer in of_reading(read, None)]


def drawn(
    passages: list[Passage], found: Mapping[str, list[Answer]], others: list[Answer], rng: random.Random
) -> list[Answer]:
    """What is read in one epoch: of the texts drawn every claim in a contest and some others, and some of the news.

    `found` are the claims of the articles as the program reads them, by name: they take turns with the marked ones.
    """
    chosen: list[Answer] = []
    for passage in passages:
        if rng.random() >= (ARTICLES if passage.is_article else PASSAGES):
            continue
        turn = passage.name in found and rng.random() < READ
        answers = found[passage.name] if turn else of_passage(passage, rng)
        contested = [answer for answer in answers if any(answer.kinds)]
        rest = [answer for answer in answers if not any(answer.kinds)]
        chosen += contested + rng.sample(rest, min(len(rest), max(1, round(REST * len(contested)))))
    return chosen + rng.sample(others, min(len(others), int(len(chosen) * NEWS_SHARE)))


def batches(answers: list[Answer], pieces: int, rng: random.Random | None = None) -> list[list[Answer]]:
    """Groups of like length, at most `pieces` word pieces each with their padding; shuffled with `rng`."""
    groups: list[list[Answer]] = []
    longest = 0
    for answer in sorted(answers, key=lambda each: len(each.rows[0]) + (rng.random() * 20 if rng else 0)):
        longest = max(longest, len(answer.rows[0]))
        if not groups or (len(groups[-1]) + 1) * longest > pieces:
            groups.append([])
            longest = len(answer.rows[0])
        groups[-1].append(answer)
    if rng:
        rng.shuffle(groups)
    return groups


def tensors(group: list[Answer]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Ids, shapes, marks, the attention mask, and the weights of the claims' pieces of a group."""
    length = max(len(answer.rows[0]) for answer in group)
    given = torch.zeros(3, len(group), length, dtype=torch.long)
    given[1] = SHAPES
    mask = torch.full((len(group), 1, 1, length), -1e4, dtype=NUMBERS)
    spans = torch.zeros(len(group), 3 * FIRSTS, length)
    for row, answer in enumerate(group):
        size = len(answer.rows[0])
        given[:, row, :size] = torch.from_numpy(np.stack(answer.rows))
        mask[row, :, :, :size] = 0
        weights = averages(answer.spans, size)
        spans[row, : len(weights), :size] = torch.from_numpy(weights)
    return given[0], given[1], given[2], mask, spans


def targets(group: list[Answer]) -> Tensor:
    """The kinds of a group, padded with what the loss passes over."""
    return torch.tensor([[*answer.kinds, *[-100] * (FIRSTS - len(answer.kinds))] for answer in group])


# ---- measures


Chances = NDArray[np.float32]


@torch.no_grad()
def chances(model: Stance, answers: list[Answer]) -> list[tuple[Answer, Chances]]:
    """The six chances of each earlier claim, shape (claims, 6)."""
    model.eval()
    found = []
    for group in batches(answers, 6000):
        given = functional.softmax(model(*tensors(group)), 2).numpy()
        found += [(answer, row[: len(answer.kinds)]) for answer, row in zip(group, given, strict=True)]
    model.train()
    return found


def average_precision(scored: list[tuple[float, bool]]) -> float:
    hits, total = 0, 0.0
    for place, (_, right) in enumerate(sorted(scored, key=lambda each: -each[0]), 1):
        hits += right
        total += right * hits / place
    return total / max(1, hits)


def measured(model: Stance, answers: list[Answer]) -> dict[str, float]:
    """Average precision of all contested pairs and of each kind against pairs of neither, and how often the first claim
    that is ranked for a contested one is one that it is in a contest with."""
    given = chances(model, answers)
    pairs = [(kind, row) for answer, rows in given for kind, row in zip(answer.kinds, rows, strict=True)]
    found: dict[str, float] = {}
    kinds = {
        "all": range(1, 6), "denied": (DENIES, DENIED), "doubted": (DOUBTS, DOUBTED), "implied": (CLASHES,),
    }  # fmt: skip
    for name, wanted in kinds.items():
        scored = [
            (float(row[list(wanted)].sum()), kind != NEITHER) for kind, row in pairs if kind in (NEITHER, *wanted)
        ]
        found[name] = round(average_precision(scored), 3)
    contested = [(answer.kinds, rows) for answer, rows in given if any(answer.kinds) and len(answer.kinds) > 1]
    right = sum(kinds[int(rows[:, 1:].sum(1).argmax())] != NEITHER for kinds, rows in contested)
    return found | {"likeliest": round(right / max(1, len(contested)), 3)}


# ---- training


def run(model: Stance, options: argparse.Namespace) -> None:
    """Every epoch; saves and prints after each."""
    passages, held = read_passages()
    asked = {
        name: [answer for text in texts for answer in of_passage(text, random.Random(0))]
        for name, texts in by_length(held).items()
    }
    others = news(options.corpus)
    articles = by_length(passages)["articles"]
    read = read_texts([article.text for article in articles])
    found = {article.name: of_reading(one, article) for article, one in zip(articles, read, strict=True)}
    plan = []
    for seed in range(options.epochs):
        rng = random.Random(seed)
        plan.append(batches(drawn(passages, found, others, rng), options.pieces, rng))
    steps, step, began = sum(map(len, plan)) + 1, 0, time.time()
    print(json.dumps({"texts": len(passages), "answers": sum(map(len, plan[0])), "news": len(others)}), flush=True)
    masters = Masters(model, options.rate, {"marks": 4, "pool": 4, "head": 4, "encoder": 0.25})
    model.train()
    for epoch, groups in enumerate(plan, 1):
        total = 0.0
        for group in groups:
            loss = functional.cross_entropy(model(*tensors(group)).flatten(0, 1), targets(group).flatten())
            loss.backward()
            step += 1
            masters.step(share_at(step, steps), decay=min(0.995, step / (step + 10)))
            total += float(loss.detach())
            if step % 200 == 0:
                print(json.dumps({"step": step, "of": steps, "seconds": round(time.time() - began)}), flush=True)
        save_file({name: mean.clone() for (name, _, _), mean in zip(masters.pairs, masters.average, strict=True)},
                  options.out / f"stance{epoch}.safetensors")  # fmt: skip
        with torch.no_grad():
            for (_, weight, _), mean in zip(masters.pairs, masters.average, strict=True):
                weight.copy_(mean)
            scores_by_text = {name: measured(model, answers) for name, answers in asked.items()}
            for _, weight, copy in masters.pairs:
                weight.copy_(copy)
        print(
            json.dumps(
                {
                    "epoch": epoch,
                    "loss": round(total / len(groups), 4),
                    **scores_by_text,
                    "seconds": round(time.time() - began),
                }
            ),
            flush=True,
        )


def main(given: list[str] | None = None) -> None:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ in it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=2500, help="word pieces a batch")
    parser.add_argument("--threads", type=int, default=1, help="results are repeatable with one only")
    options = parser.parse_args(given)
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    options.out.mkdir(parents=True, exist_ok=True)
    model = Stance(shipped(MODEL / "tagger.onnx"))
    run(model.to(NUMBERS), options)


if __name__ == "__main__":
    main()
