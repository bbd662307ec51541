"""From the trained coreference head to the two graphs that are shipped.

Weights are stored as 16-bit floats and computed with as 32-bit ones: half the size, and unlike
with int8 scales the result does not depend on what else is in a batch.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from graph.nlp.coref_features import CUES
from graph.nlp.coref_spans import LEFT, RIGHT
from training.coref_model import PAIR, VECTOR, WIDTH, Coref
from training.graphs import refine

OPSET = 18


class WordsGraph(nn.Module):
    """First graph: anchor scores, and what the second reads of each word."""

    def __init__(self, model: Coref) -> None:
        super().__init__()
        self.words = model.words

    def forward(self, vectors: Tensor, form: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return anchor scores, hidden vectors, and the two sides of span scores."""
        scores, hidden = self.words(vectors, form)
        return scores, hidden, self.words.here(hidden), self.words.there(hidden)


class LinksGraph(nn.Module):
    """Second graph: pairs of a block of mentions, and their spans."""

    def __init__(self, model: Coref) -> None:
        super().__init__()
        self.links = model.links
        self.offset = model.words.offset
        self.edges = model.words.edges

    def forward(
        self, hidden: Tensor, here: Tensor, around: Tensor, mentions: Tensor, sentences: Tensor,
        cues: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """Return pair scores, scores of no antecedent, and scores of the spans' edges."""
        pairs, nothing = self.links(hidden, mentions, sentences, cues)
        edges = self.edges(F.gelu(here[:, None] + around + self.offset.weight))
        return pairs, nothing, edges


def half(path: Path) -> None:
    """Store the larger weights of a graph as 16-bit floats, widened when they are read."""
    model = onnx.load(str(path))
    nodes = []
    for weight in model.graph.initializer:
        array = numpy_helper.to_array(weight)
        if weight.data_type == TensorProto.FLOAT and array.size >= 256:
            name = weight.name
            weight.CopyFrom(numpy_helper.from_array(array.astype("float16"), f"{name}.half"))
            nodes.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in reversed(nodes):
        model.graph.node.insert(0, node)
    del model.graph.value_info[:]
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def write(
    module: nn.Module, inputs: tuple[Tensor, ...], names: tuple[list[str], list[str]],
    shapes: tuple[dict[int, str], ...], path: Path,
) -> None:  # fmt: skip
    """Write a module as ONNX; ``shapes`` names the dimensions that vary."""
    module.eval()
    dims: dict[str, torch.export.Dim] = {}
    for shape in shapes:
        for dim in shape.values():
            dims.setdefault(dim, torch.export.Dim(dim, min=1))
    program = torch.onnx.export(
        module, inputs, input_names=names[0], output_names=names[1],
        dynamic_shapes=tuple({a: dims[d] for a, d in shape.items()} for shape in shapes),
        opset_version=OPSET, dynamo=True, external_data=False,
    )  # fmt: skip
    assert program is not None
    program.save(str(path), external_data=False)
    refine(path)
    half(path)


def export(model: Coref, folder: Path) -> None:
    """Write ``coref_words.onnx`` and ``coref_links.onnx``."""
    words, m = 40, 9
    folder.mkdir(parents=True, exist_ok=True)
    write(
        WordsGraph(model),
        (torch.randn(words, VECTOR), torch.ones(words, dtype=torch.long)),
        (["vectors", "form"], ["mention", "hidden", "here", "there"]),
        ({0: "words"}, {0: "words"}),
        folder / "coref_words.onnx",
    )
    square = torch.ones(m, m, dtype=torch.long).tril(-1)
    write(
        LinksGraph(model),
        (
            torch.randn(m, WIDTH), torch.randn(m, PAIR), torch.randn(m, LEFT + RIGHT + 1, PAIR),
            square, square, torch.zeros(m, m, CUES),
        ),
        (
            ["hidden", "here", "around", "mentions", "sentences", "cues"],
            ["pairs", "nothing", "edges"],
        ),
        (
            {0: "size"}, {0: "size"}, {0: "size"}, {0: "size", 1: "size"},
            {0: "size", 1: "size"}, {0: "size", 1: "size"},
        ),
        folder / "coref_links.onnx",
    )  # fmt: skip
