"""Who says so: direct and indirect speech, chains of speakers, cues that are nouns."""

from __future__ import annotations

import re

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
    (f"{FERR}, {VELL} said, was arrested.", "detention: detained Ilo Ferr < Ana Vell"),
    (f"As {VELL} said, {FERR} was arrested.", "detention: detained Ilo Ferr < Ana Vell"),
    (f"{VELL} called the arrest of {FERR} a crime.", "detention: detained Ilo Ferr < Ana Vell"),
    (f"{VELL} cited the arrest of {FERR} in {BELM}.", "detention: place Belm < Ana Vell"),
    (f"“{FERR} was arrested in {BELM}.” — {VELL}", "detention: detained Ilo Ferr < Ana Vell"),
    (f"{VELL}: {FERR} was arrested in {BELM}", "detention: detained Ilo Ferr < Ana Vell"),
    (f"“{VELL}: Well, {FERR} was arrested.", "detention: detained Ilo Ferr < Ana Vell"),
    (f"Minister: {FERR} was arrested in {BELM}", "detention: detained Ilo Ferr < ?"),
    (
        f"The {GUARD} has confirmed reports that {BRAND} killed {FERR}.",
        "killing: perpetrator Oto Brand < Lake Guard",
    ),
    (
        f"The {GUARD} could not confirm reports that {BRAND} killed {FERR}.",
        "killing: perpetrator Oto Brand (alleged) < ?",
    ),
    (
        f"The {GUARD} (LG), a force which has filed for bankruptcy, announced on Friday that"
        f" {FERR} was arrested.",
        "detention: detained Ilo Ferr < Lake Guard",
    ),
    (
        f"“{FERR} was arrested,” {VELL} said. According to {VELL}, “{BRAND} was arrested, {VELL} says.”",
        "detention: detained Oto Brand < Ana Vell",
    ),
    (
        f"{VELL} released the following statement:\n\n“We saw it. {BRAND} killed {FERR}.”",
        "killing: victim Ilo Ferr < Ana Vell",
    ),
    (
        f"A local doctor from {BELM}, {VELL}, said that {FERR} was arrested.",
        "detention: detained Ilo Ferr < Ana Vell",
    ),
    (
        f"{VELL} (LG): Welcome.\n\n{FERR} (LG): {BRAND} was arrested.\n\nHe fled.\n\n{VELL} (LG): Oh.",
        "detention: detained Oto Brand < Ilo Ferr",
    ),
    (
        f"{VELL}: Welcome.\n\n{FERR}: It was so.\n\n{BRAND} was arrested.\n\n{VELL}: Oh."
        f"\n\n{FERR}: Yes.",
        "detention: detained Oto Brand < Ilo Ferr",
    ),
    (
        f"[10:04] {VELL}: {BRAND} was arrested.",
        "detention: detained Oto Brand < Ana Vell",
    ),
    (
        f"Thank you.\n\nOn 3 May {VELL} wrote:\n> It is late.\n> {BRAND} was arrested.\n",
        "detention: detained Oto Brand < Ana Vell",
    ),
    (
        f"{VELL} provided the following statement on it:\n\n“We saw it. {BRAND} killed {FERR}.”",
        "killing: victim Ilo Ferr < Ana Vell",
    ),
    (
        f"{VELL} said:\n\nThis is a sad day. {BRAND} was arrested in {BELM}.",
        "detention: detained Oto Brand < Ana Vell",
    ),
    (
        f"{VELL} was told that {FERR} was arrested.",
        "detention: detained Ilo Ferr (alleged) < ?",
    ),
    (
        f"Minister: Reports that the {GUARD} killed {FERR}",
        "killing: victim Ilo Ferr (alleged) < ? < ?",
    ),
]

CHAINS = [
    (
        f"{VELL} was arrested and {FERR} was tortured, according to {ZELU}.",
        "detention: detained Ana Vell < Radio Zelu",
    ),
    (f"A court dismissed one of two charges against {FERR}.", "charge: accused Ilo Ferr"),
    (
        f"{ZELU} quoted {VELL} as saying that {FERR} was arrested.",
        "detention: detained Ilo Ferr < Radio Zelu < Ana Vell",
    ),
    (
        f"{VELL} was quoted by the paper as saying that {FERR} was arrested.",
        "detention: detained Ilo Ferr < ? < Ana Vell",
    ),
    (
        f"{VELL} said that {FERR} was arrested, according to {ZELU}.",
        "detention: detained Ilo Ferr < Radio Zelu < Ana Vell",
    ),
    (
        f"{VELL} said that, according to {ZELU}, {FERR} was arrested.",
        "detention: detained Ilo Ferr < Ana Vell < Radio Zelu",
    ),
    (f"As reported by {ZELU}, {FERR} was arrested.", "detention: detained Ilo Ferr < Radio Zelu"),
    (
        f"The {GUARD} issued a statement saying {FERR} had been killed.",
        "killing: victim Ilo Ferr < Lake Guard",
    ),
    (f"It was said by {VELL} that {FERR} was tortured.", "torture: victim Ilo Ferr < Ana Vell"),
    (f"The court heard that {FERR} was tortured.", "torture: victim Ilo Ferr < ?"),
    (f"{VELL} heard that {FERR} had been killed.", "killing: victim Ilo Ferr (alleged)"),
    (f"{VELL} spoke of the torture of {FERR}.", "torture: victim Ilo Ferr < Ana Vell"),
    (
        f"{VELL} warned of an attack on {BELM}.",
        "attack: target Belm (hypothetical) < Ana Vell",
    ),
    (f"{VELL} swore that {BRAND} killed {FERR}.", "killing: perpetrator Oto Brand < Ana Vell"),
    (
        f"{VELL} described how guards had tortured {FERR}.",
        "torture: victim Ilo Ferr < Ana Vell",
    ),
    (f"{VELL} recalled seeing {BRAND} kill {FERR}.", "killing: victim Ilo Ferr < Ana Vell"),
    (
        f"''The {GUARD} killed {FERR} in the old town,'' {VELL} said.",
        "killing: victim Ilo Ferr < Ana Vell",
    ),
    (
        f"“I was in {BELM} that night,” said {VELL}. “Nobody slept. {FERR} was arrested,” she added.",
        "detention: detained Ilo Ferr < Ana Vell",
    ),
    (
        f"Asked whether {FERR} was arrested, {VELL} said nothing was known.",
        "detention: detained Ilo Ferr (hypothetical)",
    ),
    (
        f"Q: Where were you?\nA: In {BELM}. {FERR} was arrested.\nQ: Why?\nA: He wrote.",
        "detention: detained Ilo Ferr < ?",
    ),
]

OWN_WORDS = [
    (f"{VELL}, who was arrested in {BELM}, said nothing.", "detention: detained Ana Vell"),
    (f"{VELL} said nothing when {BRAND} was arrested.", "detention: detained Oto Brand"),
    (f"{BRAND} was arrested after {VELL} spoke.", "detention: detained Oto Brand"),
    (f"Charges were brought against {FERR}, born in {BELM}.", "charge: accused Ilo Ferr"),
    (f"{VELL} promised to arrest {FERR}.", "detention: detained Ilo Ferr (planned)"),
    (f"{VELL} wants {FERR} to be arrested.", "detention: detained Ilo Ferr (hypothetical)"),
    (f"{VELL} condemned the arrest of {FERR}.", "detention: detained Ilo Ferr"),
    (f"{VELL} has five friends:\n\n{BRAND} was arrested.", "detention: detained Oto Brand"),
    (f"The {GUARD} claimed raids which killed {FERR}.", "killing: victim Ilo Ferr"),
    (
        f"The raid, for which the {GUARD} has claimed responsibility, killed {FERR}.",
        "killing: victim Ilo Ferr",
    ),
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


def test_whoever_speaks_in_passing_is_not_whom_it_is_said_of():
    found = said(f"The mayor, {VELL} said, was arrested in {BELM}.")
    assert "detention: place Belm < Ana Vell" in found
    assert not [line for line in found if "mayor" in line or "detained Ana Vell" in line]


@pytest.mark.parametrize(("marked", "line"), CHAINS)
def test_who_quotes_whom(marked, line):
    assert line in said(marked)


def test_he_said_is_whoever_spoke_last_and_nobody_else():
    tag = f"“{FERR} was arrested in the old town,” he added."
    spoken = f"“It was late,” {BRAND} said. "
    assert "detention: detained Ilo Ferr < Oto Brand" in said(spoken + tag)
    between = f"A guard shouted at them. {tag}"
    assert "detention: detained Ilo Ferr < ?" in said(spoken + between)
    called_she = f"“It was late,” Mrs {BRAND} said. "
    assert "detention: detained Ilo Ferr < ?" in said(called_she + tag)


CALLED = [
    (f"Two officials said that {BRAND} was arrested.", ["Two officials"]),
    (f"{BRAND} was arrested, according to the indictment.", ["the indictment"]),
    (f"Documents seen by {ZELU} show that {BRAND} was arrested.", ["Documents seen by Radio Zelu"]),
    (f"“{BRAND} was arrested in {BELM},” a neighbour told {ZELU}.", ["a neighbour"]),
    (f"Minister: {BRAND} was arrested in {BELM}", ["Minister"]),
    (f"The police, who came late, said that {BRAND} was arrested.", ["The police"]),
    (f"{VELL} said a guard told her that {BRAND} was arrested.", [None, "a guard"]),
    (f"They said that {BRAND} was arrested.", [None]),
]


@pytest.mark.parametrize(("marked", "words"), CALLED)
def test_whoever_is_not_named_is_called_as_in_the_text(marked, words):
    found = reading(marked)
    plain = re.sub(r"\[[A-Z]+:([^\]]+)\]", r"\1", marked)
    chains = [
        [None if s.words is None else plain[s.words.start : s.words.end] for s in one.speakers]
        for one in found.statements
    ]
    assert words in chains


def test_a_statement_goes_on_while_it_speaks_of_itself():
    found = said(
        "Minister [PERSON:Ana Vell] said:\n\nI am shocked that the [ORG:Lake Guard] killed"
        " [PERSON:Ilo Ferr].\n\nWe know that it arrested [PERSON:Oto Brand].\n\n"
        "[PERSON:Oto Brand] was released in [GPE:Belm]."
    )
    assert "detention: detained Oto Brand < Ana Vell" in found
    assert "release: place Belm" in found
