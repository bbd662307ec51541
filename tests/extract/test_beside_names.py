"""Positions, jobs and kin that stand beside a name, in lists, brackets and signatures."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, BRAND, FERR = "[PERSON:Ana Vell]", "[PERSON:Oto Brand]", "[PERSON:Ilo Ferr]"
BELM, TARN = "[GPE:Belm]", "[GPE:Tarn]"
WATCH, PARTY, BANK = "[ORG:Lantern Watch]", "[ORG:Reed Party]", "[ORG:Sable Bank]"

FOUND = [
    (f"{VELL}, 43, a nurse at {WATCH}, wept.", "Ana Vell position-held nurse Lantern Watch"),
    (f"{VELL}, a stringer for {WATCH}, wept.", "Ana Vell employed-by Lantern Watch"),
    (f"{WATCH} campaigner {VELL} wept.", "Ana Vell employed-by Lantern Watch"),
    (f"{VELL} worked as a reporter at {WATCH}.", "Ana Vell employed-by Lantern Watch"),
    (f"{VELL} is a partner at the law firm {BANK}.", "Ana Vell employed-by Sable Bank"),
    (f"The mayor, {VELL}, and his deputy, {BRAND}, left.", "Oto Brand position-held deputy"),
    (f"{VELL}, a councillor for the ruling {PARTY}, left.", "Ana Vell position-held councillor"),
    (
        f"{VELL}, chief economist at the investment firm {BANK}, left.",
        "Ana Vell position-held chief economist Sable Bank",
    ),
    (
        "Two directors of [ORG:Apex Mining], [PERSON:Ravi Menon] and [PERSON:Susan Clarke], "
        "left the country.",
        "Susan Clarke position-held director Apex Mining",
    ),
    (
        f"{VELL} and {BRAND}, directors of {BANK}, met on Monday.",
        "Ana Vell position-held director Sable Bank",
    ),
    (f"{VELL}, founder and chairman of {BANK}, left.", "Ana Vell position-held chairman Sable"),
    (f"Bishop {VELL} of {BELM} wrote.", "Ana Vell position-held Bishop Belm"),
    (f"Yours,\n{VELL}\nDirector, {WATCH}", "Ana Vell position-held Director Lantern Watch"),
    (f"Senator {VELL} ({PARTY}) objected.", "Ana Vell member-of Reed Party"),
    (f"Members of the {PARTY}, including {VELL}, left.", "Ana Vell member-of Reed Party"),
    (f"In 1981 {VELL} became a member of the {PARTY}.", "Ana Vell member-of Reed Party"),
    (f"{VELL} left the {PARTY} in 1990.", "Ana Vell member-of Reed Party @../1990"),
    (f"{VELL} sits on the boards of {BANK} and {WATCH}.", "Ana Vell member-of Lantern Watch"),
    (f"{WATCH}'s {VELL} was held.", "Ana Vell employed-by Lantern Watch"),
    (f"{VELL} and {BRAND}, cousins, fled.", "Ana Vell relative-of Oto Brand"),
    (f"{VELL} was survived by his wife, {BRAND}.", "Oto Brand spouse-of Ana Vell"),
    (f"{VELL}, son of the late poet {BRAND}, fled.", "Ana Vell child-of Oto Brand"),
    (f"{VELL}, whose brother {BRAND} was shot, fled.", "Oto Brand sibling-of Ana Vell"),
    (f"The lawyer for {WATCH}, {BRAND}, objected.", "Oto Brand represents Lantern Watch"),
    (f"{VELL}'s successor, {BRAND}, objected.", "Oto Brand replaced Ana Vell"),
    (f"{VELL}'s predecessor, {BRAND}, objected.", "Ana Vell replaced Oto Brand"),
    (f"{VELL} lives in a small flat in {BELM}.", "Ana Vell lives-in Belm"),
    (f"Officers searched {VELL}'s house in {BELM}.", "Ana Vell lives-in Belm"),
    (f"{TARN} is a mining town in the north of {BELM}.", "Tarn located-in Belm"),
    (f"{WATCH} has its head office in {BELM}.", "Lantern Watch located-in Belm"),
    (f"{VELL} (1931-2009) taught.", "Ana Vell born-on 1931"),
]

NEVER = [
    (f"{VELL}, the bishop of {BELM} and {BRAND} met.", "position-held"),
    (f"{VELL}, union president {BRAND} and others met.", "Ana Vell position-held"),
    (f"{VELL} and {BRAND}, a nurse at {WATCH}, met.", "Ana Vell position-held"),
    (f"{VELL} and {BRAND}, a nurse at {WATCH}, met.", "Ana Vell employed-by"),
    (f"The friend of the judge, {VELL}, left.", "position-held"),
    (f"{VELL}, director of a museum in {BELM}, left.", "director Belm"),
    (f"{VELL} left {WATCH} for {BELM}.", "member-of"),
    (f"{VELL}, a delivery driver, fled.", "position-held"),
    (f"{VELL} met members of the {PARTY}, but not {BRAND}.", "Oto Brand member-of"),
    (f"{VELL}, a senior advocate of {BELM}, spoke.", "represents"),
    (f"{VELL} (2009-2013) ruled.", "born-on"),
    (f"{BANK} has an office in {BELM}.", "located-in"),
    (f"{VELL} and {BRAND}, no cousins, fled.", "Ana Vell relative-of"),
    (f"{VELL}, {BRAND} and {FERR}, one of the employees of {BANK}, fled.", "Ana Vell employed-by"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_what_stands_beside_a_name(marked, line):
    assert [found for found in said(marked) if found.startswith(line)]


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_what_is_said_of_another_or_of_nobody(marked, part):
    assert not [line for line in said(marked) if part in line]
