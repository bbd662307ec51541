"""Mentions that people put in a group which rules would leave in none."""

from __future__ import annotations

from graph.derive.by_hand import adopted

ONE, OTHER, FAR = ("a", 0), ("a", 1), ("b", 0)
IT, ITS = ("a", 7), ("b", 7)


def test_a_mention_without_a_group_comes_to_whom_it_was_joined_with_and_through_others():
    assert adopted([(ONE, OTHER), (FAR,)], [(ITS, IT), (OTHER, IT)]) == [
        (ONE, OTHER, IT, ITS),
        (FAR,),
    ]


def test_no_mention_comes_to_somebody_from_whom_a_person_keeps_it_apart():
    groups = [(ONE, FAR), (OTHER,)]
    assert adopted(groups, [(ONE, IT)], [(FAR, IT)]) == groups
    assert adopted(groups, [(ONE, IT)], [(OTHER, IT)]) == [(ONE, IT, FAR), (OTHER,)]
