"""Passages for showing: a claim's quote cut into marked pieces, with the words around it.

All cutting is done here, in code points, so that the page itself needs no offsets (a browser
counts in UTF-16 code units). The quote's own characters are never changed; in the words around it
line breaks are smoothed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.edtf import when_words
from graph.explore.words import flat, shorten, speaker_words, way

CONTEXT = 300
"""Code points of context on each side of a passage."""
MARKS = ("subject", "object", "value", "when", "trigger")
"""Kinds of marked words; where two overlap, the earlier one shows."""

Document = Mapping[str, object]
Record = dict[str, Any]

_PARAGRAPH = re.compile(r"[^\S\n]*\n\s*\n\s*")
_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")


class Shelf:
    """The documents and passages that a page needs, each held once and named by its number.

    Parameters
    ----------
    documents : mapping of str to mapping
        Documents by id, as exported (``text`` may be absent).
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._document_numbers: dict[str, int] = {}
        self._passage_numbers: dict[tuple[object, ...], int] = {}
        self.documents: list[Record] = []
        self.passages: list[Record] = []

    def document(self, key: str, content_sha256: str = "") -> int:
        """Return the number of a document, keeping what the page says about it."""
        if key not in self._document_numbers:
            self._document_numbers[key] = len(self.documents)
            self.documents.append(_about(key, self._documents.get(key, {}), content_sha256))
        return self._document_numbers[key]

    def passage(self, evidence: Mapping[str, Any]) -> int:
        """Return the number of the passage that a piece of evidence points to."""
        key = str(evidence.get("document", ""))
        start, end = _ends(evidence.get("position"))
        exact = _exact(evidence)
        identity = (key, start, end, exact)
        if identity not in self._passage_numbers:
            self._passage_numbers[identity] = len(self.passages)
            number = self.document(key, str(evidence.get("content_sha256") or ""))
            before, after, stands = self._around(key, start, end, evidence)
            self.passages.append(
                {
                    "document": number,
                    "page": evidence.get("page"),
                    "before": before,
                    "quote": exact,
                    "after": after,
                    "stands": stands,
                }
            )
        return self._passage_numbers[identity]

    def words(self, key: str, span: Mapping[str, Any] | None) -> str:
        """Return the words of a document that a span covers, or nothing if they are not known."""
        text = self._documents.get(key, {}).get("text")
        start, end = _ends(span)
        return text[start:end] if isinstance(text, str) and end > start else ""

    def _around(
        self, key: str, start: int, end: int, evidence: Mapping[str, Any]
    ) -> tuple[str, str, bool]:
        """Return the words before and after a passage, and whether its quote stands there."""
        text = self._documents.get(key, {}).get("text")
        quote = evidence.get("quote")
        kept = quote if isinstance(quote, Mapping) else {}
        if not isinstance(text, str):
            return str(kept.get("prefix") or ""), str(kept.get("suffix") or ""), True
        if text[start:end] != _exact(evidence):
            return str(kept.get("prefix") or ""), str(kept.get("suffix") or ""), False
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        if start > CONTEXT:
            before = "…" + before[_first_break(before) :]
        if end + CONTEXT < len(text):
            after = after[: len(after) - _first_break(after[::-1])] + "…"
        return smooth(before), smooth(after), True


def show_evidence(
    evidence: Mapping[str, Any],
    shelf: Shelf,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
) -> Record:
    """Return a piece of evidence in the form in which the page shows it.

    Parameters
    ----------
    evidence : mapping
        Evidence as exported; of keys other than ``document``, ``position`` and ``quote`` any
        may be absent.
    shelf : Shelf
        Where its document and passage are kept.
    names : mapping of str to sequence of str, optional
        Names to mark by ``subject`` and ``object``, used where the evidence has no spans.

    Returns
    -------
    dict
        ``passage`` (number), ``pieces`` (``{text, mark, via}``, together the exact quote),
        ``who``, ``modality``, ``made_by`` and ``group``.
    """
    key = str(evidence.get("document", ""))
    exact = _exact(evidence)
    start, _ = _ends(evidence.get("position"))
    spans = evidence.get("spans")
    marks: list[tuple[int, int, str, str]] = []
    if isinstance(spans, Mapping):
        for kind in MARKS:
            span = spans.get(kind)
            if isinstance(span, Mapping):
                left, right = _ends(span)
                via = flat(shelf.words(key, span.get("via")))
                marks.append((left - start, right - start, kind, shorten(via, 80)))
    elif names:
        marks = list(_find(exact, names))
    made = evidence.get("generated_by")
    parts = (made.get(name) for name in ("component", "version", "rule")) if made else ()
    return {
        "passage": shelf.passage(evidence),
        "pieces": cut(exact, marks),
        "who": [
            {
                "name": flat(speaker_words(speaker)),
                "entity": speaker.get("entity"),
                "way": way(str(speaker.get("how") or "")) if speaker.get("name") else "",
            }
            for speaker in evidence.get("attributed_to") or ()
        ],
        "modality": evidence.get("modality"),
        "made_by": " ".join(str(part) for part in parts if part),
        "group": evidence.get("independence_group"),
    }


def cut(text: str, marks: Iterable[tuple[int, int, str, str]]) -> list[Record]:
    """Cut a text into pieces, each with the mark that covers it.

    Parameters
    ----------
    text : str
        The quote.
    marks : iterable of (start, end, kind, via)
        Offsets are code points into ``text``; what lies outside it is left out. Of overlapping
        marks the earlier one shows. ``via`` is the name that the marked words stand for.

    Returns
    -------
    list of dict
        ``text``, and ``mark`` and ``via`` where there are any. The texts joined are ``text``.

    Examples
    --------
    >>> cut("He left.", [(0, 2, "subject", "Ann Ho")])
    [{'text': 'He', 'mark': 'subject', 'via': 'Ann Ho'}, {'text': ' left.'}]
    """
    cover: list[int | None] = [None] * len(text)
    held = [mark for mark in marks if 0 <= mark[0] < mark[1] <= len(text)]
    for number, (start, end, _, _) in enumerate(held):
        for at in range(start, end):
            if cover[at] is None:
                cover[at] = number
    pieces: list[Record] = []
    at = 0
    while at < len(text):
        stop = at
        while stop < len(text) and cover[stop] == cover[at]:
            stop += 1
        piece: Record = {"text": text[at:stop]}
        number_here = cover[at]
        if number_here is not None:
            _, end, kind, via = held[number_here]
            piece["mark"] = kind
            if via and stop == end:
                piece["via"] = via
        pieces.append(piece)
        at = stop
    return pieces


def _find(text: str, names: Mapping[str, Sequence[str]]) -> Iterable[tuple[int, int, str, str]]:
    """Find where names stand in a text: for each kind the longest one that occurs, first place."""
    for kind, spellings in names.items():
        for name in sorted(set(spellings), key=lambda name: (-len(name), name)):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name else None
            if found:
                yield found.start(), found.end(), kind, ""
                break


def _about(key: str, document: Document, content_sha256: str) -> Record:
    """Return what the page says about a document; its text is not part of it."""
    paths = document.get("paths")
    authors = document.get("authors")
    files = [str(path) for path in paths] if isinstance(paths, (list, tuple)) else []
    published = str(document.get("published") or "")
    return {
        "id": key,
        "title": flat(document.get("title") or (files[0].rpartition("/")[2] if files else key)),
        "publisher": flat(document.get("publisher") or ""),
        "published": when_words(published),
        "authors": [flat(name) for name in authors] if isinstance(authors, (list, tuple)) else [],
        "files": files,
        "sha256": str(document.get("content_sha256") or content_sha256),
        "language": str(document.get("language") or ""),
    }


def _exact(evidence: Mapping[str, Any]) -> str:
    quote = evidence.get("quote")
    return str(quote.get("exact") or "") if isinstance(quote, Mapping) else str(quote or "")


def _ends(span: object) -> tuple[int, int]:
    if not isinstance(span, Mapping):
        return 0, 0
    return int(span.get("start") or 0), int(span.get("end") or 0)


def _first_break(text: str) -> int:
    """Return where the first whole word begins, if that is soon."""
    for at, character in enumerate(text[:40]):
        if character.isspace():
            return at + 1
    return 0


def smooth(text: str) -> str:
    """Join the lines of a paragraph; keep the breaks between paragraphs."""
    return "\n".join(_BREAK.sub(" ", part) for part in _PARAGRAPH.split(text))
