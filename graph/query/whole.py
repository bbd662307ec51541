"""All of a case at once: every name that is joined to another, and every line, in its place."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.query.neighbourhood import sources_of
from graph.query.paths import KINDS, Network

MAX_NAMES = 12_000
MAX_LINES = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeName:
    """An entity in its place."""

    row: int
    id: str
    name: str
    type: str
    mentions: int
    documents: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeLine:
    """All claims of one kind between two entities; ends are those of the best one, by row."""

    subject: int
    object: int
    kind: str
    predicate: str
    claim: str
    claims: int
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What is drawn, the best known and best supported first, and how much more there is."""

    names: tuple[WholeName, ...]
    lines: tuple[WholeLine, ...]
    names_left_out: int
    lines_left_out: int


def whole(
    db: sqlite3.Connection,
    network: Network,
    *,
    most_names: int = MAX_NAMES,
    most_lines: int = MAX_LINES,
) -> Whole:
    """Return all names and lines of a case, or the best of them where there are too many.

    Parameters
    ----------
    db : sqlite3.Connection
    network : Network
        The claims of the same state of the case, in memory.
    most_names, most_lines : int
    """
    count = db.execute("SELECT count(*) FROM place").fetchone()[0]
    names = tuple(
        WholeName(
            row=row[0], id=row[1], name=row[2], type=row[3], mentions=row[4], documents=row[5],
            x=row[6], y=row[7],
        )
        for row in db.execute(
            "SELECT e.id, e.public_id, e.name, e.type, e.mention_count, e.document_count, p.x, p.y"
            " FROM standing s JOIN place p ON p.entity = s.entity JOIN entity e ON e.id = s.entity"
            " ORDER BY s.claims DESC, s.entity LIMIT ?",
            (most_names,),
        )
    )  # fmt: skip
    best, claims, several = _bundles(network, np.array([one.row for one in names], dtype=np.int64))
    kept = best[:most_lines].tolist()
    told = {
        row[0]: row
        for row in db.execute(
            "SELECT id, public_id, subject, object, kind, predicate, independent_sources"
            " FROM claim WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(kept),),
        )
    }
    sources = sources_of(db, [claim for one in kept for claim in several.get(one, ())])
    return Whole(
        names=names,
        lines=tuple(
            WholeLine(
                claim=told[one][1],
                subject=told[one][2],
                object=told[one][3],
                kind=told[one][4],
                predicate=told[one][5],
                claims=many,
                independent_sources=max(
                    told[one][6],
                    len(
                        set().union(*(sources.get(claim, set()) for claim in several.get(one, ())))
                    ),
                ),
            )
            for one, many in zip(kept, claims[:most_lines].tolist(), strict=True)
        ),
        names_left_out=count - len(names),
        lines_left_out=max(0, len(best) - most_lines),
    )


def _bundles(
    network: Network, names: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[int, list[int]]]:
    """Return the best claim of each line, how many claims it has, and which if several."""
    among = np.zeros(len(network.start), dtype=bool)
    among[names] = True
    near = np.repeat(np.arange(len(network.start) - 1), np.diff(network.start))
    kept = among[near] & among[network.other] & (near < network.other)
    one, other = near[kept], network.other[kept].astype(np.int64)
    claim, strength = network.claim[kept].astype(np.int64), network.strength[kept]
    keys = (one * len(network.start) + other) * len(KINDS) + network.kind[kept]
    order = np.lexsort((claim, -strength, keys))
    ordered = keys[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    many = np.diff(np.append(first, len(ordered)))
    rank = np.lexsort((claim[order[first]], -strength[order[first]]))
    several = {
        int(claim[order[at]]): claim[order[at : at + count]].tolist()
        for at, count in zip(first.tolist(), many.tolist(), strict=True)
        if count > 1
    }
    return claim[order[first[rank]]], many[rank], several
