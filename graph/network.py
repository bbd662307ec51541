"""The networkx view of a case: claims as the edges of a directed multigraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from graph.case import Case
from graph.case.codec import plain
from graph.model import Claim, Entity
from graph.ontology import ontology
from graph.query.comentions import CoMention, mentioned_with
from graph.query.words import line_words, relation_words

CO_MENTION = "mentioned-with"


def network(
    case: Case,
    *,
    around: Iterable[str] | None = None,
    depth: int = 1,
    co_mentions: bool = False,
    values: bool = True,
) -> nx.MultiDiGraph:
    """Return a case, or a neighbourhood in it, as a graph.

    Node keys are entity ids, edge keys claim ids; the attributes are those of the data model, as
    plain JSON data. Nothing in the graph is kept: change it as you like.

    Parameters
    ----------
    case : Case
    around : iterable of str, optional
        Entity ids; only what is within ``depth`` steps of them is returned.
    depth : int
        Steps, along claims and, if asked for, co-mentions.
    co_mentions : bool
        Also give an edge where two entities are named in one sentence: predicate
        ``mentioned-with``, key beginning so. Such an edge is no stated relation.
    values : bool
        Give a claim without an object a leaf node of type VALUE for its value; otherwise such a
        claim is left out.

    Notes
    -----
    Claims that people have set aside (rank ``deprecated``) are no edges.

    Examples
    --------
    >>> from graph.case import Case                       # doctest: +SKIP
    >>> with Case.open(path) as case:                     # doctest: +SKIP
    ...     print(network(case).number_of_edges())
    """
    held = (claim for claim in case.derived.claims() if claim.rank != "deprecated")
    view = claims_network(case.derived.entities(), held, values=values)
    if co_mentions:
        for pair in mentioned_with(case):
            view.add_edge(
                pair.one, pair.other, key=f"{CO_MENTION}:{pair.one}:{pair.other}", **_co(pair)
            )
    return view if around is None else neighbourhood(view, around, depth)


def claims_network(
    entities: Iterable[Entity], claims: Iterable[Claim], *, values: bool = True
) -> nx.MultiDiGraph:
    """Return some entities and claims as a graph; the ends of the claims are to be among them."""
    view = nx.MultiDiGraph()
    for entity in entities:
        view.add_node(entity.id, **_node(entity))
    for claim in claims:
        _add_claim(view, claim, values=values)
    return view


def neighbourhood(view: nx.MultiDiGraph, around: Iterable[str], depth: int) -> nx.MultiDiGraph:
    """Return a copy of what lies within ``depth`` steps of the nodes, directions ignored."""
    reached = set(around)
    frontier = set(reached)
    for _ in range(depth):
        frontier = {n for node in frontier for n in nx.all_neighbors(view, node)} - reached
        reached |= frontier
    return view.subgraph(reached).copy()


def _node(entity: Entity) -> dict[str, Any]:
    fields = plain(entity)
    del fields["id"]
    return dict(fields)


def _add_claim(view: nx.MultiDiGraph, claim: Claim, *, values: bool) -> None:
    fields = plain(claim)
    for name in ("id", "subject", "object"):
        del fields[name]
    fields["documents"] = sorted({evidence.document for evidence in claim.evidence})
    fields["label"] = line_words(claim)
    fields["relation"] = relation_words(claim)
    target = claim.object
    if target is None:
        if not values:
            return
        text = (
            claim.value.text
            if claim.value is not None
            else ontology().predicates[claim.predicate].label
        )
        target = f"value:{claim.id}"
        view.add_node(
            target,
            type="VALUE",
            name=text,
            aliases=[],
            mention_count=0,
            document_count=len(fields["documents"]),
            independent_sources=claim.independent_sources,
            event=None,
        )
    view.add_edge(claim.subject, target, key=claim.id, **fields)


def _co(pair: CoMention) -> dict[str, Any]:
    return {
        "predicate": CO_MENTION,
        "role": None,
        "value": None,
        "when": None,
        "polarity": "affirmed",
        "modalities": [],
        "independent_sources": pair.independent_sources,
        "rank": "normal",
        "deprecated_reason": None,
        "score": None,
        "sentence_count": pair.sentence_count,
        "evidence": [
            {
                "document": p.document,
                "content_sha256": p.content_sha256,
                "page": p.page,
                "position": {"start": p.position.start, "end": p.position.end},
                "quote": {
                    "exact": p.quote.exact,
                    "prefix": p.quote.prefix,
                    "suffix": p.quote.suffix,
                },
                "spans": {
                    "trigger": None,
                    "subject": {"start": p.one.start, "end": p.one.end, "via": None},
                    "object": {"start": p.other.start, "end": p.other.end, "via": None},
                    "value": None,
                    "when": None,
                },
            }
            for p in pair.passages
        ],
        "documents": sorted({p.document for p in pair.passages}),
        "label": ontology().predicates[CO_MENTION].label,
        "relation": ontology().predicates[CO_MENTION].label,
    }
