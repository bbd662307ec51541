"""From documents to what the relations head reads and should say."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from graph.nlp.relations_inputs import Inputs, inputs
from training.relations_data import TYPES, RelationDocument


@dataclass(frozen=True, slots=True)
class PreparedRelations:
    """A document in numbers.

    Attributes
    ----------
    pairs
        (pairs, 2), head and tail of each pair of which all facts are known.
    wanted
        (pairs, relations).
    evidence
        (pairs, words), true in the sentences that a pair's facts rest on; a row without any
        stands for a pair whose evidence is not given.
    """

    document: RelationDocument
    shares: Tensor
    near: Tensor
    kinds: Tensor
    apart: Tensor
    pairs: Tensor
    wanted: Tensor
    evidence: Tensor


def prepare(document: RelationDocument, relations: dict[str, int]) -> PreparedRelations:
    """Number a document."""
    found: Inputs = inputs(
        len(document.words),
        document.starts,
        [e.mentions for e in document.entities],
        [TYPES.index(e.kind) for e in document.entities],
    )
    size = len(document.entities)
    everything = {(h, t) for h in range(size) for t in range(size) if h != t}
    known = everything if document.known is None else document.known
    pairs = sorted(known)
    where = {pair: n for n, pair in enumerate(pairs)}
    wanted = torch.zeros(len(pairs), len(relations), dtype=torch.bool)
    evidence = torch.zeros(len(pairs), len(document.words), dtype=torch.bool)
    ends = [*document.starts[1:], len(document.words)]
    for fact in document.facts:
        if fact.relation in relations and (fact.head, fact.tail) in where:
            row = where[fact.head, fact.tail]
            wanted[row, relations[fact.relation]] = True
            for sentence in fact.evidence:
                evidence[row, document.starts[sentence] : ends[sentence]] = True
    return PreparedRelations(
        document,
        torch.from_numpy(found.shares),
        torch.from_numpy(found.near),
        torch.from_numpy(found.kinds),
        torch.from_numpy(found.apart),
        torch.tensor(pairs, dtype=torch.long).view(-1, 2),
        wanted,
        evidence,
    )


def evidence_loss(attention: Tensor, evidence: Tensor) -> Tensor:
    """Return how far attention strays from the evidence, over the pairs that have any."""
    some = evidence.any(1)
    if not some.any():
        return attention.sum() * 0.0
    mass = (attention[some] * evidence[some]).sum(1)
    return -mass.clamp(min=1e-6).log().mean()
