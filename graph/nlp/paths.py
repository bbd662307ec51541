"""How words stand to a predicate in their sentence's tree, in numbers, for the graph of roles.

The words that fill a role nearly always hang together: they are what lies below one word of the
tree. So a word is told apart by the way between it and the predicate (how far up, how far down),
by the label of the topmost word on its own side of that way, the *argument*, and by whether it is
the first or last word of what lies below the argument. Syntactic paths as features of roles go
back to Gildea and Jurafsky (2002), "Automatic Labeling of Semantic Roles".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Distances from the predicate are cut at this many words.
FAR: Final = 32
#: Steps up and down the tree that are told apart.
_UP: Final = 7
_DOWN: Final = 4
#: Steps from a word towards its root that are followed.
_DEEP: Final = 48
_PATHS: Final = _UP * _DOWN + 1
_EDGES: Final = 5

#: Rows of the table that are summed for each cell.
KINDS: Final = 10


def table_size(labels: int) -> int:
    """Return how many rows the table of such features has, for so many labels of arcs."""
    return _offsets(labels)[-1]


def _offsets(labels: int) -> list[int]:
    tops = (labels + 1) * _DOWN + 1
    sizes = (
        2 * FAR + 1, _PATHS, tops, labels + 1, _EDGES, labels + 1,
        _PATHS, tops, _PATHS, tops,
    )  # fmt: skip
    return [0, *np.cumsum(sizes).tolist()]


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell for each word that is looked at for each predicate, predicate by predicate.

    Attributes
    ----------
    words, predicates, arguments
        The word of a cell, its predicate, and its argument (the word itself below the predicate's
        own ancestors), as numbers of words.
    features
        (cells, ``KINDS``), rows of the table of features.
    """

    words: NDArray[np.int64]
    predicates: NDArray[np.int64]
    arguments: NDArray[np.int64]
    features: NDArray[np.int64]


class Trees:
    """The trees of some sentences, ready to be asked for ways between words.

    Parameters
    ----------
    heads
        The head of each word, itself for a root.
    labels
        The label of each word's arc, from 0; -1 where it is not known.
    count
        How many labels there are.
    """

    def __init__(self, heads: NDArray[np.int64], labels: NDArray[np.int64], count: int) -> None:
        self._labels = labels + 1
        self._offsets = _offsets(count)
        self._depth, self._above = _ancestors(heads)
        size, deep = self._above.shape
        self._first, self._last = np.arange(size), np.arange(size)
        for level in range(deep):
            on = self._depth > level
            np.minimum.at(self._first, self._above[on, level], np.flatnonzero(on))
            np.maximum.at(self._last, self._above[on, level], np.flatnonzero(on))

    def cells(
        self, predicates: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> Cells:
        """Return the cells of words ``[left, right)`` around each predicate."""
        sizes = right - left
        ends = np.cumsum(sizes)
        words = np.arange(int(sizes.sum())) + np.repeat(left - (ends - sizes), sizes)
        owner = np.repeat(predicates, sizes)
        same = self._above[words] == self._above[owner]
        deep, deep_owner = self._depth[words], self._depth[owner]
        # The depth of the word where the two ways meet.
        meet = np.minimum(same.cumprod(1).sum(1) - 1, np.minimum(deep, deep_owner))
        up, down = deep - meet, deep_owner - meet
        below = np.minimum(meet + 1, self._above.shape[1] - 1)
        rows = np.arange(len(words))
        arguments = np.where(up > 0, self._above[words, below], words)
        across = np.where(down > 0, self._above[owner, below], owner)
        far = np.minimum(down, _DOWN - 1)
        path = np.minimum(up, _UP - 1) * _DOWN + far + 1
        top = np.where(up > 0, self._labels[arguments], 0) * _DOWN + far + 1
        edge = 1 + (words == self._first[arguments]) + 2 * (words == self._last[arguments])
        opens, closes = rows == np.repeat(ends - sizes, sizes), rows == np.repeat(ends - 1, sizes)
        columns = (
            np.clip(words - owner, -FAR, FAR) + FAR,
            path,
            top,
            np.where(down > 0, self._labels[across], 0),
            np.where(up > 0, edge, 0),
            self._labels[words],
            np.where(opens, 0, np.roll(path, 1)),
            np.where(opens, 0, np.roll(top, 1)),
            np.where(closes, 0, np.roll(path, -1)),
            np.where(closes, 0, np.roll(top, -1)),
        )
        features = np.stack(columns, 1) + np.array(self._offsets[:KINDS])
        return Cells(words, owner, arguments, features)


def _ancestors(heads: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the depth of each word, and its ancestors from the root down to itself.

    Entries below a word are -1 less its number, so that no two words share them.
    """
    size = len(heads)
    depth = np.zeros(size, np.int64)
    ways = [np.arange(size)]
    for _ in range(_DEEP):
        higher = heads[ways[-1]]
        moved = higher != ways[-1]
        if not moved.any():
            break
        depth += moved
        ways.append(higher)
    above = np.repeat(-1 - np.arange(size)[:, None], len(ways), 1)
    rows = np.arange(size)
    for steps, way in enumerate(ways):
        on = steps <= depth
        above[rows[on], (depth - steps)[on]] = way[on]
    return depth, above
