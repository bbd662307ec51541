"""Title, publisher, authors and date from a text's first lines, where the format gives none.

Better nothing than something wrong: who published a text becomes the first link in every
chain of attribution drawn from it, so a publisher is taken only where the text names one
plainly, and an author only from a labelled line or a byline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.bylines import byline, names_in_byline
from corpus.dates import DATE, edtf
from corpus.mastheads import (
    DATE_AT_END,
    agency,
    copyright_holder,
    is_masthead,
    named_with_date,
)

__all__ = ["Guess", "guess", "is_meta", "tidy_title"]

_TOP_LINES = 16
_TOP_CHARACTERS = 6_000
_LONGEST_TITLE = 200
_LONGEST_META = 250

_LABELS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "titre", "titel", "título"),
    "author": ("author", "authors", "byline", "written by", "auteur", "autor", "autora", "autore"),
    "publisher": (
        "publisher", "published by", "publication", "source", "éditeur", "herausgeber",
    ),
    "date": (
        "date", "published", "published on", "publication date", "date of publication", "posted",
        "posted on", "issued", "issued on", "dated", "released", "publié le", "datum",
        "veröffentlicht am", "fecha", "publicado el", "data",
    ),
    "update": ("updated", "last updated"),
    "memo from": ("from",),
    "memo subject": ("subject", "re"),
    "memo to": ("to", "cc"),
}  # fmt: skip
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(
    "(" + "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True)) + r")\s*[:：]\s*(\S.*)",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:published|posted|issued|released|publié|veröffentlicht|publicado)"
    r"(?:\s+(?:on|at|le|am|el))?\s+(.+)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag"
    r"|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s+",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"^[A-Z][\w'’. -]{{1,40}}(?:,\s*[A-Z][\w'’. -]{{1,30}})?,?\s+\(?((?i:{DATE.pattern}))\)?"
    r"\s*(?:\([^)]{1,40}\))?\s*[-–—:]\s"
)
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the first lines tell; None or empty where they don't."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    gap_after: bool


def guess(text: str) -> Guess:
    r"""Read title, publisher, authors and date off the top of `text`.

    Examples
    --------
    >>> guess("The Inquiry Ends\n\nBy Ana Bell\n12 March 2021\n\nThe inquiry ended.").authors
    ('Ana Bell',)
    """
    lines = _top(text)
    labels = _labels(lines)
    masthead = _masthead(lines)
    title = labels.get("title") or labels.get("memo subject") or _title(lines[bool(masthead) :])
    rest = [line.text for line in lines if line.text != title]
    publisher = (
        labels.get("publisher")
        or masthead
        or named_with_date([line.text for line in lines[1:6]])
        or agency([line.text for line in lines])
        or copyright_holder(text)
    )
    return Guess(
        title=tidy_title(title),
        publisher=publisher,
        authors=tuple(name for name in _authors(rest, labels) if name != publisher),
        published=_published(rest, labels),
    )


def tidy_title(title: str | None) -> str | None:
    """Return a title on one line, or None when nothing is left of it."""
    tidy = " ".join((title or "").split()).strip("#*_ ")
    return tidy[:500] or None


def is_meta(text: str) -> bool:
    """Tell whether a line is a label, a byline or a date, and so no title and no prose."""
    return len(text) <= _LONGEST_META and bool(
        _LABEL.fullmatch(text)
        or byline(text) is not None
        or _DATE_WORDS.fullmatch(text)
        or _line_date(text)
    )


def _top(text: str) -> list[_Line]:
    raw = text[:_TOP_CHARACTERS].split("\n")
    lines: list[_Line] = []
    for i, line in enumerate(raw):
        if line.strip():
            gap = i + 1 < len(raw) and not raw[i + 1].strip()
            lines.append(_Line(" ".join(line.split()), gap))
            if len(lines) == _TOP_LINES:
                break
    return lines


def _labels(lines: Sequence[_Line]) -> dict[str, str]:
    """Return what labelled lines ("Date: ...") say, the first of each kind.

    The labels of a memorandum (From, To, Subject) count only where two of them stand together.
    """
    found: dict[str, str] = {}
    for line in lines:
        if len(line.text) <= _LONGEST_META and (match := _LABEL.fullmatch(line.text.strip("*_ "))):
            found.setdefault(_KINDS[match[1].lower()], match[2].strip("*_ "))
    memo = [kind for kind in found if kind.startswith("memo")]
    if len(memo) < 2:
        for kind in memo:
            del found[kind]
    return found


def _masthead(lines: Sequence[_Line]) -> str | None:
    """Return the first line when it names the publisher, as the head of a newspaper does."""
    if len(lines) < 3 or not is_masthead(lines[0].text):
        return None
    headline = lines[0].gap_after and _title_like(lines[1].text, 4)
    return lines[0].text if headline or _quoted_title(lines[1].text) else None


def _quoted_title(text: str) -> str | None:
    """Return the name in a line like ``"The Evening Hour", 12 November 2017``."""
    match = DATE_AT_END.fullmatch(text) if len(text) <= 160 else None
    before = (match[1] or "").strip(" ,") if match else ""
    return before.strip('"“”«»') if before.startswith(('"', "“", "«")) else None


def _title(lines: Sequence[_Line]) -> str | None:
    for i, line in enumerate(lines[:6]):
        if quoted := _quoted_title(line.text):
            return quoted
        if is_meta(line.text) or len(line.text.split()) < 2:
            continue
        following = list(lines[i + 1 : i + 3])
        text = line.text
        if following and not line.gap_after and following[0].text[0].islower():
            text = f"{text} {following.pop(0).text}"
        # A text of one line has no title.
        return text if following and _title_like(text, 2) else None
    return None


def _title_like(text: str, words: int) -> bool:
    if len(text) > _LONGEST_TITLE or not words <= len(text.split()) <= 30:
        return False
    if text[-1] in ".,;:" and not text.endswith("..."):
        return False
    letters = sum(c.isalpha() for c in text)
    if text[0].islower() or letters < 0.5 * len(text.replace(" ", "")):
        return False
    return not is_meta(text)


def _authors(lines: Sequence[str], labels: dict[str, str]) -> tuple[str, ...]:
    for kind in ("author", "memo from"):
        if kind in labels and (names := names_in_byline(labels[kind].split("(")[0])):
            return names
    for line in lines[:10]:
        for piece in (line, *_SEPARATOR.split(line)):
            if (found := byline(piece)) is not None:
                return found
    return ()


def _published(lines: Sequence[str], labels: dict[str, str]) -> str | None:
    if "date" in labels and (found := _line_date(labels["date"])):
        return found
    short = [line for line in lines[:12] if len(line) <= 160]
    # "Published 12 January 2021" says more than the date of what a headline tells of.
    for line in sorted(short, key=lambda line: _DATE_WORDS.fullmatch(line) is None):
        if found := _short_line_date(line):
            return found
    matches = (_DATELINE.match(line[:200]) for line in lines)
    return next((edtf(match[1]) for match in matches if match), None)


def _short_line_date(line: str) -> str | None:
    match = _DATE_WORDS.fullmatch(line)
    pieces = _SEPARATOR.split(line)
    # More pieces than these and it is a row of a table.
    for piece in (match[1] if match else line, *(pieces if len(pieces) <= 3 else ())):
        if found := _line_date(piece):
            return found
    match = DATE_AT_END.fullmatch(line) if len(line.split()) <= 14 else None
    return edtf(match[3]) if match else None


def _line_date(text: str) -> str | None:
    """Return the date that a whole line or piece of a line is; a bare year is none."""
    text = _WEEKDAY.sub("", text.strip(" ()[].,*_"))
    text = _TIME.sub("", text)
    match = _DATE_WORDS.fullmatch(text)
    found = edtf(match[1] if match else text)
    return found if found and len(text) > 4 else None
