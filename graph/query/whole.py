"""All of a case at once: every name that is joined to another, and every line, in its place."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

import numpy as np

from graph.query.joined import Filters, Network, Sieve
from graph.query.lines import Line, claims_between, lines_of

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
    """A line, and the id of its best claim; claims in both directions are one line."""

    line: Line
    claim: str


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
    here = np.array([one.row for one in names], dtype=np.int64)
    among = claims_between(network, here, Sieve(db, network, Filters()))
    joined = among[network.claims.subject[among] != network.claims.object[among]]
    lines, more = lines_of(network, joined, most=most_lines, directed=False)
    ids = dict(
        db.execute(
            "SELECT id, public_id FROM claim WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([line.best for line in lines]),),
        ).fetchall()
    )
    return Whole(
        names=names,
        lines=tuple(WholeLine(line=line, claim=ids[line.best]) for line in lines),
        names_left_out=count - len(names),
        lines_left_out=more,
    )
