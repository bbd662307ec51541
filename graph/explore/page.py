"""The exploration page: one self-contained file that needs no network and no server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import networkx as nx
from jinja2 import Environment, PackageLoader, StrictUndefined

from graph.explore.budget import DRAWN, HELD, Budget, best_part
from graph.explore.content import content, sentence
from graph.explore.drawing import ClaimNetwork
from graph.explore.passages import Document, Record
from graph.explore.security import clean, json_block, policy, source_hash
from graph.layout import positions as lay_out

SCRIPTS = (
    "vis-network/vis-network.min.js",
    "dom.js",
    "case.js",
    "landmarks.js",
    "picture.js",
    "panel.js",
    "list.js",
    "search.js",
    "filters.js",
    "main.js",
)
"""Scripts of the page, under ``static``, in the order in which they run."""
STYLES = ("page.css",)
PLAIN_LIST = 300
"""Claims in the list for readers whose browser runs no scripts."""


def render_page(
    network: nx.MultiDiGraph,
    *,
    documents: Mapping[str, Document],
    title: str,
    generated: str | None = None,
    positions: Mapping[str, tuple[float, float]] | None = None,
    drawn: Budget = DRAWN,
    held: Budget = HELD,
) -> str:
    """Return a page on which a network can be explored down to its passages.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        The view of a case: node key = entity id, edge key = claim id. It is only read.
    documents : mapping of str to mapping
        Documents by id, as exported; of ``text`` only the words around passages are taken.
    title : str
        What the case is called.
    generated : str, optional
        When and by what the page was made, shown in its foot.
    positions : mapping of str to tuple of float, optional
        Where nodes stand, in canvas units; computed when not given or not complete.
    drawn : Budget
        What the picture opens with, the best connected first; the page says what it leaves out.
    held : Budget
        What the page holds at all; the page says what it leaves out.

    Returns
    -------
    str
        HTML that refers to nothing outside itself. The same input gives the same characters.
    """
    part, opening = best_part(network, held), best_part(network, drawn)
    if positions is None or any(name not in positions for name in part.nodes):
        positions = lay_out(network.subgraph(part.nodes))
    told = content(network, part, documents=documents)

    def write(picture: ClaimNetwork) -> str:
        data = {
            **told,
            "title": title,
            "nodes": picture.nodes,
            "lines": picture.edges,
            "options": picture.options,
        }
        return _fill(data, title=title, generated=generated)

    picture = ClaimNetwork(write)
    picture.draw(network, part, positions=positions, opening=opening)
    return picture.generate_html()


@cache
def static(name: str) -> str:
    """Return a static file of the page, without the pointer to a source map that it may end in."""
    text = files("graph.explore").joinpath("static", name).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=\S+\s*\Z", "\n", text)


@cache
def environment() -> Environment:
    """Return the template environment, in which everything is escaped unless said otherwise."""
    return Environment(
        loader=PackageLoader("graph.explore"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def page_policy() -> str:
    """Return the page's Content-Security-Policy.

    vis-network adds style sheets of its own while it loads, each first empty and then filled;
    their hashes, listed beside it, are let through, and that of nothing.
    """
    own = static("vis-network/styles.sha256").split()
    return policy(
        scripts=[source_hash(static(name)) for name in SCRIPTS],
        styles=[
            *(source_hash(static(name)) for name in STYLES),
            source_hash(""),
            *(f"'sha256-{digest}'" for digest in own),
        ],
    )


def _fill(data: Record, *, title: str, generated: str | None) -> str:
    """Return the template filled with data."""
    names: dict[str, str] = {entity["id"]: entity["name"] for entity in data["entities"]}
    claims: list[dict[str, Any]] = data["claims"]
    stated = [claim for claim in claims if claim["kind"] != "together"]
    return environment().get_template("page.html").render(
        title=clean(title),
        generated=clean(generated or ""),
        policy=page_policy(),
        styles=[static(name) for name in STYLES],
        scripts=[static(name) for name in SCRIPTS],
        data=json_block(data),
        plain=[
            {"words": clean(sentence(claim, names)), "passage": clean(_first_quote(claim))}
            for claim in islice(stated, PLAIN_LIST)
        ],
        plain_more=max(0, len(stated) - PLAIN_LIST),
        empty=not names,
    )  # fmt: skip


def _first_quote(claim: Mapping[str, Any]) -> str:
    """Return the words of a claim's first passage."""
    for evidence in claim["evidence"]:
        return "".join(piece["text"] for piece in evidence["pieces"])
    return ""
