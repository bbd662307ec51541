"""Negations and factuality."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graph.nlp.frame import Factuality, Frame, Role
from graph.nlp.negation import denial, denied, without

FACTS = Factuality(0.9, 0.02, 0.08)


def frame(*roles: Role, predicate: int = 2) -> Frame:
    return Frame(predicate, "visit", "visit.01", "verb", 0.9, FACTS, roles)


def doc(text: str, heads: list[int] | None = None) -> Doc:
    words = text.split()
    deps = None if heads is None else ["dep"] * len(words)
    return Doc(Vocab(), words=words, heads=heads, deps=deps)


@pytest.mark.parametrize("text", ["No journalist visited", "Neither side visited"])
def test_denial_by_a_determiner_of_who_did_it(text: str) -> None:
    assert denial(doc(text), frame(Role("ARG0", 0, 2, 0.95)), {}) == pytest.approx(0.95)


def test_denial_by_a_negation_among_the_roles() -> None:
    assert denial(doc("They never visited"), frame(Role("ARGM-NEG", 1, 2, 0.9)), {}) == 0.9


def test_denial_by_without() -> None:
    text = doc("left without visiting", [0, 2, 0])
    text._.whence_arcs = [1.0, 0.8, 1.0]
    assert denial(text, frame(), without(text)) == pytest.approx(0.8)


def test_denial_two_negations_undo_each_other() -> None:
    roles = Role("ARG0", 0, 1, 1.0), Role("ARGM-NEG", 1, 2, 1.0)
    assert denial(doc("Nobody never visited"), frame(*roles), {}) == 0.0


def test_denial_not_by_a_no_elsewhere() -> None:
    roles = Role("ARGM-ADV", 0, 1, 0.9), Role("ARG0", 1, 2, 0.9)
    assert denial(doc("No they visited"), frame(*roles), {}) == 0.0


def test_denied_moves_only_what_had_happened() -> None:
    found = denied(FACTS, 0.9)
    assert found.best == "did_not"
    assert found.open == FACTS.open
    assert found.happened + found.did_not + found.open == pytest.approx(1.0)
    assert denied(FACTS, 0.0) == FACTS
