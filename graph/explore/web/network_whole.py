"""The whole of a case as one drawing: all names and lines, in the places computed at build time."""

from __future__ import annotations

import networkx as nx

from graph.explore.budget import Part
from graph.explore.drawing import ClaimNetwork
from graph.explore.web.desk import relation
from graph.explore.web.records import WholePage
from graph.query.whole import Whole


def whole_page(held: Whole) -> WholePage:
    """Return a whole case in the form in which vis-network draws it."""
    graph = nx.MultiDiGraph()
    ids = {one.row: one.id for one in held.names}
    for one in held.names:
        graph.add_node(
            one.id,
            name=one.name,
            type=one.type,
            mention_count=one.mentions,
            document_count=one.documents,
        )
    for drawn in held.lines:
        line = drawn.line
        denied = line.kind == "denied"
        graph.add_edge(
            ids[line.subject],
            ids[line.object],
            key=drawn.claim,
            predicate=line.predicates[0],
            polarity="denied" if denied else "affirmed",
            modalities=["asserted" if line.kind in ("stated", "denied") else line.kind],
            independent_sources=line.independent_sources,
            label=relation(line.predicates[0], "denied" if denied else "affirmed"),
        )
    lines = {drawn.claim: drawn.line for drawn in held.lines}
    part = Part(tuple(ids.values()), tuple(graph.edges(keys=True)))
    picture = ClaimNetwork(lambda drawn: "")
    picture.draw(
        graph, part, positions={one.id: (one.x, one.y) for one in held.names}, opening=part
    )
    types = {one.id: one.type for one in held.names}
    for node in picture.nodes:
        node["kind"] = types[node["id"]]
    for edge in picture.edges:
        claim = edge["id"]
        line = lines[claim]
        edge |= {"claim": claim, "claims": line.claims, "sources": line.independent_sources}
    return WholePage(
        nodes=picture.nodes,
        edges=picture.edges,
        names_left_out=held.names_left_out,
        lines_left_out=held.lines_left_out,
    )
