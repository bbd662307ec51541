"""Who had which part in events, where they were, and how many they touched, in ordinary prose."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, BRAND, FERR = "[PERSON:Ana Vell]", "[PERSON:Oto Brand]", "[PERSON:Ilo Ferr]"
FUND, NORVIK, GUARD = "[ORG:Belm Fund]", "[ORG:Norvik]", "[ORG:Lake Guard]"
BELM, ZELU = "[GPE:Belm]", "[GPE:Zelu]"

FOUND = [
    # Where: sites and areas.
    (f"{VELL} was arrested at a hotel in {BELM}.", "detention: place Belm"),
    (f"{VELL} was killed in the village of {BELM}.", "killing: place Belm"),
    (f"{VELL} was killed outside her home in {BELM}.", "killing: place Belm"),
    (f"{VELL} was held in {BELM} prison.", "detention: place Belm"),
    (f"Protesters stormed the town hall building in {BELM}.", "attack: place Belm"),
    (f"A bomb exploded in a market in {BELM}.", "attack: place Belm"),
    (f"{VELL} arrived in {BELM} on Monday.", "movement: destination Belm"),
    (f"{VELL} left {BELM} for {ZELU}.", "movement: origin Belm"),
    (f"{VELL} left {BELM} for {ZELU}.", "movement: destination Zelu"),
    (f"{VELL} resigned from the {FUND} in 2010.", "resignation: origin Belm Fund"),
    (f"{VELL} flew back to {BELM}.", "movement: destination Belm"),
    # Lists.
    (
        f"Two former ministers, {VELL} and {BRAND}, were arrested.",
        "detention: detained Oto Brand",
    ),
    (f"Police arrested nine people, including {VELL}.", "detention: detained Ana Vell"),
    (f"Nine people were arrested, including {VELL} and {BRAND}.", "detention: detained Oto Brand"),
    (f"{VELL} was one of ten protesters arrested in {BELM}.", "detention: detained Ana Vell"),
    (f"{VELL} was among seven people arrested in {BELM}.", "detention: detained Ana Vell"),
    # Verbs that carry a noun.
    (f"{VELL} was handed a six-year sentence.", "sentence: accused Ana Vell"),
    (f"{VELL} was given a pardon by [PERSON:Karl Strand].", "pardon: authority Karl Strand"),
    (f"{VELL} was given a pardon by [PERSON:Karl Strand].", "pardon: beneficiary Ana Vell"),
    (f"{BRAND} attended the funeral of {VELL}.", "burial: participant Oto Brand"),
    (
        f"The {GUARD} claimed responsibility for the bombing in {BELM}.",
        "attack: perpetrator Lake Guard < Lake Guard",
    ),
    (
        f"The attack is believed to have been carried out by the {GUARD}.",
        "attack: perpetrator Lake Guard (alleged)",
    ),
    (f"{NORVIK} was awarded a contract by the {FUND}.", "treaty: party Norvik"),
    (f"The [ORG:Supreme Court] rejected {VELL}'s appeal.", "appeal: court Supreme Court"),
    (f"{VELL} told the court in {BELM} that she was ill.", "testimony: witness Ana Vell"),
    (
        f"{VELL} said in an interview with {BRAND} that she was ill.",
        "meeting: participant Ana Vell",
    ),
    # Who does what a noun or an infinitive says.
    (
        f"{BRAND}'s decision to dismiss {VELL} was criticised.",
        "removal: remover Oto Brand (planned)",
    ),
    (
        f"{VELL} called on {BRAND} to release {FERR}.",
        "release: authority Oto Brand (hypothetical)",
    ),
    (f"An {NORVIK} inquiry into the {FUND} began in May.", "investigation: investigator Norvik"),
    (f"{VELL}, shot dead by police in May, was a clerk.", "killing: victim Ana Vell"),
    (f"{VELL} was found murdered in {BELM}.", "killing: victim Ana Vell"),
    # Numbers.
    (f"The floods claimed the lives of 12 people in {BELM}.", "death: number 12"),
    (f"The death toll in {BELM} rose to 45.", "death: number 45"),
    (f"Some 4,000 people took part in a protest in {BELM}.", "protest: number 4000"),
]

NEVER = [
    (f"{VELL} called on {BRAND} to release {FERR}.", "release: authority Ana Vell"),
    (f"Nobody has claimed responsibility for the attack in {BELM}.", "attack: occurred"),
    (f"Nobody has claimed responsibility for the attack in {BELM}.", "attack: not"),
    (f"At the ceremony in {BELM} {VELL} promised an inquiry.", "investigation: place"),
    (f"{VELL} beat {BRAND} in the final.", "torture"),
    (f"{VELL} attacked {BRAND} in a speech.", "attack"),
    (f"{VELL} attacked the judges in an interview.", "attack"),
    (f"{VELL} took power after the election.", "coup"),
    (f"An earthquake struck {BELM} on Monday.", "attack"),
    (f"{VELL} brought the bill to the {FUND}.", "transfer"),
    (f"{VELL} seized the fortress from {BRAND}.", "abduction"),
    (f"Most of the money went to {BELM}.", "movement"),
    (f"{VELL} is unfit to stand trial.", "trial: accused"),
    (f"Oto might have been chosen as the shooter by {VELL}.", "appointment"),
    (f"{NORVIK} filed legal proceedings against {VELL}.", "trial: court"),
    (f"A neighbour told {VELL} his mother had fled to {BELM}.", "movement: mover Ana Vell"),
    (f"The prosecutor, {VELL}, told the court that he was ill.", "testimony"),
    (f"{VELL} paid a visit to {BRAND}.", "payment"),
    (f"{VELL} was met with silence.", "meeting"),
    (f"{BRAND} was exposed as a liar.", "leak"),
    (f"{BRAND} disclosed that the mill was sold.", "leak"),
    (f"{BRAND} dismissed {VELL}'s speech as lies.", "statement: not"),
    (f"{BRAND} resigned after accusations he beat {VELL}.", "torture: perpetrator Oto Brand\n"),
    (
        f"{BRAND} was wanted for his alleged role in the massacre.",
        "killing: participant Oto Brand\n",
    ),
    (f"{VELL} was later shown arrested.", "detention: authority"),
    (f"[GPE:Belm]: To train clerks, the {FUND} held a meeting.", "meeting: participant Belm\n"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_a_part_is_read(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "line"), NEVER)
def test_a_part_is_not_invented(marked, line):
    """A line that ends in a line break must not be there as it stands: weaker is fine."""
    assert not [found for found in said(marked) if f"{found}\n".startswith(line)]
