"""Words that name events beyond the plainest ones, and the same words where they name none."""

from __future__ import annotations

import pytest

from tests.extract.words import reading, said

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
    (f"{BRAND} ran for mayor of {BELM} in 2004.", "election: candidate Oto Brand"),
    (f"{BRAND} stood for election in {BELM}.", "election: candidate Oto Brand"),
    (f"The execution of champion wrestler {BRAND} was carried out.", "execution: victim Oto Brand"),
    (f"They carried out the execution of wrestler {BRAND}.", "execution: victim Oto Brand"),
    (f"{VELL} took up her post as governor of {BELM}.", "appointment: appointed Ana Vell"),
    (f"{VELL} took up her post as governor of {BELM}.", "Ana Vell position-held governor Belm"),
    (f"{VELL} lost her post as governor of {BELM}.", "Ana Vell position-held governor Belm"),
    (f"{VELL} was elected mayor of {BELM} in 2003.", "election: winner Ana Vell"),
    (f"{VELL} went on trial in {BELM}.", "trial: accused Ana Vell"),
    (f"Members of the {FUND} include {VELL} and {BRAND}.", "Oto Brand member-of Belm Fund"),
    (f"The {FUND} consisted of {VELL} and {BRAND}.", "Ana Vell member-of Belm Fund"),
    (f"{VELL} was one of three members of the {FUND}.", "Ana Vell member-of Belm Fund"),
    (f"{BELM} imposed sanctions on {VELL} in 2010.", "sanction: sanctioned Ana Vell"),
    (f"{VELL} organised a protest against {BRAND}.", "protest: target Oto Brand"),
    (
        f"{VELL} told the commission she saw {BRAND} kill [PERSON:Ilo Ferr].",
        "killing: perpetrator Oto Brand < Ana Vell",
    ),
    (
        f"The {FUND} said in a statement that {BRAND} had been arrested.",
        "detention: detained Oto Brand < Belm Fund",
    ),
    (
        f"A report by the {FUND} says that {BRAND} was tortured.",
        "torture: victim Oto Brand < Belm Fund",
    ),
    (
        f"{BRAND} was arrested, according to a statement by the {FUND}.",
        "detention: detained Oto Brand < Belm Fund",
    ),
    (f"Please have {VELL} replaced by {BRAND}.", "Oto Brand replaced Ana Vell (planned)"),
    (f"{VELL} was voted out on Monday.", "removal: removed Ana Vell"),
    (f"{BRAND} accepted a bribe from [ORG:Norvik].", "payment: recipient Oto Brand"),
    (f"{BRAND} accepted a bribe from [ORG:Norvik].", "payment: giver Norvik"),
    (f"{BRAND} denied any role in the massacre.", "killing: not participant Oto Brand < Oto Brand"),
    (f"The trial of {BRAND} is due to begin on 3 June.", "trial: accused Oto Brand (planned)"),
    (f"The trial of {BRAND} is set to begin in June.", "trial: accused Oto Brand (planned)"),
    (
        f"A journalist who had investigated the licences, {VELL}, was shot dead in {BELM}.",
        "killing: victim Ana Vell",
    ),
]

NEVER = [
    (f"{BRAND} ran the [ORG:Harbour Office] for five years.", "election"),
    (f"{BRAND} stands for patience.", "election"),
    (
        f"{VELL} told the commission she saw {BRAND} beat [PERSON:Ilo Ferr].",
        "torture: perpetrator Ana",
    ),
    (f"{BRAND} hired men to kill {VELL}.", "killing: perpetrator Oto Brand"),
    (f"{BRAND} paid [PERSON:Ilo Ferr] to kill {VELL}.", "killing: perpetrator Oto Brand"),
    (f"{BRAND} was falsely said to have killed {VELL}.", "killing"),
    (f"Rumours that {BRAND} killed {VELL} are false.", "killing"),
    (f"{BRAND} pleaded not guilty.", "request"),
    (f"The conviction of {BRAND} was quashed.", "sentence: court"),
    (f"{VELL} became a doctor.", "appointment"),
    (f"{VELL} went on trial in {BELM}.", "trial: court"),
    (f"{VELL} took up her post as governor.", "appointment: appointer"),
    (f"The list of the {FUND} includes {VELL}.", "Ana Vell member-of"),
    (f"{VELL} was convicted of fraud.", "fraud: perpetrator"),
    (f"Prosecutors accuse {BRAND} of money laundering.", "fraud: perpetrator Oto Brand <"),
    (f"{BRAND} accepted a bribe from [ORG:Norvik].", "payment: giver Oto Brand"),
    (f"The mayor accepted the resignation of {BRAND}.", "resignation: origin"),
    (f"{BRAND} did not deny involvement in the massacre.", "killing: not participant"),
    (f"Investigators denied {BRAND}'s role in the massacre.", "killing: not participant"),
    (
        f"A journalist who had investigated the licences, {VELL}, was shot dead in {BELM}.",
        "investigation: investigated Ana Vell",
    ),
    (f"Relatives want {BRAND} to be prosecuted for the murder of {VELL}.", "killing: perpetrator"),
    (f"{BRAND} was never charged with the murder of {VELL}.", "killing: perpetrator"),
    (f"In 1994 {BRAND} was acquitted; {VELL} appealed.", "appeal: date"),
    ("[ORG:Norvik Motors] went bankrupt in 2012.", "dissolution"),
    ("[ORG:Norvik Motors] announced 300 lay-offs.", "removal"),
    (f"{VELL} inspected the fire escapes in {BELM}.", "movement"),
    (f"In May {BRAND} was arrested and has since been sentenced to death.", "sentence: date"),
    (f"{VELL} made headlines by defying international appeals.", "request"),
    (f"{VELL} and {BRAND} joined forces with their neighbours.", "merger"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_words_that_name_an_event(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "line"), NEVER)
def test_the_same_words_where_they_name_none(marked, line):
    assert not [found for found in said(marked) if found.startswith(line)]


def test_what_two_people_did_alike_stays_two_events():
    text = f"{VELL} resigned in January. Later some demanded the resignation of {BRAND}."
    made = reading(text)
    resigned = {s.subject for s in made.statements if s.role == "resigning"}
    assert len(resigned) == 2
    assert not [chain for chain in made.chains if resigned <= set(chain)]


def test_a_place_before_a_colon_says_nothing():
    lines = said("[GPE:Ostrea]: ten years after the massacre of 2009, nothing is known.")
    assert lines == ["killing: date 2009"]


@pytest.mark.parametrize("verb", ["resigned", "died", "fled", "testified"])
def test_a_verb_with_one_part_is_as_sure_as_others(verb):
    made = reading(f"{VELL} {verb} in {BELM}. {BRAND} was arrested in {BELM}.")
    (one, *_), (other, *_) = (
        [
            s.score
            for s in made.statements
            if s.object is not None and made.mentions[s.object].text == name
        ]
        for name in ("Ana Vell", "Oto Brand")
    )
    assert one > 0.9 * other


def test_she_is_nobody_who_is_called_he_more_often():
    text = (
        f"{BRAND} said that he was ill. He was arrested in May. "
        f"{BRAND} married {VELL}. She died in 2003."
    )
    lines = said(text)
    assert "death: deceased Oto Brand" not in lines


def test_kin_by_marriage_are_no_brothers():
    lines = said(f"{VELL} and her brother-in-law, {BRAND}, fled.")
    assert not [line for line in lines if "sibling-of" in line]
