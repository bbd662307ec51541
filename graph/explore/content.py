"""What the page knows: entities, claims, passages and documents as plain data for its script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import networkx as nx

from graph.edtf import when_words
from graph.explore.budget import Part
from graph.explore.passages import Document, Record, Shelf, show_evidence
from graph.explore.words import (
    KINDS,
    MODALITIES,
    TOGETHER,
    flat,
    kind_of,
    type_table,
    type_words,
)
from graph.query.words import NO_DATE

EVIDENCE_SHOWN = 60
"""Passages of one claim that a page holds; it says how many more there are."""


def content(
    network: nx.MultiDiGraph,
    part: Part,
    *,
    documents: Mapping[str, Document],
) -> Record:
    """Return what the page says about a part of a network.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        The view of a case; it is only read.
    part : Part
        The nodes and edges to tell about.
    documents : mapping of str to mapping
        Documents by id, as exported.

    Returns
    -------
    dict
        ``entities``, ``claims``, ``passages``, ``documents``, ``types``, ``kinds``, ``predicates``
        and ``left_out``: what the network has and the page has not.
    """
    shelf = Shelf(documents)
    edges = sorted(part.edges, key=lambda edge: _order(edge, network.edges[edge]))
    claims = [_claim(network, edge, shelf) for edge in edges]
    entities = [_entity(name, network.nodes[name]) for name in part.nodes]
    held = {key for _, _, key in part.edges}
    missing = Counter(
        "together" if predicate == TOGETHER else "claims"
        for _, _, key, predicate in network.edges(keys=True, data="predicate")
        if key not in held
    )
    return {
        "entities": entities,
        "claims": claims,
        "passages": shelf.passages,
        "documents": shelf.documents,
        "types": type_table(Counter(str(entity["type"]) for entity in entities)),
        "kinds": [
            {"id": kind, "count": count, **asdict(words)}
            for kind, words in KINDS.items()
            if (count := sum(claim["kind"] == kind for claim in claims))
        ],
        "predicates": _predicates(claims),
        "document_count": len(documents),
        "left_out": {
            "entities": _names(data.get("type") for data in network.nodes.values())
            - _names(entity["type"] for entity in entities),
            "claims": missing["claims"],
            "together": missing["together"],
        },
    }


def sentence(claim: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return a claim in one line of words, for readers without the picture."""
    if claim["kind"] == "together":
        return f"{names[claim['from']]} and {names[claim['to']]}, named in one sentence"
    other = names[claim["object"]] if claim["object"] else ""
    what = f"{claim['value']} ({other})" if claim["value"] and other else claim["value"] or other
    said = ", ".join(end for end in (what, claim["when"]) if end)
    role = f" ({claim['role']})" if claim["role"] else ""
    note = "" if claim["kind"] == "stated" else f" [{KINDS[claim['kind']].one.lower()}]"
    return f"{names[claim['from']]} {claim['label']}{role} {said}".rstrip() + note


def _order(edge: tuple[str, str, str], data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return by what claims are listed: those that differ in their date alone are neighbours."""
    value = data.get("value")
    what = flat(value.get("text") or "").casefold() if isinstance(value, Mapping) else ""
    told = [flat(data.get(name) or "") for name in ("predicate", "role", "object", "when")]
    return (edge[0], told[0], told[1], what, told[2], told[3], edge[2])


def _when(data: Mapping[str, Any]) -> str:
    """Return when a claim says that it was; of a position without a date, that there is none."""
    value = data.get("value")
    if data.get("when") or not isinstance(value, Mapping) or value.get("kind") != "position":
        return when_words(data.get("when"))
    return NO_DATE


def _names(types: Iterable[object]) -> int:
    """Count the nodes that are names, which the leaves that hold values are not."""
    return sum(kind != "VALUE" for kind in types)


def _predicates(claims: list[Record]) -> list[Record]:
    """Return the predicates of the stated claims with their labels, the commonest first."""
    stated = [claim for claim in claims if claim["kind"] != "together"]
    counts = Counter(claim["predicate"] for claim in stated)
    labels: dict[str, str] = {}
    for claim in stated:
        if claim["kind"] != "denied" or claim["predicate"] not in labels:
            labels[claim["predicate"]] = claim["label"]
    return [
        {"id": name, "label": labels[name], "count": count}
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _entity(key: str, data: Mapping[str, Any]) -> Record:
    name = flat(data.get("name") or "") or "(no name)"
    event = data.get("event")
    return {
        "id": key,
        "name": name,
        "type": str(data.get("type") or ""),
        "type_name": type_words(str(data.get("type") or "")).one,
        "aliases": [flat(alias) for alias in data.get("aliases") or () if flat(alias) != name],
        "mentions": int(data.get("mention_count") or 0),
        "documents": int(data.get("document_count") or 0),
        "sources": int(data.get("independent_sources") or 0),
        "event": _event(event) if isinstance(event, Mapping) else None,
    }


def _event(event: Mapping[str, Any]) -> Record:
    return {
        "kind": flat(event.get("kind") or ""),
        "when": when_words(event.get("when")),
        "location": flat(event.get("location") or ""),
        "disputed": bool(event.get("disputed")),
    }


def _claim(network: nx.MultiDiGraph, edge: tuple[str, str, str], shelf: Shelf) -> Record:
    subject, other, key = edge
    data: Mapping[str, Any] = network.edges[edge]
    predicate = str(data.get("predicate") or "")
    modalities = [str(modality) for modality in data.get("modalities") or ()]
    kind = kind_of(predicate, str(data.get("polarity") or ""), modalities)
    value = data.get("value")
    leaf = str(network.nodes[other].get("type")) == "VALUE"
    evidence = list(data.get("evidence") or ())
    names = {
        end: (str(network.nodes[node].get("name") or ""), *network.nodes[node].get("aliases", ()))
        for end, node in (("subject", subject), ("object", other))
    }
    return {
        "id": key,
        "from": subject,
        "to": other,
        "kind": kind,
        "predicate": predicate,
        "label": flat(data.get("relation") or data.get("label") or predicate),
        "role": flat(data.get("role") or ""),
        "object": None if leaf else other,
        "value": flat(value.get("text") or "") if isinstance(value, Mapping) else "",
        "when": _when(data),
        "said": [MODALITIES.get(modality, modality) for modality in modalities],
        "sources": int(data.get("independent_sources") or 0),
        "rank": str(data.get("rank") or "normal"),
        "reason": flat(data.get("deprecated_reason") or ""),
        "evidence": [show_evidence(item, shelf, names=names) for item in evidence[:EVIDENCE_SHOWN]],
        "more": max(0, len(evidence) - EVIDENCE_SHOWN),
    }
