"""Dependency trees from arc scores: the maximum spanning tree with one root.

Most sentences need no search: where the best head of every word already makes a tree with one
root, it is the best tree. The others go through Chu-Liu and Edmonds' contraction of cycles. That
only one word may hang on the root is had by lowering all root arcs by more than any tree could
gain elsewhere, so that the best tree takes as few of them as it can, which is one.

References
----------
Chu and Liu 1965; Edmonds 1967; Stanojević and Cohen, "A root of a problem", 2021.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Score of an arc that must not be taken (a word on itself).
NEVER = -1e9


def best_heads(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the heads of the best tree of one sentence.

    Parameters
    ----------
    scores
        (words, words + 1): how well word i hangs on the root (column 0) or on word j (column
        j + 1). Its diagonal, a word on itself, is never taken.

    Returns
    -------
    (words,) int64
        For each word 0 for the root, else the number of its head, from 1.

    Notes
    -----
    Complexity is words squared where the greedy heads make a tree, and otherwise words squared
    for each cycle contracted.
    """
    size = len(scores)
    arcs = scores.astype(np.float64)
    arcs[np.arange(size), np.arange(1, size + 1)] = NEVER
    heads: NDArray[np.int64] = arcs.argmax(1)
    if is_tree(heads):
        return heads
    spread = arcs.max() - arcs[arcs > NEVER / 2].min()
    arcs[:, 0] -= (spread + 1.0) * (size + 1)
    full = np.vstack([np.full(size + 1, NEVER), arcs])
    return _contract(full)[1:]


def best_heads_of_many(scores: NDArray[np.float32], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the heads of the best trees of several sentences.

    Parameters
    ----------
    scores
        (sentences, words, words + 1), as for :func:`best_heads`, each sentence in the upper
        left corner. What lies outside must be lower than any score inside.
    sizes
        Words of each sentence.

    Returns
    -------
    (sentences, words) int64
        Heads as :func:`best_heads` gives them; 0 past a sentence's end.
    """
    count, most, _ = scores.shape
    words = np.arange(most)
    arcs = scores.copy()
    arcs[:, words, words + 1] = NEVER
    heads: NDArray[np.int64] = arcs.argmax(2)
    within = words < sizes[:, None]
    heads[~within] = 0
    up = np.zeros((count, most + 1), np.int64)
    up[:, 1:] = heads
    for _ in range(int(most).bit_length()):
        up = np.take_along_axis(up, up, 1)
    good = ~up.any(1) & (((heads == 0) & within).sum(1) == 1)
    for i in np.flatnonzero(~good).tolist():
        size = int(sizes[i])
        heads[i, :size] = best_heads(scores[i, :size, : size + 1])
    return heads


def is_tree(heads: NDArray[np.int64]) -> bool:
    """Say whether heads (0 the root, else words from 1) make a tree with one root."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    up = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        up = up[up]  # twice as far up each time; what hangs on the root ends at 0
    return not up.any()


def _contract(arcs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the heads of the best tree over nodes 0 (the root, whose head is 0) and others."""
    heads: NDArray[np.int64] = arcs.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    size = len(arcs)
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    gain = arcs[cycle] - arcs[cycle, heads[cycle]][:, None]
    enter = gain[:, outside].argmax(0)
    leave = arcs[np.ix_(outside, cycle)].argmax(1)
    rest = len(outside)
    small = np.full((rest + 1, rest + 1), NEVER)
    small[:rest, :rest] = arcs[np.ix_(outside, outside)]
    small[rest, :rest] = gain[enter, outside]
    small[:rest, rest] = arcs[outside, cycle[leave]]
    small[0] = NEVER
    found = _contract(small)
    whole = heads.copy()
    for new, old in enumerate(outside.tolist()[1:], 1):
        head = int(found[new])
        whole[old] = cycle[leave[new]] if head == rest else outside[head]
    source = int(found[rest])
    whole[cycle[enter[source]]] = outside[source]
    return whole


def _cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return the nodes of one cycle, or None; node 0 hangs on itself and is none."""
    seen = np.zeros(len(heads), np.int64)
    for node in range(1, len(heads)):
        at = node
        while at and not seen[at]:
            seen[at] = node
            at = int(heads[at])
        if at and seen[at] == node:
            found = [at]
            while (at := int(heads[at])) != found[0]:
                found.append(at)
            return np.array(found)
    return None
