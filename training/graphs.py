"""From one exported graph to several that run well: GELU as one node, each head a file.

ONNX Runtime computes every node of a graph whatever outputs are asked for, so whoever wants names
alone would pay for all heads. It also runs a GELU written out in five nodes as five passes.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import NodeProto, helper
from onnx.utils import Extractor

from graph.nlp.encoder import HEADS

#: What the encoder itself gives; all heads read some of it.
SHARED = ("vectors", "mixed", "beside")

_DOMAIN = "com.microsoft"


def divide(path: Path) -> None:
    """Cut a graph with all outputs into the encoder, at the same place, and its heads beside it."""
    model = onnx.load(str(path))
    join_gelu(model)
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
    left = {node.name for node in gone}
    nodes = [new.get(node.name, node) for node in graph.node if node.name not in left]
    del graph.node[:]
    graph.node.extend(nodes)
    if new and not any(opset.domain == _DOMAIN for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    return len(new)
