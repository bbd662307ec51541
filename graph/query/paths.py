"""How two entities are connected: the paths whose weakest hop is the strongest.

A hop is all claims between two entities that count. Its strength is the independent sources of
its best claim, then that claim's score. A path is as strong as its weakest hop: the widest path
problem [1]_, solved here by the strongest threshold at which the two ends are still connected.

References
----------
.. [1] M. Pollack, "The maximum capacity through a network" (1960).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KINDS = ("stated", "alleged", "planned", "hypothetical", "denied")
MAX_HOPS = 8
_STEPS = 100  # of the score, within one number of sources
_CHUNK = 50_000
_FRONTIER = 400_000


@dataclass(frozen=True, slots=True)
class Network:
    """The claims between entities as arrays: each claim stands once at either end.

    ``start[n]`` to ``start[n + 1]`` are the places of what lies at entity row ``n``.
    """

    stamp: str
    start: NDArray[np.int64]
    other: NDArray[np.int32]
    claim: NDArray[np.int32]
    strength: NDArray[np.int32]
    kind: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Entities from one end to the other; ``strength`` is that of the weakest hop."""

    nodes: tuple[int, ...]
    claims: tuple[int, ...]
    independent_sources: int
    score: float


def load(db: sqlite3.Connection) -> Network:
    """Read the claims between entities into memory: about 30 bytes a claim."""
    stamp = db.execute("SELECT value FROM meta WHERE key = 'derived_from'").fetchone()[0]
    size = db.execute("SELECT coalesce(max(id), 0) FROM entity").fetchone()[0] + 2
    rows = db.cursor()
    rows.row_factory = None
    rows.execute(
        "SELECT id, subject, object, independent_sources, score, kind FROM edge"
        " WHERE object IS NOT NULL AND object <> subject ORDER BY id"
    )
    parts: list[NDArray[np.int32]] = []
    while batch := rows.fetchmany(_CHUNK):
        parts.append(
            np.array(
                [
                    (i, s, o, n * _STEPS + min(_STEPS - 1, int(p * _STEPS)), KINDS.index(k))
                    for i, s, o, n, p, k in batch
                ],
                dtype=np.int32,
            )
        )
    table = np.concatenate(parts) if parts else np.zeros((0, 5), dtype=np.int32)
    ends = np.concatenate([table[:, 1], table[:, 2]])
    order = np.argsort(ends, kind="stable")
    both = order % max(1, len(table))
    return Network(
        stamp=stamp,
        start=np.searchsorted(ends[order], np.arange(size)),
        other=np.concatenate([table[:, 2], table[:, 1]])[order],
        claim=table[both, 0],
        strength=table[both, 3],
        kind=table[both, 4].astype(np.int8),
    )


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

    Notes
    -----
    A breadth-first search from both ends for each threshold tried; thresholds by bisection.
    """
    search = _Search(network, kinds, without, avoid, min(hops, MAX_HOPS))
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
    ) -> None:
        self._network = network
        self._kinds = np.zeros(len(KINDS), dtype=bool)
        self._kinds[[KINDS.index(kind) for kind in kinds]] = True
        self._without = np.array(sorted(without), dtype=np.int32)
        self._avoid = set(avoid)
        self._hops = hops
        self._dropped: set[tuple[int, int]] = set()
        self._seen: dict[int, dict[int, tuple[int, int]]] = {}
        self.strength_of: dict[int, int] = {}

    def drop(self, one: int, other: int) -> None:
        """Leave out the hop between two entities from now on."""
        self._dropped |= {(one, other), (other, one)}

    def widest(self, one: int, other: int) -> Path | None:
        """Return the path with the strongest weakest hop, and of those a short one."""
        best = self._connect(one, other, 0)
        if best is None:
            return None
        low = min(self.strength_of[claim] for claim in best[1])
        levels = [s for s in self._levels(one, other) if s > low]
        left, right = 0, len(levels)
        while left < right:
            middle = (left + right) // 2
            tried = self._connect(one, other, levels[middle])
            if tried is None:
                right = middle
            else:
                best, left = tried, middle + 1
        weakest = min(self.strength_of[claim] for claim in best[1])
        return Path(
            nodes=tuple(best[0]),
            claims=tuple(best[1]),
            independent_sources=weakest // _STEPS,
            score=weakest % _STEPS / _STEPS,
        )

    def _levels(self, one: int, other: int) -> list[int]:
        """Return the strengths that the ends' own hops have: no path is stronger than these."""
        ends = [{s for _, s in self._hops_of(end, 0).values()} for end in (one, other)]
        top = min((max(end) for end in ends if end), default=0)
        return sorted(s for s in ends[0] | ends[1] | self._grid(top) if s <= top)

    @staticmethod
    def _grid(top: int) -> set[int]:
        """Return round strengths, to bisect also between those at the ends."""
        return set(range(_STEPS, top + 1, 10))

    def _connect(self, one: int, other: int, least: int) -> tuple[list[int], list[int]] | None:
        """Return the nodes and claims of a shortest path over hops that are strong enough."""
        trees: tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]
        trees = ({one: (0, 0)}, {other: (0, 0)})
        frontiers: list[list[int]] = [[one], [other]]
        for _ in range(self._hops):
            side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
            mine, theirs = trees[side], trees[1 - side]
            reached: list[int] = []
            meeting: list[tuple[int, int]] = []
            for node in frontiers[side]:
                for neighbour, (claim, strength) in self._hops_of(node, least).items():
                    if neighbour in mine or (node, neighbour) in self._dropped:
                        continue
                    if neighbour in theirs:
                        meeting.append((-strength, neighbour))
                        mine.setdefault(neighbour, (node, claim))
                    elif neighbour not in self._avoid:
                        mine[neighbour] = (node, claim)
                        reached.append(neighbour)
            if meeting:
                return self._path(min(meeting)[1], trees)
            if not reached or len(reached) > _FRONTIER:
                return None
            frontiers[side] = reached
        return None

    def _hops_of(self, node: int, least: int) -> Mapping[int, tuple[int, int]]:
        """Return, by neighbour, the best claim that counts and its strength."""
        if node not in self._seen:
            network = self._network
            part = slice(int(network.start[node]), int(network.start[node + 1]))
            keep = self._kinds[network.kind[part]]
            if len(self._without):
                keep &= ~np.isin(network.claim[part], self._without)
            found: dict[int, tuple[int, int]] = {}
            for other, claim, strength in zip(
                network.other[part][keep].tolist(),
                network.claim[part][keep].tolist(),
                network.strength[part][keep].tolist(),
                strict=True,
            ):
                if other not in found or strength > found[other][1]:
                    found[other] = claim, strength
                self.strength_of[claim] = strength
            self._seen[node] = found
        hops = self._seen[node]
        if least == 0:
            return hops
        return {other: hop for other, hop in hops.items() if hop[1] >= least}

    @staticmethod
    def _path(
        at: int, trees: tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]
    ) -> tuple[list[int], list[int]]:
        halves = []
        for tree in trees:
            nodes, claims, node = [at], [], at
            while tree[node][0]:
                node, claim = tree[node]
                nodes.append(node)
                claims.append(claim)
            halves.append((nodes, claims))
        (left, first), (right, second) = halves
        return left[::-1] + right[1:], first[::-1] + second
