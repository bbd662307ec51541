"""Lemmas from scores of edit scripts."""

from __future__ import annotations

import numpy as np

from graph.nlp.lemmas import apply, script
from graph.nlp.lemmatiser import Lemmatiser

SCRIPTS = ("l|ied|y", "l|s|", "k||")


def scores(*orders: tuple[int, ...]) -> np.ndarray:
    """Scores that rank the scripts of each word in the order given."""
    found = np.zeros((len(orders), len(SCRIPTS)), np.float32)
    for row, order in zip(found, orders, strict=True):
        row[list(order)] = [3, 2, 1]
    return found


def test_lemmatiser_takes_the_best_script_that_fits() -> None:
    lemmatise = Lemmatiser(SCRIPTS)
    found = lemmatise(
        ["denied", "Courts", "Tehran", "s"], scores((0, 1, 2), (0, 1, 2), (0, 1, 2), (1, 0, 2))
    )
    assert found == ["deny", "court", "Tehran", "s"]


def test_lemmatiser_word_that_nothing_fits_is_its_own_lemma() -> None:
    assert Lemmatiser(("l|ied|y",))(["Bahn"], np.zeros((1, 1), np.float32)) == ["Bahn"]


def test_script_and_apply_are_inverse() -> None:
    for word, lemma in [("went", "go"), ("Denied", "deny"), ("US", "US"), ("JOHN", "John")]:
        assert apply(script(word, lemma), word) == lemma
