"""Bytes to characters: byte order marks, what a file declares, then what its bytes look like."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from corpus.errors import UnsupportedFormat

__all__ = ["Decoded", "decode"]

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
# Letters of a single-byte encoding that are cp1252 in all likelihood: Latin text in a file
# too short for statistics is far more often this than any of its cousins.
_WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôõöøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝŸ‘’“”–—…«»„‚•€£§©°¿¡\xa0"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in; `sure` is False where that was guessed."""

    text: str
    encoding: str
    sure: bool


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data`.

    Parameters
    ----------
    data
        The whole file.
    declared
        The encoding that the file or its envelope names, believed only if it fits.

    Raises
    ------
    UnsupportedFormat
        If the bytes are no text in any encoding that fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, True)
    wide = _utf16_without_mark(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, False)
    _refuse_binary(data)
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return Decoded(data.decode(encoding), encoding.lower(), True)
        except (LookupError, UnicodeError):
            continue
    return _damaged_utf8(data) or _guess(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognise Latin text in UTF-16: every second byte is NUL nearly everywhere."""
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    """Refuse what is plainly not text; a few stray NULs in a text are let through."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes([c])) for c in range(32) if c not in b"\t\n\v\f\r\x1b")
    if controls > max(2, len(sample) // 100):
        raise UnsupportedFormat(
            "the file holds binary data, not text",
            "Convert it to text, PDF, HTML, DOCX or Markdown and add it again",
        )


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Keep UTF-8 with a few broken bytes as UTF-8, the broken ones as U+FFFD."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - broken
    if good >= 5 * broken:
        return Decoded(text, "utf-8", False)
    return None


def _guess(data: bytes) -> Decoded:
    western = data.decode("cp1252", "replace")
    high = [c for c in western if c > "\x7f"]
    if len(high) <= 0.3 * len(western) and all(c in _WESTERN for c in high):
        return Decoded(western, "cp1252", False)
    best = from_bytes(data).best()
    if best is None:
        raise UnsupportedFormat(
            "the file's character encoding cannot be told",
            "Save it as UTF-8 and add it again",
        )
    return Decoded(str(best), best.encoding, False)
