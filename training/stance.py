"""Teaches the stance model: small matrices beside the frozen tagger's (low-rank adaptation, Hu et al. 2021).

    python -m training.stance POLNEAR --out FOLDER

Pairs of claims come from passages/, and pairs of PolNeAR's claims that nothing says are contested teach how seldom news
holds one. Writes a checkpoint an epoch, and prints how well the passages that were held back are read.
"""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.extractors import read_tables
from analysis.extractors.attribution.pieces import SHAPES
from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest.candidates import features, scores
from analysis.extractors.contest.stance import MARKS, Pieces, Said, rows
from analysis.extractors.wording import quick_sentences
from training.candidates import document_of, near, news_articles, taking_sides, told
from training.model import INNER, WIDTH, Tagger
from training.passages import Passage, read_passages
from training.train import NUMBERS, Masters, share_at

RANK, SCALE, POOLED = 16, 2.0, 128
NEITHER, DISPUTES, CLASHES = range(3)
KINDS = {"denied": DISPUTES, "doubted": DISPUTES, "implied": CLASHES}
# How the shipped model was taught: the passages of the first eight files, then once all of them, more slowly.
STAGES = {
    "stance-first": ["--epochs", "3", "--files", "8", "--threads", "2"],
    "stance-last": ["--epochs", "1", "--rate", "1e-4", "--threads", "2"],
}
CHOSEN = {"stance-first": "stance3.safetensors", "stance-last": "stance1.safetensors"}
PER_POSITIVE, NEWS_SHARE, NEWS_ARTICLES, NEWS_WORTH = 3, 0.25, 450, -2.5
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims as the model reads them, and what the second is to the first (NEITHER, DISPUTES or CLASHES)."""

    passage: str
    labels: tuple[str, str]
    rows: list[Ints]
    kind: int


class Adapted(nn.Module):
    """A matrix that stays as it is, and two thin ones beside it that learn."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = linear.weight.requires_grad_(False), linear.bias
        self.low = nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.high = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight + SCALE * self.high @ self.low, self.bias)


class Stance(nn.Module):
    """The tagger's encoder, adapted, with marks on the pieces of two claims; logits of the three kinds."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.encoder = Tagger(6, INNER)
        del self.encoder.head, self.encoder.content_gaps, self.encoder.source_gaps
        self.encoder.words = nn.Embedding.from_pretrained(weights["words.weight"])
        self.encoder.places = nn.Embedding(*weights["places.weight"].shape)
        self.encoder.load_state_dict(weights, strict=False)
        for layer in self.encoder.layers:
            for name in ("qkv", "joined", "up", "down"):
                setattr(layer, name, Adapted(getattr(layer, name)))
        self.marks = nn.Embedding(MARKS, WIDTH)
        self.pool, self.head = nn.Linear(3 * WIDTH, POOLED), nn.Linear(POOLED, 3)
        nn.init.normal_(self.marks.weight, std=0.02)

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        x = self.encoder.encode(ids, shapes, mask, self.marks(marks))

        def mean(mark: int) -> Tensor:
            held = (marks == mark).to(x.dtype)[..., None]
            return (x * held).sum(1) / held.sum(1).clamp(min=1)

        pooled = functional.gelu(self.pool(torch.cat([x[:, 0], mean(1), mean(2)], 1)), approximate="tanh")
        return self.head(self.encoder.dropout(pooled)).float()


def shipped(tagger: Path) -> dict[str, Tensor]:
    """The tagger's weights as its int8 graph has them, so that the thin matrices fit what they will stand beside."""
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


# ---- pairs


def of_passage(passage: Passage) -> list[Pair]:
    """Every two claims of different speakers, the earlier first; those of a denial with it behind them, too."""
    kinds, denying = {}, set()
    for contest in passage.contests:
        kind = KINDS[contest.how]
        denying |= set(contest.contesting) if kind == DISPUTES else set()
        kinds |= {(one, other): kind for one in contest.asserting for other in contest.contesting}
    pieces = Pieces(passage.text, quick_sentences(passage.text))
    order = sorted(passage.claims, key=lambda label: passage.claims[label].span)
    made = []
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            if passage.claims[first].speaker == passage.claims[second].speaker:
                continue
            kind = kinds.get((first, second), NEITHER)
            back = kinds.get((second, first), NEITHER)
            if back != DISPUTES:
                made.append((first, second, kind or back))
            if back == DISPUTES or (first in denying and not (kind or back)):
                made.append((second, first, back))
    return [Pair(passage.name, (a, b), rows(pieces, passage.claims[a], passage.claims[b]), kind) for a, b, kind in made]


def of_news(path: Path) -> list[Pair]:
    """Pairs of the claims that the program finds in an article which the model might be asked about, without those
    that are taken for contested."""
    text = path.read_bytes().decode("utf-8")
    tables = read_tables(document_of(text))
    names = dict(zip(tables["speakers"]["speaker_id"], tables["speakers"]["name"], strict=True))
    sides = tables["positions"].groupby("claim_id")["assertion_id"].apply(set).to_dict()
    claims = taking_sides(tables)
    known, pieces = told(text, claims), Pieces(text, quick_sentences(text))
    found = [Said.of(names.get(c.speaker_id) or c.source, c.source_spans, c.cue_spans, c.content_spans) for c in claims]
    pairs = [
        (a, b)
        for a, b in near(claims)
        if found[a].span[0] < found[b].span[0]
        and not sides.get(claims[a].claim_id, set()) & sides.get(claims[b].claim_id, set())
    ]
    worth = scores([features(known[a], known[b], b - a) for a, b in pairs])
    return [
        Pair(
            path.stem,
            (claims[a].claim_id, claims[b].claim_id),
            rows(pieces, found[a], found[b]),
            NEITHER,
        )
        for (a, b), value in zip(pairs, worth, strict=True)
        if value >= NEWS_WORTH
    ]


def news(corpus: Path) -> list[Pair]:
    """Pairs of some articles of the corpus, always the same."""
    return [pair for path in news_articles(corpus)[:NEWS_ARTICLES] for pair in of_news(path)]


def drawn(passages: list[list[Pair]], others: list[Pair], rng: random.Random) -> list[Pair]:
    """The pairs of one epoch: all that are contested, some of the rest of each passage, and some of the news."""
    chosen: list[Pair] = []
    for pairs in passages:
        contested = [pair for pair in pairs if pair.kind]
        rest = [pair for pair in pairs if not pair.kind]
        chosen += contested + rng.sample(rest, min(len(rest), PER_POSITIVE * max(1, len(contested))))
    return chosen + rng.sample(others, min(len(others), int(len(chosen) * NEWS_SHARE)))


def batches(pairs: list[Pair], pieces: int, rng: random.Random | None = None) -> list[list[Pair]]:
    """Groups of pairs of like length, at most `pieces` word pieces each with their padding; shuffled with `rng`."""
    groups: list[list[Pair]] = []
    longest = 0
    for pair in sorted(pairs, key=lambda each: len(each.rows[0]) + (rng.random() * 20 if rng else 0)):
        longest = max(longest, len(pair.rows[0]))
        if not groups or (len(groups[-1]) + 1) * longest > pieces:
            groups.append([])
            longest = len(pair.rows[0])
        groups[-1].append(pair)
    if rng:
        rng.shuffle(groups)
    return groups


def tensors(group: list[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, shapes, marks and the attention mask of a group."""
    length = max(len(pair.rows[0]) for pair in group)
    given = torch.zeros(3, len(group), length, dtype=torch.long)
    given[1] = SHAPES
    mask = torch.full((len(group), 1, 1, length), -1e4, dtype=NUMBERS)
    for row, pair in enumerate(group):
        size = len(pair.rows[0])
        given[:, row, :size] = torch.from_numpy(np.stack(pair.rows))
        mask[row, :, :, :size] = 0
    return given[0], given[1], given[2], mask


# ---- measures


@torch.no_grad()
def chances(model: Stance, pairs: list[Pair]) -> dict[tuple[str, tuple[str, str]], NDArray[np.float32]]:
    model.eval()
    found = {}
    for group in batches(pairs, 6000):
        for pair, row in zip(group, functional.softmax(model(*tensors(group)), 1).numpy(), strict=True):
            found[pair.passage, pair.labels] = row
    model.train()
    return found


def average_precision(scored: list[tuple[float, bool]]) -> float:
    hits, total = 0, 0.0
    for place, (_, right) in enumerate(sorted(scored, key=lambda each: -each[0]), 1):
        hits += right
        total += right * hits / place
    return total / max(1, hits)


def measured(model: Stance, pairs: list[Pair]) -> dict[str, float]:
    """Average precision of each kind against pairs of neither, and how often a denial's likeliest claim is right."""
    given = chances(model, pairs)
    found: dict[str, float] = {}
    for name, kind in (("disputes", DISPUTES), ("clashes", CLASHES)):
        scored = [(float(given[p.passage, p.labels][kind]), p.kind == kind) for p in pairs if p.kind in (NEITHER, kind)]
        found[name] = round(average_precision(scored), 3)
    ranked: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for pair in pairs:
        chance = float(given[pair.passage, pair.labels][DISPUTES])
        ranked.setdefault((pair.passage, pair.labels[1]), []).append((chance, pair.kind == DISPUTES))
    denials = [each for each in ranked.values() if any(right for _, right in each)]
    return found | {"likeliest": round(sum(max(each)[1] for each in denials) / max(1, len(denials)), 3)}


# ---- training


def run(model: Stance, passages: list[Passage], held: list[Passage], options: argparse.Namespace) -> None:
    """Every epoch; saves and prints after each."""
    learnt = [of_passage(passage) for passage in passages]
    kept = [pair for passage in held for pair in of_passage(passage)]
    others = news(options.corpus)
    plan = []
    for seed in range(options.epochs):
        rng = random.Random(seed)
        plan.append(batches(drawn(learnt, others, rng), options.pieces, rng))
    steps, step, began = sum(map(len, plan)) + 1, 0, time.time()
    print(
        json.dumps({"passages": len(passages), "held": len(held), "pairs": sum(map(len, plan[0])), "news": len(others)})
    )
    masters = Masters(model, options.rate, {"marks": 4, "pool": 4, "head": 4, "encoder": 5})
    model.train()
    for epoch, groups in enumerate(plan, 1):
        total = 0.0
        for group in groups:
            loss = functional.cross_entropy(model(*tensors(group)), torch.tensor([pair.kind for pair in group]))
            loss.backward()
            step += 1
            masters.step(share_at(step, steps), decay=min(0.995, step / (step + 10)))
            total += float(loss.detach())
        save_file({name: mean.clone() for (name, _, _), mean in zip(masters.pairs, masters.average, strict=True)},
                  options.out / f"stance{epoch}.safetensors")  # fmt: skip
        with torch.no_grad():
            for (_, weight, _), mean in zip(masters.pairs, masters.average, strict=True):
                weight.copy_(mean)
            told = measured(model, kept)
            for _, weight, copy in masters.pairs:
                weight.copy_(copy)
        print(
            json.dumps(
                {"epoch": epoch, "loss": round(total / len(groups), 4), **told, "seconds": round(time.time() - began)}
            ),
            flush=True,
        )


def main(given: list[str] | None = None) -> None:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ in it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--files", type=int, default=None, help="learn from so many of the files of passages")
    parser.add_argument("--start", type=Path, default=None, help="checkpoint to go on from")
    parser.add_argument("--pieces", type=int, default=2500, help="word pieces a batch")
    parser.add_argument("--threads", type=int, default=1, help="results are repeatable with one only")
    options = parser.parse_args(given)
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    options.out.mkdir(parents=True, exist_ok=True)
    learnt, held = read_passages(files=options.files)
    model = Stance(shipped(MODEL / "tagger.onnx"))
    if options.start:
        model.load_state_dict(load_file(options.start), strict=False)
    run(model.to(NUMBERS), learnt, held, options)


if __name__ == "__main__":
    main()
