"""Lines of a paragraph put together, with words that were broken at a line's end made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.readers.lines import HYPHEN

__all__ = ["glue", "whole_words"]

_HYPHENS = "-\u2010" + HYPHEN
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Only such as are seldom a mere syllable, which "re", "inter" and "mid" often are.
_PREFIXES = frozenset({
    "non", "self", "anti", "quasi", "well", "vice", "all", "half", "high", "low", "long", "short",
    "cross", "two", "three", "four", "five",
})  # fmt: skip


def whole_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the words and compounds that stand whole in the lines, in small letters."""
    return frozenset(
        word.lower() for line in lines for word in _WORD.findall(line.rstrip(_HYPHENS))
    )


def glue(before: str, after: str, words: frozenset[str]) -> tuple[str, str]:
    """Join a line to the next: return the line's end as it should be, and what goes between.

    A hyphen at the end goes where the word without it stands elsewhere in the document, stays
    where the compound does, stays before a capital, and goes otherwise but for a few prefixes.

    Examples
    --------
    >>> glue("the com-", "mission met", frozenset())
    ('the com', '')
    >>> glue("the PMOI-", "MEK", frozenset())
    ('the PMOI-', '')
    """
    if not before.endswith(tuple(_HYPHENS)) or before.endswith((" -", "--")):
        return before, " "
    bare = before.rstrip(_HYPHENS)
    heads = _WORD.findall(bare)
    tail = _WORD.match(after)
    if not heads or not tail or not bare.endswith(heads[-1]):
        return bare + "-", ""
    head, rest = heads[-1], tail.group()
    if rest[0].isupper() or f"{head}-{rest}".lower() in words:
        return bare + "-", ""
    if (head + rest).lower() in words:
        return bare, ""
    return bare + ("-" if head.lower() in _PREFIXES or "-" in head else ""), ""
