"""Figures as the scorecard keeps them."""

from __future__ import annotations

from typing import Any

#: Set -> row -> {p, r, f in per cent, n of the gold}.
Figures = dict[str, dict[str, Any]]


def figures(
    right: float, found: int, gold: int, *, covered: float | None = None
) -> dict[str, float]:
    """Return precision, recall and F1 in per cent, and how many the gold has.

    ``covered`` is how many of the gold were found, where that need not be how many of those found
    are right.
    """
    precision = 100 * right / found if found else 0.0
    recall = 100 * (right if covered is None else covered) / gold if gold else 0.0
    both = precision + recall
    return {
        "p": round(precision, 1),
        "r": round(recall, 1),
        "f": round(2 * precision * recall / both if both else 0.0, 1),
        "n": gold,
    }
