"""The report as HTML: shut, well-formed, linked both ways, hostile words shown as words."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace

import lxml.html
import pytest

from graph.report import html
from graph.report.content import Dossier
from tests.report import affair

TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "section",
        "nav",
        "footer",
    ),
    *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "blockquote"),
    *("a", "bdi", "cite", "code", "mark", "span", "strong", "sup"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""All that the report's own template uses."""


@pytest.fixture(scope="module")
def page(maranov: Dossier) -> str:
    return html.render(maranov)


@pytest.fixture(scope="module")
def tree(page: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page)


def test_nothing_can_run_and_nothing_is_fetched(tree: lxml.html.HtmlElement, page: str) -> None:
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= TAGS
    for element in tree.iter():
        assert not any(name.startswith("on") or name in {"src", "style"} for name in element.attrib)
        assert element.get("href", "#").startswith("#")
    [policy] = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv")]
    [style] = re.findall(r"<style>(.*?)</style>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy and "url(" not in style and "@import" not in style


def test_every_link_leads_somewhere_and_notes_lead_back(tree: lxml.html.HtmlElement) -> None:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert max(ids.values()) == 1
    for link in tree.iter("a"):
        assert link.get("href")[1:] in ids
    there = tree.xpath("//a[@role='doc-noteref']")
    back = tree.xpath("//a[@role='doc-backlink']")
    assert there and {a.get("id") for a in there} == {a.get("href")[1:] for a in back}
    for link in (*there, *back):
        assert link.get("aria-label")


def test_passages_are_verbatim_and_hostile_words_are_shown_as_words(
    tree: lxml.html.HtmlElement, maranov: Dossier
) -> None:
    shown = [p.text_content() for p in tree.xpath("//span[@class='passage']")]
    assert shown == ["".join(p.text for p in note.pieces) for note in maranov.footnotes]
    text = tree.text_content()
    assert affair.SCRIPT in text and affair.IMAGE in text
    assert "</blockquote></li>" in text
    assert "annual[U+202E]fdp.exe.txt" in text and "\u202e" not in text


def test_names_are_isolated_and_hashes_are_whole_in_the_sources(
    tree: lxml.html.HtmlElement, maranov: Dossier
) -> None:
    assert "پروانه رستگار" in [b.text_content() for b in tree.iter("bdi")]
    hashes = [c.text_content() for c in tree.xpath("//ol[@class='sources']//code")]
    assert hashes == [source.content_sha256 for source in maranov.sources]
    assert {len(code) for code in hashes} == {64}


def test_denied_stands_in_the_column_beside_affirmed(tree: lxml.html.HtmlElement) -> None:
    [sides] = tree.xpath("//div[@class='sides']")
    assert [h.text_content() for h in sides.iter("h4")] == ["Affirmed", "Denied"]
    assert tree.xpath("//p[@class='contradiction']")
    assert [t.text_content() for t in tree.xpath("//span[@class='tag']")] == ["alleged"]


def test_the_same_dossier_gives_the_same_bytes(maranov: Dossier, page: str) -> None:
    assert html.render(maranov).encode() == page.encode()
    assert "Made on &lt;b&gt;. " in html.render(maranov, generated="Made on <b>")


def test_a_name_that_utf8_cannot_hold_does_not_stop_the_report(maranov: Dossier) -> None:
    html.render(replace(maranov, name="half \ud800 a pair")).encode("utf-8")
