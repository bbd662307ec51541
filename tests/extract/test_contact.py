"""Demands, meetings, journeys and papers that change hands, in many dresses, with traps."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, BRAND, FERR = "[PERSON:Ana Vell]", "[PERSON:Oto Brand]", "[PERSON:Ilo Ferr]"
FUND, COURT, WATCH = "[ORG:Belm Fund]", "[ORG:Court of Audit]", "[ORG:Lantern Watch]"
BELM, ZELU = "[GPE:Belm]", "[GPE:Zelu]"

FOUND = [
    # Somebody is asked to do something.
    (f"{VELL} asked the {COURT} to examine the books.", "request: speaker Ana Vell"),
    (f"{VELL} asked the {COURT} to examine the books.", "request: addressee Court of Audit"),
    (f"{WATCH} called on {VELL} to free the prisoners.", "request: addressee Ana Vell"),
    (f"{WATCH} urged {VELL} to free the prisoners.", "request: speaker Lantern Watch"),
    (f"{VELL} was asked by the {FUND} to resign.", "request: addressee Ana Vell"),
    (f"{VELL} asked that {BRAND} be summoned.", "request: speaker Ana Vell"),
    # Whom somebody is said not to have met did not meet them.
    (f"{VELL} never met {BRAND}.", "meeting: not participant Ana Vell"),
    (f"{VELL} never met {BRAND}.", "meeting: not participant Oto Brand"),
    (f"{VELL} denied having met {BRAND}.", "meeting: not participant Oto Brand < Ana Vell"),
    (f"At no time has {VELL} met {BRAND}.", "meeting: not participant Oto Brand"),
    # Journeys.
    (f"{VELL} reached {BELM} on 3 March 1985.", "movement: destination Belm"),
    (f"{VELL} reached {BELM} on 3 March 1985.", "movement: date 1985-03-03"),
    (f"{VELL} walked to {BELM} with {BRAND}.", "movement: mover Oto Brand"),
    (f"{VELL} came to {BELM} in 1999.", "movement: mover Ana Vell"),
    (f"{VELL} was expelled from {BELM} in 1977.", "deportation: origin Belm"),
    (f"{VELL} fled to {ZELU} together with {BRAND}.", "movement: mover Oto Brand"),
    # Who was in company, and who led it.
    (f"{VELL} was arrested in {BELM} together with {BRAND}.", "detention: detained Oto Brand"),
    (
        f"The delegation, led by {VELL}, was received by {BRAND} in {BELM}.",
        "meeting: participant Ana Vell",
    ),
    (
        f"The graves were exhumed by a team under {VELL}.",
        "exhumation: investigator Ana Vell",
    ),
    (f"Accompanied by {BRAND}, {VELL} flew to {BELM}.", "movement: mover Oto Brand"),
    (f"Inspectors from the {FUND} examined the books.", "investigation: investigator Belm Fund"),
    # A meeting told of in several clauses.
    (
        f"At a meeting held in {BELM} on 2 May 1992, which was attended by {VELL}, it was agreed.",
        "meeting: participant Ana Vell",
    ),
    (f"{VELL} telephoned {BRAND} on 9 August 2001.", "meeting: participant Oto Brand"),
    (f"{VELL} had dinner with {BRAND} in {BELM}.", "meeting: participant Oto Brand"),
    (
        f"On a visit to {BELM} in 2004, {VELL} promised {BRAND} that it would end.",
        "meeting: participant Ana Vell",
    ),
    (f"During a speech at the {FUND}, {VELL} said it was closed.", "statement: speaker Ana Vell"),
    (f"{VELL} had a long meeting with {BRAND}.", "meeting: participant Ana Vell"),
    # Letters in which something is said.
    (
        f"In a letter of 2 May 2011, {VELL} denied that the mill was hers.",
        "statement: speaker Ana Vell",
    ),
    (
        f"In a letter of 2 May 2011, {VELL} urged {BRAND} to stay.",
        "statement: speaker Ana Vell",
    ),
    (f"{VELL} promised to open the mill.", "statement: speaker Ana Vell"),
    (f"{VELL} hosted a dinner for {BRAND} in {BELM}.", "meeting: participant Oto Brand"),
    (f"At the request of {VELL}, {BRAND} stayed.", "request: speaker Ana Vell"),
    (f"{VELL} came at the invitation of {BRAND}.", "request: speaker Oto Brand"),
    (f"Envoys from {BELM} met {VELL}.", "meeting: participant Belm"),
    # Papers.
    (f"{VELL} passed the list to {BRAND}.", "transfer: recipient Oto Brand"),
    (f"{VELL} sent a letter to {BRAND}.", "statement: addressee Oto Brand"),
    (
        f"{VELL} gave the tapes to {BRAND} of the daily {WATCH}, which published them.",
        "publication: publisher Lantern Watch",
    ),
    (f"{VELL} sent the files to the {COURT}.", "transfer: recipient Court of Audit"),
    (
        f"{VELL} found the letters and the {WATCH} printed them.",
        "publication: publisher Lantern Watch",
    ),
    # Whose subject it is.
    (
        f"{FERR} sentenced {BRAND}; {VELL} was acquitted, and left for {ZELU}.",
        "movement: mover Ana Vell",
    ),
    (f"{VELL} was on leave in {BELM}.", "Ana Vell was-in Belm"),
    (f"{VELL} was seen in {BELM} in May 2001.", "Ana Vell was-in Belm @2001-05"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_found(marked: str, line: str) -> None:
    assert line in said(marked)


TRAPS = [
    (f"{VELL} asked {BRAND} why the mill was closed.", "request"),
    (f"{VELL} asked {BRAND} to open the door.", "request"),
    (f"{VELL} was asked to testify.", "request"),
    (f"{VELL} asked the woman to raise her voice.", "request"),
    (f"{VELL} reached a deal in {BELM}.", "movement"),
    (f"{VELL} was summoned to the {COURT}.", "addressee Court of Audit"),
    (f"{VELL} had a letter for {BRAND}.", "speaker Ana Vell"),
    (f"It was the first election in which the {FUND} had to help.", "election"),
    (f"The clerks never met {BRAND}.", "participant Oto Brand"),
    (f"The news reached {BELM} on Monday.", "movement"),
    (f"{VELL} entered parliament in {BELM}.", "movement"),
    (f"{VELL} came to power in {BELM}.", "movement"),
    (f"{VELL} was expelled from the [ORG:Belm Party] in 1977.", "deportation"),
    (f"{BELM} sent troops to {ZELU}.", "transfer"),
    (f"{VELL} left with the files.", "mover with"),
    (f"During a visit by {VELL}, {BRAND} said the mill was closed.", "participant Oto Brand"),
    (f"{FERR} was on duty while {VELL} stayed in {BELM}.", "Ilo Ferr was-in"),
]


@pytest.mark.parametrize(("marked", "words"), TRAPS)
def test_not_found(marked: str, words: str) -> None:
    assert not [line for line in said(marked) if words in line]


def test_some_men_take_one_away() -> None:
    """Those who take somebody somewhere are not counted as travellers."""
    lines = said(f"Four men took {VELL} to {BELM}.")
    assert "movement: number 4" not in lines
    assert "movement: mover Ana Vell" in lines


def test_a_paper_is_named_by_its_noun() -> None:
    """What follows "the daily" is a paper, unless more words follow."""
    assert "publication: publisher Varnel" in said(
        "In May the newspaper Varnel published the list."
    )
    assert not [x for x in said("The daily Ramadan fast ended.") if "Ramadan" in x]


def test_what_is_added_is_no_plan() -> None:
    """A plan told first does not make one of what is told beside it."""
    lines = said(f"{VELL} will wait in {ZELU}, adding that she had met {BRAND} in {BELM}.")
    assert not [line for line in lines if "Oto Brand" in line and "(planned)" in line]


def test_the_minister_is_no_deputy() -> None:
    """A post with a capital is that of whom the text gave it plainly, and to nobody else."""
    told = (
        f"The Minister, {VELL}, met the Deputy Minister, {BRAND}, in {BELM}. "
        f"The Prime Minister, {FERR}, stayed away. "
    )
    assert "movement: mover Ana Vell" in said(told + f"The Minister travelled to {ZELU} in May.")
    other = (
        f"The Foreign Minister, {VELL}, met the Deputy Minister, {BRAND}, in {BELM}. "
        f"The Minister travelled to {ZELU} in May."
    )
    assert not [line for line in said(other) if "mover" in line]


def test_where_it_happened() -> None:
    """What happened "where" happened in the place named before it."""
    assert "meeting: place Zelu" in said(f"{VELL} flew to {ZELU}, where she met {BRAND}.")
    lines = said(f"{VELL} worked at a mill near {ZELU} for {BRAND}, where she met {FERR}.")
    assert "meeting: place Zelu" not in lines
    far = said(f"It was nine miles from {ZELU}, where {VELL} met {FERR}.")
    assert "meeting: place Zelu" not in far
    assert "movement: place Zelu" not in said(f"{VELL} fled to {ZELU}, where she left for {BELM}.")
