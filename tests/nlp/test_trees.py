"""Maximum spanning trees."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from graph.nlp.trees import best_heads, best_heads_of_many, is_tree


def arcs(most: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(1, most).flatmap(
        lambda n: hnp.arrays(np.float32, (n, n + 1), elements=st.floats(-9, 9, width=32))
    )


def total(scores: np.ndarray, heads: np.ndarray) -> float:
    return float(scores[np.arange(len(heads)), heads].astype(np.float64).sum())


@settings(deadline=None, max_examples=200)
@given(arcs(5))
def test_best_heads_equal_brute_force(scores: np.ndarray) -> None:
    size = len(scores)
    ways = (np.array(w) for w in itertools.product(range(size + 1), repeat=size))
    trees = [w for w in ways if is_tree(w)]
    heads = best_heads(scores)
    assert is_tree(heads)
    assert total(scores, heads) == pytest.approx(max(total(scores, w) for w in trees), abs=1e-4)


@settings(deadline=None, max_examples=40)
@given(arcs(14))
def test_best_heads_equal_networkx(scores: np.ndarray) -> None:
    """Of the best arborescences under each word as the only root, the best."""
    size = len(scores)
    heads = best_heads(scores)
    assert is_tree(heads)
    found = []
    for root in range(size):
        graph = nx.DiGraph()
        graph.add_nodes_from(range(size + 1))
        graph.add_edge(0, root + 1, weight=float(scores[root, 0]))
        for word in range(size):
            for head in range(size):
                if head != word:
                    weight = float(scores[word, head + 1])
                    graph.add_edge(head + 1, word + 1, weight=weight)
        tree = nx.maximum_spanning_arborescence(graph)
        found.append(sum(weight for _, _, weight in tree.edges(data="weight")))
    assert total(scores, heads) == pytest.approx(max(found), abs=1e-4)


def test_best_heads_many_nested_cycles() -> None:
    rng = np.random.default_rng(5)
    for size in (40, 120):
        scores = rng.normal(size=(size, size + 1)).astype(np.float32)
        near = np.arange(size)
        scores[near, (near ^ 1) + 1] += 6  # neighbours want each other: a cycle for every pair
        heads = best_heads(scores)
        assert is_tree(heads)
        assert total(scores, heads) > total(scores, np.arange(size))


def test_best_heads_do_not_change_the_scores() -> None:
    scores = np.zeros((3, 4), np.float32)
    best_heads(scores)
    assert not scores.any()


@pytest.mark.parametrize(
    ("heads", "good"),
    [
        ([0], True),
        ([1], False),
        ([0, 1, 2], True),
        ([2, 3, 0], True),
        ([0, 0], False),
        ([0, 3, 2], False),
        ([2, 3, 1], False),
        ([2, 2, 0], False),
    ],
)
def test_is_tree(heads: list[int], good: bool) -> None:
    assert is_tree(np.array(heads)) is good


@settings(deadline=None, max_examples=60)
@given(st.lists(arcs(9), min_size=1, max_size=5))
def test_best_heads_of_many_are_those_of_each(sentences: list[np.ndarray]) -> None:
    sizes = np.array([len(s) for s in sentences])
    most = int(sizes.max())
    padded = np.full((len(sentences), most, most + 1), -1e8, np.float32)
    for row, scores in zip(padded, sentences, strict=True):
        row[: len(scores), : len(scores) + 1] = scores
    together = best_heads_of_many(padded, sizes)
    for heads, scores in zip(together, sentences, strict=True):
        assert heads[: len(scores)].tolist() == best_heads(scores).tolist()
        assert not heads[len(scores) :].any()
