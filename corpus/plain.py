r"""The one form that text takes before anything else looks at it.

Every reader passes what it read through `clean`, once, before offsets are counted:

- line ends (CR LF, CR, vertical tab, form feed, NEL, U+2028, U+2029) become ``\n``;
- no-break and figure spaces become plain spaces, so that names and numbers are not cut in two
  by an invisible difference;
- soft hyphens, zero-width spaces and stray byte order marks, which show nothing, are dropped
  (the zero-width joiners stay: Persian and Indic spelling needs them);
- NUL, other control characters but tab, lone surrogates and noncharacters become U+FFFD;
- the rest is put in Unicode normal form C.

Formats whose lines may be wrapped by hand (plain text, e-mail) then go through `unwrap`.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

__all__ = ["clean", "unwrap"]

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u2007\u202f]")
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")
_BAD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Narrower than this is verse or a list, wider is text that was never wrapped by hand.
_NARROWEST, _WIDEST = 45, 100
_STARTS_ITEM = re.compile(r"\s|[-*+•–—>|#=_]|\(?\w{1,3}[.)]\s|[A-Z][\w-]*:")


def clean(text: str) -> str:
    r"""Return `text` in the form that is stored; cleaning twice changes nothing.

    Examples
    --------
    >>> clean("one\r\ntwo\x00")
    'one\ntwo\ufffd'
    """
    text = _LINE_END.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _BAD.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)


def unwrap(text: str) -> str:
    r"""Turn the newlines of lines wrapped by hand into spaces; every offset stays as it is.

    A block of lines is taken as wrapped when each of its lines breaks only because the next
    line's first word would not have fitted into the width that the block shows, and when there
    are three such lines at least (or two, where the rest of the text is wrapped at the same
    width). Verse, lists, addresses and text with one line a paragraph stay as they are.

    Examples
    --------
    >>> unwrap("Title\n\nOne line.\nAnother line.")
    'Title\n\nOne line.\nAnother line.'
    """
    lines = text.split("\n")
    blocks = _blocks(lines)
    width = max(
        (_width(lines[a:b]) for a, b in blocks if b - a >= 3 and _is_wrapped(lines[a:b], None)),
        default=None,
    )
    if width is None:
        return text
    joined = list(lines)
    glue = ["\n"] * len(lines)
    for a, b in blocks:
        if _is_wrapped(lines[a:b], width if b - a == 2 else None):
            glue[a : b - 1] = [" "] * (b - 1 - a)
    return "".join(part for pair in zip(joined, glue, strict=True) for part in pair)[:-1]


def _blocks(lines: list[str]) -> list[tuple[int, int]]:
    """Return runs of two or more lines that have words, as half-open line numbers."""
    found: list[tuple[int, int]] = []
    start = 0
    for i, line in enumerate([*lines, ""]):
        if not line.strip() or (_STARTS_ITEM.match(line) and i > start):
            if i - start >= 2:
                found.append((start, i))
            start = i if line.strip() else i + 1
    return found


def _width(block: list[str]) -> int:
    return max(len(line.rstrip()) for line in block)


def _is_wrapped(block: list[str], width: int | None) -> bool:
    if len(block) < 2 or (len(block) == 2 and width is None):
        return False
    width = max(_width(block), width or 0)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    return all(
        len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width
        for line, after in pairwise(block)
    )
