"""The claims as arrays: written when a case is derived, and read in one go when it is opened.

What goes from neighbour to neighbour through a million claims cannot ask for them one by one.
Arrays over claims are indexed by the row of the claim, those over entities by theirs.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("stated", "alleged", "planned", "hypothetical", "denied")
STEPS = 100
"""Steps of the score within one number of sources, in the strength of a claim."""
UNDATED = (1, 0)
"""First and last day of a claim without a date: they overlap with no time."""
_CHUNK = 50_000

Array = NDArray[Any]


def strength_of(sources: int, score: float) -> int:
    """Return how strong a claim is: its independent sources first, then its score."""
    return sources * STEPS + min(STEPS - 1, int(score * STEPS))


def day_number(day: str) -> int:
    """Return an ISO day as a number that sorts as it does.

    Examples
    --------
    >>> day_number("1988-07-28")
    19880728
    """
    return int(day.replace("-", ""))


def write_packed(connection: sqlite3.Connection) -> None:
    """Fill the table of arrays from the other derived tables, inside the caller's transaction."""
    arrays, predicates = _claims(connection)
    arrays |= _ends(arrays["subject"], arrays["object"], _size(connection, "entity"))
    arrays |= _sources(connection, len(arrays["subject"]))
    arrays["type"], types = _types(connection)
    lists = {"predicates": predicates, "types": types}
    connection.executemany(
        "INSERT INTO packed VALUES (?, ?, ?)",
        [(name, array.dtype.str, array.tobytes()) for name, array in arrays.items()]
        + [(name, "json", json.dumps(names).encode()) for name, names in lists.items()],
    )


def read_packed(connection: sqlite3.Connection) -> tuple[dict[str, Array], dict[str, list[str]]]:
    """Return the arrays, and the lists of words that some of them hold the places of."""
    arrays: dict[str, Array] = {}
    lists: dict[str, list[str]] = {}
    for name, kind, body in connection.execute("SELECT name, kind, body FROM packed"):
        if kind == "json":
            lists[name] = json.loads(body)
        else:
            arrays[name] = np.frombuffer(body, dtype=np.dtype(kind))
    return arrays, lists


def _size(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]  # noqa: S608
    return int(found) + 1


def _claims(connection: sqlite3.Connection) -> tuple[dict[str, Array], list[str]]:
    """Return what there is to know of each claim that is drawn; of others all is 0."""
    size = _size(connection, "claim")
    arrays: dict[str, Array] = {
        "subject": np.zeros(size, dtype="<i4"),
        "object": np.zeros(size, dtype="<i4"),
        "strength": np.zeros(size, dtype="<i4"),
        "score": np.zeros(size, dtype="<f4"),
        "kind": np.zeros(size, dtype="<i1"),
        "predicate": np.zeros(size, dtype="<i2"),
        "first": np.full(size, UNDATED[0], dtype="<i4"),
        "last": np.full(size, UNDATED[1], dtype="<i4"),
    }
    names = sorted(
        row[0] for row in connection.execute("SELECT DISTINCT predicate FROM claim").fetchall()
    )
    predicates = {name: place for place, name in enumerate(names)}
    kinds = {name: place for place, name in enumerate(KINDS)}
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT id, subject, coalesce(object, 0), independent_sources, score, kind, predicate"
        " FROM edge"
    )
    while batch := cursor.fetchmany(_CHUNK):
        rows, subjects, objects, sources, scores, said, predicate = zip(*batch, strict=True)
        at = np.array(rows)
        arrays["subject"][at] = subjects
        arrays["object"][at] = objects
        arrays["score"][at] = scores
        arrays["strength"][at] = [strength_of(*one) for one in zip(sources, scores, strict=True)]
        arrays["kind"][at] = [kinds[one] for one in said]
        arrays["predicate"][at] = [predicates[one] for one in predicate]
    cursor.execute("SELECT claim, first, last FROM dated")
    while batch := cursor.fetchmany(_CHUNK):
        at = np.array([row[0] for row in batch])
        arrays["first"][at] = [day_number(row[1]) for row in batch]
        arrays["last"][at] = [day_number(row[2]) for row in batch]
    return arrays, names


def _ends(subject: Array, object_: Array, size: int) -> dict[str, Array]:
    """Return what lies at each entity: ``start[n]`` to ``start[n + 1]`` are its places.

    A claim between two stands once at either end, one of an entity with itself nowhere.
    """
    rows = np.flatnonzero((object_ > 0) & (object_ != subject)).astype("<i4")
    ends = np.concatenate([subject[rows], object_[rows]])
    order = np.argsort(ends, kind="stable")
    return {
        "start": np.searchsorted(ends[order], np.arange(size + 1)).astype("<i4"),
        "other": np.concatenate([object_[rows], subject[rows]])[order],
        "claim": np.concatenate([rows, rows])[order],
        "loop": np.flatnonzero((object_ > 0) & (object_ == subject)).astype("<i4"),
    }


def _sources(connection: sqlite3.Connection, size: int) -> dict[str, Array]:
    """Return the independent sources of each claim: those from one start to the next."""
    numbers: dict[str, int] = {}
    claims: list[Array] = []
    sources: list[Array] = []
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute("SELECT claim, source FROM claim_source ORDER BY claim")
    while batch := cursor.fetchmany(_CHUNK):
        claims.append(np.array([row[0] for row in batch], dtype=np.int64))
        sources.append(
            np.array([numbers.setdefault(row[1], len(numbers)) for row in batch], dtype="<i4")
        )
    flat = np.concatenate([np.zeros(0, dtype=np.int64), *claims])
    return {
        "source_start": np.searchsorted(flat, np.arange(size + 1)).astype("<i4"),
        "source": np.concatenate([np.zeros(0, dtype="<i4"), *sources]),
    }


def _types(connection: sqlite3.Connection) -> tuple[Array, list[str]]:
    """Return the type of each entity, as a place in a list."""
    rows = connection.execute("SELECT id, type FROM entity").fetchall()
    names = sorted({row[1] for row in rows})
    places = {name: place for place, name in enumerate(names)}
    found = np.zeros(_size(connection, "entity"), dtype="<i2")
    if rows:
        found[np.array([row[0] for row in rows])] = [places[row[1]] for row in rows]
    return found, names
