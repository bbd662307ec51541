"""Readers, one module a format: bytes in, text and what the format tells about it out."""

from __future__ import annotations

from corpus.readers.base import Extracted, Reader
from corpus.readers.registry import reader_for

__all__ = ["Extracted", "Reader", "reader_for"]
