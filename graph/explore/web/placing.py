"""Where the nodes of a neighbourhood stand: round what they were reached from, never on another.

A node once placed does not move when others are added after it, so a drawing that grows keeps
still. Positions are in canvas units, y downwards.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

CELL_X, CELL_Y = 150.0, 100.0
"""Room that a node and the label below it take up."""
_NEAR = 0.9
_RING = 235.0
_MANY, _FURTHER = 8, 1.45
"""From so many on every other one stands further out, so that words on the lines stand apart."""
_TURN = 2.399963  # the golden angle: neighbours on a spiral stand well apart


def place(
    nodes: Sequence[str],
    via: Mapping[str, str],
    *,
    fixed: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Place nodes in the order given.

    Parameters
    ----------
    nodes : sequence of str
        In the order in which they were reached.
    via : mapping of str to str
        What each was reached from; a node without one is a root.
    fixed : mapping of str to tuple of float, optional
        Nodes that stand already.

    Notes
    -----
    Each node is tried at widening distances from its parent, first straight outwards, until a
    free cell is found: about constant time a node.

    Examples
    --------
    >>> place(["a", "b"], {"b": "a"})["a"]
    (0.0, 0.0)
    """
    children: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node in via:
            children[via[node]].append(node)
    at: dict[str, tuple[float, float]] = dict(fixed or {})
    taken = _Taken(at.values())
    outward: dict[str, float] = {}
    roots = [node for node in nodes if node not in via and node not in at]
    for number, root in enumerate(roots):
        spread = _RING * 2.2 * math.sqrt(number) if len(roots) > 1 else 0.0
        spot = spread * math.cos(number * _TURN), spread * math.sin(number * _TURN) * 0.8
        at[root] = _free(spot, taken)
        taken.add(at[root])
    for node in nodes:
        if node in at:
            continue
        parent = via[node]
        among = children[parent]
        number = among.index(node)
        angle = _angle(parent, number, len(among), via, outward, at)
        outward[node] = angle
        at[node] = _outwards(at[parent], angle, number, len(among), taken)
        taken.add(at[node])
    return {node: at[node] for node in nodes}


def _angle(
    parent: str,
    number: int,
    count: int,
    via: Mapping[str, str],
    outward: Mapping[str, float],
    at: Mapping[str, tuple[float, float]],
) -> float:
    """Return in which direction from its parent a node is tried first, in radians."""
    if parent not in via or parent not in outward:
        return -math.pi / 2 + 2 * math.pi * number / max(1, count)
    fan = min(math.pi * 1.1, 0.5 * count)
    return outward[parent] + fan * ((number + 0.5) / count - 0.5)


def _outwards(
    origin: tuple[float, float],
    angle: float,
    number: int,
    count: int,
    taken: _Taken,
) -> tuple[float, float]:
    distance = max(_RING, count * CELL_X / (2 * math.pi)) if count <= 24 else _RING * 1.2
    if count >= _MANY and number % 2:
        distance *= _FURTHER
    for step in range(400):
        reach = distance + step * CELL_Y * 0.5
        for turn in (0.0, 0.16, -0.16, 0.34, -0.34):
            x = round(origin[0] + reach * math.cos(angle + turn) * 1.15, 1)
            y = round(origin[1] + reach * math.sin(angle + turn) * 0.85, 1)
            if taken.free(x, y):
                return x, y
    return _free((origin[0], origin[1]), taken)


def _free(spot: tuple[float, float], taken: _Taken) -> tuple[float, float]:
    """Return the nearest free place on a spiral round a spot."""
    for number in range(20_000):
        reach = 0.62 * CELL_X * math.sqrt(number)
        x = round(spot[0] + reach * math.cos(number * _TURN), 1)
        y = round(spot[1] + reach * math.sin(number * _TURN) * 0.7, 1)
        if taken.free(x, y):
            return x, y
    return spot


class _Taken:
    """Where something stands, by cells, so that only what is near is looked at."""

    def __init__(self, spots: Iterable[tuple[float, float]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for spot in spots:
            self.add(spot)

    def add(self, spot: tuple[float, float]) -> None:
        self._cells[_cell(*spot)].append(spot)

    def free(self, x: float, y: float) -> bool:
        """Whether nothing that stands is within a node's room of a spot."""
        column, row = _cell(x, y)
        return not any(
            abs(x - other[0]) < _NEAR * CELL_X and abs(y - other[1]) < _NEAR * CELL_Y
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in self._cells.get((column + across, row + down), ())
        )


def _cell(x: float, y: float) -> tuple[int, int]:
    return round(x / CELL_X), round(y / CELL_Y)
