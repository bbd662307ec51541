"""From scores of pairs of mentions to clusters, in time and memory linear in the text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

#: Mentions that are scored together, and by how many each block goes on from the last. Every
#: mention is so compared with at least BLOCK - STEP mentions before it.
BLOCK: Final = 256
STEP: Final = 128

_T = TypeVar("_T", bound=Hashable)


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


_NONE: Final[frozenset[int]] = frozenset()

#: Chance of an antecedent below which it is left out of account.
LEAST: Final = 1e-3

#: A mention, the earlier ones that it may refer to, ascending, and how likely each is. Tuples, for
#: thousands of small arrays would lie scattered in the memory that large ones could use again.
Row: TypeAlias = tuple[int, tuple[int, ...], tuple[float, ...]]


def likely(block: Block, place: int, chances: NDArray[np.float32]) -> Row:
    """Return the row of the mention at this place of a block, without what is too unlikely."""
    kept = np.flatnonzero(chances > LEAST)
    return (
        block.start + place,
        tuple((kept + block.start).tolist()),
        tuple(chances[kept].tolist()),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A mention joined to a cluster, by an earlier mention, and the score of that."""

    mention: int
    antecedent: int
    score: float


def resolve(
    rows: Iterable[Row],
    facts: Sequence[_T],
    *,
    threshold: Callable[[int], float],
    score: Callable[[int, float], float],
    clash: Callable[[_T, _T], bool],
    certain: Mapping[int, tuple[int, float]],
    first: Mapping[int, tuple[int, float]] = MappingProxyType({}),
    apart: Mapping[int, frozenset[int]] = MappingProxyType({}),
) -> tuple[list[list[int]], list[Link]]:
    """Join each mention to the earlier cluster it most likely belongs to, in reading order.

    Parameters
    ----------
    rows
        For each mention in order, see :func:`likely`.
    facts
        What is known of each mention beforehand.
    threshold
        Least score at which this mention is joined.
    score
        Makes a mention's score of its probability, summed over a cluster's mentions; it rises
        with it.
    clash
        Says whether two mentions can never be in one cluster.
    certain
        For some mentions an earlier one that they repeat, and the score of that.
    first
        For some mentions an earlier one that they are joined to before any other, if its score
        reaches the threshold and nothing clashes.
    apart
        For some mentions those that they cannot be joined with, nor with anything joined to them.

    Returns
    -------
    clusters
        Of two mentions or more, each ascending, by first mention.
    links
        One for each mention joined.
    """
    owner = list(range(len(facts)))
    clusters: dict[int, list[int]] = {}
    known: dict[int, set[_T]] = {}
    links: list[Link] = []
    for mention, earlier, chances in rows:
        clusters[mention], known[mention] = [mention], {facts[mention]}
        mass: dict[int, float] = {}
        best: dict[int, tuple[float, int]] = {}
        for before, chance in zip(earlier, chances, strict=True):
            root = owner[before]
            mass[root] = mass.get(root, 0.0) + chance
            best[root] = max(best.get(root, (0.0, 0)), (chance, before))
        least = threshold(mention)
        offers: list[tuple[float, int, int]] = []
        for root, total in sorted(mass.items(), key=lambda item: -item[1]):
            found = score(mention, min(total, 1.0))
            if found < least:
                break
            offers.append((found, best[root][1], root))
        if mention in certain:
            before, sure = certain[mention]
            offers.append((sure, before, owner[before]))
        offers.sort(key=lambda o: (-o[0], -o[1]))
        if mention in first:
            before, sure = first[mention]
            offers.insert(0, (sure, before, owner[before]))
        for found, before, root in offers:
            if found < least:
                continue
            if not apart.get(mention, _NONE).isdisjoint(clusters[root]):
                continue
            if not any(clash(fact, facts[mention]) for fact in known[root]):
                owner[mention] = root
                clusters[root].append(mention)
                known[root].add(facts[mention])
                del clusters[mention], known[mention]
                links.append(Link(mention, before, found))
                break
    return [c for _, c in sorted(clusters.items()) if len(c) > 1], links
