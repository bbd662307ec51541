"""Names within one document: edges, aliases, short forms, and what stays apart."""

from __future__ import annotations

import pytest

from graph.names import is_acronym, normal, spells
from tests.extract.words import reading


def chains(marked: str) -> list[set[str]]:
    """Return the chains of a marked text as sets of words."""
    found = reading(marked)
    return [{found.mentions[i].text for i in chain} for chain in found.chains]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("They saw [ORG:the Lake Guard] there.", "Lake Guard"),
        ("They saw [PERSON:President Ana Vell] there.", "Ana Vell"),
        ("They saw [PERSON:Gen. Ana Vell] there.", "Ana Vell"),
        ("They saw [PERSON:Mrs Vell] there.", "Vell"),
        ("They saw [PERSON:Ana Vell’s] house.", "Ana Vell"),
        ("They saw [GPE:Belm,] there.", "Belm"),
        ("They saw [ORG:“Lake Guard”] there.", "Lake Guard"),
    ],
)
def test_a_name_has_the_edges_that_people_expect(marked, text):
    assert [m.text for m in reading(marked).mentions] == [text]


@pytest.mark.parametrize("marked", ["[ORG:1,200] came.", "[PERSON:.] came.", "[ORG:they] came."])
def test_what_cannot_be_a_name_is_dropped(marked):
    assert reading(marked).mentions == ()


def test_a_bracketed_acronym_becomes_a_mention_and_an_alias():
    assert chains("The [ORG:People’s Lake Front of Tavia] (PLFT-XAB) spoke. [ORG:XAB] left.") == [
        {"People’s Lake Front of Tavia", "PLFT-XAB", "XAB"}
    ]


def test_an_acronym_before_its_name_is_an_alias_too():
    assert chains("The [ORG:PLF] ([ORG:People's Lake Front]) spoke.") == [
        {"PLF", "People's Lake Front"}
    ]


def test_a_name_in_brackets_that_the_initials_do_not_spell_is_no_alias():
    assert chains("[ORG:Lake Guard] ([ORG:Belm]) spoke.") == []


def test_also_known_as_equates_names():
    assert chains("[PERSON:Ilo Ferr], also known as [PERSON:Abu Lak], spoke.") == [
        {"Ilo Ferr", "Abu Lak"}
    ]


def test_a_surname_joins_the_one_full_name_that_has_it():
    assert chains("[PERSON:Ilo Ferr] came. [PERSON:Ferr] left.") == [{"Ilo Ferr", "Ferr"}]


def test_a_surname_of_two_people_joins_neither():
    assert chains("[PERSON:Ilo Ferr] and [PERSON:Ana Ferr] came. [PERSON:Ferr] left.") == []


def test_two_full_names_are_never_joined():
    assert chains("[PERSON:Ilo Ferr] came. [PERSON:Ilo Vell] left. [PERSON:Ana Ferr] stayed.") == []


@pytest.mark.parametrize(
    "marked",
    [
        "[PERSON:Mohammad Reza Vell] fell. His son [PERSON:Reza Vell] lives.",
        "[PERSON:George Vell] came. [PERSON:George W. Vell] left.",
        "[PERSON:Ana Smith-Jones] came. [PERSON:Jones] left.",
    ],
)
def test_what_may_be_two_people_stays_two(marked):
    assert chains(marked) == []


def test_a_surname_may_have_a_particle():
    assert chains("[PERSON:Omar al Vell] came. [PERSON:al Vell] left.") == [
        {"Omar al Vell", "al Vell"}
    ]
    assert chains("[PERSON:Ana Smith-Jones] came. [PERSON:Smith-Jones] left.") == [
        {"Ana Smith-Jones", "Smith-Jones"}
    ]


def test_an_organisation_is_known_by_the_beginning_of_its_name_unless_that_is_common():
    assert chains("[ORG:Lantern International] wrote. [ORG:Lantern] waits.") == [
        {"Lantern International", "Lantern"}
    ]


def test_a_common_word_is_the_one_body_of_that_kind_named_before():
    salt, rivers = "The [ORG:Ministry of Salt] wrote.", "The [ORG:Ministry of Rivers] wrote."
    waits = "The [ORG:Ministry] waits."
    assert chains(f"{salt} {waits}") == [{"Ministry of Salt", "Ministry"}]
    assert chains(f"{salt} {rivers} {waits}") == []
    assert chains(f"{waits} {salt}") == []


def test_hyphens_accents_and_case_do_not_part_a_name():
    assert chains("[PERSON:Mir-Hosein Vell] came. [PERSON:Mir Hoséin Vell] left.") == [
        {"Mir-Hosein Vell", "Mir Hoséin Vell"}
    ]


def test_a_name_keeps_one_type_within_a_document():
    found = reading("[PERSON:Ilo Ferr] and [PERSON:Ferr] came. [GPE:Ferr] left.")
    assert [m.type for m in found.mentions] == ["PERSON"] * 3


def test_normal_forms():
    assert normal("The Mir-Hosein  Véll’s") == "mir hosein vell"
    assert is_acronym("PLF-X") and not is_acronym("Plf") and not is_acronym("A B")
    assert spells("UN", "United Nations") and not spells("UN", "Lake Guard")


@pytest.mark.parametrize(
    ("marked", "speaker", "how"),
    [
        ("“Mayor [PERSON:Oto Brand] lied,” said [PERSON:Ana Vell].", "Ana Vell", "direct"),
        ("[PERSON:Ana Vell] said: “Mayor [PERSON:Oto Brand] lied.”", "Ana Vell", "direct"),
        (
            "According to [ORG:Lake Watch], [PERSON:Oto Brand] was the mayor.",
            "Lake Watch",
            "indirect",
        ),
        (
            "[PERSON:Oto Brand] was the mayor, according to [ORG:Lake Watch].",
            "Lake Watch",
            "indirect",
        ),
        ("[PERSON:Oto Brand] was the mayor, [PERSON:Ana Vell] said.", "Ana Vell", "indirect"),
        ("[PERSON:Oto Brand] was the mayor, said Mr [PERSON:Ana Vell].", "Ana Vell", "indirect"),
        ("[PERSON:Oto Brand] was the mayor, officials said.", None, "indirect"),
        ("[PERSON:Oto Brand] was the mayor, according to officials.", None, "indirect"),
        ("‘Mayor [PERSON:Oto Brand] lied,’ said [PERSON:Ana Vell].", "Ana Vell", "direct"),
        (
            "“Mayor [PERSON:Oto Brand] lied,” [PERSON:Ana Vell], a baker, said.",
            "Ana Vell",
            "direct",
        ),
        ("“Mayor [PERSON:Oto Brand] lied,” a woman said.", None, "direct"),
        ("“Mayor [PERSON:Oto Brand] lied,” said a man who knew [PERSON:Ana Vell].", None, "direct"),
        (
            "“Mayor [PERSON:Oto Brand] lied,” he said, as [PERSON:Ana Vell] told reporters.",
            None,
            "direct",
        ),
        ("“Mayor [PERSON:Oto Brand] lied,” the lawyer of [PERSON:Ana Vell] said.", None, "direct"),
    ],
)
def test_who_is_heard_saying_it_is_kept(marked, speaker, how):
    found = reading(marked)
    (statement,) = found.statements
    (heard,) = statement.speakers
    name = None if heard.mention is None else found.mentions[heard.mention].text
    assert (name, heard.how) == (speaker, how)


@pytest.mark.parametrize(
    "marked",
    [
        "Mayor [PERSON:Oto Brand] said that it rained.",
        "[PERSON:Ana Vell] met Mayor [PERSON:Oto Brand].",
        "[PERSON:Ana Vell] said that Mayor [PERSON:Oto Brand] lied.",
        "[PERSON:Ana Vell] told police, and Mayor [PERSON:Oto Brand] fled.",
        "[PERSON:Ana Vell] wrote to President [PERSON:Oto Brand].",
        'The table was 6" long and Mayor [PERSON:Oto Brand] was 5" tall.',
        "“It rained,” said [PERSON:Ana Vell]. Mayor [PERSON:Oto Brand] came.",
    ],
)
def test_the_author_alone_speaks_where_nobody_is_heard(marked):
    found = reading(marked).statements
    (statement,) = [s for s in found if s.predicate == "position-held"]
    assert statement.speakers == ()


def test_the_first_word_of_a_firm_is_no_person_unless_somebody_bears_it():
    firm = "[ORG:Kordan Resources] fell. [PERSON:Kordan] paid nothing."
    assert [m.type for m in reading(firm).mentions if m.text == "Kordan"] == ["ORG"]
    both = "[ORG:Kordan Resources] fell. [PERSON:Ivo Kordan] fled. [PERSON:Kordan] paid nothing."
    assert [m.type for m in reading(both).mentions if m.text == "Kordan"] == ["PERSON"]
