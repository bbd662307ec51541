"""The relations head: for every ordered pair of entities the relations between them.

Each entity is the mean of its mentions. A pair looks for its own context among the words of the
passage, more easily where both are; head and tail with that context are joined by a grouped
bilinear layer; pairs then look at the pairs that share their head or tail. The first class is a
threshold that each pair learns (adaptive thresholding); a relation holds when it scores above.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

VECTOR = 384
WIDTH = 160
TYPE = 16
TYPES = 7
GROUP = 8
HEADS = 4
KEY = 128
TABLE = 128
APART = 8


class Relations(nn.Module):
    """Scores of relations from word vectors and entities."""

    def __init__(self, relations: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.kind = nn.Embedding(TYPES, TYPE)
        self.entity = nn.Linear(2 * VECTOR + TYPE, WIDTH)
        self.query_head = nn.Linear(WIDTH, KEY)
        self.query_tail = nn.Linear(WIDTH, KEY)
        self.key = nn.Linear(VECTOR, KEY)
        self.value = nn.Linear(VECTOR, KEY)
        self.place = nn.Embedding(9, HEADS)
        self.head = nn.Linear(WIDTH + KEY, WIDTH)
        self.tail = nn.Linear(WIDTH + KEY, WIDTH)
        self.both = nn.Linear(WIDTH * GROUP, TABLE)
        self.apart = nn.Embedding(APART, TABLE)
        self.pair = nn.Embedding(TYPES * TYPES, TABLE)
        self.norm = nn.LayerNorm(TABLE)
        self.qkv_row = nn.Linear(TABLE, 3 * TABLE // 2)
        self.qkv_column = nn.Linear(TABLE, 3 * TABLE // 2)
        self.out = nn.Linear(TABLE, TABLE)
        self.norm2 = nn.LayerNorm(TABLE)
        self.classes = nn.Linear(TABLE, relations + 1)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        vectors: Tensor,
        shares: Tensor,
        near: Tensor,
        kinds: Tensor,
        apart: Tensor,
        top: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Return class scores (entities, entities, 1 + relations) and attention over words.

        Parameters
        ----------
        vectors
            (words, 384).
        shares
            (entities, words), the share of each word in an entity; rows add up to 1.
        near
            (entities, words), 2 inside a mention, 1 in a sentence with one, 0 elsewhere.
        kinds
            (entities,), types.
        apart
            (entities, entities), sentences between the nearest mentions, as buckets.
        top
            (entities, 384), the greatest values among the words of an entity; worked out if left
            out, which costs more than at run time, where few words are looked at.
        """
        size, words = shares.shape
        vectors = self.dropout(vectors)
        mean = shares @ vectors
        if top is None:
            inside = (near == 2)[..., None]
            top = vectors[None].masked_fill(~inside, -30.0).amax(1)
        e = F.gelu(self.entity(torch.cat([mean, top, self.kind(kinds)], -1)))
        e = self.dropout(e)
        query = self.query_head(e)[:, None] + self.query_tail(e)[None]
        query = query.view(size * size, HEADS, KEY // HEADS).transpose(0, 1)
        key = self.key(vectors).view(words, HEADS, KEY // HEADS).permute(1, 2, 0)
        value = self.value(vectors).view(words, HEADS, KEY // HEADS).transpose(0, 1)
        place = self.place(near[:, None] * 3 + near[None]).view(size * size, words, HEADS)
        attention = ((query @ key) * (KEY // HEADS) ** -0.5 + place.permute(2, 0, 1)).softmax(-1)
        context = (attention @ value).transpose(0, 1).reshape(size, size, KEY)
        head = self.head(torch.cat([e[:, None].expand(-1, size, -1), context], -1)).tanh()
        tail = self.tail(torch.cat([e[None].expand(size, -1, -1), context], -1)).tanh()
        head = head.view(size, size, WIDTH // GROUP, GROUP, 1)
        tail = tail.view(size, size, WIDTH // GROUP, 1, GROUP)
        joined = self.both(self.dropout((head * tail).flatten(2)))
        x = joined + self.apart(apart) + self.pair(kinds[:, None] * TYPES + kinds[None])
        y = self.norm(x)
        row = self._attend(self.qkv_row(y))
        column = self._attend(self.qkv_column(y.transpose(0, 1))).transpose(0, 1)
        x = x + self.dropout(self.out(torch.cat([row, column], -1)))
        x = self.dropout(F.gelu(self.norm2(x)))
        return self.classes(x), attention.mean(0).view(size, size, words)

    @staticmethod
    def _attend(qkv: Tensor) -> Tensor:
        """Return what each pair sees of the pairs of its own row."""
        q, k, v = qkv.chunk(3, -1)
        weights = (q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5).softmax(-1)
        return weights @ v


def threshold_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the adaptive threshold loss of pairs.

    Parameters
    ----------
    scores
        (pairs, 1 + relations); the first is the threshold.
    wanted
        (pairs, relations), true for relations that hold.
    """
    no = torch.zeros(len(wanted), 1, dtype=torch.bool, device=wanted.device)
    right = torch.cat([no, wanted], 1)
    above = scores.masked_fill(~right & (torch.arange(scores.shape[1]) > 0), -1e4)
    first = ((above.logsumexp(1, keepdim=True) - scores) * right).sum(1)
    below = scores.masked_fill(right, -1e4)
    second = below.logsumexp(1) - below[:, 0]
    return (first + second).mean()
