"""Where spans stand to one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graph.model import Span


def sentence_of(sentences: Sequence[Span], span: Span) -> int | None:
    """Return the index of the sentence that covers ``span``, or ``None``; O(log n)."""
    index = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 and sentences[index].covers(span) else None
