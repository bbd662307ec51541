from __future__ import annotations

import json

import pytest

from corpus import Document, NoText, read_bytes
from corpus.readers.html import page_text
from corpus.reading import read_bytes_noted

BODY = """
<p>Judge Omar&nbsp;Rashid signed the order on Monday, the inquiry into the fire heard today.</p>
<p>His clerk, <a href="/x">Ana Bell</a>, said that <b>nobody</b> had asked him to &amp; that he
had told no one of it before. The hearing was held in the old customs house by the harbour.</p>
<h2>What is known</h2>
<p>Nine watchmen were sent home before midnight, although the rules demand three at all times.</p>
<table><tr><th>Name</th><th>Born</th></tr><tr><td>Emin</td><td>1963</td></tr></table>
"""


def page(head: str = "", body: str = BODY, before: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'>{head}</head><body>"
        f"<nav><a>Home</a> <a>Politics</a></nav>{before}<article>{body}</article>"
        "<footer>© Harbour Post</footer><script>var secret = 1</script></body></html>"
    ).encode()


def read(data: bytes) -> Document:
    return read_bytes(data, "a.html")


def test_html_takes_the_article_and_nothing_around_it() -> None:
    text = read(page()).text
    assert "Judge Omar Rashid signed the order on Monday" in text
    assert "His clerk, Ana Bell, said that nobody had asked him to & that he had told" in text
    assert "\nWhat is known\n" in text
    assert "Emin | 1963" in text
    assert "secret" not in text
    assert "Politics" not in text


def test_html_reads_meta_elements() -> None:
    head = """
    <title>Judge signed order - Harbour Post</title>
    <meta property="og:title" content="Judge signed order - Harbour Post">
    <meta property="og:site_name" content="Harbour Post">
    <meta name="author" content="By Ana Bell and Jo Marsh">
    <meta property="article:published_time" content="2020-05-03T23:30:00+02:00">
    <meta property="article:modified_time" content="2021-01-01">"""
    found = read(page(head))
    assert (found.title, found.publisher) == ("Judge signed order", "Harbour Post")
    assert (found.authors, found.published) == (("Ana Bell", "Jo Marsh"), "2020-05-03")
    assert (found.language, found.media_type, found.pages) == ("en", "text/html", ())


def test_html_reads_linked_data() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "Elsewhere"},
            {
                "@type": "NewsArticle",
                "headline": "Judge signed order",
                "datePublished": "2020-05",
                "publisher": {"@type": "Organization", "name": "Harbour Post"},
                "author": [{"@type": "Person", "name": "Ana Bell"}, {"name": "Jo Marsh"}],
            },
        ]
    }
    found = read(page(f"<script type='application/ld+json'>{json.dumps(data)}</script>"))
    assert (found.title, found.publisher) == ("Judge signed order", "Harbour Post")
    assert (found.authors, found.published) == (("Ana Bell", "Jo Marsh"), "2020-05")


def test_html_heading_tells_title_from_site() -> None:
    head = "<title>Judge signed order | Harbour Post</title>"
    found = read(page(head, before="<h1>Judge signed order</h1>"))
    assert (found.title, found.publisher) == ("Judge signed order", "Harbour Post")


def test_html_takes_no_host_for_a_publisher_and_no_copyright_year_for_a_date() -> None:
    head = "<meta property='og:site_name' content='news.example.org'><title>A fire</title>"
    found = read(page(head, body=BODY + "<p>© 1998–2021</p>"))
    assert (found.publisher, found.published) == (None, None)


@pytest.mark.parametrize(
    "bad", ["{", "[" * 5_000, '"x"', "null", '{"@type": "Article", "headline": 5, "author": 7}']
)
def test_html_survives_broken_linked_data(bad: str) -> None:
    found = read(page(f"<title>A fire</title><script type='application/ld+json'>{bad}</script>"))
    assert found.title == "A fire"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_html_encodings(encoding: str) -> None:
    declared = encoding if encoding != "utf-16" else "utf-8"
    markup = f"<html><head><meta charset='{declared}'></head><body><p>Le général Núñez a nié.</p>"
    assert read(markup.encode(encoding)).text == "Le général Núñez a nié."


def test_page_text_is_what_can_be_seen() -> None:
    markup = (
        "<div>One<br>two<span> three</span></div><p hidden>no</p><p style='display: none'>no</p>"
        "<table><tr><td>a</td><td>b</td></tr></table><style>p{}</style>"
    )
    assert page_text(f"<html><body>{markup}<nav>Home</nav>") == "One\ntwo three\na | b\nHome"
    assert page_text(f"{markup}<nav>Home</nav>", furniture=False) == "One\ntwo three\na | b"


def test_html_nested_deeply_loses_nothing() -> None:
    deep = "<div><b>" * 3_000 + "the end" + "<script>no</script>" + "</div>" * 3_000
    markup = f"<html><body><p>The beginning.</p>{deep}<p>After &lt;it&gt;.</p>"
    found, notes = read_bytes_noted(markup.encode(), "a.html")
    assert found.text == "The beginning.\nthe end\nAfter <it>."
    assert notes == ("no article found in the page: all its visible text was taken",)


def test_html_expands_no_entities_of_its_own() -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    markup = f'<!DOCTYPE html [<!ENTITY e0 "lol">{entities}]><html><body><p>The judge &e9; left.'
    text = read(markup.encode()).text
    assert "judge" in text
    assert len(text) < 400


def test_html_without_text_fails() -> None:
    with pytest.raises(NoText, match="W105"):
        read(b"<html><body><script>var words = 'many'</script><img src=x></body></html>")


def test_web_page_by_another_name_is_read_as_what_it_is() -> None:
    for name in ("a.txt", "a.pdf", "a.docx", "noextension"):
        assert read_bytes(page(), name).media_type == "text/html"
