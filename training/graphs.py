"""From one exported graph to several that run well: each head a file, much-used parts one node.

ONNX Runtime computes every node of a graph whatever outputs are asked for, so whoever wants names
alone would pay for all heads. It also runs a GELU written out in five nodes as five passes, and
an attention written out with all its transposed copies; its own kernel for attention without a
mask keeps to the cache (Dao et al. 2022, "FlashAttention") and takes a fifth off the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
from onnx import NodeProto, helper
from onnx.utils import Extractor

from graph.nlp.encoder import HEADS
from training.model import HEADS as ATTENTION_HEADS

#: What the encoder itself gives; all heads read some of it.
SHARED = ("vectors", "mixed", "beside")

_DOMAIN = "com.microsoft"


def divide(path: Path) -> None:
    """Cut a graph with all outputs into the encoder, at the same place, and its heads beside it."""
    model = onnx.load(str(path))
    join_gelu(model)
    join_attention(model, ATTENTION_HEADS)
    extractor = Extractor(model)
    inputs = [given.name for given in model.graph.input]
    parts = {path.name: (inputs, list(SHARED))}
    parts.update({name: (list(reads), list(gives)) for name, (reads, gives) in HEADS.items()})
    for name, (reads, gives) in parts.items():
        part = extractor.extract_model(reads, gives)
        onnx.checker.check_model(part)
        onnx.save(part, str(path.parent / name))


def refine(path: Path) -> None:
    """Rewrite a graph with its GELUs as single nodes."""
    model = onnx.load(str(path))
    join_gelu(model)
    onnx.save(model, str(path))


def join_gelu(model: onnx.ModelProto) -> int:
    """Put one node in place of each ``x * 0.5 * (1 + erf(x / sqrt(2)))``; return how many."""
    graph = model.graph
    makers = {name: node for node in graph.node for name in node.output}
    readers: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)

    def only(node: NodeProto, kind: str) -> NodeProto:
        found = readers[node.output[0]]
        assert len(found) == 1 and found[0].op_type == kind, (node.name, kind)
        return found[0]

    new: dict[str, NodeProto] = {}
    gone: list[NodeProto] = []
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        scaled = makers[erf.input[0]]
        plus = only(erf, "Add")
        half = only(plus, "Mul")
        last = only(half, "Mul")
        new[last.name] = helper.make_node(
            "Gelu", [scaled.input[0]], list(last.output), name=f"{erf.name}_gelu", domain=_DOMAIN
        )
        gone += [scaled, erf, plus, half]
    _put(model, {name: [node] for name, node in new.items()}, gone)
    return len(new)


def join_attention(model: onnx.ModelProto, heads: int) -> int:
    """Put one node in place of each attention; return how many.

    The mask goes: whoever runs the graph must not pad. What is replaced begins at the product that
    gives queries, keys and values side by side and ends before the product of the heads' output.
    """
    graph = model.graph
    makers = {name: node for node in graph.node for name in node.output}
    readers: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    new: dict[str, list[NodeProto]] = {}
    gone: list[NodeProto] = []
    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        scores = _back(softmax, makers, "Add", "Mul", "MatMul")
        keys = _back(scores[-1], makers, "Transpose", place=1)
        side_by_side: list[NodeProto] = []
        for name in (scores[-1].input[0], keys[-1].input[0]):
            side_by_side += _back(makers[name], makers, "Slice")
        products = [readers[softmax.output[0]][0]]
        values = makers[products[0].input[1]]
        side_by_side += _back(values, makers, "Slice", "Transpose", "Reshape")
        for kind in ("Transpose", "Reshape"):
            products.append(readers[products[-1].output[0]][0])
            assert products[-1].op_type == kind, products[-1].name
        parts = [f"{softmax.name}_{part}" for part in ("queries", "keys", "values")]
        given, last = side_by_side[-1].input[0], products[-1]
        new[last.name] = [
            helper.make_node(
                "Split", [given], parts, axis=-1, num_outputs=3, name=f"{softmax.name}_split"
            ),
            helper.make_node(
                "MultiHeadAttention", parts, list(last.output), num_heads=heads,
                name=f"{softmax.name}_attention", domain=_DOMAIN,
            ),
        ]  # fmt: skip
        queries = [makers[n] for n in (scores[-1].input[0], keys[-1].input[0])]
        gone += [softmax, *scores, *keys, *side_by_side, values, *queries, *products[:-1]]
    _put(model, new, gone)
    return len(new)


def _back(
    node: NodeProto, makers: dict[str, NodeProto], *kinds: str, place: int = 0
) -> list[NodeProto]:
    """Follow what a node reads, from maker to maker, and check that they are of these kinds."""
    found = []
    for kind in kinds:
        node = makers[node.input[place]]
        assert node.op_type == kind, (node.name, kind)
        found.append(node)
        place = 0
    return found


def _put(
    model: onnx.ModelProto, new: dict[str, list[NodeProto]], gone: Sequence[NodeProto]
) -> None:
    """Put nodes in place of those named, and leave out others."""
    graph = model.graph
    left = {node.name for node in gone}
    nodes = [
        one
        for node in graph.node
        if node.name in new or node.name not in left
        for one in new.get(node.name, [node])
    ]
    del graph.node[:]
    graph.node.extend(nodes)
    if new and not any(opset.domain == _DOMAIN for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
