"""What the resolution of identities is told about each document."""

from __future__ import annotations

from collections.abc import Mapping

from corpus import Document
from graph.identity.profiles import Source


def sources(
    documents: Mapping[str, Document], reprint_groups: Mapping[str, str]
) -> dict[str, Source]:
    """Return, by document id, its text, its group of reprints and the year it was published."""
    return {
        document_id: Source(
            text=document.text,
            group=reprint_groups.get(document_id, document_id),
            year=_year(document.published),
        )
        for document_id, document in documents.items()
    }


def _year(published: str | None) -> int | None:
    """Return the year of an EDTF date, if it begins with one."""
    digits = (published or "")[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None
