"""E-mail (.eml): subject, sender, date and body; quoted replies and signatures set aside.

The text is the message's plain part, or else its HTML part as visible text. Attachments are
named in a note: they are documents of their own, to be saved and added. What a message forwards
is part of its text; what it quotes in order to reply is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from corpus.decoding import decode
from corpus.document import SetAside
from corpus.errors import TooLarge, UnsupportedFormat
from corpus.limits import Deadline, Limits
from corpus.metadata import tidy_title
from corpus.plain import clean, unwrap
from corpus.readers.base import Extracted
from corpus.readers.html import page_text

__all__ = ["extract", "quoted_parts"]

_DEEPEST = 20
_LONGEST_HEADER = 4_000
_QUOTE = re.compile(r"\s{0,3}(?:>|\|\s)")
_WROTE = re.compile(
    r"\s*(?:on|am|le|el|il|em|op)\b.{4,200}\b(?:wrote|writes|said|schrieb|a écrit|escribió|"
    r"ha scritto|escreveu|schreef)\s*:\s*",
    re.IGNORECASE | re.DOTALL,
)
_ORIGINAL = re.compile(
    r"\s*-{3,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|"
    r"mensaje original|messaggio originale|weitergeleitete nachricht|message transféré)\s*-{3,}\s*"
    r"|\s*begin forwarded message\s*:\s*",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"\s*(?:sent from my [\w -]{2,40}|get outlook for [\w ]{2,20}|von meinem [\w -]{2,40} gesendet"
    r"|envoyé de mon [\w -]{2,40}|enviado desde mi [\w -]{2,40})\.?\s*",
    re.IGNORECASE,
)


def extract(data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
    """Read a message."""
    # Known by counting, before the parser makes an object of each.
    if data.lower().count(b"\ncontent-type:") > 2 * limits.max_parts:
        raise _too_many_parts()
    message = message_from_bytes(data)
    plain: list[str] = []
    web: list[str] = []
    notes: list[str] = []
    for count, (part, depth) in enumerate(_parts(message)):
        if count > limits.max_parts or depth > _DEEPEST:
            raise _too_many_parts()
        deadline.check()
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            notes.append(_attachment_note(part))
        elif kind == "text/html":
            web.append(_characters(part))
        elif kind == "text/plain":
            plain.append(_characters(part))
        else:
            notes.append(_attachment_note(part))
    text = "\n\n".join(body for body in map(_body, plain) if body)
    if not text:
        text = "\n\n".join(page_text(clean(markup)) for markup in web)
    limits.check_characters(len(text))
    return Extracted(
        text=text,
        title=tidy_title(_header(message, "subject")),
        authors=_senders(message),
        published=_sent(message),
        set_aside=quoted_parts(text),
        notes=tuple(notes),
    )


def quoted_parts(text: str) -> tuple[SetAside, ...]:
    """Find what a message quotes from others and its signature, a span a run of lines."""
    lines = text.split("\n")
    why: list[str | None] = [None] * len(lines)
    for i, line in enumerate(lines):
        if _QUOTE.match(line):
            why[i] = "quoted reply"
        elif _SENT_FROM.fullmatch(line):
            why[i] = "signature"
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        pair = "\n".join(lines[i : i + 2])
        quoted_next = "quoted reply" in (*why[i + 1 : i + 4],)
        if _WROTE.fullmatch(line) and quoted_next:
            why[i] = "quoted reply"
        elif len(pair) < 300 and _WROTE.fullmatch(pair) and quoted_next:
            why[i : i + 2] = ["quoted reply"] * len(why[i : i + 2])
        elif _ORIGINAL.fullmatch(line):
            why[i:] = ["quoted reply"] * len(why[i:])
            break
        elif line in ("--", "-- ") and why[i] is None:
            end = next((j for j in range(i, len(lines)) if why[j] or _WROTE.match(lines[j])), None)
            end = len(lines) if end is None else end
            why[i:end] = ["signature"] * (end - i)
    return tuple(_runs(lines, why))


def _runs(lines: list[str], why: list[str | None]) -> Iterator[SetAside]:
    at = 0
    start: int | None = None
    for i, line in enumerate(lines):
        if why[i] and start is None:
            start = at
        after = why[i + 1] if i + 1 < len(lines) else None
        reason = why[i]
        if start is not None and reason and after != reason:
            if at + len(line) > start:
                yield SetAside(start, at + len(line), reason)
            start = None
        at += len(line) + 1


def _parts(message: Message, depth: int = 0) -> Iterator[tuple[Message, int]]:
    """Yield the leaves; a forwarded message attached whole is one leaf, not opened."""
    if message.get_content_maintype() == "multipart" and depth <= _DEEPEST:
        payload = message.get_payload()
        for part in payload if isinstance(payload, list) else ():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message, depth


def _characters(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return ""
    return decode(payload, part.get_content_charset()).text


def _body(text: str) -> str:
    return unwrap(clean(text)).strip("\n")


def _attachment_note(part: Message) -> str:
    name = " ".join(_decoded(part.get_filename() or "").split()) or "without a name"
    return f"attachment not read: {name[:200]} ({part.get_content_type()})"


def _raw(message: Message, name: str) -> str | None:
    """Return a header on one line, as it stands in the file, cut to a sane length."""
    for key, value in message.raw_items():
        if key.lower() == name:
            data = str(value)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
            try:
                return " ".join(decode(data).text.split())
            except UnsupportedFormat:
                return None
    return None


def _decoded(value: str) -> str:
    """Undo the encoded words of a header."""
    try:
        chunks = decode_header(value)
    except ValueError:
        return clean(value)
    parts: list[str] = []
    for chunk, charset in chunks:
        if isinstance(chunk, str):
            parts.append(chunk)
            continue
        try:
            parts.append(chunk.decode(charset or "utf-8", "replace"))
        except LookupError:
            parts.append(chunk.decode("utf-8", "replace"))
    return clean("".join(parts))


def _header(message: Message, name: str) -> str | None:
    value = _raw(message, name)
    return _decoded(value) if value else None


def _senders(message: Message) -> tuple[str, ...]:
    """Return the sender's names, or addresses where no name is given."""
    value = _raw(message, "from")
    if not value:
        return ()
    try:
        pairs = getaddresses([value])
    except (ValueError, IndexError, RecursionError):
        return (_decoded(value),)
    names = [_decoded(name or address).strip() for name, address in pairs]
    return tuple(dict.fromkeys(name for name in names if name)) or (_decoded(value),)


def _too_many_parts() -> TooLarge:
    return TooLarge("the message has too many parts", "Save its text alone and add that")


def _sent(message: Message) -> str | None:
    """Return the day on the sender's own clock."""
    value = _header(message, "date")
    try:
        return parsedate_to_datetime(value).date().isoformat() if value else None
    except (TypeError, ValueError):
        return None
