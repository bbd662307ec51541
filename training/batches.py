"""Numbered batches: grouping by length, padding."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.tasks import Example, Task

_MASK = 103


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded inputs of several examples and the targets of each task among them."""

    pieces: Tensor
    owner: Tensor
    look: Tensor
    targets: dict[str, Any]


def pad(examples: Sequence[Example], tasks: Sequence[Task]) -> Batch:
    """Pad examples to one size, a multiple of 8 pieces, and collate their targets."""
    size = -(-max(len(e.pieces) for e in examples) // 8) * 8
    words = max(1, *(len(e.look) for e in examples))
    pieces = np.zeros((len(examples), size), np.int64)
    owner = np.zeros((len(examples), size), np.int64)
    look = np.zeros((len(examples), words, 4), np.int64)
    for row, e in enumerate(examples):
        pieces[row, : len(e.pieces)] = e.pieces
        owner[row, : len(e.owner)] = e.owner
        if e.look:
            look[row, : len(e.look)] = e.look
    targets = {}
    for task in tasks:
        if any(task.name in e.targets for e in examples):
            found = task.collate([e.targets.get(task.name) for e in examples], words)
            if found is not None:
                targets[task.name] = found
    return Batch(torch.from_numpy(pieces), torch.from_numpy(owner), torch.from_numpy(look), targets)


def hide(batch: Batch, share: float) -> Batch:
    """Return a batch with all pieces of some words replaced by the mask; what they look like stays.

    Half of the sets are small and read many times: what a word is must then be learnt from the
    words around it, too. ``share`` is that of the words, drawn anew for every batch.
    """
    if not share:
        return batch
    drawn = torch.rand(batch.look.shape[0], batch.look.shape[1] + 1) < share
    drawn[:, 0] = False
    return replace(batch, pieces=batch.pieces.masked_fill(drawn.gather(1, batch.owner), _MASK))


def groups(examples: Sequence[Example], budget: int, rng: random.Random) -> list[list[Example]]:
    """Group examples of like length, at most ``budget`` padded pieces a group, in any order."""
    ordered = sorted(examples, key=lambda e: len(e.pieces) + rng.random() * 4)
    found: list[list[Example]] = [[]]
    longest = 0
    for e in ordered:
        longest = max(longest, -(-len(e.pieces) // 8) * 8)
        if found[-1] and longest * (len(found[-1]) + 1) > budget:
            found.append([])
            longest = -(-len(e.pieces) // 8) * 8
        found[-1].append(e)
    rng.shuffle(found)
    return found
