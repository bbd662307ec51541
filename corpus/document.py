"""A document as it is kept: its text, where it came from, and places in it.

All offsets are Unicode code points into `Document.text`, half-open ``[start, end)``. The text
is made once, by a reader, and never rewritten afterwards, so that a place found in it today
can be read back in ten years.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.errors import (
    CorpusError,
    EmptyFile,
    LockedFile,
    NoText,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)

__all__ = [
    "CorpusError",
    "Document",
    "EmptyFile",
    "LockedFile",
    "NoText",
    "Quote",
    "SetAside",
    "TooLarge",
    "UnreadableFile",
    "UnsupportedFormat",
    "blanked",
    "disjoint",
    "document_id",
    "quote",
    "sha256_text",
]


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A stretch of text that is not the document's own prose, marked and left in place.

    Attributes
    ----------
    start, end
        Code points into the document's text, half-open.
    why
        What the stretch is, in a few words ("copyright line", "quoted reply").
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a passage and some of the words around it.

    The three parts of a TextQuoteSelector in the W3C Web Annotation Data Model [1]_.

    References
    ----------
    .. [1] https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""One document: metadata, hashes and text.

    Attributes
    ----------
    id
        ``"doc-"`` and the first 16 hexadecimal digits of `content_sha256`.
    content_sha256
        Hash of the file's bytes.
    text_sha256
        Hash of `text` in UTF-8.
    paths
        Where files with these bytes lay, relative to the folder given, with ``/``, sorted.
    media_type
        The kind that the file is, which need not be what its name says.
    title, publisher, authors, published, language
        Metadata; None or empty where the document does not tell. `published` is EDTF with the
        precision known (``2021``, ``2021-03``, ``2021-03-12``), `language` is ISO 639-1.
    pages
        Where each page starts in `text`, ascending; empty where the format has no pages.
    set_aside
        What is not prose, sorted, without overlaps.
    text
        The text. Lines end in ``\n``; it has no lone surrogates and no control characters
        but tab and newline (see `corpus.plain`).
    """

    id: str
    content_sha256: str
    text_sha256: str
    paths: tuple[str, ...]
    media_type: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    pages: tuple[int, ...]
    set_aside: tuple[SetAside, ...]
    text: str

    def page_of(self, offset: int) -> int | None:
        """Return the number of the page, from 1, on which `offset` lies.

        None where the document has no pages. What stands before the first page's start counts
        as page 1.

        Raises
        ------
        IndexError
            If `offset` is outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text of {self.id}")
        if not self.pages:
            return None
        return max(1, bisect_right(self.pages, offset))

    def passage(self, start: int, end: int) -> str:
        """Return the words in ``[start, end)``.

        Raises
        ------
        IndexError
            If the span is empty, turned round or outside the text.
        """
        _check_span(self.text, start, end)
        return self.text[start:end]

    def quote(self, start: int, end: int, *, context: int = 32) -> Quote:
        """Return the passage in ``[start, end)`` with the words around it; see `quote`."""
        return quote(self.text, start, end, context=context)

    def is_set_aside(self, start: int, end: int) -> bool:
        """Tell whether any of ``[start, end)`` lies in a stretch that is set aside."""
        return any(span.start < end and start < span.end for span in self.set_aside)

    def body(self) -> str:
        """Return the text with what is set aside blanked out.

        Each code point set aside becomes a space (newlines stay), so offsets are the same as
        in `text`.
        """
        return blanked(self.text, self.set_aside)


def blanked(text: str, spans: Iterable[SetAside]) -> str:
    """Return `text` with spaces in place of what `spans`, sorted and disjoint, set aside."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts.append(text[at : span.start])
        parts.append("".join("\n" if c == "\n" else " " for c in text[span.start : span.end]))
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def document_id(content_sha256: str) -> str:
    """Return the id of the document whose bytes have this hash."""
    return f"doc-{content_sha256[:16]}"


def sha256_text(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def quote(text: str, start: int, end: int, *, context: int = 32) -> Quote:
    """Quote ``text[start:end]`` with up to `context` code points on either side.

    Parameters
    ----------
    text
        The whole text.
    start, end
        Code points, half-open; the span must hold at least one.
    context
        The most code points to take before and after.

    Raises
    ------
    IndexError
        If the span is empty, turned round or outside the text.

    Examples
    --------
    >>> quote("The judge signed it.", 4, 9, context=4)
    Quote(exact='judge', prefix='The ', suffix=' sig')
    """
    _check_span(text, start, end)
    if context < 0:
        raise ValueError("context cannot be negative")
    return Quote(
        exact=text[start:end],
        prefix=text[max(0, start - context) : start],
        suffix=text[end : end + context],
    )


def disjoint(spans: Iterable[SetAside]) -> tuple[SetAside, ...]:
    """Sort spans and cut away overlaps; where two overlap the one that starts first keeps all.

    Empty spans are left out.
    """
    kept: list[SetAside] = []
    at = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end, s.why)):
        start = max(span.start, at)
        if start < span.end:
            kept.append(SetAside(start, span.end, span.why))
            at = span.end
    return tuple(kept)


def _check_span(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise IndexError(f"[{start}, {end}) is no span of a text of {len(text)} code points")
