"""The syntax task: sentence starts, tags, lemmas and dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.model import WIDTH, Encoded
from training.passages import NONE, Passage
from training.tasks import Hidden, beside_width, columns, word_loss
from training.treebanks import Inventory, head_target

#: Columns with one class a word, and the head's output for each.
WORD_COLUMNS = ("upos", "tags", "lemmas")


class Syntax(NamedTuple):
    """Scores of a batch; arcs are scored by ``arc_dep @ arc_head`` and ``root``."""

    starts: Tensor
    upos: Tensor
    tags: Tensor
    lemmas: Tensor
    arc_dep: Tensor
    arc_head: Tensor
    root: Tensor
    rel_dep: Tensor
    rel_head: Tensor


class SyntaxHead(nn.Module):
    """All word-level outputs of syntax.

    The score of word h as head of word d is ``arc_dep[d] . arc_head[h]``, that of d as root
    ``root[d]``. The labels of d below h are ``label(relu(rel_dep[d] + rel_head[h]))``.
    """

    def __init__(self, config: dict[str, Any], labels: Inventory) -> None:
        super().__init__()
        sizes, beside = config["model"], beside_width(config)
        self.hidden = Hidden(beside, sizes["hidden"], sizes["dropout"])
        self.starts = nn.Linear(sizes["hidden"], 1)
        self.upos = nn.Linear(sizes["hidden"], len(labels.upos))
        self.tags = nn.Linear(sizes["hidden"], len(labels.tags))
        self.lemmas = nn.Linear(sizes["hidden"], len(labels.lemmas))
        self.dropout = nn.Dropout(sizes["arc_dropout"])
        self.dep = nn.Linear(WIDTH + beside, sizes["arcs"])
        self.head = nn.Linear(WIDTH + beside, sizes["arcs"])
        self.pair = nn.Linear(sizes["arcs"], sizes["arcs"])
        nn.init.orthogonal_(self.pair.weight)
        self.root = nn.Linear(sizes["arcs"], 1)
        self.rel_dep = nn.Linear(WIDTH + beside, sizes["rels"])
        self.rel_head = nn.Linear(WIDTH + beside, sizes["rels"])
        self.label = nn.Linear(sizes["rels"], len(labels.rels))

    def forward(self, encoded: Encoded) -> Syntax:
        """Return all scores; the labels of arcs need the heads and come from ``rels``."""
        hidden = self.hidden(encoded.mixed, encoded.beside)
        both = self.dropout(torch.cat([encoded.mixed, encoded.beside], -1))
        dep = self.pair(self.dropout(F.gelu(self.dep(both)))) * self.pair.in_features**-0.5
        head = self.dropout(F.gelu(self.head(both)))
        return Syntax(
            self.starts(hidden).squeeze(-1),
            self.upos(hidden),
            self.tags(hidden),
            self.lemmas(hidden),
            dep,
            head,
            self.root(dep).squeeze(-1),
            self.rel_dep(both),
            self.rel_head(both),
        )

    def rels(self, out: Syntax, heads: Tensor) -> Tensor:
        """Return label scores (batch, words, labels) below the given heads (word numbers)."""
        above = out.rel_head.gather(1, heads[..., None].expand(-1, -1, out.rel_head.shape[-1]))
        scores: Tensor = self.label(self.dropout(F.relu(out.rel_dep + above)))
        return scores


class SyntaxTask:
    """Starts, tags, lemmas and dependencies from the treebanks."""

    name = "syntax"

    def __init__(self, config: dict[str, Any], labels: Inventory) -> None:
        self.config = config
        self.labels = labels

    def head(self) -> SyntaxHead:
        """Return a new head."""
        return SyntaxHead(self.config, self.labels)

    def collate(self, targets: Sequence[Any], words: int) -> dict[str, Tensor] | None:
        """Return one tensor (batch, words) a column."""
        if all(t is None for t in targets):
            return None
        return {
            name: columns([t and t[name] for t in targets], words, NONE, torch.int64)
            for name in ("starts", "upos", "tags", "lemmas", "heads", "rels")
        }

    def losses(self, head: nn.Module, encoded: Encoded, targets: Any) -> dict[str, Tensor]:
        """Return the losses of all parts."""
        assert isinstance(head, SyntaxHead)
        weights = self.config["weights"]
        out = head(encoded)
        losses: dict[str, Tensor] = {}
        known = targets["starts"] >= 0
        if known.any():
            losses["starts"] = weights["starts"] * F.binary_cross_entropy_with_logits(
                out.starts[known], targets["starts"][known].float()
            )
        for name in WORD_COLUMNS:
            if (targets[name] >= 0).any():
                losses[name] = weights[name] * word_loss(getattr(out, name), targets[name])
        wanted = targets["heads"].clamp(max=encoded.present.shape[1])
        if (wanted >= 0).any():
            scores = out.arc_dep @ out.arc_head.transpose(1, 2)
            scores = scores.masked_fill(~encoded.present[:, None, :], -1e4)
            scores = torch.cat([out.root[..., None], scores], -1)
            losses["arcs"] = weights["arcs"] * word_loss(scores, wanted)
            labelled = torch.where(wanted > 0, targets["rels"], NONE)
            if (labelled >= 0).any():
                rels = head.rels(out, (wanted - 1).clamp(min=0))
                losses["rels"] = weights["rels"] * word_loss(rels, labelled)
        return losses


def target(text: Passage) -> dict[str, Any] | None:
    """Return the target of a passage, or None if it teaches no syntax."""
    if (text.columns["starts"] == NONE).all():
        return None
    found = {name: text.columns[name] for name in ("starts", "upos", "tags", "lemmas", "rels")}
    return {**found, "heads": head_target(text.columns["heads"])}
