"""Whom "he" and "she" mean, without weights and with the shipped ones."""

from __future__ import annotations

import numpy as np
import pytest

from graph.nlp import load
from graph.nlp.coref_links import Row
from graph.nlp.coref_pronouns import (
    COLUMNS,
    Asked,
    Person,
    PersonName,
    Ranker,
    Tree,
    absorbed,
    agreeing,
    asked,
    columns,
    persons,
    ranked,
)

#  0     1   2     3   4    5      6   7      8  9
# Amina saw Omar . She knew that Omar liked her
TREE = Tree(
    heads=[1, 1, 1, 1, 5, 5, 8, 8, 5, 8],
    labels=["nsubj", "root", "obj", "punct", "nsubj", "root", "mark", "nsubj", "ccomp", "obj"],
    sentence=[0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
)
PEOPLE = [Person(0, 0, 0.2, 0.3), Person(2, 1, 0.1, 0.1), Person(7, 1, 0.4, 0.5)]


def ranker(up: np.ndarray, nobody: float = 0.0) -> Ranker:
    return Ranker(
        {
            "up": up.tolist(),
            "shift": [0.0] * up.shape[1],
            "down": [1.0] * up.shape[1],
            "nobody": nobody,
            "calibration": [1.0, 0.0],
        }
    )


def test_tree_knows_clauses_and_heads_of_names() -> None:
    assert TREE.clause(9) == 8
    assert TREE.clause(4) == 5
    assert TREE.head(0, 2) == 1
    assert TREE.above(9) == [8, 5]


def test_persons_share_a_number_when_names_fit() -> None:
    names = [
        PersonName(0, 0, 1, "Korvali"),
        PersonName(1, 2, 4, "Omar Rashid"),
        PersonName(2, 5, 7, "Amina Korvali"),
        PersonName(3, 8, 9, "Amina"),
    ]
    assert persons(names) == {0: 0, 1: 1, 2: 0, 3: 0}


def test_columns_tell_rivals_apart_and_mark_the_arguments_of_one_verb() -> None:
    table = columns(TREE, 9, PEOPLE)
    assert table.shape == (3, COLUMNS)
    assert np.isfinite(table).all()
    of_one_verb = -9
    assert table[:, of_one_verb].tolist() == [0, 0, 1]


def test_absorbed_follows_pronouns_to_the_names_they_mean() -> None:
    rows: list[Row] = [(0, (), ()), (1, (0,), (0.8,)), (2, (0, 1), (0.1, 0.5))]
    found = [(direct, whole) for _, direct, whole in absorbed(rows, {0: 7})]
    assert found[1] == ({0: 0.8}, {7: 0.8})
    assert found[2][0] == {0: 0.1}
    assert found[2][1][7] == pytest.approx(0.1 + 0.5 * 0.8)


def test_asked_are_he_and_she_with_persons_from_a_few_sentences() -> None:
    names = [PersonName(0, 0, 1, "Amina"), PersonName(1, 2, 3, "Omar"), PersonName(3, 7, 8, "Omar")]
    rows: list[Row] = [(m, (), ()) for m in range(5)]
    forms = [31, 0, 31, 0, 4, 0, 0, 31, 0, 5]
    found = list(asked(rows, [0, 2, 4, 7, 9], forms, names, TREE))
    assert [(one.word, one.mentions) for one in found] == [(4, [0, 1, 3]), (9, [0, 1, 3])]
    assert [p.entity for p in found[0].people] == [0, 1, 1]


def test_ranked_takes_the_best_person_and_the_name_before_the_pronoun() -> None:
    # The network hears the first column alone: the chance of each mention.
    up = np.zeros((COLUMNS, 1))
    up[0] = 100.0
    shifted = Ranker(
        {"up": up.tolist(), "shift": [300.0], "down": [1.0], "nobody": 0.0, "calibration": [1, 0]}
    )
    one = Asked(mention=2, word=4, sex="m", people=PEOPLE, mentions=[0, 1, 3])
    meant, sexes = ranked(shifted, [one], TREE)
    assert meant[2][0] == 1
    assert sexes[1] == sexes[3] == "m"
    assert ranked(ranker(np.zeros((COLUMNS, 1)), nobody=9.0), [one], TREE)[0][2][1] < 0.01


def test_whom_she_means_elsewhere_is_hardly_meant_by_he() -> None:
    he, she = (
        Asked(mention, word, sex, PEOPLE, [0, 1, 3])
        for mention, word, sex in ((2, 4, "m"), (4, 9, "f"))
    )
    first, second = agreeing([he, she], [{0: 0.5, 1: 0.45}, {0: 0.9}])
    assert first[1] > 0.6 > 0.4 > first[0]
    assert second[0] > 0.8
    alone = agreeing([he], [{0: 0.5, 1: 0.45}])[0]
    assert alone[0] == pytest.approx(0.5 / 0.95 * (alone[0] + alone[1]))


def test_chains_of_pronouns_hang_on_a_name() -> None:
    doc = load(threads=1)(
        "Tomasz Brzeziak formed a club for farmers in Velmar. He said that he would stay until"
        " everyone else was gone, and he asked others to join him."
    )
    groups = [{span.text for span in group} for group in doc.spans.values()]
    together = next(group for group in groups if "he" in group)
    assert "Tomasz Brzeziak" in together
