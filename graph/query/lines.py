"""Lines: all claims of one kind from one entity to another, drawn as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.case.packed import KINDS
from graph.query.joined import Array, Network, Sieve, slices, sources_in, spread

MAX_LINES = 4_000
FEW_LINES = 120
LINES_EACH = 3
"""Lines drawn for each node where there are more: all of them would be one black blot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """All claims of one kind from one entity to another; ``best`` is the best supported one."""

    subject: int
    object: int
    kind: str
    claims: int
    independent_sources: int
    predicates: tuple[str, ...]
    best: int


def most_lines(nodes: int) -> int:
    """Return how many lines are drawn at most among so many nodes."""
    return min(MAX_LINES, max(FEW_LINES, LINES_EACH * nodes))


def claims_between(network: Network, nodes: Sequence[int] | Array, sieve: Sieve) -> Array:
    """Return the rows of the claims among some entities that count, also of one with itself."""
    claims = network.claims
    here = np.array(nodes, dtype=np.int64)
    inside = np.zeros(len(network.start), dtype=bool)
    inside[here] = True
    near, at = slices(network, here)
    kept = inside[network.other[at]] & (near < network.other[at])
    loops = claims.loop[inside[claims.subject[claims.loop]]]
    rows = np.concatenate([network.claim[at[kept]], loops])
    return rows[sieve.passes(rows)]


def ranked(network: Network, rows: Array) -> Array:
    """Return claims, those with the most independent sources first, then by score."""
    claims = network.claims
    sources = sources_in(claims.strength[rows])
    return rows[np.lexsort((rows, -claims.score[rows], -sources))]


def lines_of(
    network: Network, rows: Array, *, most: int, directed: bool = True
) -> tuple[tuple[Line, ...], int]:
    """Return claims as lines, the best supported first, and how many more there are.

    Parameters
    ----------
    network : Network
    rows : array of int
        Rows of claims.
    most : int
        How many lines to give: where there are more, the best of every entity before all others.
    directed : bool
        Whether what is said in the other direction is another line.
    """
    claims = network.claims
    rows = ranked(network, rows)
    one, other = claims.subject[rows].astype(np.int64), claims.object[rows].astype(np.int64)
    if not directed:
        one, other = np.minimum(one, other), np.maximum(one, other)
    keys = (one * len(network.start) + other) * len(KINDS) + claims.kind[rows]
    _, first, bundle = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)  # the rows are ranked: whose best claim comes first is the best line
    chosen = _chosen(network, rows[first[order]], most)
    rank = np.full(len(order), -1)
    rank[order[chosen]] = np.arange(len(chosen))
    place = rank[bundle]
    rows, place = rows[place >= 0], place[place >= 0]
    count = len(chosen)
    best = rows[np.unique(place, return_index=True)[1]]
    return tuple(
        Line(
            subject=int(claims.subject[claim]),
            object=int(claims.object[claim]),
            kind=KINDS[claims.kind[claim]],
            claims=many,
            independent_sources=sources,
            predicates=tuple(said),
            best=claim,
        )
        for claim, many, sources, said in zip(
            best.tolist(),
            np.bincount(place, minlength=count).tolist(),
            _sources(network, rows, place, count),
            _predicates(network, rows, place, count),
            strict=True,
        )
    ), len(order) - count


def _chosen(network: Network, best: Array, most: int) -> Array:
    """Return which of these lines to draw: the best of each node before all others."""
    if len(best) <= most:
        return np.arange(len(best))
    ends = np.stack([network.claims.subject[best], network.claims.object[best]]).T.ravel()
    own = np.unique(np.unique(ends, return_index=True)[1] // 2)
    others = np.setdiff1d(np.arange(len(best)), own, assume_unique=True)
    return np.sort(np.concatenate([own, others])[:most])


def _sources(network: Network, rows: Array, place: Array, count: int) -> list[int]:
    """Return how many independent sources the claims of each of ``count`` places have together."""
    claims = network.claims
    many = claims.source_start[rows + 1] - claims.source_start[rows]
    _, at = spread(claims.source_start, rows)
    base = int(claims.source.max(initial=0)) + 1
    keys = np.unique(np.repeat(place, many).astype(np.int64) * base + claims.source[at])
    most = np.bincount(keys // base, minlength=count)
    np.maximum.at(most, place, sources_in(claims.strength[rows]))
    return [int(one) for one in most]


def _predicates(network: Network, rows: Array, place: Array, count: int) -> list[list[str]]:
    """Return what the claims of each of ``count`` places say, the best supported first."""
    claims = network.claims
    keys = place * len(claims.predicates) + claims.predicate[rows]
    said: list[list[str]] = [[] for _ in range(count)]
    for at in np.sort(np.unique(keys, return_index=True)[1]).tolist():
        said[place[at]].append(claims.predicates[claims.predicate[rows[at]]])
    return said
