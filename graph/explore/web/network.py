"""The view Network: a neighbourhood drawn through the project's pyvis adapter."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

import networkx as nx

from graph.explore.budget import Part
from graph.explore.drawing import ClaimNetwork
from graph.explore.web.desk import Desk, relation
from graph.explore.web.find import type_counts
from graph.explore.web.placing import place
from graph.explore.web.records import Count, EntityCard, NetworkPage
from graph.explore.words import KINDS, flat
from graph.layout import positions
from graph.query.neighbourhood import MAX_NODES, Around, Filters, Line, around
from graph.query.words import role_words

START = 40
"""Nodes that a drawing opens with."""
OPENING_ROOTS = 24


def network(
    desk: Desk,
    *,
    id: Sequence[str] = (),
    open: Sequence[str] = (),
    hide: Sequence[str] = (),
    depth: int = 1,
    limit: int = START,
    type: Sequence[str] = (),
    predicate: Sequence[str] = (),
    kind: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    speaker: int | None = None,
    document: str | None = None,
    score: float = 0.0,
    sources: int = 1,
    relax: bool = False,
) -> NetworkPage:
    """Return the neighbourhood of entities as a drawing; without any, the best known ones.

    Parameters
    ----------
    desk : Desk
    id : sequence of str
        What stands in the middle.
    open : sequence of str
        Nodes whose own neighbours are drawn too, in the order in which they were opened.
    hide : sequence of str
        Nodes not to draw.
    depth, limit : int
        Steps, and the most nodes.
    type, predicate, kind : sequence of str
        Only these; empty for all.
    first, last : str, optional
        ISO days.
    speaker : int, optional
    document : str, optional
    score : float
    sources : int
    relax : bool
        Compute the positions of all anew by springs, instead of placing each where it was reached.
    """
    filters = Filters(
        types=tuple(type),
        predicates=tuple(predicate),
        kinds=tuple(kind),
        first=first,
        last=last,
        speaker=speaker,
        document=None if document is None else desk.document_row(document),
        score=score,
        sources=sources,
    )
    roots = [desk.entity_row(one) for one in id] or _best_known(desk, tuple(type))
    found = around(
        desk.db,
        roots,
        depth=depth if id else 1,
        limit=min(max(limit, len(roots)), MAX_NODES),
        opened=[desk.entity_row(one) for one in open],
        left_out=[desk.entity_row(one) for one in hide],
        filters=filters,
    )
    return _page(desk, found, roots=roots if id else [], depth=depth, relax=relax)


def _best_known(desk: Desk, types: tuple[str, ...]) -> list[int]:
    rows = desk.db.execute(
        "SELECT s.entity FROM standing s JOIN entity e ON e.id = s.entity"
        " WHERE ?1 = '[]' OR e.type IN (SELECT value FROM json_each(?1))"
        " ORDER BY s.claims DESC, s.entity LIMIT ?2",
        (json.dumps(types), OPENING_ROOTS),
    ).fetchall()
    return [row[0] for row in rows]


def _page(
    desk: Desk, found: Around, *, roots: Sequence[int], depth: int, relax: bool
) -> NetworkPage:
    cards = dict(zip(found.nodes, desk.entities(found.nodes), strict=True))
    ids = {row: card.id for row, card in cards.items()}
    graph = _graph(desk, cards, found.lines)
    order = [ids[row] for row in found.nodes]
    stand = (
        positions(graph)
        if relax
        else place(order, {ids[node]: ids[origin] for node, origin in found.via.items()})
    )
    part = Part(tuple(order), tuple(graph.edges(keys=True)))
    picture = ClaimNetwork(lambda drawn: "")
    picture.draw(graph, part, positions=stand, opening=part)
    for node in picture.nodes:
        node["kind"] = graph.nodes[node["id"]]["type"]
    extra = {key: data for _, _, key, data in graph.edges(keys=True, data=True)}
    for edge in picture.edges:
        data = extra[edge["id"]]
        edge |= {
            "claim": data["claim"],
            "claims": data["claims"],
            "sources": data["independent_sources"],
            "title": data["title"],
        }
    return NetworkPage(
        roots=[desk.named(roots)[row] for row in roots],
        depth=depth,
        nodes=picture.nodes,
        edges=picture.edges,
        options=_options(picture),
        types=type_counts(Counter(card.type for card in cards.values())),
        kinds=[
            Count(id=name, words=words.one, count=sum(line.kind == name for line in found.lines))
            for name, words in KINDS.items()
            if any(line.kind == name for line in found.lines)
        ],
        predicates=[
            Count(id=name, words=relation(name, "affirmed"), count=count)
            for name, count in Counter(
                name for line in found.lines for name in line.predicates
            ).most_common()
        ],
        years=_years(desk),
        beyond={ids[row]: count for row, count in found.beyond.items()},
        left_out=sum(found.beyond.values()),
        community=False,
    )


def _options(picture: ClaimNetwork) -> dict[str, object]:
    options = picture.options
    return dict(json.loads(options) if isinstance(options, str) else options)


def _graph(desk: Desk, cards: dict[int, EntityCard], lines: Sequence[Line]) -> nx.MultiDiGraph:
    """Return the lines as a graph in the form that the adapter draws."""
    graph = nx.MultiDiGraph()
    for card in cards.values():
        graph.add_node(
            card.id,
            name=card.name,
            type=card.type,
            mention_count=card.mentions,
            document_count=card.documents,
            independent_sources=card.independent_sources,
        )
    best = _best(desk, [line.best for line in lines])
    for line in lines:
        denied = line.kind == "denied"
        words = relation(line.predicates[0], "denied" if denied else "affirmed")
        claim = best[line.best]
        label = words
        if line.claims == 1:
            role = claim["role"]
            label = _held(claim["value"]) or (role_words(role) if role else words)
        elif len(line.predicates) > 1:
            label = f"{words} +{len(line.predicates) - 1}"
        one, other = cards[line.subject], cards[line.object]
        graph.add_edge(
            one.id,
            other.id,
            key=f"{one.id}>{other.id}>{line.kind}",
            predicate=line.predicates[0],
            polarity="denied" if denied else "affirmed",
            modalities=["asserted" if line.kind in ("stated", "denied") else line.kind],
            independent_sources=line.independent_sources,
            label=f"not: {label}" if denied and label != words else label,
            claims=line.claims,
            claim=claim["public_id"],
            title=_told(one.name, words, other.name, line),
        )
    return graph


def _told(one: str, words: str, other: str, line: Line) -> str:
    many = "1 claim" if line.claims == 1 else f"{line.claims} claims"
    sources = line.independent_sources
    said = "1 independent source" if sources == 1 else f"{sources} independent sources"
    return f"{one} {words} {other}: {many}, {said}"


def _best(desk: Desk, rows: Sequence[int]) -> dict[int, sqlite3.Row]:
    """Return what a line's label needs of its best claim."""
    found = desk.db.execute(
        "SELECT id, public_id, value, role FROM claim WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )
    return {row["id"]: row for row in found}


def _held(value: str | None) -> str:
    """Return the position that a claim's value is, if it is one."""
    fields = json.loads(value) if value else {}
    return flat(fields["text"]) if fields.get("kind") == "position" else ""


def _years(desk: Desk) -> list[int]:
    """Return the first and the last year that a claim of the case is dated to."""
    found = [
        desk.db.execute(f"SELECT {which} FROM dated WHERE {column} NOT IN ('0000-01-01',"  # noqa: S608
                        " '9999-12-31')").fetchone()[0]
        for which, column in (("min(first)", "first"), ("max(last)", "last"))
    ]  # fmt: skip
    return [int(day[:4]) for day in found if day]
