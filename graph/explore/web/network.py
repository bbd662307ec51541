"""The view Network: a neighbourhood drawn through the project's pyvis adapter."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import networkx as nx

from graph.explore.budget import Part
from graph.explore.drawing import ClaimNetwork
from graph.explore.web.desk import Desk, relation
from graph.explore.web.find import type_counts
from graph.explore.web.held import Held
from graph.explore.web.network_file import network_file
from graph.explore.web.network_groups import (
    draw_groups,
    group_cards,
    group_id,
    group_rows,
    names_of,
)
from graph.explore.web.network_kept import notes
from graph.explore.web.network_whole import whole_page
from graph.explore.web.placing import place
from graph.explore.web.records import (
    Count,
    EntityCard,
    GroupCard,
    Named,
    NetworkPage,
    WholePage,
)
from graph.explore.words import KINDS, flat
from graph.layout import positions
from graph.query.groups import seen
from graph.query.joined import Filters, Sieve
from graph.query.lines import Line
from graph.query.neighbourhood import MAX_NODES, around, lines_between
from graph.query.words import role_words

START = 40
"""Nodes that a drawing opens with."""
OPENING_ROOTS = 24
_INNERMOST = 999
CHOICES = 40
"""Speakers, and documents, that can be chosen among."""


def network(
    desk: Desk,
    held: Held,
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
    show: str | None = None,
    group: Sequence[str] = (),
    pin: Sequence[str] = (),
) -> NetworkPage:
    """Return the neighbourhood of entities as a drawing; without any, the best known ones.

    Where a case has too many names for that, its communities, each as one thing.

    Parameters
    ----------
    desk : Desk
    held : Held
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
    show : str, optional
        ``near`` for a neighbourhood, ``groups`` for communities, ``all`` for the whole case.
    group : sequence of str
        The communities that are opened.
    pin : sequence of str
        Nodes that stand where a reader has put them: ``ID~X~Y``, in canvas units.
    """
    filters = _filters(
        desk, type=type, predicate=predicate, kind=kind, first=first, last=last, speaker=speaker,
        document=document, score=score, sources=sources,
    )  # fmt: skip
    asked = _Asked(
        id=tuple(id), open=tuple(open), hide=tuple(hide), depth=depth, limit=limit,
        types=tuple(type), filters=filters, relax=relax, show=show, group=tuple(group),
        pin=tuple(pin),
    )  # fmt: skip
    drawn = held.recent(asked, lambda: _drawn(desk, held, asked))
    told = notes(desk, drawn.rows)
    return replace(drawn.page, notes={drawn.rows[row]: found for row, found in told.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What an address asks for; ``types`` is also among the filters."""

    id: tuple[str, ...]
    open: tuple[str, ...]
    hide: tuple[str, ...]
    depth: int
    limit: int
    types: tuple[str, ...]
    filters: Filters
    relax: bool
    show: str | None
    group: tuple[str, ...]
    pin: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A drawing without its notes, and the ids of its names by their rows."""

    page: NetworkPage
    rows: dict[int, str]


def _drawn(desk: Desk, held: Held, asked: _Asked) -> _Drawn:
    filters, show = asked.filters, asked.show
    whole = desk.tally("all").get("joined", 0)
    over = show is None and not asked.open
    if show is None:
        large = not asked.id and whole > MAX_NODES and filters == Filters()
        show = "groups" if asked.group or large else "near"
    if show == "all":
        return _empty(desk, whole)
    if show == "groups":
        return _groups(desk, held, asked.group, filters=filters, whole=whole)
    roots = [desk.entity_row(one) for one in asked.id] or _best_known(desk, asked.types)
    found = around(
        desk.db,
        held.network(desk.db),
        roots,
        depth=asked.depth if asked.id else 1,
        limit=min(max(asked.limit, len(roots)), MAX_NODES),
        opened=[desk.entity_row(one) for one in asked.open],
        left_out=[desk.entity_row(one) for one in asked.hide],
        filters=filters,
    )
    if asked.id and over and len(found.nodes) >= MAX_NODES and found.beyond:
        return _groups(
            desk, held, [f"{_INNERMOST}.{one}" for one in asked.id],
            filters=filters, whole=whole,
        )  # fmt: skip
    cards = dict(zip(found.nodes, desk.entities(found.nodes), strict=True))
    graph = _graph(desk, cards, found.lines)
    order = [cards[row].id for row in found.nodes]
    via = {cards[node].id: cards[origin].id for node, origin in found.via.items()}
    fixed = {node: at for node, at in _pinned(asked.pin).items() if node in graph}
    if asked.relax:
        stand = {**positions(graph), **fixed}
    else:
        first = positions(graph.subgraph(order[: found.near])) if len(roots) > 1 else {}
        stand = place(order, via, fixed={**first, **fixed})
    picture = _picture(graph, stand)
    named = desk.named(roots if asked.id else [])
    return _page(
        desk,
        picture,
        cards=cards,
        lines=found.lines,
        roots=[named[row] for row in roots if asked.id],
        depth=asked.depth,
        beyond={cards[row].id: count for row, count in found.beyond.items()},
        left_out=sum(found.beyond.values()),
        lines_left_out=found.lines_left_out,
        show="near",
        whole=whole,
    )


def _filters(desk: Desk, *, document: str | None, **asked: Any) -> Filters:
    """Return what an address asks for as filters."""
    many = {name: tuple(asked.pop(name)) for name in ("type", "predicate", "kind")}
    return Filters(
        types=many["type"],
        predicates=many["predicate"],
        kinds=many["kind"],
        document=None if document is None else desk.document_row(document),
        **asked,
    )


def _pinned(pins: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return where pinned nodes stand."""
    found = {}
    for pin in pins:
        node, x, y = pin.rsplit("~", 2)
        found[node] = float(x), float(y)
    return found


def network_page(path: Path, desk: Desk, held: Held, **asked: Any) -> str:
    """Return what an address draws as one page that needs no program."""
    drawn = network(desk, held, **asked)
    nodes = whole(desk, held).nodes if drawn.show == "all" else drawn.nodes
    stand = {
        str(node["id"]): (float(str(node["x"])), float(str(node["y"])))
        for node in nodes
        if node["group"] != "community"
    }
    filters = _filters(
        desk,
        **{
            name: asked.get(name, default)
            for name, default in (
                ("type", ()), ("predicate", ()), ("kind", ()), ("first", None),
                ("last", None), ("speaker", None), ("document", None), ("score", 0.0),
                ("sources", 1),
            )
        },
    )  # fmt: skip
    claims = held.network(desk.db)
    return network_file(
        path,
        desk,
        [desk.entity_row(node) for node in stand],
        positions=stand,
        network=claims,
        sieve=Sieve(desk.db, claims, filters),
    )


def whole(desk: Desk, held: Held) -> WholePage:
    """Return all names that are joined to another and all lines, in the places of the case."""
    return whole_page(held.whole(desk.db))


def _best_known(desk: Desk, types: tuple[str, ...]) -> list[int]:
    rows = desk.db.execute(
        "SELECT s.entity FROM standing s JOIN entity e ON e.id = s.entity"
        " WHERE ?1 = '[]' OR e.type IN (SELECT value FROM json_each(?1))"
        " ORDER BY s.claims DESC, s.entity LIMIT ?2",
        (json.dumps(types), OPENING_ROOTS),
    ).fetchall()
    return [row[0] for row in rows]


def _groups(
    desk: Desk, memory: Held, opened: Sequence[str], *, filters: Filters, whole: int
) -> _Drawn:
    held = memory.groups(desk.db)
    network = memory.network(desk.db)
    found = seen(desk.db, held, network, group_rows(desk, held, opened))
    members = list(found.members)
    cards = dict(zip(members, desk.entities(members), strict=True))
    lines, more = lines_between(network, members, Sieve(desk.db, network, filters))
    graph = _graph(desk, cards, lines)
    picture = _picture(graph, {cards[row].id: at for row, at in found.members.items()})
    names = names_of(desk, held, [*found.opened, *found.closed])
    draw_groups(picture, held, found, names=names, cards=cards)
    return _page(
        desk,
        picture,
        cards=cards,
        lines=lines,
        left_out=found.lines_left_out,
        lines_left_out=more,
        show="groups",
        groups=group_cards(held, found, names),
        groups_of={
            cards[row].id: group_id(held.group(int(held.home[row])), names) for row in members
        },
        whole=whole,
    )


def _empty(desk: Desk, whole: int) -> _Drawn:
    """Return the page of the whole case; what is drawn on it is asked for apart."""
    drawn = _page(desk, ClaimNetwork(lambda drawn: ""), cards={}, lines=(), show="all", whole=whole)
    kinds = desk.tally("kind")
    page = replace(
        drawn.page,
        types=type_counts(desk.tally("type")),
        kinds=[
            Count(id=name, words=words.one, count=kinds[name])
            for name, words in KINDS.items()
            if name in kinds
        ],
    )
    return replace(drawn, page=page)


def _picture(graph: nx.MultiDiGraph, stand: Mapping[str, tuple[float, float]]) -> ClaimNetwork:
    """Return a graph drawn, its nodes where they stand."""
    part = Part(tuple(graph), tuple(graph.edges(keys=True)))
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
    return picture


def _page(
    desk: Desk,
    picture: ClaimNetwork,
    *,
    cards: Mapping[int, EntityCard],
    lines: Sequence[Line],
    show: str,
    whole: int,
    roots: Sequence[Named] = (),
    depth: int = 1,
    beyond: Mapping[str, int] | None = None,
    left_out: int = 0,
    lines_left_out: int = 0,
    groups: Sequence[GroupCard] = (),
    groups_of: Mapping[str, str] | None = None,
) -> _Drawn:
    years = desk.tally("year")
    best = [line.best for line in lines]
    page = NetworkPage(
        roots=list(roots),
        depth=depth,
        nodes=picture.nodes,
        edges=picture.edges,
        options=_options(picture),
        types=type_counts(Counter(card.type for card in cards.values())),
        kinds=[
            Count(id=name, words=words.one, count=sum(line.kind == name for line in lines))
            for name, words in KINDS.items()
            if any(line.kind == name for line in lines)
        ],
        predicates=[
            Count(id=name, words=relation(name, "affirmed"), count=count)
            for name, count in Counter(
                name for line in lines for name in line.predicates
            ).most_common()
        ],
        years=[years[end] for end in ("first", "last") if end in years],
        beyond=dict(beyond or {}),
        left_out=left_out,
        lines_left_out=lines_left_out,
        show=show,
        groups=list(groups),
        groups_of=dict(groups_of or {}),
        whole=whole,
        speakers=_speakers(desk, best),
        documents=_documents(desk, best),
        notes={},
    )
    return _Drawn(page=page, rows={row: card.id for row, card in cards.items()})


def _speakers(desk: Desk, claims: Sequence[int]) -> list[Count]:
    """Return in whose words these claims are, those of most of them first."""
    rows = desk.db.execute(
        "SELECT s.id, s.name, count(*) FROM json_each(?) c JOIN voice v ON v.claim = c.value"
        " JOIN speaker s ON s.id = v.speaker GROUP BY s.id ORDER BY 3 DESC, s.id LIMIT ?",
        (json.dumps(list(claims)), CHOICES),
    )
    return [Count(id=str(row[0]), words=flat(row[1]), count=row[2]) for row in rows]


def _documents(desk: Desk, claims: Sequence[int]) -> list[Count]:
    """Return in which documents these claims stand, those of most of them first."""
    rows = desk.db.execute(
        "SELECT e.document, count(DISTINCT e.claim) FROM json_each(?) c"
        " JOIN evidence e ON e.claim = c.value GROUP BY e.document ORDER BY 2 DESC, 1 LIMIT ?",
        (json.dumps(list(claims)), CHOICES),
    ).fetchall()
    cards = desk.documents(row[0] for row in rows)
    return [Count(id=cards[row[0]].id, words=cards[row[0]].title, count=row[1]) for row in rows]


def _options(picture: ClaimNetwork) -> dict[str, object]:
    options = picture.options
    return dict(json.loads(options) if isinstance(options, str) else options)


def _graph(desk: Desk, cards: Mapping[int, EntityCard], lines: Sequence[Line]) -> nx.MultiDiGraph:
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
