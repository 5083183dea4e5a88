"""The stance model as an ONNX graph: thin matrices of its own, and the tagger's encoder by reference.

The encoder's matrices are not stored again: the graph names tagger.onnx as the file where their bytes lie (ONNX's
external data). So the two files belong together, and the tagger's is written first.

    python -m training.stance_graph CHECKPOINT
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest.stance import FILE
from training.graph import MICROSOFT, Array, Graph
from training.model import HEADS, WIDTH
from training.stance import RANK, SCALE

LAYERS = 6
_SMALL = 1024  # bytes below which a constant is copied


class Beside(Graph):
    """A graph some of whose constants lie in another model's file."""

    def __init__(self, tagger: Path) -> None:
        super().__init__(None)
        self.file, self.bytes = tagger.name, tagger.read_bytes()
        self.theirs = {tensor.name: tensor for tensor in onnx.load(tagger).graph.initializer}

    def lent(self, name: str) -> str:
        """A constant of the tagger, by the place of its bytes in the tagger's file."""
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

    def thin(self, name: str, matrix: Array) -> str:
        """A small matrix of our own, kept as int8 with a scale a column and made float when the session starts.

        By a cast and a product: what ONNX Runtime makes of DequantizeLinear before a product is three times as slow.
        """
        scale = np.maximum(np.abs(matrix).max(axis=0) / 127, 1e-12).astype(np.float32)
        whole = np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8)
        decimal = self.add("Cast", [self.constant(f"{name}.i8", whole)], f"{name}.float", to=TensorProto.FLOAT)
        return self.add("Mul", [decimal, self.constant(f"{name}.scale", scale)], name)

    def adapted(self, name: str, given: str, own: Mapping[str, Array]) -> str:
        """The tagger's matrix, and ours beside it."""
        form, scale, zero = self.quantised(given)
        bias = self.constant(f"{name}.bias", own[f"{name}.bias"])
        inputs = [
            form,
            self.lent(f"{name}.i8"),
            scale,
            self.lent(f"{name}.scale"),
            zero,
            self.lent(f"{name}.zero"),
            bias,
        ]
        main = self.add("MatMulIntegerToFloat", inputs, f"{name}.main", MICROSOFT)
        low = self.add("MatMul", [given, self.thin(f"{name}.low", own[f"{name}.low"].T)], f"{name}.lowered")
        high = self.add("MatMul", [low, self.thin(f"{name}.high", own[f"{name}.high"].T * SCALE)], f"{name}.raised")
        return self.add("Add", [main, high], name)


def embedded(graph: Beside, own: Mapping[str, Array]) -> str:
    """Word pieces with their places, shapes and marks."""
    rows = graph.add("Cast", [graph.add("Gather", [graph.lent("words.i8"), "ids"], "words.rows")], "words.float", to=1)
    scales = graph.add("Gather", [graph.lent("words.scale"), "ids"], "words.scales")
    words = graph.add("Mul", [rows, scales], "words.out")
    graph.constant("zero", np.array([0], dtype=np.int64))
    length = graph.add("Shape", ["ids"], "length", start=1)
    places = graph.add("Slice", [graph.thin("places", own["places.weight"]), "zero", length, "zero"], "places.rows")
    shapes = graph.add("Gather", [graph.constant("shapes.weight", own["shapes.weight"]), "shapes"], "shapes.rows")
    marks = graph.add("Gather", [graph.constant("marks.weight", own["marks.weight"]), "marks"], "marks.rows")
    extra = graph.add("Add", [graph.add("Add", [places, shapes], "placed"), marks], "extra")
    return graph.norm("norm", words, extra, own)


def layer(graph: Beside, x: str, name: str, own: Mapping[str, Array]) -> str:
    qkv = graph.adapted(f"{name}.qkv", x, own)
    parts = [f"{name}.{part}" for part in ("queries", "keys", "values")]
    graph.nodes.append(helper.make_node("Split", [qkv, "thirds"], parts, axis=2))
    seen = graph.add("MultiHeadAttention", parts, f"{name}.seen", MICROSOFT, num_heads=HEADS)
    x = graph.norm(f"{name}.norm1", graph.adapted(f"{name}.joined", seen, own), x, own)
    inner = graph.add("FastGelu", [graph.adapted(f"{name}.up", x, own)], f"{name}.inner", MICROSOFT)
    return graph.norm(f"{name}.norm2", graph.adapted(f"{name}.down", inner, own), x, own)


def build(own: Mapping[str, Array], tagger: Path) -> onnx.ModelProto:
    """The model of inputs `ids`, `shapes`, `marks` (1, pieces) and `spans` (3 * claims, pieces: ``stance.averages``),
    and output `chances` (claims, 6)."""
    graph = Beside(tagger)
    x = embedded(graph, own)
    graph.constant("thirds", np.array([WIDTH] * 3, dtype=np.int64))
    for number in range(LAYERS):
        x = layer(graph, x, f"layers.{number}", own)
    means = graph.add("MatMul", ["spans", graph.add("Squeeze", [x, "zero"], "rows")], "means")
    flat = graph.add("Reshape", [means, graph.constant("flat", np.array([-1, 3 * WIDTH], dtype=np.int64))], "flattened")
    pool = graph.add("MatMul", [flat, graph.thin("pool", own["pool.weight"].T)], "pool.main")
    pooled = graph.add("Add", [pool, graph.constant("pool.bias", own["pool.bias"])], "pool.out")
    active = graph.add("FastGelu", [pooled], "pool.active", MICROSOFT)
    head = [graph.constant("head.weight", own["head.weight"].T), graph.constant("head.bias", own["head.bias"])]
    graph.add("Softmax", [graph.add("Gemm", [active, *head], "logits")], "chances", axis=1)
    whole, decimal = TensorProto.INT64, TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info(name, whole, [1, "pieces"]) for name in ("ids", "shapes", "marks")]
    inputs.append(helper.make_tensor_value_info("spans", decimal, ["parts", "pieces"]))
    output = helper.make_tensor_value_info("chances", decimal, ["claims", 6])
    body = helper.make_graph(graph.nodes, "stance", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="contested-claims")


def main(given: list[str] | None = None) -> None:
    """Write model/stance.onnx from a checkpoint of training.stance."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    options = parser.parse_args(given)
    own = {name.removeprefix("encoder."): value for name, value in load_file(options.checkpoint).items()}
    onnx.save(build(own, MODEL / "tagger.onnx"), FILE)
    print(f"{FILE.stat().st_size / 1e6:.2f} MB, of rank {RANK}, in {FILE}")


if __name__ == "__main__":
    main()
