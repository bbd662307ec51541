"""Who says so: direct and indirect speech, chains of speakers, cues that are nouns."""

from __future__ import annotations

import pytest

from tests.extract.words import reading, said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM, ZELU = "[PERSON:Oto Brand]", "[GPE:Belm]", "[ORG:Radio Zelu]"

SPOKEN = [
    (f"{VELL} said that {BRAND} was arrested.", "detention: detained Oto Brand < Ana Vell"),
    (f"{VELL} said {BRAND} was arrested.", "detention: detained Oto Brand < Ana Vell"),
    (f"{BRAND} was arrested, {VELL} said.", "detention: detained Oto Brand < Ana Vell"),
    (f"According to {VELL}, {BRAND} was arrested.", "detention: detained Oto Brand < Ana Vell"),
    (f"{BRAND} was arrested, according to {VELL}.", "detention: detained Oto Brand < Ana Vell"),
    (f"“{BRAND} killed {FERR},” said {VELL}.", "killing: perpetrator Oto Brand < Ana Vell"),
    (f"“{BRAND} killed {FERR},” {VELL} said.", "killing: victim Ilo Ferr < Ana Vell"),
    (f"{VELL} said: “{BRAND} killed {FERR}.”", "killing: victim Ilo Ferr < Ana Vell"),
    (
        f"{ZELU} reported that {VELL} said that {BRAND} was arrested.",
        "detention: detained Oto Brand < Radio Zelu < Ana Vell",
    ),
    (
        f"“The {GUARD} executed {FERR}. It buried {BRAND} in {BELM},” {VELL} said.",
        "burial: deceased Oto Brand < Ana Vell",
    ),
    (
        f"{VELL} claimed that {BRAND} was arrested.",
        "detention: detained Oto Brand (alleged) < Ana Vell",
    ),
    (
        f"{VELL} told {ZELU} that {BRAND} was arrested.",
        "detention: detained Oto Brand < Ana Vell",
    ),
    (f"“{BRAND} killed {FERR} in the old town.”", "killing: victim Ilo Ferr < ?"),
]

OWN_WORDS = [
    (f"{VELL}, who was arrested in {BELM}, said nothing.", "detention: detained Ana Vell"),
    (f"{VELL} said nothing when {BRAND} was arrested.", "detention: detained Oto Brand"),
    (f"{BRAND} was arrested after {VELL} spoke.", "detention: detained Oto Brand"),
]


@pytest.mark.parametrize(("marked", "line"), SPOKEN)
def test_the_chain_of_speakers(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "line"), OWN_WORDS)
def test_what_nobody_is_heard_saying_is_the_author_s(marked, line):
    assert line in said(marked)


def test_quoted_words_are_direct_and_reported_words_indirect():
    quoted = reading(f"“{BRAND} killed {FERR},” said {VELL}.").statements[0]
    reported = reading(f"{VELL} said that {BRAND} was arrested.").statements[0]
    assert [s.how for s in quoted.speakers] == ["direct"]
    assert [s.how for s in reported.speakers] == ["indirect"]
