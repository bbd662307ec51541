"""Parsing stretches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.nlp.parsing import LONGEST, Labeller, parse
from graph.nlp.trees import best_heads, is_tree


def vectors(size: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    below, above = (rng.normal(size=(size, 8)).astype(np.float32) for _ in range(2))
    return below, above, rng.normal(size=size).astype(np.float32)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(0, 99))
def test_parse_is_the_best_tree_of_each_sentence(lengths: list[int], seed: int) -> None:
    below, above, root = vectors(sum(lengths), seed)
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    heads, chances = parse(starts, below, above, root)
    for start, size in zip(starts, lengths, strict=True):
        end = start + size
        own = heads[start:end]
        up = np.where(own == np.arange(start, end), 0, own - start + 1)
        assert is_tree(up)
        scores = np.concatenate([root[start:end, None], below[start:end] @ above[start:end].T], 1)
        assert up.tolist() == best_heads(scores).tolist()
    assert ((chances > 0) & (chances <= 1)).all()


def test_parse_chance_is_that_of_the_arc_in_its_sentence() -> None:
    below = np.array([[2.0], [0.0]], np.float32)
    above = np.array([[0.0], [1.0]], np.float32)
    _, chances = parse([0], below, above, np.array([0.0, 1.0], np.float32))
    assert chances == pytest.approx([1 / (1 + np.exp(-2)), 1 / (1 + np.exp(-1))])


def test_parse_endless_sentence_is_one_tree_with_one_root() -> None:
    size = 3 * LONGEST + 7
    heads, chances = parse([0, 5], *vectors(size, 1))
    assert (heads[5:] >= 5).all()
    assert is_tree(np.where(heads[5:] == np.arange(5, size), 0, heads[5:] - 4))
    assert np.isfinite(chances).all()


def test_parse_nothing() -> None:
    heads, chances = parse([], *vectors(0, 0))
    assert len(heads) == len(chances) == 0


def test_labeller_gives_root_to_roots_alone() -> None:
    weight = np.array([[9.0, 9.0], [0.0, 1.0], [1.0, 0.0]], np.float32)
    labeller = Labeller(("root", "nsubj", "obj"), weight.T, np.zeros(3, np.float32))
    below = np.array([[0, 0], [1, 0], [-1, 1]], np.float32)
    above = np.array([[0, 0], [1, -5], [-1, 1]], np.float32)
    found = labeller(below, above, np.array([True, False, False]))
    assert [labeller.names[i] for i in found] == ["root", "obj", "nsubj"]
