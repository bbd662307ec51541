"""Parts of relations that need no weights."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.nlp.relations_inputs import APART, inputs
from graph.nlp.relations_labels import ALLOWED, KINDS, LABELS
from graph.nlp.relations_windows import ENTITIES, PART, WORDS, parts, windows


def test_relations_inputs_number_mentions_and_sentences() -> None:
    # Two sentences of four words; entity 0 twice, entity 1 once.
    found = inputs(8, [0, 4], [[(0, 2), (5, 6)], [(7, 8)]], [1, 3])
    assert np.allclose(found.shares.sum(1), 1)
    assert found.shares[0].tolist() == [0.25, 0.25, 0, 0, 0, 0.5, 0, 0]
    assert found.near.tolist() == [[2, 2, 1, 1, 1, 2, 1, 1], [0, 0, 0, 0, 1, 1, 1, 2]]
    assert found.apart.tolist() == [[0, 0], [0, 0]]


def test_relations_inputs_count_sentences_between_and_stop_counting() -> None:
    starts = list(range(0, 40, 2))
    found = inputs(40, starts, [[(0, 1)], [(6, 7)], [(38, 39)]], [0, 0, 0])
    assert found.apart[0, 1] == found.apart[1, 0] == 3
    assert found.apart[0, 2] == APART - 1


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    words = draw(st.integers(1, 900))
    inner = draw(st.sets(st.integers(1, max(1, words - 1)), max_size=30))
    owners = [-1] * words
    for number in range(draw(st.integers(0, 80))):
        start = draw(st.integers(0, words - 1))
        for i in range(start, min(words, start + 3)):
            owners[i] = number
    return sorted({0} | {s for s in inner if s < words}), owners


@given(texts())
def test_relations_windows_cover_the_text_and_keep_their_limits(
    text: tuple[list[int], list[int]],
) -> None:
    starts, owners = text
    cut = parts(starts, len(owners), owners)
    assert [w for a, b in cut for w in range(a, b)] == list(range(len(owners)))
    found = windows(cut, owners)
    assert {w for a, b in found for w in range(a, b)} == set(range(len(owners)))
    assert [a for a, _ in found] == sorted({a for a, _ in found})
    for start, end in found:
        assert end - start <= max(WORDS, 2 * PART)
        assert len({o for o in owners[start:end] if o >= 0}) <= ENTITIES + 1


def test_relations_windows_overlap_by_about_a_third() -> None:
    starts = list(range(0, 2000, 20))
    found = windows(parts(starts, 2000, [-1] * 2000), [-1] * 2000)
    for (_, end), (start, _) in zip(found, found[1:], strict=False):
        assert end - start >= 80


def test_relations_windows_read_neighbours_together_somewhere() -> None:
    starts = list(range(0, 1000, 10))
    found = windows(parts(starts, 1000, [-1] * 1000), [-1] * 1000)
    for word in range(0, 900):
        assert any(a <= word and word + 90 < b for a, b in found), word


def test_relations_labels_are_complete() -> None:
    labels = {label for label, _ in LABELS.values()}
    assert set(ALLOWED) <= labels
    assert {"spouse", "parent", "employer", "member of", "head of", "part of"} <= labels
    assert set(KINDS.values()) == {1, 2, 3, 4, 5}
