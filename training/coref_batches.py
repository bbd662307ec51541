"""From documents to what the coreference head trains on: candidates, cues, targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from graph.names import normal
from graph.nlp.coref_features import Look, cues, distances, look
from graph.nlp.coref_spans import LEFT, RIGHT
from training.coref_data import CorefDocument, CorefMention
from training.coref_model import Coref


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document in numbers.

    Attributes
    ----------
    anchors
        Gold anchor words in order, one mention each.
    cluster
        Cluster number of each anchor; mentions of one entity share it.
    """

    document: CorefDocument
    look: Look
    form: Tensor
    anchors: tuple[int, ...]
    cluster: dict[int, int]
    mentions: dict[int, CorefMention]


def prepare(document: CorefDocument) -> Prepared:
    """Number a document; of mentions with one anchor the one that is referred to again stays."""
    sizes: dict[str, int] = defaultdict(int)
    for mention in document.mentions:
        sizes[mention.cluster] += 1
    by: dict[int, CorefMention] = {}
    for mention in sorted(
        document.mentions, key=lambda m: (sizes[m.cluster] < 2, m.end - m.start, m.start)
    ):
        by.setdefault(mention.anchor, mention)
    names = {name: n for n, name in enumerate(sorted({m.cluster for m in by.values()}))}
    seen = look(document.words, document.starts)
    return Prepared(
        document,
        seen,
        torch.tensor(seen.form),
        tuple(sorted(by)),
        {anchor: names[m.cluster] for anchor, m in by.items()},
        by,
    )


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates of a stretch of text with all that is known of their pairs.

    Attributes
    ----------
    gold
        Cluster of each candidate; -1 for words that are no mention.
    """

    anchors: Tensor
    gold: Tensor
    mentions: Tensor
    sentences: Tensor
    cues: Tensor


def pairs(prepared: Prepared, anchors: Sequence[int]) -> Pairs:
    """Compare candidates, which ascend, with each other."""
    mentions, sentences = distances(anchors, prepared.look)
    return Pairs(
        torch.tensor(list(anchors), dtype=torch.long),
        torch.tensor([prepared.cluster.get(a, -1) for a in anchors]),
        torch.from_numpy(mentions),
        torch.from_numpy(sentences),
        torch.from_numpy(cues(prepared.document.words, prepared.look, anchors)),
    )


def edges(prepared: Prepared) -> tuple[Tensor, Tensor, Tensor]:
    """Return anchors, and the places of their spans' first and last words among the offsets."""
    kept = [
        (a, a - m.start, m.end - 1 - a) for a, m in prepared.mentions.items()
        if a - m.start <= LEFT and m.end - 1 - a <= RIGHT
    ]  # fmt: skip
    columns = [torch.tensor(c, dtype=torch.long) for c in zip(*kept, strict=True)]
    return columns[0], LEFT - columns[1], LEFT + columns[2]


def span_loss(model: Coref, hidden: Tensor, prepared: Prepared) -> Tensor:
    """Return the loss of the first and last words of the gold mentions' spans."""
    anchors, first, last = edges(prepared)
    scores = model.words.spans(hidden, anchors)
    ends = [*prepared.document.starts[1:], len(prepared.document.words)]
    border = torch.zeros(len(prepared.document.words), 2, dtype=torch.long)
    for start, end in zip(prepared.document.starts, ends, strict=True):
        border[start:end] = torch.tensor([start, end])
    word = anchors[:, None] + torch.arange(-LEFT, RIGHT + 1)
    inside = (word >= border[anchors, :1]) & (word < border[anchors, 1:])
    offsets = torch.arange(-LEFT, RIGHT + 1)
    left = scores[..., 0].masked_fill(~inside | (offsets > 0), -1e4)
    right = scores[..., 1].masked_fill(~inside | (offsets < 0), -1e4)
    return F.cross_entropy(left, first) + F.cross_entropy(right, last)


def link_loss(scores: Tensor, nothing: Tensor, gold: Tensor) -> Tensor:
    """Return the mean negative log probability of all right antecedents, or of none."""
    size = len(gold)
    before = torch.ones(size, size, dtype=torch.bool).tril(-1)
    right = before & (gold[:, None] == gold[None, :]) & (gold >= 0)[:, None]
    scores = scores.masked_fill(~before, -1e4)
    everything = torch.cat([scores, nothing[:, None]], 1)
    wanted = torch.cat([right, ~right.any(1, keepdim=True)], 1)
    loss: Tensor = everything.logsumexp(1) - everything.masked_fill(~wanted, -1e4).logsumexp(1)
    # A word that is no mention costs less: it is mostly kept out before.
    weight = torch.where(gold >= 0, 1.0, 0.3)
    return (loss * weight).sum() / weight.sum()


def pair_loss(scores: Tensor, nothing: Tensor, anchors: Tensor, prepared: Prepared) -> Tensor:
    """Return the loss of a passage in which only one pronoun and two names are known.

    Of the names, the right one must win against the other and none; when both are wrong, neither
    may be chosen. Further occurrences of a name count as the name.
    """
    size = len(anchors)
    words = prepared.document.words
    tags = [""] * size
    at = {int(a): n for n, a in enumerate(anchors)}
    pronoun = next(
        m
        for m in prepared.document.mentions
        if m.end - m.start == 1 and m.cluster == "p" and prepared.look.form[m.anchor] < 31
    )
    names = [m for m in prepared.document.mentions if m is not pronoun]
    for m in names:
        whole = set(normal(" ".join(words[m.start : m.end])).split())
        for a, n in at.items():
            if prepared.look.form[a] == 31:
                first, last = prepared.look.around(a)
                parts = set(normal(" ".join(words[first:last])).split())
                if parts and (parts <= whole or a == m.anchor):
                    tags[n] = "right" if m.cluster == "p" else "wrong"
        tags[at[m.anchor]] = "right" if m.cluster == "p" else "wrong"
    row = at[pronoun.anchor]
    right = torch.tensor([t == "right" for t in tags])
    wrong = torch.tensor([t == "wrong" for t in tags])
    before = torch.arange(size) < row
    full = torch.cat([scores[row].masked_fill(~before, -1e4), nothing[row : row + 1]])
    no = torch.zeros(1, dtype=torch.bool)
    yes = torch.ones(1, dtype=torch.bool)
    good, bad = torch.cat([right & before, no]), torch.cat([wrong & before, no])
    losses = []
    if good.any():
        rivals = torch.cat([(right | wrong) & before, yes])
        losses.append(
            full.masked_fill(~rivals, -1e4).logsumexp(0)
            - full.masked_fill(~good, -1e4).logsumexp(0)
        )
    if bad.any():
        losses.append(full.logsumexp(0) - full.masked_fill(bad, -1e4).logsumexp(0))
    # Names after the pronoun look back at it.
    for n in range(row + 1, size):
        if tags[n] and prepared.look.form[int(anchors[n])] == 31:
            two = torch.stack([scores[n, row], nothing[n]])
            if tags[n] == "wrong":
                losses.append(0.5 * (two.logsumexp(0) - two[1]))
            elif not (right & before).any():
                losses.append(0.5 * (two.logsumexp(0) - two[0]))
    return torch.stack(losses).mean() if losses else scores.sum() * 0.0


def numpy_vectors(array: np.ndarray) -> Tensor:  # type: ignore[type-arg]
    """Return stored vectors as a tensor of floats."""
    return torch.from_numpy(array.astype(np.float32))


def sentence_bounds(document: CorefDocument) -> list[tuple[int, int]]:
    """Return for each sentence its first word and its end."""
    return list(pairwise([*document.starts, len(document.words)]))
