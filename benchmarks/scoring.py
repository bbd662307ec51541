"""Scores of names and of who is who against the gold.

Spans are Unicode code points, half-open ``[start, end)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import networkx as nx

__all__ = [
    "NAME_TYPES",
    "BCubed",
    "Counts",
    "GoldSpan",
    "Span",
    "TypedSpan",
    "in_prose",
    "score_alignment",
    "score_clusters",
    "score_mentions",
]

NAME_TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")


class Span(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


class TypedSpan(Span, Protocol):
    """A place in a text with a type such as ``"PERSON"``."""

    @property
    def type(self) -> str:
        """The type's name."""


class GoldSpan(TypedSpan, Protocol):
    """A place in a text as the gold has it, such as a `benchmarks.gold.GoldMention`."""

    @property
    def form(self) -> str:
        """Named, nominal, pronoun or date."""


M = TypeVar("M", bound=Span)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, how many were found and how many there are."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision and recall of clusters, by B-cubed or another measure."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)


def in_prose(mentions: Iterable[M], set_aside: Collection[Span]) -> list[M]:
    """Leave out mentions that touch a stretch set aside, such as a quoted reply."""
    return [m for m in mentions if not any(s.start < m.end and m.start < s.end for s in set_aside)]


def score_mentions(
    gold: Mapping[str, Iterable[GoldSpan]],
    found: Mapping[str, Iterable[TypedSpan]],
    *,
    types: Collection[str] = NAME_TYPES,
) -> dict[str, Counts]:
    """Score names: right means the same document, start, end and type.

    Parameters
    ----------
    gold, found
        Mentions by document. Of the gold only names count, and dates if "DATE" is in `types`.
    types
        Types to score; all others are left out on both sides.

    Returns
    -------
    dict
        `Counts` by type, and for all together under ``"all"``.
    """
    wanted = {
        (name, m.start, m.end, m.type)
        for name, mentions in gold.items()
        for m in mentions
        if m.type in types and m.form in ("named", "date")
    }
    given = {
        (name, m.start, m.end, m.type)
        for name, mentions in found.items()
        for m in mentions
        if m.type in types
    }
    tallies = [Counter(row[3] for row in rows) for rows in (wanted & given, given, wanted)]
    scores = {kind: Counts(*(tally[kind] for tally in tallies)) for kind in types}
    scores["all"] = Counts(len(wanted & given), len(given), len(wanted))
    return scores


def score_clusters(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> BCubed:
    """Score which mentions were taken to be one entity, by B-cubed.

    Parameters
    ----------
    gold, found
        For each mention (any key, such as document, start and end) its entity or cluster. A
        mention on one side only counts against recall or precision.

    References
    ----------
    Bagga and Baldwin 1998; with mentions on one side only as in Pradhan et al. 2014,
    "Scoring Coreference Partitions of Predicted Mentions".
    """
    both = Counter((gold[m], found[m]) for m in gold.keys() & found.keys())
    gold_sizes, found_sizes = Counter(gold.values()), Counter(found.values())
    recall = sum(n * n / gold_sizes[g] for (g, _), n in both.items())
    precision = sum(n * n / found_sizes[f] for (_, f), n in both.items())
    return BCubed(precision / len(found) if found else 0.0, recall / len(gold) if gold else 0.0)


def score_alignment(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]
) -> BCubed:
    """Score clusters by the best one-to-one alignment of entities (CEAF-e).

    The likeness of two clusters is the share of their mentions that both have, twice over their
    sizes together; the alignment with the greatest sum is found exactly, part by connected part.

    References
    ----------
    Luo 2005, "On Coreference Resolution Performance Metrics" (the fourth similarity).
    """
    shared = Counter((gold[m], found[m]) for m in gold.keys() & found.keys())
    sizes, others = Counter(gold.values()), Counter(found.values())
    network: nx.Graph[tuple[str, Hashable]] = nx.Graph()
    for (one, other), count in shared.items():
        network.add_edge(
            ("gold", one), ("found", other), weight=2 * count / (sizes[one] + others[other])
        )
    total = sum(network[one][other]["weight"] for one, other in nx.max_weight_matching(network))
    return BCubed(total / len(others) if others else 0.0, total / len(sizes) if sizes else 0.0)


def _f1(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0
