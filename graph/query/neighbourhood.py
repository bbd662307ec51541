"""What lies around entities: nodes and lines within a budget."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.case.packed import STEPS
from graph.query.joined import Array, Filters, Network, Sieve, slices
from graph.query.lines import Line, claims_between, lines_of, most_lines

MAX_NODES = 1_500
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lies around some entities.

    Attributes
    ----------
    nodes : tuple of int
        Rows of entities, in the order in which they were reached.
    near : int
        How many of them, the first ones, were not reached from an opened node.
    via : dict of int to int
        For each node but the first ones, the node that it was reached from.
    lines : tuple of Line
        Between these nodes, the best supported first.
    lines_left_out : int
        How many more there are between them, less well supported.
    beyond : dict of int to int
        For each node, how many neighbours it has that are not among the nodes.
    """

    nodes: tuple[int, ...]
    near: int
    via: dict[int, int]
    lines: tuple[Line, ...]
    lines_left_out: int
    beyond: dict[int, int]


def around(
    db: sqlite3.Connection,
    network: Network,
    roots: Sequence[int],
    *,
    depth: int = 1,
    limit: int = 80,
    opened: Sequence[int] = (),
    each: int = 40,
    left_out: Sequence[int] = (),
    filters: Filters | None = None,
) -> Around:
    """Return what lies within ``depth`` steps of the roots, nearest and best supported first.

    Parameters
    ----------
    db : sqlite3.Connection
    network : Network
        The claims of the same state of the case, in memory.
    roots : sequence of int
        Rows of entities.
    depth : int
        Steps, at most `MAX_DEPTH`.
    limit : int
        The most nodes, at most `MAX_NODES`, not counting those of ``opened``.
    opened : sequence of int
        Nodes whose own neighbours are added after that, in this order.
    each : int
        The most neighbours that each of these adds.
    left_out : sequence of int
        Nodes not to show, nor to go through.
    filters : Filters, optional

    Notes
    -----
    Looks at the claims of the nodes that it goes through, no others.
    """
    sieve = Sieve(db, network, filters or Filters())
    hidden = set(left_out)
    nodes = dict.fromkeys(root for root in roots if root not in hidden)
    via: dict[int, int] = {}
    frontier = list(nodes)
    for _ in range(min(depth, MAX_DEPTH)):
        room = min(limit, MAX_NODES) - len(nodes)
        if room <= 0 or not frontier:
            break
        reached: list[int] = []
        for origin, node in _neighbours(network, frontier, sieve):
            if node in nodes or node in hidden or len(reached) >= room:
                continue
            nodes[node] = None
            via[node] = origin
            reached.append(node)
        frontier = reached
    near = len(nodes)
    for opener in opened:
        if opener not in nodes:
            continue
        added = 0
        for origin, node in _neighbours(network, [opener], sieve):
            if node in nodes or node in hidden or added >= each or len(nodes) >= MAX_NODES:
                continue
            nodes[node] = None
            via[node] = origin
            added += 1
    rows = tuple(nodes)
    lines, more = lines_between(network, rows, sieve)
    return Around(
        nodes=rows,
        near=near,
        via=via,
        lines=lines,
        lines_left_out=more,
        beyond=_beyond(network, rows, sieve),
    )


def lines_between(
    network: Network, nodes: Sequence[int], sieve: Sieve
) -> tuple[tuple[Line, ...], int]:
    """Return the lines among some entities, the best supported first, and how many more there are.

    Where there are too many, the best line of every entity is among those given.
    """
    return lines_of(network, claims_between(network, nodes, sieve), most=most_lines(len(nodes)))


def _held(network: Network, nodes: Sequence[int], sieve: Sieve) -> tuple[Array, Array, Array]:
    """Return what lies at some nodes and counts: node, neighbour, strength."""
    near, at = slices(network, np.array(nodes, dtype=np.int64))
    kept = sieve.passes(network.claim[at])
    return near[kept], network.other[at][kept].astype(np.int64), network.strength[at][kept]


def _neighbours(network: Network, nodes: Sequence[int], sieve: Sieve) -> list[tuple[int, int]]:
    """Return (node, neighbour) pairs, those with the most independent sources first."""
    near, other, strength = _held(network, nodes, sieve)
    keys, place, many = np.unique(
        near * len(network.start) + other, return_inverse=True, return_counts=True
    )
    most = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(most, place, strength)
    far = keys % len(network.start)
    order = np.lexsort((far, -(most % STEPS), -many, -(most // STEPS)))[: 4 * MAX_NODES]
    return list(zip((keys[order] // len(network.start)).tolist(), far[order].tolist(), strict=True))


def _beyond(network: Network, nodes: Sequence[int], sieve: Sieve) -> dict[int, int]:
    """Return for each node how many neighbours it has that are not among the nodes."""
    near, other, _ = _held(network, nodes, sieve)
    inside = np.zeros(len(network.start), dtype=bool)
    inside[list(nodes)] = True
    outside = ~inside[other]
    keys = np.unique(near[outside] * len(network.start) + other[outside])
    found, counts = np.unique(keys // len(network.start), return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))
