from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate import boilerplate

FIRST = "The report was published on Monday.\n\n"


def reasons(line: str) -> list[str]:
    found = boilerplate(f"{FIRST}{line}\n\nNobody commented.\n")
    assert all(span.start == len(FIRST) for span in found)
    assert all(span.end == len(FIRST) + len(line) for span in found)
    return [span.why for span in found]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Exit mobile version", "page control"),
        ("Skip to content", "page control"),
        ("Share on Facebook", "share button"),
        ("Facebook | Twitter | Share", "share button"),
        ("Sign up for our weekly newsletter", "subscription"),
        ("We use cookies to improve your experience on our website.", "cookie notice"),
        ("Read more: Ten fires that shook the port", "link to other pages"),
        ("Related articles", "link to other pages"),
        ("Lire aussi : L'incendie du port", "link to other pages"),
        ("© 2020 The Harbour Herald", "copyright line"),
        ("Copyright 2020 Harbour Media. All rights reserved.", "copyright line"),
        ("Advertisement", "advertisement"),
        ("Tags: fire, port, inquiry", "tags"),
        ("Leave a comment", "comments"),
        ("Page 3 of 12", "page number"),
        ("Photo: The harbour after the fire. Ana Bell", "picture caption"),
        ("Mourners at the gate (Photo by Ana Bell)", "picture caption"),
        ("Pictures of some of the victims in a public exhibition", "picture caption"),
        ("Home | News | Politics | Sport", "navigation"),
    ],
)
def test_boilerplate_names_the_line(line: str, why: str) -> None:
    assert reasons(line) == [why]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law was changed in 1998 by the assembly.",
        "(c) The committee shall publish its report within a year.",
        "Pictures of the dead were shown to the court.",
        "Photographs by the army show burned villages north of the river.",
        "She read more than forty files, and found nothing.",
        "Share prices fell when the minister resigned.",
        "He subscribed to the view that the orders came from above.",
        "Advertising in the port was banned in 2001.",
        "The page numbers had been torn off.",
        "All rights reserved to citizens were suspended under the emergency decree of that year.",
        "Related to the minister by marriage, he kept silent.",
        "Tags were tied to the wrists of the dead.",
        "Comments by the prosecutor were not recorded.",
        "Twitter closed the account of the general.",
        "See annex B: names of the dead.",
        "The left, the right, and the army agreed.",
        "World powers met on Sunday.",
    ],
)
def test_boilerplate_never_takes_a_sentence(line: str) -> None:
    assert reasons(line) == []


def test_boilerplate_marks_the_caption_beside_a_credit() -> None:
    caption = "The minister, Ana Bell (right), looks on as the gate is opened"
    assert [s.why for s in boilerplate(f"{FIRST}Photo: Jo Marsh\n{caption}\n")] == [
        "picture caption"
    ] * 2
    assert boilerplate(f"{FIRST}{caption}\n") == ()


def test_boilerplate_marks_a_menu_down_the_page() -> None:
    menu = "Home\nNews\nPolitics\nSport\nContact"
    assert [s.why for s in boilerplate(f"{menu}\n\n{FIRST}")] == ["navigation"] * 5
    assert boilerplate("Ana Bell\nJo Marsh\nNews\nOmar Rashid\nHome\n") == ()


def test_boilerplate_spares_the_title() -> None:
    title = "Photos of the fire"
    assert boilerplate(f"Harbour Post\n\n{title}\n", title) == ()


@given(
    st.lists(st.sampled_from(["Exit mobile version", " ", "Share", "He left.", "\u00e9\n"])).map(
        "\n".join
    )
)
def test_boilerplate_spans_are_whole_lines_in_order(text: str) -> None:
    found = boilerplate(text)
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in found)
    assert all(a.end < b.start for a, b in zip(found, found[1:], strict=False))
