"""Coreference scores: MUC, B-cubed and CEAF-e, with mentions matched by head or exactly.

The CorefUD scorer and its relatives are not published as packages, so the three measures are
written out here after their definitions (Vilain and others 1995; Bagga and Baldwin 1998; Luo
2005) with the CorefUD scorer's conventions: singletons are left out of key and response unless
asked for; in head match a mention of the response stands for a mention of the key when both have
the same head word, and of several with one head, those that share most words go together.
The tests check them against the worked cases that the reference scorers publish.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class HeadedSpan:
    """A mention: words ``[start, end)`` and its head word."""

    start: int
    end: int
    head: int


@dataclass(slots=True)
class Tally:
    """Numerators and denominators of recall and precision, summed over documents."""

    recall: float = 0.0
    key: float = 0.0
    precision: float = 0.0
    response: float = 0.0

    def __iadd__(self, other: Tally) -> Tally:
        self.recall += other.recall
        self.key += other.key
        self.precision += other.precision
        self.response += other.response
        return self

    def scores(self) -> tuple[float, float, float]:
        """Return precision, recall and F1, 0..1."""
        p = self.precision / self.response if self.response else 0.0
        r = self.recall / self.key if self.key else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _owner(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: n for n, cluster in enumerate(clusters) for mention in cluster}


def muc(key: Clusters, response: Clusters) -> Tally:
    """Links needed against links there: size of a cluster less the parts it falls into."""

    def side(one: Clusters, other: Clusters) -> tuple[float, float]:
        owner = _owner(other)
        right = wanted = 0
        for cluster in one:
            found = [owner.get(m) for m in cluster]
            parts = len({n for n in found if n is not None}) + found.count(None)
            right += len(cluster) - parts
            wanted += len(cluster) - 1
        return right, wanted

    return Tally(*side(key, response), *side(response, key))


def b_cubed(key: Clusters, response: Clusters) -> Tally:
    """For each mention, the share of its cluster that its cluster on the other side holds."""

    def side(one: Clusters, other: Clusters) -> tuple[float, float]:
        owner = _owner(other)
        right = 0.0
        for cluster in one:
            shared = Counter(owner[m] for m in cluster if m in owner)
            right += sum(n * n for n in shared.values()) / len(cluster)
        return right, sum(map(len, one))

    return Tally(*side(key, response), *side(response, key))


def ceaf_e(key: Clusters, response: Clusters) -> Tally:
    """Best one-to-one alignment of clusters, each pair weighing twice its overlap over its size."""
    if not key or not response:
        return Tally(0.0, len(key), 0.0, len(response))
    owner = _owner(response)
    weight = np.zeros((len(key), len(response)))
    for i, cluster in enumerate(key):
        for j, n in Counter(owner[m] for m in cluster if m in owner).items():
            weight[i, j] = 2 * n / (len(cluster) + len(response[j]))
    rows, columns = linear_sum_assignment(-weight)
    total = float(weight[rows, columns].sum())
    return Tally(total, len(key), total, len(response))


def align(
    key: Iterable[HeadedSpan], response: Iterable[HeadedSpan], *, exact: bool
) -> dict[HeadedSpan, HeadedSpan]:
    """Return for mentions of the response the mention of the key that each stands for."""
    by: dict[Hashable, list[HeadedSpan]] = defaultdict(list)
    for mention in key:
        by[(mention.start, mention.end) if exact else mention.head].append(mention)
    pairs: list[tuple[float, int, int, HeadedSpan, HeadedSpan]] = []
    for mention in response:
        for other in by.get((mention.start, mention.end) if exact else mention.head, ()):
            shared = max(0, min(mention.end, other.end) - max(mention.start, other.start))
            either = max(mention.end, other.end) - min(mention.start, other.start)
            pairs.append((-shared / either, other.start, other.end, mention, other))
    found: dict[HeadedSpan, HeadedSpan] = {}
    taken: set[HeadedSpan] = set()
    for *_, mention, other in sorted(pairs, key=lambda p: (p[:3], p[3].start, p[3].end)):
        if mention not in found and other not in taken:
            found[mention] = other
            taken.add(other)
    return found


class CorefScorer:
    """Adds up documents and gives the measures, their mean, and how mentions were found."""

    def __init__(self, *, exact: bool = False, singletons: bool = False) -> None:
        self.exact = exact
        self.singletons = singletons
        self.tallies = {"muc": Tally(), "b3": Tally(), "ceafe": Tally(), "mentions": Tally()}

    def add(
        self, key: Sequence[Sequence[HeadedSpan]], response: Sequence[Sequence[HeadedSpan]]
    ) -> None:
        """Add one document's clusters."""
        least = 1 if self.singletons else 2
        gold = [frozenset(c) for c in key if len(set(c)) >= least]
        raw = [frozenset(c) for c in response if len(set(c)) >= least]
        matched = align([m for c in gold for m in c], [m for c in raw for m in c], exact=self.exact)
        # A response mention that stands for none of the key gets a name of its own.
        found = [frozenset(matched.get(m, ("only", m)) for m in c) for c in raw]
        for name, measure in (("muc", muc), ("b3", b_cubed), ("ceafe", ceaf_e)):
            self.tallies[name] += measure(gold, found)
        right = len(matched)
        self.tallies["mentions"] += Tally(right, sum(map(len, gold)), right, sum(map(len, raw)))

    def scores(self) -> dict[str, dict[str, float]]:
        """Return precision, recall and F1 of each, and the mean F1, in per cent."""
        out = {
            name: dict(zip("prf", (round(100 * x, 2) for x in tally.scores()), strict=True))
            for name, tally in self.tallies.items()
        }
        mean = sum(self.tallies[n].scores()[2] for n in ("muc", "b3", "ceafe")) / 3
        out["mean"] = {"f": round(100 * mean, 2)}
        return out
