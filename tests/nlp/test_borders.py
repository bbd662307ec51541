"""Sentence starts from the network and the rules."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.nlp.borders import known_borders, settle
from graph.nlp.sentences import Sentences, joins_next

TOKENS = spacy.blank("en")
RULES = Sentences()


def sentences(text: str, chances: dict[str, float] | None = None, usual: float = 0.0) -> list[str]:
    """Split a text, the network giving each word named its chance and others the usual one."""
    doc = RULES(TOKENS.make_doc(text))
    tokens = np.array([t.i for t in doc if not t.is_space])
    known = known_borders(doc, tokens)
    seen = [(chances or {}).get(doc[int(i)].text, usual) for i in tokens]
    starts = [int(tokens[w]) for w in settle(doc, tokens, known, np.array(seen, np.float32))]
    return [doc[a:b].text.strip() for a, b in zip(starts, [*starts[1:], len(doc)], strict=True)]


def test_settle_line_breaks_and_bullets_stand_against_the_network() -> None:
    assert sentences("He came\n\nshe went") == ["He came", "she went"]
    assert sentences("They want • bread • work") == ["They want", "• bread", "• work"]


def test_settle_network_may_join_what_a_stop_parted() -> None:
    text = "The Velmar Steel Co. Board met. It rose."
    assert sentences(text, usual=0.0) == [text]
    assert sentences(text, {"It": 0.99}) == ["The Velmar Steel Co. Board met.", "It rose."]


def test_settle_network_may_start_a_sentence_without_a_stop() -> None:
    assert sentences("we knew they lied", {"they": 0.99}) == ["we knew", "they lied"]
    assert sentences("we knew they lied", {"they": 0.7}) == ["we knew they lied"]


@pytest.mark.parametrize(
    "text",
    [
        "We met Mr. Karimi there.",
        "Then Gen. Aziz left.",
        "It was J. Karimi who left.",
        "(Karimi left early.)",
    ],
)
def test_settle_never_between_title_or_initial_and_name(text: str) -> None:
    name = "Aziz" if "Aziz" in text else "Karimi"
    assert sentences(text, {name: 1.0}) == [text]


@pytest.mark.parametrize(
    ("before", "word", "joins"),
    [("", "Mr.", True), ("Mr", ".", True), ("J", ".", True), ("home", ".", False),
     ("", "no.", False), ("War", "I.", False), ("", "(", True), ("", "said", False)],
)  # fmt: skip
def test_joins_next(before: str, word: str, joins: bool) -> None:
    assert joins_next(before, word) is joins


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=" .!?\n“”(aA1U.S", max_size=50), st.integers(0, 9))
def test_settle_any_text_starts_at_its_first_word(text: str, seed: int) -> None:
    doc = RULES(TOKENS.make_doc(text))
    tokens = np.array([t.i for t in doc if not t.is_space], np.int64)
    chances = np.random.default_rng(seed).random(len(tokens)).astype(np.float32)
    starts = settle(doc, tokens, known_borders(doc, tokens), chances)
    assert starts.tolist() == sorted(set(starts.tolist()))
    assert not len(tokens) or starts[0] == 0


def test_known_borders_without_rules_are_one_sentence() -> None:
    doc = TOKENS.make_doc("He left. She stayed.")
    assert known_borders(doc, np.arange(len(doc))).starts.tolist() == [0]
