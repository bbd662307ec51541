"""Tasks: each has a head on the encoder, turns targets into a batch, and gives a loss.

A training example carries the targets of one or more tasks under their names. The trainer runs
the encoder once a batch and adds up the losses of all tasks that have targets in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.model import WIDTH, Encoded


class Task(Protocol):
    """What the trainer asks of a task."""

    name: str

    def head(self) -> nn.Module:
        """Return the task's new head."""

    def collate(self, targets: Sequence[Any], words: int) -> Any:
        """Join the targets of a batch's examples, None for an example without, into one.

        ``words`` is the width of the batch. Returns None if there is nothing to learn.
        """

    def losses(self, head: nn.Module, encoded: Encoded, targets: Any) -> dict[str, Tensor]:
        """Return the weighted losses of a batch by name."""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage in numbers, with the targets of each task that has any."""

    pieces: tuple[int, ...]
    owner: tuple[int, ...]
    look: tuple[tuple[int, int, int, int], ...]
    targets: dict[str, Any]


class Hidden(nn.Module):
    """A GELU layer over a word's vector and its look."""

    def __init__(self, beside: int, width: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(WIDTH + beside, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, beside: Tensor) -> Tensor:
        """Return (batch, words, width)."""
        return self.dropout(F.gelu(self.linear(self.dropout(torch.cat([vectors, beside], -1)))))


def beside_width(config: dict[str, Any]) -> int:
    """Return the width of the look of a word."""
    sizes = config["model"]
    total: int = sizes["capitals"] + sizes["shape"] + sizes["prefix"] + sizes["suffix"]
    return total


def columns(targets: Sequence[Any], words: int, fill: float, kind: torch.dtype) -> Tensor:
    """Pad one column of a batch's examples."""
    out: Tensor
    width = next((t.shape[1:] for t in targets if t is not None), ())
    out = torch.full((len(targets), words, *width), fill, dtype=kind)
    for row, column in enumerate(targets):
        if column is not None:
            out[row, : len(column)] = torch.from_numpy(column[:words]).to(kind)
    return out


def word_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the mean cross-entropy over the words whose class is known; 0 if none is."""
    if not (wanted >= 0).any():
        return scores.sum() * 0.0
    return F.cross_entropy(scores.flatten(0, -2), wanted.flatten(), ignore_index=-1)


def marginal_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Return the mean negative log of the probability of all labels allowed at each word.

    Parameters
    ----------
    scores
        (words, labels), before softmax.
    allowed
        (words, labels), true where a label is allowed; rows with none are left out.
    """
    kept = allowed.any(-1)
    scores, allowed = scores[kept], allowed[kept]
    inside = scores.masked_fill(~allowed, float("-inf")).logsumexp(-1)
    loss: Tensor = (scores.logsumexp(-1) - inside).mean()
    return loss
