"""What fits on a page: the best connected part of a network, and how much was left out."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.explore.words import TOGETHER


@dataclass(frozen=True, slots=True)
class Budget:
    """How many nodes and edges something can bear."""

    nodes: int
    edges: int


DRAWN = Budget(1_500, 4_000)
"""What the picture opens with."""
HELD = Budget(12_000, 40_000)
"""What one page holds at all; its list and search cover this."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a network that fits: its nodes and edge keys, the best connected first."""

    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str, str], ...]


def best_part(network: nx.MultiDiGraph, budget: Budget) -> Part:
    """Return the best connected part of a network that fits a budget.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        The view of a case.
    budget : Budget
        The most that may be returned.

    Returns
    -------
    Part
        Nodes by their number of stated claims, then of lines of any kind, then of mentions; edges
        among those nodes, stated claims before company, then by independent sources and score.
    """
    stated = dict.fromkeys(network.nodes, 0)
    for subject, other, predicate in network.edges(data="predicate"):
        if predicate != TOGETHER:
            stated[subject] += 1
            stated[other] += 1
    degree = dict(network.degree())
    mentions = {name: int(data.get("mention_count") or 0) for name, data in network.nodes.items()}
    nodes = sorted(network, key=lambda name: (-stated[name], -degree[name], -mentions[name], name))
    chosen = set(nodes[: budget.nodes])
    edges = [
        (subject, other, key)
        for subject, other, key in network.edges(keys=True)
        if subject in chosen and other in chosen
    ]

    def weight(edge: tuple[str, str, str]) -> tuple[bool, float, float, str]:
        data = network.edges[edge]
        return (
            data.get("predicate") == TOGETHER,
            -float(data.get("independent_sources") or 0),
            -float(data.get("score") or 0),
            edge[2],
        )

    return Part(tuple(nodes[: budget.nodes]), tuple(sorted(edges, key=weight)[: budget.edges]))
