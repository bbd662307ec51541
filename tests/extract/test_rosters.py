"""Lists, minutes, records and tables; who stands with what body; who writes."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, VELL, BRAND = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
BELM, PARTY = "[GPE:Belm]", "[ORG:Reed Party]"
BOARD, WATCH = "[ORG:Harbour Board]", "[ORG:Lantern Watch]"
SCHOOL, BANK = "[ORG:University of Belm]", "[ORG:Tavia Bank]"

FOUND = [
    (
        f"Members of the {BOARD}:\n- {VELL}\n- Dr {FERR}, physician",
        "Ilo Ferr member-of Harbour Board",
    ),
    (f"Members of the {BOARD}: {VELL}, {FERR} and {BRAND}", "Oto Brand member-of Harbour Board"),
    (f"Staff of {WATCH}\n1. {VELL}\n2. {FERR}", "Ilo Ferr employed-by Lantern Watch"),
    (
        f"Minutes of the {BOARD}\n\nPresent: {VELL} (chair), {FERR}",
        "Ilo Ferr member-of Harbour Board",
    ),
    (f"Attendees: {VELL}, {WATCH}; {FERR} ({BANK})", "Ilo Ferr employed-by Tavia Bank"),
    (f"{VELL}, {WATCH}\n{FERR}, {BANK}", "Ana Vell employed-by Lantern Watch"),
    (f"With {VELL} ({WATCH}) and {FERR} ({BANK}) in it.", "Ilo Ferr employed-by Tavia Bank"),
    (f"Name: {VELL}\nDate of birth: 3 May 1960\nEmployer: {BANK}", "Ana Vell born-on 1960-05-03"),
    (
        f"Name: {VELL}\nDate of birth: 3 May 1960\nEmployer: {BANK}",
        "Ana Vell employed-by Tavia Bank",
    ),
    (f"Company: {BANK}\nOwner: {VELL}\nSeat: {BELM}", "Ana Vell owns Tavia Bank"),
    (f"Company: {BANK}\nOwner: {VELL}\nSeat: {BELM}", "Tavia Bank located-in Belm"),
    (f"| Name | Party |\n|---|---|\n| {VELL} | {PARTY} |", "Ana Vell member-of Reed Party"),
    (f"{VELL} has been with {BANK} since 2004.", "Ana Vell employed-by Tavia Bank @2004/.."),
    (f"{VELL} is on the board of {BANK}.", "Ana Vell member-of Tavia Bank"),
    (f"{VELL} is at the head of the {PARTY}.", "Ana Vell leads Reed Party"),
    (f"{VELL} enrolled in the {SCHOOL}.", "Ana Vell educated-at University of Belm"),
    (f"The opposition of the {PARTY} to {VELL} is known.", "Reed Party opposes Ana Vell"),
    (f"The {PARTY} declared its support for {VELL}.", "Reed Party supports Ana Vell"),
    (f"{VELL} fell. Her party, the {PARTY}, wept.", "Ana Vell member-of Reed Party"),
    (f"As a member of the {PARTY}, {VELL} objects.", "Ana Vell member-of Reed Party"),
    (f"{VELL}, of the Belm office of {WATCH}, spoke.", "Ana Vell employed-by Lantern Watch"),
    (f"I saw {VELL}, of 4 Mill Lane, {BELM}, there.", "Ana Vell lives-in Belm"),
    (f"Half of {BANK} belongs to {WATCH}.", "Lantern Watch owns Tavia Bank"),
    (f"{BANK} grew. Its directors are {VELL} and {FERR}.", "Ilo Ferr position-held director"),
    (f"Company: {BANK}\nDirectors: {VELL}, {FERR}", "Ilo Ferr position-held Director"),
    (f"Then the {BOARD} was under {VELL}.", "Ana Vell leads Harbour Board"),
    (f"The {PARTY} had the backing of {VELL}.", "Ana Vell supports Reed Party"),
    (f"{VELL} ({SCHOOL}) thanked them.", "Ana Vell employed-by University of Belm"),
    (f"Name: {VELL}\nBorn: 1956, {BELM}", "Ana Vell born-on 1956"),
    (f"Name: {VELL}\nBorn: 1956, {BELM}", "Ana Vell born-in Belm"),
    (f"From: {VELL}\nTo: {FERR}\n\nI live in {BELM}.", "Ana Vell lives-in Belm"),
    (f"Statement of {VELL}\n\nI live in {BELM}.", "Ana Vell lives-in Belm"),
]

NEVER = [
    (f"Former members of the {BOARD}:\n- {VELL}\n- {FERR}", "member-of"),
    (f"Letters to members of the {BOARD}: {VELL}, {FERR}", "member-of"),
    (f"Members of the {BOARD}: {VELL} met {FERR}.", "member-of"),
    (f"Minutes of the {BOARD}\n\nApologies: {VELL}, {FERR}", "member-of"),
    (f"Minutes of the {BOARD}\n\nIn attendance: {VELL}, {WATCH}", "member-of"),
    (f"Read: {VELL}, [ORG:Reed Press]\n{FERR}, [ORG:Belm Press]", "employed-by"),
    (f"{VELL} ([ORG:TAV]) beat {FERR} ([ORG:BEL]).", "employed-by"),
    (f"Name: {VELL}\nEmployer: unknown, not {BANK}", "employed-by"),
    (f"The {PARTY} withdrew its support for {VELL}.", "supports"),
    (f"{VELL} asked for the support of the {PARTY}.", "supports"),
    (f"The {PARTY} never had the backing of {VELL}.", "Ana Vell supports"),
    (f"{VELL} ({WATCH}) thanked them.", "employed-by"),
    (
        f"Its directors are {VELL} and {FERR}; the owner is {BRAND}.",
        "Oto Brand position-held director",
    ),
    (f"{VELL} is not on the board of {BANK}.", "Ana Vell member-of"),
    (f"{VELL} enrolled in the {PARTY}.", "educated-at"),
    (f"{VELL} is in {BELM}, at the [FAC:Reed Hotel].", "Belm located-in"),
    (f"{VELL}, I am in {BELM}.", "Ana Vell was-in"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_what_lists_and_records_say(marked, line):
    assert [found for found in said(marked) if found.startswith(line)]


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_what_they_do_not_say(marked, part):
    assert not [line for line in said(marked) if part in line and "(" not in line]
