"""Where everything stands when all of a case is drawn: computed once, when a case is derived."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np

from graph.communities import Community, Floats, Ints, communities
from graph.layout_whole import places

KNOWN = 3
"""Members whose names stand for a community."""
_BINDS = 5.0
"""Claims between two entities that count, at most, when communities are looked for."""
_CHUNK = 50_000


def write_places(connection: sqlite3.Connection) -> None:
    """Fill the tables of communities and places, inside the caller's transaction.

    Entities without a claim that joins them to another have no place.
    """
    rows, ends, claims, sources = _lines(connection)
    if not len(rows):
        return
    weights = np.minimum(_BINDS, claims).astype(np.float64)
    found = communities(ends, weights, len(rows))
    where = places(found, ends, weights, len(rows))
    home = np.zeros(len(rows), dtype=np.int64)
    for number, one in enumerate(found, 1):
        if not one.divided:
            home[one.nodes] = number
    pulls: Floats = np.repeat(claims, 2).astype(np.float64)
    strength: Floats = np.bincount(ends.ravel(), weights=pulls, minlength=len(rows)).astype(float)
    connection.executemany(
        "INSERT INTO community VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _communities(found, where.discs, rows, strength, _inside(found, ends, claims, len(rows))),
    )
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?)",
        zip(rows.tolist(), home.tolist(), *where.nodes.T.tolist(), strict=True),
    )
    one, other = np.sort(home[ends], axis=1).T
    apart = one != other
    keys, place = np.unique(one[apart] * (len(found) + 1) + other[apart], return_inverse=True)
    most = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(most, place, sources[apart])
    many = np.bincount(place, weights=claims[apart], minlength=len(keys)).astype(np.int64)
    connection.executemany(
        "INSERT INTO community_line VALUES (?, ?, ?, ?)",
        zip(
            (keys // (len(found) + 1)).tolist(),
            (keys % (len(found) + 1)).tolist(),
            many.tolist(),
            most.tolist(),
            strict=True,
        ),
    )


def _lines(connection: sqlite3.Connection) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the rows of entities that are joined, and each pair once: ends, claims, sources."""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT subject, object, independent_sources FROM edge"
        " WHERE object IS NOT NULL AND object <> subject"
    )
    parts = [np.zeros((0, 3), dtype=np.int64)]
    while batch := cursor.fetchmany(_CHUNK):
        parts.append(np.array(batch, dtype=np.int64))
    table = np.concatenate(parts)
    rows, ends = np.unique(table[:, :2], return_inverse=True)
    ends = np.sort(ends.reshape(-1, 2), axis=1)
    keys, place = np.unique(ends[:, 0] * len(rows) + ends[:, 1], return_inverse=True)
    most = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(most, place, table[:, 2])
    claims = np.bincount(place, minlength=len(keys))
    if not len(keys):
        return rows, np.zeros((0, 2), dtype=np.int64), claims, most
    return rows, np.stack([keys // len(rows), keys % len(rows)], axis=1), claims, most


def _inside(found: Sequence[Community], ends: Ints, claims: Ints, count: int) -> Ints:
    """Return how many claims join two members of each community."""
    inside = np.zeros(len(found), dtype=np.int64)
    for level in range(max(one.level for one in found) + 1):
        home = np.full(count, -1, dtype=np.int64)
        for number, one in enumerate(found):
            if one.level == level:
                home[one.nodes] = number
        a, b = home[ends].T
        same = (a == b) & (a >= 0)
        inside += np.bincount(a[same], weights=claims[same], minlength=len(found)).astype(np.int64)
    return inside


def _communities(
    found: Sequence[Community], discs: Floats, rows: Ints, strength: Floats, inside: Ints
) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(found):
        order = np.lexsort((one.nodes, -strength[one.nodes]))[:KNOWN]
        x, y, radius = discs[number].tolist()
        yield (
            number + 1,
            None if one.parent is None else one.parent + 1,
            one.level,
            int(one.divided),
            len(one.nodes),
            int(inside[number]),
            json.dumps(rows[one.nodes[order]].tolist()),
            x,
            y,
            radius,
        )
