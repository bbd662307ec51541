"""Positions for drawing: where each node of a network stands, in canvas units.

Connected parts are laid out by springs (Fruchterman and Reingold [1]_, as rustworkx has it), large
ones by communities first [2]_ and their members within; then labels are pushed apart, and parts,
pairs and single nodes are set beside and below each other. y grows downwards. The same network and
seed give the same positions, whatever the order in which nodes and edges were added.

References
----------
.. [1] T. M. J. Fruchterman, E. M. Reingold, "Graph drawing by force-directed placement" (1991).
.. [2] V. D. Blondel et al., "Fast unfolding of communities in large networks" (2008).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Points = NDArray[np.float64]
Links = dict[tuple[int, int], float]

LINE_LENGTH = 165.0
"""Typical length of a drawn line, in canvas units: room for a label on it."""
SHORTEST_LINE = 140.0
"""No two linked nodes stand nearer than about this, in canvas units."""
BELOW = 45.0
"""How much longer an upright line must be, for it runs through the label below its upper end."""
LABEL_WIDTH = 150.0
"""Labels are broken into lines of at most this width, in canvas units."""
LARGE = 220
"""Parts with more nodes than this are laid out by communities first."""
FEW_PAIRS = 80
"""With more pairs in company than this, stated relations are laid out on their own, above."""
TOGETHER = "mentioned-with"


@dataclass(frozen=True, slots=True)
class _Block:
    """Some nodes with their positions about the origin, and the box that holds their labels."""

    nodes: list[int]
    points: Points
    width: float
    height: float


def radius(attributes: Mapping[str, Any]) -> float:
    """Return a node's radius in canvas units, from the documents and mentions that name it."""
    documents = max(1, int(attributes.get("document_count") or 1))
    mentions = max(1, int(attributes.get("mention_count") or 1))
    return round(min(28.0, 6 + 3.5 * math.log2(1 + documents) + 0.7 * math.log2(1 + mentions)), 1)


def font_size(attributes: Mapping[str, Any]) -> float:
    """Return the height of a node's label in canvas units."""
    return round(15 + 0.4 * max(0.0, radius(attributes) - 10), 1)


def positions(network: nx.MultiDiGraph, *, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Place the nodes of a network for a readable picture.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        The view of a case. Edges with the predicate ``mentioned-with`` pull only weakly.
    seed : int
        Seed of the springs' random start.

    Returns
    -------
    dict of str to tuple of float
        ``(x, y)`` by node, in canvas units, to a tenth of a unit.

    Notes
    -----
    Quadratic in the nodes of a community, and near linear in the number of communities.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("a", "b")])
    >>> positions(graph) == positions(graph)
    True
    """
    names = sorted(network.nodes)
    index = {name: number for number, name in enumerate(names)}
    links = _links(network, index)
    boxes = np.array([_box(network.nodes[name]) for name in names]).reshape(-1, 2)
    sections, singles = [], []
    for section in _sections(links, len(names)):
        inner = {pair: weight for pair, weight in links.items() if section.issuperset(pair)}
        parts = _parts(section, inner)
        singles += [part[0] for part in parts if len(part) == 1]
        sections.append(
            [_hold(part, _arrange(part, inner, boxes, seed), boxes) for part in parts if part[1:]]
        )
    singles.sort(key=lambda node: _shelf_key(network.nodes[names[node]], names[node]))
    sections.append(_grid(singles, boxes, sections[0]))
    return {
        names[node]: (round(float(x), 1), round(float(y), 1))
        for node, (x, y) in sorted(_pack(sections).items())
    }


def _sections(links: Links, count: int) -> list[set[int]]:
    """Set nodes with stated relations apart from the rest where company would drown them."""
    everything = set(range(count))
    stated = [pair for pair, weight in links.items() if weight >= 1]
    bound = {node for pair in stated for node in pair}
    if not bound or len(links) - len(stated) <= FEW_PAIRS:
        return [everything]
    return [bound, everything - bound]


def _parts(section: set[int], links: Links) -> list[list[int]]:
    """Return the connected parts of a section, the largest first."""
    order = sorted(section)
    place = {node: number for number, node in enumerate(order)}
    graph: rx.PyGraph[None, float] = rx.PyGraph()
    graph.add_nodes_from([None] * len(order))
    graph.add_edges_from([(place[a], place[b], 1.0) for a, b in sorted(links)])
    found = rx.connected_components(graph)
    return sorted((sorted(order[at] for at in part) for part in found), key=_by_size)


def _by_size(part: list[int]) -> tuple[int, int]:
    return (-len(part), part[0])


def _shelf_key(attributes: Mapping[str, Any], name: str) -> tuple[str, float, str, str]:
    """Order of single nodes in their grid: by type, then by size, then by name."""
    shown = str(attributes.get("name") or "")
    return (str(attributes.get("type") or ""), -radius(attributes), shown.casefold(), name)


def _links(network: nx.MultiDiGraph, index: Mapping[str, int]) -> Links:
    """Return how strongly each pair of nodes pulls: a stated relation more than company."""
    stated: set[tuple[int, int]] = set()
    together: set[tuple[int, int]] = set()
    for subject, other, predicate in network.edges(data="predicate"):
        a, b = sorted((index[subject], index[other]))
        if a != b:
            (together if predicate == TOGETHER else stated).add((a, b))
    company = 0.4 if len(together) <= FEW_PAIRS else 0.15
    return dict.fromkeys(together, company) | dict.fromkeys(stated, 1.0)


def _box(attributes: Mapping[str, Any]) -> tuple[float, float]:
    """Return the width and height that a node and the label below it take up."""
    size = font_size(attributes)
    words = len(str(attributes.get("name") or "")) * size * 0.56
    lines = min(4, math.ceil(max(words, 1) / LABEL_WIDTH))
    width = max(min(words, LABEL_WIDTH), 2 * radius(attributes))
    return width + 16, 2 * radius(attributes) + lines * size * 1.25 + 14


def _arrange(part: Sequence[int], links: Links, boxes: Points, seed: int) -> Points:
    """Lay out one connected part, by communities where it is large."""
    if len(part) == 2:
        return np.array([[-LINE_LENGTH / 2, 0.0], [LINE_LENGTH / 2, 0.0]])
    inner = _within(part, links)
    if len(part) <= LARGE:
        return _apart(_springs(len(part), inner, seed), boxes[list(part)], inner)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(part)))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(inner.items()))
    found = nx.community.louvain_communities(graph, seed=seed)
    communities = sorted((sorted(members) for members in found), key=_by_size)
    if len(communities) == 1:
        return _apart(_springs(len(part), inner, seed), boxes[list(part)], inner)
    home = {node: number for number, members in enumerate(communities) for node in members}
    between: Links = {}
    for (a, b), weight in inner.items():
        pair = tuple(sorted((home[a], home[b])))
        if pair[0] != pair[1]:
            between[pair[0], pair[1]] = between.get((pair[0], pair[1]), 0.0) + weight
    local = boxes[list(part)] * np.array([0.7, 0.85])
    blocks = []
    for members in communities:
        own = _within(members, inner)
        blocks.append(
            _hold(members, _apart(_springs(len(members), own, seed), local[members], own), local)
        )
    sizes = np.array([[block.width + 40, block.height + 40] for block in blocks])
    centres = _springs(len(blocks), between, seed)
    spread = math.sqrt(float(np.prod(sizes, axis=1).sum()))
    centres *= spread / max(1.0, float(np.ptp(centres, axis=0).max()))
    centres = _apart(centres, sizes, {})
    points = np.zeros((len(part), 2))
    for block, centre in zip(blocks, centres, strict=True):
        points[block.nodes] = block.points + centre
    return points


def _within(part: Sequence[int], links: Links) -> Links:
    """Return the links inside a part, renumbered from 0."""
    place = {node: number for number, node in enumerate(part)}
    return {
        (place[a], place[b]): weight
        for (a, b), weight in links.items()
        if a in place and b in place
    }


def _springs(count: int, links: Links, seed: int) -> Points:
    """Lay out ``count`` nodes by springs; of several starts keep the one with fewest crossings."""
    if count == 1:
        return np.zeros((1, 2))
    graph: rx.PyGraph[None, float] = rx.PyGraph()
    graph.add_nodes_from([None] * count)
    graph.add_edges_from([(a, b, weight) for (a, b), weight in sorted(links.items())])
    best: tuple[int, Points] | None = None
    for start in range(8 if count <= 60 else 3 if count <= LARGE else 1):
        placed = rx.spring_layout(
            graph,
            num_iter=300 if count <= LARGE else 80,
            weight_fn=float,
            seed=seed + start,
            k=1.35 / math.sqrt(count),
        )
        placed_at = np.array([placed[node] for node in range(count)], dtype=np.float64)
        crossings = _crossings(placed_at, links) if count <= LARGE else 0
        if best is None or crossings < best[0]:
            best = crossings, placed_at
    assert best is not None  # noqa: S101 - the loop runs at least once
    points: Points = best[1] - best[1].mean(axis=0)
    strong = [pair for pair, weight in links.items() if weight >= 1] or list(links)
    if strong:
        ends = np.array(strong)
        lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
        points *= LINE_LENGTH / max(1e-6, float(np.median(lengths)))
    points *= np.array([1.12, 0.94])
    return points


def _crossings(points: Points, links: Links) -> int:
    """Count the pairs of lines that cross."""
    if len(links) < 2:
        return 0
    ends = np.array(sorted(links))[:600]
    a, b = points[ends[:, 0]], points[ends[:, 1]]

    def side(p: Points, q: Points, r: Points) -> NDArray[np.bool_]:
        u, v = q - p, r - p
        turn: NDArray[np.bool_] = (u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]) > 0
        return turn

    c, d = a[None], b[None]
    p, q = a[:, None], b[:, None]
    crossing = (side(p, q, c) != side(p, q, d)) & (side(c, d, p) != side(c, d, q))
    shared = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    return int((crossing & ~shared).sum()) // 2


def _apart(points: Points, boxes: Points, links: Links, rounds: int = 120) -> Points:
    """Push nodes apart until their labels overlap little and no line is too short to be read."""
    points = points.copy()
    if len(points) < 2:
        return points
    ends = np.array(sorted(links), dtype=np.intp).reshape(-1, 2)
    one, two = ends[:, 0], ends[:, 1]
    wide = (boxes[:, None, 0] + boxes[None, :, 0]) / 2
    high = (boxes[:, None, 1] + boxes[None, :, 1]) / 2
    np.fill_diagonal(wide, 0.0)
    apart = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :] + 0.5)
    for _ in range(rounds if len(points) <= 60 else rounds // 2):
        dx = points[:, None, 0] - points[None, :, 0]
        dy = points[:, None, 1] - points[None, :, 1]
        over_x, over_y = wide - np.abs(dx), high - np.abs(dy)
        overlap = np.minimum(over_x, over_y)
        along = points[two] - points[one]
        length = np.maximum(1e-6, np.hypot(along[:, 0], along[:, 1]))
        upright = np.abs(along[:, 1]) / length
        short = np.maximum(0.0, SHORTEST_LINE + BELOW * upright - length)
        if overlap.max() < 3 and short.max(initial=0.0) < 12:
            break
        stretch = along * (0.3 * short / length)[:, None]
        np.add.at(points, two, stretch)
        np.subtract.at(points, one, stretch)
        at, other = np.nonzero(overlap > 0)
        x, y = over_x[at, other], over_y[at, other]
        side = x < y
        sign_x = np.where(dx[at, other] == 0, apart[at, other], np.sign(dx[at, other]))
        sign_y = np.where(dy[at, other] == 0, apart[at, other], np.sign(dy[at, other]))
        damp = 0.55 / np.sqrt(np.maximum(1, np.bincount(at, minlength=len(points))))
        for axis, push in (
            (0, np.where(side, x * sign_x, 0.0)),
            (1, np.where(side, 0.0, y * sign_y)),
        ):
            points[:, axis] += damp * np.bincount(at, weights=push, minlength=len(points))
    return points


def _hold(nodes: list[int], points: Points, boxes: Points) -> _Block:
    """Return the nodes as a block centred on the origin, with room for every label."""
    half = boxes[nodes] / 2
    low, high = (points - half).min(axis=0), (points + half).max(axis=0)
    return _Block(nodes, points - (low + high) / 2, *(float(side) for side in high - low))


def _grid(nodes: list[int], boxes: Points, above: list[_Block]) -> list[_Block]:
    """Return the single nodes as one tidy grid, about as wide as what stands above it."""
    if not nodes:
        return []
    cell_x, cell_y = LABEL_WIDTH + 34, float(boxes[nodes, 1].max()) + 14
    widest = max((block.width for block in above), default=0.0)
    columns = max(1, round(max(widest / cell_x, math.sqrt(3 * len(nodes) * cell_y / cell_x))))
    points = np.array(
        [[(at % columns) * cell_x, (at // columns) * cell_y] for at in range(len(nodes))]
    )
    return [_hold(nodes, points, boxes)]


def _pack(sections: list[list[_Block]]) -> dict[int, tuple[float, float]]:
    """Set blocks in centred rows, section under section, no low block beside a tall one."""
    gap = 90.0
    rows: list[list[_Block]] = []
    for blocks in sections:
        area = sum((block.width + gap) * (block.height + gap) for block in blocks)
        room = max([block.width for block in blocks] + [math.sqrt(1.7 * area)], default=0.0)
        used, tallest = math.inf, 0.0
        for block in blocks:
            if used + gap + block.width > room or block.height < 0.3 * tallest:
                rows.append([])
                used, tallest = -gap, block.height
            rows[-1].append(block)
            used += gap + block.width
    placed: dict[int, tuple[float, float]] = {}
    top = 0.0
    for row in rows:
        left = -(sum(block.width for block in row) + gap * (len(row) - 1)) / 2
        tall = max(block.height for block in row)
        for block in row:
            middle_x, middle_y = left + block.width / 2, top + tall / 2
            for node, (x, y) in zip(block.nodes, block.points, strict=True):
                placed[node] = (float(x) + middle_x, float(y) + middle_y)
            left += block.width + gap
        top += tall + gap
    return placed
