"""Where quotation marks open and close."""

from __future__ import annotations

import re

from graph.model import Span

MAX_QUOTE_CHARACTERS = 3000
_OPENING = re.compile(r"[“„«]|(?:(?<=\s)|(?<=^)|(?<=[(\[]))(?:[\"‘]|''|``)(?=[^\s'])")
_CLOSING = {
    "“": ("”",), "„": ("“", "”"), "«": ("»",), '"': ('"',), "‘": ("’",), "''": ("''",),
    "``": ("''",),
}  # fmt: skip


def quotations(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, the marks inside, in text order.

    A quotation ends at its closing mark, or with its paragraph; one that a paragraph leaves open
    goes on to the next when that begins with an opening mark. A straight mark after a comma or a
    full stop closes a curved one. An apostrophe inside a word, a mark after a number (inches) and
    the mark before a whole line whose own marks are doubled (a cell of a table) open and close
    nothing.
    """
    found: list[Span] = []
    position = 0
    while opening := _OPENING.search(text, position):
        start, mark = opening.start(), opening[0]
        if mark == '"' and _opens_cell(text, start):
            position = start + 1
            continue
        end = _end_of_quotation(text, start, mark)
        if end is not None and end - start > 2:
            found.append(Span(start, end))
            position = end
        else:
            position = start + 1
    return tuple(found)


def _end_of_quotation(text: str, start: int, mark: str) -> int | None:
    position = start + len(mark)
    while position < min(len(text), start + MAX_QUOTE_CHARACTERS):
        character = text[position]
        if text.startswith(_CLOSING[mark], position):
            inside_word = mark == "‘" and text[position + 1 : position + 2].isalpha()
            if not inside_word:
                return position + len(_CLOSING[mark][0])
        if mark == "“" and character == '"' and _ends_words(text, position):
            return position + 1
        if character == "\n":
            after = position + len(text[position:]) - len(text[position:].lstrip())
            if mark not in "“„«":
                return None
            if text[after : after + 1] != mark:
                return position
            position = after
        position += 1
    return None


def _opens_cell(text: str, start: int) -> bool:
    """Whether a straight mark begins a line in which others are doubled: a cell of a table."""
    line = text[start + 1 :].partition("\n")[0]
    return text[:start].rpartition("\n")[2].strip() == "" and '""' in line


def _ends_words(text: str, position: int) -> bool:
    """Whether a straight mark closes: behind a comma or a full stop, and before a blank."""
    after = text[position + 1 : position + 2]
    return text[position - 1] in ",.?!" and (not after or after.isspace())
