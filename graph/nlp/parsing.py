"""From word vectors for arcs to heads, labels and how sure each arc is, a stretch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.decode import softmax
from graph.nlp.trees import best_heads_of_many

#: Longest run of words that is parsed as one tree. Of a longer sentence each part is parsed by
#: itself, and the roots of the later parts hang on that of the first.
LONGEST: Final = 240
#: Label of an arc that joins the parts of such a sentence.
JOIN: Final = "parataxis"

_PADDED: Final = np.float32(-1e8)
#: Rows of one product. So small, it runs on one thread, and processes do not crowd each other.
_ROWS: Final = 48
_CELLS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Labeller:
    """Names the arc between a word and its head: a layer over the sum of their vectors.

    Parameters
    ----------
    names
        Labels, among them ``root``, which only roots get.
    weight, bias
        (width, labels) and (labels,).
    """

    names: tuple[str, ...]
    weight: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(
        self, below: NDArray[np.float32], above: NDArray[np.float32], roots: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Return the number of the best label of each arc."""
        joined = np.maximum(below + above, 0.0)
        rows = [joined[at : at + _ROWS] @ self.weight for at in range(0, len(joined), _ROWS)]
        scores = np.concatenate([np.zeros((0, len(self.names)), np.float32), *rows]) + self.bias
        root = self.names.index("root")
        scores[:, root] = -np.inf
        found: NDArray[np.int64] = scores.argmax(1)
        found[roots] = root
        return found


def parse(
    starts: Sequence[int],
    below: NDArray[np.float32],
    above: NDArray[np.float32],
    root: NDArray[np.float32],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the heads of a stretch's words and the probability of each arc.

    Parameters
    ----------
    starts
        First word of each sentence, ascending, from 0.
    below, above
        (words, width): word i hangs on word j with the score ``below[i] . above[j]``.
    root
        (words,): how well each word hangs on the root.

    Returns
    -------
    heads, chances
        The head of each word, itself for a root; the probability of that arc among all arcs of
        the word in its sentence.
    """
    size = len(below)
    parts = _parts([*starts, size])
    heads = np.arange(size)
    chances = np.ones(size, np.float32)
    for group in _groups(parts):
        most = max(end - start for start, end in group)
        sizes = np.array([end - start for start, end in group])
        scores = np.full((len(group), most, most + 1), _PADDED, np.float32)
        for row, (start, end) in zip(scores, group, strict=True):
            row[: end - start, 0] = root[start:end]
            row[: end - start, 1 : end - start + 1] = below[start:end] @ above[start:end].T
        found = best_heads_of_many(scores, sizes)
        words = np.arange(most)
        scores[:, words, words + 1] = _PADDED
        likely = np.take_along_axis(softmax(scores), found[..., None], 2)[..., 0]
        for i, (start, end) in enumerate(group):
            up = found[i, : end - start]
            heads[start:end] = np.where(up > 0, up - 1 + start, np.arange(start, end))
            chances[start:end] = likely[i, : end - start]
    _join(heads, chances, starts, parts)
    return heads, chances


def _parts(borders: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in pairwise(borders):
        count = -(-(end - start) // LONGEST)
        cuts = [start + (end - start) * n // count for n in range(count + 1)]
        found += pairwise(cuts)
    return found


def _groups(parts: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group parts of like length, so that each group's padded scores stay small."""
    found: list[list[tuple[int, int]]] = []
    most = 0
    for part in sorted(parts, key=lambda p: (p[0] - p[1], p[0])):
        if not found or (len(found[-1]) + 1) * most * (most + 1) > _CELLS:
            found.append([])
            most = part[1] - part[0]
        found[-1].append(part)
    return found


def _join(
    heads: NDArray[np.int64],
    chances: NDArray[np.float32],
    starts: Sequence[int],
    parts: Sequence[tuple[int, int]],
) -> None:
    """Hang the roots of later parts of a sentence on the root of its first."""
    begins = set(starts)
    first = 0
    for start, end in parts:
        own = int(np.flatnonzero(heads[start:end] == np.arange(start, end))[0]) + start
        if start in begins:
            first = own
        else:
            heads[own], chances[own] = first, 0.0
