"""Sentences of a document's body: what is set aside belongs to none."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from corpus import Document
from graph.model import Span


def body_sentences(document: Document, doc: Doc) -> tuple[Span, ...]:
    """Return the sentences in text order, trimmed of white space and of set-aside stretches.

    A sentence that a set-aside stretch (a running header, say) falls into is cut there.
    """
    found: list[Span] = []
    for sentence in doc.sents:
        for start, end in _without(document, sentence.start_char, sentence.end_char):
            piece = document.text[start:end]
            left = len(piece) - len(piece.lstrip())
            right = len(piece.rstrip())
            if left < right:
                found.append(Span(start + left, start + right))
    return tuple(found)


def _without(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    for aside in document.set_aside:
        if aside.end <= start or aside.start >= end:
            continue
        if start < aside.start:
            yield start, aside.start
        start = aside.end
    if start < end:
        yield start, end
