"""Whom a life is about: its pronouns, its bare surname, and the kin who share the surname."""

from __future__ import annotations

import pytest

from graph.extract.scores import threshold
from tests.extract.words import reading, said

FERR, BRAND, VELL = "[PERSON:Ilo Ferr]", "[PERSON:Oto Brand]", "[PERSON:Ana Vell]"
BELM = "[GPE:Belm]"
LIFE = f"{FERR}, miller and mayor\n\n"

FOUND = [
    (  # a paragraph begins with the pronoun; another man was named last
        f"{LIFE}{FERR} was a judge. He sent {BRAND} away.\n\nHe was born in {BELM}.",
        "Ilo Ferr born-in Belm",
    ),
    (
        f"{LIFE}{FERR} was a miller and businessman. He was born in {BELM}.",
        "Ilo Ferr born-in Belm",
    ),
    (
        f"{LIFE}[PERSON:Ferr] was elected mayor in 1980. He lived in {BELM}.",
        "Ilo Ferr lives-in Belm",
    ),
    (
        f"{LIFE}His daughter, [PERSON:Ida Ferr], wept. [PERSON:Ferr] was born in {BELM}.",
        "Ilo Ferr born-in Belm",
    ),
    (  # each entry of a list is about whom it names
        f"1. {FERR}. Judge. He was born in {BELM}.\n\n2. {BRAND}. Clerk. He was born in [GPE:Orm].",
        "Oto Brand born-in Orm",
    ),
    (
        f"The mill was founded by {FERR}, a clerk, and his wife, {VELL}.",
        "Ana Vell spouse-of Ilo Ferr",
    ),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_pronouns_mean_whom_the_text_is_about(marked, line):
    assert line in [_whole(marked, each) for each in said(marked)]


NEVER = [
    f"{FERR} met {BRAND}. He was born in {BELM}.",
    f"{LIFE}{FERR} was a judge. {BRAND} came in. He was born in {BELM}.",
    f"{LIFE}{FERR} knew a man who said he was born in {BELM}.",
]


@pytest.mark.parametrize("marked", NEVER)
def test_pronouns_stay_open_where_somebody_else_may_be_meant(marked):
    assert not [line for line in said(marked) if "Ilo Ferr born-in" in line]


DOUBTFUL = [
    f"{LIFE}{FERR} was a judge. His brother {BRAND} fled. He was born in {BELM}.",
    f"{LIFE}{FERR} was a judge. A clerk came in. He was born in {BELM}.",
]


@pytest.mark.parametrize("marked", DOUBTFUL)
def test_a_pronoun_that_may_well_mean_another_is_kept_for_review(marked):
    found = reading(marked)
    assert all(s.score < threshold() for s in found.statements if s.predicate == "born-in")


def _whole(marked: str, line: str) -> str:
    """Read a bare surname as the whole name that the chains give it."""
    found = reading(marked)
    texts = [mention.text for mention in found.mentions]
    for chain in found.chains:
        whole = max((texts[i] for i in chain), key=len)
        for i in chain:
            if line.startswith(texts[i] + " "):
                line = whole + line[len(texts[i]) :]
    return line


SURNAMES = [
    # called so before another of the name came in
    ("[PERSON:Ilo Ferr] came. [PERSON:Ferr] paid. [PERSON:Ida Ferr] left. [PERSON:Ferr] ate.", 1),
    # nobody knows which of the two
    ("[PERSON:Ilo Ferr] came. [PERSON:Ida Ferr] left. [PERSON:Ferr] ate.", None),
    ("[PERSON:Ilo Ferr] and [PERSON:Ida Ferr] came.\n\n[PERSON:Ferr] ate.", None),
]


@pytest.mark.parametrize(("marked", "place"), SURNAMES)
def test_a_bare_surname_is_of_the_one_called_so_first(marked, place):
    found = reading(marked)
    bare = next(i for i, m in enumerate(found.mentions) if m.text == "Ferr")
    chain = next((c for c in found.chains if bare in c), (bare,))
    whole = {found.mentions[i].text for i in chain} - {"Ferr"}
    assert whole == (set() if place is None else {"Ilo Ferr"})


def test_mrs_is_not_mr():
    found = reading(
        "[PERSON:Otto Ferr] came. [PERSON:Ferr] paid. Mrs [PERSON:Ferr] wept. [PERSON:Ferr] ate."
    )
    chains = [[found.mentions[i].start for i in chain] for chain in found.chains]
    wept = found.mentions[2].start
    assert chains
    assert all(wept not in chain for chain in chains)
