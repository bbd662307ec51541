"""Which words the network reads together: passages of whole sentences, windows of long ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` read together, of which ``[keep_from, keep_to)`` are kept."""

    start: int
    end: int
    keep_from: int
    keep_to: int
    pieces: int


def windows(
    counts: Sequence[int], start: int, end: int, *, limit: int, overlap: int
) -> list[Window]:
    """Cut the words ``[start, end)`` into overlapping windows.

    Parameters
    ----------
    counts
        Pieces of each word of the document.
    start, end
        The words of one passage.
    limit
        Most pieces in a window, without the two marks around it.
    overlap
        Words that neighbouring windows share; each is kept from the window in which it is
        further from the edge.

    Returns
    -------
    list of Window
        In order; what they keep covers every word once.
    """
    found: list[Window] = []
    first, keep_from = start, start
    while True:
        last, pieces = first, 0
        while last < end and (pieces + counts[last] <= limit or last == first):
            pieces += counts[last]
            last += 1
        if last == end:
            found.append(Window(first, end, keep_from, end, pieces))
            return found
        shared = min(overlap, (last - first) // 2)
        while shared and sum(counts[last - shared : last + 1]) > limit:
            shared -= 1  # the next window must reach a new word
        keep_to = last - shared // 2
        found.append(Window(first, last, keep_from, keep_to, pieces))
        first, keep_from = last - shared, keep_to


def passages(counts: Sequence[int], starts: Sequence[int], *, most: int) -> list[tuple[int, int]]:
    """Join neighbouring sentences into passages of at most ``most`` pieces.

    Parameters
    ----------
    counts
        Pieces of each word.
    starts
        First word of each sentence, ascending.
    most
        Most pieces of a passage; a longer sentence is a passage by itself.

    Returns
    -------
    list of (int, int)
        First word of each passage and the end of its last.
    """
    found: list[tuple[int, int]] = []
    before = [0, *accumulate(counts)]
    for start, end in pairwise([*starts, len(counts)]):
        if found and before[end] - before[found[-1][0]] <= most:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
