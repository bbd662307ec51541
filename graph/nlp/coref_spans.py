"""From an anchor word to its span."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Words to the left and right of an anchor at which its span may start and end.
LEFT: Final = 20
RIGHT: Final = 30


def spans(
    scores: NDArray[np.float32], anchors: NDArray[np.int64], low: NDArray[np.int64],
    high: NDArray[np.int64],
) -> list[tuple[int, int]]:  # fmt: skip
    """Return the best span of words ``[start, end)`` around each anchor.

    Parameters
    ----------
    scores
        (anchors, LEFT + RIGHT + 1, 2): how well a span starts, or ends, at each word around.
    anchors
        Word of each mention.
    low, high
        First word and end of the sentence of each anchor; spans stay within it.
    """
    found: list[tuple[int, int]] = []
    for row, anchor, least, most in zip(scores, anchors, low, high, strict=True):
        left = min(LEFT, int(anchor - least))
        right = min(RIGHT, int(most - anchor - 1))
        start = int(anchor) - left + int(row[LEFT - left : LEFT + 1, 0].argmax())
        end = int(anchor) + int(row[LEFT : LEFT + right + 1, 1].argmax()) + 1
        found.append((start, end))
    return found
