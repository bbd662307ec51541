from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus import Limits, read_bytes
from corpus.reading import read_bytes_noted

ARTICLE = """\
Three Men Named in Fire Inquiry

By Ana Bell
3 May 2020

The inquiry heard that Judge Omar Rashid signed the order.

Exit mobile version
"""


def test_text_is_the_file_as_it_stands() -> None:
    found = read_bytes(ARTICLE.replace("\n", "\r\n").encode(), "a.txt")
    assert found.text == ARTICLE
    assert found.media_type == "text/plain"
    assert (found.title, found.authors) == ("Three Men Named in Fire Inquiry", ("Ana Bell",))
    assert (found.published, found.language, found.pages) == ("2020-05-03", "en", ())
    assert [s.why for s in found.set_aside] == ["page control"]


@given(st.text(alphabet="ab é\n.", min_size=1, max_size=60).filter(lambda t: t.strip()))
def test_text_survives_reading(text: str) -> None:
    found = read_bytes(text.encode(), "a.txt").text
    assert found.replace("\n", " ") == text.replace("\n", " ")


def test_guessed_encoding_is_noted() -> None:
    _, notes = read_bytes_noted(
        "Le général Núñez a nié les faits à Genève.".encode("cp1252"), "a.txt"
    )
    assert notes == ("encoding guessed: cp1252",)


MARKDOWN = """\
---
title: "The fire: a *chronology*"
author: [Ana Bell, Jo Marsh]
publication: Harbour Review
date: 2020-05
---

# The fire

*By somebody else*

Judge **Omar
Rashid** signed [the order](https://example.org/order?x=1) &amp; left.
His name\\_stays.

- First, the [warden][w].
- Second, `Block 9`:
  - the yard

> Nobody knew.

![The gate in May](gate.jpg)

| Name | Born |
|------|------|
| Emin | 1963 |

<p>Raw <b>markup</b></p><script>alert(1)</script>

[w]: https://example.org/warden
"""


def test_markdown_is_what_a_reader_would_see() -> None:
    found = read_bytes(MARKDOWN.encode(), "a.md")
    assert found.text == (
        "The fire\n\nBy somebody else\n\n"
        "Judge Omar Rashid signed the order & left. His name_stays.\n"
        "- First, the warden.\n- Second, Block 9:\n- the yard\n\n"
        "Nobody knew.\n\nThe gate in May\n\nName | Born\nEmin | 1963\n\nRaw markup\n"
    )
    (picture,) = found.set_aside
    assert found.passage(picture.start, picture.end) == "The gate in May"
    assert picture.why == "picture description"


def test_markdown_front_matter_gives_metadata() -> None:
    found = read_bytes(MARKDOWN.encode(), "a.md")
    assert found.title == "The fire: a *chronology"
    assert found.authors == ("Ana Bell", "Jo Marsh")
    assert (found.publisher, found.published) == ("Harbour Review", "2020-05")


def test_markdown_without_front_matter_takes_heading_and_byline() -> None:
    found = read_bytes(
        b"# A fire\n\n*By Ana Bell*\n\nHarbour, 3 May 2020\n\nIt burned.\n", "a.markdown"
    )
    assert (found.title, found.authors, found.published) == ("A fire", ("Ana Bell",), "2020-05-03")


def test_markdown_rule_at_the_top_is_no_front_matter() -> None:
    found = read_bytes(b"---\n\nThe judge: a portrait.\n\n---\n\nHe was tall.\n", "a.md")
    assert "The judge: a portrait." in found.text
    assert "He was tall." in found.text


def test_markdown_too_intricate_to_render_is_read_as_text() -> None:
    source = "The judge left. " + "[" * 6_000
    found, notes = read_bytes_noted(source.encode(), "a.md")
    assert found.text == source
    assert notes == ("too long or too intricate to render: read as plain text",)


def test_markdown_nested_deeply_loses_nothing() -> None:
    source = "".join("  " * depth + f"- item {depth}\n" for depth in range(300))
    text = read_bytes(source.encode(), "a.md").text
    assert all(f"item {depth}" in text for depth in range(300))


def test_limit_on_characters() -> None:
    data = b"word " * 100
    assert read_bytes(data, "a.txt", limits=Limits(max_characters=500)).text
    for name in ("a.txt", "a.md", "a.html"):
        try:
            read_bytes(b"<p>" + data, name, limits=Limits(max_characters=400))
        except Exception as error:
            assert "W103" in str(error)
        else:
            raise AssertionError(name)
