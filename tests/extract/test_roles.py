"""Who did what to whom, however the sentence is built; nobody in another's place."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM = "[PERSON:Oto Brand]", "[GPE:Belm]"

FOUND = [
    (f"The {GUARD} killed {FERR}.", "killing: perpetrator Lake Guard"),
    (f"The {GUARD} killed {FERR}.", "killing: victim Ilo Ferr"),
    (f"{FERR} was killed by the {GUARD}.", "killing: perpetrator Lake Guard"),
    (f"{FERR} was killed by the {GUARD}.", "killing: victim Ilo Ferr"),
    (f"{VELL}, {BRAND} and {FERR} were arrested in {BELM}.", "detention: detained Oto Brand"),
    (f"{VELL}, {BRAND} and {FERR} were arrested in {BELM}.", "detention: detained Ilo Ferr"),
    (f"{BRAND} was arrested in 1988 and executed in 1990.", "execution: victim Oto Brand"),
    (f"The execution of {FERR} was carried out by the {GUARD}.", "execution: victim Ilo Ferr"),
    (
        f"The execution of {FERR} was carried out by the {GUARD}.",
        "execution: perpetrator Lake Guard",
    ),
    (f"{VELL} carried out the execution of {FERR}.", "execution: perpetrator Ana Vell"),
    (f"{VELL} took part in the massacre in {BELM}.", "killing: participant Ana Vell"),
    (f"{VELL} took part in the massacre in {BELM}.", "killing: place Belm"),
    (f"{FERR}, who was arrested in {BELM}, left.", "detention: detained Ilo Ferr"),
    (f"After killing {FERR}, {BRAND} fled.", "killing: perpetrator Oto Brand"),
    (f"At least 12 protesters were killed in {BELM}.", "killing: number 12"),
    (f"{BRAND} appointed {VELL} as interior minister.", "appointment: appointer Oto Brand"),
    (f"{BRAND} appointed {VELL} as interior minister.", "appointment: appointed Ana Vell"),
    (f"{VELL} was replaced by {BRAND}.", "Oto Brand replaced Ana Vell"),
    (f"{VELL} replaced {BRAND} as mayor of {BELM}.", "Ana Vell replaced Oto Brand"),
    (f"{VELL} founded the {GUARD} in 1979.", "Ana Vell founded Lake Guard @1979"),
    (f"{BRAND} joined the {GUARD} in 1981.", "Oto Brand member-of Lake Guard @1981"),
    (f"{VELL} was aware of the killings in {BELM}.", "Ana Vell knew-of killings"),
]

NEVER = [
    (f"A soldier of the {GUARD} shot {FERR}.", "perpetrator Lake Guard"),
    (f"{FERR}'s family was arrested in {BELM}.", "detained Ilo Ferr"),
    (f"The murder of {BRAND}'s brother was never punished.", "victim Oto Brand"),
    (f"Either {VELL} or {BRAND} killed {FERR}.", "perpetrator Ana Vell"),
    (f"Either {VELL} or {BRAND} killed {FERR}.", "perpetrator Oto Brand"),
    (f"{VELL} was replaced by {BRAND}.", "Ana Vell replaced"),
    (f"{VELL} witnessed the execution of {FERR}.", "perpetrator Ana Vell"),
    (f"{VELL} condemned the killing of {FERR}.", "perpetrator Ana Vell"),
    (f"{VELL}, a spokeswoman for the {GUARD}, said {FERR} was killed.", "perpetrator Ana Vell"),
    (f"{VELL} was questioned about the killing of {FERR}.", "perpetrator Ana Vell"),
    (f"{VELL} survived an attack by the {GUARD}.", "perpetrator Ana Vell"),
    (f"The massacre of {BELM} was forgotten.", "victim Belm"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_who_has_which_part(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_nobody_has_another_s_part(marked, part):
    assert not [line for line in said(marked) if part in line]
