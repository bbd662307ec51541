from __future__ import annotations

import pytest

from benchmarks.gold import (
    GoldMention,
    in_prose,
    load_gold,
    score_clusters,
    score_mentions,
)


def _mention(start, end, type="PERSON", form="named"):
    return GoldMention(start, end, "x" * (end - start), "e", type, form)


def test_score_mentions_counts_exact_spans_and_types():
    gold = {"a": [_mention(0, 4), _mention(5, 9), _mention(10, 12, "ORG")]}
    found = {"a": [_mention(0, 4), _mention(5, 8), _mention(10, 12, "GPE")]}
    scores = score_mentions(gold, found)
    assert (scores["PERSON"].right, scores["PERSON"].found, scores["PERSON"].gold) == (1, 2, 2)
    assert scores["PERSON"].f1 == 0.5
    assert (scores["ORG"].recall, scores["GPE"].precision) == (0.0, 0.0)
    assert scores["all"].precision == pytest.approx(1 / 3)
    assert scores["all"].recall == pytest.approx(1 / 3)


def test_score_mentions_keeps_documents_apart():
    scores = score_mentions({"a": [_mention(0, 4)]}, {"b": [_mention(0, 4)]})
    assert (scores["all"].right, scores["all"].found, scores["all"].gold) == (0, 1, 1)


def test_score_mentions_leaves_out_pronouns_and_types_not_asked_for():
    gold = {"a": [_mention(0, 2, form="pronoun"), _mention(3, 7, "DATE", "date")]}
    found = {"a": [_mention(3, 7, "DATE"), _mention(8, 9, "MONEY")]}
    nothing = score_mentions(gold, found)["all"]
    assert (nothing.right, nothing.found, nothing.gold, nothing.f1) == (0, 0, 0, 0.0)
    assert score_mentions(gold, found, types=("DATE",))["all"].f1 == 1.0


def test_score_mentions_of_the_gold_against_itself_is_one():
    gold = {d.file: d.align(d.text) for d in load_gold("tune")}
    names = {f: [m for m in ms if m.form == "named"] for f, ms in gold.items()}
    scores = score_mentions(gold, names)
    assert all(counts.f1 == 1.0 for counts in scores.values())


def test_score_clusters_of_the_textbook():
    # The twelve mentions of Bagga and Baldwin's example, two of three clusters run together.
    gold = dict.fromkeys(range(1, 6), "a") | {6: "b", 7: "b"} | dict.fromkeys(range(8, 13), "c")
    found = dict.fromkeys(range(1, 6), 1) | {6: 2, 7: 2} | dict.fromkeys(range(8, 13), 2)
    score = score_clusters(gold, found)
    assert score.recall == 1.0
    assert score.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)


def test_score_clusters_counts_mentions_of_one_side():
    score = score_clusters({1: "a", 2: "a"}, {1: "x", 3: "x"})
    assert score.recall == pytest.approx(0.25)
    assert score.precision == pytest.approx(0.25)
    assert score.f1 == pytest.approx(0.25)


def test_score_clusters_of_nothing_is_nought():
    assert score_clusters({}, {}).f1 == 0.0


def test_in_prose_drops_what_touches_a_stretch_set_aside():
    mentions = [_mention(0, 4), _mention(5, 9), _mention(9, 12)]
    assert in_prose(mentions, [_mention(8, 9)]) == [mentions[0], mentions[2]]
