"""Offices: terms, lists of posts, successions and elections; traps beside what must be found."""

from __future__ import annotations

import pytest

from tests.extract.words import positions, said

TERMS = [
    (
        "[PERSON:Ilo Ferr], 58, interior minister since 2009, is replaced by [PERSON:Ana Vell].",
        ("Ilo Ferr", "interior minister", None, "2009/.."),
    ),
    (
        "[PERSON:Ilo Ferr] was warden of [FAC:Stonegate Prison] from July 1992.",
        ("Ilo Ferr", "warden", "Stonegate Prison", "1992-07/.."),
    ),
    (
        "[PERSON:Ilo Ferr] was mayor of [GPE:Belm] until the rebels took the town in 2014.",
        ("Ilo Ferr", "mayor", "Belm", "../2014"),
    ),
    (
        "[PERSON:Ilo Ferr], director of [ORG:Tavia Steel] from 2011 until his arrest in May 2018,"
        " signed.",
        ("Ilo Ferr", "director", "Tavia Steel", "2011/2018-05"),
    ),
    (
        "They thanked the finance director, [PERSON:Ilo Ferr], who had held the post since 2011.",
        ("Ilo Ferr", "finance director", None, "2011/.."),
    ),
    (
        "The president of the [ORG:High Court], [PERSON:Ilo Ferr], served from 1993 to 1997.",
        ("Ilo Ferr", "president", "High Court", "1993/1997"),
    ),
    (
        "[PERSON:Ilo Ferr], commander of the base (1988–1991), came.",
        ("Ilo Ferr", "commander", None, "1988/1991"),
    ),
    (
        "[PERSON:Ilo Ferr], chair of the party, said that since 2009 nothing had changed.",
        ("Ilo Ferr", "chair of the party", None, None),
    ),
    (
        "[PERSON:Ilo Ferr] became mayor of [GPE:Belm], a post he held until 2006.",
        ("Ilo Ferr", "mayor", "Belm", "../2006"),
    ),
    (
        "Until his arrest in 2016, [PERSON:Ilo Ferr] was warden of [FAC:Stonegate Prison].",
        ("Ilo Ferr", "warden", "Stonegate Prison", "../2016"),
    ),
    (
        "[PERSON:Ilo Ferr], mayor of [GPE:Belm], was arrested in 2011.",
        ("Ilo Ferr", "mayor", "Belm", None),
    ),
]


@pytest.mark.parametrize(("marked", "found"), TERMS)
def test_a_term_of_office_is_dated(marked: str, found: tuple[str, ...]) -> None:
    assert (*found, "affirmed") in positions(marked)


LISTS = [
    (
        "[PERSON:Ana Vell] was consul of [GPE:Tavia] and chair of the [ORG:Sea Museum].",
        {("consul", "Tavia"), ("chair", "Sea Museum")},
    ),
    (
        "[PERSON:Ana Vell] served as mayor of [GPE:Belm], ambassador to [GPE:Tavia] and head of"
        " the [ORG:Forest Service].",
        {("mayor", "Belm"), ("ambassador", "Tavia"), ("head", "Forest Service")},
    ),
    (
        "[PERSON:Ana Vell] was president of the [ORG:Sea Museum] from 1994 to 1998 and, from"
        " 2001, chairman of [ORG:Tavia Cement].",
        {("president", "Sea Museum"), ("chairman", "Tavia Cement")},
    ),
    (
        "Mayor of [GPE:Belm] since 2010, [PERSON:Ana Vell] will not stand again.",
        {("Mayor", "Belm")},
    ),
    (
        "She joined the [ORG:River Board], whose deputy chair [PERSON:Ana Vell] has been since"
        " 2019.",
        {("deputy chair", "River Board")},
    ),
    (
        "They named [PERSON:Ana Vell] prime minister.",
        {("prime minister", None)},
    ),
    (
        "The assembly confirmed [PERSON:Ana Vell] as president of the [ORG:High Court] by 88"
        " votes to 3.",
        {("president", "High Court")},
    ),
    (
        "[PERSON:Ana Vell] was promoted to finance director in 2017.",
        {("finance director", None)},
    ),
    (
        "[PERSON:Ana Vell] was elevated to the post of deputy governor of [GPE:Belm].",
        {("deputy governor", "Belm")},
    ),
    ("[PERSON:Ana Vell] joined the firm in 2014 as head of sales.", {("head of sales", None)}),
    (
        "President, [PERSON:Ana Vell]; Treasurer, [PERSON:Ilo Ferr].",
        {("President", None), ("Treasurer", None)},
    ),
    ("Director: [PERSON:Ana Vell], formerly of [GPE:Belm].", {("Director", None)}),
    ("[PERSON:Ana Vell], the harbour master, came.", {("harbour master", None)}),
    (
        "From: [PERSON:Ana Vell], Head of Financial Crime Compliance",
        {("Head of Financial Crime Compliance", None)},
    ),
    (
        "He married [PERSON:Oda Brill], daughter of the defence minister, [PERSON:Ana Vell].",
        {("defence minister", None)},
    ),
    (
        "[PERSON:Ana Vell], Chairman and Chief Operating Officer of [ORG:Tavia Air], came.",
        {("Chairman", "Tavia Air"), ("Chief Operating Officer", "Tavia Air")},
    ),
    # what must not be read
    (
        "[PERSON:Ana Vell] was mayor of [GPE:Belm] and [PERSON:Ilo Ferr] a friend.",
        {("mayor", "Belm")},
    ),
    ("[PERSON:Ana Vell] is neither a mayor of [GPE:Belm] nor its treasurer.", set()),
    ("[PERSON:Ana Vell], a chess master, came.", set()),
    ("[PERSON:Ana Vell] is a former army captain.", set()),
    ("The son of the mayor, [PERSON:Ana Vell], came.", set()),
    ("The chairman: [PERSON:Ana Vell], sit down.", set()),
    ("The first woman elected as president hopes that [PERSON:Ana Vell] stays.", set()),
]


@pytest.mark.parametrize(("marked", "found"), LISTS)
def test_posts_are_read_along_the_words(marked: str, found: set[tuple[str, str | None]]) -> None:
    held = {(value, body) for _, value, body, _, how in positions(marked) if how == "affirmed"}
    assert held == found


FOLLOWED = [
    ("They elected [PERSON:Ana Vell] chair in place of the ailing [PERSON:Oto Brand].", True),
    ("[PERSON:Oto Brand] was dismissed and [PERSON:Ana Vell] was named in his stead.", True),
    ("[PERSON:Oto Brand] stepped down in 1999, handing over to [PERSON:Ana Vell].", True),
    ("[PERSON:Oto Brand] handed the chairmanship to [PERSON:Ana Vell].", True),
    ("[PERSON:Ana Vell] took over [PERSON:Oto Brand]'s post.", True),
    ("[PERSON:Ana Vell] was named to replace [PERSON:Oto Brand] as mayor.", True),
    ("They thanked [PERSON:Oto Brand], whose place was taken by [PERSON:Ana Vell].", True),
    ("[PERSON:Oto Brand] was replaced with [PERSON:Ana Vell].", True),
    ("[PERSON:Ana Vell] takes the reins from [PERSON:Oto Brand].", True),
    ("[PERSON:Oto Brand] handed over the files to [PERSON:Ana Vell].", False),
    ("[PERSON:Oto Brand] left the house to [PERSON:Ana Vell].", False),
    ("[PERSON:Ana Vell] took the place of [PERSON:Oto Brand] at the talks.", False),
    ("They chose [PERSON:Ana Vell] instead of [PERSON:Oto Brand].", False),
]


@pytest.mark.parametrize(("marked", "follows"), FOLLOWED)
def test_who_came_after_whom(marked: str, follows: bool) -> None:
    told = [line for line in said(marked) if line.startswith("Ana Vell replaced Oto Brand")]
    assert bool(told) == follows


VOTES = [
    (
        "[PERSON:Ana Vell] ran for mayor of [GPE:Belm] but lost to [PERSON:Oto Brand].",
        {"election: winner Oto Brand", "election: loser Ana Vell"},
    ),
    (
        "[PERSON:Ana Vell] defeated [PERSON:Oto Brand] by 312 votes.",
        {"election: winner Ana Vell", "election: loser Oto Brand"},
    ),
    (
        "The commission declared [PERSON:Ana Vell] the winner of the election.",
        {"election: winner Ana Vell"},
    ),
    (
        "The [ORG:Civic Union] won [GPE:Belm] with 54 percent of the vote.",
        {"election: winner Civic Union"},
    ),
    ("[PERSON:Ana Vell] asked that her vote be recorded.", set()),
    ("[PERSON:Ana Vell] defeated [PERSON:Oto Brand] at chess.", set()),
    ("[PERSON:Ana Vell] lost the house to [PERSON:Oto Brand].", set()),
]


@pytest.mark.parametrize(("marked", "found"), VOTES)
def test_who_wins_and_who_loses(marked: str, found: set[str]) -> None:
    told = {line for line in said(marked) if "winner" in line or "loser" in line}
    assert told == found


def test_a_founding_with_a_founder_is_no_event() -> None:
    assert said("It was a man from abroad who founded the [ORG:Lake Guard] in 1979.") == []


def test_an_overthrow_befalls_whose_it_is() -> None:
    found = said("[PERSON:Ana Vell] fled after her overthrow.")
    assert "coup: target Ana Vell" in found


def test_a_decree_is_of_who_signed_it() -> None:
    found = said("It was announced in a decree signed by [PERSON:Ana Vell].")
    assert "legislation: lawmaker Ana Vell" in found


def test_who_takes_the_helm_leads() -> None:
    found = said("[PERSON:Ana Vell] took the helm of [ORG:Tavia Air] in 2010.")
    assert "Ana Vell leads Tavia Air @2010/.." in found
    assert said("[PERSON:Ana Vell] took the helm of the boat.") == []


def test_a_board_is_of_its_body() -> None:
    found = said("[PERSON:Ana Vell] chaired the supervisory board of [ORG:Tavia Gas].")
    assert "Ana Vell leads Tavia Gas" in found


def test_two_terms_are_two_claims() -> None:
    found = positions(
        "[PERSON:Ana Vell] was mayor of [GPE:Belm] from 1978 to 1981 and again from 1986 to 1990."
    )
    assert [when for _, _, _, when, _ in found] == ["1978/1981", "1986/1990"]


def test_who_founded_what_is_told_once() -> None:
    found = said(
        "The [ORG:Lake Congress] was founded by the teacher [PERSON:Oto Brand] and his mother,"
        " [PERSON:Ana Vell]."
    )
    assert {"Oto Brand founded Lake Congress", "Ana Vell founded Lake Congress"} <= set(found)
    assert not any(line.startswith("founding") for line in found)


def test_ranks_are_no_posts() -> None:
    assert positions("A young captain of the [ORG:Lake Guard], [PERSON:Ana Vell], came.") == []
