"""A drawing that grows keeps still, and no name stands on another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.explore.web.placing import CELL_X, CELL_Y, place

TREES = st.lists(st.integers(0, 30), min_size=1, max_size=120).map(
    lambda picks: {str(n + 1): str(min(pick, n)) for n, pick in enumerate(picks)}
)


@given(TREES, st.integers(1, 120))
def test_what_stands_stays_when_more_is_placed(via, cut):
    nodes = ["0", *via]
    before = place(nodes[:cut], {n: via[n] for n in nodes[1:cut]})
    after = place(nodes, via, fixed=before)
    assert {node: after[node] for node in before} == before


@given(TREES)
def test_no_two_names_stand_in_one_cell(via):
    found = place(["0", *via], via)
    cells = {(round(x / CELL_X), round(y / CELL_Y)) for x, y in found.values()}
    assert len(cells) >= len(found) * 0.98
    assert place(["0", *via], via) == found
