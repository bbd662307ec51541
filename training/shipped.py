"""The shipped weights as a checkpoint: ``python -m training.shipped --output FILE``.

With it anybody can train the reader further without the checkpoint it was exported from. What
the export made smaller (int8 with a scale a column, 16-bit floats) is widened again, so a little
of its precision is lost; training makes up for that in its first steps.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from graph.nlp.weights import SHIPPED
from training.model import LAYERS

#: Each graph and what its parameters are called in a checkpoint, before their own names.
GRAPHS = {
    "encoder": "", "names": "", "syntax": "", "predicates": "",
    "frames": "heads.frames.roles.", "coref_words": "heads.coref.words.",
    "coref_links": "heads.coref.", "relations": "heads.relations.",
}  # fmt: skip
#: What exports put before the names.
_PREFIXES = ("model.", "words.")
#: Layers without bias, which graphs leave nameless, by their shape in the graph.
_NAMELESS = {
    "coref_links": {
        (8, 1): "links.hint.weight", (64, 64): "links.product.weight", (8, 64): "links.cues.weight",
    },
}  # fmt: skip
#: Linear layers whose weights stand with another module in the graph of links.
_MOVED = {
    "heads.coref.offset.weight": "heads.coref.words.offset.weight",
    "heads.coref.edges.weight": "heads.coref.words.edges.weight",
    "heads.coref.edges.bias": "heads.coref.words.edges.bias",
}


class Constants:
    """The constants of a graph by name, widened to floats."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self._stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}

    def names(self) -> list[str]:
        """Return the names under which the graph reads its constants."""
        return [name.removesuffix(".half") for name in self._stored]

    def __contains__(self, name: str) -> bool:
        return any(name + end in self._stored for end in ("", ".half", "_quantized"))

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        base = name.removesuffix("_quantized")
        if f"{base}_quantized" in self._stored:
            whole = self._stored[f"{base}_quantized"].astype(np.float32)
            shift = self._stored[f"{base}_zero_point"].astype(np.float32)
            return (whole - shift) * self._stored[f"{base}_scale"].astype(np.float32)
        stored = self._stored.get(f"{name}.half")
        return (self._stored[name] if stored is None else stored).astype(np.float32)


def product_before(
    makers: dict[str, onnx.NodeProto], constants: Constants, name: str
) -> str | None:
    """Return the constant matrix of the product that a value was made by, scaled or cast between."""
    waiting = [name]
    while waiting:
        node = makers.get(waiting.pop())
        if node is None:
            continue
        if node.op_type in ("MatMul", "MatMulInteger"):
            return node.input[1] if node.input[1] in constants else None
        if node.op_type in ("Mul", "Cast"):
            waiting.append(node.input[0])
    return None


def parameters(path: Path, prefix: str) -> dict[str, NDArray[np.float32]]:
    """Return the parameters of one exported graph by their names in a checkpoint."""
    graph = onnx.load(str(path)).graph
    constants = Constants(graph)
    makers = {out: node for node in graph.node for out in node.output}

    def called(name: str) -> str:
        for start in _PREFIXES:
            name = name.removeprefix(start)
        full = prefix + name
        return _MOVED.get(full, full)

    found = {
        called(name): constants[name]
        for name in constants.names()
        if name.endswith((".weight", ".bias"))
    }
    nameless = _NAMELESS.get(path.stem, {})
    for node in graph.node:
        if node.op_type == "Add" and node.input[1].endswith(".bias"):
            matrix = product_before(makers, constants, node.input[0])
            if matrix is not None:
                weight = called(node.input[1].removesuffix(".bias") + ".weight")
                found[weight] = constants[matrix].T
        elif node.op_type == "MatMul" and node.input[1] in constants:
            array = constants[node.input[1]]
            name = nameless.get(array.shape)
            if name:
                found[called(name)] = array.T
    if path.stem == "encoder":
        found["words.weight"], found["mixture"] = table_and_mixture(graph, constants)
    return found


def table_and_mixture(
    graph: onnx.GraphProto, constants: Constants
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the table of pieces, and the mixture of layers before its softmax."""
    tables = [constants[name] for name in constants.names() if constants[name].ndim == 2]
    rows = max(len(t) for t in tables)
    table, scale = sorted((t for t in tables if len(t) == rows), key=lambda t: -t.shape[1])
    shares = [
        float(constants[node.input[0]])
        for node in graph.node
        if node.op_type == "Mul"
        and node.input[0] in constants
        and constants[node.input[0]].size == 1
        and node.input[1].startswith("layer_norm")
    ]
    assert len(shares) == LAYERS and abs(sum(shares) - 1) < 1e-3, shares
    return table * scale, np.log(np.array(shares, np.float32))


def checkpoint(folder: Path) -> dict[str, Any]:
    """Return the weights in a folder as a checkpoint that stages can start from."""
    model: dict[str, Tensor] = {}
    for stem, prefix in GRAPHS.items():
        for name, array in parameters(folder / f"{stem}.onnx", prefix).items():
            model[name] = torch.from_numpy(np.ascontiguousarray(array))
    with np.load(folder / "syntax.npz") as labels:
        model["heads.syntax.label.weight"] = torch.from_numpy(labels["rel_weight"].T.copy())
        model["heads.syntax.label.bias"] = torch.from_numpy(labels["rel_bias"].copy())
    return {"model": model, "average": {}, "averaged": 0, "round": 0}


def main() -> None:
    """Write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=SHIPPED)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    torch.save(checkpoint(arguments.weights), arguments.output)


if __name__ == "__main__":
    main()
