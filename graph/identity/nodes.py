"""Profiles that bear one full name, put together before anything is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.identity.nameparts import parts
from graph.identity.profiles import Profile, is_whole
from graph.names import normal
from graph.unions import Unions

_MAX_NAMES = 4
_MAX_DOCUMENTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Chains of one full name that nothing sets against each other.

    Attributes
    ----------
    members : tuple of int
        Positions of its profiles.
    names : tuple of str
        Its whole names, the one that says most first; at most four.
    """

    members: tuple[int, ...]
    family: str
    name: str
    names: tuple[str, ...]
    documents: frozenset[str]
    sex: str
    positions: frozenset[str]
    owners: frozenset[str]
    years: frozenset[int]


def collapse(found: Sequence[Profile], enemies: Iterable[tuple[int, int]] = ()) -> list[Node]:
    """Return a node for each full name and family, several where what is said of them differs.

    Chains of one name, of which positions in the same organisation or place or the same position
    are said, or of which nothing is said, are one node. Where several remain, chains of which
    nothing is said stay apart, for the name alone does not tell to whom they belong. Two chains of
    one person's name in one document, and what people keep apart, are never in one node; to which
    of them the others belong is left to what stands around them.

    Parameters
    ----------
    found : sequence of Profile
    enemies : iterable of (int, int)
        Positions of profiles that people keep apart.
    """
    apart: dict[int, set[int]] = defaultdict(set)
    for one, other in enemies:
        apart[one].add(other)
        apart[other].add(one)
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(found):
        if profile.is_full:
            taken = parts(profile.name, profile.family)
            name = f"{normal(profile.name)} {taken.generation}"
            by_name[profile.family, name].append(index)
    nodes = []
    for key in sorted(by_name):
        nodes += [node_of(found, group) for group in _apart(found, by_name[key], apart)]
    return sorted(nodes, key=lambda node: found[node.members[0]].key)


def _apart(
    found: Sequence[Profile], indexes: list[int], apart: Mapping[int, set[int]]
) -> list[list[int]]:
    if len(indexes) == 1:
        return [indexes]
    telling = [i for i in indexes if found[i].positions or found[i].owners or found[i].sex]
    first: dict[tuple[str, str], int] = {}
    union = Unions(len(telling))
    for place, index in enumerate(telling):
        profile = found[index]
        facts = [("position", w) for w in profile.positions]
        facts += [("owner", w) for w in profile.owners]
        if not facts:
            facts = [("sex", profile.sex)]
        for fact in facts:
            union.join(place, first.setdefault(fact, place))
    groups = [[telling[place] for place in group] for group in union.groups().values()]
    if len(groups) <= 1:
        return _divided(found, indexes, apart)
    told = set(telling)
    return [
        *(part for group in groups for part in _divided(found, group, apart)),
        *([index] for index in indexes if index not in told),
    ]


def _divided(
    found: Sequence[Profile], group: list[int], apart: Mapping[int, set[int]]
) -> list[list[int]]:
    """Divide chains of one name so that none meets one that it must not; all others are one."""
    together: dict[str, set[int]] = defaultdict(set)
    if found[group[0]].family == "PERSON":
        for index in group:
            together[found[index].key[0]].add(index)
    inside = set(group)
    parts: list[list[int]] = []
    rest: list[int] = []
    for index in group:
        hostile = (apart.get(index, set()) & inside) | together[found[index].key[0]] - {index}
        if not hostile:
            rest.append(index)
            continue
        part = next((part for part in parts if hostile.isdisjoint(part)), None)
        if part is None:
            parts.append([index])
        else:
            part.append(index)
    return [*parts, rest] if rest else parts


def node_of(found: Sequence[Profile], indexes: Iterable[int]) -> Node:
    """Return the node of some profiles of one name."""
    members = tuple(sorted(indexes, key=lambda index: found[index].key))
    first = found[members[0]]
    counted: dict[str, int] = defaultdict(int)
    spelt: dict[str, str] = {}
    for index in members[:_MAX_DOCUMENTS]:
        for name, count in found[index].names:
            if is_whole(name, first.family):
                counted[normal(name)] += count
                spelt.setdefault(normal(name), name)
                spelt[normal(name)] = min(spelt[normal(name)], name)
    main = normal(first.name)
    others = sorted((n for n in counted if n != main), key=lambda n: (-counted[n], n))
    sexes = {found[index].sex for index in members} - {""}
    return Node(
        members=members,
        family=first.family,
        name=min(found[index].name for index in members[:_MAX_DOCUMENTS]),
        names=(spelt.get(main, first.name), *(spelt[n] for n in others[: _MAX_NAMES - 1])),
        documents=frozenset(found[index].key[0] for index in members),
        sex=sexes.pop() if len(sexes) == 1 else "",
        positions=frozenset().union(*(found[index].positions for index in members)),
        owners=frozenset().union(*(found[index].owners for index in members)),
        years=frozenset().union(*(found[index].years for index in members)),
    )
