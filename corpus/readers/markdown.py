"""Markdown: what a reader of the rendered page would see, one line a block.

Signs of markup are dropped and links become the text they show, so that sentences read as
sentences; wrapped lines of a paragraph become one line; list items keep a "- ", table cells are
parted by " | ". YAML front matter gives title, author, publisher and date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.bylines import names_in_byline
from corpus.dates import edtf
from corpus.decoding import decode
from corpus.document import SetAside
from corpus.limits import Deadline, Limits
from corpus.metadata import tidy_title
from corpus.plain import clean, unwrap
from corpus.readers.base import Extracted
from corpus.readers.html import page_text

__all__ = ["extract"]

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?=[\w-]+[ \t]*:)(.{0,16384}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_MAX_RENDERED = 1_000_000
_MAX_SIGNS = 30_000
_MAX_BRACKETS = 5_000


def extract(data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
    """Read a Markdown file."""
    decoded = decode(data)
    limits.check_characters(len(decoded.text))
    source = clean(decoded.text)
    match = _FRONT_MATTER.match(source)
    front = _front_matter(match[1]) if match else None
    if match and front is not None:
        source = source[match.end() :]
    notes = [] if decoded.sure else [f"encoding guessed: {decoded.encoding}"]
    tokens: list[Token] = []
    if _is_renderable(source):
        tokens = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(source)
    deadline.check()
    text, pictures = _render(tokens)
    if _letters(text) < 0.3 * _letters(source):
        text, pictures, tokens = unwrap(source), (), []
        notes.append("too long or too intricate to render: read as plain text")
    front = front or {}
    return Extracted(
        text=text,
        title=tidy_title(_word(front, "title", "headline")) or _first_heading(tokens),
        publisher=_word(front, "publisher", "publication", "site", "source"),
        authors=names_in_byline(", ".join(_words(front, "author", "authors", "by"))),
        published=_date(front),
        language=(_word(front, "lang", "language") or "")[:2].lower() or None,
        set_aside=pictures,
        notes=tuple(notes),
    )


def _is_renderable(source: str) -> bool:
    """Tell whether rendering takes a bounded time; it grows with the square of some signs."""
    return (
        len(source) <= _MAX_RENDERED
        and sum(map(source.count, "*_`[<&!|")) <= _MAX_SIGNS
        and source.count("[") <= _MAX_BRACKETS
    )


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _front_matter(source: str) -> Mapping[str, Any] | None:
    """Parse YAML into plain strings: no types are guessed and no objects are made."""
    if source.count("[") + source.count("{") > 200:
        return None
    try:
        found = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(found, dict):
        return None
    return {str(key).lower(): value for key, value in found.items()}


def _words(front: Mapping[str, Any], *keys: str) -> list[str]:
    for key in keys:
        value = front.get(key)
        values = value if isinstance(value, list) else [value]
        words = [" ".join(v.split()) for v in values[:50] if isinstance(v, str) and v.strip()]
        if words:
            return words
    return []


def _word(front: Mapping[str, Any], *keys: str) -> str | None:
    return next(iter(_words(front, *keys)), None)


def _date(front: Mapping[str, Any]) -> str | None:
    for word in _words(front, "date", "published", "publication_date", "pubdate"):
        found = edtf(re.split(r"[T ](?=\d{2}:)", word)[0])
        if found:
            return found
    return None


def _first_heading(tokens: list[Token]) -> str | None:
    """Return the one heading of the first level, when it stands first of all headings."""
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            return tidy_title(_inline(tokens[i + 1])) if token.tag == "h1" else None
    return None


def _render(tokens: list[Token]) -> tuple[str, tuple[SetAside, ...]]:
    out: list[str] = []
    pictures: list[SetAside] = []
    length = 0
    item = ""
    row: list[str] | None = None
    rows = 0
    depth = 0
    for token in tokens:
        line: str | None = None
        gap = "\n\n"
        match token.type:
            case "list_item_open":
                item = "- "
                depth += 1
            case "list_item_close":
                depth -= 1
            case "tr_open":
                row = []
            case "tr_close":
                line, row = " | ".join(row or []), None
                gap = "\n" if rows else "\n\n"
                rows += 1
            case "table_open":
                rows = 0
            case "inline" if row is not None:
                row.append(_inline(token))
            case "inline":
                line = _inline(token)
            case "code_block" | "fence":
                line = token.content.rstrip("\n")
            case "html_block":
                line = page_text(token.content)
        if not line or not line.strip():
            continue
        if depth and item:
            line, item, gap = item + line, "", "\n"
        if out:
            out.append(gap)
            length += len(gap)
        if token.type == "inline" and _only_pictures(token):
            pictures.append(SetAside(length, length + len(line), "picture description"))
        out.append(line)
        length += len(line)
    return "".join(out) + ("\n" if out else ""), tuple(pictures)


def _inline(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "text_special":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "image":
                parts.append(_inline(child))
            case "html_inline" if re.match(r"<br\b", child.content, re.IGNORECASE):
                parts.append("\n")
    # Rendering undoes entities, so what they stood for is cleaned anew.
    return clean("".join(parts)).strip()


def _only_pictures(token: Token) -> bool:
    shown = (child for child in token.children or () if child.content.strip() or child.children)
    return {child.type for child in shown} == {"image"}
