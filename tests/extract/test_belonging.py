"""Members, employees, owners, parts, offices by nouns, places of bodies; and their traps."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, KARO = "[PERSON:Ana Vell]", "[PERSON:Oto Karo]"
NORVIK, ARDEN, PARTY = "[ORG:Norvik]", "[ORG:Arden Group]", "[ORG:Harvest Party]"
BELM, OSTREA = "[GPE:Belm]", "[GPE:Ostrea]"

FOUND = [
    (f"{VELL}, a {PARTY} member, fled.", "Ana Vell member-of Harvest Party"),
    (f"{PARTY} members {VELL} and {KARO} fled.", "Oto Karo member-of Harvest Party"),
    (f"{NORVIK} employee {VELL} fled.", "Ana Vell employed-by Norvik"),
    (f"{NORVIK} founder {VELL} fled.", "Ana Vell founded Norvik"),
    (f"{VELL}, a journalist with the [ORG:Belm Post], fled.", "Ana Vell employed-by Belm Post"),
    (f"Our lawyer, {VELL} of the [ORG:Docket House], left.", "Ana Vell employed-by Docket House"),
    (f"{VELL} served in the [ORG:Lake Guard] in 1980.", "Ana Vell member-of Lake Guard @1980"),
    (f"{NORVIK}, which belongs to the {ARDEN}, closed.", "Arden Group owns Norvik"),
    (f"The {ARDEN} holds 40 percent of {NORVIK}.", "Arden Group owns Norvik"),
    (f"{NORVIK} is part of the {ARDEN}.", "Norvik part-of Arden Group"),
    (f"The {ARDEN} was set up by a decree of {KARO}.", "Oto Karo founded Arden Group"),
    (f"{OSTREA} and {BELM} are allies.", "Ostrea allied-with Belm"),
    (f"{VELL} and {KARO} married in 1990.", "Ana Vell spouse-of Oto Karo @1990"),
    (f"{VELL}, a critic of {KARO}, fled.", "Ana Vell opposes Oto Karo"),
    (f"The {BELM}-based {NORVIK} closed.", "Norvik located-in Belm"),
    (f"{BELM}, a town in {OSTREA}, was attacked.", "Belm located-in Ostrea"),
    (f"The [FAC:Belm Prison] is in {OSTREA}.", "Belm Prison located-in Ostrea"),
    (
        f"{VELL} was fired as chief of the [ORG:Lake Guard].",
        "Ana Vell position-held chief Lake Guard",
    ),
    (f"{VELL} succeeded {KARO} as mayor of {BELM}.", "Ana Vell position-held mayor Belm"),
    (f"{VELL}'s appointment as judge in 1990 was news.", "Ana Vell position-held judge @1990/.."),
]

NEVER = [
    (f"{VELL} and {KARO} are like brothers.", "sibling-of"),
    (f"{VELL} and {KARO} are no allies.", " allied-with"),
    (f"{VELL} and {KARO} are allies of {OSTREA}.", "Ana Vell allied-with Oto Karo"),
    (f"{PARTY}, whose members {VELL} met, closed.", "Ana Vell member-of"),
    (f"A {PARTY} member met {VELL}.", "member-of"),
    (f"{PARTY} belongs to the [ORG:Green Alliance].", "owns"),
    (f"{BELM}, a town near {OSTREA}, was attacked.", "located-in"),
    (f"{VELL} and {KARO} married foreigners.", "spouse-of"),
    (f"If {VELL} and {KARO} married, they would leave.", "Ana Vell spouse-of Oto Karo <"),
    (f"The {ARDEN} holds talks with {NORVIK}.", "owns"),
    (f"{VELL} served in {BELM} in 1980.", "member-of"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_who_belongs_where(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_nobody_belongs_where_nothing_says_so(marked, part):
    assert not [line for line in said(marked) if part in line and " not " not in line]
