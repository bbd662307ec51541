"""PDF: text page by page, made into paragraphs, with where each page starts.

Pages are read with pdfium. `corpus.readers.layout` joins their lines into paragraphs and
tells running headers and footers, which are set aside.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from typing import Any

from corpus.bylines import names_in_byline
from corpus.errors import LockedFile, NoText, TooLarge, UnreadableFile
from corpus.limits import Deadline, Limits
from corpus.metadata import tidy_title
from corpus.plain import clean
from corpus.readers.base import Extracted
from corpus.readers.layout import Laid, lay_out
from corpus.readers.lines import HYPHEN, Line

__all__ = ["extract"]

# Typographic ligatures and Arabic presentation forms stand for ordinary letters.
_FORMS = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc]")
# pdfium writes U+FFFE for a hyphen at a line's end and lets the next line follow at once.
_BROKEN = "\ufffe\x02\u00ad"
_BREAK = re.compile("\r\n|[\r\n]|(?<=\ufffe)")
_JUNK_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|untitled\b.*|document ?\d*|scan(?:ned)?\b.*"
    r"|.*\.(?:docx?|pdf|indd|rtf|txt|odt|tiff?|jpe?g|qxd|pages|html?)|[\W\d_]*|.*://.*",
    re.I,
)


def extract(data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
    """Read a PDF file."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _cannot_open(error) from error
    try:
        count = len(document)
        if count > limits.max_pages:
            raise TooLarge(
                f"the file has more than {limits.max_pages:,} pages",
                "Split the file, or raise the limit max_pages",
            )
        pages: list[list[Line]] = []
        broken: list[int] = []
        characters = 0
        for number in range(count):
            deadline.check()
            try:
                lines = _lines(document[number])
            except pdfium.PdfiumError:
                lines = []
                broken.append(number + 1)
            characters += sum(len(line.text) for line in lines)
            limits.check_characters(characters)
            pages.append(lines)
        properties = document.get_metadata_dict()
    finally:
        document.close()
    if not count:
        raise UnreadableFile("the file has no pages", "Fetch it again from where it came")
    _check_text(pages)
    laid = lay_out(pages)
    stated = tidy_title(properties.get("Title"))
    return Extracted(
        text=laid.text,
        title=_headline(laid),
        weak_title=None if not stated or _JUNK_TITLE.fullmatch(stated) else stated,
        weak_authors=names_in_byline((properties.get("Author") or "").replace(";", ",")),
        pages=laid.pages,
        set_aside=laid.set_aside,
        notes=_notes(pages, broken),
    )


def _cannot_open(error: Exception) -> UnreadableFile:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return LockedFile(
            "the file is locked with a password",
            "Remove the password (open it and print it to a new PDF) and add it again",
        )
    return UnreadableFile(
        "the file is no valid PDF", "Open it in a PDF viewer, print it to a new PDF and add that"
    )


def _lines(page: Any) -> list[Line]:
    """Return the lines of a page in the order in which the page draws them."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        exact = len(text.encode("utf-16-le")) // 2 == textpage.count_chars()
        lines: list[Line] = []
        at = 0
        for piece in _BREAK.split(text):
            # Boxes are found by UTF-16 unit, which is what pdfium counts in.
            first = text.index(piece, at)
            at = first + len(piece)
            words = _plain(piece)
            if words.strip():
                unit = len(text[:first].encode("utf-16-le")) // 2 if not text.isascii() else first
                lines.append(_placed(textpage, piece, unit, words, exact, len(lines)))
        return lines
    finally:
        textpage.close()
        page.close()


def _plain(piece: str) -> str:
    hyphen = piece.endswith(tuple(_BROKEN))
    bare = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), piece.rstrip(_BROKEN))
    line = re.sub(r"\s+", " ", clean(bare)).strip()
    return line + HYPHEN if hyphen and line else line


def _placed(textpage: Any, piece: str, unit: int, words: str, exact: bool, row: int) -> Line:
    """Give a line its place; without usable boxes, one by counting characters and rows."""
    import pypdfium2.raw as raw

    shown = [i for i, c in enumerate(piece) if not c.isspace() and c not in _BROKEN]
    if exact and shown:
        start, end = unit + shown[0], unit + len(piece[: shown[-1]].encode("utf-16-le")) // 2
        left = _box(raw.FPDFText_GetCharBox, textpage, start)
        right = _box(raw.FPDFText_GetCharBox, textpage, end)
        origin = ctypes.c_double(), ctypes.c_double()
        placed = raw.FPDFText_GetCharOrigin(textpage, start, *origin)
        loose = raw.FS_RECTF()
        # A space has no height; the letter in the middle is seldom a raised number.
        middle = unit + len(piece[: shown[len(shown) // 2]].encode("utf-16-le")) // 2
        sized = raw.FPDFText_GetLooseCharBox(textpage, middle, loose)
        size = abs(loose.top - loose.bottom)
        if left and right and placed and sized and 0 < size < 500:
            x0, x1 = min(left[0], right[0]), max(left[1], right[1])
            # What runs from right to left is mirrored, so that a line always starts at x0.
            edges = (-x1, -x0) if _runs_leftwards(words) else (x0, x1)
            if x1 > x0:
                return Line(words, *edges, origin[1].value, size)
    return Line(words, 0.0, 0.0, -float(row), 0.0)


def _runs_leftwards(words: str) -> bool:
    kinds = [unicodedata.bidirectional(c) for c in words if c.isalpha()]
    return sum(kind in ("R", "AL") for kind in kinds) > len(kinds) / 2


def _box(function: Any, textpage: Any, index: int) -> tuple[float, float] | None:
    edges = [ctypes.c_double() for _ in range(4)]
    if not function(textpage, index, *edges):
        return None
    return edges[0].value, edges[1].value


def _check_text(pages: list[list[Line]]) -> None:
    counts = Counter(
        "private" if unicodedata.category(c) in ("Co", "Cn") or c == "\ufffd" else "plain"
        for lines in pages
        for line in lines
        for c in line.text
        if not c.isspace()
    )
    if not counts:
        raise NoText(
            "the file holds no text, only pictures of pages",
            "Run OCR first (ocrmypdf scan.pdf readable.pdf) and add the result",
        )
    if counts["private"] > 0.3 * counts.total():
        raise NoText(
            "the file's fonts do not say which characters they show",
            "Run OCR first (ocrmypdf --force-ocr in.pdf readable.pdf) and add the result",
        )


def _headline(laid: Laid) -> str | None:
    """Return the paragraph in the largest type at the top of the first page."""
    top = [p for p in laid.paragraphs[:12] if p.page == 0 and not p.running]
    large = [
        p
        for p in top
        if p.size >= 1.2 * laid.body_size
        and 2 <= len(p.text.split()) <= 30
        and 2 * sum(map(str.isalpha, p.text)) > len(p.text)
    ]
    largest = max((p.size for p in large), default=0.0)
    return tidy_title(next((p.text for p in large if p.size >= 0.97 * largest), None))


def _notes(pages: list[list[Line]], broken: list[int]) -> tuple[str, ...]:
    notes: list[str] = []
    empty = [n for n, lines in enumerate(pages, 1) if not lines and n not in broken]
    if empty:
        notes.append(f"no text on {_pages(empty)}: if scanned, run OCR (ocrmypdf) on the file")
    if broken:
        notes.append(f"damaged, not read: {_pages(broken)}")
    return tuple(notes)


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"
