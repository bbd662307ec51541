"""Web pages: the article's text by trafilatura, metadata from what the page states.

What trafilatura leaves out (menus, lists of links, comments) is not in the stored text. Where
it finds nothing, or the page is too large for it, all visible text is taken instead, one line
a block. Each block of the page is one line of the text.
"""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from corpus.decoding import decode
from corpus.errors import TooLarge
from corpus.limits import Deadline, Limits
from corpus.plain import clean
from corpus.readers.base import Extracted
from corpus.readers.html_metadata import page_metadata, people

__all__ = ["extract", "is_whole", "page_text", "parse"]

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML_ENCODING = re.compile(
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})", re.IGNORECASE
)
_CUT = "data-cut-short"
_RULE = re.compile(r"[-|: ]*-[-|: ]*")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}\?>")
_MAX_MARKUP = 20_000_000
# Above this trafilatura, whose time grows faster than the page, is not tried.
_MAX_TAGS = 60_000
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>|<[!?][^<>]*>")

_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math",
    "iframe", "object", "embed", "canvas", "audio", "video", "select", "button", "textarea",
})  # fmt: skip
_FURNITURE = frozenset({"nav", "footer", "aside", "form"})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})


def extract(data: bytes, *, limits: Limits, deadline: Deadline) -> Extracted:
    """Read a web page."""
    decoded = decode(data, _declared(data))
    if len(decoded.text) > _MAX_MARKUP:
        raise TooLarge(
            f"the page has more than {_MAX_MARKUP:,} characters of markup",
            "Save the part that matters as text or PDF and add that",
        )
    markup = clean(decoded.text)
    tree = parse(markup)
    notes = () if decoded.sure else (f"encoding guessed: {decoded.encoding}",)
    if tree is None:
        return Extracted(text="", notes=notes)
    stated = page_metadata(tree)
    deadline.check()
    text = author = None
    if is_whole(tree) and markup.count("<") <= _MAX_TAGS:
        text, author = _article(markup)
        deadline.check()
    if not text:
        text = page_text(markup, furniture=False) or page_text(markup)
        notes = (*notes, "no article found in the page: all its visible text was taken")
    limits.check_characters(len(text))
    return Extracted(
        text=text,
        title=stated.title,
        publisher=stated.publisher,
        authors=stated.authors,
        published=stated.published,
        weak_authors=tuple(
            name for name in people((author or "").split(";")) if name != stated.publisher
        ),
        language=stated.language,
        notes=notes,
    )


def parse(markup: str) -> lxml_html.HtmlElement | None:
    """Parse a page into a tree, or return None when there is nothing in it.

    No entity is fetched or expanded beyond HTML's own, and nothing is loaded.
    """
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(_XML_DECLARATION.sub("", markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    # What is nested deeper than libxml2 goes is missing in the tree, without an error.
    cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    tree.set(_CUT, "yes" if cut else "no")
    return tree


def is_whole(tree: lxml_html.HtmlElement) -> bool:
    """Tell whether a tree from `parse` holds all of the page."""
    return str(tree.get(_CUT)) != "yes"


def page_text(markup: str, *, furniture: bool = True) -> str:
    """Return all visible text of a page or piece of a page, one line a block.

    Table cells are parted by " | ". A page nested too deeply for a tree is stripped of its tags.

    Parameters
    ----------
    markup
        The page, cleaned.
    furniture
        Whether menus, footers, asides and forms are taken too.
    """
    tree = parse(markup)
    if tree is None:
        return ""
    return _visible(tree, furniture) if is_whole(tree) else _stripped(markup)


def _stripped(markup: str) -> str:
    """Take the tags out of markup, and what scripts and styles hold."""
    parts: list[str] = []
    at = 0
    within: str | None = None
    for match in _TAG.finditer(markup):
        closing, tag = match[1] == "/", (match[2] or "").lower()
        if within is None:
            parts.append(_flat(unescape(markup[at : match.start()])))
            if not closing and tag in ("script", "style"):
                within = tag
            elif tag not in _INLINE:
                parts.append("\n")
        elif closing and tag == within:
            within = None
        at = match.end()
    if within is None:
        parts.append(_flat(unescape(markup[at:])))
    return _lines("".join(parts))


def _visible(tree: lxml_html.HtmlElement, furniture: bool) -> str:
    hidden = _UNSEEN if furniture else _UNSEEN | _FURNITURE
    pieces: list[str] = []
    # Walked with a stack of its own: pages nest deeper than Python's calls may.
    stack: list[tuple[lxml_html.HtmlElement | None, str]] = [(tree, "")]
    while stack:
        element, tail = stack.pop()
        if element is None:
            pieces.append(tail)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        after = element.tail or ""
        if not tag or tag in hidden or _is_hidden(element):
            pieces.append(_flat(after))
            continue
        if tag == "br":
            pieces.append("\n" + _flat(after))
            continue
        edge = "" if tag in _INLINE else " | " if tag in _CELLS else "\n"
        pieces.append(("" if tag in _CELLS else edge) + _flat(element.text or ""))
        stack.append((None, edge + _flat(after)))
        stack.extend((child, "") for child in reversed(element))
    return _lines("".join(pieces))


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _lines(text: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip(" |") for line in text.split("\n"))
    # A line of dashes only parts a table's head from its body.
    return clean("\n".join(line for line in lines if line and not _RULE.fullmatch(line)))


def _article(markup: str) -> tuple[str | None, str | None]:
    """Return the article's text and the author that trafilatura makes out."""
    import trafilatura

    found = trafilatura.bare_extraction(
        _XML_DECLARATION.sub("", markup),
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text, author = getattr(found, "text", None), getattr(found, "author", None)
    return (_lines(text) if isinstance(text, str) else None), author


def _declared(data: bytes) -> str | None:
    match = _XML_ENCODING.search(data[:1024]) or _CHARSET.search(data[:8192])
    return match[1].decode("ascii") if match else None
