"""What a reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from corpus.document import SetAside
from corpus.limits import Deadline, Limits

__all__ = ["Extracted", "Reader"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What one reader found in one file.

    Attributes
    ----------
    text
        The text, as `corpus.plain.clean` leaves it; offsets below point into it.
    title, publisher, authors, published
        Only what the format states for this purpose (an HTML meta element, a mail header),
        `published` as EDTF.
    weak_title, weak_authors
        What the format holds but often wrongly (the properties of an office file); used when
        neither the format nor the text's first lines tell better.
    language
        The language that the format declares, ISO 639-1. Only a hint.
    pages
        Start of each page.
    set_aside
        Spans known by the format not to be prose (running headers, quoted replies).
    notes
        What a user should know: attachments left out, an encoding guessed.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    weak_title: str | None = None
    weak_authors: tuple[str, ...] = ()
    language: str | None = None
    pages: tuple[int, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """The function ``extract`` of a reader module."""

    def __call__(self, data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
        """Read `data`, the whole file."""
        ...
