"""Dates on claims, with the precision that the text gives; what cannot be told stays in words."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM = "[PERSON:Oto Brand]", "[GPE:Belm]"

DATED = [
    (f"{FERR} was held in {BELM} from 3 to 17 June 1985.", "detention: date 1985-06-03/1985-06-17"),
    (f"Two years later, in 1987, {FERR} was executed.", "execution: date 1987"),
    (
        f"In January 1980 {FERR} was arrested, tortured and, in March, executed.",
        "execution: date 1980-03",
    ),
    (f"{VELL} led the {GUARD} until her death in 1991.", "Ana Vell leads Lake Guard @../1991"),
    (f"{VELL} led the {GUARD} until her death in 1991.", "death: date 1991"),
    (
        f"{VELL} has led the {GUARD} since the death of {FERR} in 1974.",
        "Ana Vell leads Lake Guard @1974/..",
    ),
    (f"{VELL} lived in {BELM} until 2004 and died four years later.", "death: date 2008"),
    (f"{VELL} moved to {BELM} before the coup in 1974.", "coup: date 1974"),
    (f"{FERR} was arrested on 3 May 1988.", "detention: date 1988-05-03"),
    (f"{FERR} was arrested in May 1988.", "detention: date 1988-05"),
    (f"{FERR} was arrested in 1988.", "detention: date 1988"),
    (f"In 1988, {FERR} was arrested.", "detention: date 1988"),
    (f"{FERR} was arrested in 1988 and executed in 1990.", "detention: date 1988"),
    (f"{FERR} was arrested in 1988 and executed in 1990.", "execution: date 1990"),
    (f"{FERR}, arrested in 1988, was executed in 1990.", "execution: date 1990"),
    (f"The execution of {FERR} took place on 3 May 1988.", "execution: date 1988-05-03"),
    (f"{VELL} resigned in March 2011.", "resignation: date 2011-03"),
    (f"{VELL} joined the {GUARD} in 1981.", "Ana Vell member-of Lake Guard @1981"),
    (f"{VELL} has led the {GUARD} since 2006.", "Ana Vell leads Lake Guard @2006/.."),
]

RELATIVE = [
    f"{FERR} was arrested on Tuesday.",
    f"{FERR} was arrested last month.",
]


@pytest.mark.parametrize(("marked", "line"), DATED)
def test_a_date_belongs_to_its_event(marked, line):
    assert line in said(marked)


def test_what_began_then_is_open_towards_the_end():
    assert "conflict: date 2011/.." in said(f"The war in {BELM} began in 2011.")
    assert "conflict: date 2011" in said(f"The war in {BELM} took place in 2011.")


def test_two_dates_of_one_verb_give_none():
    found = said(f"{VELL} met {FERR} on 4 April 2010 and {BRAND} on 6 April 2010.")
    assert "meeting: participant Ana Vell" in found
    assert "meeting: date 2010-04-06" not in found


def test_dates_told_by_their_order_are_left_out():
    found = said(f"{FERR} and {BRAND} were arrested in 1988 and 1990, respectively.")
    assert "detention: detained Ilo Ferr" in found
    assert not [line for line in found if ": date " in line]


def test_the_date_of_what_came_after_is_not_that_of_the_verb():
    found = said(f"{VELL} moved to {BELM} before the coup in 1974.")
    assert not [line for line in found if line.startswith("movement: date")]
    assert "detention: date 1974" in said(f"{FERR} was arrested during a protest in 1974.")


def test_a_day_beside_a_state_may_be_that_of_the_telling():
    found = said(f"{VELL} said {FERR} was the founder of the {GUARD} on Wednesday.")
    assert "Ilo Ferr founded Lake Guard < Ana Vell" in found


def test_a_date_after_what_is_told_may_be_that_of_the_telling():
    found = said(f"{VELL} will confirm the appointment of {FERR} on 9 May 2011.")
    assert not [line for line in found if line.startswith("appointment: date")]
    assert "detention: date 2011-05-09" in said(
        f"The {GUARD} carried out the arrest of {FERR} on 9 May 2011."
    )


def test_a_date_beside_a_nested_event_is_not_the_outer_one_s():
    found = said(f"{VELL} called for an inquiry into a raid on Friday that killed nine in {BELM}.")
    assert not [line for line in found if line.startswith("request: date")]


@pytest.mark.parametrize("marked", RELATIVE)
def test_a_relative_date_waits_for_the_document_s(marked):
    dates = [line for line in said(marked) if ": date " in line]
    assert dates
    assert not [line for line in dates if "date 1" in line or "date 2" in line]


def test_a_date_of_birth_is_no_date_of_the_event():
    found = said(f"Prosecutors brought charges against {FERR}, born 3 February 1961 in {BELM}.")
    assert "charge: accused Ilo Ferr" in found
    assert not [line for line in found if line.startswith("charge: date")]
