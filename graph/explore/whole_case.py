"""The page of a case: its network, with the documents that its passages stand in."""

from __future__ import annotations

from collections.abc import Iterable

from graph import __version__
from graph.case import Case
from graph.case.codec import plain
from graph.explore.page import render_page
from graph.network import network


def case_page(case: Case, *, around: Iterable[str] | None = None, depth: int = 2) -> str:
    """Return a self-contained page on a case, or on what lies around some of its entities.

    Parameters
    ----------
    case : Case
    around : iterable of str, optional
        Entity ids.
    depth : int
        Steps around them.
    """
    view = network(case, around=around, depth=depth, co_mentions=True)
    cited = {document for *_, fields in view.edges(data=True) for document in fields["documents"]}
    documents = {
        stored.document.id: plain(stored.document) for stored in case.recorded.documents(cited)
    }
    return render_page(
        view, documents=documents, title=case.path.stem, generated=f"Whence {__version__}"
    )
