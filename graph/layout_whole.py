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
    Quadratic in the members of a community and in the parts of one, linear in their number.
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
    need = radii[:, None] + radii[None, :]
    np.fill_diagonal(need, 0.0)
    for turn in range(400):
        step = points[:, None] - points[None]
        far = np.maximum(1e-9, np.hypot(step[..., 0], step[..., 1]))
        over = np.maximum(0.0, need - far)
        np.fill_diagonal(over, 0.0)
        if turn > 150 and over.max(initial=0.0) < 0.01 * radii.min():
            break
        share = radii[None, :] / need.clip(1e-9)  # the smaller of two gives way
        points = points + 0.5 * (step / far[..., None] * (over * share)[..., None]).sum(axis=1)
        if turn < 150:
            points *= 0.994
    spread = float((need / np.maximum(1e-9, _far(points)))[need > 0].max(initial=1.0))
    return points * max(1.0, spread)


def _far(points: Points) -> Floats:
    step = points[:, None] - points[None]
    far: Floats = np.hypot(step[..., 0], step[..., 1])
    return far
