"""How two entities are connected: the paths whose weakest hop is the strongest.

A hop is all claims between two entities that count. Its strength is the independent sources of
its best claim, then that claim's score. A path is as strong as its weakest hop: the widest path
problem [1]_, solved here by the strongest threshold at which the two ends are still connected.

References
----------
.. [1] M. Pollack, "The maximum capacity through a network" (1960).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.case.packed import KINDS, STEPS, strength_of
from graph.query.joined import Network, slices

MAX_HOPS = 8
_FRONTIER = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Entities from one end to the other; ``strength`` is that of the weakest hop."""

    nodes: tuple[int, ...]
    claims: tuple[int, ...]
    independent_sources: int
    score: float


def best_paths(
    network: Network,
    one: int,
    other: int,
    *,
    kinds: Collection[str] = KINDS[:-1],
    without: Collection[int] = (),
    avoid: Collection[int] = (),
    hops: int = 4,
    count: int = 5,
    weaker: Mapping[int, tuple[int, float]] | None = None,
) -> list[Path]:
    """Return the best paths between two entities, the one with the strongest weakest hop first.

    Parameters
    ----------
    network : Network
    one, other : int
        Rows of entities.
    kinds : collection of str
        Kinds of claims that count; by default all but denials.
    without : collection of int
        Claims that do not count.
    avoid : collection of int
        Entities that no path may go through.
    hops : int
        The longest path, at most `MAX_HOPS`.
    count : int
        The most paths. Each further one does without the weakest hop of every path before it.
    weaker : mapping of int to (int, float), optional
        Claims that count for less than they do: with this many sources and this score.

    Notes
    -----
    A breadth-first search from both ends for each threshold tried; thresholds by bisection.
    """
    weakened = {claim: strength_of(*held) for claim, held in (weaker or {}).items()}
    search = _Search(network, kinds, without, avoid, min(hops, MAX_HOPS), weakened)
    found: list[Path] = []
    while len(found) < count and one != other:
        best = search.widest(one, other)
        if best is None:
            break
        found.append(best)
        weak = min(
            zip(best.nodes, best.nodes[1:], best.claims, strict=False),
            key=lambda hop: search.strength_of[hop[2]],
        )
        search.drop(weak[0], weak[1])
    return found


class _Search:
    def __init__(
        self,
        network: Network,
        kinds: Collection[str],
        without: Collection[int],
        avoid: Collection[int],
        hops: int,
        weaker: Mapping[int, int],
    ) -> None:
        self._network = network
        self._kinds = np.zeros(len(KINDS), dtype=bool)
        self._kinds[[KINDS.index(kind) for kind in kinds]] = True
        self._without = np.array(sorted(without), dtype=np.int32)
        self._weaker = np.array(sorted(weaker), dtype=np.int32)
        self._weakened = np.array([weaker[claim] for claim in sorted(weaker)], dtype=np.int32)
        self._avoid = np.zeros(len(network.start), dtype=bool)
        self._avoid[list(avoid)] = True
        self._hops = hops
        self._dropped: list[tuple[int, int]] = []
        self.strength_of: dict[int, int] = {}

    def drop(self, one: int, other: int) -> None:
        """Leave out the hop between two entities from now on."""
        self._dropped += [(one, other), (other, one)]

    def widest(self, one: int, other: int) -> Path | None:
        """Return the path with the strongest weakest hop, and of those a short one."""
        levels = self._levels(one, other)
        best: tuple[list[int], list[int]] | None = None
        left, right = 0, len(levels)
        while left < right:
            middle = (left + right) // 2
            tried = self._connect(one, other, levels[middle])
            if tried is None:
                right = middle
            else:
                best, left = tried, middle + 1
        while best is not None:  # what lies between two levels
            tried = self._connect(one, other, self._weakest(best[1]) + 1)
            if tried is None:
                break
            best = tried
        if best is None:
            return None
        weakest = self._weakest(best[1])
        return Path(
            nodes=tuple(best[0]),
            claims=tuple(best[1]),
            independent_sources=weakest // STEPS,
            score=weakest % STEPS / STEPS,
        )

    def _weakest(self, claims: Sequence[int]) -> int:
        return min(self.strength_of[claim] for claim in claims)

    def _levels(self, one: int, other: int) -> list[int]:
        """Return strengths to bisect between: no path is stronger than the ends' own hops."""
        tops = [self._around(np.array([end]), 0)[3].max(initial=0) for end in (one, other)]
        return [0, *range(STEPS, int(min(tops)) + 1, STEPS // 4)]

    def _around(self, nodes: NDArray[np.integer[Any]], least: int) -> tuple[NDArray[Any], ...]:
        """Return the hops from some nodes that count: nodes, neighbours, claims, strengths."""
        net = self._network
        near, at = slices(net, nodes)
        keep = self._kinds[net.kind[at]]
        strength = net.strength[at]
        if len(self._weaker):
            place = np.searchsorted(self._weaker, net.claim[at])
            place[place == len(self._weaker)] = 0
            weaker = self._weaker[place] == net.claim[at]
            strength = np.where(weaker, self._weakened[place], strength)
        keep &= strength >= least
        near, at, strength = near[keep], at[keep], strength[keep]
        other, claim = net.other[at], net.claim[at]
        gone = np.zeros(len(at), dtype=bool)
        if len(self._without):
            gone |= np.isin(claim, self._without)
        for a, b in self._dropped:
            gone |= (near == a) & (other == b)
        return near[~gone], other[~gone], claim[~gone], strength[~gone]

    def _connect(self, one: int, other: int, least: int) -> tuple[list[int], list[int]] | None:
        """Return the nodes and claims of a shortest path over hops that are strong enough."""
        size = len(self._network.start)
        origin, by = np.zeros((2, 2, size), dtype=np.int32)
        origin[0, one], origin[1, other] = one, other
        frontiers = [np.array([one]), np.array([other])]
        for _ in range(self._hops):
            side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
            near, far, claim, strength = self._around(frontiers[side], least)
            fresh = origin[side, far] == 0
            near, far, claim, strength = near[fresh], far[fresh], claim[fresh], strength[fresh]
            order = np.lexsort((claim, far, -strength))
            met = order[origin[1 - side, far[order]] != 0]
            order = met[:1] if len(met) else order[~self._avoid[far[order]]]
            reached, first = np.unique(far[order], return_index=True)
            if not len(reached) or len(reached) > _FRONTIER:
                return None
            chosen = order[first]
            origin[side, reached] = near[chosen]
            by[side, reached] = claim[chosen]
            if len(met):
                return self._path(int(reached[0]), origin, by)
            frontiers[side] = reached
        return None

    def _path(
        self, at: int, origin: NDArray[np.int32], by: NDArray[np.int32]
    ) -> tuple[list[int], list[int]]:
        halves = []
        for side in (0, 1):
            nodes, claims, node = [at], [], at
            while origin[side, node] != node:
                claim = int(by[side, node])
                node = int(origin[side, node])
                nodes.append(node)
                claims.append(claim)
            halves.append((nodes, claims))
        (left, first), (right, second) = halves
        path = left[::-1] + right[1:]
        claims = first[::-1] + second
        for node, claim in zip(path, claims, strict=False):
            _, _, held, strength = self._around(np.array([node]), 0)
            self.strength_of[claim] = int(strength[held == claim][0])
        return path, claims
