"""A drawing as one page that needs no program: what is drawn, with its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from graph import __version__
from graph.case import Case
from graph.case.codec import plain
from graph.explore.page import render_page
from graph.explore.web.desk import Desk
from graph.network import claims_network
from graph.query.joined import Network, Sieve
from graph.query.lines import MAX_LINES, claims_between, ranked


def network_file(
    path: Path,
    desk: Desk,
    nodes: Sequence[int],
    *,
    positions: Mapping[str, tuple[float, float]],
    network: Network,
    sieve: Sieve,
) -> str:
    """Return a self-contained page with these entities and the claims among them.

    Parameters
    ----------
    path : pathlib.Path
        The case file.
    desk : Desk
    nodes : sequence of int
        Rows of the entities.
    positions : mapping of str to tuple of float
        Where they stand, by id.
    network : Network
        The claims of the same state of the case, in memory.
    sieve : Sieve
        Which of them count.
    """
    claims = ranked(network, claims_between(network, nodes, sieve))[:MAX_LINES].tolist()
    ids = [card.id for card in desk.entities(nodes)]
    with Case.open(path) as case:
        view = claims_network(
            case.derived.entities(ids), case.derived.claims_at(claims), values=False
        )
        cited = {name for *_, fields in view.edges(data=True) for name in fields["documents"]}
        documents = {
            stored.document.id: plain(stored.document) for stored in case.recorded.documents(cited)
        }
    return render_page(
        view,
        documents=documents,
        title=path.stem,
        generated=f"Whence {__version__}",
        positions=positions,
    )
