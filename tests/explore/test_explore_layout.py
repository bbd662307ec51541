"""Positions: the same for the same network, finite, apart, tidy."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.layout import FEW_PAIRS, LARGE, SHORTEST_LINE, positions
from tests.explore import affair


def test_positions_cover_every_node_and_change_nothing():
    graph = affair.network()
    before = nx.node_link_data(graph)
    placed = positions(graph)
    assert set(placed) == set(graph)
    assert nx.node_link_data(graph) == before


def test_positions_do_not_depend_on_the_order_of_adding():
    graph = affair.network()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert positions(turned) == positions(graph)


def test_positions_do_not_depend_on_the_process():
    program = (
        "import networkx as nx; from graph.layout import positions;"
        "g = nx.MultiDiGraph([(f'n{i}', f'n{i * 7 % 300}') for i in range(300)]);"
        "print(hash(tuple(sorted((int(n[1:]), *at) for n, at in positions(g).items()))))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1


def test_positions_leave_room_for_labels():
    graph = affair.network()
    placed = positions(graph)
    for name, at in placed.items():
        near = min(math.dist(at, other) for one, other in placed.items() if one != name)
        assert near > 45, name


def test_positions_keep_linked_nodes_a_line_apart():
    graph = affair.network()
    placed = positions(graph)
    lengths = [math.dist(placed[a], placed[b]) for a, b in graph.edges()]
    assert min(lengths) > 0.75 * SHORTEST_LINE


def test_positions_set_single_nodes_in_rows_below_the_rest():
    graph = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "a")])
    graph.add_nodes_from(f"single{number}" for number in range(9))
    placed = positions(graph)
    lowest = max(placed[name][1] for name in "abc")
    rows = {placed[f"single{number}"][1] for number in range(9)}
    assert min(rows) > lowest
    assert len(rows) <= 4


@pytest.mark.parametrize("count", [0, 1, 2])
def test_positions_of_very_small_networks(count):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(str(number) for number in range(count))
    if count == 2:
        graph.add_edge("0", "1")
        graph.add_edge("0", "0")
    assert len(positions(graph)) == count


def test_positions_keep_communities_together():
    graph = nx.MultiDiGraph()
    size = LARGE // 2
    for group in ("x", "y", "z"):
        inside = nx.gnm_random_graph(size, 4 * size, seed=ord(group))
        graph.add_edges_from((f"{group}{a}", f"{group}{b}") for a, b in inside.edges)
    graph.add_edges_from([("x0", "y0"), ("y0", "z0")])
    placed = positions(graph)

    def centre(group):
        return tuple(
            sum(placed[f"{group}{i}"][axis] for i in range(size)) / size for axis in (0, 1)
        )

    at_home = sum(
        min("xyz", key=lambda group: math.dist(placed[name], centre(group))) == name[0]
        for name in placed
    )
    assert at_home > 0.85 * len(placed)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30), st.integers(0, 5))
def test_positions_are_finite_and_distinct(pairs, seed):
    graph = nx.MultiDiGraph([(f"n{a}", f"n{b}") for a, b in pairs])
    placed = positions(graph, seed=seed)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in placed.values())
    assert len(set(placed.values())) == len(placed)


def test_positions_keep_stated_relations_together_amid_much_company():
    graph = nx.MultiDiGraph()
    for number in range(12):
        graph.add_edge("hub", f"stated{number}", predicate="position-held")
    for number in range(FEW_PAIRS + 60):
        graph.add_edge(f"named{number}", f"stated{number % 12}", predicate="mentioned-with")
        graph.add_edge(f"named{number}", f"named{number + 1}", predicate="mentioned-with")
    placed = positions(graph)
    stated = [at for name, at in placed.items() if not name.startswith("named")]
    others = [at for name, at in placed.items() if name.startswith("named")]
    assert max(y for _, y in stated) < min(y for _, y in others)
