"""Mentions of a document as the graphs see them, a few hundred at a time.

What is read of a mention takes fourteen kilobytes, most of it the words around it, so no more than
a block's and a stretch's are held at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.coref_links import BLOCK, STEP, Block
from graph.nlp.coref_spans import LEFT, RIGHT
from graph.nlp.network import Graph
from graph.nlp.shelf import Vectors

#: Words whose vectors are widened at a time.
STRETCH: Final = 2048


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions in order.

    Attributes
    ----------
    anchors
        The word that stands for each.
    hidden, here
        (mentions, width).
    around
        (mentions, LEFT + RIGHT + 1, width), of the words around.
    """

    anchors: NDArray[np.int64]
    hidden: NDArray[np.float32]
    here: NDArray[np.float32]
    around: NDArray[np.float32]

    def __add__(self, other: Mentions) -> Mentions:
        """Return both, one after the other."""
        return Mentions(
            np.concatenate((self.anchors, other.anchors)),
            np.concatenate((self.hidden, other.hidden)),
            np.concatenate((self.here, other.here)),
            np.concatenate((self.around, other.around)),
        )

    def between(self, start: int, end: int) -> Mentions:
        """Return a copy of the mentions ``[start, end)``."""
        return Mentions(
            self.anchors[start:end].copy(),
            self.hidden[start:end].copy(),
            self.here[start:end].copy(),
            self.around[start:end].copy(),
        )


def find(
    graph: Graph,
    vectors: Vectors,
    form: NDArray[np.int64],
    *,
    least: float,
    given: Collection[int],
    taken: Collection[int],
) -> Iterator[Mentions]:
    """Yield the mentions of one stretch after the other.

    Parameters
    ----------
    graph
        Scores words as anchors.
    vectors, form
        Of all words.
    least
        Score before the sigmoid above which a word is an anchor.
    given
        Words that are anchors whatever their score.
    taken
        Words that are none, unless given.
    """
    size = len(vectors)
    always, never = np.zeros(size, bool), np.zeros(size, bool)
    always[list(given)] = True
    never[list(taken)] = True
    for first in range(0, size, STRETCH):
        last = min(first + STRETCH, size)
        # A span reaches past the stretch, so that the words around are read with it.
        low, high = max(0, first - LEFT), min(size, last + RIGHT)
        scores, hidden, here, there = graph.run(
            ["mention", "hidden", "here", "there"],
            {"vectors": vectors[low:high].astype(np.float32), "form": form[low:high]},
        )
        inside = slice(first - low, last - low)
        chosen = always[first:last] | (~never[first:last] & (scores[inside] > least))
        row = np.flatnonzero(chosen) + first - low
        padded = np.pad(there, ((LEFT, RIGHT), (0, 0)))
        around = padded[row[:, None] + np.arange(LEFT + RIGHT + 1)]
        yield Mentions(row + low, hidden[row], here[row], around)


def in_blocks(found: Iterable[Mentions]) -> Iterator[tuple[Block, Mentions]]:
    """Yield the blocks of :func:`graph.nlp.coref_links.blocks` with their mentions.

    No more than a block's mentions wait for the next part.
    """
    start, keep = 0, 0
    waiting: Mentions | None = None
    for part in found:
        waiting = part if waiting is None else waiting + part
        while len(waiting.anchors) >= BLOCK:
            yield Block(start, start + BLOCK, keep), waiting.between(0, BLOCK)
            start, keep = start + STEP, start + BLOCK
            waiting = waiting.between(STEP, len(waiting.anchors))
    if waiting is not None and start + len(waiting.anchors) > keep:
        end = start + len(waiting.anchors)
        yield Block(start, end, keep), waiting
