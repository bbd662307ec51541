"""What a web page states about itself: meta elements, JSON-LD, marked-up times.

Only statements made for the purpose are read. Dates keep the precision they are written
with, and a page's copyright year or the time of its last change is no date of publication.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from corpus.bylines import names_in_byline
from corpus.dates import edtf
from corpus.metadata import tidy_title

__all__ = ["PageMetadata", "page_metadata", "people"]

_TITLE = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHER = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher")
_AUTHOR = ("author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author")
_DATE = (
    "article:published_time", "og:article:published_time", "citation_publication_date",
    "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
    "dcterms.created", "pubdate", "publishdate", "publish-date", "parsely-pub-date",
    "sailthru.date", "article.published",
)  # fmt: skip
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "ReportageNewsArticle",
             "OpinionNewsArticle", "WebPage", "LiveBlogPosting")  # fmt: skip
_DAY = re.compile(r"\s*(\d{4}-\d{2}(?:-\d{2})?)(?:[T ].*)?\s*", re.DOTALL)
_TAIL = re.compile(r"\s+[|·•–—-]\s+([^|·•–—]{2,60})")
_SECTION = re.compile(
    r"(?:world|news|politics|opinion|sports?|business|home|culture|blog|english|video)(?: news)?",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[\w.-]+\.[a-z]{2,}(?:/.*)?", re.IGNORECASE)
_MAX_JSON = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """A page's own statements; None or empty where it makes none."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


def page_metadata(tree: HtmlElement) -> PageMetadata:
    """Read what a page states about itself."""
    metas = _metas(tree)
    article, publisher_name, authors = _linked_data(tree)
    publisher = _publisher(_first(metas, _PUBLISHER) or publisher_name)
    title, site = _title(tree, _first(metas, _TITLE) or _text(article.get("headline")))
    publisher = publisher or _publisher(site)
    if not authors:
        named = [value for key in _AUTHOR for value in metas.get(key, ())]
        authors = people(named) or people(_elements(tree, 'rel="author"', "author"))
    return PageMetadata(
        title=_without_site(title, publisher),
        publisher=publisher,
        authors=tuple(name for name in authors if name != publisher),
        published=_published(tree, metas, article),
        language=(tree.get("lang") or "")[:2].lower() or None,
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = " ".join((meta.get("content") or "").split())
        if key and value:
            found.setdefault(key.strip().lower(), []).append(value)
    return found


def _first(metas: dict[str, list[str]], keys: Iterable[str]) -> str | None:
    return next((metas[key][0] for key in keys if key in metas), None)


def _linked_data(tree: HtmlElement) -> tuple[dict[str, Any], str | None, tuple[str, ...]]:
    """Return the first article in the page's JSON-LD, its publisher and its authors."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().strip() != "application/ld+json":
            continue
        source = script.text or ""
        if len(source) > _MAX_JSON:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLES for kind in kinds) and item.get("headline"):
                names = [_name(author) for author in _listed(item.get("author"))]
                return item, _name(item.get("publisher")), people(n for n in names if n)
    return {}, None, ()


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for item in _listed(data):
        if isinstance(item, dict):
            yield item
            for part in _listed(item.get("@graph")):
                if isinstance(part, dict):
                    yield part


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value)


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def people(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in stated bylines, without addresses and "by"."""
    found: list[str] = []
    for name in names:
        bare = re.sub(r"^(?:by|von|par|por)\s+", "", name, flags=re.IGNORECASE)
        if not re.search(r"https?:|[@/]", bare) and len(bare) <= 200:
            found.extend(part for part in names_in_byline(bare) if len(part) <= 80)
    return tuple(dict.fromkeys(found))


def _elements(tree: HtmlElement, rel: str, itemprop: str) -> list[str]:
    """Return the texts of elements marked as author, where there are few of them."""
    marked = tree.xpath(f"//a[@{rel}] | //*[@itemprop='{itemprop}']")
    texts = [" ".join(element.text_content().split()) for element in marked[:20]]
    found = list(dict.fromkeys(text for text in texts if text))
    return found if len(found) <= 3 else []


def _title(tree: HtmlElement, stated: str | None) -> tuple[str | None, str | None]:
    """Return the page's title and, where the title's tail names it, the site.

    A page's title is often its headline with the site's name after a dash. Where a heading of
    the page is how the title begins, the heading is the title and the rest names the site.
    """
    page = next(iter(_texts(tree, "title")), None)
    headings = _texts(tree, "h1")
    site = None
    for title in filter(None, (page, stated)):
        for heading in headings:
            tail = title.removeprefix(heading)
            match = _TAIL.fullmatch(tail) if tail != title else None
            if match and not _SECTION.fullmatch(match[1]):
                site = site or match[1]
            if (match or tail == "") and len(heading.split()) > 1:
                return heading, site
    if stated is None and len(headings) == 1:
        return headings[0], site
    return stated or page, site


def _without_site(title: str | None, publisher: str | None) -> str | None:
    tidy = tidy_title(title)
    if tidy and publisher and tidy.casefold().endswith(publisher.casefold()):
        match = _TAIL.fullmatch(tidy[-len(publisher) - 3 :])
        return tidy[: -len(publisher) - 3] or tidy if match else tidy
    return tidy


def _texts(tree: HtmlElement, tag: str) -> list[str]:
    texts = (" ".join(element.text_content().split()) for element in tree.iter(tag))
    return [text for text in texts if text]


def _publisher(name: str | None) -> str | None:
    """Refuse addresses: a host is where a page lay, not who published it."""
    if name is None or _DOMAIN.fullmatch(name) or len(name) > 120:
        return None
    return name


def _published(
    tree: HtmlElement, metas: dict[str, list[str]], article: dict[str, Any]
) -> str | None:
    candidates = [
        *(value for key in _DATE for value in metas.get(key, ())[:1]),
        _text(article.get("datePublished")) or "",
    ]
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate] | //article//header//time")
    candidates += [e.get("datetime") or e.get("content") or e.text_content() for e in marked[:3]]
    for candidate in candidates:
        match = _DAY.fullmatch(candidate)
        found = edtf(match[1] if match else candidate)
        if found:
            return found
    return None
