"""Ways between words and predicates, against their definition word by word."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.nlp.paths import FAR, KINDS, Trees, table_size


def chain(heads, word):
    found = [word]
    while heads[found[-1]] != found[-1]:
        found.append(heads[found[-1]])
    return found


def below(heads, word):
    return [other for other in range(len(heads)) if word in chain(heads, other)]


@st.composite
def trees(draw):
    size = draw(st.integers(1, 14))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, word in enumerate(order):
        heads[word] = word if place == 0 else order[draw(st.integers(0, place - 1))]
    labels = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    return np.array(heads), np.array(labels)


@given(trees(), st.data())
def test_arguments_are_the_topmost_words_on_the_words_side(tree, data):
    heads, labels = tree
    predicate = data.draw(st.integers(0, len(heads) - 1))
    found = Trees(heads, labels, 4).cells(
        np.array([predicate]), np.array([0]), np.array([len(heads)])
    )
    above = chain(heads, predicate)
    for word, argument in enumerate(found.arguments.tolist()):
        way = chain(heads, word)
        meet = next(i for i, w in enumerate(way) if w in above)
        assert argument == (way[meet - 1] if meet else word)
    assert found.words.tolist() == list(range(len(heads)))
    assert (found.predicates == predicate).all()


@given(trees(), st.data())
def test_every_feature_has_its_own_rows(tree, data):
    heads, labels = tree
    predicate = data.draw(st.integers(0, len(heads) - 1))
    found = Trees(heads, labels, 4).cells(
        np.array([predicate, predicate]), np.array([0, 0]), np.array([len(heads)] * 2)
    )
    assert found.features.shape == (2 * len(heads), KINDS)
    assert (found.features[: len(heads)] == found.features[len(heads) :]).all()
    assert found.features.min() >= 0 and found.features.max() < table_size(4)
    assert (np.diff(found.features.max(0)) > 0).all()


def test_what_lies_below_an_argument_is_told_from_its_edges():
    # "The old mayor sold it": the three words of the subject share a way but for their edges.
    heads, labels = np.array([2, 2, 3, 3, 3]), np.array([0, 1, 2, 3, 2])
    found = Trees(heads, labels, 4).cells(np.array([3]), np.array([0]), np.array([5]))
    assert found.arguments.tolist() == [2, 2, 2, 3, 4]
    edges = found.features[:, 4] - found.features[3, 4]
    assert edges.tolist() == [2, 1, 3, 0, 4]


def test_far_words_and_deep_trees_are_cut_and_not_lost():
    size = 200
    heads = np.maximum(np.arange(size) - 1, 0)
    found = Trees(heads, np.zeros(size, int), 1).cells(
        np.array([0, size - 1]), np.array([0, 0]), np.array([size, size])
    )
    assert found.features[0, 0] == FAR
    assert found.features[size - 1, 0] == 2 * FAR
    assert len(found.words) == 2 * size


def test_the_words_of_a_subtree_are_bounded():
    heads = np.array([1, 1, 1, 2, 2])
    found = Trees(heads, np.zeros(5, int), 1)
    for word in range(5):
        inside = below(heads, word)
        assert (found._first[word], found._last[word]) == (min(inside), max(inside))
