"""Documents in: files to text with offsets, metadata and marked boilerplate.

Nothing here knows about names, graphs or cases.

Examples
--------
>>> document = read_bytes(b"The commission met.", "note.txt")
>>> document.quote(4, 14, context=4)
Quote(exact='commission', prefix='The ', suffix=' met')
"""

from __future__ import annotations

from corpus.document import Document, Quote, SetAside, document_id, quote, sha256_text
from corpus.errors import (
    CorpusError,
    EmptyFile,
    LockedFile,
    NoText,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from corpus.limits import Limits
from corpus.reading import read, read_bytes, read_noted

__all__ = [
    "CorpusError",
    "Document",
    "EmptyFile",
    "Limits",
    "LockedFile",
    "NoText",
    "Quote",
    "SetAside",
    "TooLarge",
    "UnreadableFile",
    "UnsupportedFormat",
    "document_id",
    "quote",
    "read",
    "read_bytes",
    "read_noted",
    "sha256_text",
]
