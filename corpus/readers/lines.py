"""A line of type on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HYPHEN", "Line", "measured", "same_size"]

HYPHEN = "\u00ad"
"""Ends a line that was broken inside a word, where the format says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: text, left and right edge, baseline (up is more) and height of type.

    Lengths are in points. A line whose place is not known has the size 0. Lines that run from
    right to left are mirrored: they start at `x0` as well.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float


def same_size(a: Line, b: Line) -> bool:
    """Tell whether two lines are set in type of one size, but for a scan's unevenness."""
    return 0.89 * a.size <= b.size <= 1.12 * a.size


def measured(lines: Sequence[Line]) -> list[Line]:
    """Place lines whose place is not known.

    Where most of a page's lines have their place, one without is put under the one before it;
    otherwise the page is placed anew by counting characters and rows.
    """
    known = [line for line in lines if line.size > 0]
    if len(known) <= 0.7 * len(lines):
        return [
            Line(line.text, 0.0, float(len(line.text)), -1.2 * row, 1.0)
            for row, line in enumerate(lines)
        ]
    left = min((line.x0 for line in known), default=0.0)
    placed: list[Line] = []
    for line in lines:
        before = placed[-1] if placed else known[0]
        guess = Line(line.text, left, before.x1, before.y - before.size, before.size)
        placed.append(line if line.size > 0 else guess)
    return placed
