"""Decoding of roles."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from graph.nlp.roles import Filler, RoleDecoder

LABELS = ("O", "B-ARG0", "I-ARG0", "B-ARG1", "I-ARG1", "B-ARGM-TMP", "I-ARGM-TMP")
DECODER = RoleDecoder(LABELS, single=("ARG0", "ARG1", "ARG5"))
SCORES = st.tuples(st.integers(1, 4), st.integers(1, 9)).flatmap(
    lambda shape: hnp.arrays(np.float32, (*shape, len(LABELS)), elements=st.floats(-6, 6, width=32))
)


def valid(labels: tuple[int, ...]) -> bool:
    names = ["O", *(LABELS[i] for i in labels)]
    return all(
        not b.startswith("I-") or (a != "O" and a[2:] == b[2:])
        for a, b in itertools.pairwise(names)
    )


def test_best_equals_brute_force() -> None:
    rng = np.random.default_rng(2)
    ways = [w for w in itertools.product(range(len(LABELS)), repeat=4) if valid(w)]
    for _ in range(20):
        scores = rng.normal(size=(3, 4, len(LABELS))).astype(np.float32) * 3
        best = DECODER.best(scores, np.array([4, 4, 4]))
        for row in range(3):
            top = max(sum(float(scores[row, i, k]) for i, k in enumerate(w)) for w in ways)
            assert valid(tuple(best[row].tolist()))
            assert scores[row, np.arange(4), best[row]].sum() == pytest.approx(top, abs=1e-4)


@settings(deadline=None)
@given(SCORES, st.data())
def test_best_reads_each_row_as_if_alone(scores: np.ndarray, data: st.DataObject) -> None:
    rows, most, _ = scores.shape
    sizes = np.array([data.draw(st.integers(1, most)) for _ in range(rows)])
    together = DECODER.best(scores, sizes)
    for row, size in enumerate(sizes):
        alone = DECODER.best(scores[row : row + 1, :size], np.array([size]))
        assert together[row, :size].tolist() == alone[0].tolist()
        assert not together[row, size:].any()


@settings(deadline=None, max_examples=150)
@given(SCORES)
def test_decode_single_roles_once_and_no_overlap(scores: np.ndarray) -> None:
    rows, most, _ = scores.shape
    for fillers in DECODER.decode(scores, np.full(rows, most)):
        names = [f.name for f in fillers if f.name in ("ARG0", "ARG1")]
        assert len(names) == len(set(names))
        for a, b in itertools.pairwise(fillers):
            assert a.end <= b.start
        assert all(0 <= f.start < f.end <= most and 0 <= f.probability <= 1 for f in fillers)


def test_decode_gives_a_second_role_to_the_weaker_span() -> None:
    scores = np.full((1, 3, len(LABELS)), -9.0, np.float32)
    scores[0, :, 0] = 0
    scores[0, 0, 1] = 9  # ARG0, sure
    scores[0, 2, 1] = 2  # ARG0 again, or else ARG1
    scores[0, 2, 3] = 1.5
    (found,) = DECODER.decode(scores, np.array([3]))
    assert [(f.name, f.start, f.end) for f in found] == [("ARG0", 0, 1), ("ARG1", 2, 3)]
    assert found[0].probability > 0.99
    assert found[1].probability < 0.5


def test_decode_leaves_its_input() -> None:
    scores = np.zeros((1, 4, len(LABELS)), np.float32)
    scores[0, [0, 2], 1] = 5
    before = scores.copy()
    assert [f.name for f in DECODER.decode(scores, np.array([4]))[0]].count("ARG0") == 1
    assert (scores == before).all()


def test_decode_nothing() -> None:
    assert DECODER.decode(np.zeros((0, 3, len(LABELS)), np.float32), np.zeros(0, np.int64)) == []
    assert Filler("ARG0", 0, 1, 0.5).name == "ARG0"
