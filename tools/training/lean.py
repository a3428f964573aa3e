"""The exported network in fewer and quicker steps: the same weights, the same numbers, sooner.

Only the order in which a few sums are made differs, so that a number may differ in its last digit.
The product reads one sentence at a time, so nothing of it is ever masked, and most steps of the
graph that torch writes only make shapes. Here what query, key and value of a layer read is rounded
once, the parts of an attention are multiplied where they lie instead of being turned first, and the
heads are one product of matrices; each column of it is what it was alone.

``python -m tools.training.lean IN OUT`` does so to a file that was exported before.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import onnxruntime as ort
from onnx import NodeProto, helper, numpy_helper

from tools.training.examples import LONGEST

_OPSET: Final = 17
_FUSED: Final = "com.microsoft"  # where onnxruntime keeps the steps that it fuses
_PIECES: Final = "pieces"


def make_lean(source: Path, target: Path) -> None:
    """Write the network of ``source``, with inputs pieces and mask, as one that takes pieces.

    Raises:
        ValueError: it is not the graph that :mod:`tools.training.export` writes.
    """
    with tempfile.TemporaryDirectory() as folder:
        fused = Path(folder) / "fused.onnx"
        options = ort.SessionOptions()
        options.log_severity_level = 3  # the file is read at once, on this machine
        options.optimized_model_filepath = str(fused)
        ort.InferenceSession(source.read_bytes(), options, providers=["CPUExecutionProvider"])
        model = onnx.load(fused)
    onnx.save(_Lean(_Old(model.graph)).model(model.ir_version), target)


class _Old:
    """The graph as onnxruntime fused it, by kinds of steps."""

    def __init__(self, graph: Any) -> None:
        self.graph = graph
        self.weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.made = {name: node for node in graph.node for name in node.output}
        self.after: dict[str, list[NodeProto]] = {}
        for node in graph.node:
            for name in node.input:
                self.after.setdefault(name, []).append(node)

    def of(self, kind: str) -> list[NodeProto]:
        return [node for node in self.graph.node if node.op_type == kind]

    def constants(self, node: NodeProto) -> list[str]:
        return [name for name in node.input if name in self.weights]

    def behind(self, node: NodeProto, kind: str) -> NodeProto:
        """Return the first step of a kind that what a step makes goes through."""
        while node.op_type != kind:
            node = self.after[node.output[0]][0]
        return node

    def scale(self, node: NodeProto) -> float:
        """Return what the fused product of two matrices is multiplied by."""
        return next(one.f for one in node.attribute if one.name == "alpha")

    def by_place(self, products: Sequence[NodeProto]) -> list[NodeProto]:
        """Return the steps that make the two sides of products of matrices: left, right."""
        names = (name for product in products for name in product.input[:2])
        return [self._unshaped(self.made[name]) for name in names]

    def _unshaped(self, node: NodeProto) -> NodeProto:
        """Return the step whose numbers a step gives, in whatever shape."""
        while node.op_type in {"Reshape", "Transpose"}:
            node = self.made[node.input[0]]
        return node


class _Lean:
    """The graph that is written: steps one after the other, and the weights they read."""

    def __init__(self, old: _Old) -> None:
        self._old = old
        self._nodes: list[NodeProto] = []
        self._weights: dict[str, Any] = {}

    def model(self, ir_version: int) -> Any:
        """Return the whole as a model."""
        old = self._old
        hidden = self._embedded()
        scores, mixes = old.of("FusedMatMul"), old.of("MatMul")
        for number, mix in enumerate(mixes):
            hidden = self._layer(number, hidden, scores[number], mix)
        self._heads(hidden, scores[len(mixes)])
        self._of_sentence(hidden)
        graph = helper.make_graph(
            self._nodes,
            "lean",
            [one for one in old.graph.input if one.name == _PIECES],
            list(old.graph.output),
            list(self._weights.values()),
        )
        sets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=ir_version)

    def _step(self, kind: str, taken: Sequence[str], *made: str, **told: Any) -> str:
        domain = _FUSED if kind in _CONTRIBUTED else ""
        self._nodes.append(helper.make_node(kind, taken, list(made), domain=domain, **told))
        return made[0]

    def _weight(self, name: str, value: Any) -> str:
        self._weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _numbers(self, *values: int) -> str:
        return self._weight("numbers_" + "_".join(map(str, values)), np.array(values, np.int64))

    def _kept(self, node: NodeProto, count: int) -> list[str]:
        """Return the last weights that a step reads, taken over as they are."""
        return [self._weight(name, self._old.weights[name]) for name in node.input[-count:]]

    def _embedded(self) -> str:
        """Add the vectors of pieces and places; those of places are made plain numbers here."""
        old = self._old
        places, words = old.of("DequantizeLinear")
        table, scale, zero = _table(old, places)
        plain = (table[:LONGEST].astype(np.float32) - np.float32(zero)) * scale
        count = self._step("Shape", [_PIECES], "count", start=1)
        begin = self._numbers(0)
        cut = self._step(
            "Slice", [self._weight("places", plain), begin, count, begin], "places_cut"
        )
        rows = old.made[words.input[0]].input[0]
        vectors = self._weight(rows, old.weights[rows])
        found = self._step("Gather", [vectors, _PIECES], "words_whole", axis=0)
        found = self._step("DequantizeLinear", [found, *self._kept(words, 2)], "words_plain")
        found = self._step("Add", [found, cut], "embedded")
        return self._normal(old.of("LayerNormalization")[0], found, "hidden")

    def _normal(self, node: NodeProto, taken: str, made: str) -> str:
        """Bring to one scale; a sum made beforehand is quicker than the step that adds as well."""
        scale = next(one.f for one in node.attribute if one.name == "epsilon")
        told = {"axis": -1, "epsilon": scale}
        return self._step("LayerNormalization", [taken, *self._kept(node, 2)], made, **told)

    def _layer(self, number: int, hidden: str, scores: NodeProto, mix: NodeProto) -> str:
        old = self._old
        sides = old.by_place([scores, mix])
        attended = self._attended(number, hidden, [*sides[:2], sides[3]], old.scale(scores))
        joined = old.behind(mix, "DynamicQuantizeMatMul")
        widened = old.behind(old.behind(joined, "LayerNormalization"), "DynamicQuantizeMatMul")
        narrowed = old.behind(old.behind(widened, "Gelu"), "DynamicQuantizeMatMul")
        added = self._step("Add", [hidden, self._linear(joined, attended)], f"added_{number}")
        hidden = self._normal(old.behind(joined, "LayerNormalization"), added, f"mid_{number}")
        wide = self._step("Gelu", [self._linear(widened, hidden)], f"wide_{number}")
        last = old.behind(narrowed, "SkipLayerNormalization")
        added = self._step("Add", [hidden, self._linear(narrowed, wide)], f"summed_{number}")
        return self._normal(last, added, f"hidden_{number}")

    def _linear(self, node: NodeProto, taken: str) -> str:
        weights, scale, zero, bias = node.input[-4:]
        kept = [self._weight(name, self._old.weights[name]) for name in (weights, scale)]
        last = self._weight(bias, self._old.weights[bias])
        told = [taken, *kept, self._zero(zero), last]
        return self._step(node.op_type, told, f"{node.output[0]}_lean")

    def _zero(self, name: str) -> str:
        """Return no zero at all for one that is 0 in each column: steps then leave it out."""
        if self._old.weights[name].any():
            raise ValueError(f"{name} is not 0: weights are not rounded evenly around it")
        return ""

    def _attended(self, number: int, hidden: str, sides: Sequence[NodeProto], scale: float) -> str:
        """Add the attention of a layer; ``sides`` make its queries, keys and values."""
        parts = [f"{name}_{number}" for name in ("query", "key", "value")]
        width = self._by_head(hidden, sides, parts)
        found = self._across(parts[:2], f"scores_{number}", scale)
        found = self._step("Softmax", [found], f"shares_{number}", axis=-1)
        told = {"transA": 0, "transB": 0, "transBatchA": 0, "transBatchB": 1}
        found = self._step("FusedMatMul", [found, parts[2]], f"mixed_{number}", alpha=1.0, **told)
        found = self._step("Transpose", [found], f"mixed_back_{number}", perm=[1, 0, 2])
        return self._step("Reshape", [found, self._numbers(1, -1, width)], f"attended_{number}")

    def _by_head(self, hidden: str, nodes: Sequence[NodeProto], parts: Sequence[str]) -> int:
        """Add products of matrices as (pieces, heads, .) each; return the width of one."""
        old = self._old
        width = self._width(nodes[0])
        heads = int(old.weights[old.behind(nodes[0], "Reshape").input[1]][2])
        for node, part in zip(nodes, parts, strict=True):
            whole = self._product(f"{part}_whole", [node], self._rounded(hidden))
            self._step("Reshape", [whole, self._numbers(-1, heads, width // heads)], part)
        return width

    def _across(self, parts: Sequence[str], made: str, scale: float) -> str:
        """Add the products of all pieces with all, head by head: (heads, pieces, pieces)."""
        told = {"transA": 0, "transB": 1, "transBatchA": 1, "transBatchB": 1}
        return self._step("FusedMatMul", parts, made, alpha=scale, **told)

    def _rounded(self, taken: str) -> list[str]:
        made = [f"{taken}_{part}" for part in ("rounded", "scale", "zero")]
        if made[0] not in {name for node in self._nodes for name in node.output}:
            self._step("DynamicQuantizeLinear", [taken], *made)
        return made

    def _product(self, name: str, nodes: Sequence[NodeProto], rounded: Sequence[str]) -> str:
        """Add one product of matrices for several that read the same."""
        old = self._old
        whole, scale, bias = (
            self._weight(f"{name}_{part}", _side_by_side([old.weights[n.input[at]] for n in nodes]))
            for part, at in (("weights", 1), ("scale", 3), ("bias", 6))
        )
        (zero,) = {self._zero(node.input[5]) for node in nodes}
        values, scales, zeros = rounded
        taken = [values, whole, scales, scale, zeros, zero, bias]
        return self._step("MatMulIntegerToFloat", taken, name)

    def _heads(self, hidden: str, pairs: NodeProto) -> None:
        """Add what is told of pieces, and of pairs of them."""
        old = self._old
        plain = [old.made[name] for name in ("types", "modes", "modalities", "cameo")]
        whole = self._product("of_pieces", plain, self._rounded(hidden))
        sizes = self._numbers(*map(self._width, plain))
        self._step("Split", [whole, sizes], *(one.output[0] for one in plain), axis=-1)
        parts = ["deeds", "parties"]
        self._by_head(hidden, old.by_place([pairs]), parts)
        found = self._across(parts, "paired", old.scale(pairs))
        found = self._step("Unsqueeze", [found, self._numbers(0)], "paired_one")
        (bias,) = old.constants(old.made["roles"])
        self._step("Add", [found, self._weight(bias, old.weights[bias])], "roles")

    def _width(self, node: NodeProto) -> int:
        return int(self._old.weights[node.input[1]].shape[1])

    def _of_sentence(self, hidden: str) -> None:
        """Add what is told of the whole sentence, from the mean of its pieces."""
        nodes = [self._old.made[name] for name in ("contexts", "sentence")]
        total = self._step("ReduceSum", [hidden, self._numbers(1)], "total", keepdims=0)
        count = self._step("Cast", ["count"], "count_plain", to=onnx.TensorProto.FLOAT)
        mean = self._step("Div", [total, count], "mean")
        whole = self._product("of_sentence", nodes, self._rounded(mean))
        sizes = self._numbers(*map(self._width, nodes))
        self._step("Split", [whole, sizes], "contexts", "sentence", axis=-1)


_CONTRIBUTED: Final = frozenset(
    {
        "DynamicQuantizeMatMul",
        "FusedMatMul",
        "Gelu",
        "MatMulIntegerToFloat",
    }
)


def _table(old: _Old, node: NodeProto) -> tuple[Any, Any, Any]:
    """Return the vectors of places as they are stored, their scale and their zero."""
    name = old.made[node.input[0]].input[0]
    return (old.weights[name], *(old.weights[one] for one in node.input[1:3]))


def _side_by_side(parts: Sequence[Any]) -> Any:
    return np.concatenate([part if part.ndim > 1 else part.ravel() for part in parts], axis=-1)


if __name__ == "__main__":
    make_lean(*map(Path, sys.argv[1:3]))
