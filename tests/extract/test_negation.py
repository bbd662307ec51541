"""What is said not to be so, how far "not" reaches, and what a denial denies."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM = "[PERSON:Oto Brand]", "[GPE:Belm]"

DENIED = [
    (f"{FERR} was not killed by the {GUARD}.", "killing: not perpetrator Lake Guard"),
    (f"{FERR} was never arrested.", "detention: not detained Ilo Ferr"),
    (f"{VELL} did not appoint {BRAND}.", "appointment: not appointer Ana Vell"),
    (f"{VELL} never joined the {GUARD}.", "Ana Vell not member-of Lake Guard"),
    (f"Nobody was killed in {BELM}.", "killing: not occurred"),
    (
        f"{BRAND} denied that {VELL} was the mayor.",
        "Ana Vell not position-held mayor < Oto Brand",
    ),
    (f"{VELL} was not aware of the killings in {BELM}.", "Ana Vell not knew-of killings"),
    (f"{VELL} had no knowledge of the killings in {BELM}.", "Ana Vell not knew-of killings"),
    (
        f"{VELL} denied that {BRAND} had killed {FERR}.",
        "killing: not perpetrator Oto Brand < Ana Vell",
    ),
    (
        f"{VELL} rejected reports that {FERR} was tortured.",
        "torture: not victim Ilo Ferr < Ana Vell",
    ),
    (
        f"The {GUARD} said that it had not arrested {FERR}, and {VELL} said {FERR} was not arrested.",
        "detention: not detained Ilo Ferr < Ana Vell",
    ),
]

NOTHING_AFFIRMED = [
    f"{VELL} disputed the prosecution's version.",
    f"{VELL} failed to arrest {FERR}.",
    f"{VELL} tried to kill {FERR}.",
    f"{VELL} refused to arrest {FERR}.",
    f"{VELL} left without arresting {FERR}.",
    f"{VELL} prevented the execution of {FERR}.",
    f"{VELL} was acquitted of the murder of {FERR}.",
    f"{VELL} did not say that {FERR} was arrested.",
    f"{VELL} narrowly escaped arrest in {BELM}.",
    f"The attempted murder of {FERR} failed.",
    f"{VELL} did not deny that {FERR} was arrested.",
    f"{VELL} denied having ordered the execution of {FERR}.",
    f"Instead of arresting {FERR}, the {GUARD} left.",
    f"There is no evidence that {VELL} killed {FERR}.",
]


@pytest.mark.parametrize(("marked", "line"), DENIED)
def test_a_denial_is_a_claim_denied(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize("marked", NOTHING_AFFIRMED)
def test_what_did_not_happen_is_not_affirmed(marked):
    kinds = ("killing", "execution", "detention", "torture")
    assert not [
        line
        for line in said(marked)
        if line.startswith(kinds) and ": not " not in line and "(" not in line
    ]
