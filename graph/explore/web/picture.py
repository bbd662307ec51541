"""A page of a PDF as a picture, and where some words stand on it; made in a process of its own.

A damaged file can bring the renderer down, or keep it busy for ever. That ends the process and
nothing else. It imports little, so that it starts quickly.
"""

from __future__ import annotations

import multiprocessing
import struct
import threading
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

SECONDS = 20.0
"""The longest that one page may take."""

WIDTH = 1_400
"""Pixels across."""

_MAX_PIXELS = 8_000_000
_MAX_BYTES = 2 * 1024**3
_KEPT = 12

_Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as PNG, and boxes (left, top, width, height) in parts of one of its size."""

    png: bytes
    width: int
    height: int
    pages: int
    boxes: tuple[_Rect, ...]


class Pictures:
    """Makes pictures one at a time, and keeps the last few."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[object, ...], Page] = {}

    def page(self, file: Path, sha256: str, number: int, words: str) -> Page | None:
        """Return a page of a file, or ``None`` if it cannot be drawn.

        Parameters
        ----------
        file : pathlib.Path
            A PDF whose bytes have the hash.
        sha256 : str
        number : int
            From 1.
        words : str
            What to draw boxes round; empty for nothing.
        """
        key = (sha256, number, words)
        with self._lock:
            if key not in self._kept:
                made = _apart(file, number, words)
                if made is None:
                    return None
                while len(self._kept) >= _KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = made
            return self._kept[key]


def _apart(file: Path, number: int, words: str) -> Page | None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(there, str(file), number, words), daemon=True)
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(SECONDS) else None
    except (EOFError, OSError):
        return None
    finally:
        here.close()
        process.terminate()
        process.join(5)


def _run(pipe: Connection, file: str, number: int, words: str) -> None:
    _limit()
    pipe.send(draw(Path(file).read_bytes(), number, words))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # there are no such limits on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_BYTES, _MAX_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 1))


def draw(data: bytes, number: int, words: str) -> Page | None:
    """Draw a page of a PDF; ``None`` if there is no such page."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        wide, high = page.get_size()
        scale = min(WIDTH / wide, (_MAX_PIXELS / (wide * high)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
        pixels = bitmap.to_numpy()
        textpage = page.get_textpage()
        boxes = tuple(
            (
                left / wide,
                1 - top / high,
                (right - left) / wide,
                (top - bottom) / high,
            )
            for left, bottom, right, top in _boxes(textpage, words)
        )
        return Page(
            png=png(pixels[:, :, :3].tobytes(), bitmap.width, bitmap.height),
            width=bitmap.width,
            height=bitmap.height,
            pages=len(document),
            boxes=boxes,
        )
    finally:
        document.close()


def _boxes(textpage: Any, words: str) -> Iterator[_Rect]:
    """Yield the rectangles of some words, a line each.

    The text of a document is tidied when it is read (hyphens at line ends, ligatures, spaces), so
    letters and digits alone are compared.
    """
    import pypdfium2.raw as raw

    wanted = "".join(_letters(words))
    if not wanted:
        return
    letters: list[str] = []
    places: list[int] = []
    for index in range(textpage.count_chars()):
        for letter in _letters(chr(raw.FPDFText_GetUnicode(textpage, index))):
            letters.append(letter)
            places.append(index)
    text = "".join(letters)
    first = text.find(wanted)
    length = len(wanted)
    if first < 0:  # the passage begins or ends on another page
        first, length = _part(text, wanted)
    if length <= 0:
        return
    start, end = places[first], places[first + length - 1]
    rects = textpage.count_rects(start, end - start + 1)
    yield from _lines(textpage.get_rect(rect) for rect in range(rects))


def _lines(rects: Iterable[_Rect]) -> Iterator[_Rect]:
    """Join rectangles that follow each other on one line: a hyphen has one of its own."""
    last: _Rect | None = None
    for left, bottom, right, top in rects:
        if last is not None and last[1] <= (bottom + top) / 2 <= last[3] and left >= last[0]:
            last = (last[0], min(last[1], bottom), max(last[2], right), max(last[3], top))
            continue
        if last is not None:
            yield last
        last = (left, bottom, right, top)
    if last is not None:
        yield last


def _part(text: str, wanted: str) -> tuple[int, int]:
    """Return where the end of the words begins the page, or their beginning ends it."""
    for size in range(len(wanted) - 1, 11, -1):
        if text.startswith(wanted[-size:]):
            return 0, size
        if text.endswith(wanted[:size]):
            return len(text) - size, size
    return 0, 0


def _letters(text: str) -> Iterator[str]:
    for ch in unicodedata.normalize("NFKC", text).casefold():
        if ch.isalnum():
            yield ch


def png(rgb: bytes, width: int, height: int) -> bytes:
    """Return pixels, three bytes each, row by row, as a PNG file (ISO/IEC 15948)."""
    row = width * 3
    lines = b"".join(b"\0" + rgb[at : at + row] for at in range(0, row * height, row))

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines, 6))
        + chunk(b"IEND", b"")
    )
