"""The page of a case: its network, with the documents that its passages stand in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from graph import __version__
from graph.case import Case
from graph.case.codec import plain
from graph.explore.budget import HELD
from graph.explore.page import render_page
from graph.network import network


def case_page(
    case: Case,
    *,
    around: Iterable[str] | None = None,
    depth: int = 2,
    everything: bool = False,
) -> str:
    """Return a self-contained page on a case, or on what lies around some of its entities.

    Parameters
    ----------
    case : Case
    around : iterable of str, optional
        Entity ids.
    depth : int
        Steps around them.
    everything : bool
        Draw all that the page holds when it opens, each name in its place in the whole case; who
        is merely named with somebody, and values, are left out.
    """
    if everything:
        return _whole_page(case, around=around, depth=depth)
    view = network(case, around=around, depth=depth, co_mentions=True)
    return render_page(
        view,
        documents=_documents(case, view),
        title=case.path.stem,
        generated=f"Whence {__version__}",
    )


def _whole_page(case: Case, *, around: Iterable[str] | None, depth: int) -> str:
    view = network(case, around=around, depth=depth, values=False)
    stand = {
        row[0]: (row[1], row[2])
        for row in case.connection.execute(
            "SELECT e.public_id, p.x, p.y FROM place p JOIN entity e ON e.id = p.entity"
        )
    }
    view.remove_nodes_from([node for node in view if node not in stand])
    return render_page(
        view,
        documents=_documents(case, view),
        title=case.path.stem,
        generated=f"Whence {__version__}",
        positions=stand,
        drawn=HELD,
    )


def _documents(case: Case, view: nx.MultiDiGraph) -> dict[str, Any]:
    """Return the documents that a network cites, as plain data."""
    cited = {document for *_, fields in view.edges(data=True) for document in fields["documents"]}
    return {stored.document.id: plain(stored.document) for stored in case.recorded.documents(cited)}
