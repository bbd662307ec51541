"""Running headers and footers: lines at the edge of a page that recur on the pages around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from corpus.readers.lines import Line

__all__ = ["running_lines"]

_NUMBER = re.compile(r"\d+")
_NEAR = 4
_EDGE_LINES = 2
_LONGEST = 120


def running_lines(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Return, for each page, the numbers of its lines that are running headers or footers.

    A line is one when a line like it, whatever its numbers, stands at the same edge of two of
    the four pages before or after (of the other page, where there are two). Likeness allows for
    a scan's misreadings.
    """
    edges = [_edges(lines) for lines in pages]
    patterns = [
        [[_pattern(pages[n][i].text) for i in edge] for edge in edges[n]] for n in range(len(pages))
    ]
    found: list[set[int]] = []
    for number in range(len(pages)):
        near = range(max(0, number - _NEAR), min(len(pages), number + _NEAR + 1))
        around = [n for n in near if n != number]
        needed = 1 if len(pages) == 2 else 2
        found.append(
            {
                index
                for side in (0, 1)
                for index, pattern in zip(edges[number][side], patterns[number][side], strict=True)
                if len(pattern) <= _LONGEST
                and sum(any(_alike(pattern, p) for p in patterns[n][side]) for n in around)
                >= needed
            }
        )
    return found


def _edges(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Return the numbers of a page's topmost and bottommost lines."""
    order = sorted(range(len(lines)), key=lambda i: (-lines[i].y, lines[i].x0))
    return order[:_EDGE_LINES], order[-_EDGE_LINES:] if len(order) > _EDGE_LINES else []


def _pattern(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text.lower()).split())


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < 8 or abs(len(a) - len(b)) > 0.3 * max(len(a), len(b)):
        return False
    # Left and right pages carry their number on other sides.
    a, b = a.strip("# "), b.strip("# ")
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= 0.85 and matcher.ratio() >= 0.85
