"""Positions are not cut to another rank, and what only looks like an event is none."""

from __future__ import annotations

import pytest

from tests.extract.words import said


@pytest.mark.parametrize(
    "marked",
    [
        "“It is bad,” said [PERSON:Ana Vell], [ORG:Lantern Watch]'s deputy [LOC:Middle East] director.",
        "The army's chief of staff General [PERSON:Oto Karo] left.",
        "The ship holds 210 passengers.",
        "Phones lose signal when held in a certain way by [PERSON:Ana Vell].",
        "[ORG:Salt Works Ltd] was suspended from bidding in 2003.",
        "The minister welcomed the [ORG:Lake Guard]'s liberation of the town.",
        "[PERSON:Ana Vell] left.",
    ],
)
def test_nothing_is_said(marked):
    assert said(marked) == []


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        (
            "[ORG:Lake Guard]'s vice-president for sales, [PERSON:Ana Vell], spoke.",
            "Ana Vell position-held vice-president Lake Guard",
        ),
        (
            "[PERSON:Ana Vell] started [ORG:Lake Guard] in 1976.",
            "Ana Vell founded Lake Guard @1976",
        ),
        (
            "[PERSON:Ana Vell] arrives in [GPE:Belm] next month.",
            "movement: destination Belm (planned)",
        ),
        (
            "[PERSON:Ana Vell] will be honoured and fly to [GPE:Tarn].",
            "movement: destination Tarn (planned)",
        ),
        ("Guards held nine students.", "detention: number 9"),
        (
            "During the transition to her second term in 2017, [PERSON:Oto Karo] was removed from"
            " the cabinet.",
            "removal: date 2017",
        ),
        (
            "The court ordered the execution of wrestler [PERSON:Ilo Ferr], who had taken part in"
            " protests.",
            "protest: participant Ilo Ferr",
        ),
    ],
)
def test_what_is_said_is_no_more_than_the_words(marked, line):
    assert line in said(marked)


def test_near_a_place_is_not_in_it():
    assert not any(
        "place" in line for line in said("[PERSON:Ana Vell] was killed near [GPE:Belm].")
    )


def test_women_and_children_are_counted_together():
    from tests.extract.words import reading

    found = reading("The attack killed at least 13 women and children in [GPE:Belm].")
    (number,) = [s.value for s in found.statements if s.predicate == "number-affected"]
    assert number.text == "at least 13 women and children"
