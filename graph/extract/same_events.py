"""Which mentions of one document mean one event: kind, participants, time and place must agree."""

from __future__ import annotations

from collections.abc import Sequence

from graph.edtf import disjoint
from graph.extract.drafts import EventMention
from graph.names import words
from graph.unions import Unions

# Kinds that texts use for one another when they come back to an event.
_ALIKE = (
    frozenset({"killing", "execution", "death"}),
    frozenset({"detention", "abduction"}),
    frozenset({"trial", "sentence"}),
)
_VISITS = frozenset({"visit", "tour", "trip"})
_WAYS = ("origin", "destination")
_MUTUAL = frozenset({"meeting", "treaty", "merger"})
_ONCE = frozenset({"killing", "execution", "death", "disappearance"})


def same_events(
    found: Sequence[EventMention], linked: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, ...]]:
    """Return the groups of mentions that mean one event, each of two or more, ascending.

    Parameters
    ----------
    found : sequence of EventMention
        In text order.
    linked : sequence of pairs
        Mentions that coreference joins; they count only if nothing about them differs.
    """
    union = Unions(len(found))
    groups: dict[int, list[int]] = {index: [index] for index in range(len(found))}

    def join(one: int, other: int) -> bool:
        first, second = union.find(one), union.find(other)
        if first == second:
            return True
        both = [(found[a], found[b]) for a in groups[first] for b in groups[second]]
        if any(_differ(a, b) for a, b in both):
            return False
        union.join(first, second)
        low, high = sorted((first, second))
        groups[low] = sorted(groups[low] + groups.pop(high))
        return True

    for one, other in linked:
        if _alike(found[one].kind, found[other].kind):
            join(one, other)
    for index, mention in enumerate(found):
        for before in reversed(range(index)):
            if _share(found[before], mention) and join(before, index):
                break
        if _is_bare(mention) and mention.definite:
            known = {
                union.find(before)
                for before in range(index)
                if found[before].kind == mention.kind and not _differ(found[before], mention)
            }
            if len(known) == 1:
                join(known.pop(), index)
    return [tuple(members) for members in union.groups().values() if len(members) > 1]


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in kinds and other in kinds for kinds in _ALIKE)


def _is_bare(mention: EventMention) -> bool:
    """Whether nothing beside the words tells which event is meant."""
    return not (
        mention.patients or mention.agents or mention.places or mention.when or mention.number
    )


def _share(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions have in common what tells an event."""
    if one.kind != other.kind and not _alike(one.kind, other.kind):
        return False
    patients = one.patients & other.patients
    if patients and (one.kind in _ONCE or one.agents & other.agents):
        return True
    if patients and one.kind == other.kind:
        bare = one if len(one.others) <= len(other.others) else other
        return bare.definite or (one.when is not None and one.when == other.when)
    if one.when is not None and one.when == other.when and one.places & other.places:
        return one.kind == other.kind
    return one.named and other.named and one.lemma == other.lemma and one.when == other.when


def _differ(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions cannot mean one event."""
    if not _alike(one.kind, other.kind):
        return True
    if one.named and other.named:
        first, second = set(words(one.text)), set(words(other.text))
        if not (first <= second or second <= first):
            return True  # no chain of nominals joins two names
    if one.when is not None and other.when is not None and disjoint(one.when, other.when):
        return True
    if one.lemma != other.lemma and (one.lemma in _VISITS) != (other.lemma in _VISITS):
        return True  # whom one met on a visit was not met on all of it
    if any(_apart(one, other, role) for role in _WAYS):
        return True
    if one.patients and other.patients and not one.patients & other.patients:
        return True
    both = one.patients, other.patients
    if one.kind in _MUTUAL and all(both) and not (both[0] <= both[1] or both[1] <= both[0]):
        return True  # X met Y, and X met Z
    apart = one.agents and other.agents and not one.agents & other.agents
    if apart and not one.patients & other.patients:
        return True  # two resignations, two statements
    if one.number and other.number and one.number != other.number:
        return not (one.patients & other.patients)
    return bool(one.places and other.places and not one.places & other.places)


def _apart(one: EventMention, other: EventMention, role: str) -> bool:
    """Whether two mentions have others in a role of which an event has one: two journeys."""
    first = {chain for name, chain in one.others if name == role}
    second = {chain for name, chain in other.others if name == role}
    return bool(first and second and not first & second)
