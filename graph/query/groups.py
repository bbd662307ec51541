"""Communities as one sees them: some closed, each one thing; some opened, their members seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.query.joined import Array, Network, slices, sources_in
from graph.query.neighbourhood import MAX_NODES

Table = tuple[Array, Array, Array, Array]

GROUP_LINES = 600
"""Lines to and from communities that are given at most, those of most claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A community: ``best`` are the rows of its best-known members, x, y and radius its disc."""

    row: int
    parent: int | None
    level: int
    divided: bool
    size: int
    claims: int
    best: tuple[int, ...]
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All communities of a case in memory, with the lines between those that are not divided.

    ``groups[0]`` is unused: a community's place is its row. ``home`` is the innermost community of
    each entity, 0 where it has no place.
    """

    groups: tuple[Group | None, ...]
    parts: dict[int | None, tuple[int, ...]]
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    claims: NDArray[np.int32]
    sources: NDArray[np.int32]
    home: NDArray[np.int32]

    def group(self, row: int) -> Group:
        """Return a community by its row."""
        found = self.groups[row]
        if found is None:
            raise KeyError(row)
        return found

    def above(self, row: int) -> list[int]:
        """Return the communities that this one is part of, outermost first, itself last."""
        chain: list[int] = []
        at: int | None = row
        while at is not None:
            chain.append(at)
            at = self.group(at).parent
        return chain[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """Claims between two things seen of which one at least is a community (`entity` false)."""

    one: int
    one_is_entity: bool
    other: int
    claims: int
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is seen: closed communities, and the members of opened ones with their places."""

    closed: tuple[int, ...]
    opened: tuple[int, ...]
    members: dict[int, tuple[float, float]]
    lines: tuple[GroupLine, ...]
    lines_left_out: int


def load_groups(db: sqlite3.Connection) -> Groups:
    """Read the communities of a case into memory."""
    rows = db.execute(
        "SELECT id, parent, level, divided, size, claims, best, x, y, radius FROM community"
        " ORDER BY id"
    ).fetchall()
    groups: list[Group | None] = [None]
    parts: dict[int | None, list[int]] = {}
    for row in rows:
        best = tuple(json.loads(row[6]))
        groups.append(
            Group(
                row=row[0], parent=row[1], level=row[2], divided=bool(row[3]), size=row[4],
                claims=row[5], best=best, x=row[7], y=row[8], radius=row[9],
            )
        )  # fmt: skip
        parts.setdefault(row[1], []).append(row[0])
    lines = db.cursor()
    lines.row_factory = None
    table = np.array(
        lines.execute(
            "SELECT one, other, claims, independent_sources FROM community_line"
        ).fetchall(),
        dtype=np.int32,
    ).reshape(-1, 4)
    places = np.array(
        lines.execute("SELECT entity, community FROM place").fetchall(), dtype=np.int32
    ).reshape(-1, 2)
    home = np.zeros(int(places[:, 0].max(initial=0)) + 2, dtype=np.int32)
    home[places[:, 0]] = places[:, 1]
    one, other, claims, sources = table.T.copy()
    return Groups(
        groups=tuple(groups),
        parts={key: tuple(value) for key, value in parts.items()},
        one=one,
        other=other,
        claims=claims,
        sources=sources,
        home=home,
    )


def group_of(db: sqlite3.Connection, held: Groups, entity: int, level: int) -> int | None:
    """Return the community of an entity at a level, or the innermost above that level."""
    row = db.execute("SELECT community FROM place WHERE entity = ?", (entity,)).fetchone()
    if row is None:
        return None
    chain = held.above(row[0])
    return chain[min(level, len(chain) - 1)]


def seen(db: sqlite3.Connection, held: Groups, network: Network, opened: Collection[int]) -> Seen:
    """Return what is seen when some communities are opened.

    A community is opened only if those that it is part of are, and while there is room for what
    is in it: at most `graph.query.neighbourhood.MAX_NODES` things are seen.
    """
    wanted = set(opened)
    closed: list[int] = []
    done: list[int] = []
    inside: list[int] = []
    count = len(held.parts.get(None, ()))
    waiting = list(held.parts.get(None, ()))
    for row in waiting:  # grows as communities are opened
        group = held.group(row)
        parts = held.parts.get(row, ())
        more = len(parts) if group.divided else group.size
        if row not in wanted or count + more - 1 > MAX_NODES:
            closed.append(row)
            continue
        count += more - 1
        done.append(row)
        if group.divided:
            waiting.extend(parts)
        else:
            inside.append(row)
    members = {
        row[0]: (row[1], row[2])
        for row in db.execute(
            "SELECT p.entity, p.x, p.y FROM place p LEFT JOIN standing s ON s.entity = p.entity"
            " WHERE p.community IN (SELECT value FROM json_each(?))"
            " ORDER BY s.claims DESC, p.entity",
            (json.dumps(inside),),
        )
    }
    shown = np.zeros(len(held.groups), dtype=np.int32)
    for row in closed:
        shown[row] = row
    for row in range(1, len(held.groups)):  # what a community is part of has a smaller row
        parent = held.group(row).parent
        if parent is not None and shown[parent]:
            shown[row] = shown[parent]
    lines, more = _best([_between(held, shown), _outwards(held, network, list(members), shown)])
    return Seen(
        closed=tuple(closed),
        opened=tuple(done),
        members=members,
        lines=lines,
        lines_left_out=more,
    )


def _best(parts: Sequence[Table]) -> tuple[tuple[GroupLine, ...], int]:
    """Return the lines of most claims, and how many more there are."""
    one, other, claims, sources = np.concatenate([np.stack(part) for part in parts], axis=1)
    entity = np.repeat([False, True], [len(part[0]) for part in parts])
    order = np.lexsort((other, one, entity, -claims))
    return tuple(
        GroupLine(
            one=int(one[at]), one_is_entity=bool(entity[at]), other=int(other[at]),
            claims=int(claims[at]), independent_sources=int(sources[at]),
        )
        for at in order[:GROUP_LINES]
    ), max(0, len(order) - GROUP_LINES)  # fmt: skip


def _between(held: Groups, shown: NDArray[np.int32]) -> Table:
    """Return the lines between closed communities."""
    one, other = shown[held.one].astype(np.int64), shown[held.other].astype(np.int64)
    kept = (one != other) & (one > 0) & (other > 0)
    low, high = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
    return _bundled(low, high, held.claims[kept], held.sources[kept], len(held.groups))


def _outwards(
    held: Groups, network: Network, members: Sequence[int], shown: NDArray[np.int32]
) -> Table:
    """Return the lines from members that are seen to closed communities."""
    near, at = slices(network, np.array(members, dtype=np.int64))
    group = shown[held.home[network.other[at]]].astype(np.int64)
    kept = group > 0
    sources = sources_in(network.strength[at])[kept]
    return _bundled(near[kept], group[kept], np.ones(len(sources)), sources, len(held.groups))


def _bundled(one: Array, other: Array, claims: Array, sources: Array, size: int) -> Table:
    """Return each pair once: its ends, how many claims it has, the most sources of one of them."""
    keys = one * size + other
    order = np.argsort(keys)
    ordered = keys[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    if not len(first):
        return keys, keys, keys, keys
    many = np.add.reduceat(claims[order], first).astype(np.int64)
    return (
        ordered[first] // size,
        ordered[first] % size,
        many,
        np.maximum.reduceat(sources[order], first),
    )
