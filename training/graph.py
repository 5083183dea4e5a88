"""The tagger as an ONNX graph: int8 weights per column, written with the operators that ONNX Runtime fuses.

Weights keep seven bits, so that no processor's int8 multiplication saturates and every machine gives one result.
"""

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import HEADS

MICROSOFT = "com.microsoft"
LEAST, MOST = -64, 63  # of a weight: seven bits
Array = NDArray[np.float32]
# Static scales: name of a matrix's input -> (scale, zero point).
Scales = Mapping[str, tuple[float, int]]


class Graph:
    """Collects nodes and constants; every method returns the name of what it adds."""

    def __init__(self, scales: Scales | None) -> None:
        self.scales, self.nodes, self.constants = scales, [], []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def half(self, name: str, value: Array) -> str:
        """A constant kept in half floats and made float when the session starts.

        Only behind the last int8 matrix: before one, rounding by a ten-thousandth turns two tags in a hundred.
        """
        kept = self.constant(f"{name}.f16", value.astype(np.float16))
        return self.add("Cast", [kept], name, to=TensorProto.FLOAT)

    def bias(self, name: str, weights: Mapping[str, Array]) -> str:
        """The bias of a matrix."""
        return self.constant(f"{name}.bias", weights[f"{name}.bias"])

    def scaling(self, name: str, weights: Mapping[str, Array]) -> list[str]:
        """Weight and bias of a normalisation."""
        return [self.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")]

    def quantised(self, name: str) -> tuple[str, str, str]:
        """Names of a float tensor's uint8 form, its scale and its zero point."""
        names = (f"{name}.u8", f"{name}.u8scale", f"{name}.u8zero")
        if self.scales is None:
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [name], list(names)))
        else:
            scale, zero = self.scales[name]
            self.constant(names[1], np.float32(scale))
            self.constant(names[2], np.uint8(zero))
            self.add("QuantizeLinear", [name, names[1], names[2]], names[0])
        return names

    def weight(self, name: str, weights: Mapping[str, Array]) -> list[str]:
        """A matrix, (inputs, outputs), as int8 with a scale a column: names of matrix and scales."""
        matrix = weights[f"{name}.weight"].T
        scale = np.maximum(np.abs(matrix).max(axis=0) / MOST, 1e-12).astype(np.float32)
        whole = np.clip(np.rint(matrix / scale), LEAST, MOST).astype(np.int8)
        return [
            self.constant(f"{name}.i8", whole),
            self.constant(f"{name}.scale", scale),
        ]

    def linear(self, name: str, given: str, weights: Mapping[str, Array]) -> str:
        form, scale, zero = self.quantised(given)
        whole, scales = self.weight(name, weights)
        inputs = [form, whole, scale, scales, zero, "", self.bias(name, weights)]
        return self.add("MatMulIntegerToFloat", inputs, name, MICROSOFT)

    def attention(self, name: str, given: str, weights: Mapping[str, Array]) -> str:
        form, scale, zero = self.quantised(given)
        whole, scales = self.weight(name, weights)
        inputs = [form, whole, self.bias(name, weights), scale, scales, "", zero]
        return self.add("QAttention", inputs, name, MICROSOFT, num_heads=HEADS, unidirectional=0)

    def norm(self, name: str, given: str, skip: str, weights: Mapping[str, Array]) -> str:
        """Layer normalisation of a sum, in five operators that take half of the fused one's time."""
        total = self.add("Add", [given, skip], f"{name}.sum")
        mean = self.add("ReduceMean", [total], f"{name}.mean", axes=[2])
        centred = self.add("Sub", [total, mean], f"{name}.centred")
        scale, bias = self.scaling(name, weights)
        scaled = self.add("SimplifiedLayerNormalization", [centred, scale], f"{name}.scaled", axis=-1, epsilon=1e-12)
        return self.add("Add", [scaled, bias], f"{name}.out")


def embeddings(graph: Graph, weights: Mapping[str, Array]) -> str:
    """Words from an int8 table with a scale a row, places and shapes from float tables."""
    table = weights["words.weight"]
    scale = (np.abs(table).max(axis=1, keepdims=True) / 127).astype(np.float32)
    graph.constant("words.i8", np.rint(table / scale).astype(np.int8))
    graph.constant("words.scale", scale)
    rows = graph.add("Cast", [graph.add("Gather", ["words.i8", "ids"], "words.rows")], "words.float", to=1)
    words = graph.add("Mul", [rows, graph.add("Gather", ["words.scale", "ids"], "words.scales")], "words.out")
    graph.constant("places.weight", weights["places.weight"][:256])
    graph.constant("zero", np.array([0], dtype=np.int64))
    length = graph.add("Shape", ["ids"], "length", start=1)
    places = graph.add("Slice", ["places.weight", "zero", length, "zero"], "places.rows")
    graph.constant("shapes.weight", weights["shapes.weight"])
    shapes = graph.add("Gather", ["shapes.weight", "shapes"], "shapes.rows")
    extra = graph.add("Add", [shapes, places], "extra")
    return graph.norm("norm", words, extra, weights)


def layer(graph: Graph, x: str, name: str, weights: Mapping[str, Array], firsts: bool = False) -> str:
    """One encoder layer; with `firsts` it goes on with the words' first pieces only, where nothing reads the others."""
    seen = graph.attention(f"{name}.qkv", x, weights)
    if firsts:
        seen = graph.add("Gather", [seen, "first"], "seen.first", axis=1)
        x = graph.add("Gather", [x, "first"], "x.first", axis=1)
    x = graph.norm(f"{name}.norm1", graph.linear(f"{name}.joined", seen, weights), x, weights)
    up = graph.linear(f"{name}.up", x, weights)
    inner = graph.add("FastGelu", [up], f"{name}.inner", MICROSOFT)
    return graph.norm(f"{name}.norm2", graph.linear(f"{name}.down", inner, weights), x, weights)


def build(weights: Mapping[str, Array], layers: int, scales: Scales | None = None) -> onnx.ModelProto:
    """The model of inputs `ids`, `shapes` (1, pieces) and `first` (words), and output `scores` (words, columns)."""
    graph = Graph(scales)
    x = embeddings(graph, weights)
    for number in range(layers):
        x = layer(graph, x, f"layers.{number}", weights, firsts=number == layers - 1)
    rows = graph.add("Squeeze", [x, "zero"], "rows")
    head = [graph.half("head.weight", weights["head.weight"].T), graph.bias("head", weights)]
    graph.add("Gemm", [rows, *head], "scores")
    whole = TensorProto.INT64
    inputs = [helper.make_tensor_value_info(name, whole, [1, "pieces"]) for name in ("ids", "shapes")]
    inputs.append(helper.make_tensor_value_info("first", whole, ["words"]))
    columns = len(weights["head.bias"])
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["words", columns])
    body = helper.make_graph(graph.nodes, "tagger", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="contested-claims")
