from __future__ import annotations

from benchmarks.dates import score
from benchmarks.gold import load_gold


def test_dates_of_the_tuning_documents_are_right_or_left_alone():
    counts, _ = score(load_gold("tune"))
    assert counts["wrong"] == 0
    assert counts["right"] >= 0.85 * counts["gold"]
