"""From scores of pairs of mentions to clusters, in time and memory linear in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Mentions that are scored together, and by how many each block goes on from the last. Every
#: mention is so compared with at least BLOCK - STEP mentions before it.
BLOCK: Final = 256
STEP: Final = 128


@dataclass(frozen=True, slots=True)
class Block:
    """Mentions ``[start, end)`` scored together; rows from ``keep`` on are used."""

    start: int
    end: int
    keep: int


def blocks(size: int) -> Iterator[Block]:
    """Yield overlapping blocks that cover ``size`` mentions.

    >>> [(b.start, b.end, b.keep) for b in blocks(300)]
    [(0, 256, 0), (128, 300, 256)]
    """
    start, keep = 0, 0
    while keep < size:
        end = min(start + BLOCK, size)
        yield Block(start, end, keep)
        start, keep = start + STEP, end


def probabilities(
    pairs: NDArray[np.float32], nothing: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return, for each mention of a block, how likely each earlier one is what it refers to.

    Parameters
    ----------
    pairs
        (mentions, mentions) scores, row the later mention.
    nothing
        Scores of referring to nothing before.
    """
    size = len(nothing)
    scores = np.where(np.tri(size, k=-1, dtype=bool), pairs, -np.inf)
    top = np.maximum(scores.max(1, initial=-np.inf), nothing)
    raised = np.exp(scores - top[:, None])
    none = np.exp(nothing - top)
    total = raised.sum(1) + none
    return raised / total[:, None], none / total


@dataclass(frozen=True, slots=True)
class Link:
    """A mention joined to a cluster, with the probability that this is right."""

    mention: int
    antecedent: int
    probability: float


def resolve(
    rows: Iterator[tuple[int, int, NDArray[np.float32]]],
    size: int,
    *,
    threshold: Callable[[int], float],
    may_join: Callable[[list[int], int], bool] = lambda cluster, mention: True,
) -> tuple[list[list[int]], list[Link]]:
    """Join each mention to the earlier cluster it most likely belongs to, in reading order.

    Parameters
    ----------
    rows
        For each mention in order: its number, the number of the first mention it was compared
        with, and the probabilities of those from there on, up to itself.
    size
        Number of mentions.
    threshold
        Least probability, summed over a cluster's mentions, at which this mention is joined.
    may_join
        Says whether a cluster may take the mention; asked of the likeliest cluster first.

    Returns
    -------
    clusters
        Of two mentions or more, each ascending, by first mention.
    links
        One for each mention joined.
    """
    owner = list(range(size))
    clusters: dict[int, list[int]] = {}
    links: list[Link] = []
    for mention, first, chances in rows:
        clusters[mention] = [mention]
        mass: dict[int, float] = {}
        best: dict[int, tuple[float, int]] = {}
        for offset in np.nonzero(chances > 1e-4)[0]:
            other = first + int(offset)
            chance = float(chances[offset])
            root = owner[other]
            mass[root] = mass.get(root, 0.0) + chance
            best[root] = max(best.get(root, (0.0, 0)), (chance, other))
        least = threshold(mention)
        for root in sorted(mass, key=lambda r: (-mass[r], r)):
            if mass[root] < least:
                break
            if may_join(clusters[root], mention):
                owner[mention] = root
                clusters[root].append(mention)
                del clusters[mention]
                links.append(Link(mention, best[root][1], min(mass[root], 1.0)))
                break
    return [c for _, c in sorted(clusters.items()) if len(c) > 1], links
