"""From chains within documents to entities across them, by rules that join only what is plain.

Full names join across documents; a bare surname never does. An acronym joins only where all
documents that explain it agree on what it stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.identity.constraints import NOTHING_DECIDED, Constraints, MentionKey
from graph.model import Reading
from graph.names import (
    acronym_parts,
    is_acronym,
    is_full_name,
    normal,
    surnames,
    words,
)
from graph.ontology import ontology
from graph.unions import Unions

_MIN_EVENT_CONTENT = 2


def clusters(
    readings: Mapping[str, Reading],
    constraints: Constraints = NOTHING_DECIDED,
    sources: object = None,
) -> list[tuple[MentionKey, ...]]:
    """Group the mentions of a case into entities.

    Parameters
    ----------
    readings : mapping of str to Reading
        Active readings by document id; their order does not matter.

    Returns
    -------
    list of tuples of MentionKey
        One tuple an entity, each and all in ascending order. Mentions that stay unresolved (a
        surname that two people of the document bear) and dates are in none.
    """
    groups = [
        (document, group)
        for document in sorted(readings)
        for group in _document_groups(readings[document])
    ]
    union = Unions(len(groups))
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    short: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (document, group) in enumerate(groups):
        for key, is_full in _keys(readings[document], group):
            (named if is_full else short)[key].append(index)
    for indexes in named.values():
        for index in indexes[1:]:
            union.join(indexes[0], index)
    _join_acronyms(short, named, union)
    members: dict[int, list[MentionKey]] = defaultdict(list)
    for index, (document, group) in enumerate(groups):
        members[union.find(index)].extend((document, mention) for mention in group)
    return _respecting(sorted(tuple(sorted(keys)) for keys in members.values()), constraints)


def _respecting(
    groups: list[tuple[MentionKey, ...]], constraints: Constraints
) -> list[tuple[MentionKey, ...]]:
    """Join what people joined, then what rules join as far as people's *different* allows."""
    if constraints == NOTHING_DECIDED:
        return groups
    keys = sorted({k for g in groups for k in g} | {k for p in constraints.same for k in p})
    number = {key: index for index, key in enumerate(keys)}
    union = Unions(len(keys))
    for one, other in sorted(constraints.same):
        union.join(number[one], number[other])
    apart: dict[int, set[int]] = defaultdict(set)
    for one, other in constraints.different:
        if one in number and other in number:
            apart[number[one]].add(number[other])
            apart[number[other]].add(number[one])
    members: dict[int, list[int]] = union.groups()
    for group in groups:
        parts: list[int] = []
        for key in group:
            mine = union.find(number[key])
            for part in parts:
                theirs = union.find(part)
                enemies = {union.find(e) for m in members[mine] for e in apart[m]}
                if theirs != mine and theirs not in enemies:
                    union.join(mine, theirs)
                    low, high = sorted((mine, theirs))
                    members[low] += members.pop(high)
                    break
                if theirs == mine:
                    break
            else:
                parts.append(mine)
    return sorted(tuple(keys[i] for i in sorted(m)) for m in union.groups().values())


def _join_acronyms(
    short: Mapping[tuple[str, str], list[int]],
    named: Mapping[tuple[str, str], list[int]],
    union: Unions,
) -> None:
    full = {index for indexes in named.values() for index in indexes}
    for key in sorted(short):
        explained = {union.find(index) for index in full}
        meanings = {union.find(index) for index in short[key]} & explained
        if len(meanings) <= 1:
            for index in short[key][1:]:
                union.join(short[key][0], index)


def _document_groups(reading: Reading) -> list[list[int]]:
    chains = Unions(len(reading.mentions))
    for chain in reading.chains:
        for index in chain[1:]:
            chains.join(chain[0], index)
    groups = [
        group
        for group in chains.groups().values()
        if ontology().is_node(reading.mentions[group[0]].type)
    ]
    full = [_longest(reading, group) for group in groups if _is_person(reading, group)]
    return [group for group in groups if not _is_ambiguous(reading, group, full)]


def _is_person(reading: Reading, group: Iterable[int]) -> bool:
    return any(reading.mentions[index].type == "PERSON" for index in group)


def _longest(reading: Reading, group: Iterable[int]) -> str:
    names = {reading.mentions[index].text for index in group}
    return max(names, key=lambda name: (len(words(name)), name))


def _is_ambiguous(reading: Reading, group: list[int], full: list[str]) -> bool:
    """Whether the group is a surname that several people of the document bear."""
    if not _is_person(reading, group):
        return False
    name = normal(_longest(reading, group))
    return sum(name in surnames(other) for other in full) > 1


def _keys(reading: Reading, group: Sequence[int]) -> set[tuple[tuple[str, str], bool]]:
    """Return the names under which a group meets groups of other documents.

    The flag is true for a name that is enough by itself, false for an acronym. Short forms are no
    such names: what is plain within a document ("Columbia") need not be across them.
    """
    found: set[tuple[tuple[str, str], bool]] = set()
    mentions = [reading.mentions[index] for index in group]
    explained = any(not is_acronym(mention.text) for mention in mentions)
    longest = words(_longest(reading, group))
    for mention in mentions:
        family, name = ontology().family(mention.type), normal(mention.text)
        if not name:
            continue
        if family == "PERSON":
            if is_full_name(mention.text):
                found.add(((family, name), True))
        elif mention.type == "EVENT":
            if _tells_which(mention.text):
                found.add(((family, name), True))
        elif family == "organisation" and any(map(is_acronym, acronym_parts(mention.text))):
            for part in acronym_parts(mention.text) if explained else (mention.text,):
                found.add(((family, normal(part)), False))
        elif family != "organisation" or not _is_beginning(words(mention.text), longest):
            found.add(((family, name), True))
    return found


def _is_beginning(short: Sequence[str], full: Sequence[str]) -> bool:
    return len(short) < len(full) and tuple(full[: len(short)]) == tuple(short)


def _tells_which(event: str) -> bool:
    """Whether an event's name says in any document which is meant: by a year, or a proper name."""
    parts = event.split()
    if any(part.strip("'’s").isdigit() and len(part.strip("'’s")) == 4 for part in parts):
        return len(parts) >= _MIN_EVENT_CONTENT
    return sum(part[:1].isupper() for part in parts) >= _MIN_EVENT_CONTENT
