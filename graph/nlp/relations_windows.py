"""Passages of a document in which relations are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

#: Words and entities of one passage at most, and words of one of its parts.
WORDS: Final = 320
ENTITIES: Final = 40
PART: Final = 120


def parts(starts: Sequence[int], words: int, owners: Sequence[int]) -> list[tuple[int, int]]:
    """Cut a document into sentences, and long or crowded ones into pieces.

    Parameters
    ----------
    starts
        First word of each sentence, ascending.
    words
        Words of the document.
    owners
        For each word its entity, or -1.

    Returns
    -------
    list of (int, int)
        Words ``[start, end)``; no piece cuts an entity's mention unless that is longer than it.
    """
    found: list[tuple[int, int]] = []
    for start, end in pairwise([*starts, words]):
        first, seen = start, set[int]()
        for i in range(start, end):
            fresh = owners[i] >= 0 and owners[i] not in seen
            full = i - first >= PART or (fresh and len(seen) >= ENTITIES // 2)
            inside = i > first and owners[i] >= 0 and owners[i] == owners[i - 1]
            if i > first and full and (not inside or i - first >= 2 * PART):
                found.append((first, i))
                first, seen = i, set()
            if owners[i] >= 0:
                seen.add(owners[i])
        found.append((first, end))
    return found


def windows(cut: Sequence[tuple[int, int]], owners: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring parts into overlapping passages.

    Each passage goes on after about two thirds of the last, so that two entities that stand
    within a third of a passage of each other are read together somewhere.

    Returns
    -------
    list of (int, int)
        Words ``[start, end)``, in order; together they cover all parts.
    """
    inside = [{o for o in owners[a:b] if o >= 0} for a, b in cut]
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(cut):
        last, seen = first, set[int]()
        while last < len(cut) and (
            last == first
            or (cut[last][1] - cut[first][0] <= WORDS and len(seen | inside[last]) <= ENTITIES)
        ):
            seen |= inside[last]
            last += 1
        found.append((cut[first][0], cut[last - 1][1]))
        if last == len(cut):
            break
        onward = (cut[first][0] + 2 * cut[last - 1][1]) // 3
        first += 1
        while first < last and cut[first][0] < onward:
            first += 1
    return found
