"""Violence and justice in ordinary prose: whose people did it, to whom, where and when."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, BRAND, FERR = "[PERSON:Ana Vell]", "[PERSON:Oto Brand]", "[PERSON:Ilo Ferr]"
NORVIK, GUARD = "[ORG:Norvik]", "[ORG:Lake Guard]"
BELM, ZELU = "[GPE:Belm]", "[GPE:Zelu]"

FOUND = [
    # Whose people did it.
    (f"Soldiers of the {GUARD} shot {FERR}.", "attack: perpetrator Lake Guard"),
    (f"{FERR} was killed by gunmen from the {GUARD}.", "killing: perpetrator Lake Guard"),
    (f"A unit of the {GUARD} arrested {FERR}.", "detention: authority Lake Guard"),
    (f"Members of the {GUARD} tortured {FERR}.", "torture: perpetrator Lake Guard"),
    # To whom it was done.
    (f"{FERR} was among those executed there.", "execution: victim Ilo Ferr"),
    (f"Also killed was {FERR}, a clerk.", "killing: victim Ilo Ferr"),
    (f"{FERR} jailed for nine years", "sentence: accused Ilo Ferr"),
    (f"{FERR} arrested in {BELM}", "detention: detained Ilo Ferr"),
    (f"{FERR} was held together with his brother {BRAND}.", "detention: detained Oto Brand"),
    (f"The dead included the surgeon {FERR}.", "death: deceased Ilo Ferr"),
    (f"{FERR} was not among the dead.", "death: not deceased Ilo Ferr"),
    (f"The release on bail of {FERR} was welcomed.", "release: released Ilo Ferr"),
    (f"The shooting of {FERR} was never explained.", "attack: target Ilo Ferr"),
    (f"The police froze the accounts of {FERR}.", "seizure: target Ilo Ferr"),
    # Where and when.
    (f"Rebels shelled {BELM} in May 1994, killing 20 people.", "killing: date 1994-05"),
    (f"Rebels fired on a crowd in {BELM}, killing 20 people.", "killing: place Belm"),
    (f"In {BELM}, where soldiers killed {FERR}, it rained.", "killing: place Belm"),
    (f"On 3 May 1994, when police arrested {FERR}, it rained.", "detention: date 1994-05-03"),
    (f"{FERR} was arrested at dawn on 3 May 1994.", "detention: date 1994-05-03"),
    (f"{FERR} was killed in the uprising of 1961.", "killing: date 1961"),
    (f"{FERR} was abducted from his home in {BELM}.", "abduction: place Belm"),
    (f"A bomb outside the {NORVIK} in {BELM} killed {FERR}.", "killing: place Belm"),
    (f"The ambush in {BELM} was filmed.", "attack: place Belm"),
    # How many.
    ("Ten people were killed and 60 wounded.", "injury: number 60"),
    ("Nine people died and 31 were injured.", "injury: number 31"),
    (f"The crash cost the lives of two clerks and {FERR}.", "death: deceased Ilo Ferr"),
    ("The trial opened in the [ORG:Regional Court] on 3 May.", "trial: court Regional Court"),
    (f"The {GUARD} claimed the bombing in {BELM}.", "attack: perpetrator Lake Guard < Lake Guard"),
    (f"Police raided the offices of {NORVIK} and the home of {FERR}.", "raid: target Ilo Ferr"),
    (f"{FERR} was killed when his car hit a mine in {BELM}.", "killing: place Belm"),
    ("The judge freed eleven of the soldiers.", "release: number 11"),
    (f"Hundreds of students marched through {BELM}.", "protest: place Belm"),
]

NEVER = [
    (f"Former soldiers of the {GUARD} shot {FERR}.", "perpetrator Lake Guard"),
    (f"Suspected members of the {GUARD} shot {FERR}.", "perpetrator Lake Guard"),
    (f"A member of the {GUARD} shot {FERR}.", "perpetrator Lake Guard"),
    (f"Members of the [ORG:Belm Parliament] attacked {FERR}.", "perpetrator"),
    (f"Members of the {GUARD} or {NORVIK} staff shot {FERR}.", "perpetrator Norvik"),
    (f"{FERR} was among those who shot {BRAND}.", "target Ilo Ferr"),
    (f"{FERR} shot {BRAND}.", "target Ilo Ferr"),
    (f"{FERR} charged into the room", "accused Ilo Ferr"),
    (f"{FERR} arrived together with {BRAND} after {VELL} was arrested.", "detained Oto Brand"),
    (f"{FERR} was arrested with the help of {BRAND}.", "detained Oto Brand"),
    (f"{FERR} was on trial for the murder of {BRAND}.", "accused Oto Brand"),
    (f"Police arrested {FERR} in {BELM} and charged him in {ZELU}.", "charge: place Belm"),
    (f"{FERR} said on 3 May 1994 that soldiers were killing people.", "killing: date"),
    (f"{FERR} was held until May 1994, when {BRAND} shot him.", "attack: date ../"),
    (f"An ambulance took {FERR} from his home to a hospital in {BELM}.", "detention"),
    (f"For {VELL}, {BRAND} told the jury that the money was a loan.", "testimony"),
    (f"Opening the case, the prosecutor {BRAND} said the money was stolen.", "investigation"),
    (f"{BRAND} said that his brother was never released.", "release: not occurred"),
    ("The trial opened in the [ORG:Norvik] hall on 3 May.", "trial: court"),
    (
        f"At the height of the siege of {BELM}, in which 40 people died, the mayor, {FERR}, fled.",
        "death: deceased Ilo Ferr",
    ),
    (f"{FERR} was charged with abuse of power.", "torture"),
    (f"{FERR} claimed an attack of asthma.", "attack"),
    ("Nine people died and 31 were injured.", "injury: number 9"),
    (f"{FERR} was killed before {BRAND} was shot in {BELM}.", "killing: place Belm"),
    (f"Soldiers marched through {BELM}.", "protest"),
    (f"The police froze the negotiations with {FERR}.", "seizure"),
    (
        f"Two men died: {VELL} and {FERR}, the lawyer who defended the mother of {BRAND}.",
        "deceased Oto Brand",
    ),
    (f"{FERR} was shot dead at the [FAC:Belm Quarry].", "attack: target Belm Quarry"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_what_is_told_of_force(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_what_is_not_told_of_force(marked, part):
    assert not [line for line in said(marked) if part in line]


def test_no_person_is_destroyed():
    assert not [line for line in said("Rebels burned [PERSON:Ilo Ferr].") if "destruction" in line]
