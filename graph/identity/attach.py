"""Anchors of decisions, found again among the mentions of today's readings."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from corpus import Document
from graph.identity.constraints import MentionKey
from graph.model import Anchor, FoundMention, Reading

LEAST_OVERLAP = 0.25
"""The least share of the letters of anchor and mention together that they have in common."""

_FORMS = {"named": 0, "nominal": 1, "pronoun": 2}


class Places:
    """Finds the mentions that anchors mean.

    Parameters
    ----------
    documents : mapping of str to Document
        Those that count, by id.
    readings : mapping of str to Reading
        Their active readings, by document id.

    Notes
    -----
    An anchor names a place in a text, and several documents may hold the same text: it means the
    mention at that place in each of them. Where the borders of mentions have changed, it means
    the mention that shares most letters with it, if they share enough.
    """

    def __init__(self, documents: Mapping[str, Document], readings: Mapping[str, Reading]) -> None:
        self._documents = documents
        self._readings = readings
        self._by_text: dict[str, list[str]] = defaultdict(list)
        for document_id in sorted(documents):
            self._by_text[documents[document_id].text_sha256].append(document_id)
        self._longest: dict[str, int] = {}

    def text(self, document_id: str) -> str:
        """Return the text of a document."""
        return self._documents[document_id].text

    def reading(self, document_id: str) -> Reading | None:
        """Return the reading of a document, if there is one."""
        return self._readings.get(document_id)

    def documents_of(self, anchor: Anchor) -> tuple[str, ...]:
        """Return the documents in whose text the anchor's words stand where it says."""
        return tuple(
            document_id
            for document_id in self._by_text.get(anchor.text_sha256, ())
            if self._documents[document_id].text[anchor.start : anchor.end] == anchor.exact
        )

    def mentions_of(self, anchor: Anchor) -> tuple[MentionKey, ...]:
        """Return the mentions that an anchor means, one a document at most, by document."""
        found = (
            (document_id, self._best(document_id, anchor))
            for document_id in self.documents_of(anchor)
        )
        return tuple((document, index) for document, index in found if index is not None)

    def _best(self, document_id: str, anchor: Anchor) -> int | None:
        reading = self._readings.get(document_id)
        if reading is None or not reading.mentions:
            return None
        mentions = reading.mentions
        if document_id not in self._longest:
            self._longest[document_id] = max(m.end - m.start for m in mentions)
        earliest = anchor.start - self._longest[document_id]
        index = bisect_left(mentions, earliest, key=lambda mention: mention.start)
        best: tuple[float, int, int, int] | None = None
        while index < len(mentions) and mentions[index].start < anchor.end:
            mention = mentions[index]
            overlap = _overlap(anchor, mention)
            if overlap >= LEAST_OVERLAP:
                rank = (-overlap, _FORMS[mention.form], mention.start, index)
                best = rank if best is None or rank < best else best
            index += 1
        return None if best is None else best[3]


def _overlap(anchor: Anchor, mention: FoundMention) -> float:
    """Return the letters that both have over the letters that either has, in [0, 1]."""
    shared = min(anchor.end, mention.end) - max(anchor.start, mention.start)
    either = max(anchor.end, mention.end) - min(anchor.start, mention.start)
    return max(0, shared) / either
