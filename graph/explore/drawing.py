"""The adapter to pyvis: a network of claims as nodes and lines of vis-network.

pyvis as it ships loads scripts from elsewhere, escapes nothing, and drops parallel lines of
undirected networks. This subclass is directed, keeps every claim as a line of its own, writes
through the project's own template, and never touches the graph that it draws.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from itertools import groupby
from typing import Any

import networkx as nx
from pyvis.network import Network

from graph.explore.budget import Part
from graph.explore.words import KINDS, flat, kind_of, shorten, type_words
from graph.layout import font_size, radius

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 250,
        "keyboard": False,
    },
}


class ClaimNetwork(Network):  # type: ignore[misc]
    """A pyvis network whose lines are claims.

    Parameters
    ----------
    write : callable
        Given this network, returns the page; what ``generate_html`` answers with.

    Notes
    -----
    Colours are not set here: nodes carry their type as ``group`` and lines their ``kind``, and
    the page colours both by the reader's light or dark theme.
    """

    def __init__(self, write: Callable[[ClaimNetwork], str]) -> None:
        super().__init__(height="100%", width="100%", directed=True, cdn_resources="in_line")
        self._write = write
        self.set_options(json.dumps(OPTIONS))

    def get_nodes(self) -> Collection[str]:
        """Return the ids of the nodes; looking one up takes constant time."""
        return self.node_map.keys()  # type: ignore[no-any-return]

    def draw(
        self,
        network: nx.MultiDiGraph,
        part: Part,
        *,
        positions: Mapping[str, tuple[float, float]],
        opening: Part,
    ) -> None:
        """Add a part of a network.

        Parameters
        ----------
        network : networkx.MultiDiGraph
            The view of a case; it is only read.
        part : Part
            What to add.
        positions : mapping of str to tuple of float
            Where nodes stand, in canvas units.
        opening : Part
            What of it the picture opens with; the rest is drawn when the reader asks.
        """
        first = set(opening.nodes)
        for name in part.nodes:
            self._add_entity(name, network.nodes[name], positions[name], name in first)
        drawn = {key for _, _, key in opening.edges}
        pairs = sorted(part.edges, key=lambda edge: (*sorted(edge[:2]), edge[2]))
        for pair, group in groupby(pairs, key=lambda edge: tuple(sorted(edge[:2]))):
            edges = list(group)
            for place, (subject, other, key) in enumerate(edges):
                bend = place - (len(edges) - 1) / 2
                self._add_claim(
                    subject,
                    other,
                    data={**network.edges[subject, other, key], "id": key},
                    bend=bend if subject == pair[0] else -bend,
                    beside=len(edges),
                    drawn=key in drawn,
                )

    def _add_entity(
        self, key: str, data: Mapping[str, Any], at: tuple[float, float], drawn: bool
    ) -> None:
        kind = str(data.get("type") or "")
        name = flat(data.get("name") or "") or "(no name)"
        words = type_words(kind)
        label = shorten(name, 64 if words.shape != "box" else 40)
        size = {} if words.shape == "box" else {"size": radius(data)}
        self.add_node(
            key,
            label=label,
            shape=words.shape,
            group=words.slug,
            x=at[0],
            y=at[1],
            font={"size": font_size(data) if size else 13},
            drawn=drawn,
            **size,
            **({"title": name} if label != name else {}),
        )

    def _add_claim(
        self,
        subject: str,
        other: str,
        *,
        data: Mapping[str, Any],
        bend: float,
        beside: int,
        drawn: bool,
    ) -> None:
        predicate = str(data.get("predicate") or "")
        kind = kind_of(predicate, str(data.get("polarity") or ""), data.get("modalities") or ())
        words = KINDS[kind]
        sources = max(1, int(data.get("independent_sources") or 1))
        self.add_edge(
            subject,
            other,
            id=data["id"],
            kind=kind,
            label="" if kind == "together" else line_label(data),
            dashes=list(words.dashes) or False,
            arrows={"to": {"enabled": bool(words.arrow), "type": words.arrow or "arrow"}},
            width=1.0 if kind == "together" else line_width(sources),
            smooth=_smooth(bend, beside),
            drawn=drawn,
            **({"selfReference": _loop(bend, beside)} if subject == other else {}),
        )

    def draw_group(
        self, key: str, *, label: str, at: tuple[float, float], radius: float, title: str
    ) -> None:
        """Add a community as one disc that covers the place of its members."""
        self.add_node(
            key,
            label=label,
            shape="dot",
            group="community",
            x=at[0],
            y=at[1],
            size=round(radius, 1),
            font={"size": round(radius / 5.5, 1)},
            title=title,
        )

    def draw_between(
        self, one: str, other: str, *, key: str, claims: int, sources: int, title: str
    ) -> None:
        """Add the claims between two things of which one at least is a community as one line."""
        self.add_edge(
            one,
            other,
            id=key,
            kind="between",
            label="",
            dashes=False,
            arrows={"to": {"enabled": False, "type": "arrow"}},
            width=line_width(sources),
            smooth=False,
            claims=claims,
            sources=sources,
            title=title,
        )

    def generate_html(
        self, name: str = "index.html", local: bool = True, notebook: bool = False
    ) -> str:
        """Return the page; the parameters are those of pyvis and change nothing here."""
        self.html = self._write(self)
        return self.html


def line_label(data: Mapping[str, Any]) -> str:
    """Return what is written on a claim's line: what was held, for a position, else the relation.

    Where the value is the line's far end (a claim with no object), the relation is written.
    """
    value = data.get("value")
    words = flat(data.get("label") or data.get("predicate") or "")
    if data.get("object") is not None and isinstance(value, Mapping) and value.get("text"):
        words = flat(value["text"])
    elif data.get("role"):
        words = f"{words}: {flat(data['role'])}"
    return shorten(words, 34)


def line_width(sources: int) -> float:
    """Return how wide a line is drawn: the more independent sources, the wider, to a bound."""
    return round(min(4.0, 1.1 + 0.5 * sources), 1)


def _smooth(bend: float, beside: int) -> Any:
    """Return how far a line bows out, so that the lines of one pair stand apart."""
    if bend == 0:
        return False
    step = min(0.4, 1.8 / beside)
    return {
        "enabled": True,
        "type": "curvedCW" if bend > 0 else "curvedCCW",
        "roundness": round(abs(bend) * step, 3),
    }


def _loop(bend: float, beside: int) -> dict[str, Any]:
    """Return where a line from a node to itself is drawn: each at an angle of its own."""
    place = bend + (beside - 1) / 2
    return {"size": 22, "angle": round(0.8 + place * 6.283 / max(3, beside), 3)}
