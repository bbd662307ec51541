"""Who says so where it is told in other ways than "X said that": cited, convinced, by account."""

from __future__ import annotations

import re

import pytest

from tests.extract.words import reading, said

FERR, GUARD, VELL = "[PERSON:Ilo Ferr]", "[ORG:Lake Guard]", "[PERSON:Ana Vell]"
BRAND, BELM, ZELU = "[PERSON:Oto Brand]", "[GPE:Belm]", "[ORG:Radio Zelu]"
HELD = "detention: detained Ilo Ferr"
KILLED = "killing: perpetrator Ilo Ferr"

TOLD = [
    (f"{VELL} said that {FERR} (who was arrested in 2009) had left.", HELD),
    (f'"{FERR} was arrested in ""Operation Flint"". He left."', HELD),
    (f"{FERR} was arrested in {BELM}, the nurse {VELL} said.", f"{HELD} < Ana Vell"),
    (f"He left Belm, his daughter, {VELL}, said. {FERR} was arrested.", HELD),
    (f"{ZELU} said, citing {VELL}, that {FERR} was arrested.", f"{HELD} < Radio Zelu < Ana Vell"),
    (f"{ZELU}, quoting {VELL}, said {FERR} was arrested.", f"{HELD} < Radio Zelu < Ana Vell"),
    (
        f"{VELL} was cited by {ZELU} as saying {FERR} was arrested.",
        f"{HELD} < Radio Zelu < Ana Vell",
    ),
    (f"Guards quoted by {ZELU} said {FERR} was arrested.", f"{HELD} < Radio Zelu < ?"),
    (f"By his own account, {FERR} was arrested in {BELM}.", f"{HELD} < Ilo Ferr"),
    (f"In the words of {VELL}, {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"By all accounts {FERR} was arrested in {BELM}.", f"{HELD} (alleged)"),
    (f"{FERR} was arrested in {BELM}, it was reported.", f"{HELD} (alleged)"),
    (f"{FERR} was arrested in {BELM}, {ZELU} has learned.", f"{HELD} < Radio Zelu"),
    (f"{FERR} was arrested, if {VELL} is to be believed.", f"{HELD} (alleged) < Ana Vell"),
    (f"The court heard from {VELL} that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"The court accepted the evidence of {VELL} that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"{VELL} gave evidence that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"{VELL} voiced the suspicion that {FERR} killed {BRAND}.", f"{KILLED} (alleged) < Ana Vell"),
    (f"{VELL} is convinced that {FERR} killed {BRAND}.", f"{KILLED} (alleged) < Ana Vell"),
    (f"{VELL} has no doubt that {FERR} killed {BRAND}.", f"{KILLED} (alleged) < Ana Vell"),
    (f"{VELL} is adamant that {FERR} killed {BRAND}.", f"{KILLED} < Ana Vell"),
    (f"{VELL} believes {FERR} to have killed {BRAND}.", f"{KILLED} (alleged) < Ana Vell"),
    (f"{VELL} made it clear that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"{VELL} let it be known that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"{VELL} took to the air to say that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"{FERR} confessed to killing {BRAND}.", f"{KILLED} < Ilo Ferr"),
    (f"{FERR} admitted to having killed {BRAND}.", f"{KILLED} < Ilo Ferr"),
    (f"{VELL} admitted for the first time that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"{VELL} submitted that {FERR} was arrested.", f"{HELD} < Ana Vell"),
    (f"Guards said they believe {FERR} was arrested.", f"{HELD} (alleged) < ?"),
    (f"Rumour has it that {FERR} was arrested.", f"{HELD} (alleged)"),
    (f"There is talk that {FERR} was arrested.", f"{HELD} (alleged)"),
    (f"The Court finds that {FERR} was arrested in {BELM}.", HELD),
    (f"{VELL}’s version is that {FERR} killed {BRAND}.", f"{KILLED} (alleged) < Ana Vell"),
    (f"“I can confirm that {FERR} was arrested,” {VELL} said.", f"{HELD} < Ana Vell"),
    (
        f"{FERR} met {BRAND} and was arrested in {BELM}, according to {VELL}, a nurse.",
        f"{HELD} < Ana Vell",
    ),
    (
        f"“We are sad,” {VELL} said. “{FERR} was arrested in {BELM}.” The guards denied it.",
        f"{HELD} < Ana Vell",
    ),
    (f"{VELL} said that {BRAND}, who has led the {GUARD}, fled.", "Oto Brand leads Lake Guard"),
    (
        f"{VELL} said that {BRAND}, who had led the {GUARD}, fled.",
        "Oto Brand leads Lake Guard < Ana Vell",
    ),
    (
        f"{VELL} said {BRAND} would wait, adding that {FERR} had been arrested.",
        f"{HELD} < Ana Vell",
    ),
    (
        f"{VELL} told a clerk that {FERR} had been arrested; “we know no more,” a guard said.",
        f"{HELD} < Ana Vell",
    ),
]

DENIED = [
    (f"{VELL} said there is no truth in the claim that {FERR} killed {BRAND}.", "< Ana Vell"),
    (f"{VELL} dismissed as baseless the claims that {FERR} killed {BRAND}.", "< Ana Vell"),
    (f"{VELL} brushed aside claims that {FERR} killed {BRAND}.", "< Ana Vell"),
    (f"{VELL} said the claim that {FERR} killed {BRAND} was false.", "< Ana Vell"),
    (f"“It is not true that {FERR} killed {BRAND},” {VELL} said.", "< Ana Vell"),
]


@pytest.mark.parametrize(("marked", "line"), TOLD)
def test_whoever_tells_it_is_heard(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "by"), DENIED)
def test_what_somebody_calls_untrue_is_denied_by_them(marked, by):
    assert f"killing: not perpetrator Ilo Ferr {by}" in said(marked)


@pytest.mark.parametrize(
    "marked",
    [
        f"There is no evidence that {FERR} killed {BRAND}.",
        f"{VELL} said there was no evidence that {FERR} killed {BRAND}.",
        f"Had {FERR} not been arrested in {BELM}, a report says, nobody would have died.",
        f"It is not false that {FERR} killed {BRAND}.",
    ],
)
def test_what_is_not_known_is_neither_affirmed_nor_denied(marked):
    assert not [line for line in said(marked) if "Ferr" in line and "(" not in line]


def test_at_no_time_is_never():
    assert "detention: not detained Ilo Ferr" in said(f"At no time was {FERR} arrested.")


def test_what_hangs_on_a_condition_is_not_planned():
    found = said(f"If the council agrees, {FERR} will be dismissed.")
    assert "removal: removed Ilo Ferr (hypothetical)" in found
    assert "removal: removed Ilo Ferr (planned)" in said(f"{FERR} is expected to be dismissed.")


def test_another_document_is_called_so():
    marked = f"According to another, {FERR} was arrested in {BELM}."
    plain = re.sub(r"\[[A-Z]+:([^\]]+)\]", r"\1", marked)
    words = reading(marked).statements[0].speakers[0].words
    assert words is not None and plain[words.start : words.end] == "another"


def test_sales_are_a_figure_and_nothing_changed_hands():
    assert said(f"{GUARD} said its sales in {BELM} rose 43 per cent.") == []
    assert said(f"{GUARD} confirmed the sale of {ZELU}.") != []


ACCUSED = [
    "rebels",
    "police",
    "two officers",
    "the army",
    "men in uniform",
    BRAND,
    f"men of {GUARD}",
]
ACCUSING = [
    "{a} accused {b} of torturing {c}.",
    "{a} accused {b} of having tortured {c}.",
    "{b}, accused by {a} of torturing {c}, fled.",
    "{a} blamed {b} for torturing {c}.",
    "{a} charged {b} with torturing {c} in Belm.",
    "{a} accused {b} of abducting and torturing {c}.",
    "{a} is suing {b} for the torture of {c}.",
    "{a} brought charges against {b} over the torture of {c}.",
    "Allegations by {a} that {b} tortured {c} are being examined.",
    "{a} alleged that {b} tortured {c}.",
    "According to {a}, {b} tortured {c}.",
]


@pytest.mark.parametrize("form", ACCUSING)
@pytest.mark.parametrize("accused", ACCUSED)
@pytest.mark.parametrize("accuser", [VELL, "prosecutors", "the commission"])
def test_no_accusation_stands_as_a_fact(form, accused, accuser):
    text = form.format(a=accuser, b=accused, c=FERR)
    text = text if text.startswith("[") else text[0].upper() + text[1:]
    found = reading(text)
    for s in found.statements:
        if found.mentions[s.subject].event == "torture" and s.polarity == "affirmed":
            assert s.modality != "asserted" or s.speakers, text
            if s.role == "perpetrator" and s.object is not None:
                assert found.mentions[s.object].text != "Ana Vell", text


def test_whoever_is_held_responsible_is_not_detained():
    assert not [line for line in said(f"{VELL} holds {BRAND} responsible.") if "detention" in line]
    assert not [line for line in said(f"{VELL} holds rebels responsible.") if "detention" in line]


DENYING = [
    "{b} denied having tortured {c} in Belm.",
    "{b} dismissed reports that {c} was arrested as baseless.",
    "{b} said it was untrue that {c} had been arrested.",
    "{b} said there was no evidence that {c} was tortured.",
    "{b} pleaded not guilty to torturing {c}.",
    "{b} could not confirm that {c} had been arrested.",
    "{b} stopped short of arresting {c}.",
    "{b} was acquitted of torturing {c}.",
    "{b} ruled out arresting {c}.",
    "{b} falsely claimed that {c} was tortured.",
]


@pytest.mark.parametrize("form", DENYING)
@pytest.mark.parametrize("speaker", [BRAND, "Police", GUARD, f"A spokesman for {GUARD}"])
def test_no_denial_affirms(form, speaker):
    found = reading(form.format(b=speaker, c=FERR))
    for s in found.statements:
        if found.mentions[s.subject].event in {"torture", "detention"}:
            assert s.polarity == "denied" or s.modality != "asserted"
