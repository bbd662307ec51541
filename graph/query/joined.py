"""The claims of a case in memory, as arrays: what lies at an entity, and which claims count."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.case.packed import KINDS, STEPS, day_number, read_packed

Array = NDArray[Any]


def _none() -> Array:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The claims between entities as arrays: each claim stands once at either end.

    ``start[n]`` to ``start[n + 1]`` are the places of what lies at entity row ``n``.
    """

    start: Array
    other: Array
    claim: Array
    strength: Array
    kind: Array
    claims: Claims = field(default_factory=lambda: Claims())


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What there is to know of each claim, by its row: all arrays are as long as there are rows.

    The independent sources of claim ``n`` are those from ``source_start[n]`` to the next start.
    ``loop`` are the claims of an entity with itself. ``type`` is by the row of an entity.
    """

    subject: Array = field(default_factory=_none)
    object: Array = field(default_factory=_none)
    strength: Array = field(default_factory=_none)
    score: Array = field(default_factory=_none)
    kind: Array = field(default_factory=_none)
    predicate: Array = field(default_factory=_none)
    first: Array = field(default_factory=_none)
    last: Array = field(default_factory=_none)
    source_start: Array = field(default_factory=_none)
    source: Array = field(default_factory=_none)
    loop: Array = field(default_factory=_none)
    type: Array = field(default_factory=_none)
    predicates: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


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


def load(db: sqlite3.Connection) -> Network:
    """Read the claims of a case into memory: about 60 bytes a claim."""
    arrays, lists = read_packed(db)
    start, other, claim = (arrays.pop(name) for name in ("start", "other", "claim"))
    words = {name: tuple(names) for name, names in lists.items()}
    return Network(
        start=start,
        other=other,
        claim=claim,
        strength=arrays["strength"][claim],
        kind=arrays["kind"][claim],
        claims=Claims(**arrays, **words),  # type: ignore[arg-type]
    )


def sources_in(strength: Array) -> Array:
    """Return the independent sources in strengths."""
    return strength // np.int32(STEPS)


def slices(network: Network, nodes: Array) -> tuple[Array, Array]:
    """Return, for what lies at some nodes, the node and the place in the network's arrays."""
    return spread(network.start, nodes)


def spread(start: Array, rows: Array) -> tuple[Array, Array]:
    """Return each row as often as there are places from its start to the next, and these places."""
    starts = start[rows].astype(np.int64)
    counts = start[rows + 1] - starts
    before = np.cumsum(counts) - counts
    return np.repeat(rows, counts), np.arange(counts.sum()) + np.repeat(starts - before, counts)


class Sieve:
    """Filters made ready for one network: which of some claims count.

    Parameters
    ----------
    db : sqlite3.Connection
    network : Network
    filters : Filters
    """

    def __init__(self, db: sqlite3.Connection, network: Network, filters: Filters) -> None:
        claims = network.claims
        self._claims = claims
        self._filters = filters
        self._kinds = _chosen(KINDS, filters.kinds)
        self._predicates = _chosen(claims.predicates, filters.predicates)
        self._types = _chosen(claims.types, filters.types)
        self._within = tuple(
            _marked(db, f"SELECT claim FROM {table} WHERE {column} = ?", row, len(claims.subject))  # noqa: S608
            for table, column, row in (
                ("voice", "speaker", filters.speaker),
                ("evidence", "document", filters.document),
            )
            if row is not None
        )

    def passes(self, rows: Array) -> Array:
        """Return which of these claims count."""
        claims, asked = self._claims, self._filters
        keep: Array = claims.strength[rows] >= asked.sources * STEPS
        if asked.score > 0:
            keep &= claims.score[rows] >= np.float32(asked.score)
        if asked.kinds:
            keep &= self._kinds[claims.kind[rows]]
        if asked.predicates:
            keep &= self._predicates[claims.predicate[rows]]
        if asked.first is not None or asked.last is not None:
            keep &= claims.first[rows] <= day_number(asked.last or "9999-12-31")
            keep &= claims.last[rows] >= day_number(asked.first or "0000-01-01")
        if asked.types:
            for ends in (claims.subject, claims.object):
                keep &= self._types[claims.type[ends[rows]]]
        for marked in self._within:
            keep &= marked[rows]
        return keep


def _chosen(names: tuple[str, ...], wanted: tuple[str, ...]) -> Array:
    return np.array([name in wanted for name in names], dtype=bool)


def _marked(db: sqlite3.Connection, query: str, row: int, size: int) -> Array:
    marked = np.zeros(size, dtype=bool)
    marked[np.array([found[0] for found in db.execute(query, (row,))], dtype=np.int64)] = True
    return marked


def listed(rows: Array) -> str:
    """Return rows in the form in which a query takes many."""
    return json.dumps(rows.tolist())
