"""Whom pronouns and nominals mean at the ends of claims; whom they do not mean."""

from __future__ import annotations

import pytest

from tests.extract.words import reading, said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM = "[PERSON:Oto Brand]", "[GPE:Belm]"
SALT, COURT = "[ORG:Ministry of Salt]", "[ORG:High Court of Belm]"

MEANT = [
    (f"{FERR} fled the town. He was arrested in {BELM}.", "detention: detained Ilo Ferr"),
    (f"{FERR} was arrested as he left {BELM}.", "detention: detained Ilo Ferr"),
    (f"{VELL} said that she had been arrested.", "detention: detained Ana Vell < Ana Vell"),
    (f"{VELL} spoke for an hour. Then she resigned.", "resignation: resigning Ana Vell"),
    (f"{FERR} ruled until his death in 1994.", "death: deceased Ilo Ferr"),
    (f"{GUARD} members came. {BRAND} fled. He was killed in {BELM}.", "killing: victim Oto Brand"),
    (f"“I killed {FERR},” {BRAND} said.", "killing: perpetrator Oto Brand < Oto Brand"),
    (f"“I was arrested in {BELM},” said {VELL}.", "detention: detained Ana Vell < Ana Vell"),
    (f"{VELL}: I was arrested in {BELM}.", "detention: detained Ana Vell < Ana Vell"),
    (
        f"Dear Oto,\n\nI was arrested in {BELM}.\n\nWith good wishes,\n{VELL}\n",
        "detention: detained Ana Vell",
    ),
    (
        f"Dear {BRAND},\n\nYou were arrested in {BELM}.\n\nYours sincerely,\n{VELL}\n",
        "detention: detained Oto Brand",
    ),
    (
        f"The {SALT} was founded in 1950. On Monday the ministry arrested {FERR}.",
        "detention: authority Ministry of Salt",
    ),
    (
        f"The mayor, {VELL}, spoke first. The mayor was arrested in {BELM}.",
        "detention: detained Ana Vell",
    ),
    (
        f"The {COURT} met in May. It heard the case, and the court acquitted {FERR}.",
        "acquittal: court High Court of Belm",
    ),
    (
        f"{VELL} teaches in {BELM}.\n\nQ: What happened?\n\nA: I was arrested.\n\n"
        "Q: When?\n\nA: In May.",
        "detention: detained Ana Vell < Ana Vell",
    ),
]

NOT_MEANT = [
    (f"{FERR} met {BRAND}. Later a guard fell and he was arrested.", "detained"),
    (f"{FERR} said: “He was arrested in {BELM}.”", "detained Ilo Ferr"),
    (f"{VELL} met a man in {BELM}. He was arrested.", "detained Ana Vell"),
    (f"Mrs {VELL} came. He was arrested in {BELM}.", "detained Ana Vell"),
    (f"{FERR} watched {BRAND} and arrested him.", "detained Ilo Ferr"),
    (f"The {GUARD} left. He was arrested.", "detained Lake Guard"),
    (f"{VELL} came from {BELM}. It was attacked.", "target Ana Vell"),
    (f"“I killed {FERR},” a man said to {BRAND}.", "perpetrator Oto Brand"),
    (
        f"The {SALT} and the [ORG:Ministry of Rivers] met. The ministry arrested {FERR}.",
        "authority Ministry",
    ),
    (f"The mayor, {VELL}, met the judge. The new mayor was arrested.", "detained Ana Vell"),
    (f"{FERR} was ill. {BRAND} is no relative of his.", "relative-of Oto Brand"),
    (f"{VELL} came to {BELM}. People were arrested. They were tortured.", "victim Ana Vell"),
]


@pytest.mark.parametrize(("marked", "line"), MEANT)
def test_whom_the_words_mean(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NOT_MEANT)
def test_whom_they_do_not_mean(marked, part):
    assert not [line for line in said(marked) if part in line]


def test_the_words_stand_for_a_name_that_is_kept():
    found = reading(f"{FERR} fled the town. He was arrested in {BELM}.")
    (arrested,) = [s for s in found.statements if s.role == "detained"]
    span = arrested.spans.object
    assert span is not None
    assert (span.via.start, span.via.end) == (0, len("Ilo Ferr"))
