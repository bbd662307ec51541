"""Relations as a task of the joint training, on whole short documents and sentences.

As with coreference, the head that is shipped is trained afterwards on the finished encoder.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from graph.nlp.features import WordPieces, word_features
from training import written
from training.coref_data import splitter
from training.coref_task import divide
from training.model import Encoded
from training.relations_batches import PreparedRelations, evidence_loss, prepare
from training.relations_data import RelationDocument, fewrel, re_docred, relation_names
from training.relations_model import Relations, threshold_loss
from training.tasks import Example

_START, _END = 101, 102
#: Documents of Re-DocRED that are trained on; the rest is scored on.
TRAINED = 400


def losses(model: Relations, vectors: Tensor, found: PreparedRelations) -> Tensor:
    """Return the loss of one document."""
    kinds = found.kinds
    if model.training and torch.rand(()) < 0.1:
        kinds = torch.zeros_like(kinds)  # types are not always known, or right
    scores, attention = model(vectors, found.shares, found.near, kinds, found.apart)
    head, tail = found.pairs.T
    weight = 0.1 if found.document.source == "fewrel" else 1.0
    loss: Tensor = weight * threshold_loss(scores[head, tail], found.wanted)
    return loss + 0.05 * evidence_loss(attention[head, tail], found.evidence)


class RelationSource:
    """Documents of one set, each read as a whole."""

    def __init__(
        self,
        name: str,
        documents: Sequence[RelationDocument],
        relations: dict[str, int],
        pieces: WordPieces,
        *,
        limit: int,
    ) -> None:
        self.name = name
        self.pieces = pieces
        self.relations = relations
        self.documents = [
            d for d in documents if sum(map(len, pieces(d.words))) + 2 <= limit
        ]  # fmt: skip

    def items(self, epoch: int) -> list[RelationDocument]:
        """Return the documents in a new order."""
        found = list(self.documents)
        random.Random(f"{self.name} {epoch}").shuffle(found)
        return found

    def size(self, item: RelationDocument) -> int:
        """Return the number of words."""
        return len(item.words)

    def example(self, item: RelationDocument, rng: random.Random) -> Example:
        """Put a document in numbers."""
        pieces, owner = [_START], [0]
        for number, word in enumerate(self.pieces(item.words), 1):
            pieces += word
            owner += [number] * len(word)
        return Example(
            (*pieces, _END),
            (*owner, 0),
            tuple(word_features(word) for word in item.words),
            {"relations": prepare(item, self.relations)},
        )


def sources(data: Path, pieces: WordPieces, *, limit: int) -> list[RelationSource]:
    """Return the sources ``relations_re_docred``, ``_fewrel`` and ``_written``."""
    split = splitter()
    numbers = {r: n for n, r in enumerate(relation_names(data, range(TRAINED)))}
    train, _ = divide(list(re_docred(data, range(TRAINED), split)))
    own, _ = divide(list(written.relations()))
    return [
        RelationSource(
            "relations_re_docred", train, numbers, pieces, limit=limit
        ),
        RelationSource(
            "relations_fewrel", list(fewrel(data, split)), numbers, pieces, limit=limit
        ),
        RelationSource("relations_written", own, numbers, pieces, limit=limit),
    ]  # fmt: skip


class RelationTask:
    """The task, as the trainer asks for it."""

    name = "relations"

    def __init__(self, data: Path, weight: float = 0.5) -> None:
        self.size = len(relation_names(data, range(TRAINED)))
        self.weight = weight

    def head(self) -> Relations:
        """Return a new head."""
        return Relations(self.size)

    def collate(self, targets: Sequence[Any], words: int) -> list[Any] | None:
        """Return the targets row by row."""
        return list(targets) if any(t is not None for t in targets) else None

    def losses(self, head: nn.Module, encoded: Encoded, targets: Any) -> dict[str, Tensor]:
        """Return the mean loss of the rows."""
        assert isinstance(head, Relations)
        rows = [
            losses(head, encoded.vectors[row, : len(t.document.words)], t)
            for row, t in enumerate(targets)
            if t is not None
        ]
        return {"relations": self.weight * torch.stack(rows).mean()}
