"""Whom descriptions, plural words, "whose" and pronouns of two sexes mean; whom they do not mean."""

from __future__ import annotations

import pytest

from graph.extract.scores import threshold
from tests.extract.words import reading, said

FERR, VELL, BRAND = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
LIND, KARL = "[PERSON:Greta Lind]", "[PERSON:Karl Strand]"
GUARD, BELM, SALT = "[ORG:Lake Guard]", "[GPE:Belm]", "[ORG:Salt Works Ltd]"

MEANT = [
    # a man and a woman, told by their given names
    (f"{LIND} met {KARL} in {BELM}. She was arrested in May.", "detention: detained Greta Lind"),
    (f"{LIND} met {KARL} in {BELM}. He was arrested in May.", "detention: detained Karl Strand"),
    # before the name, after a description, in a clause ahead
    (f"After his release from prison, {FERR} fled.", "release: released Ilo Ferr"),
    (f"{FERR} left school early. As mayor he was sued by {VELL}.", "lawsuit: accused Ilo Ferr"),
    (f"Her name was {VELL}. She was arrested in {BELM}.", "detention: detained Ana Vell"),
    # descriptions
    (f"{FERR} came to {BELM}. The 58-year-old was arrested on Monday.", "detained Ilo Ferr"),
    (f"{VELL} spoke in {BELM}. The activist was later arrested.", "detained Ana Vell"),
    (f"{VELL} spoke. The politician, who is ill, was arrested.", "detained Ana Vell"),
    (f"A man named as {FERR} was arrested in {BELM}.", "detained Ilo Ferr"),
    (f"{FERR}, known as the Professor, ran it. The Professor was arrested.", "detained Ilo Ferr"),
    (f"{FERR} is the officer who arrested {VELL}.", "detention: authority Ilo Ferr"),
    (f"{FERR}, an officer who had been wounded in {BELM}, spoke.", "injury: victim Ilo Ferr"),
    (f"The {SALT} was sold. In May the company sued {FERR}.", "lawsuit: accuser Salt Works Ltd"),
    (f"{SALT} met. The Belm-based firm sued {FERR}.", "lawsuit: accuser Salt Works Ltd"),
    (f"{GUARD} came to {BELM}. It abducted {FERR}.", "abduction: perpetrator Lake Guard"),
    # several
    (f"{FERR} and {BRAND} left. They were arrested in {BELM}.", "detained Oto Brand"),
    (f"{FERR} and {BRAND} left. Both men were arrested.", "detained Ilo Ferr"),
    (f"{LIND} married {KARL}. The couple were arrested in {BELM}.", "detained Karl Strand"),
    (f"Two clerks, {FERR} and {VELL}, were arrested.", "detained Ana Vell"),
    (f"Police held {FERR}, 29, and {BRAND}, 31. The two were tortured.", "victim Oto Brand"),
    # apposition, "whose", declarations
    (f"{VELL}, whose brother {FERR} was arrested, spoke.", "Ilo Ferr sibling-of Ana Vell"),
    (f"The son of {VELL}, {FERR}, was arrested.", "detention: detained Ilo Ferr"),
    (f"The spokesman for {GUARD}, {FERR}, was arrested.", "detention: detained Ilo Ferr"),
    (f"I, {VELL}, state this.\n\nI was arrested in {BELM} in May.", "detained Ana Vell"),
    # what verbs share
    (f"After fleeing {BELM}, {FERR} was arrested.", "movement: mover Ilo Ferr"),
    (f"{FERR} fled {BELM} in May.", "movement: origin Belm"),
]

NOT_MEANT = [
    (f"{FERR} met {BRAND}. Later he was arrested with a gun.\n\nThe man was tortured.", "victim"),
    (f"{FERR} and {BRAND} left. He was arrested in {BELM}.", "detained"),
    (f"{FERR} called. A neighbour had hit a girl; the man was arrested.", "detained Ilo Ferr"),
    (f"{FERR} saw a lorry hit a cyclist. The man died.", "deceased Ilo Ferr"),
    (f"{FERR} spoke. A militiaman came. The man was arrested.", "detained Ilo Ferr"),
    (f"{FERR} met {BRAND}. The activist was arrested.", "detained"),
    (f"{VELL} spoke. The judge arrested {FERR}.", "authority Ana Vell"),
    (f"{LIND} came. The businessman was arrested.", "detained Greta Lind"),
    (f"{FERR} is not the officer who arrested {VELL}.", "authority Ilo Ferr"),
    (f"{FERR} and {BRAND} met three guards. They were arrested.", "detained Ilo Ferr"),
    (f"{FERR} and {BRAND} left. The three men were arrested.", "detained Ilo Ferr"),
    (f"{KARL} and {LIND} left. Both women were arrested.", "detained"),
    (f"{GUARD} sued {SALT}. The company was fined in {BELM}.", "accused Lake Guard"),
    (f"{FERR} knew that a guard had killed himself.", "victim Ilo Ferr"),
    (f"{FERR} was held for a year without trial.", "court Ilo Ferr"),
    (f"The guards held {FERR} and {BRAND} for questioning them.", "investigator Ilo Ferr"),
]


@pytest.mark.parametrize(("marked", "part"), MEANT)
def test_whom_the_words_mean(marked, part):
    assert [line for line in said(marked) if part in line]


@pytest.mark.parametrize(("marked", "part"), NOT_MEANT)
def test_whom_they_do_not_mean(marked, part):
    assert not [line for line in said(marked) if part in line]


def test_whoever_is_told_something_may_be_meant_too():
    found = reading(f"{FERR} told {BRAND} that he would be arrested.")
    assert all(s.score < threshold() for s in found.statements if s.role == "detained")
