"""The report as Markdown: footnotes resolve, and no word of a document is taken for markup."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from graph.model import Span
from graph.report import markdown
from graph.report.content import Dossier, Footnote, Piece
from tests.report import affair

SIGNS = st.lists(
    st.sampled_from([*"ab 1.)(#-+*_`~[]<>!|&;:\\/'\"=$^{}\n\u202e", "www.", "http://", "&amp;"]),
    max_size=40,
).map("".join)


def shown(text: str) -> str:
    """Return what a renderer that knows tables and footnotes makes of Markdown."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).render(text)


@pytest.fixture(scope="module")
def report(maranov: Dossier) -> str:
    return markdown.render(maranov)


@pytest.fixture(scope="module")
def tree(report: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(shown(report))


def test_every_footnote_that_is_pointed_to_is_there(report: str, maranov: Dossier) -> None:
    defined = re.findall(r"(?m)^\[\^(\d+)\]: ", report)
    assert defined == [str(note.number) for note in maranov.footnotes]
    used = set(re.findall(r"\[\^(\d+)\](?!:)", report))
    assert used == set(defined)


def test_hostile_words_are_no_markup(tree: lxml.html.HtmlElement) -> None:
    tags = {element.tag for element in tree.iter()}
    assert not tags & {"script", "img", "b", "i", "em", "s"}
    for element in tree.iter("a"):
        assert element.get("href").startswith("#fn")
    assert not any(name.startswith("on") for e in tree.iter() for name in e.attrib)
    assert affair.SCRIPT in tree.text_content() and affair.IMAGE in tree.text_content()


def test_passages_are_blockquotes_and_verbatim(
    tree: lxml.html.HtmlElement, maranov: Dossier
) -> None:
    quotes = [" ".join(q.text_content().split()) for q in tree.xpath("//li//blockquote")]
    assert len(quotes) == len(maranov.footnotes)
    for quote, note in zip(quotes, maranov.footnotes, strict=True):
        assert " ".join("".join(p.text for p in note.pieces).split()) in quote
    assert "Viktor Maranov" in [s.text_content() for s in tree.xpath("//blockquote//strong")]


def test_the_table_has_a_row_for_each_neighbour(
    tree: lxml.html.HtmlElement, maranov: Dossier
) -> None:
    rows = tree.xpath("//tbody/tr")
    assert [len(row) for row in rows] == [5] * len(maranov.neighbours)


def test_the_same_dossier_gives_the_same_bytes(maranov: Dossier, report: str) -> None:
    assert markdown.render(maranov).encode() == report.encode()
    assert report.endswith("\n") and not report.endswith("\n\n")


@settings(deadline=None, max_examples=300)
@given(SIGNS)
def test_escaped_words_render_as_just_these_words(text: str) -> None:
    told = lxml.html.document_fromstring(shown(f"x {markdown.escape(text)} y") or "<p></p>")
    assert {e.tag for e in told.iter()} == {"html", "body", "p"}
    expected = " ".join(text.split()).replace("\u202e", "[U+202E]")
    assert " ".join(told.text_content().split()) == f"x {expected} y".replace("  ", " ")


@settings(deadline=None, max_examples=300)
@given(SIGNS, SIGNS, SIGNS)
def test_a_quoted_passage_renders_as_just_its_words(first: str, second: str, third: str) -> None:
    note = Footnote(
        number=1,
        uses=1,
        source=1,
        page=None,
        last_page=None,
        position=Span(0, 1),
        before="",
        after="",
        pieces=(Piece(f"q{first}"), Piece(second, "name"), Piece(third)),
        voices=(),
    )
    lines = "\n".join(f"> {line}".rstrip() for line in markdown._quote(note))
    told = lxml.html.document_fromstring(shown(lines))
    assert {e.tag for e in told.iter()} <= {"html", "body", "p", "blockquote", "strong"}
    assert told.text_content().split() == f"q{first}{second}{third}".split()
