"""Who belongs to what, works for it, leads it; who does not."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, VELL, BRAND = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
BELM, PARTY = "[GPE:Belm]", "[ORG:Reed Party]"
BOARD, WATCH = "[ORG:Harbour Board]", "[ORG:Lantern Watch]"
UNIVERSITY = "[ORG:University of Belm]"

FOUND = [
    (f"{VELL}, a member of the {PARTY}, spoke.", "Ana Vell member-of Reed Party"),
    (f"{VELL} joined the {PARTY} in 1981.", "Ana Vell member-of Reed Party @1981"),
    (f"{VELL} of the {PARTY} called for calm.", "Ana Vell member-of Reed Party"),
    (f"{VELL} of {WATCH} called for calm.", "Ana Vell employed-by Lantern Watch"),
    (f"{VELL} belonged to the {PARTY}.", "Ana Vell member-of Reed Party"),
    (f"{VELL} sat on the {BOARD}.", "Ana Vell member-of Harbour Board"),
    (f"{VELL} works for {WATCH}.", "Ana Vell employed-by Lantern Watch"),
    (f"{VELL} teaches law at the {UNIVERSITY}.", "Ana Vell employed-by University of Belm"),
    (f"{VELL} leads the {PARTY}.", "Ana Vell leads Reed Party"),
    (f"{VELL}, who directs {WATCH}, said nothing.", "Ana Vell leads Lantern Watch"),
    (f"The {BOARD} met. Its members are {VELL} and {BRAND}.", "Oto Brand member-of Harbour Board"),
    (f"{WATCH} was silent. Its director, {VELL}, left.", "Ana Vell position-held director"),
    (f"{VELL} was sworn in as mayor of {BELM} in 2011.", "Ana Vell position-held mayor"),
    (f"{VELL} took over as mayor of {BELM}.", "Ana Vell position-held mayor"),
    (f"{VELL} stepped down as mayor of {BELM}.", "Ana Vell position-held mayor"),
    (f"{VELL} succeeded {BRAND} as mayor of {BELM}.", "Ana Vell replaced Oto Brand"),
    (f"{VELL} succeeded {BRAND} as mayor of {BELM}.", "Ana Vell position-held mayor"),
]

NEVER = [
    (f"{VELL} never joined the {PARTY}.", "Ana Vell member-of"),
    (f"{VELL} refused to join the {PARTY}.", "member-of"),
    (f"{VELL} met members of the {PARTY}.", "member-of"),
    (f"{VELL} spoke of the {PARTY}.", "member-of"),
    (f"A critic of {VELL} of the {PARTY} was jailed.", "critic"),
    (f"{VELL} wrote about the {PARTY}.", "Reed Party"),
    (f"If {VELL} led the {PARTY}, it would win.", "Ana Vell leads Reed Party @"),
    (f"{VELL} led the march in {BELM}.", "Ana Vell leads"),
    (f"{VELL} and the {PARTY} are at odds.", "member-of"),
    (f"{VELL} left {WATCH}.", "Ana Vell employed-by"),
    (f"{VELL} was expelled from the {PARTY}.", "Ana Vell member-of"),
    (f"{VELL} denied that {BRAND} belonged to the {PARTY}.", "Oto Brand member-of"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_who_belongs(marked, line):
    assert [found for found in said(marked) if found.startswith(line)]


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_who_does_not(marked, part):
    assert not [line for line in said(marked) if part in line and "(" not in line]
