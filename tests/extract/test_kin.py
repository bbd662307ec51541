"""Kin and friends: by apposition, possessive, copula; nobody made kin who is not."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, VELL, BRAND = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
BELM = "[GPE:Belm]"

FOUND = [
    (f"{VELL}, the sister of {FERR}, spoke.", "Ana Vell sibling-of Ilo Ferr"),
    (f"{VELL} is the daughter of {FERR}.", "Ana Vell child-of Ilo Ferr"),
    (f"{FERR}'s brother, {BRAND}, fled.", "Oto Brand sibling-of Ilo Ferr"),
    (f"{FERR}'s brother {BRAND} fled.", "Oto Brand sibling-of Ilo Ferr"),
    (f"{VELL} married {BRAND} in 1981.", "Ana Vell spouse-of Oto Brand @1981"),
    (f"{VELL} is married to {BRAND}.", "Ana Vell spouse-of Oto Brand"),
    (f"{BRAND}, {VELL}'s husband, fled.", "Oto Brand spouse-of Ana Vell"),
    (f"{FERR} died in 1996. His granddaughter, {VELL}, wept.", "Ana Vell relative-of Ilo Ferr"),
    (f"{FERR} came. His son {BRAND} was arrested.", "Oto Brand child-of Ilo Ferr"),
    (f"{VELL} was not related to {FERR}.", "Ana Vell not relative-of Ilo Ferr"),
    (f"{VELL} is no relative of {FERR}.", "Ana Vell not relative-of Ilo Ferr"),
    (f"{VELL} is a cousin of {FERR}.", "Ana Vell relative-of Ilo Ferr"),
    (f"{BRAND}, a friend of {FERR}, said nothing.", "Oto Brand friend-of Ilo Ferr"),
]

NEVER = [
    f"{VELL} met the brother of {FERR}.",
    f"{VELL} and {FERR} are like brothers.",
    f"{FERR}'s brother and {VELL} fled.",
    f"{VELL} is said to have a brother in {BELM}.",
    f"{VELL} called {FERR} a brother.",
    f"{VELL} is not the sister of {FERR}.",
    f"If {VELL} married {FERR}, she would leave.",
    f"{VELL} wrote to the widow of {FERR}.",
    f"The father of {FERR} met {VELL}.",
    f"{VELL} refused to marry {FERR}.",
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_kin_is_found(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize("marked", NEVER)
def test_nobody_is_made_kin(marked):
    kin = ("sibling-of", "child-of", "parent-of", "spouse-of", "relative-of", "friend-of")
    affirmed = [
        line
        for line in said(marked)
        if any(f" {word} " in line for word in kin) and " not " not in line and "(" not in line
    ]
    assert not affirmed
