"""Positions: what must be found, and, as important, what must not."""

from __future__ import annotations

import pytest

from tests.extract.words import positions, reading

FOUND = [
    ("Prime Minister [PERSON:Ana Vell] spoke.", ("Ana Vell", "Prime Minister", None, None)),
    ("Then-Prime Minister [PERSON:Ana Vell] knew.", ("Ana Vell", "Prime Minister", None, None)),
    (
        "Former Interior Minister [PERSON:Oto Brand] left.",
        ("Oto Brand", "Interior Minister", None, None),
    ),
    (
        "Deputy Prime Minister [PERSON:Oto Brand] left.",
        ("Oto Brand", "Deputy Prime Minister", None, None),
    ),
    ("[NORP:Tavian] President [PERSON:Ilo Ferr] came.", ("Ilo Ferr", "President", "Tavian", None)),
    (
        "[GPE:Tavia]’s judiciary chief, [PERSON:Ilo Ferr], came.",
        ("Ilo Ferr", "judiciary chief", "Tavia", None),
    ),
    (
        "[GPE:Tavia]'s new President, [PERSON:Ilo Ferr], came.",
        ("Ilo Ferr", "President", "Tavia", None),
    ),
    ("The mayor, [PERSON:Ilo Ferr], came.", ("Ilo Ferr", "mayor", None, None)),
    ("[PERSON:Ilo Ferr], the judiciary chief, came.", ("Ilo Ferr", "judiciary chief", None, None)),
    (
        "[PERSON:Ilo Ferr], head of the [ORG:Lake Guard], came.",
        ("Ilo Ferr", "head", "Lake Guard", None),
    ),
    (
        "[PERSON:Ilo Ferr], a former judge of the [ORG:Court of Tavia], came.",
        ("Ilo Ferr", "judge", "Court of Tavia", None),
    ),
    (
        "[PERSON:Ilo Ferr], then deputy prosecutor of [GPE:Belm], came.",
        ("Ilo Ferr", "deputy prosecutor", "Belm", None),
    ),
    (
        "[PERSON:Ilo Ferr], minister of justice, came.",
        ("Ilo Ferr", "minister of justice", None, None),
    ),
    (
        "[PERSON:Ilo Ferr], interior minister from 2005 to 2011, came.",
        ("Ilo Ferr", "interior minister", None, "2005/2011"),
    ),
    (
        "[PERSON:Ilo Ferr], Interior Minister until March 2011, came.",
        ("Ilo Ferr", "Interior Minister", None, "../2011-03"),
    ),
    (
        "[PERSON:Ilo Ferr], mayor of [GPE:Belm] since 2014, came.",
        ("Ilo Ferr", "mayor", "Belm", "2014/.."),
    ),
    ("[PERSON:Ilo Ferr], who was the warden in 1987, came.", ("Ilo Ferr", "warden", None, "1987")),
    ("[PERSON:Ilo Ferr] was the mayor of [GPE:Belm].", ("Ilo Ferr", "mayor", "Belm", None)),
    (
        "[PERSON:Ilo Ferr] became Justice Minister in 2009.",
        ("Ilo Ferr", "Justice Minister", None, "2009/.."),
    ),
    ("Secretary of State [PERSON:Ana Vell] spoke.", ("Ana Vell", "Secretary of State", None, None)),
    (
        "The head of the [ORG:Lake Guard], [PERSON:Ilo Ferr], came.",
        ("Ilo Ferr", "head", "Lake Guard", None),
    ),
    (
        "[ORG:Lake Guard] commander [PERSON:Ilo Ferr] came.",
        ("Ilo Ferr", "commander", "Lake Guard", None),
    ),
    ("Attorney General [PERSON:Ana Vell] spoke.", ("Ana Vell", "Attorney General", None, None)),
    ("In [GPE:London] President [PERSON:Ana Vell] met him.", ("Ana Vell", "President", None, None)),
    ("[GPE:LONDON] - President [PERSON:Ana Vell] met him.", ("Ana Vell", "President", None, None)),
    ("He told [ORG:CNN] President [PERSON:Ana Vell] lied.", ("Ana Vell", "President", None, None)),
    (
        "[ORG:Ministry of Justice] spokesman [PERSON:Ana Vell] left.",
        ("Ana Vell", "spokesman", "Ministry of Justice", None),
    ),
    (
        "Under Secretary of State [PERSON:Ana Vell] left.",
        ("Ana Vell", "Under Secretary of State", None, None),
    ),
    (
        "[PERSON:Ana Vell], who had been mayor of [GPE:Belm] since 2006, left.",
        ("Ana Vell", "mayor", "Belm", "2006/.."),
    ),
    (
        "[PERSON:Ana Vell], who is now head of the [ORG:Lake Guard], left.",
        ("Ana Vell", "head", "Lake Guard", None),
    ),
    (
        "[PERSON:Ana Vell], chairman of the board of [ORG:Castor], left.",
        ("Ana Vell", "chairman of the board", "Castor", None),
    ),
    ("The retired judge [PERSON:Ana Vell] led it.", ("Ana Vell", "judge", None, None)),
    (
        "According to [ORG:LGU], [PERSON:Ana Vell] was the mayor of [GPE:Belm].",
        ("Ana Vell", "mayor", "Belm", None),
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), FOUND, ids=[s for s, _ in FOUND])
def test_a_plain_position_is_found(sentence, expected):
    assert positions(sentence) == [(*expected, "affirmed")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Presidential candidate [PERSON:Ana Vell] spoke.",
        "Would-be president [PERSON:Ana Vell] spoke.",
        "Prime minister-designate [PERSON:Ana Vell] spoke.",
        "The self-proclaimed president [PERSON:Ana Vell] spoke.",
        "Presidential nominee [PERSON:Ana Vell] spoke.",
        "She was seen by [PERSON:Ana Vell], Prime Minister [PERSON:Oto Brand] said.",
        "[PERSON:Ana Vell], the mayor, and the judge left the room together.",
        "[PERSON:Ana Vell], the president said, was gone.",
        "The president, [PERSON:Ana Vell] said, was gone.",
        "The head [PERSON:Ana Vell] turned.",
        "Colonel [PERSON:Ana Vell] spoke.",
        "Mr [PERSON:Ana Vell] spoke.",
        "The killer of [PERSON:Ana Vell] was the mayor.",
        "Reportedly [PERSON:Ana Vell] was the mayor of [GPE:Belm].",
        "Was it known that [PERSON:Ana Vell] was the mayor of [GPE:Belm]?",
        "Neither [PERSON:Oto Brand] nor [PERSON:Ana Vell] was the mayor.",
        "It is false that [PERSON:Ana Vell] was the mayor of [GPE:Belm].",
        "Nobody believed that [PERSON:Ana Vell] was the mayor.",
        "Suppose [PERSON:Ana Vell] is chairman.",
        "Had [PERSON:Ana Vell] remained mayor of [GPE:Belm], all would be well.",
        "In the film, actor [PERSON:Ana Vell] is the president.",
        "[PERSON:Ana Vell] was the mayor in the film.",
        "[PERSON:Ana Vell] became president in a dream.",
        "The man who killed [PERSON:Ana Vell] is a judge.",
        "Meeting [PERSON:Ana Vell] was the president of [GPE:Belm].",
        "The son of the president, [PERSON:Ana Vell], came.",
        "A critic of the prime minister, [PERSON:Ana Vell], was jailed.",
        "The deputy of the mayor of [GPE:Belm], [PERSON:Ana Vell], came.",
        "Adviser to the president [PERSON:Ana Vell] came.",
        "The father of [PERSON:Ana Vell], a judge, was arrested.",
        "A friend of [PERSON:Ana Vell], the former mayor of [GPE:Belm], came.",
        "[PERSON:Oto Brand], wife of [PERSON:Ana Vell], a judge, came.",
        "When asked about [PERSON:Ana Vell], the president, visibly angry, left.",
        "According to [PERSON:Ana Vell], the minister, who was ill, left.",
        "Like [PERSON:Ana Vell], the mayor, a teacher, left.",
        "[PERSON:Ana Vell], president?",
        "[PERSON:Oto Brand], mayor of [GPE:Belm], [PERSON:Ana Vell], a baker, came.",
        "Present were the president, [PERSON:Ana Vell], [PERSON:Oto Brand].",
        "The prime minister and the president, [PERSON:Ana Vell], came.",
        "The president [PERSON:Ana Vell] wanted was someone else.",
        "The man posing as judge [PERSON:Ana Vell] fled.",
        "An impostor posing as [PERSON:Ana Vell]. The unelected president [PERSON:Ana Vell] fled.",
        "Pro-President [PERSON:Ana Vell] groups came.",
        "They walked to Judge [PERSON:Ana Vell] Foundation.",
        "If [PERSON:Ana Vell] was president, all would be well.",
        "She asked whether [PERSON:Ana Vell] was the mayor of [GPE:Belm].",
        "[PERSON:Ana Vell] was presidential.",
        "[PERSON:Ana Vell] was minister-like in her bearing.",
        "He met the minister. [PERSON:Ana Vell] came later.",
        "The minister\n[PERSON:Ana Vell] came later.",
    ],
)
def test_what_is_not_plain_yields_nothing(sentence):
    found = [p for p in positions(sentence) if p[0] == "Ana Vell"]
    assert found == []


def test_a_denied_position_is_a_claim_of_its_own_polarity():
    assert positions("[PERSON:Ilo Ferr] was never the mayor of [GPE:Belm].") == [
        ("Ilo Ferr", "mayor", "Belm", None, "denied")
    ]


@pytest.mark.parametrize("doubt", ["alleged", "purported", "supposed", "so-called"])
def test_a_doubted_title_is_alleged_and_never_asserted(doubt):
    found = reading(f"The {doubt} commander of the [ORG:Lake Guard], [PERSON:Ilo Ferr], fled.")
    held = [s for s in found.statements if s.predicate == "position-held"]
    assert [s.modality for s in held] == ["alleged"]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The so-called president [PERSON:Ilo Ferr] fled.", "alleged"),
        ("[PERSON:Ilo Ferr] was the mayor of [GPE:Belm].", "asserted"),
        ("It would rain, and Mayor [PERSON:Ilo Ferr] knew.", "asserted"),
        ("Accused of theft, Mayor [PERSON:Ilo Ferr] fled.", "asserted"),
    ],
)
def test_modality_comes_from_cues_of_the_same_clause(sentence, modality):
    held = [s for s in reading(sentence).statements if s.predicate == "position-held"]
    assert [s.modality for s in held] == [modality]


def test_every_passage_is_one_whole_sentence_that_holds_all_marked_words():
    found = reading("It rained. Prime Minister [PERSON:Ana Vell] spoke. Nobody came.")
    (statement,) = found.statements
    assert statement.passage in found.sentences
    for span in (statement.spans.subject, statement.spans.value, statement.spans.trigger):
        assert statement.passage.start <= span.start < span.end <= statement.passage.end
