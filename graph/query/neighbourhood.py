"""What lies around entities: nodes and lines within a budget, straight from the case file."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.query.paths import KINDS, STEPS, Network, slices, sources_in

MAX_NODES = 1_500
MAX_LINES = 4_000
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which claims count. Empty or ``None`` means: all of them.

    Attributes
    ----------
    types : tuple of str
        Types that both ends must have.
    predicates, kinds : tuple of str
    first, last : str, optional
        ISO days; only claims with a date that may lie between them.
    speaker : int, optional
        Row of a speaker: only claims that rest on a passage in this speaker's words.
    document : int, optional
        Row of a document: only claims with a passage in it.
    score : float
        The least score, from 0 to 1.
    sources : int
        The fewest independent sources.
    """

    types: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    speaker: int | None = None
    document: int | None = None
    score: float = 0.0
    sources: int = 1

    @property
    def simple(self) -> bool:
        """Whether nothing is asked for but kinds and a number of sources."""
        return self == Filters(kinds=self.kinds, sources=self.sources)

    def where(self) -> tuple[str, dict[str, object]]:
        """Return the conditions on ``claim c`` in SQL, and their values."""
        parts: list[str] = ["c.independent_sources >= :sources AND c.score >= :score"]
        values: dict[str, object] = {"sources": self.sources, "score": self.score}
        for name, column in (("predicates", "c.predicate"), ("kinds", "c.kind")):
            if getattr(self, name):
                parts.append(f"{column} IN (SELECT value FROM json_each(:{name}))")  # noqa: S608
                values[name] = json.dumps(getattr(self, name))
        if self.types:
            kept = "SELECT id FROM entity WHERE type IN (SELECT value FROM json_each(:types))"
            parts.append(f"c.subject IN ({kept}) AND c.object IN ({kept})")
            values["types"] = json.dumps(self.types)
        if self.first is not None or self.last is not None:
            parts.append(
                "EXISTS (SELECT 1 FROM dated t WHERE t.claim = c.id"
                " AND t.first <= :last AND t.last >= :first)"
            )
            values["first"] = self.first or "0000"
            values["last"] = self.last or "9999-12-31"
        if self.speaker is not None:
            parts.append(
                "EXISTS (SELECT 1 FROM voice v WHERE v.claim = c.id AND v.speaker = :speaker)"
            )
            values["speaker"] = self.speaker
        if self.document is not None:
            parts.append(
                "EXISTS (SELECT 1 FROM evidence x WHERE x.document = :document AND x.claim = c.id)"
            )
            values["document"] = self.document
        return " AND ".join(parts), values


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """All claims of one kind from one entity to another; ``best`` is the best supported one."""

    subject: int
    object: int
    kind: str
    claims: int
    independent_sources: int
    score: float
    predicates: tuple[str, ...]
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lies around some entities.

    Attributes
    ----------
    nodes : tuple of int
        Rows of entities, in the order in which they were reached.
    via : dict of int to int
        For each node but the first ones, the node that it was reached from.
    lines : tuple of Line
        Between these nodes, the best supported first.
    beyond : dict of int to int
        For each node, how many neighbours it has that are not among the nodes.
    """

    nodes: tuple[int, ...]
    via: dict[int, int]
    lines: tuple[Line, ...]
    beyond: dict[int, int]


def around(
    db: sqlite3.Connection,
    roots: Sequence[int],
    *,
    depth: int = 1,
    limit: int = 80,
    opened: Sequence[int] = (),
    each: int = 40,
    left_out: Sequence[int] = (),
    filters: Filters | None = None,
    network: Network | None = None,
) -> Around:
    """Return what lies within ``depth`` steps of the roots, nearest and best supported first.

    Parameters
    ----------
    db : sqlite3.Connection
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
    network : Network, optional
        The claims in memory; where the filters allow it, neighbours are found there, and sooner.

    Notes
    -----
    Reads the claims of the nodes that it goes through, no others.
    """
    wanted = filters or Filters()
    hidden = set(left_out)
    nodes = dict.fromkeys(root for root in roots if root not in hidden)
    via: dict[int, int] = {}
    frontier = list(nodes)
    for _ in range(min(depth, MAX_DEPTH)):
        room = min(limit, MAX_NODES) - len(nodes)
        if room <= 0 or not frontier:
            break
        reached: list[int] = []
        for origin, node in _neighbours(db, frontier, wanted, network):
            if node in nodes or node in hidden or len(reached) >= room:
                continue
            nodes[node] = None
            via[node] = origin
            reached.append(node)
        frontier = reached
    for opener in opened:
        if opener not in nodes:
            continue
        added = 0
        for origin, node in _neighbours(db, [opener], wanted, network):
            if node in nodes or node in hidden or added >= each or len(nodes) >= MAX_NODES:
                continue
            nodes[node] = None
            via[node] = origin
            added += 1
    rows = tuple(nodes)
    return Around(
        nodes=rows,
        via=via,
        lines=lines_between(db, rows, filters=wanted, network=network),
        beyond=_beyond(db, rows, wanted, network),
    )


def lines_between(
    db: sqlite3.Connection,
    nodes: Sequence[int],
    *,
    filters: Filters | None = None,
    network: Network | None = None,
) -> tuple[Line, ...]:
    """Return the lines among some entities, the best supported first, at most `MAX_LINES`."""
    where, values = (filters or Filters()).where()
    among = (
        " FROM json_each(:claims) n JOIN edge c ON c.id = n.value WHERE"
        if network is not None
        else " FROM node n JOIN edge c ON c.subject = n.id WHERE c.object IN node AND"
    )
    if network is not None:
        values["claims"] = json.dumps(_among(db, network, nodes))
    rows = db.execute(
        "WITH node AS MATERIALIZED (SELECT value AS id FROM json_each(:nodes))"  # noqa: S608
        " SELECT c.subject, c.object, c.kind, c.predicate, c.id, c.independent_sources, c.score"
        f"{among} {where} ORDER BY c.independent_sources DESC, c.score DESC, c.id",
        {**values, "nodes": json.dumps(list(nodes))},
    )
    bundles: dict[tuple[int, int, str], list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        bundles[row["subject"], row["object"], row["kind"]].append(row)
    kept = list(bundles.items())[:MAX_LINES]
    several = [row["id"] for _, claims in kept if len(claims) > 1 for row in claims]
    sources = sources_of(db, several)
    return tuple(
        Line(
            subject=subject,
            object=object_,
            kind=kind,
            claims=len(claims),
            independent_sources=max(
                claims[0]["independent_sources"],
                len(set().union(*(sources.get(row["id"], set()) for row in claims))),
            ),
            score=max(row["score"] for row in claims),
            predicates=tuple(dict.fromkeys(row["predicate"] for row in claims)),
            best=claims[0]["id"],
        )
        for (subject, object_, kind), claims in kept
    )


def claims_between(
    db: sqlite3.Connection,
    nodes: Sequence[int],
    *,
    filters: Filters | None = None,
    most: int = MAX_LINES,
) -> list[int]:
    """Return the rows of the claims among some entities, the best supported first."""
    where, values = (filters or Filters()).where()
    rows = db.execute(
        "WITH node AS MATERIALIZED (SELECT value AS id FROM json_each(:nodes))"  # noqa: S608
        f" SELECT c.id FROM node n JOIN edge c ON c.subject = n.id"
        f" WHERE c.object IN node AND {where}"
        " ORDER BY c.independent_sources DESC, c.score DESC, c.id LIMIT :most",
        {**values, "nodes": json.dumps(list(nodes)), "most": most},
    )
    return [row[0] for row in rows]


def sources_of(db: sqlite3.Connection, claims: Sequence[int]) -> dict[int, set[str]]:
    """Return the independent sources of claims, by their rows."""
    found: dict[int, set[str]] = defaultdict(set)
    for claim, source in db.execute(
        "SELECT claim, source FROM claim_source WHERE claim IN (SELECT value FROM json_each(?))",
        (json.dumps(claims),),
    ):
        found[claim].add(source)
    return found


def _among(db: sqlite3.Connection, network: Network, nodes: Sequence[int]) -> list[int]:
    """Return the claims among some entities, also of one with itself."""
    here = np.array(nodes, dtype=np.int64)
    inside = np.zeros(len(network.start), dtype=bool)
    inside[here] = True
    near, at = slices(network, here)
    kept = inside[network.other[at]] & (near < network.other[at])
    loops = db.execute(
        "SELECT c.id FROM json_each(?) n JOIN claim c ON c.subject = n.value"
        " AND c.object = n.value",
        (json.dumps(list(nodes)),),
    )
    return [*network.claim[at][kept].tolist(), *(row[0] for row in loops)]


def _held(network: Network, nodes: Sequence[int], filters: Filters) -> tuple[NDArray[Any], ...]:
    """Return what lies at some nodes and counts: node, neighbour, strength."""
    near, at = slices(network, np.array(nodes, dtype=np.int64))
    kept = sources_in(network.strength[at]) >= filters.sources
    if filters.kinds:
        kept &= np.isin(network.kind[at], [KINDS.index(kind) for kind in filters.kinds])
    return near[kept], network.other[at][kept].astype(np.int64), network.strength[at][kept]


def _neighbours(
    db: sqlite3.Connection, nodes: Sequence[int], filters: Filters, network: Network | None = None
) -> list[tuple[int, int]]:
    """Return (node, neighbour) pairs, those with the most independent sources first."""
    if network is not None and filters.simple:
        near, other, strength = _held(network, nodes, filters)
        keys, place, many = np.unique(
            near * len(network.start) + other, return_inverse=True, return_counts=True
        )
        most = np.zeros(len(keys), dtype=np.int64)
        np.maximum.at(most, place, strength)
        far = keys % len(network.start)
        order = np.lexsort((far, -(most % STEPS), -many, -(most // STEPS)))[: 4 * MAX_NODES]
        pairs = zip(keys[order] // len(network.start), far[order], strict=True)
        return [(int(node), int(neighbour)) for node, neighbour in pairs]
    where, values = filters.where()
    rows = db.execute(
        "WITH node AS MATERIALIZED (SELECT value AS id, key AS place FROM json_each(:nodes)),"  # noqa: S608
        " pair AS (SELECT n.id AS node, c.object AS other, c.independent_sources AS s,"
        f" c.score AS p FROM node n JOIN edge c ON c.subject = n.id"
        f" WHERE c.object IS NOT NULL AND {where}"
        " UNION ALL SELECT n.id, c.subject, c.independent_sources, c.score"
        f" FROM node n JOIN edge c ON c.object = n.id WHERE {where})"
        " SELECT node, other FROM pair WHERE node <> other GROUP BY node, other"
        " ORDER BY max(s) DESC, count(*) DESC, max(p) DESC, other LIMIT :most",
        {**values, "nodes": json.dumps(list(nodes)), "most": 4 * MAX_NODES},
    )
    return [(row[0], row[1]) for row in rows]


def _beyond(
    db: sqlite3.Connection, nodes: Sequence[int], filters: Filters, network: Network | None = None
) -> dict[int, int]:
    """Return for each node how many neighbours it has that are not among the nodes."""
    if network is not None and filters.simple:
        near, other, _ = _held(network, nodes, filters)
        inside = np.zeros(len(network.start), dtype=bool)
        inside[list(nodes)] = True
        outside = ~inside[other]
        keys = np.unique(near[outside] * len(network.start) + other[outside])
        found, counts = np.unique(keys // len(network.start), return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))
    where, values = filters.where()
    rows = db.execute(
        "WITH node AS MATERIALIZED (SELECT value AS id FROM json_each(:nodes)),"  # noqa: S608
        " pair AS (SELECT n.id AS node, c.object AS other FROM node n"
        f" JOIN edge c ON c.subject = n.id WHERE c.object IS NOT NULL AND {where}"
        " UNION SELECT n.id, c.subject FROM node n"
        f" JOIN edge c ON c.object = n.id WHERE {where})"
        " SELECT node, count(*) FROM pair WHERE other NOT IN node AND other <> node GROUP BY node",
        {**values, "nodes": json.dumps(list(nodes))},
    )
    return {row[0]: row[1] for row in rows}
