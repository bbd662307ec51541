"""The coreference measures against worked cases that their authors and reference scorers publish."""

from __future__ import annotations

import pytest

from training.coref_score import CorefScorer, HeadedSpan, align, b_cubed, ceaf_e, muc

KEY = [frozenset("a"), frozenset("bc"), frozenset("def")]
#: Key and response of Pradhan and others (2014), section 3.
PAPER_KEY = [frozenset("abc"), frozenset("defg")]
PAPER = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_coref_score_muc_of_the_paper() -> None:
    assert muc(PAPER_KEY, PAPER).scores() == pytest.approx((0.4, 0.4, 0.4))


def test_coref_score_b_cubed_of_the_paper() -> None:
    p, r, f = b_cubed(PAPER_KEY, PAPER).scores()
    assert r == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert p == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)
    assert f == pytest.approx(2 * p * r / (p + r))


def test_coref_score_ceaf_of_the_paper() -> None:
    p, r, f = ceaf_e(PAPER_KEY, PAPER).scores()
    assert (p, r, f) == pytest.approx((1.3 / 3, 0.65, 0.52), abs=0.001)


@pytest.mark.parametrize(
    ("response", "recall", "precision", "f1"),
    [
        (["a", "bc", "def"], 1, 1, 1),
        (["a", "de"], 0.6, 0.9, 0.72),
        (["a", "bcx", "defy", "z"], 0.88571, 0.66429, 0.75918),
        (["a", "bcx", "dy", "z"], 0.73333, 0.55, 0.62857),
        (["a", "bcxB", "dy", "z"], 0.68889, 0.51667, 0.59048),
        (["a", "bcx", "dy", "Bz"], 0.73333, 0.55, 0.62857),
    ],
)
def test_coref_score_ceaf_of_the_reference_cases(
    response: list[str], recall: float, precision: float, f1: float
) -> None:
    found = ceaf_e(KEY, [frozenset(c) for c in response]).scores()
    assert found == pytest.approx((precision, recall, f1), abs=1e-5)


def test_coref_score_of_nothing_is_nothing() -> None:
    for measure in (muc, b_cubed, ceaf_e):
        assert measure(KEY, []).scores() == (0.0, 0.0, 0.0)


def test_coref_score_matches_heads_and_prefers_the_larger_overlap() -> None:
    key = [HeadedSpan(0, 5, 2), HeadedSpan(2, 3, 2)]
    response = [HeadedSpan(1, 5, 2), HeadedSpan(7, 9, 8)]
    assert align(key, response, exact=False) == {response[0]: key[0]}
    assert align(key, response, exact=True) == {}


def test_coref_score_leaves_singletons_out_unless_asked() -> None:
    one, two, three = (HeadedSpan(i, i + 1, i) for i in range(3))
    for singletons, mentions in ((False, 100.0), (True, 80.0)):
        scorer = CorefScorer(singletons=singletons)
        scorer.add([[one, two]], [[one, two], [three]])
        assert scorer.scores()["mentions"]["f"] == mentions
        assert scorer.scores()["muc"]["f"] == 100.0


def test_coref_score_adds_up_documents() -> None:
    a, b, c, d = (HeadedSpan(i, i + 1, i) for i in range(4))
    scorer = CorefScorer()
    scorer.add([[a, b]], [[a, b]])
    scorer.add([[a, b], [c, d]], [[a, c], [b, d]])
    assert scorer.scores()["muc"] == {"p": 33.33, "r": 33.33, "f": 33.33}
