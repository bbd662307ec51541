"""Changes in words, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from graph.cli.common import count_of
from graph.query.wording import decision_words

__all__ = ["changes", "decision_words"]

NOUNS = {"entity": "entity", "mention": "mention", "claim": "claim", "evidence": "passage"}


def changes(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """Return what there is more and less of, such as `-1 entity, +2 claims`; `""` for nothing."""
    found = [
        count_of(after[kind] - before[kind], noun, sign=True)
        for kind, noun in NOUNS.items()
        if after[kind] != before[kind]
    ]
    return ", ".join(found)
