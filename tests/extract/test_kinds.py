"""Which kind of event words name, whose arguments are whose, and words that name none."""

from __future__ import annotations

import pytest

from tests.extract.words import said

DALVA, VELL, KARO = "[PERSON:Ilo Dalva]", "[PERSON:Ana Vell]", "[PERSON:Oto Karo]"
NORVIK, ARDEN, TOLMAR = "[ORG:Norvik]", "[ORG:Arden Group]", "[ORG:Tolmar Mills]"
OSTREA, BELM = "[GPE:Ostrea]", "[GPE:Belm]"

FOUND = [
    # a visit leads somewhere
    (f"Minister {DALVA} visited {OSTREA} on 4 May.", "meeting: destination Ostrea"),
    (f"{DALVA} visited {VELL} in {BELM}.", "meeting: participant Ana Vell"),
    # who buys receives
    (f"The {ARDEN} was selected to purchase {TOLMAR}.", "transfer: recipient Arden Group"),
    (f"{NORVIK} sold {TOLMAR} to the {ARDEN}.", "transfer: giver Norvik"),
    (f"The acquisition of {TOLMAR} by the {ARDEN} took years.", "transfer: recipient Arden Group"),
    (f"The {ARDEN} bought a stake in {TOLMAR} in 2009.", "transfer: asset Tolmar Mills"),
    (f"The {ARDEN} passed a file on {KARO} to {NORVIK}.", "transfer: recipient Norvik"),
    # strikes of two kinds
    (
        f"The [ORG:League] launched 8,000 strikes against the [ORG:Red Column] in {OSTREA}.",
        "attack: target Red Column",
    ),
    (f"{NORVIK} workers in {BELM} went on strike.", "strike: place Belm"),
    # two sides that are known
    (f"{VELL} spoke to the [ORG:Belm Post].", "meeting: participant Belm Post"),
    (f"{VELL} received a delegation of the [ORG:Guild].", "meeting: participant Guild"),
    (f"The report which {VELL} laid before the [ORG:Diet] says so.", "statement: addressee Diet"),
    (f"{VELL} shall pay damages to {KARO}.", "payment: recipient Oto Karo (planned)"),
    (f"{NORVIK} received loans from the {ARDEN}.", "payment: giver Arden Group"),
    # states and custody
    ("At least 728 prisoners are dead.", "death: number 728"),
    ("In May some 2,600 prisoners were in custody.", "detention: number 2600"),
    (f"{VELL} will remain in custody.", "detention: detained Ana Vell (planned)"),
    # who acts from where
    (f"Police in {OSTREA} have arrested {KARO}.", "detention: place Ostrea"),
    # a relative clause far from its noun
    (
        f"A suit for libel which {DALVA} brought against the [ORG:Review] was dismissed.",
        "lawsuit: accuser Ilo Dalva",
    ),
    (f"{VELL} signed the decree in 1990.", "legislation: lawmaker Ana Vell"),
    ("The war began in 2011.", "conflict: date 2011/.."),
    # forms that are not regular
    (f"{VELL} fled to {OSTREA}.", "movement: mover Ana Vell"),
    (f"{KARO} shot {DALVA}.", "attack: target Ilo Dalva"),
    (f"{DALVA} was slain by {KARO}.", "killing: perpetrator Oto Karo"),
    (f"{KARO} stole {TOLMAR} from {DALVA}.", "transfer: giver Ilo Dalva"),
    (f"The {ARDEN} overthrew {DALVA}.", "coup: target Ilo Dalva"),
]

NEVER = [
    (f"Minister {DALVA} visits {OSTREA} and {BELM}.", "participant Ostrea"),
    (f"{NORVIK} has demonstrated that it can build cars.", "protest"),
    (f"The council of {BELM} has demonstrated its unity.", "protest"),
    (f"The {ARDEN} was selected to purchase {TOLMAR}.", "giver"),
    (f"20,000 units were sold by {NORVIK}.", "transfer"),
    (f"They build where they sell, in {OSTREA} too.", "transfer"),
    ("The [ORG:League] launched 8,000 strikes against the [ORG:Red Column].", "strike:"),
    (f"{DALVA} and {VELL} agreed that work remains.", "treaty"),
    (f"The army of {OSTREA} liberated dozens of villages.", "release"),
    ("Peace will free the [NORP:Ostreans] to travel.", "release"),
    (f"They condemned the attacks in {BELM} and others in {OSTREA}.", "attack: place Ostrea"),
    ("The attack on [ORG:Camp Hurr] that killed nine was planned.", "perpetrator Camp Hurr"),
    (
        f"Like many [NORP:Ostreans] who returned after the war toppled {DALVA}, {KARO} stays.",
        "perpetrator",
    ),
    (f"{NORVIK} will receive $1 billion.", "meeting"),
    (f"{VELL} spoke to reporters.", "meeting"),
    (f"{VELL} gave a speech on {KARO}.", "transfer"),
    (f"{VELL} sat behind the table.", "meeting"),
    (f"{VELL} set up an art space.", "founding"),
    ("The Global Coalition fought. 20 villages were liberated.", "release"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_words_name_the_kind_and_give_the_parts(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_words_that_name_something_else(marked, part):
    assert not [line for line in said(marked) if part in line]


def test_the_coalition_is_neither_of_two():
    lines = said(
        "The [ORG:Global Coalition] and the [ORG:Ostrean Coalition] met. The Coalition struck Belm."
    )
    assert not [line for line in lines if line.startswith("attack")]


def test_a_remark_speaks_of_the_body_before_its_comma():
    lines = said(
        f"The agreement between the [ORG:Ostrean Bank], led by {DALVA}, and the [ORG:Belm Office]"
        " was signed."
    )
    assert "Ilo Dalva leads Ostrean Bank" in lines
    assert not [line for line in lines if "party Ilo Dalva" in line or "leads Belm" in line]


def test_a_list_after_a_colon_names_those_meant():
    lines = said(
        "Two of the three officials who sat on the [ORG:Arden Commission] are still there:"
        f" {VELL}, a judge, and {KARO}, a governor."
    )
    assert "Ana Vell member-of Arden Commission" in lines
    assert "Oto Karo member-of Arden Commission" in lines


@pytest.mark.parametrize(
    "marked",
    [
        f"Officials of the [ORG:Arden Commission] said: {VELL} is ill, and {KARO} has left.",
        f"Members of the [ORG:Arden Commission] met the wives: that of {VELL} and that of {KARO}.",
        f"{DALVA} sat on the [ORG:Arden Commission] with officials: {VELL} and {KARO}.",
    ],
)
def test_not_everything_after_a_colon_is_a_list(marked):
    assert not [line for line in said(marked) if "member-of" in line and "Dalva" not in line]
