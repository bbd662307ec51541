"""The names task: labels of spans, where each set teaches only the types it marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from graph.nlp.labels import LABELS
from training.model import Encoded
from training.tasks import Hidden, beside_width, columns, marginal_loss


class NamesHead(nn.Module):
    """Scores of the labels of names."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        sizes = config["model"]
        self.hidden = Hidden(beside_width(config), sizes["hidden"], sizes["dropout"])
        self.names = nn.Linear(sizes["hidden"], len(LABELS))

    def forward(self, encoded: Encoded) -> Tensor:
        """Return (batch, words, labels)."""
        out: Tensor = self.names(self.hidden(encoded.vectors, encoded.beside))
        return out


class Names:
    """Marginal loss over the labels that a set allows."""

    name = "names"

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    def head(self) -> NamesHead:
        """Return a new head."""
        return NamesHead(self.config)

    def collate(self, targets: Sequence[Any], words: int) -> Tensor | None:
        """Return (batch, words, labels), true where a label is allowed."""
        masks = columns(targets, words, 0, torch.int64)
        if not masks.any():
            return None
        return (masks[..., None] >> torch.arange(len(LABELS))) & 1 > 0

    def losses(self, head: nn.Module, encoded: Encoded, targets: Any) -> dict[str, Tensor]:
        """Return the loss."""
        scores = head(encoded)
        weight = self.config["weights"]["names"]
        return {
            "names": weight * marginal_loss(scores.flatten(0, 1), targets.flatten(0, 1)),
        }


def target(masks: np.ndarray[Any, Any]) -> Any:
    """Return the target of a passage, or None if it teaches no names."""
    return masks if masks.any() else None
