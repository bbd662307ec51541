"""The network: a BERT encoder that sees capitals; its heads are in the tasks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from graph.nlp.features import CAPITALS, PREFIXES, SHAPES, SUFFIXES

WIDTH = 384
LAYERS = 6
HEADS = 12
INNER = 1536
VOCABULARY = 30522
POSITIONS = 512


def shorter(wanted: bool) -> torch.autocast:
    """Return a context in which matrix products are computed in bfloat16, if wanted."""
    return torch.autocast("cpu", torch.bfloat16, enabled=wanted)


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output; ``bias`` is added to attention scores."""
        batch, size, _ = x.shape
        q, k, v = (
            self.qkv(x).view(batch, size, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        )
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, size, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        inner: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return inner


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the heads read.

    Attributes
    ----------
    vectors
        (batch, words, 384), the last layer's vectors of a word's pieces, averaged.
    mixed
        The same of a learnt mixture of all layers.
    beside
        (batch, words, 112), the look of each word.
    present
        (batch, words), false where there is only padding.
    """

    vectors: Tensor
    mixed: Tensor
    beside: Tensor
    present: Tensor


class Reader(nn.Module):
    """Word vectors from pieces, the look of each word beside them, and a head for each task.

    The capitalisation class of a word is also added to the embedding of each of its pieces
    (starting at zero), so that the encoder itself learns to read capitals in context.
    """

    def __init__(self, config: dict[str, Any], heads: dict[str, nn.Module]) -> None:
        super().__init__()
        sizes, dropout = config["model"], config["model"]["dropout"]
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.raised = nn.Embedding(CAPITALS, WIDTH)
        nn.init.zeros_(self.raised.weight)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.mixture = nn.Parameter(torch.tensor([0.0] * (LAYERS - 1) + [1.0]))
        self.capitals = nn.Embedding(CAPITALS, sizes["capitals"], padding_idx=0)
        self.shapes = nn.Embedding(SHAPES, sizes["shape"], padding_idx=0)
        self.prefixes = nn.Embedding(PREFIXES, sizes["prefix"], padding_idx=0)
        self.suffixes = nn.Embedding(SUFFIXES, sizes["suffix"], padding_idx=0)
        self.heads = nn.ModuleDict(heads)
        self.dropout = nn.Dropout(dropout)
        self.bfloat16: bool = config["train"]["bfloat16"]

    def encode(self, pieces: Tensor, owner: Tensor, look: Tensor) -> Encoded:
        """Return word vectors.

        Parameters
        ----------
        pieces
            Piece ids, (batch, pieces); 0 is padding.
        owner
            The word, from 1, that each piece belongs to; 0 for marks and padding.
        look
            Capitals, shape, prefix and suffix rows of each word, (batch, words, 4).
        """
        present = pieces != 0
        bias = (1.0 - present[:, None, None, :].float()) * -10000.0
        raised = F.pad(look[:, :, 0], (1, 0)).gather(1, owner)
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.raised(raised)
        x = self.dropout(self.norm(x))
        shares = self.mixture.softmax(0)
        mixed = torch.zeros_like(x)
        with shorter(self.bfloat16 and self.training):
            for layer, share in zip(self.layers, shares, strict=True):
                x = layer(x, bias)
                mixed = mixed + share * x
        x, mixed = x.float(), mixed.float()
        numbers = torch.arange(1, look.shape[1] + 1, device=owner.device)
        members = (owner[:, None, :] == numbers[None, :, None]).float()
        members = members / members.sum(-1, keepdim=True).clamp(min=1.0)
        beside = torch.cat(
            [
                self.capitals(look[:, :, 0]),
                self.shapes(look[:, :, 1]),
                self.prefixes(look[:, :, 2]),
                self.suffixes(look[:, :, 3]),
            ],
            -1,
        )
        return Encoded(members @ x, members @ mixed, beside, look[:, :, 0] != 0)

    def load_pretrained(self, path: Path) -> None:
        """Fill the encoder from a BERT ``model.safetensors``; segment 0 joins the positions."""
        old = load_file(str(path))
        new: dict[str, Tensor] = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        for n in range(LAYERS):
            source, target = f"encoder.layer.{n}.", f"layers.{n}."
            for end in ("weight", "bias"):
                new[f"{target}qkv.{end}"] = torch.cat(
                    [
                        old[f"{source}attention.self.{part}.{end}"]
                        for part in ("query", "key", "value")
                    ]
                )
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    new[f"{target}{mine}.{end}"] = old[f"{source}{theirs}.{end}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        new_parts = ("raised", "mixture", "capitals", "shapes", "prefixes", "suffixes", "heads")
        assert not unexpected and all(m.startswith(new_parts) for m in missing), missing
