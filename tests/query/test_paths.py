"""The best path is the one whose weakest hop is strongest: held against trying every path."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.query.joined import Network
from graph.query.paths import best_paths

NODES = range(1, 7)
EDGES = st.lists(
    st.tuples(
        st.sampled_from(NODES), st.sampled_from(NODES), st.integers(1, 4), st.integers(0, 9)
    ).filter(lambda edge: edge[0] != edge[1]),
    max_size=14,
)


def network(edges) -> Network:
    """Return claims as `load` would: row, ends, sources, score in tenths."""
    rows = [
        (number, one, other, sources * 100 + tenths * 10)
        for number, (one, other, sources, tenths) in enumerate(edges, 1)
    ]
    both = sorted(
        [(one, other, claim, strength) for claim, one, other, strength in rows]
        + [(other, one, claim, strength) for claim, one, other, strength in rows]
    )
    table = np.array(both, dtype=np.int32).reshape(-1, 4)
    return Network(
        start=np.searchsorted(table[:, 0], np.arange(max(NODES) + 3)),
        other=table[:, 1],
        claim=table[:, 2],
        strength=table[:, 3],
        kind=np.zeros(len(table), dtype=np.int8),
    )


def strongest(edges, hops: int) -> int | None:
    """Try every path from 1 to 2 and return how strong the weakest hop of the best one is."""
    pair: dict[frozenset[int], int] = {}
    for one, other, sources, tenths in edges:
        key = frozenset((one, other))
        pair[key] = max(pair.get(key, 0), sources * 100 + tenths * 10)
    found = []
    for count in range(hops):
        for between in itertools.permutations([n for n in NODES if n > 2], count):
            path = (1, *between, 2)
            steps = [pair.get(frozenset(step)) for step in itertools.pairwise(path)]
            if all(step is not None for step in steps):
                found.append(min(steps))
    return max(found, default=None)


@given(EDGES)
def test_the_first_path_has_the_strongest_weakest_hop_there_is(edges):
    held = network(edges)
    found = best_paths(held, 1, 2, hops=5, count=3)
    best = strongest(edges, 5)
    if best is None:
        assert found == []
        return
    assert found[0].independent_sources == best // 100
    strengths = [(path.independent_sources, path.score) for path in found]
    assert strengths == sorted(strengths, reverse=True)
    for path in found:
        assert path.nodes[0] == 1 and path.nodes[-1] == 2
        assert len(set(path.nodes)) == len(path.nodes)
        assert len(path.claims) == len(path.nodes) - 1 <= 5
        for claim, (one, other) in zip(path.claims, itertools.pairwise(path.nodes), strict=True):
            assert set(edges[claim - 1][:2]) == {one, other}


@given(EDGES, st.integers(1, 14))
def test_no_path_uses_what_is_left_out(edges, gone):
    for path in best_paths(network(edges), 1, 2, without={gone}, avoid={3}, hops=5):
        assert gone not in path.claims
        assert 3 not in path.nodes
