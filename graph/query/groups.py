"""Communities as one sees them: some closed, each one thing; some opened, their members seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.query.neighbourhood import MAX_NODES

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


@dataclass(frozen=True, slots=True)
class Groups:
    """All communities of a case in memory, with the lines between those that are not divided.

    ``groups[0]`` is unused: a community's place is its row.
    """

    groups: tuple[Group | None, ...]
    parts: dict[int | None, tuple[int, ...]]
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    claims: NDArray[np.int32]
    sources: NDArray[np.int32]

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
    return Groups(
        tuple(groups), {key: tuple(value) for key, value in parts.items()}, *table.T.copy()
    )


def group_of(db: sqlite3.Connection, held: Groups, entity: int, level: int) -> int | None:
    """Return the community of an entity at a level, or the innermost above that level."""
    row = db.execute("SELECT community FROM place WHERE entity = ?", (entity,)).fetchone()
    if row is None:
        return None
    chain = held.above(row[0])
    return chain[min(level, len(chain) - 1)]


def seen(db: sqlite3.Connection, held: Groups, opened: Collection[int]) -> Seen:
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
    lines = [*_between(held, shown), *_outwards(db, list(members), shown)]
    lines.sort(key=lambda line: (-line.claims, line.one_is_entity, line.one, line.other))
    return Seen(
        closed=tuple(closed),
        opened=tuple(done),
        members=members,
        lines=tuple(lines[:GROUP_LINES]),
        lines_left_out=max(0, len(lines) - GROUP_LINES),
    )


def _between(held: Groups, shown: NDArray[np.int32]) -> list[GroupLine]:
    """Return the lines between closed communities."""
    one, other = shown[held.one].astype(np.int64), shown[held.other].astype(np.int64)
    kept = (one != other) & (one > 0) & (other > 0)
    low, high = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
    size = len(held.groups)
    keys, place = np.unique(low * size + high, return_inverse=True)
    claims = np.bincount(place, weights=held.claims[kept], minlength=len(keys))
    sources = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(sources, place, held.sources[kept])
    return [
        GroupLine(
            one=key // size, one_is_entity=False, other=key % size, claims=int(many),
            independent_sources=most,
        )
        for key, many, most in zip(keys.tolist(), claims.tolist(), sources.tolist(), strict=True)
    ]  # fmt: skip


def _outwards(
    db: sqlite3.Connection, members: Sequence[int], shown: NDArray[np.int32]
) -> list[GroupLine]:
    """Return the lines from members that are seen to closed communities."""
    if not members:
        return []
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for near, far in (("subject", "object"), ("object", "subject")):
        for entity, community, claims, sources in db.execute(
            "SELECT n.value, p.community, count(*), max(c.independent_sources)"  # noqa: S608
            f" FROM json_each(?) n JOIN edge c ON c.{near} = n.value"
            f" JOIN place p ON p.entity = c.{far} GROUP BY 1, 2",
            (json.dumps(members),),
        ):
            group = int(shown[community])
            if group:
                many, most = found.get((entity, group), (0, 0))
                found[entity, group] = many + claims, max(most, sources)
    return [
        GroupLine(
            one=entity, one_is_entity=True, other=group, claims=claims, independent_sources=sources
        )
        for (entity, group), (claims, sources) in found.items()
    ]
