"""Dependency trees from arc scores: the maximum spanning tree with one root.

Most sentences need no search: where the best head of every word already makes a tree with one
root, it is the best tree. The others go through Chu-Liu and Edmonds' contraction of cycles, in
Tarjan's order. That
only one word may hang on the root is had by lowering all root arcs by more than any tree could
gain elsewhere, so that the best tree takes as few of them as it can, which is one.

References
----------
Chu and Liu 1965; Edmonds 1967; Tarjan 1977; Stanojević and Cohen, "A root of a problem", 2021.
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
    Complexity is words squared where the greedy heads make a tree, and otherwise words times
    the members of all cycles.
    """
    size = len(scores)
    arcs = scores.astype(np.float64)
    arcs[np.arange(size), np.arange(1, size + 1)] = NEVER
    heads: NDArray[np.int64] = arcs.argmax(1)
    if is_tree(heads):
        return heads
    spread = arcs.max() - arcs[arcs > NEVER / 2].min()
    arcs[:, 0] -= (spread + 1.0) * (size + 1)
    return _arborescence(np.vstack([np.full(size + 1, NEVER), arcs]))[1:]


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


def _arborescence(arcs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the heads of the best tree over nodes 0 (the root, whose head is 0) and others.

    From a node one climbs best arcs. Where they close a cycle, its nodes become one, whose arcs
    cost what leaving the cycle's own best arcs costs; where they reach the root or a node that
    was settled before, all that was climbed is settled. At the end each cycle is opened where
    the arc into it arrives.
    """
    size = len(arcs)
    rows = list(arcs)
    ends = [np.full(size, node) for node in range(size)]  # which member an arc arrives at
    outer = np.arange(size)  # the outermost cycle, or else itself, that a node is in
    inside: dict[int, int] = {}  # the cycle that a node or cycle is a member of
    best: dict[int, float] = {}
    head, end = {0: 0}, {0: 0}
    settled = {0}
    for first in range(1, size):
        at = int(outer[first])
        path: list[int] = []
        while at not in settled:
            if at in path:
                members = path[path.index(at) :]
                del path[path.index(at) :]
                at = len(rows)
                gains = np.stack([rows[member] - best[member] for member in members])
                which = gains.argmax(0)
                row = gains[which, np.arange(size)]
                ends.append(np.stack([ends[member] for member in members])[which, np.arange(size)])
                within = np.isin(outer, members)
                outer[within] = at
                row[within] = NEVER
                rows.append(row)
                inside.update(dict.fromkeys(members, at))
            path.append(at)
            head[at] = int(rows[at].argmax())
            best[at] = rows[at][head[at]]
            end[at] = int(ends[at][head[at]])
            at = int(outer[head[at]])
        settled.update(path)
    for cycle in range(len(rows) - 1, size - 1, -1):
        member = end[cycle]
        while inside[member] != cycle:
            member = inside[member]
        head[member], end[member] = head[cycle], end[cycle]
    return np.array([head[node] for node in range(size)])
