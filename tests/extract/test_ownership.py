"""Who owns, founded or is part of what, where things lie, who lives where."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, VELL, BRAND = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
BELM, TAVIA = "[GPE:Belm]", "[GPE:Tavia]"
MILLS, BANK, GUARD = "[ORG:Reed Mills]", "[ORG:Harbour Bank]", "[ORG:Lake Guard]"
PRISON = "[FAC:Zelu Prison]"

FOUND = [
    (f"{VELL} owns {MILLS}.", "Ana Vell owns Reed Mills"),
    (f"{MILLS} is owned by {BANK}.", "Harbour Bank owns Reed Mills"),
    (f"{MILLS}, owned by {VELL}, closed.", "Ana Vell owns Reed Mills"),
    (f"{VELL}, the owner of {MILLS}, left.", "Ana Vell owns Reed Mills"),
    (f"{MILLS}, a subsidiary of {BANK}, closed.", "Reed Mills part-of Harbour Bank"),
    (f"{MILLS} is a branch of {BANK}.", "Reed Mills part-of Harbour Bank"),
    (f"{VELL} founded {MILLS} in 1974.", "Ana Vell founded Reed Mills @1974"),
    (f"{MILLS}, founded by {VELL} in 1974, closed.", "Ana Vell founded Reed Mills @1974"),
    (f"{MILLS} closed. Its founder, {VELL}, left.", "Ana Vell founded Reed Mills"),
    (f"{PRISON} in {TAVIA} was built in 1950.", "Zelu Prison located-in Tavia"),
    (f"{VELL} lives in {BELM}.", "Ana Vell lives-in Belm"),
    (f"{VELL} was born in {BELM}.", "Ana Vell born-in Belm"),
    (f"{VELL} was in {BELM} in 1987.", "Ana Vell was-in Belm @1987"),
    (f"{VELL} told reporters in {BELM} that it was late.", "Ana Vell was-in Belm"),
    (f"{VELL} denies having been in {BELM}.", "Ana Vell not was-in Belm < Ana Vell"),
]

NEVER = [
    (f"{VELL} wants to own {MILLS}.", "owns"),
    (f"{VELL} does not own {MILLS}.", "Ana Vell owns"),
    (f"{VELL} met the owner of {MILLS}.", "owns"),
    (f"{VELL} sold {MILLS} to {BRAND}.", "Ana Vell owns"),
    (f"{MILLS} and {BANK} are rivals.", "part-of"),
    (f"{VELL} may have founded {MILLS}.", "founded Reed Mills @"),
    (f"{VELL} spoke about life in {BELM}.", "lives-in"),
    (f"Police in {BELM} arrested {VELL}.", "Ana Vell was-in"),
    (f"{VELL} was not in {BELM}.", "Ana Vell was-in"),
    (f"Had {VELL} been in {BELM}, she would know.", "Ana Vell was-in Belm @"),
    (f"{GUARD} soldiers in {TAVIA} fled.", "located-in"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_what_is_whose_and_where(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_what_is_not(marked, part):
    assert not [line for line in said(marked) if part in line and "(" not in line]
