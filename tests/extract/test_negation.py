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
    (f"Nobody was killed in {BELM}.", "killing: not place Belm"),
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
    (f"Neither {VELL} nor {FERR} was arrested.", "detention: not detained Ana Vell"),
    (f"Neither {VELL} nor {FERR} was arrested.", "detention: not detained Ilo Ferr"),
    (
        f"{VELL} rejects the charge that she murdered {FERR}.",
        "killing: not perpetrator Ana Vell < Ana Vell",
    ),
    (
        f"{VELL} dismissed as lies reports that {FERR} was tortured.",
        "torture: not victim Ilo Ferr < Ana Vell",
    ),
    (
        f"{VELL} pleaded not guilty to murdering {FERR}.",
        "killing: not perpetrator Ana Vell < Ana Vell",
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
    f"{VELL} or {BRAND} was arrested.",
    f"Had {VELL} not fled, {FERR} would have been arrested.",
    f"It is not clear whether {FERR} was arrested.",
    f"{VELL} denied, her lawyer said, that {BRAND} had killed {FERR}.",
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


@pytest.mark.parametrize(
    "marked",
    [
        "It is a lie that [PERSON:Ana Vell] stabbed [PERSON:Oto Brand].",
        "The story that [PERSON:Ana Vell] poisoned [PERSON:Oto Brand] is a lie.",
        "It is untrue that [PERSON:Ana Vell] murdered [PERSON:Oto Brand].",
        "The Gazette reported in error that [PERSON:Ana Vell] was arrested in [GPE:Belm].",
        "The Gazette wrongly wrote that [PERSON:Ana Vell] had bribed [PERSON:Oto Brand].",
        "A witness retracted her statement that [PERSON:Ana Vell] had beaten [PERSON:Oto Brand].",
        "[PERSON:Ana Vell] was wrongly reported to have been arrested for theft.",
        "[PERSON:Ana Vell] was said in error to have been convicted of theft.",
        "Her claim to have been kidnapped by [PERSON:Oto Brand] was a hoax.",
        "A friend joked that [PERSON:Ana Vell] had murdered the cook.",
        "The forged letter says that [PERSON:Ana Vell] paid [PERSON:Oto Brand] 5 million crowns.",
    ],
)
def test_what_a_text_calls_wrong_is_not_told(marked):
    assert said(marked) == []


def test_whoever_is_denied_something_is_not_denied():
    found = said(f"{VELL}, a convicted thief, has been denied a passport, {BRAND} said.")
    assert not [line for line in found if " not " in line]


def test_a_denial_ends_at_a_semicolon():
    lines = said("[PERSON:Ana Vell] was not; by 1986 she was deputy prosecutor of the capital.")
    assert not [line for line in lines if " not " in line]
