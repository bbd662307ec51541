"""Communities within communities: who belongs together, by the lines between them.

Leiden [1]_ on the whole, then again inside each community that is too large to be looked at, until
all are small. What it cannot divide is cut by size, the best connected first; what is alone or
nearly so is gathered. The same lines give the same communities.

References
----------
.. [1] V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected
   communities" (2019).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import graspologic_native as native
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MEMBERS = 120
"""The most members of a community that is not divided further."""
SMALL = 4
"""Communities with fewer members than this are gathered where there are many."""
MANY = 30
_SEED = 7
_WHOLE = 0.95


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that belong together.

    Attributes
    ----------
    parent : int or None
        The place in the list of the community that this one is part of.
    level : int
        0 for the outermost.
    nodes : numpy.ndarray
        All nodes in it, also those of its parts, in ascending order.
    divided : bool
        Whether it has parts; its nodes are members of those.
    """

    parent: int | None
    level: int
    nodes: Ints
    divided: bool


def communities(ends: Ints, weights: Floats, count: int) -> list[Community]:
    """Return the communities of a network, each before its parts and after its elder siblings.

    Parameters
    ----------
    ends : numpy.ndarray
        Two nodes for each line, each pair once, no node twice; shape (lines, 2).
    weights : numpy.ndarray
        How strongly each line binds.
    count : int
        The number of nodes; they are numbered from 0.

    Notes
    -----
    Near linear in the lines, times the number of levels.

    Examples
    --------
    >>> pairs = np.array([[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5]])
    >>> [one.nodes.tolist() for one in communities(pairs, np.ones(6), 6)]
    [[0, 1, 2], [3, 4, 5]]
    """
    found: list[Community] = []
    waiting: deque[tuple[Ints, Ints, Floats, int | None, int]] = deque()
    if count:
        waiting.append((np.arange(count), ends, weights, None, 0))
    while waiting:
        nodes, inner, pull, parent, level = waiting.popleft()
        pieces = _pieces(inner, pull, len(nodes))
        home = np.zeros(len(nodes), dtype=np.int64)
        local = np.zeros(len(nodes), dtype=np.int64)
        for number, piece in enumerate(pieces):
            home[piece] = number
            local[piece] = np.arange(len(piece))
        within = home[inner[:, 0]] == home[inner[:, 1]]
        at_home = home[inner[within, 0]]
        order = np.argsort(at_home, kind="stable")
        borders = np.searchsorted(at_home[order], np.arange(len(pieces) + 1))
        kept, kept_pull = inner[within][order], pull[within][order]
        for number, piece in enumerate(pieces):
            divided = len(piece) > MEMBERS
            found.append(Community(parent, level, nodes[piece], divided))
            if divided:
                part = slice(int(borders[number]), int(borders[number + 1]))
                waiting.append(
                    (nodes[piece], local[kept[part]], kept_pull[part], len(found) - 1, level + 1)
                )
    return found


def _pieces(ends: Ints, weights: Floats, count: int) -> list[Ints]:
    """Return the nodes in pieces, each in ascending order, the largest piece first."""
    labels = _leiden(ends, weights, count)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    pieces = [np.sort(piece) for piece in np.split(order, cuts)]
    if count > MEMBERS and max(len(piece) for piece in pieces) > _WHOLE * count:
        return _cut(ends, weights, count)
    pieces.sort(key=lambda piece: (-len(piece), int(piece[0])))
    large = [piece for piece in pieces if len(piece) >= SMALL]
    few = pieces[len(large) :]
    return pieces if len(few) <= MANY else large + _gathered(few)


def _leiden(ends: Ints, weights: Floats, count: int) -> Ints:
    if not len(ends):
        return np.arange(count)
    both = np.concatenate([ends, ends[:, ::-1]])
    order = np.lexsort((both[:, 1], both[:, 0]))
    starts = np.searchsorted(both[order, 0], np.arange(count + 1))
    _, found = native.leiden_csr(
        starts.astype(np.int64),
        both[order, 1].astype(np.int32),
        np.concatenate([weights, weights])[order].astype(np.float64),
        count,
        seed=_SEED,
    )
    return np.array([found[node] for node in range(count)], dtype=np.int64)


def _cut(ends: Ints, weights: Floats, count: int) -> list[Ints]:
    """Cut what cannot be divided into pieces of equal size, the best connected nodes first."""
    strength = np.bincount(ends.ravel(), weights=np.repeat(weights, 2), minlength=count)
    order = np.lexsort((np.arange(count), -strength))
    return [np.sort(order[at : at + MEMBERS]) for at in range(0, count, MEMBERS)]


def _gathered(pieces: Sequence[Ints]) -> list[Ints]:
    """Put small pieces together, none of them divided, until each heap is full."""
    heaps: list[list[Ints]] = [[]]
    held = 0
    for piece in pieces:
        if held + len(piece) > MEMBERS:
            heaps.append([])
            held = 0
        heaps[-1].append(piece)
        held += len(piece)
    return [np.sort(np.concatenate(heap)) for heap in heaps]
