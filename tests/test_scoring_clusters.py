"""Cluster scores on worked examples from the literature."""

from __future__ import annotations

import pytest

from benchmarks.scoring import score_alignment, score_clusters

# The example of Luo 2005, figure 2 and table 2: twelve mentions, key {1-5}, {6, 7}, {8-12}.
KEY = {m: "a" if m <= 5 else "b" if m <= 7 else "c" for m in range(1, 13)}
TWO = {m: "a" if m <= 5 else "b" for m in range(1, 13)}  # the second and third put together
ALL = dict.fromkeys(range(1, 13), "a")
NONE = {m: str(m) for m in range(1, 13)}


def test_luo_example_alignment() -> None:
    score = score_alignment(KEY, TWO)  # type: ignore[arg-type]
    assert score.f1 == pytest.approx(0.733, abs=0.001)
    assert score_alignment(KEY, ALL).f1 == pytest.approx(0.294, abs=0.001)  # type: ignore[arg-type]


def test_luo_example_b_cubed() -> None:
    assert score_clusters(KEY, TWO).f1 == pytest.approx(0.865, abs=0.001)  # type: ignore[arg-type]
    assert score_clusters(KEY, NONE).precision == 1.0  # type: ignore[arg-type]


def test_equal_clusters_score_one_and_missing_mentions_cost_recall() -> None:
    assert score_alignment(KEY, KEY).f1 == pytest.approx(1.0)  # type: ignore[arg-type]
    part = {m: c for m, c in KEY.items() if c != "b"}
    assert score_alignment(KEY, part).recall == pytest.approx(2 / 3)  # type: ignore[arg-type]
    assert score_alignment(KEY, part).precision == pytest.approx(1.0)  # type: ignore[arg-type]
