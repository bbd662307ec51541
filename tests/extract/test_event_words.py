"""Words that name events beyond the plainest ones, and the same words where they name none."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, BRAND = "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
FUND, BELM = "[ORG:Belm Fund]", "[GPE:Belm]"

FOUND = [
    (f"{BRAND} embezzled two million crowns from the {FUND}.", "fraud: perpetrator Oto Brand"),
    (f"{BRAND} relieved {VELL} of her duties.", "removal: removed Ana Vell"),
    (f"{VELL} tendered her resignation on 3 May 2010.", "resignation: resigning Ana Vell"),
    (f"{VELL} was stabbed to death in {BELM}.", "killing: victim Ana Vell"),
    (f"{VELL} was reappointed governor in 2015.", "appointment: appointed Ana Vell"),
    (f"{VELL} was thrown into prison.", "detention: detained Ana Vell"),
    (f"[ORG:Norvik] lent the {FUND} two million crowns.", "payment: recipient Belm Fund"),
    (f"[ORG:Norvik] paid a bribe to {BRAND}.", "payment: recipient Oto Brand"),
    ("[ORG:Norvik Motors] went bankrupt in 2012.", "dissolution: dissolved Norvik Motors"),
    (f"{BRAND} ran for mayor of {BELM} in 2004.", "election: candidate Oto Brand"),
    (f"{BRAND} stood for election in {BELM}.", "election: candidate Oto Brand"),
    (f"{VELL} was voted out on Monday.", "removal: removed Ana Vell"),
]

NEVER = [
    (f"{BRAND} ran the [ORG:Harbour Office] for five years.", "election"),
    (f"{BRAND} stands for patience.", "election"),
    (f"{VELL} became a doctor.", "appointment"),
    (f"{VELL} was convicted of fraud.", "fraud: perpetrator"),
    (f"Prosecutors accuse {BRAND} of money laundering.", "fraud: perpetrator Oto Brand <"),
    (f"{VELL} and {BRAND} joined forces with their neighbours.", "merger"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_words_that_name_an_event(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "line"), NEVER)
def test_the_same_words_where_they_name_none(marked, line):
    assert not [found for found in said(marked) if found.startswith(line)]
