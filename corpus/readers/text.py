"""Plain text in any encoding.

The stored text is the decoded file in the form of `corpus.plain`: newlines made one, and the
newlines of paragraphs wrapped by hand turned into spaces, which moves no offset.
"""

from __future__ import annotations

from corpus.decoding import decode
from corpus.limits import Deadline, Limits
from corpus.plain import clean, unwrap
from corpus.readers.base import Extracted

__all__ = ["extract"]


def extract(data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
    """Read a text file."""
    decoded = decode(data)
    limits.check_characters(len(decoded.text))
    deadline.check()
    notes = () if decoded.sure else (f"encoding guessed: {decoded.encoding}",)
    return Extracted(text=unwrap(clean(decoded.text)), notes=notes)
