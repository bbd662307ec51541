"""Word documents: paragraphs, tables, text boxes and notes in the order of the document.

Each paragraph is one line and each table row is one line with its cells parted by " | ".
Tracked changes are taken as accepted: what was inserted is text, what was deleted is not. Foot-
and endnotes follow the body. Running headers and footers are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.bylines import names_in_byline
from corpus.errors import LockedFile, TooLarge, UnreadableFile
from corpus.limits import Deadline, Limits
from corpus.metadata import tidy_title
from corpus.plain import clean
from corpus.readers.base import Extracted

__all__ = ["extract"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOTES = ("/footnotes", "/endnotes")
# Text in these is gone, moved away, or there a second time.
_DROPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_MC}Fallback"})
_JUNK_TITLE = re.compile(
    r"(?:document|dokument|doc|untitled|microsoft word)\b.{0,40}|.*\.docx?", re.IGNORECASE
)
_DEEPEST = 200


def extract(data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
    """Read a Word document."""
    _check_archive(data, limits)
    from docx import Document as open_docx

    document = open_docx(io.BytesIO(data))
    deadline.check()
    blocks: list[str] = []
    title: str | None = None
    total = 0
    for kind, line, style in _body(document):
        total += len(line) + 2
        limits.check_characters(total)
        if title is None and kind == "paragraph" and style in ("title", "titel", "titre"):
            title = tidy_title(line)
        # Rows of one table stand close together, paragraphs apart.
        close = kind == "row" and blocks and blocks[-1].startswith("\0")
        blocks.append(("\0" if kind == "row" else "") + line if close else "\n" + line)
        if kind == "row" and not close:
            blocks[-1] = "\0\n" + line
        if len(blocks) % 1000 == 0:
            deadline.check()
    text = clean("\n".join(block.replace("\0", "") for block in blocks).strip("\n") + "\n")
    properties = document.core_properties
    stated = tidy_title(properties.title)
    return Extracted(
        text=text,
        title=title,
        weak_title=None if not stated or _JUNK_TITLE.fullmatch(stated) else stated,
        weak_authors=names_in_byline((properties.author or "").replace(";", ",")),
        language=(properties.language or "")[:2].lower() or None,
    )


def _check_archive(data: bytes, limits: Limits) -> None:
    """Look at what the archive's directory says before anything is unpacked.

    The sizes there bind: no more than them is ever unpacked.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        _check_parts(parts, limits)
        with archive.open("word/document.xml") as part:
            declared = b"<!DOCTYPE" in part.read(4_096)
    if declared:
        # No word processor writes one; it serves to define entities that swell or fetch.
        raise UnreadableFile(
            "the file declares a document type of its own",
            "Open it in Word, save it anew and add it again",
        )


def _check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.max_parts:
        raise TooLarge(
            f"the file has more than {limits.max_parts:,} parts",
            "Save it as PDF or text and add that",
        )
    if sum(part.file_size for part in parts) > limits.max_unpacked_bytes:
        raise TooLarge(
            f"the file unpacks to more than {limits.max_unpacked_bytes / 1e6:g} MB",
            "Save its text alone as DOCX or PDF and add that",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise LockedFile(
            "the file is locked with a password",
            "Remove the password in the program that made it and add it again",
        )
    if "word/document.xml" not in {part.filename for part in parts}:
        raise UnreadableFile(
            "the file has no main document", "Open it in Word, save it anew and add it again"
        )


def _body(document: Any) -> Iterator[tuple[str, str, str]]:
    """Yield kind (paragraph, row or note), text and style name of each block."""
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    yield from _blocks(document.element.body, styles, 0)
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTES):
            continue
        for note in parse_xml(relation.target_part.blob):
            if note.get(f"{_W}type") in (None, "normal"):
                line = " ".join(text for _, text, _ in _blocks(note, styles, 0))
                if line:
                    yield "note", line, ""


def _blocks(parent: Any, styles: dict[str, str], depth: int) -> Iterator[tuple[str, str, str]]:
    if depth > _DEEPEST:
        raise UnreadableFile("the file is nested too deeply", "Save its text alone and add that")
    for element in parent:
        if element.tag == f"{_W}p":
            line = _paragraph(element)
            if line:
                style = element.find(f"{_W}pPr/{_W}pStyle")
                name = "" if style is None else styles.get(style.get(f"{_W}val"), "")
                yield "paragraph", line, name
            for box in _boxes(element):
                yield from _blocks(box, styles, depth + 1)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl")) is not element:
                    continue
                cells = (
                    " ".join(text for _, text, _ in _blocks(cell, styles, depth + 1))
                    for cell in row.iterdescendants(f"{_W}tc")
                    if next(cell.iterancestors(f"{_W}tr")) is row
                )
                line = " | ".join(cell for cell in cells if cell)
                if line:
                    yield "row", line, ""
        elif element.tag not in _DROPPED:
            yield from _blocks(element, styles, depth + 1)


def _paragraph(paragraph: Any) -> str:
    """Return a paragraph's text without that of the text boxes anchored in it."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        match element.tag:
            case tag if tag in _DROPPED or tag == f"{_W}txbxContent":
                continue
            case tag if tag == f"{_W}t":
                parts.append(element.text or "")
            case tag if tag == f"{_W}tab" and element.getparent().tag == f"{_W}r":
                parts.append(" ")
            case tag if tag in (f"{_W}br", f"{_W}cr"):
                parts.append(" ")
            case tag if tag == f"{_W}noBreakHyphen":
                parts.append("-")
            case _:
                stack.extend(reversed(element))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        if next(box.iterancestors(f"{_MC}Fallback"), None) is None:
            outer = next(box.iterancestors(f"{_W}txbxContent"), None)
            if outer is None or next(outer.iterancestors(f"{_W}p"), None) is not paragraph:
                yield box
