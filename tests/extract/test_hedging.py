"""Alleged, planned and hypothetical: never as fact."""

from __future__ import annotations

import pytest

from tests.extract.words import said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM = "[PERSON:Oto Brand]", "[GPE:Belm]"

PUT = [
    (f"{VELL} said {FERR} would be released.", "release: released Ilo Ferr (planned) < Ana Vell"),
    (
        f"{VELL} said {FERR} would be released if he signed.",
        "release: released Ilo Ferr (hypothetical) < Ana Vell",
    ),
    (f"{VELL} campaigned for the release of {FERR}.", "release: released Ilo Ferr (hypothetical)"),
    (
        f"Nobody repeated the charge that {VELL} murdered {FERR}.",
        "killing: perpetrator Ana Vell (alleged)",
    ),
    (
        f"The rebels claimed to have killed {FERR}.",
        "killing: victim Ilo Ferr (alleged) < ?",
    ),
    (
        f"{BRAND} never doubted that {VELL} had killed {FERR}.",
        "killing: perpetrator Ana Vell (alleged) < Oto Brand",
    ),
    (
        f"It is not clear whether {FERR} was arrested.",
        "detention: detained Ilo Ferr (hypothetical)",
    ),
    (f"{VELL} was accused of murdering {FERR}.", "killing: perpetrator Ana Vell (alleged)"),
    (
        f"Prosecutors charged {VELL} with the murder of {FERR}.",
        "killing: perpetrator Ana Vell (alleged)",
    ),
    (f"{FERR} was reportedly arrested in {BELM}.", "detention: detained Ilo Ferr (alleged)"),
    (f"{FERR} was allegedly tortured.", "torture: victim Ilo Ferr (alleged)"),
    (f"{BRAND} is believed to have killed {FERR}.", "killing: perpetrator Oto Brand (alleged)"),
    (f"{BRAND} appears to have killed {FERR}.", "killing: perpetrator Oto Brand (alleged)"),
    (f"The alleged murder of {FERR} shocked the town.", "killing: victim Ilo Ferr (alleged)"),
    (f"{FERR} may have been tortured.", "torture: victim Ilo Ferr (hypothetical)"),
    (f"{VELL} could be arrested.", "detention: detained Ana Vell (hypothetical)"),
    (
        f"If {VELL} is arrested, the town will protest.",
        "detention: detained Ana Vell (hypothetical)",
    ),
    (f"Was {FERR} executed?", "execution: victim Ilo Ferr (hypothetical)"),
    (f"{VELL} called for the arrest of {BRAND}.", "detention: detained Oto Brand (hypothetical)"),
    (f"{VELL} will be arrested.", "detention: detained Ana Vell (planned)"),
    (f"{VELL} ordered the execution of {FERR}.", "execution: victim Ilo Ferr (planned)"),
    (f"{VELL} ordered the killing of {FERR}.", "killing: victim Ilo Ferr (planned)"),
    (
        f"The toll will climb unless world powers band together to impose sanctions on {BELM}.",
        "sanction: sanctioned Belm (hypothetical)",
    ),
    (
        f"{VELL} accused rebels of killing nine clerks in an attack on {BELM}.",
        "attack: target Belm (alleged) < Ana Vell",
    ),
    (f"{VELL} threatened to kill {FERR}.", "killing: perpetrator Ana Vell (planned)"),
    (
        f"{VELL} plans to visit {BELM} and to arrest {FERR}.",
        "detention: authority Ana Vell (planned)",
    ),
    (f"The planned execution of {FERR} is unlawful.", "execution: victim Ilo Ferr (planned)"),
    (
        f"{VELL} came for talks aimed at preparing a meeting with {FERR}.",
        "meeting: participant Ilo Ferr (planned)",
    ),
    (
        f"The announced meeting of {FERR} and {VELL} drew crowds.",
        "meeting: participant Ana Vell (planned)",
    ),
    (
        f"{BRAND} will lead a delegation for a meeting with {VELL}.",
        "meeting: participant Ana Vell (planned)",
    ),
    (
        f"What has the {GUARD} done to arrest {FERR}?",
        "detention: detained Ilo Ferr (hypothetical)",
    ),
    (
        f"{BRAND} came for tomorrow's meeting of {FERR} and {VELL}.",
        "meeting: participant Ana Vell (planned)",
    ),
    (f"It assists the guards to arrest {FERR}.", "detention: detained Ilo Ferr (planned)"),
    (f"{VELL} told the guards to arrest {FERR}.", "detention: detained Ilo Ferr (hypothetical)"),
    (
        f"Will {VELL} meet {FERR} in {BELM}, who will attend, etc.?",
        "meeting: participant Ana Vell (hypothetical)",
    ),
    (
        f"Will {VELL} meet {FERR} (in {BELM}?)",
        "meeting: participant Ana Vell (hypothetical)",
    ),
]

AS_FACT = [
    (f"It follows a pledge at the trial of {FERR}.", "trial: accused Ilo Ferr"),
    (f"Friends helped the guards arrest {FERR}.", "detention: detained Ilo Ferr"),
    (f"The resumption of the trial of {FERR} was noted.", "trial: accused Ilo Ferr"),
]


@pytest.mark.parametrize(("marked", "line"), PUT)
def test_the_modality_is_that_of_the_sentence(marked, line):
    found = said(marked)
    assert line in found
    assert line.rpartition(" (")[0] not in found


@pytest.mark.parametrize(("marked", "line"), AS_FACT)
def test_what_is_said_plainly_stays_a_fact(marked, line):
    assert line in said(marked)


def test_what_is_only_trained_for_is_no_event():
    assert not said(f"{BELM}'s training includes reacting to an attack by the {GUARD}.")
    assert not said(
        f"Part of the training in {BELM} includes reacting to an attack by the {GUARD}."
    )
    assert not said(f"The {GUARD} held exercises on the arrest of {FERR}.")


def test_an_order_is_a_fact_and_its_outcome_is_not():
    found = said(f"{VELL} ordered the execution of {FERR}.")
    assert "execution: organiser Ana Vell" in found
    assert not [line for line in found if "perpetrator" in line]
