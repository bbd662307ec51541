"""Positions for all of a large network: communities beside each other, their members within.

Everything stands in one plane, in canvas units, y downwards: an undivided community is a disc of
members on a honeycomb, each as near as may be to where springs put it; a divided one is a disc of
discs. So what is drawn for a community as a whole covers just the place of its members, and opening
it moves nothing else. The same lines give the same places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from graph.communities import Community, Floats, Ints

Points = NDArray[np.float64]

CELL = 118.0
"""How far apart members stand at least, in canvas units: room for a node and its label."""
_ROOM = 1.7  # how many cells there are for each member
_GAP = 1.12  # between discs
_ROUNDS = 60
_SEED = 3
_PUSHES, _PULLS, _PULL = 1200, 150, 0.994  # turns, those that also pull together, by how much
_FEW = 64  # discs of which all pairs are looked at
_REACH, _STRAY, _TURNS = 1.25, 0.1, 15  # 1.25 * 0.994**15 - 0.1 > 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands: ``discs`` holds x, y and radius of each community."""

    nodes: Points
    discs: Points


def places(found: Sequence[Community], ends: Ints, weights: Floats, count: int) -> Places:
    """Place all nodes of a network.

    Parameters
    ----------
    found : sequence of Community
        As from `graph.communities.communities`.
    ends, weights, count
        The network, as given there.

    Notes
    -----
    Springs are quadratic in the members of a community and in the parts of one; all else is near
    linear.
    """
    nodes = np.zeros((count, 2))
    discs = np.zeros((len(found), 3))
    if not found:
        return Places(nodes, discs)
    parts: dict[int | None, list[int]] = {None: []}
    for number, one in enumerate(found):
        parts.setdefault(one.parent, []).append(number)
    inside, between = _pairs(found, ends, weights, count)
    for number in range(len(found) - 1, -1, -1):
        one = found[number]
        if one.divided:
            discs[number, 2] = _discs(discs, parts[number], between.get(number))
        else:
            nodes[one.nodes], discs[number, 2] = _honeycomb(one.nodes, inside.get(number))
    _discs(discs, parts[None], between.get(-1))
    for number, one in enumerate(found):  # parents come first: their place is known
        if one.parent is not None:
            discs[number, :2] += discs[one.parent, :2]
        if not one.divided:
            nodes[one.nodes] += discs[number, :2]
    return Places(np.round(nodes, 1), np.round(discs, 1))


_Links = tuple[Ints, Floats]


def _pairs(
    found: Sequence[Community], ends: Ints, weights: Floats, count: int
) -> tuple[dict[int, _Links], dict[int, _Links]]:
    """Return the lines inside each undivided community, and those between the parts of others.

    The latter are keyed by the community whose parts they join, -1 for the outermost.
    """
    levels = max(one.level for one in found) + 1
    home = np.full((count, levels), -1, dtype=np.int64)
    for number, one in enumerate(found):
        home[one.nodes, one.level] = number
    inside: dict[int, _Links] = {}
    between: dict[int, _Links] = {}
    left = np.arange(len(ends))
    for level in range(levels):
        a, b = home[ends[left, 0], level], home[ends[left, 1], level]
        apart = (a != b) & (a >= 0) & (b >= 0)
        if apart.any():
            above = home[ends[left[apart], 0], level - 1] if level else np.full(apart.sum(), -1)
            low, high = np.minimum(a, b)[apart], np.maximum(a, b)[apart]
            keys, place = np.unique(low * len(found) + high, return_inverse=True)
            pull: Floats = np.bincount(place, weights=weights[left[apart]]).astype(np.float64)
            over = np.zeros(len(keys), dtype=np.int64)
            over[place] = above
            pairs = np.stack([keys // len(found), keys % len(found)], axis=1)
            between |= _by(over, pairs, pull)
        left = left[~apart]
    deepest = np.zeros(count, dtype=np.int64)
    for number, one in enumerate(found):
        if not one.divided:
            deepest[one.nodes] = number
    inside = _by(deepest[ends[left, 0]], ends[left], weights[left])
    return inside, between


def _by(keys: Ints, pairs: Ints, weights: Floats) -> dict[int, _Links]:
    order = np.argsort(keys, kind="stable")
    values, starts = np.unique(keys[order], return_index=True)
    cuts = [*starts.tolist(), len(keys)]
    return {
        int(value): (pairs[order[cuts[at] : cuts[at + 1]]], weights[order[cuts[at] : cuts[at + 1]]])
        for at, value in enumerate(values)
    }


def _springs(members: Ints, links: _Links | None) -> Points:
    """Return where springs put some nodes, about the origin, most of them within a unit of it."""
    if len(members) == 1 or links is None:
        return _spiral(len(members))
    ends = np.searchsorted(members, links[0])
    graph: rx.PyGraph[None, float] = rx.PyGraph()
    graph.add_nodes_from([None] * len(members))
    pull = np.log2(1 + links[1])
    graph.add_edges_from(
        [(a, b, w) for (a, b), w in zip(ends.tolist(), pull.tolist(), strict=True)]
    )
    placed = rx.spring_layout(
        graph, num_iter=_ROUNDS, weight_fn=float, seed=_SEED, k=1.3 / math.sqrt(len(members))
    )
    points = np.array([placed[node] for node in range(len(members))], dtype=np.float64)
    points -= np.median(points, axis=0)
    reach = np.hypot(points[:, 0], points[:, 1])
    usual = float(np.quantile(reach, 0.9)) or 1.0
    points /= usual
    return points * np.minimum(1.0, 1.15 / np.maximum(1e-9, reach / usual))[:, None]


def _spiral(count: int) -> Points:
    """Return points evenly spread over the unit disc, the first in the middle."""
    at = np.arange(count)
    reach, turn = np.sqrt(at / max(1, count)), at * 2.399963  # the golden angle
    return np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=1)


def _honeycomb(members: Ints, links: _Links | None) -> tuple[Points, float]:
    """Return a place on a honeycomb for each member, no place twice, and the radius of all."""
    wanted = _springs(members, links) * math.sqrt(len(members) * _ROOM / math.pi)
    taken: dict[tuple[int, int], int] = {}
    high = math.sqrt(3) / 2
    for node in np.argsort(np.hypot(wanted[:, 0], wanted[:, 1]), kind="stable").tolist():
        x, y = wanted[node].tolist()
        ring = 0
        while True:
            free = [
                (math.hypot(column + (row % 2) / 2 - x, row * high - y), column, row)
                for column, row in _ring(round(x), round(y / high), ring)
                if (column, row) not in taken
            ]
            if free:
                _, column, row = min(free)
                taken[column, row] = node
                break
            ring += 1
    points = np.zeros((len(members), 2))
    for (column, row), node in taken.items():
        points[node] = (column + (row % 2) / 2) * CELL, row * high * CELL
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return points, float(np.hypot(points[:, 0], points[:, 1]).max()) + CELL / 2


def _ring(column: int, row: int, ring: int) -> list[tuple[int, int]]:
    """Return the cells at a distance from one, as the king moves."""
    if ring == 0:
        return [(column, row)]
    span = range(-ring, ring + 1)
    return [(column + x, row + y) for x in span for y in span if max(abs(x), abs(y)) == ring]


def _discs(discs: Points, parts: list[int], links: _Links | None) -> float:
    """Place the parts of a community about its middle, none on another; return its radius."""
    members = np.array(parts)
    radii = discs[members, 2]
    reach = math.sqrt(float((radii**2).sum()) * 1.5)
    points = _apart(_springs(members, links) * reach, radii * _GAP)
    points -= _middle(points, radii)
    discs[members, :2] = points
    return float((np.hypot(points[:, 0], points[:, 1]) + radii).max())


def _middle(points: Points, radii: Floats) -> Points:
    low, high = (points - radii[:, None]).min(axis=0), (points + radii[:, None]).max(axis=0)
    middle: Points = (low + high) / 2
    return middle


def _apart(points: Points, radii: Floats) -> Points:
    """Push discs off each other, and then together as far as they go."""
    points = points + _spiral(len(points)) * 1e-3
    near = _Near(points, radii)
    for turn in range(_PUSHES):
        one, other, over, step = near.over(points)
        if turn > _PULLS and over.max(initial=0.0) < 0.01 * radii.min():
            break
        push = 0.5 * step * (over / (radii[one] + radii[other]))[:, None]
        moved = np.stack(
            [
                np.bincount(one, push[:, axis] * radii[other], len(points))  # the smaller gives way
                - np.bincount(other, push[:, axis] * radii[one], len(points))
                for axis in (0, 1)
            ],
            axis=1,
        )
        points = points + moved
        if turn < _PULLS:
            points *= _PULL
        near.moved(points, moved, pulled=turn < _PULLS)
    one, other, over, _ = near.over(points)
    need = radii[one] + radii[other]
    return points * float((need / np.maximum(1e-9, need - over)).max(initial=1.0))


class _Near:
    """The pairs of discs that lie near each other, looked for anew when they may be others.

    Two discs further apart than ``_REACH`` times what they need cannot meet before one of them has
    moved by a part of its radius, or all have been pulled together for some turns.
    """

    def __init__(self, points: Points, radii: Floats) -> None:
        self._radii = radii
        self._look(points)

    def over(self, points: Points) -> tuple[Ints, Ints, Floats, Points]:
        """Return the pairs that lie on each other, by how much, and the way from one to the other.

        The way is from the second to the first, of length one.
        """
        step = points[self._one] - points[self._other]
        far = np.maximum(1e-9, np.hypot(step[:, 0], step[:, 1]))
        over = self._need - far
        on = np.flatnonzero(over > 0)
        return self._one[on], self._other[on], over[on], step[on] / far[on, None]

    def moved(self, points: Points, by: Points, *, pulled: bool) -> None:
        """Take note of a move; ``pulled`` says whether all were pulled together too."""
        if len(points) <= _FEW:
            return  # all pairs are known
        self._path += np.hypot(by[:, 0], by[:, 1])
        self._turns += pulled
        if self._turns >= _TURNS or (self._path > _STRAY * self._radii).any():
            self._look(points)

    def _look(self, points: Points) -> None:
        self._path, self._turns = np.zeros(len(points)), 0
        one, other = (
            np.triu_indices(len(points), 1)
            if len(points) <= _FEW
            else _neighbours(points, self._radii * _REACH)
        )
        self._one, self._other = one, other
        self._need = self._radii[one] + self._radii[other]


def _neighbours(points: Points, radii: Floats) -> tuple[Ints, Ints]:
    """Return the pairs of discs that touch, each once.

    Discs of like size are looked for in squares as wide as two of them, and the smaller among
    those too, so that a few large discs do not make all others near.
    """
    size = np.ceil(np.log2(radii)).astype(np.int64)
    ones, others = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for own in np.unique(size).tolist():
        asking, known = np.flatnonzero(size == own), np.flatnonzero(size <= own)
        squares = np.floor(points / 2.0 ** (own + 1)).astype(np.int64)
        squares -= squares.min(axis=0) - 1
        rows = int(squares[:, 1].max()) + 2
        keys = squares[:, 0] * rows + squares[:, 1]
        known = known[np.argsort(keys[known], kind="stable")]
        for column in (-rows, 0, rows):
            first = np.searchsorted(keys[known], keys[asking] + column - 1, "left")
            count = np.searchsorted(keys[known], keys[asking] + column + 1, "right") - first
            one = np.repeat(asking, count)
            at = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count)
            other = known[np.repeat(first, count) + at]
            step = points[one] - points[other]
            touch = np.hypot(step[:, 0], step[:, 1]) < radii[one] + radii[other]
            kept = touch & ((size[other] < own) | (one < other))
            ones.append(one[kept])
            others.append(other[kept])
    return np.concatenate(ones), np.concatenate(others)
