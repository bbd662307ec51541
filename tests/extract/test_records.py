"""Offices, money and proceedings as registers, minutes, judgments and letters tell of them."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, BRAND = "[PERSON:Ana Vell]", "[PERSON:Oto Brand]"
FUND, NORVIK = "[ORG:Belm Fund]", "[ORG:Norvik]"
HIGH = "[ORG:High Court]"

FOUND = [
    (f"{VELL} joined the board of {NORVIK} on 3 May 2010.", "appointment: date 2010-05-03"),
    (f"{VELL} left the board of {NORVIK} in June 2012.", "resignation: origin Norvik"),
    (
        f"{VELL} ceased to be a director of {NORVIK} on 3 May 2010.",
        "Ana Vell position-held director Norvik @../2010-05-03",
    ),
    (f"The council co-opted {VELL} in May 2011.", "appointment: appointed Ana Vell"),
    (
        f"{BRAND} replaced {VELL} as treasurer of the {FUND} in May 2009.",
        "Oto Brand position-held treasurer Belm Fund @2009-05/..",
    ),
    (
        f"{BRAND} was reinstated as director of the {FUND} in 2013.",
        "Oto Brand position-held director Belm Fund @2013/..",
    ),
    (
        f"{BRAND} promoted {VELL} to director of the {FUND}.",
        "Ana Vell position-held director Belm Fund",
    ),
    (f"{BRAND} was struck off the register in 2013.", "removal: removed Oto Brand"),
    (f"{VELL}'s contract was terminated in 2017.", "removal: removed Ana Vell"),
    (f"{VELL} was returned as member for Belm in 1974.", "election: winner Ana Vell"),
    (f"{VELL} was defeated by {BRAND} in the election of 1998.", "election: loser Ana Vell"),
    (
        f"The entire share capital of {NORVIK} was sold by {VELL} to the {FUND}.",
        "transfer: asset Norvik",
    ),
    (f"{BRAND} transferred his shares in {NORVIK} to {VELL}.", "transfer: recipient Ana Vell"),
    (f"The contract was awarded to {NORVIK} by the {FUND}.", "treaty: party Norvik"),
    (f"The {FUND} awarded {NORVIK} a contract worth 3 million euros.", "treaty: party Norvik"),
    (
        f"{NORVIK} was ordered to pay {VELL} 30,000 euros.",
        "payment: recipient Ana Vell (planned)",
    ),
    (
        f"{BRAND} sent 350,000 euros from the house's account to {NORVIK} on 9 August 2013.",
        "payment: date 2013-08-09",
    ),
    (
        f"{VELL} was promoted to deputy director of the {FUND} in April 2007.",
        "appointment: date 2007-04",
    ),
    (f"{VELL} worked there until her death in 1991.", "death: date 1991"),
    (f"{BRAND} was tried and found guilty of theft in 2003.", "sentence: accused Oto Brand"),
    (f"{BRAND} was tried in the {HIGH} at Belm.", "trial: court High Court"),
    (f"The charges against {BRAND} were dropped in 2014.", "acquittal: accused Oto Brand"),
    (
        f"The {HIGH} quashed his conviction, said {BRAND}.",
        "acquittal: court High Court < Oto Brand",
    ),
    (f"The jury cleared {BRAND} of manslaughter.", "acquittal: accused Oto Brand"),
    (f"{BRAND} was found not guilty by a jury in 2012.", "acquittal: accused Oto Brand"),
    (f"{BRAND} spent two years behind bars.", "detention: detained Oto Brand"),
    (f"{BRAND} was taken away by soldiers in May 1976.", "detention: detained Oto Brand"),
    (f"{BRAND} walked out of prison on 3 May 2014.", "release: released Oto Brand"),
    (f"The regulator imposed a fine of 500 pounds on {NORVIK}.", "sentence: accused Norvik"),
    (f"The claimant seeks damages from {NORVIK}.", "lawsuit: accused Norvik"),
    (f"{VELL} filed a claim against {NORVIK}.", "lawsuit: accuser Ana Vell"),
    (
        f"The prosecutor opened a criminal case against {BRAND}.",
        "investigation: investigated Oto Brand",
    ),
    (f"It is said that {BRAND} was arrested.", "detention: detained Oto Brand (alleged)"),
    (f"{VELL} and {BRAND} were re-elected to the board.", "election: winner Oto Brand"),
    (f"{VELL} was elected in 1999 and re-elected in 2003.", "election: date 2003"),
    (f"{VELL} is to be paid 300 crowns by {NORVIK}.", "payment: giver Norvik (planned)"),
    (f"The board resolved to appoint {VELL}.", "appointment: appointed Ana Vell (planned)"),
    (f"The court allowed the appeal of {VELL}.", "appeal: applicant Ana Vell"),
    (f"{VELL} was convicted of fraud at {HIGH}.", "sentence: court High Court"),
    (
        f"{VELL} was nominated for the governorship by the {FUND}.",
        "appointment: appointer Belm Fund",
    ),
    (
        f"The {FUND} opened an inquiry into the finances of {NORVIK}.",
        "investigation: investigated Norvik",
    ),
    (f"{NORVIK}'s payments to {VELL} began in 2003.", "payment: giver Norvik"),
    (f"{VELL} was questioned and let go without charge.", "release: released Ana Vell"),
    (f"{VELL} lost her seat to {BRAND} in 1874.", "election: winner Oto Brand"),
    (f"{VELL} has been under investigation since 2013.", "investigation: investigated Ana Vell"),
    (f"{VELL} was sent to prison in 2004 for fraud.", "detention: detained Ana Vell"),
    (f"The {FUND} sold {VELL} the mill in 2011.", "transfer: recipient Ana Vell"),
    (f"{NORVIK} was robbed of 300 crowns by {BRAND}.", "transfer: giver Norvik"),
]

NEVER = [
    (f"{VELL} left the board of {NORVIK} in June 2012.", "resignation: resigning Norvik"),
    (f"{BRAND} promoted {VELL} to director of the {FUND}.", "Oto Brand position-held"),
    (f"{BRAND} was struck off the register in 2013.", "attack"),
    (f"{BRAND} walked out of prison on 3 May 2014.", "strike"),
    (f"{NORVIK} settled with {VELL} in 2013.", "movement"),
    (f"{BRAND} was tried and found guilty of theft in 2003.", "sentence: court Oto Brand"),
    (f"{BRAND} pleaded not guilty to bribery.", "sentence"),
    (f"{BRAND} was convicted in the {NORVIK} affair.", "sentence: court"),
    (f"{VELL} was convicted in {NORVIK}.", "sentence: court"),
    (f"It is said that {BRAND} was arrested.", "detention: detained Oto Brand\n"),
    (f"{VELL} is to be paid 300 crowns by {NORVIK}.", "payment: giver Norvik\n"),
    (f"{BRAND} was sentenced to ten months' imprisonment, suspended.", "removal"),
    (f"{BRAND} demanded a bribe from {NORVIK}.", "request: speaker Norvik"),
    (f"{VELL} was sent to prison in 2004 for fraud.", "movement"),
    (f"{VELL} walked out a week later.", "strike"),
    (f"{VELL} was in charge of sales, {BRAND} of design.", "charge"),
    (f"{VELL}'s appointments were criticised.", "appointment: appointed"),
    (f"{VELL} can be held responsible for the losses.", "detention"),
    (f"{VELL} was forced to resign and jailed.", "detention: authority"),
    (f"{VELL} was questioned and let go without charge.", "release: authority"),
    (f"{VELL} was struck from the board in 2004.", "attack"),
]


@pytest.mark.parametrize(("sentence", "line"), FOUND)
def test_found(sentence: str, line: str) -> None:
    """What a careful reader takes down from such a sentence is said."""
    assert line in said(sentence)


@pytest.mark.parametrize(("sentence", "line"), NEVER)
def test_never(sentence: str, line: str) -> None:
    """What only looks like it is not."""
    assert not [found for found in said(sentence) if f"{found}\n".startswith(line)]


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        ("In 1987 a clerk handed [PERSON:Ana Vell] a watch.", "transfer: recipient Ana Vell"),
        (
            "The [ORG:Ministry of Justice] handed over the remains to the families.",
            "transfer: giver Ministry of Justice",
        ),
    ],
)
def test_what_is_handed_needs_one_name_where_both_sides_are_told(marked, line):
    assert line in said(marked)


def test_what_is_left_to_a_museum_is_no_journey():
    assert said("[PERSON:Ana Vell] left the archive to the [ORG:Tarn Museum].") == []
