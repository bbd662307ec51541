"""From a document and its spaCy annotations to a reading; needs no case."""

from __future__ import annotations

from graph.extract.reading import EXTRACTOR_VERSION, read_document, unread

__all__ = ["EXTRACTOR_VERSION", "read_document", "unread"]
