"""Groups that grow by joins which are kept, and which some pairs must never enter together."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from graph.identity.scorer import Reason
from graph.unions import Unions


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """One step that put two profiles into one entity.

    Attributes
    ----------
    how : str
        ``decision``, ``same name``, ``score`` or ``short form``.
    probability : float or None
        The scorer's, where it decided.
    """

    left: int
    right: int
    how: str
    probability: float | None = None
    reasons: tuple[Reason, ...] = ()


class Joins:
    """The numbers from 0 to ``size - 1`` in groups, with enemies that never meet in one.

    Parameters
    ----------
    size : int
    enemies : iterable of (int, int)
        Pairs that stay apart, through others too.
    """

    def __init__(self, size: int, enemies: Iterable[tuple[int, int]]) -> None:
        self._union = Unions(size)
        self._enemies: dict[int, set[int]] = defaultdict(set)
        for one, other in enemies:
            if one != other:
                self._enemies[one].add(other)
                self._enemies[other].add(one)
        self._made: dict[int, list[Join]] = defaultdict(list)

    def find(self, index: int) -> int:
        """Return the group of a number: its smallest member."""
        return self._union.find(index)

    def may_join(self, one: int, other: int) -> bool:
        """Whether no enemies would meet."""
        first, second = self.find(one), self.find(other)
        return first == second or second not in self._enemies.get(first, ())

    def join(self, made: Join) -> bool:
        """Carry out a join unless enemies would meet; return whether the two are together now."""
        first, second = self.find(made.left), self.find(made.right)
        if first == second:
            return True
        if second in self._enemies.get(first, ()):
            return False
        self._union.join(first, second)
        low, high = min(first, second), max(first, second)
        hostile = self._enemies.pop(high, set())
        for enemy in hostile:
            self._enemies[enemy].discard(high)
            self._enemies[enemy].add(low)
        if hostile:
            self._enemies[low] |= hostile
        self._made[made.left].append(made)
        self._made[made.right].append(made)
        return True

    def groups(self) -> dict[int, list[int]]:
        """Return every group by its smallest member."""
        return self._union.groups()

    def path(self, one: int, other: int) -> tuple[Join, ...]:
        """Return the joins that lead from one number to another of its group; fewest steps."""
        came: dict[int, Join | None] = {one: None}
        waiting = deque([one])
        while waiting and other not in came:
            here = waiting.popleft()
            for made in self._made.get(here, ()):
                there = made.right if made.left == here else made.left
                if there not in came:
                    came[there] = made
                    waiting.append(there)
        steps: list[Join] = []
        while other != one:
            step = came.get(other)
            if step is None:
                return ()
            steps.append(step)
            other = step.left if step.right == other else step.right
        return tuple(reversed(steps))
