"""Coreference as a task of the joint training: so that the encoder learns what refers to what.

The head that is shipped is trained on whole documents afterwards, on the finished encoder (see
``training/coref_train.py``); here it learns on single windows, together with the encoder.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from graph.nlp.features import WordPieces, word_features
from training import written
from training.coref_batches import Pairs, Prepared, link_loss, pair_loss, pairs, prepare, span_loss
from training.coref_data import (
    CorefDocument,
    CorefMention,
    gap,
    gum,
    litbank,
    spacy_sentences,
    splitter,
)
from training.coref_model import Coref
from training.model import Encoded
from training.tasks import Example

_START, _END = 101, 102
#: Lines of GAP's development file that are trained on; the rest is scored on.
GAP_TRAINED = 1000
#: One document in so many of GUM and LitBank is kept to calibrate on.
KEPT = 10


def divide(found: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return the documents to train on and those kept."""
    train = [d for n, d in enumerate(found) if n % KEPT != KEPT // 2]
    return train, list(found[KEPT // 2 :: KEPT])


def documents(data: Path) -> list[CorefDocument]:
    """Return all documents that coreference is trained on."""
    split, read = splitter(), spacy_sentences()
    return [
        *divide(list(gum(data / "gum/gum_train_open.conllu.gz", split)))[0],
        *divide(list(litbank(data / "litbank/coref_train.zip", split)))[0],
        *gap(data / "gap/gap-validation.tsv.gz", read),
        *list(gap(data / "gap/gap-development.tsv.gz", read))[:GAP_TRAINED],
        *divide(list(written.coreference()))[0],
    ]


def cut(document: CorefDocument, first: int, last: int) -> CorefDocument:
    """Return sentences ``[first, last)``, with the mentions inside."""
    start = document.starts[first]
    end = [*document.starts, len(document.words)][last]
    mentions = tuple(
        CorefMention(m.start - start, m.end - start, m.anchor - start, m.cluster)
        for m in document.mentions
        if m.start >= start and m.end <= end
    )
    return replace(
        document,
        words=document.words[start:end],
        starts=tuple(s - start for s in document.starts[first:last]),
        mentions=mentions,
        tree=(),
    )


def windows(document: CorefDocument, most: int, rng: random.Random) -> list[CorefDocument]:
    """Cut a document into windows of whole sentences, most of them nearly ``most`` words."""
    out: list[CorefDocument] = []
    borders = [*document.starts, len(document.words)]
    first, room = 0, rng.randint(most // 2, most)
    for number in range(1, len(borders)):
        full = number < len(borders) - 1 and borders[number + 1] - borders[first] > room
        if full or number == len(borders) - 1:
            if borders[number] - borders[first] <= 2 * most:
                out.append(cut(document, first, number))
            first, room = number, rng.randint(most * 3 // 4, most)
    return out


@dataclass(frozen=True, slots=True)
class Target:
    """A window with its candidates compared."""

    prepared: Prepared
    pairs: Pairs


class CorefSource:
    """Windows of the documents of one set."""

    def __init__(
        self,
        name: str,
        documents: Sequence[CorefDocument],
        pieces: WordPieces,
        *,
        words: int,
        limit: int,
    ) -> None:
        self.name = name
        self.documents = documents
        self.pieces = pieces
        self.words = words
        self.limit = limit

    def items(self, epoch: int) -> list[CorefDocument]:
        """Return the windows of all documents in a new order."""
        rng = random.Random(f"{self.name} {epoch}")
        found: list[CorefDocument] = []
        for document in self.documents:
            if document.scope == "pair":
                found.append(document)
            else:
                found += [w for w in windows(document, self.words, rng) if len(w.mentions) > 2]
        rng.shuffle(found)
        return [w for w in found if sum(map(len, self.pieces(w.words))) + 2 <= self.limit]

    def size(self, item: CorefDocument) -> int:
        """Return the number of words."""
        return len(item.words)

    def example(self, item: CorefDocument, rng: random.Random) -> Example:
        """Put a window in numbers; a few words that are no mention are candidates too."""
        prepared = prepare(item)
        others = [i for i, w in enumerate(item.words) if i not in prepared.cluster and w.isalpha()]
        size = 0 if item.scope == "mentions" else len(prepared.anchors) // 6
        if item.scope == "pair":
            others = [i for i in others if 0 < prepared.look.form[i] <= 31]
            size = 30
        chosen = rng.sample(others, min(size, len(others)))
        found = pairs(prepared, sorted({*prepared.anchors, *chosen}))
        pieces, owner = [_START], [0]
        for number, word in enumerate(self.pieces(item.words), 1):
            pieces += word
            owner += [number] * len(word)
        return Example(
            (*pieces, _END),
            (*owner, 0),
            tuple(word_features(word) for word in item.words),
            {"coref": Target(prepared, found)},
        )


def sources(data: Path, pieces: WordPieces, *, words: int, limit: int) -> list[CorefSource]:
    """Return the sources ``coref_gum``, ``coref_litbank``, ``coref_gap``, ``coref_written``."""
    by: dict[str, list[CorefDocument]] = {}
    for document in documents(data):
        by.setdefault(document.source, []).append(document)
    return [
        CorefSource(f"coref_{name}", found, pieces, words=words, limit=limit)
        for name, found in sorted(by.items())
    ]


def losses(model: Coref, vectors: Tensor, target: Target) -> dict[str, Tensor]:
    """Return the losses of one window or document, from its word vectors."""
    prepared, found = target.prepared, target.pairs
    scope = prepared.document.scope
    scores, hidden = model.words(vectors, prepared.form)
    out: dict[str, Tensor] = {}
    links, nothing = model.links(hidden[found.anchors], found.mentions, found.sentences, found.cues)
    if scope == "pair":
        out["gap"] = 0.5 * pair_loss(links, nothing, found.anchors, prepared)
        return out
    out["links"] = link_loss(links, nothing, found.gold)
    out["spans"] = 0.2 * span_loss(model, hidden, prepared)
    if scope == "all":
        wanted = torch.zeros(len(scores))
        wanted[list(prepared.anchors)] = 1
        out["mentions"] = F.binary_cross_entropy_with_logits(scores, wanted)
    return out


class CorefTask:
    """The task, as the trainer asks for it."""

    name = "coref"

    def __init__(self, weight: float = 0.5) -> None:
        self.weight = weight

    def head(self) -> Coref:
        """Return a new head."""
        return Coref()

    def collate(self, targets: Sequence[Any], words: int) -> list[Target | None] | None:
        """Return the targets row by row."""
        return list(targets) if any(t is not None for t in targets) else None

    def losses(self, head: nn.Module, encoded: Encoded, targets: Any) -> dict[str, Tensor]:
        """Return the mean loss of the rows."""
        assert isinstance(head, Coref)
        rows = [
            sum(losses(head, encoded.vectors[row, : len(t.prepared.form)], t).values())
            for row, t in enumerate(targets)
            if t is not None
        ]
        return {"coref": self.weight * sum(rows) / len(rows)}
