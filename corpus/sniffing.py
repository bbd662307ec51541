"""Tell what a file is from its bytes first and its name second."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import Literal

from corpus.errors import LockedFile, UnreadableFile, UnsupportedFormat

__all__ = ["EXTENSIONS", "MEDIA_TYPES", "Format", "sniff"]

Format = Literal["text", "markdown", "html", "pdf", "docx", "email"]

MEDIA_TYPES: dict[Format, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "email": "message/rfc822",
}

EXTENSIONS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "email",
}

_KNOWN = "plain text, Markdown, HTML, PDF, DOCX or e-mail (.eml)"
_OTHER_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF file", "Save it as DOCX or PDF and add it again"),
    (b"\x89PNG", "a picture", "Recognise its text (OCR) into a PDF and add that"),
    (b"\xff\xd8\xff", "a picture", "Recognise its text (OCR) into a PDF and add that"),
    (b"GIF8", "a picture", "Recognise its text (OCR) into a PDF and add that"),
    (b"II*\x00", "a picture", "Recognise its text (OCR) into a PDF and add that"),
    (b"MM\x00*", "a picture", "Recognise its text (OCR) into a PDF and add that"),
    (b"\x1f\x8b", "a packed file", "Unpack it and add what is inside"),
    (b"BZh", "a packed file", "Unpack it and add what is inside"),
    (b"\xfd7zXZ", "a packed file", "Unpack it and add what is inside"),
    (b"7z\xbc\xaf", "a packed file", "Unpack it and add what is inside"),
    (b"Rar!", "a packed file", "Unpack it and add what is inside"),
    (b"SQLite format 3", "a database", "Export its texts and add those"),
    (b"ID3", "a sound file", "Add a transcript of it"),
    (b"OggS", "a sound file", "Add a transcript of it"),
    (b"\x7fELF", "a program", f"Add {_KNOWN}"),
    (b"MZ\x90", "a program", f"Add {_KNOWN}"),
)
_PACKED_OFFICE = (
    ("xl/", "a spreadsheet", "Save the sheet as PDF or text and add that"),
    ("ppt/", "a slide show", "Save it as PDF and add that"),
)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]{0,200}\?>\s*)?(<!--.{0,2000}?-->\s*)*<(!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t\r\n]")
_MAIL_MARK = re.compile(rb"^(message-id|mime-version|received|return-path):", re.I | re.M)
_MAIL_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)


def sniff(data: bytes, name: str) -> Format:
    """Return the format of `data`.

    Bytes that say what they are win over the name; the name decides between the formats that
    are made of characters.

    Parameters
    ----------
    data
        The whole file, or at least its beginning and, for zip files, its end.
    name
        The file's name; only its extension counts.

    Raises
    ------
    UnsupportedFormat
        If there is no reader for what the file is.
    """
    named = EXTENSIONS.get(PurePosixPath(name).suffix.lower())
    if b"%PDF-" in data[:1024] and not (named in ("text", "markdown") and data[:5] != b"%PDF-"):
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _sniff_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_ole(data)
    for magic, what, remedy in _OTHER_MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormat(f"the file is {what}", remedy)
    if named in ("pdf", "docx"):
        return _misnamed(data, named)
    if named == "email" and not _looks_like_mail(data):
        return "html" if _HTML.match(data[:4096]) else "text"
    if named == "text" and _HTML.match(data[:4096]):
        return "html"
    if named == "text" and _looks_like_mail(data) and _MAIL_MARK.search(_head(data)):
        return "email"
    if named is not None:
        return named
    if PurePosixPath(name).suffix:
        raise UnsupportedFormat(
            f"there is no reader for files called *{PurePosixPath(name).suffix.lower()}",
            f"Convert it to {_KNOWN} and add it again",
        )
    if _HTML.match(data[:4096]):
        return "html"
    return "email" if _looks_like_mail(data) and _MAIL_MARK.search(_head(data)) else "text"


def _misnamed(data: bytes, named: Format) -> Format:
    """Read a web page saved as .pdf or .docx as a web page; refuse anything else."""
    if _HTML.match(data[:4096]):
        return "html"
    raise UnreadableFile(
        f"the file is called .{named} but is none",
        "Fetch it again from where it came, or give it its right extension",
    )


def _sniff_zip(data: bytes) -> Format:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except Exception as error:
        raise UnreadableFile(
            "the file is a damaged zip or DOCX file", "Fetch it again from where it came"
        ) from error
    if any(n.startswith("word/") for n in names):
        return "docx"
    for prefix, what, remedy in _PACKED_OFFICE:
        if any(n.startswith(prefix) for n in names):
            raise UnsupportedFormat(f"the file is {what}", remedy)
    if "mimetype" in names:
        raise UnsupportedFormat(
            "the file is an OpenDocument file or an e-book",
            "Save it as DOCX or PDF and add it again",
        )
    raise UnsupportedFormat("the file is a zip archive", "Unpack it and add what is inside")


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise LockedFile(
            "the file is an office file locked with a password",
            "Remove the password in the program that made it and add it again",
        )
    raise UnsupportedFormat(
        "the file is in an old office format (.doc, .xls, .ppt, .msg)",
        "Save it as DOCX, PDF or .eml and add it again",
    )


def _head(data: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", data[:16_384], maxsplit=1)[0]


def _looks_like_mail(data: bytes) -> bool:
    head = _head(data.lstrip(b"\xef\xbb\xbf"))
    first = head.split(b"\n", 1)[0] + b"\n"
    begins = _MAIL_HEADER.match(first) is not None or first.startswith(b"From ")
    return begins and _MAIL_FROM.search(head) is not None
