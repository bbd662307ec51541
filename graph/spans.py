"""Where spans stand to one another, and what they are worth as a key."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

from corpus import SetAside
from graph.model import Span


def sentence_of(sentences: Sequence[Span], span: Span) -> int | None:
    """Return the index of the sentence that covers ``span``, or ``None``; O(log n)."""
    index = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 and sentences[index].covers(span) else None


def set_aside_sha256(set_aside: Sequence[SetAside]) -> str:
    """Hash the set-aside spans, which decide with the text what there is to read."""
    spans = ";".join(f"{a.start}-{a.end}" for a in set_aside)
    return hashlib.sha256(spans.encode("ascii")).hexdigest()
