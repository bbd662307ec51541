"""Families by lists, births in entries, and what a life's sentences say of schools and homes."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, VELL, BRAND = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
MINA, JON = "[PERSON:Mina]", "[PERSON:Jon]"
BELM, ORM = "[GPE:Belm]", "[GPE:Orm]"

FOUND = [
    (f"{FERR} leaves a widow, {MINA}, and a son, {JON}.", "Mina spouse-of Ilo Ferr"),
    (f"{FERR} leaves a widow, {MINA}, and a son, {JON}.", "Jon child-of Ilo Ferr"),
    (
        f"{FERR} is survived by his wife of fifty years, {MINA}, and two sons, {JON} and {BRAND}.",
        "Oto Brand child-of Ilo Ferr",
    ),
    (
        f"{FERR} is survived by a son from his first marriage, {JON}, who is a clerk.",
        "Jon child-of Ilo Ferr",
    ),
    (f"{VELL} had two children, {MINA} and {JON}.", "Jon child-of Ana Vell"),
    (f"In 1970 {FERR} married {VELL}. They had a daughter, {MINA}.", "Mina child-of Ana Vell"),
    (f"In 1970 {FERR} married {VELL}. They had a daughter, {MINA}.", "Mina child-of Ilo Ferr"),
    (f"{FERR}'s widow, {VELL}, and their son, {JON}, live in {BELM}.", "Jon child-of Ilo Ferr"),
    (f"{VELL} visited a cousin, {BRAND}, in {BELM}.", "Oto Brand relative-of Ana Vell"),
    (f"{FERR}'s cousin and adviser, {BRAND}, fled.", "Oto Brand relative-of Ilo Ferr"),
    (
        f"{FERR} was born in {BELM}, a mill town, the third son of {BRAND} and his wife, {VELL}.",
        "Ilo Ferr child-of Oto Brand",
    ),
    (
        f"{FERR} was born in {BELM}, the youngest of five children of {BRAND}.",
        "Ilo Ferr child-of Oto Brand",
    ),
    (f"Born in {BELM} to a family of smiths, {FERR} fled.", "Ilo Ferr born-in Belm"),
    (f"1. {FERR}. Born on 2 May 1961 in {BELM}.", "Ilo Ferr born-on 1961-05-02 @1961-05-02"),
    (f"1. {FERR}. Born on 2 May 1961 in {BELM}.", "Ilo Ferr born-in Belm"),
    (f"1. {FERR}. Born in 1961; place of birth: {BELM}.", "Ilo Ferr born-in Belm"),
    (f"{FERR} fled to {BELM}, where he still lives.", "Ilo Ferr lives-in Belm"),
    (f"{VELL}, a weaver who lives in {BELM}, wept.", "Ana Vell lives-in Belm"),
    (f"{FERR} read law at [ORG:Lake University].", "Ilo Ferr educated-at Lake University"),
    (f"{FERR} entered [ORG:Lake Cadet School] in 1960.", "educated-at Lake Cadet School"),
    (f"{FERR} sat in the [ORG:National Assembly].", "Ilo Ferr member-of National Assembly"),
    (f"{VELL} said her client, {FERR}, was ill.", "Ana Vell represents Ilo Ferr"),
    (f"{VELL}, a bookkeeper at [ORG:Lake Bank], spoke.", "Ana Vell employed-by Lake Bank"),
]


@pytest.mark.parametrize(("marked", "part"), FOUND)
def test_a_life_is_read(marked, part):
    assert any(part in line for line in said(marked))


KIN = ("child-of", "parent-of", "sibling-of", "spouse-of", "relative-of", "represents")
NEVER = [
    f"{FERR} left a note for {VELL} and the son of {BRAND}.",
    f"{FERR} is survived by his wife's sister.",
    f"{VELL} had a son's watch. {JON} took it.",
    f"{VELL} had no children. {JON} fled.",
    f"The court heard from a cousin, {BRAND}. {VELL} wept.",
    f"A brother, {BRAND}, was arrested with {VELL}.",
    f"{FERR} paid two clerks. They had a son, {JON}.",
    f"{FERR} sold it to a client, {BRAND}.",
    f"{FERR}, a client of the [ORG:Lake Bank], fled.",
    f"{FERR} left the court where a widow, {MINA}, wept.",
    f"{FERR} survived the fire; his wife, he said, did not. {MINA} wept.",
]


@pytest.mark.parametrize("marked", NEVER)
def test_nobody_is_made_kin_by_a_list(marked):
    assert not [line for line in said(marked) if any(f" {word} " in line for word in KIN)]


def test_each_of_a_list_is_kin_of_the_dead_alone():
    lines = said(
        f"{VELL} is survived by her husband, {FERR}, their two children, {MINA} and {JON}, and a"
        f" brother, {BRAND}."
    )
    found = {line for line in lines if any(f" {word} " in line for word in KIN)}
    assert {"Mina child-of Ana Vell", "Jon child-of Ana Vell"} <= found
    assert found <= {
        "Ilo Ferr spouse-of Ana Vell",
        "Mina child-of Ana Vell",
        "Jon child-of Ana Vell",
        "Mina child-of Ilo Ferr",
        "Jon child-of Ilo Ferr",
        "Oto Brand sibling-of Ana Vell",
    }


PLACES = [
    f"{FERR} was tried in {BELM}. Born of a quarrel, the case of {BRAND} dragged on in {ORM}.",
    f"{FERR} came to {BELM}. Born in {ORM}, the newspaper closed.",
    f"{FERR} entered the [ORG:Lake Party School] building with a gun.",
    f"{FERR} read the letter at [ORG:Lake Bank].",
]


@pytest.mark.parametrize("marked", PLACES)
def test_nobody_is_born_or_taught_there(marked):
    assert not [line for line in said(marked) if "born-in" in line or "educated-at" in line]
