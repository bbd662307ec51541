"""Which decisions about same and different hold where people contradict each other.

The rule, in this order:

1. Where one decision says *same* and another *different* of the same two, the later holds.
2. A *different* that holds is never violated, not even through others: of the *same* that together
   would, the earliest is set aside. Others are what people joined, and what a chain of one document
   holds together, such as a name and the acronym that the text explains by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from graph.identity.constraints import Constraints, MentionKey

_ALL_PAIRS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One thing that a decision says of two sides, in terms of today's mentions.

    Attributes
    ----------
    decision : str
        The decision's id.
    at : str
        When it was made; later outranks earlier.
    kind : "same" or "different"
    left, right : tuple of MentionKey
        All mentions that the decision knows of each side; this is what contradicts.
    joined : tuple of MentionKey
        For *same*: those that become one. A side stands for the first of its mentions that is
        found, for its others were put together by rules, not by the person.
    """

    decision: str
    at: str
    kind: Literal["same", "different"]
    left: tuple[MentionKey, ...]
    right: tuple[MentionKey, ...]
    joined: tuple[MentionKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """The decision that another gives way to; ``direct`` if both are about the same two."""

    decision: str
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What holds, and which decisions are set aside, each with the one that it gives way to."""

    constraints: Constraints
    set_aside: dict[str, Against]


PieceOf = Callable[[MentionKey], MentionKey]
"""Gives for each mention one that stands for all that rules hold together with it."""


def settle(
    edges: Iterable[Edge], pieces: Callable[[Constraints], PieceOf] | None = None
) -> Settled:
    """Return what holds of what people decided; the order of ``edges`` makes no difference.

    Parameters
    ----------
    edges : iterable of Edge
    pieces : callable, optional
        Returns what rules hold together under given constraints, for these divide chains.

    Notes
    -----
    What is set aside may change how chains are divided, so it is looked at again until nothing
    more is. Each round sets something aside, and mostly there is one.
    """
    latest_first = sorted(edges, key=lambda e: (e.at, e.decision, e.left, e.right), reverse=True)
    set_aside: dict[str, Against] = {}
    held = _after_direct(latest_first, set_aside)
    held, constraints = _carried_out(held, set_aside, lambda key: key)
    while pieces is not None:
        fewer, less = _carried_out(held, set_aside, pieces(constraints))
        if len(fewer) == len(held):
            break
        held, constraints = fewer, less
    return Settled(constraints=constraints, set_aside=set_aside)


def _carried_out(
    held: Sequence[Edge], set_aside: dict[str, Against], piece_of: PieceOf
) -> tuple[list[Edge], Constraints]:
    """Keep apart what is different, then join what is the same; note and leave out what cannot."""
    groups = _Groups(piece_of)
    for edge in held:
        if edge.kind == "different":
            groups.keep_apart(edge)
    kept: list[Edge] = []
    same: list[tuple[MentionKey, MentionKey]] = []
    for edge in held:
        against = groups.join(edge) if edge.kind == "same" else None
        if against is not None:
            set_aside[edge.decision] = Against(decision=against, direct=False)
            continue
        kept.append(edge)
        same.extend((edge.joined[0], other) for other in edge.joined[1:])
    return kept, Constraints.of(same=same, different=groups.apart)


def _after_direct(latest_first: Sequence[Edge], set_aside: dict[str, Against]) -> list[Edge]:
    """Leave out what a later decision says the contrary of, and note which."""
    held: list[Edge] = []
    about: dict[MentionKey, list[Edge]] = defaultdict(list)
    for edge in latest_first:
        near = {id(e): e for key in edge.left for e in about[key]}
        against = [e for e in near.values() if e.kind != edge.kind and _same_two(edge, e)]
        if against:
            last = max(against, key=lambda e: (e.at, e.decision))
            set_aside[edge.decision] = Against(decision=last.decision, direct=True)
            continue
        held.append(edge)
        for key in {*edge.left, *edge.right}:
            about[key].append(edge)
    return held


def _same_two(one: Edge, other: Edge) -> bool:
    """Whether two edges know a mention in common on each side."""
    left, right = set(one.left), set(one.right)
    return (not left.isdisjoint(other.left) and not right.isdisjoint(other.right)) or (
        not left.isdisjoint(other.right) and not right.isdisjoint(other.left)
    )


def _pairs(
    left: Sequence[MentionKey], right: Sequence[MentionKey]
) -> Iterator[tuple[MentionKey, MentionKey]]:
    """Yield every pair of two sides; of large ones (a split), each mention with one of the other.

    That is enough: the mentions that a split moves are joined, so what is apart from one of them
    is apart from all.
    """
    if len(left) * len(right) <= _ALL_PAIRS:
        yield from product(left, right)
    else:
        yield from ((left[0], other) for other in right)
        yield from ((one, right[0]) for one in left[1:])


class _Groups:
    """Mentions that are joined, and whom each group must be kept apart from."""

    def __init__(self, piece_of: PieceOf) -> None:
        self._piece_of = piece_of
        self._group: dict[MentionKey, int] = {}
        self._members: dict[int, list[MentionKey]] = {}
        self._enemies: dict[int, dict[MentionKey, str]] = {}
        self.apart: set[tuple[MentionKey, MentionKey]] = set()

    def keep_apart(self, edge: Edge) -> None:
        """Keep the sides of a *different* apart for good."""
        for one, other in _pairs(edge.left, edge.right):
            self.apart.add((one, other))
            self._enemies[self._of(one)].setdefault(other, edge.decision)
            self._enemies[self._of(other)].setdefault(one, edge.decision)

    def join(self, edge: Edge) -> str | None:
        """Join, or return the decision that forbids it."""
        groups = sorted({self._of(key) for key in edge.joined})
        for one in groups:
            for other in groups:
                if one != other:
                    against = self._forbids(one, other)
                    if against is not None:
                        return against
        largest = max(groups, key=lambda g: (len(self._members[g]), -g))
        for group in groups:
            if group != largest:
                for key in self._members[group]:
                    self._group[key] = largest
                self._members[largest].extend(self._members.pop(group))
                for enemy, decision in self._enemies.pop(group).items():
                    self._enemies[largest].setdefault(enemy, decision)
        return None

    def _forbids(self, one: int, other: int) -> str | None:
        found = [d for key, d in self._enemies[one].items() if self._of(key) == other]
        return min(found) if found else None

    def _of(self, mention: MentionKey) -> int:
        key = self._piece_of(mention)
        if key not in self._group:
            number = len(self._group)
            self._group[key] = number
            self._members[number] = [key]
            self._enemies[number] = {}
        return self._group[key]
