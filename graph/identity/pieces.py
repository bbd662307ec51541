"""The chains of a document, divided where its words or people set mentions apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.identity.besides import kin_beside, sex_before
from graph.identity.constraints import Constraints, MentionKey
from graph.identity.nameparts import person_parts
from graph.model import Reading
from graph.names import normal
from graph.ontology import ontology
from graph.unions import Unions

_SEXES = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Mentions of one document that are taken for one before any name is compared.

    Attributes
    ----------
    mentions : tuple of int
        Indexes into the reading's mentions, ascending.
    is_relative : bool
        Whether its bare surname is, by the words beside it, that of a relative of its bearer.
    """

    mentions: tuple[int, ...]
    is_relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """What people decided about the mentions of one document.

    Attributes
    ----------
    apart : mapping of int to set of int
        Mentions that are of two.
    together : mapping of int to MentionKey
        For mentions that people joined to any others, of whatever document: what they have in
        common with those.
    """

    apart: Mapping[int, set[int]] = field(default_factory=dict)
    together: Mapping[int, MentionKey] = field(default_factory=dict)


NOT_PARTED = Parting()


def partings(constraints: Constraints) -> dict[str, Parting]:
    """Return what people decided, by document; documents that they left alone are not in it."""
    keys = sorted({key for two in constraints.same for key in two})
    number = {key: index for index, key in enumerate(keys)}
    union = Unions(len(keys))
    for left, right in constraints.same:
        union.join(number[left], number[right])
    together: dict[str, dict[int, MentionKey]] = defaultdict(dict)
    for key in keys:
        together[key[0]][key[1]] = keys[union.find(number[key])]
    apart: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for (here, first), (there, second) in constraints.different:
        if here == there:
            apart[here][first].add(second)
            apart[here][second].add(first)
    return {
        document: Parting(apart=apart.get(document, {}), together=together.get(document, {}))
        for document in sorted({*apart, *together})
    }


def pieces(reading: Reading, text: str, parting: Parting = NOT_PARTED) -> Iterator[Piece]:
    """Yield the pieces of a document's chains; of chains without any name, only events.

    A bare surname after a word for a relative, or after a title of the other sex, does not belong
    to the person whose surname it is, and what a person keeps apart is no longer one chain.

    Parameters
    ----------
    reading : Reading
    text : str
        The document's, for the words beside names; empty where not at hand.
    parting : Parting
    """
    for group in _chains(reading):
        if not _is_node(reading, group):
            continue
        for part, is_relative in _by_kin(reading, group, text):
            for piece in _split(reading, part, parting) if parting.apart else (part,):
                yield Piece(mentions=tuple(sorted(piece)), is_relative=is_relative)


def is_event(reading: Reading, group: Iterable[int]) -> bool:
    """Whether a group of mentions tells of an event."""
    return any(reading.mentions[i].event is not None for i in group)


def _chains(reading: Reading) -> list[list[int]]:
    union = Unions(len(reading.mentions))
    for chain in reading.chains:
        for index in chain[1:]:
            union.join(chain[0], index)
    return list(union.groups().values())


def _is_node(reading: Reading, group: Sequence[int]) -> bool:
    named = [i for i in group if reading.mentions[i].form == "named"]
    if not named:
        return is_event(reading, group)
    return ontology().is_node(reading.mentions[named[0]].type)


# -- relatives --------------------------------------------------------------------------------


def _by_kin(reading: Reading, group: list[int], text: str) -> Iterator[tuple[list[int], bool]]:
    """Take out bare surnames that the words beside them give to somebody else of that name."""
    if not text or all(reading.mentions[i].type != "PERSON" for i in group):
        yield group, False
        return
    named = [i for i in group if reading.mentions[i].form == "named"]
    full = [i for i in named if person_parts(reading.mentions[i].text).is_full]
    if not full:
        yield group, bool(named) and bool(_kin(reading, named[0], text))
        return
    given = {person_parts(reading.mentions[i].text).words[0].key for i in full}
    bare = [i for i in named if i not in full and normal(reading.mentions[i].text) not in given]
    sex = _sex_of(reading, group, text, full=full, bare=bare)
    others: dict[str, list[int]] = defaultdict(list)
    for index in bare:
        titled = sex_before(text, reading.mentions[index].start)
        if kin := _kin(reading, index, text):
            others[kin].append(index)
        elif titled and sex and titled != sex:
            others[titled].append(index)
    taken = {index for indexes in others.values() for index in indexes}
    yield [index for index in group if index not in taken], False
    for indexes in others.values():
        yield indexes, True


def _kin(reading: Reading, index: int, text: str) -> str:
    mention = reading.mentions[index]
    if person_parts(mention.text).is_full:
        return ""
    return kin_beside(text, mention.start, mention.end)


def _sex_of(
    reading: Reading, group: Sequence[int], text: str, *, full: Sequence[int], bare: Sequence[int]
) -> str:
    """Return the sex of who bears a full name: by titles before it, pronouns, or the next title.

    Titles before bare surnames count only where both sexes occur, for then two are meant.
    """
    titled = {s for i in full if (s := sex_before(text, reading.mentions[i].start))}
    if titled:
        return titled.pop() if len(titled) == 1 else ""
    said = Counter(
        _SEXES[word]
        for i in group
        if (word := reading.mentions[i].text.casefold()) in _SEXES
        and reading.mentions[i].form == "pronoun"
    )
    if said["m"] != said["f"]:
        return "m" if said["m"] > said["f"] else "f"
    surnames = [s for i in bare if (s := sex_before(text, reading.mentions[i].start))]
    return surnames[0] if len(set(surnames)) > 1 else ""


# -- what people keep apart -------------------------------------------------------------------


def _split(reading: Reading, group: list[int], parting: Parting) -> Iterator[list[int]]:
    """Divide a chain of which a person keeps mentions apart.

    What people joined stays together. What they keep apart begins groups; another mention goes to
    the only group that has its name, else to the nearest before it among those that have, else
    among all.
    """
    inside = set(group)
    apart = {i: found & inside for i in group if (found := parting.apart.get(i, set())) & inside}
    if not apart:
        yield group
        return
    parts: list[list[int]] = []
    loose: list[list[int]] = []
    for unit in _units(group, parting):
        enemies = set().union(*(apart.get(i, ()) for i in unit))
        if not enemies:
            loose.append(unit)
            continue
        for part in parts:
            alike = normal(reading.mentions[part[0]].text) == normal(reading.mentions[unit[0]].text)
            if alike and enemies.isdisjoint(part):
                part += unit
                break
        else:
            parts.append(list(unit))
    begun = [tuple(part) for part in parts]
    for unit in loose:
        name = normal(reading.mentions[unit[0]].text)
        having = [
            number
            for number, part in enumerate(begun)
            if any(normal(reading.mentions[i].text) == name for i in part)
        ] or list(range(len(parts)))
        nearest = max(
            having,
            key=lambda number: (
                max((i for i in begun[number] if i < unit[0]), default=-1),
                -number,
            ),
        )
        parts[nearest] += unit
    yield from parts


def _units(group: Sequence[int], parting: Parting) -> list[list[int]]:
    """Return the mentions that people joined in one list each, and every other by itself."""
    joined: dict[MentionKey, list[int]] = defaultdict(list)
    for index in group:
        if index in parting.together:
            joined[parting.together[index]].append(index)
    units = []
    for members in joined.values():
        enemies = set().union(*(parting.apart.get(i, ()) for i in members))
        units += [members] if enemies.isdisjoint(members) else [[i] for i in members]
    units += [[index] for index in group if index not in parting.together]
    return sorted(units)
