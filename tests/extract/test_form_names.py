"""Names that their form gives away."""

from __future__ import annotations

import pytest

from graph.extract.form_names import form_names
from graph.model import FoundMention


def _mention(text: str, start: int, kind: str) -> FoundMention:
    return FoundMention(
        start=start,
        end=start + len(text),
        text=text,
        type=kind,
        form="named",
        score=0.9,
        component="test",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He sold Maro Cement.", ["Maro Cement"]),
        ("The Hotel Miramar burned.", ["Hotel Miramar"]),
        ("In Warehouse 9 it was dark.", ["Warehouse 9"]),
        ("When Summit Trading failed, he left.", ["Summit Trading"]),
        ("The Achterberg Clinic closed.", ["Achterberg Clinic"]),
        ("Trading in cement was slow.", []),
        ("The Cement Works closed.", []),
        ("They met at the hotel.", []),
        ("Foreign Trading grew.", []),
    ],
)
def test_names_by_form(text, names):
    assert [name.text for name, _ in form_names(text, [], "test")] == names


def test_a_place_before_a_word_of_trade_is_part_of_the_name():
    text = "He sold Maro Cement to X."
    place = _mention("Maro", 8, "GPE")
    assert [(n.text, old) for n, old in form_names(text, [place], "test")] == [
        ("Maro Cement", place)
    ]


def test_what_was_read_stands():
    text = "He sold Maro Cement to X."
    assert not list(form_names(text, [_mention("Maro Cement", 8, "ORG")], "test"))
    assert not list(form_names(text, [_mention("Maro", 8, "PERSON")], "test"))
