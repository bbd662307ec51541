"""Decoding label scores."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from graph.nlp.decode import Calibration, Found, agree, decode, viterbi
from graph.nlp.labels import LABEL_INDEX, LABELS

SIZE = len(LABELS)
SCORES = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 12), st.just(SIZE)),
    elements=st.floats(-5, 5, width=32),
)


def valid(labels: list[str]) -> bool:
    return all(
        not b.startswith("I-") or (a != "O" and a[2:] == b[2:])
        for a, b in itertools.pairwise(["O", *labels])
    )


def repaired(scores: np.ndarray) -> list[int]:
    """Best label of each word, or O where it would continue nothing."""
    labels: list[int] = []
    for row in scores:
        best = int(row.argmax())
        before = LABELS[labels[-1]] if labels else "O"
        fits = not LABELS[best].startswith("I-") or before[1:] == LABELS[best][1:]
        labels.append(best if fits else 0)
    return labels


@settings(deadline=None)
@given(SCORES)
def test_viterbi_is_valid_and_beats_a_greedy_repair(scores: np.ndarray) -> None:
    best = viterbi(scores)
    rows = np.arange(len(scores))
    assert valid([LABELS[i] for i in best])
    assert scores[rows, best].sum() >= scores[rows, repaired(scores)].sum() - 1e-3


def test_viterbi_equals_brute_force() -> None:
    random = np.random.default_rng(3)
    for _ in range(3):
        scores = random.normal(size=(3, SIZE)).astype(np.float32)
        ways = [
            w for w in itertools.product(range(SIZE), repeat=3) if valid([LABELS[i] for i in w])
        ]
        top = max(ways, key=lambda w: sum(scores[i, k] for i, k in enumerate(w)))
        assert viterbi(scores).tolist() == list(top)


@settings(max_examples=60, deadline=None)
@given(SCORES, st.data())
def test_decode_spans_stay_in_their_sentence(scores: np.ndarray, data: st.DataObject) -> None:
    more = data.draw(st.sets(st.integers(1, len(scores)), max_size=4))
    starts = np.array(sorted({0, *(m for m in more if m < len(scores))}))
    spans = decode(scores, starts)
    for a, b in itertools.pairwise(spans):
        assert a.end <= b.start
    for s in spans:
        assert 0 <= s.start < s.end <= len(scores)
        assert not any(s.start < x < s.end for x in starts)
        assert 0.0 <= s.probability <= 1.0 + 1e-6


def test_decode_span_and_probability() -> None:
    scores = np.full((4, SIZE), -20.0, np.float32)
    for i, label in enumerate(["O", "B-PERSON", "I-PERSON", "O"]):
        scores[i, LABEL_INDEX[label]] = 20.0
    (span,) = decode(scores, np.array([0]))
    assert (span.start, span.end, span.kind) == (1, 3, "PERSON")
    assert span.probability == pytest.approx(1.0)


def test_agree_mends_the_odd_one_out() -> None:
    spans = [
        Found(0, 1, "PERSON", 0.9),
        Found(5, 6, "PERSON", 0.8),
        Found(9, 10, "GPE", 0.4),
        Found(12, 13, "GPE", 0.9),
    ]
    mended = agree(spans, ["Rouhani", "Rouhani", "Rouhani", "Tehran"])
    assert [s.kind for s in mended] == ["PERSON", "PERSON", "PERSON", "GPE"]
    assert mended[2].probability == pytest.approx(0.85 * 2 / 3)
    assert [s.probability for s in mended[:2]] == [0.9, 0.8]
    assert [(s.start, s.end) for s in mended] == [(s.start, s.end) for s in spans]


def test_agree_lifts_a_doubtful_mention_of_a_clear_name() -> None:
    spans = [Found(0, 1, "GPE", 0.1), Found(5, 6, "GPE", 0.9), Found(9, 10, "GPE", 0.95)]
    lifted = agree(spans, ["Iran"] * 3)
    assert [s.probability for s in lifted] == pytest.approx([0.65, 0.9, 0.95])


def test_agree_leaves_close_calls() -> None:
    spans = [Found(0, 1, "ORG", 0.6), Found(3, 4, "GPE", 0.5)]
    assert agree(spans, ["Kandor", "Kandor"]) == spans


def test_decode_nothing() -> None:
    assert decode(np.zeros((0, SIZE), np.float32), np.zeros(0, np.int64)) == []


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_keeps_order(a: float, b: float) -> None:
    fit = Calibration(0.7, -0.3)
    assert 0.0 < fit(a) < 1.0
    assert (a <= b) <= (fit(a) <= fit(b))
