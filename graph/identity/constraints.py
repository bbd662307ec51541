"""What people have decided about who is who, as pairs of mentions that rules must respect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MentionKey = tuple[str, int]
"""A mention in a case: its document's id and its index in that document's reading."""

Pair = tuple[MentionKey, MentionKey]
"""Two mentions, the smaller first."""


def pair(one: MentionKey, other: MentionKey) -> Pair:
    """Return the two in ascending order, so that a pair has one form only."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class Constraints:
    """Decisions by people, attached to mentions; each pair in ascending order.

    Attributes
    ----------
    same : frozenset of Pair
        The two mentions are of one entity, whatever their names and types say.
    different : frozenset of Pair
        They are not, and nothing may join them, neither directly nor through others.

    Notes
    -----
    ``different`` outranks ``same``: a ``same`` that would put two mentions of a ``different`` pair
    into one entity through others is not carried out and is listed by
    :attr:`graph.identity.resolve.Resolution.refused`.
    """

    same: frozenset[Pair] = field(default_factory=frozenset)
    different: frozenset[Pair] = field(default_factory=frozenset)

    @classmethod
    def of(
        cls,
        *,
        same: Iterable[tuple[MentionKey, MentionKey]] = (),
        different: Iterable[tuple[MentionKey, MentionKey]] = (),
    ) -> Constraints:
        """Make constraints from pairs in any order."""
        return cls(
            frozenset(pair(*two) for two in same), frozenset(pair(*two) for two in different)
        )


NOTHING_DECIDED = Constraints()
