"""Lines on pages to paragraphs of text.

Two lines are one paragraph when the second stands right below the first in the same size and
the first is full: the second's first word would not have fitted on it. A paragraph that the end
of a column or a page cuts is joined across it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.document import SetAside
from corpus.metadata import is_meta
from corpus.readers.hyphens import glue, whole_words
from corpus.readers.lines import HYPHEN, Line, measured, same_size
from corpus.readers.running import running_lines

__all__ = ["Laid", "Paragraph", "lay_out"]

_ENDS = re.compile(r"[.!?:;…۔؟。][\"'”’»)\]\d]*$")
_BULLETS = "•‣◦▪●■"
_ITEM = re.compile(rf"(?:[{_BULLETS}–—*-]\s|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}})[.)]\s)")
_TOP_PARAGRAPHS = 8


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, each with its page (from 0).

    `running` marks a running header or footer; `text` and `starts`, the offset in it at which
    each page begins, are filled in when the text is written.
    """

    lines: list[tuple[int, Line]]
    running: bool = False
    text: str = ""
    starts: dict[int, int] = field(default_factory=dict)

    @property
    def page(self) -> int:
        """The page on which it begins, from 0."""
        return self.lines[0][0]

    @property
    def size(self) -> float:
        """Height of the type, in points."""
        return median(line.size for _, line in self.lines)


@dataclass(frozen=True, slots=True)
class Laid:
    """The text with where pages start and what is set aside."""

    text: str
    pages: tuple[int, ...]
    set_aside: tuple[SetAside, ...]
    paragraphs: tuple[Paragraph, ...]
    body_size: float
    """Height of the type that most of the text is set in, in points; 0 without text."""


def lay_out(pages: Sequence[Sequence[Line]]) -> Laid:
    """Make one text of the lines of all pages; linear in their number."""
    placed = [measured(lines) for lines in pages]
    running = running_lines(placed)
    body_size = _body_size(placed)
    paragraphs: list[Paragraph] = []
    for number, lines in enumerate(placed):
        found = _joined_columns(_paragraphs(number, lines, running[number], body_size))
        _join_across(paragraphs, found)
        paragraphs.extend(found)
    words = whole_words(line.text for lines in placed for line in lines)
    for paragraph in paragraphs:
        _write(paragraph, words)
    text, pages_at, aside = _assembled(paragraphs, len(placed))
    return Laid(text, pages_at, aside, tuple(paragraphs), body_size)


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes = sorted((line.size, len(line.text)) for lines in pages for line in lines)
    half = sum(length for _, length in sizes) / 2
    for size, length in sizes:
        half -= length
        if half <= 0:
            return size
    return 0.0


def _paragraphs(
    number: int, lines: Sequence[Line], running: set[int], body_size: float
) -> list[Paragraph]:
    body = [line for i, line in enumerate(lines) if i not in running]
    leading = _leading(body)
    found: list[Paragraph] = []
    for run in _runs(lines, running, leading):
        if isinstance(run, Line):
            found.append(Paragraph([(number, run)], running=True))
            continue
        left = min(line.x0 for line in run)
        right = max(max(line.x1 for line in run), _usual_edge(body, left))
        found.append(Paragraph([(number, run[0])]))
        for before, line in pairwise(run):
            top = number == 0 and len(found) <= _TOP_PARAGRAPHS
            meta = top and (is_meta(before.text) or is_meta(line.text))
            # A heading's lines break where they read well, not where they are full.
            heading = before.size >= 1.15 * body_size and not _ENDS.search(before.text)
            if meta or (not heading and _breaks(before, line, left, right)):
                found.append(Paragraph([]))
            found[-1].lines.append((number, line))
    return found


def _leading(lines: Sequence[Line]) -> float:
    """Return the usual distance between baselines, in heights of the type."""
    steps = [
        (a.y - b.y) / a.size
        for a, b in pairwise(lines)
        if 0.8 * a.size < b.size < 1.25 * a.size and 0 < a.y - b.y < 2.5 * a.size
    ]
    return median(steps) if steps else 1.4


def _usual_edge(lines: Sequence[Line], left: float) -> float:
    """Return where full lines that begin near `left` end on this page."""
    edges = sorted(line.x1 for line in lines if abs(line.x0 - left) < 3 * line.size)
    return edges[3 * len(edges) // 4] if edges else left


def _runs(lines: Sequence[Line], running: set[int], leading: float) -> list[list[Line] | Line]:
    """Group lines that stand close below one another in one size; running lines stand alone."""
    found: list[list[Line] | Line] = []
    for i, line in enumerate(lines):
        last = found[-1] if found else None
        if i in running:
            found.append(line)
        elif isinstance(last, list) and _follows(last[-1], line, leading):
            last.append(line)
        else:
            found.append([line])
    return found


def _follows(a: Line, b: Line, leading: float) -> bool:
    if a.text.endswith(HYPHEN):
        return True
    step = (a.y - b.y) / a.size
    close = 0.3 < step <= min(1.35 * leading, 2.6)
    return close and same_size(a, b) and b.x0 < a.x1 and a.x0 < b.x1


def _breaks(a: Line, b: Line, left: float, right: float) -> bool:
    """Tell whether a paragraph ends between two lines of a run."""
    if a.text.endswith(HYPHEN):
        return False
    ended = _ENDS.search(a.text) is not None
    item = _ITEM.match(a.text) is not None
    if _ITEM.match(b.text) and (ended or item or b.text[0] in _BULLETS):
        return True
    if b.x0 - a.x0 > 0.8 * a.size and ended and not item:
        return True
    room, indent = right - a.x1, a.x0 - left
    if not ended and b.text[0].islower() and room < 0.5 * (right - left):
        return False
    if indent > 2 * a.size and abs(indent - room) < 0.15 * (right - left):
        room += indent  # The line is centred.
    word = b.text.split(maxsplit=1)[0]
    width = (b.x1 - b.x0) / len(b.text)
    return room > (len(word) + 1.5) * width + 0.3 * a.size


def _joined_columns(found: list[Paragraph]) -> list[Paragraph]:
    """Join what goes on at the head of the next column."""
    kept: list[Paragraph] = []
    for paragraph in found:
        last = next((p for p in reversed(kept) if not p.running), None)
        if last and not paragraph.running:
            end, start = last.lines[-1][1], paragraph.lines[0][1]
            if start.y > end.y + end.size and start.x0 > end.x0 and _goes_on(last, paragraph):
                last.lines.extend(paragraph.lines)
                continue
        kept.append(paragraph)
    return kept


def _join_across(before: list[Paragraph], after: list[Paragraph]) -> None:
    """Join a paragraph that the page's end cuts; running lines between go behind it."""
    last = next((p for p in reversed(before) if not p.running), None)
    first = next((p for p in after if not p.running), None)
    if last is not None and first is not None and _goes_on(last, first):
        last.lines.extend(first.lines)
        after.remove(first)


def _goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Tell whether one paragraph goes on in the other, on a new page or in a new column."""
    end, start = last.lines[-1][1], first.lines[0][1]
    if not same_size(end, start) or _ITEM.match(start.text) or _ENDS.search(end.text):
        return False
    if start.text[0].islower() or end.text.endswith(HYPHEN):
        return True
    full = len(last.lines) > 1 and end.x1 >= 0.93 * max(line.x1 for _, line in last.lines)
    return full and len(first.lines) > 1


def _write(paragraph: Paragraph, words: frozenset[str]) -> None:
    text = ""
    parts: list[str] = []
    length = 0
    for page, line in paragraph.lines:
        if text:
            text, between = glue(text, line.text, words)
            parts.append(text + between)
            length += len(parts[-1])
        paragraph.starts.setdefault(page, length)
        text = line.text
    paragraph.text = "".join([*parts, text]).replace(HYPHEN, "-")


def _assembled(
    paragraphs: Sequence[Paragraph], count: int
) -> tuple[str, tuple[int, ...], tuple[SetAside, ...]]:
    starts: dict[int, int] = {}
    aside: list[SetAside] = []
    length = 0
    for paragraph in paragraphs:
        for page, offset in paragraph.starts.items():
            starts.setdefault(page, length + offset)
        if paragraph.running:
            span = SetAside(length, length + len(paragraph.text), "running header or footer")
            aside.append(span)
        length += len(paragraph.text) + 2
    text = "\n\n".join(paragraph.text for paragraph in paragraphs) + "\n" if paragraphs else ""
    # A page without text starts where the next one does.
    pages: list[int] = []
    following = len(text)
    for page in reversed(range(count)):
        following = min(starts.get(page, following), following)
        pages.append(following)
    return text, tuple(reversed(pages)), tuple(aside)
