"""The coreference head: which words stand for mentions, how far each reaches, what it refers to.

Word-level coreference: a mention is scored by its anchor word alone. The anchors of a stretch of
text look at each other through one small transformer layer, then each scores all earlier ones and
"nothing before". Spans are read off the anchors.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from graph.nlp.coref_features import CUES, DISTANCES, FORMS
from graph.nlp.coref_spans import LEFT, RIGHT

VECTOR = 384
WIDTH = 192
FORM = 32
PAIR = 64
INNER = 384
#: Antecedents of each mention that are looked at closely.
NEAREST = 24
HEADS = 4


class Words(nn.Module):
    """For each word: is it an anchor; and its hidden vector. For each anchor: its span."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.form = nn.Embedding(FORMS, FORM)
        self.hidden = nn.Linear(VECTOR + FORM, WIDTH)
        self.mention = nn.Linear(WIDTH, 1)
        self.here = nn.Linear(WIDTH, PAIR)
        self.there = nn.Linear(WIDTH, PAIR)
        self.offset = nn.Embedding(LEFT + RIGHT + 1, PAIR)
        self.edges = nn.Linear(PAIR, 2)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, form: Tensor) -> tuple[Tensor, Tensor]:
        """Return anchor scores (words,) before the sigmoid, and hidden vectors (words, WIDTH)."""
        seen = torch.cat([self.dropout(vectors), self.form(form)], -1)
        hidden = F.gelu(self.hidden(seen))
        return self.mention(self.dropout(hidden)).squeeze(-1), hidden

    def spans(self, hidden: Tensor, anchors: Tensor) -> Tensor:
        """Return scores (anchors, LEFT + RIGHT + 1, 2) that a span starts or ends at a word."""
        padded = F.pad(self.there(self.dropout(hidden)), (0, 0, LEFT, RIGHT))
        reach = torch.arange(LEFT + RIGHT + 1, device=hidden.device)
        there = padded[anchors[:, None] + reach]
        here = self.here(self.dropout(hidden))[anchors][:, None]
        scores: Tensor = self.edges(F.gelu(here + there + self.offset.weight))
        return scores


class Links(nn.Module):
    """For each mention: scores of all others as its antecedent, and of having none."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm3 = nn.LayerNorm(WIDTH)
        self.near = nn.Embedding(2 * DISTANCES, HEADS)
        self.query = nn.Linear(WIDTH, PAIR)
        self.key = nn.Linear(WIDTH, PAIR)
        self.far = nn.Embedding(DISTANCES, 1)
        self.apart = nn.Embedding(DISTANCES, 1)
        self.hint = nn.Linear(CUES, 1, bias=False)
        self.product = nn.Linear(PAIR, PAIR, bias=False)
        self.later = nn.Linear(WIDTH, PAIR)
        self.earlier = nn.Linear(WIDTH, PAIR)
        self.mentions = nn.Embedding(DISTANCES, PAIR)
        self.sentences = nn.Embedding(DISTANCES, PAIR)
        self.cues = nn.Linear(CUES, PAIR, bias=False)
        self.score = nn.Linear(PAIR, 1)
        self.nothing = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, hidden: Tensor, mentions: Tensor, sentences: Tensor, cues: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return pair scores (mentions, mentions), row the later, and scores of "none" (mentions,).

        Parameters
        ----------
        hidden
            Hidden vectors of the anchors in order, (mentions, WIDTH).
        mentions, sentences
            Distances of each pair as buckets, row less column.
        cues
            (mentions, mentions, CUES).
        """
        size = hidden.shape[0]
        x = self.norm(hidden)
        q, k, v = self.qkv(x).view(size, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3).unbind(0)
        ahead = (mentions == 0).long() * DISTANCES + mentions.T
        bias = self.near(torch.where(mentions > 0, mentions, ahead)).permute(2, 0, 1)
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias).softmax(-1)
        x = hidden + self.dropout(self.out((weights @ v).transpose(0, 1).reshape(size, WIDTH)))
        x = x + self.dropout(self.down(F.gelu(self.up(self.norm2(x)))))
        x = self.dropout(self.norm3(x))
        query, key = self.query(x), self.key(x)
        rough = (
            query @ key.T * PAIR**-0.5
            + self.far(mentions).squeeze(-1)
            + self.apart(sentences).squeeze(-1)
            + self.hint(cues).squeeze(-1)
        )
        # The best few are looked at more closely.
        likely = rough.detach().masked_fill(mentions == 0, -1e4)
        # Padded so that there are always enough; the last mention is nobody's antecedent.
        near = F.pad(likely, (0, NEAREST), value=-1e5).topk(NEAREST, 1).indices
        near = near.clamp(max=size - 1)
        mixed = (
            self.product(query[:, None] * key[near])
            + self.later(x)[:, None]
            + self.earlier(x)[near]
            + self.mentions(mentions.gather(1, near))
            + self.sentences(sentences.gather(1, near))
            + self.cues(cues.gather(1, near[..., None].expand(-1, -1, CUES)))
        )
        close = self.score(self.dropout(F.relu(mixed))).squeeze(-1)
        return rough.scatter_add(1, near, close), self.nothing(x).squeeze(-1)


class Coref(nn.Module):
    """Both parts."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.words = Words(dropout)
        self.links = Links(dropout)
