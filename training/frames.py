"""The frames task: predicates, event nouns, factuality, and the roles of each predicate."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from graph.nlp.paths import KINDS, Cells, Trees, table_size
from graph.nlp.predicates import REACH
from training.model import Encoded
from training.passages import NO_HEAD, NONE, Frame, Passage
from training.tasks import Hidden, beside_width, columns, word_loss
from training.treebanks import ROLE_LABELS, Inventory


class Frames(NamedTuple):
    """Word-level scores of a batch, and what the role graph reads of each word."""

    predicates: Tensor
    facts: Tensor
    words: Tensor
    preds: Tensor
    arguments: Tensor


class Roles(nn.Module):
    """The role of each word for each predicate, by both, by the way between them, and by the
    argument that the word belongs to.

    Two products a word and predicate are all that it costs: what words say of themselves is
    computed once, whatever the number of predicates.
    """

    def __init__(self, config: dict[str, Any], labels: int) -> None:
        super().__init__()
        sizes = config["model"]
        width = sizes["roles"]
        self.table = nn.Embedding(table_size(labels), width)
        nn.init.normal_(self.table.weight, std=0.1)
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, sizes["roles_inner"])
        self.labels = nn.Linear(sizes["roles_inner"], len(ROLE_LABELS))
        self.dropout = nn.Dropout(sizes["dropout"])

    def forward(
        self, words: Tensor, preds: Tensor, arguments: Tensor, cells: Tensor, features: Tensor
    ) -> Tensor:
        """Return role scores (cells, labels).

        Parameters
        ----------
        words, preds, arguments
            (words, width), what each word says as itself, as a predicate, as an argument.
        cells
            (cells, 3), the word, predicate and argument of each cell.
        features
            (cells, features), rows of the table; see :mod:`graph.nlp.paths`.
        """
        x = words[cells[:, 0]] + preds[cells[:, 1]] + arguments[cells[:, 2]]
        for column in features.unbind(1):  # one look-up for all is a third slower at run time
            x = x + self.table(column)
        x = self.dropout(self.norm(x))
        out: Tensor = self.labels(self.dropout(F.gelu(self.up(x))))
        return out


class FramesHead(nn.Module):
    """Predicates and factuality on words; roles on words and predicates."""

    def __init__(self, config: dict[str, Any], labels: int) -> None:
        super().__init__()
        sizes, beside = config["model"], beside_width(config)
        self.hidden = Hidden(beside, sizes["hidden"], sizes["dropout"])
        self.second = nn.Linear(sizes["hidden"], sizes["roles"])
        self.predicates = nn.Linear(sizes["roles"], 2)
        self.facts = nn.Linear(sizes["roles"], 3)
        self.words = nn.Linear(sizes["hidden"], sizes["roles"])
        self.preds = nn.Linear(sizes["hidden"], sizes["roles"])
        self.arguments = nn.Linear(sizes["hidden"], sizes["roles"])
        self.roles = Roles(config, labels)

    def forward(self, encoded: Encoded) -> Frames:
        """Return the word-level scores."""
        hidden = self.hidden(encoded.mixed, encoded.beside)
        second = F.gelu(self.second(hidden))
        return Frames(
            self.predicates(second),
            self.facts(second),
            self.words(hidden),
            self.preds(hidden),
            self.arguments(hidden),
        )


class FramesTask:
    """Frames of PropBank, event nouns, It-Happened."""

    name = "frames"

    def __init__(self, config: dict[str, Any], labels: Inventory) -> None:
        self.config = config
        self.labels = labels

    def head(self) -> FramesHead:
        """Return a new head."""
        return FramesHead(self.config, len(self.labels.rels))

    def collate(self, targets: Sequence[Any], words: int) -> dict[str, Any] | None:
        """Return one tensor a column, and the cells with the number of a word in the batch."""
        if all(t is None for t in targets):
            return None
        return {
            "predicates": columns(
                [t and t["predicates"] for t in targets], words, NONE, torch.int64
            ),
            "events": columns([t and t["events"] for t in targets], words, NONE, torch.int64),
            "facts": columns([t and t["facts"] for t in targets], words, 0.0, torch.float32),
            **joined([t and t["roles"] for t in targets], words),
        }

    def losses(self, head: nn.Module, encoded: Encoded, targets: Any) -> dict[str, Tensor]:
        """Return the losses of all parts."""
        assert isinstance(head, FramesHead)
        weights = self.config["weights"]
        out = head(encoded)
        losses: dict[str, Tensor] = {}
        for place, name in enumerate(("predicates", "events")):
            known = targets[name] >= 0
            if known.any():
                losses[name] = weights[name] * F.binary_cross_entropy_with_logits(
                    out.predicates[..., place][known], targets[name][known].float()
                )
        judged = targets["facts"].sum(-1) > 0
        if judged.any():
            losses["facts"] = weights["facts"] * F.cross_entropy(
                out.facts[judged], targets["facts"][judged]
            )
        if len(targets["wanted"]):
            scores = head.roles(
                *(part.flatten(0, 1) for part in (out.words, out.preds, out.arguments)),
                targets["cells"],
                targets["features"],
            )
            losses["roles"] = weights["roles"] * word_loss(scores, targets["wanted"])
        return losses


@dataclass(frozen=True, slots=True)
class RoleCells:
    """What is asked of the role graph in one window: the cells, and the label of each."""

    cells: Cells
    wanted: NDArray[np.int64]


def joined(parts: Sequence[RoleCells | None], words: int) -> dict[str, Tensor]:
    """Return the cells of a batch, whose rows are so many words wide."""
    kept = [(row * words, part) for row, part in enumerate(parts) if part is not None]
    if not kept:
        none = torch.zeros((0, 3), dtype=torch.int64)
        return {"cells": none, "features": torch.zeros((0, KINDS), dtype=torch.int64),
                "wanted": none[:, 0]}  # fmt: skip
    cells = [
        np.stack([p.cells.words, p.cells.predicates, p.cells.arguments], 1) + shift
        for shift, p in kept
    ]
    return {
        "cells": torch.from_numpy(np.concatenate(cells)),
        "features": torch.from_numpy(np.concatenate([p.cells.features for _, p in kept])),
        "wanted": torch.from_numpy(np.concatenate([p.wanted for _, p in kept])),
    }


def role_cells(
    frames: Sequence[Frame], heads: NDArray[np.int64], rels: NDArray[np.int64], labels: int
) -> RoleCells | None:
    """Return the cells of the frames of a window, by its trees; None if it has no frames.

    Parameters
    ----------
    frames
        Frames whose sentences lie in the window.
    heads, rels
        The head of each word, itself for a root, and the label of its arc.
    labels
        How many labels of arcs there are.
    """
    if not frames:
        return None
    predicates = np.array([f.predicate for f in frames])
    left = np.array([max(f.start, f.predicate - REACH) for f in frames])
    right = np.array([min(f.start + len(f.roles), f.predicate + REACH + 1) for f in frames])
    found = Trees(heads, rels, labels).cells(predicates, left, right)
    wanted = [
        f.roles[a - f.start : b - f.start] for f, a, b in zip(frames, left, right, strict=True)
    ]
    return RoleCells(found, np.concatenate([np.array(w, np.int64) for w in wanted]))


def shaken(
    heads: NDArray[np.int64], rels: NDArray[np.int64], rng: random.Random, share: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return trees with some arcs wrong, as the parser of a new text gets them wrong.

    A word is hung on another nearby that does not hang on it, and some labels are mixed up.
    """
    heads, rels = heads.copy(), rels.copy()
    for word in range(len(heads)):
        if heads[word] == word or rng.random() >= share:
            continue
        other = word + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
        above = min(max(other, 0), len(heads) - 1)
        while heads[above] != above and above != word:
            above = int(heads[above])
        if above != word:
            heads[word] = min(max(other, 0), len(heads) - 1)
        if rng.random() < 0.3:
            rels[word] = rels[rng.randrange(len(rels))]
    return heads, rels


def target(text: Passage, labels: int, rng: random.Random, wrong: float) -> dict[str, Any] | None:
    """Return the target of a passage, or None if it teaches nothing here.

    Roles are only asked for in trees, of whose arcs the share ``wrong`` is made wrong.
    """
    columns_ = {name: text.columns[name] for name in ("predicates", "events", "facts")}
    silent = (columns_["predicates"] == NONE).all() and (columns_["events"] == NONE).all()
    if silent and not columns_["facts"].any():
        return None
    apart = text.columns["heads"]
    known = [f for f in text.frames if (apart[f.start : f.start + len(f.roles)] != NO_HEAD).all()]
    heads = np.arange(len(apart)) + np.where(apart == NO_HEAD, 0, apart)
    heads, rels = shaken(heads, text.columns["rels"], rng, wrong)
    return {**columns_, "roles": role_cells(known, heads, rels, labels), "frames": text.frames}
