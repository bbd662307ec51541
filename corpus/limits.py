"""How much of a document is taken before it is refused."""

from __future__ import annotations

import time
from dataclasses import dataclass

from corpus.errors import TooLarge

__all__ = ["Deadline", "Limits"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, on the monotonic clock, after which reading stops."""

    at: float
    seconds: float

    def check(self) -> None:
        """Raise `TooLarge` when the moment has passed; readers call this between pages."""
        if time.monotonic() > self.at:
            raise TooLarge(
                f"reading took longer than {self.seconds:g} seconds",
                "Split the file, or raise the limit max_seconds",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one file. A file beyond one of them is refused, never cut short.

    Attributes
    ----------
    max_bytes
        Size of the file, in bytes.
    max_unpacked_bytes
        Size of all that a packed format (DOCX) unpacks to, in bytes.
    max_parts
        Parts of a packed format or of an e-mail.
    max_pages
        Pages of a paged format.
    max_characters
        Length of the text read from the file, in code points.
    max_seconds
        Time for one file, in seconds. It is looked at between pages and parts, so one
        call into a parser can run past it.
    """

    max_bytes: int = 50_000_000
    max_unpacked_bytes: int = 200_000_000
    max_parts: int = 5_000
    max_pages: int = 2_000
    max_characters: int = 5_000_000
    max_seconds: float = 120.0

    def deadline(self) -> Deadline:
        """Start the clock for one file."""
        return Deadline(time.monotonic() + self.max_seconds, self.max_seconds)

    def check_characters(self, count: int) -> None:
        """Raise `TooLarge` when `count` code points are more than allowed."""
        if count > self.max_characters:
            raise TooLarge(
                f"the text has more than {self.max_characters:,} characters",
                "Split the file, or raise the limit max_characters",
            )
