"""Passages: cut in code points, marked, with the words around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.edtf import when_words
from graph.explore.passages import CONTEXT, Shelf, cut, show_evidence
from graph.explore.words import shorten
from tests.explore import affair


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-3, 63), st.integers(-3, 63), st.just("subject"), st.just(""))),
)
def test_cut_pieces_always_join_to_the_quote(text, marks):
    assert "".join(piece["text"] for piece in cut(text, marks)) == text


def test_cut_counts_code_points_beyond_the_basic_plane():
    pieces = cut("🙂🙂 Ann Ho left", [(3, 9, "subject", "")])
    assert [piece["text"] for piece in pieces] == ["🙂🙂 ", "Ann Ho", " left"]


def test_cut_shows_the_earlier_of_overlapping_marks():
    pieces = cut("abcdef", [(1, 4, "subject", ""), (2, 6, "trigger", "")])
    assert [(piece["text"], piece.get("mark")) for piece in pieces] == [
        ("a", None), ("bcd", "subject"), ("ef", "trigger"),
    ]  # fmt: skip


def test_show_evidence_marks_what_a_pronoun_stands_for():
    shelf = Shelf(affair.documents())
    shown = show_evidence(affair.NEVER, shelf)
    assert {"text": "I", "mark": "subject", "via": "Viktor Maranov"} in shown["pieces"]
    assert [speaker["name"] for speaker in shown["who"]] == ["Varen News Wire", "Viktor Maranov"]
    assert shown["who"][1]["way"] == "in their own words"


def test_show_evidence_without_a_publisher_says_so():
    shown = show_evidence(affair.WITNESSES, Shelf(affair.documents()))
    assert shown["who"][0]["name"] == "The document itself"


def test_show_evidence_of_company_marks_the_two_names():
    passage = {key: affair.MEMBER[key] for key in ("document", "page", "position", "quote")}
    names = {"subject": ["Maranov", "Viktor Maranov"], "object": ["Harbour Panel"]}
    shown = show_evidence(passage, Shelf(affair.documents()), names=names)
    marked = {piece["mark"]: piece["text"] for piece in shown["pieces"] if "mark" in piece}
    assert marked == {"subject": "Viktor Maranov", "object": "Harbour Panel"}


def test_shelf_gives_words_around_but_not_the_whole_text():
    text = "word " * 400 + "Here it stands. " + "word " * 400
    start = text.index("Here")
    evidence = {
        "document": "d",
        "position": {"start": start, "end": start + 15},
        "quote": {"exact": "Here it stands.", "prefix": "", "suffix": ""},
    }
    shelf = Shelf({"d": {"title": "T", "text": text}})
    passage = shelf.passages[shelf.passage(evidence)]
    assert passage["quote"] == "Here it stands."
    assert passage["before"].startswith("…word") and passage["after"].endswith("word…")
    assert CONTEXT - 45 < len(passage["before"]) <= CONTEXT + 1
    assert "text" not in shelf.documents[0]


def test_shelf_tells_of_a_passage_that_does_not_stand():
    evidence = {
        "document": "d",
        "position": {"start": 0, "end": 4},
        "quote": {"exact": "Then", "prefix": "Well. ", "suffix": " what"},
    }
    shelf = Shelf({"d": {"title": "T", "text": "Here it stands."}})
    passage = shelf.passages[shelf.passage(evidence)]
    assert not passage["stands"]
    assert (passage["before"], passage["quote"], passage["after"]) == ("Well. ", "Then", " what")


def test_shelf_holds_a_passage_once():
    shelf = Shelf(affair.documents())
    assert shelf.passage(affair.MEMBER) == shelf.passage(affair.MEMBER)
    assert len(shelf.passages) == len(shelf.documents) == 1


def test_when_words_reads_dates_and_keeps_what_it_cannot():
    assert when_words("2018-01-05") == "5 January 2018"
    assert when_words("2014/..") == "from 2014"
    assert when_words("../1983-10") == "until October 1983"
    assert when_words("19XX") == "1900s"
    assert when_words("1988?") == "perhaps 1988"
    assert when_words("spring") == "spring"
    assert when_words("1988-21") == "spring 1988"
    assert when_words("1988-13") == "1988-13"
    assert when_words(None) == ""


def test_shorten_cuts_between_words():
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("short", 12) == "short"
