"""Scores of statements: probabilities fitted to judged claims, and the way back."""

from __future__ import annotations

import pytest

from benchmarks.calibration import Judged, fit, least, predicted
from benchmarks.outside.judged import wilson
from graph.extract.scores import calibrated, raw_of, threshold, traits


@pytest.mark.parametrize("raw", [0.2, 0.5, 0.75, 0.95])
@pytest.mark.parametrize("kind", [None, "killing", "meeting"])
def test_a_score_leads_back_to_what_it_was_made_from(raw, kind):
    known = traits("participant" if kind else "member-of", kind, "asserted")
    assert raw_of(calibrated(raw, known), known) == pytest.approx(raw, abs=0.01)


def test_a_better_passage_scores_more():
    known = traits("participant", "killing", "asserted")
    scores = [calibrated(raw / 10, known) for raw in range(1, 10)]
    assert scores == sorted(scores)
    assert 0 < scores[0] < threshold() < scores[-1] < 1


def test_the_curve_gives_the_share_that_was_right():
    rows = [Judged(0.8, ("sort:detail",), i % 10 != 0, f"{i}") for i in range(200)]
    rows += [Judged(0.8, ("sort:participant",), i % 2 == 0, f"{i}") for i in range(200)]
    fitted = fit(rows)
    assert predicted(rows[0], fitted) == pytest.approx(0.9, abs=0.05)
    assert predicted(rows[-1], fitted) == pytest.approx(0.5, abs=0.05)


def test_the_threshold_keeps_nine_in_ten():
    pairs = [(0.95, True)] * 90 + [(0.8, False)] * 10 + [(0.76, False)] * 10
    assert least(pairs, wanted=0.9, each=0.75) == 0.77


def test_the_interval_holds_the_share():
    low, high = wilson(87, 100)
    assert low < 0.87 < high
    assert (round(low, 2), round(high, 2)) == (0.79, 0.92)
