"""Offices by titles: whole value, the body beside them, and nobody's office for another."""

from __future__ import annotations

import pytest

from tests.extract.words import positions

VELL, KARO = "[PERSON:Ana Vell]", "[PERSON:Oto Karo]"

WITH_BODY = [
    (f"[ORG:Norvik Motors] CEO {VELL} resigned.", "CEO", "Norvik Motors"),
    (f"The [ORG:NWU] President {VELL} spoke.", "President", "NWU"),
    (f"[ORG:Norvik] spokeswoman {VELL} said so.", "spokeswoman", "Norvik"),
    (f"They met [GPE:US] Defense Secretary {VELL}.", "Defense Secretary", "US"),
    (f"The visit by [ORG:Trade Office] Minister {VELL} ended.", "Minister", "Trade Office"),
    (f"{VELL}, commander, [ORG:Northern Command], met teachers.", "commander", "Northern Command"),
    (
        f"The [ORG:Harvest Party] named {VELL} as its new chief executive.",
        "chief executive",
        "Harvest Party",
    ),
    (
        f"{VELL}, the civilian baker of [FAC:Belm Prison], kept a book.",
        "baker",
        "Belm Prison",
    ),
    (
        f"{VELL}, chair of the [ORG:Harvest Party], and six former prisoners gave evidence.",
        "chair",
        "Harvest Party",
    ),
    (f"{VELL}, a guard at [FAC:Belm Prison], and two others fled.", "guard", "Belm Prison"),
    (f"{VELL}, an analyst for [ORG:Edgar], was there.", "analyst", "Edgar"),
]

VALUES = [
    (f"The federal industry minister {VELL} spoke.", "federal industry minister"),
    (f"{VELL}, trade union secretary, fled.", "trade union secretary"),
    (f"{VELL}, the country's most senior judge, was there.", "senior judge"),
    (f"{VELL}, as governor, wants to sell the works.", "governor"),
    (
        f"{KARO}, a judge, and {VELL}, a provincial governor, are still there.",
        "provincial governor",
    ),
]

NO_BODY = [
    f"He told [ORG:CNN] President {VELL} lied.",
    f"[GPE:LONDON] - President {VELL} met him.",
    f"In [GPE:Belm] President {VELL} spoke.",
    f"They asked [ORG:Norvik] Chairman {VELL} to go.",
]

NOTHING = [
    f"{VELL}, baker, fled.",
    f"{VELL}, the driver, fled.",
    f"{VELL}, a would-be governor, fled.",
    f"The minister {VELL} wanted was gone.",
    f"{VELL} and the governor's driver, {KARO}, fled.",
]


@pytest.mark.parametrize(("marked", "value", "body"), WITH_BODY)
def test_an_office_has_the_body_beside_it(marked, value, body):
    assert ("Ana Vell", value, body) in [p[:3] for p in positions(marked)]


@pytest.mark.parametrize(("marked", "value"), VALUES)
def test_the_value_is_the_whole_title(marked, value):
    assert ("Ana Vell", value) in [p[:2] for p in positions(marked)]


@pytest.mark.parametrize("marked", NO_BODY)
def test_a_name_before_a_title_need_not_own_it(marked):
    assert not [p for p in positions(marked) if p[0] == "Ana Vell" and p[2] is not None]


@pytest.mark.parametrize("marked", NOTHING)
def test_what_names_no_office_gives_none(marked):
    assert not [p for p in positions(marked) if p[0] == "Ana Vell"]
