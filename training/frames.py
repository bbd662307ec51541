"""The frames task: predicates, event nouns, factuality, and the roles of each predicate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.model import Encoded, shorter
from training.passages import NONE, Frame, Passage
from training.tasks import Hidden, beside_width, columns, word_loss
from training.treebanks import ROLE_LABELS

#: Distances from the predicate are cut at this many words.
FAR = 32
ATTENTION_HEADS = 6


class Frames(NamedTuple):
    """Word-level scores of a batch, and what the role graph reads of each word."""

    predicates: Tensor
    facts: Tensor
    words: Tensor
    preds: Tensor


class RoleLayer(nn.Module):
    """A post-norm transformer layer."""

    def __init__(self, width: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output; ``bias`` is added to attention scores."""
        rows, longest, width = x.shape
        each = width // ATTENTION_HEADS
        q, k, v = (
            self.qkv(x).view(rows, longest, 3, ATTENTION_HEADS, each).permute(2, 0, 3, 1, 4)
        ).unbind(0)
        weights = (q @ k.transpose(-1, -2) * each**-0.5 + bias).softmax(-1)
        mixed = (weights @ v).transpose(1, 2).reshape(rows, longest, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


class Roles(nn.Module):
    """A small transformer over a sentence and one of its predicates."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        sizes = config["model"]
        width = sizes["roles"]
        self.distance = nn.Embedding(2 * FAR + 1, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(
            RoleLayer(width, sizes["roles_inner"], sizes["dropout"])
            for _ in range(sizes["roles_layers"])
        )
        for layer in list(self.layers)[1:]:
            # Begins as if it were not there, so that it can join a trained head.
            nn.init.zeros_(layer.out.weight)
            nn.init.zeros_(layer.down.weight)
        self.bfloat16: bool = config["train"]["bfloat16"]
        self.labels = nn.Linear(width, len(ROLE_LABELS))
        self.dropout = nn.Dropout(sizes["dropout"])

    def forward(self, words: Tensor, preds: Tensor, places: Tensor, sizes: Tensor) -> Tensor:
        """Return role scores.

        Parameters
        ----------
        words
            (frames, words, width), the words of each frame's sentence.
        preds
            (frames, width), each frame's predicate.
        places
            (frames,), the number of the predicate in its sentence, from 0.
        sizes
            (frames,), words of each sentence.
        """
        numbers = torch.arange(words.shape[1], device=words.device)
        apart = (numbers[None] - places[:, None]).clamp(-FAR, FAR) + FAR
        x = self.dropout(self.norm(words + preds[:, None] + self.distance(apart)))
        bias = (numbers[None] >= sizes[:, None]).float()[:, None, None] * -10000.0
        with shorter(self.bfloat16 and self.training):
            for layer in self.layers:
                x = layer(x, bias)
        out: Tensor = self.labels(x.float())
        return out


class FramesHead(nn.Module):
    """Predicates and factuality on words; roles on (sentence, predicate)."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        sizes, beside = config["model"], beside_width(config)
        self.hidden = Hidden(beside, sizes["hidden"], sizes["dropout"])
        self.second = nn.Linear(sizes["hidden"], sizes["roles"])
        self.predicates = nn.Linear(sizes["roles"], 2)
        self.facts = nn.Linear(sizes["roles"], 3)
        self.words = nn.Linear(sizes["hidden"], sizes["roles"])
        self.preds = nn.Linear(sizes["hidden"], sizes["roles"])
        self.roles = Roles(config)

    def forward(self, encoded: Encoded) -> Frames:
        """Return the word-level scores."""
        hidden = self.hidden(encoded.mixed, encoded.beside)
        second = F.gelu(self.second(hidden))
        return Frames(
            self.predicates(second), self.facts(second), self.words(hidden), self.preds(hidden)
        )


class FramesTask:
    """Frames of PropBank, event nouns, It-Happened."""

    name = "frames"

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    def head(self) -> FramesHead:
        """Return a new head."""
        return FramesHead(self.config)

    def collate(self, targets: Sequence[Any], words: int) -> dict[str, Any] | None:
        """Return one tensor a column and the frames as (row, frame)."""
        if all(t is None for t in targets):
            return None
        return {
            "predicates": columns(
                [t and t["predicates"] for t in targets], words, NONE, torch.int64
            ),
            "events": columns([t and t["events"] for t in targets], words, NONE, torch.int64),
            "facts": columns([t and t["facts"] for t in targets], words, 0.0, torch.float32),
            "frames": [
                (row, frame)
                for row, t in enumerate(targets)
                if t
                for frame in t["frames"]
                if frame.start + len(frame.roles) <= words
            ],
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
        if targets["frames"]:
            scores, wanted = role_scores(head, out, targets["frames"])
            losses["roles"] = weights["roles"] * word_loss(scores, wanted)
        return losses


def role_scores(
    head: FramesHead, out: Frames, frames: Sequence[tuple[int, Frame]]
) -> tuple[Tensor, Tensor]:
    """Return role scores and wanted labels (frames, words, ...) of the given frames."""
    rows = torch.tensor([row for row, _ in frames])
    starts = torch.tensor([f.start for _, f in frames])
    places = torch.tensor([f.predicate for _, f in frames]) - starts
    sizes = torch.tensor([len(f.roles) for _, f in frames])
    numbers = torch.arange(int(sizes.max()))
    at = (starts[:, None] + numbers[None]).clamp(max=out.words.shape[1] - 1)
    wanted = torch.full((len(frames), len(numbers)), NONE)
    for n, (_, frame) in enumerate(frames):
        wanted[n, : len(frame.roles)] = torch.tensor(frame.roles)
    words = out.words[rows[:, None], at]
    scores: Tensor = head.roles(words, out.preds[rows, places + starts], places, sizes)
    return scores, wanted


def target(text: Passage) -> dict[str, Any] | None:
    """Return the target of a passage, or None if it teaches nothing here."""
    columns_ = {name: text.columns[name] for name in ("predicates", "events", "facts")}
    silent = (columns_["predicates"] == NONE).all() and (columns_["events"] == NONE).all()
    if silent and not columns_["facts"].any():
        return None
    return {**columns_, "frames": text.frames}
