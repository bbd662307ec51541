"""GraphML, for Gephi, Cytoscape, yEd and networkx; lists and objects are JSON strings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx

from graph.case import Case
from graph.export.files import write_text
from graph.network import network


def write(case: Case, folder: Path) -> list[Path]:
    """Write ``graph.graphml``: the stated claims as edges, values as leaf nodes."""
    view = network(case)
    flat: nx.MultiDiGraph = nx.MultiDiGraph()
    for node, attributes in view.nodes(data=True):
        flat.add_node(node, **_flat(attributes))
    for start, end, key, attributes in view.edges(keys=True, data=True):
        flat.add_edge(start, end, key=key, **_flat(attributes))
    lines = (line + "\n" for line in nx.generate_graphml(flat, named_key_ids=True))
    return [write_text(folder / "graph.graphml", lines)]


def _flat(attributes: dict[str, Any]) -> dict[str, str | int | float | bool]:
    return {
        name: _without_controls(
            value
            if isinstance(value, str | int | float | bool)
            else json.dumps(value, ensure_ascii=False)
        )
        for name, value in attributes.items()
        if value is not None
    }


def _without_controls(value: str | int | float | bool) -> str | int | float | bool:
    """XML cannot hold control characters; they would make a file that nothing reads."""
    if not isinstance(value, str):
        return value
    return "".join(ch if ch >= " " or ch in "\t\n" else "�" for ch in value if ch not in "￾￿")
