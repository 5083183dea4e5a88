"""The stance model as an ONNX graph: the tagger's encoder by reference, and what was learnt beyond it in thin matrices.

The encoder's matrices are not stored again: the graph names tagger.onnx as the file where their bytes lie (ONNX's
external data). So the two files belong together, and the tagger's is written first. What the stance model's matrices
have more than the tagger's is kept as the product of two thin ones, whole numbers of four bits. When the session starts
it is added to the tagger's once, and the sum made int8 again: reading costs what the tagger's encoder does.

    python -m training.stance_graph CHECKPOINT
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest.stance import FILE
from training.graph import LEAST, MICROSOFT, MOST, Array, Graph, layer
from training.model import WIDTH
from training.stance import shipped

LAYERS = 6
RANK, BLOCK = 60, 4  # of the thin matrices, and how many of their columns are found at once
# A step of the sum's int8 in steps of the tagger's. With steps of one size all that is smaller than half of one would
# be rounded away; with these rounding falls now this way, now that, and in the mean nothing is lost.
STEP = 0.97
_SMALL = 1024  # bytes below which a constant is copied


class Beside(Graph):
    """A graph some of whose constants lie in another model's file."""

    def __init__(self, tagger: Path) -> None:
        super().__init__(None)
        self.file, self.bytes = tagger.name, tagger.read_bytes()
        self.theirs = {tensor.name: tensor for tensor in onnx.load(tagger).graph.initializer}
        for name, value in (("step", STEP), ("least", LEAST), ("most", MOST)):
            self.constant(name, np.float32(value))
        self.constant("nibbles", np.stack([np.arange(256) // 16, np.arange(256) % 16], 1).astype(np.float32) - 8)

    def lent(self, name: str) -> str:
        """A constant of the tagger, by the place of its bytes in the tagger's file."""
        if any(constant.name == name for constant in self.constants):
            return name
        tensor = self.theirs[name]
        if len(tensor.raw_data) >= _SMALL:
            place = {"location": self.file, "offset": self.bytes.index(tensor.raw_data), "length": len(tensor.raw_data)}
            tensor = TensorProto(
                name=name, data_type=tensor.data_type, dims=tensor.dims, data_location=TensorProto.EXTERNAL
            )
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))
        self.constants.append(tensor)
        return name

    def bias(self, name: str, weights: Mapping[str, Array]) -> str:
        """The tagger's: only matrices are taught."""
        return self.lent(f"{name}.bias")

    def scaling(self, name: str, weights: Mapping[str, Array]) -> list[str]:
        """The tagger's as well."""
        return [self.lent(f"{name}.{part}") for part in ("weight", "bias")]

    def small(self, name: str, matrix: Array) -> str:
        """A small matrix of our own, kept as int8 with a scale a column and made float when the session starts.

        By a cast and a product: what ONNX Runtime makes of DequantizeLinear before a product is three times as slow.
        """
        scale = np.maximum(np.abs(matrix).max(axis=0) / 127, 1e-12).astype(np.float32)
        whole = np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8)
        decimal = self.add("Cast", [self.constant(f"{name}.i8", whole)], f"{name}.float", to=TensorProto.FLOAT)
        return self.add("Mul", [decimal, self.constant(f"{name}.scale", scale)], name)

    def weight(self, name: str, weights: Mapping[str, Array]) -> list[str]:
        """The tagger's matrix and what `weights` have beyond it, as int8.

        The thin matrices' product is of whole numbers that float32 holds exactly: one result on every machine.
        """
        theirs, scales = (numpy_helper.to_array(self.theirs[f"{name}.{part}"]) for part in ("i8", "scale"))
        found = thin(weights[f"{name}.weight"].T - theirs * scales)
        high = self.add("Mul", [self.nibbles(f"{name}.high", found.high), self.constant(f"{name}.sizes", found.sizes)],
                        f"{name}.sized")  # fmt: skip
        product = self.add("MatMul", [self.nibbles(f"{name}.low", found.low), high], f"{name}.product")
        learnt = self.add("Mul", [product, self.constant(f"{name}.unit", found.unit)], f"{name}.learnt")
        more = self.add("Div", [learnt, self.lent(f"{name}.scale")], f"{name}.more")
        kept = self.add("Cast", [self.lent(f"{name}.i8")], f"{name}.theirs", to=TensorProto.FLOAT)
        total = self.add("Div", [self.add("Add", [kept, more], f"{name}.both"), "step"], f"{name}.total")
        cut = self.add("Clip", [self.add("Round", [total], f"{name}.rounded"), "least", "most"], f"{name}.cut")
        return [
            self.add("Cast", [cut], f"{name}.sum", to=TensorProto.INT8),
            self.add("Mul", [self.lent(f"{name}.scale"), "step"], f"{name}.steps"),
        ]

    def nibbles(self, name: str, whole: Array) -> str:
        """Whole numbers from -7 to 7, two a byte, looked up as floats when the session starts."""
        first, second = whole[:, ::2] + 8, whole[:, 1::2] + 8
        packed = self.constant(f"{name}.i4", (16 * first + second).astype(np.uint8))
        places = self.add("Cast", [packed], f"{name}.places", to=TensorProto.INT32)
        pairs = self.add("Gather", ["nibbles", places], f"{name}.pairs")
        return self.add("Reshape", [pairs, self.constant(f"{name}.shape", np.array(whole.shape))], f"{name}.whole")


class Thin(NamedTuple):
    """A matrix, (inputs, outputs), as `unit` times the product of `low`, (inputs, rank), and `high`, (rank, outputs),
    each row of `high` times its size, (rank, 1): whole numbers all but the unit, as floats."""

    low: Array
    high: Array
    sizes: Array
    unit: Array


def thin(matrix: Array) -> Thin:
    """What of a matrix thin ones of RANK can hold.

    The largest singular vectors first, some at a time, each rest without the rounded ones that were found before: so
    what rounding does to one is mended by the next.
    """
    lows, highs, sizes, unit = list[Array](), list[Array](), list[Array](), 0.0
    rest = matrix.astype(np.float64)
    for _ in range(0, RANK, BLOCK):
        left, values, right = np.linalg.svd(rest, full_matrices=False)
        roots = np.sqrt(values[:BLOCK])
        (low, one), (high, other) = rounded(left[:, :BLOCK] * roots), rounded(right[:BLOCK].T * roots)
        unit = unit or (one * other).max() / 127
        size = np.clip(np.rint(one * other / unit), 1, 127)
        rest = rest - unit * (low * size) @ high.T
        lows.append(low)
        highs.append(high.T)
        sizes.append(size)
    parts = np.concatenate(lows, 1), np.concatenate(highs, 0), np.concatenate(sizes)[:, None], np.array(unit)
    return Thin(*(part.astype(np.float32) for part in parts))


def rounded(columns: Array) -> tuple[Array, Array]:
    """Columns as whole numbers from -7 to 7, and a step for each: of some steps the one that loses least."""
    tried = []
    for share in (1.0, 0.9, 0.8, 0.7, 0.6):
        step = np.maximum(np.abs(columns).max(axis=0) * share / 7, 1e-12)
        whole = np.clip(np.rint(columns / step), -7, 7)
        tried.append((((whole * step - columns) ** 2).sum(axis=0), whole, step))
    best = np.argmin([lost for lost, _, _ in tried], axis=0)
    whole = np.stack([whole for _, whole, _ in tried])[best, :, np.arange(len(best))].T
    return whole, np.stack([step for _, _, step in tried])[best, np.arange(len(best))]


def embedded(graph: Beside, own: Mapping[str, Array]) -> str:
    """Word pieces with their places, shapes and marks."""
    rows = graph.add("Cast", [graph.add("Gather", [graph.lent("words.i8"), "ids"], "words.rows")], "words.float", to=1)
    scales = graph.add("Gather", [graph.lent("words.scale"), "ids"], "words.scales")
    words = graph.add("Mul", [rows, scales], "words.out")
    graph.constant("zero", np.array([0], dtype=np.int64))
    length = graph.add("Shape", ["ids"], "length", start=1)
    # The tagger reads no further than 256 pieces; the places behind them are the base model's.
    far = graph.small("places.far", own["places.weight"][256:])
    whole = graph.add("Concat", [graph.lent("places.weight"), far], "places", axis=0)
    places = graph.add("Slice", [whole, "zero", length, "zero"], "places.rows")
    shapes = graph.add("Gather", [graph.lent("shapes.weight"), "shapes"], "shapes.rows")
    marks = graph.add("Gather", [graph.constant("marks.weight", own["marks.weight"]), "marks"], "marks.rows")
    extra = graph.add("Add", [graph.add("Add", [places, shapes], "placed"), marks], "extra")
    return graph.norm("norm", words, extra, own)


def build(own: Mapping[str, Array], tagger: Path) -> onnx.ModelProto:
    """The model of inputs `ids`, `shapes`, `marks` (1, pieces), `averages` (claims, pieces), `firsts`, `seconds` and
    `gaps` (pairs), see ``stance.Stretch.given``, and output `chances` (pairs, 6)."""
    graph = Beside(tagger)
    x = embedded(graph, own)
    for number in range(LAYERS):
        x = layer(graph, x, f"layers.{number}", own)
    rows = graph.add("Squeeze", [x, "zero"], "rows")
    claims = graph.add("MatMul", ["averages", rows], "claims")
    pair = [graph.add("Gather", [claims, side], f"{side}.rows") for side in ("firsts", "seconds")]
    pair.append(graph.add("Mul", list(pair), "both.rows"))
    pairs, apart = graph.add("Concat", pair, "pairs", axis=1), own["pool.weight"].T
    told = graph.add("MatMul", [pairs, graph.small("pool", apart[: 3 * WIDTH])], "told")
    opening = graph.add("Gather", [rows, "zero"], "opening")  # what the whole stretch comes to
    over = graph.add("MatMul", [opening, graph.small("pool.opening", apart[3 * WIDTH :])], "over")
    gaps = graph.add("Gather", [graph.constant("gap", own["gap.weight"] + own["pool.bias"]), "gaps"], "gaps.rows")
    pooled = graph.add("Add", [graph.add("Add", [told, over], "told.over"), gaps], "pooled")
    active = graph.add("FastGelu", [pooled], "pool.active", MICROSOFT)
    head = [graph.constant("head.weight", own["head.weight"].T), graph.constant("head.bias", own["head.bias"])]
    graph.add("Softmax", [graph.add("Gemm", [active, *head], "logits")], "chances", axis=1)
    whole, decimal = TensorProto.INT64, TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info(name, whole, [1, "pieces"]) for name in ("ids", "shapes", "marks")]
    inputs.append(helper.make_tensor_value_info("averages", decimal, ["claims", "pieces"]))
    inputs += [helper.make_tensor_value_info(name, whole, ["pairs"]) for name in ("firsts", "seconds", "gaps")]
    output = helper.make_tensor_value_info("chances", decimal, ["pairs", 6])
    body = helper.make_graph(graph.nodes, "stance", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="contested-claims")


def main(given: list[str] | None = None) -> None:
    """Write model/stance.onnx from a checkpoint of training.stance."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    options = parser.parse_args(given)
    own = {name.removeprefix("encoder."): value for name, value in load_file(options.checkpoint).items()}
    own["places.weight"] = shipped(MODEL / "tagger.onnx")["places.weight"].numpy()
    onnx.save(build(own, MODEL / "tagger.onnx"), FILE)
    print(f"{FILE.stat().st_size / 1e6:.2f} MB, of rank {RANK}, in {FILE}")


if __name__ == "__main__":
    main()
