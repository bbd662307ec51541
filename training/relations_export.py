"""From the trained relations head to the graph that is shipped; see ``training/coref_export.py``."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.coref_export import write
from training.relations_model import VECTOR, Relations


class Margins(nn.Module):
    """How far each relation of each pair scores above the pair's threshold."""

    def __init__(self, model: Relations) -> None:
        super().__init__()
        self.model = model

    def forward(
        self,
        vectors: Tensor,
        shares: Tensor,
        near: Tensor,
        kinds: Tensor,
        apart: Tensor,
        top: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return margins (entities, entities, relations) and attention over words."""
        scores, attention = self.model(vectors, shares, near, kinds, apart, top)
        return scores[..., 1:] - scores[..., :1], attention


def export(model: Relations, folder: Path) -> None:
    """Write ``relations.onnx``."""
    words, size = 50, 7
    folder.mkdir(parents=True, exist_ok=True)
    near = torch.zeros(size, words, dtype=torch.long)
    near[:, 3] = 2
    shares = torch.zeros(size, words)
    shares[:, 3] = 1.0
    write(
        Margins(model),
        (
            torch.randn(words, VECTOR), shares, near, torch.ones(size, dtype=torch.long),
            torch.zeros(size, size, dtype=torch.long), torch.randn(size, VECTOR),
        ),
        (["vectors", "shares", "near", "kinds", "apart", "top"], ["margins", "attention"]),
        (
            {0: "words"}, {0: "size", 1: "words"}, {0: "size", 1: "words"}, {0: "size"},
            {0: "size", 1: "size"}, {0: "size"},
        ),
        folder / "relations.onnx",
    )  # fmt: skip
