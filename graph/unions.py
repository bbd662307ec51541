"""Groups that grow by joining two at a time (disjoint sets)."""

from __future__ import annotations

from collections import defaultdict


class Unions:
    """The numbers from 0 to ``size - 1`` in groups; each group is known by its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, index: int) -> int:
        """Return the group of a number; near-constant time."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Put two numbers, and all in their groups, into one group."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low

    def groups(self) -> dict[int, list[int]]:
        """Return every group by its smallest member, members ascending."""
        grouped: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parent)):
            grouped[self.find(index)].append(index)
        return dict(grouped)
