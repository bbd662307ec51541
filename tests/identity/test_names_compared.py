from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.candidates import MAX_BLOCK, as_names, candidate_pairs
from graph.identity.comparison import compare
from graph.identity.nameparts import person_parts, thing_parts
from graph.identity.scorer import name_reasons, name_score, probability
from graph.identity.wordlikeness import skeleton

NAMES = st.text("aeikmnorstuحسینمور -.'", min_size=1, max_size=20).filter(
    lambda name: any(c.isalpha() for c in name)
)


def likely(one: str, other: str, family: str = "PERSON") -> float:
    return probability(name_score(one, other, family))


@given(NAMES, NAMES, st.sampled_from(["PERSON", "organisation"]))
def test_comparison_is_symmetric(one: str, other: str, family: str) -> None:
    assert compare(one, other, family) == compare(other, one, family)


@given(NAMES, st.sampled_from(["PERSON", "organisation"]))
def test_a_name_differs_in_nothing_from_itself(name: str, family: str) -> None:
    assert compare(name, name.upper().lower(), family) == ()


@pytest.mark.parametrize(
    ("nearer", "further"),
    [
        (("Mir-Hossein Mousavi", "Mir Hussein Moussavi"), ("Mir-Hossein Mousavi", "Ali Mousavi")),
        (("Mir-Hossein Mousavi", "میرحسین موسوی"), ("Mir-Hossein Mousavi", "علی کریمی")),
        (("Сергей Лавров", "Sergey Lavrov"), ("Сергей Лавров", "Sergey Ivanov")),
        (("Omar Rashid", "Rashid, Omar"), ("Omar Rashid", "Omar Rashad Haddad")),
        (("John F. Venn", "John Venn"), ("John Venn", "Jane Venn")),
    ],
)
def test_variants_score_higher_than_other_people(
    nearer: tuple[str, str], further: tuple[str, str]
) -> None:
    assert likely(*nearer) > 0.6
    assert likely(*nearer) > likely(*further)


def test_numbers_and_generations_are_seen() -> None:
    assert dict(compare("Fund II", "Fund III", "organisation"))["numbers_differ"] == 1.0
    assert dict(compare("Omar Venn Jr.", "Omar Venn Sr.", "PERSON"))["generation_differs"] == 1.0
    assert dict(compare("William G. Frost", "William W. Frost", "PERSON"))["initial_differs"] == 1.0


def test_legal_forms_are_no_words_of_the_name() -> None:
    assert compare("Harun Salt Ltd", "Harun Salt Limited", "organisation") == ()
    assert thing_parts("Harun Salt plc").legal == "shares"


def test_acronyms_are_recognised() -> None:
    assert compare("SSD", "State Security Directorate", "organisation") == (("acronym", 1.0),)


def test_a_title_is_no_given_name() -> None:
    assert not person_parts("Mrs Ferr").is_full
    assert person_parts("Mrs Ferr").sex == "f"


@given(NAMES, NAMES)
def test_reasons_add_up_to_the_score(one: str, other: str) -> None:
    total = sum(reason.weight for reason in name_reasons(one, other, "PERSON"))
    assert total == pytest.approx(name_score(one, other, "PERSON"), abs=0.01)


def test_spellings_of_one_sound_share_a_skeleton() -> None:
    assert skeleton("korvali") == skeleton("qorvali")
    assert skeleton("mousavi") == skeleton("moussavi")


def test_blocking_finds_variants_and_stays_small() -> None:
    names = [("PERSON", [f"Ana{'bcdfg'[i % 5]}o{i} Venn{i // 3}a"]) for i in range(400)]
    names += [("PERSON", ["Yusef Daranesh"]), ("PERSON", ["Youssef Daranish"])]
    blocks = candidate_pairs(as_names(names))
    pairs = {tuple(pair) for pair in blocks.pairs.tolist()}
    assert (400, 401) in pairs
    assert len(pairs) < len(names) * MAX_BLOCK
    assert all(one < other for one, other in pairs)


def test_types_are_never_compared_with_each_other() -> None:
    names = as_names([("PERSON", ["Harun Venn"]), ("place", ["Harun Venn"])])
    assert len(candidate_pairs(names).pairs) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("Karim Venn", "Karima Venn"), ("Mario Venn", "Maria Venn"), ("Ali Rashid", "Ali Rashidi"),
     ("Karim Venn", "Kazim Venn"), ("Kamal Venn", "Jamal Venn"), ("Nina Venn", "Mina Venn")],
)  # fmt: skip
def test_near_names_of_other_people_are_marked(one: str, other: str) -> None:
    assert {"no_spelling", "other_ending"} & dict(compare(one, other, "PERSON")).keys()
