"""A drawing that grows keeps still, and no name stands on another."""

from __future__ import annotations

from itertools import combinations

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
def test_no_name_stands_on_another(via):
    found = place(["0", *via], via)
    for (x, y), (other_x, other_y) in combinations(found.values(), 2):
        assert abs(x - other_x) > 0.8 * CELL_X or abs(y - other_y) > 0.8 * CELL_Y
    assert place(["0", *via], via) == found
