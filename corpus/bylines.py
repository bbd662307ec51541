"""Who wrote a text, from its byline; what is a person's name and what is not."""

from __future__ import annotations

import re

__all__ = ["byline", "names_in_byline"]

_PARTICLE = (
    r"(?:al|el|bin|ibn|bint|ben|abu|de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|y|e)"
)
_PART = r"(?:(?:[AaEe][lL]-|d'|d’)?[^\W\d_a-z][\w'’-]*\.?)"
_NAME = rf"{_PART}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_PART}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:\s*,\s*|\s+(?:and|&|und|et|y)\s+|\s*,\s*and\s+){_NAME}){{0,5}}"
# A small "by" may be a wrapped line of a sentence, so nothing may follow the names then.
_BYLINE = re.compile(
    rf"(?:By|BY|Von|Par|Por)\s+(?P<names>{_NAMES})(?:(?:\s*[,|(–—]|\s+in\s)[^.!?]{{0,80}})?\.?"
    rf"|(?:by|von|par|por)\s+(?P<bare>{_NAMES})"
)
_SPLIT = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_NOBODY = re.compile(
    r"\b(?:staff|correspondents?|reporters?|desk|editors?|editorial|newsroom|agencies|agency|"
    r"writers?|team|admin|administrator|special|our|the|contributor|user|unknown|author|"
    r"microsoft|office|owner|default|python-docx|guest|anonymous)\b",
    re.IGNORECASE,
)
_LONGEST = 160


def byline(line: str) -> tuple[str, ...] | None:
    """Return the names in a line that is a byline, or None when it is none.

    Examples
    --------
    >>> byline("By Ana Bell and Omar al-Rashid in Geneva")
    ('Ana Bell', 'Omar al-Rashid')
    >>> byline("By noon the square was empty.") is None
    True
    """
    match = _BYLINE.fullmatch(line) if len(line) <= _LONGEST else None
    return names_in_byline(match["names"] or match["bare"]) if match else None


def names_in_byline(names: str) -> tuple[str, ...]:
    """Split "A, B and C" into names, leaving out what names nobody ("Staff Reporter")."""
    parts = [part.strip(" .,") for part in _SPLIT.split(names[:1_000])]
    kept = [_in_mixed_case(part) for part in parts if part and not _NOBODY.search(part)]
    return tuple(dict.fromkeys(kept))


def _in_mixed_case(name: str) -> str:
    return name.title() if name.isupper() and " " in name else name
