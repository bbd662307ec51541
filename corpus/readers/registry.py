"""Which module reads which format; each is imported when first needed."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from corpus.readers.base import Reader
from corpus.sniffing import Format

__all__ = ["reader_for"]


def reader_for(format: Format) -> Reader:
    """Return the reader of a format."""
    return cast(Reader, import_module(f"corpus.readers.{format}").extract)
