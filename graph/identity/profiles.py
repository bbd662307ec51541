"""What a document tells of each name in it: the summary that the scorer compares."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.extract.chains import GENERIC
from graph.identity.constraints import Constraints, MentionKey
from graph.identity.nameparts import person_parts
from graph.model import Reading
from graph.names import acronym_parts, is_acronym, normal, words
from graph.ontology import ontology
from graph.unions import Unions

_BEFORE = 40
_FEMALE_TITLE = re.compile(r"(?:\bMrs|\bMs|\bMiss|\bMadame|\bLady)\.?\s+$")
_MALE_TITLE = re.compile(r"(?:\bMr|\bSir|\bLord|\bMonsieur)\.?\s+$")
_RELATIVE = re.compile(
    r"\b(wife|widow|husband|son|daughter|father|mother|brother|sister|uncle|aunt|nephew|niece|cousin|"
    r"grandson|granddaughter|grandfather|grandmother|brother-in-law|sister-in-law)"
    r"(?:,?\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Madame)\.?\s+)?|\s*,\s*)$"
)
_MANY_WORDS = 2
_AFTER_HEAD = frozenset({"of", "for", "on", "against", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a document beside its reading.

    Attributes
    ----------
    text : str
        The stored text, for the words before a name ("his wife Mrs ..."); empty where not at hand.
    group : str
        Its group of reprints: what two of one group have in common says nothing.
    year : int or None
        When it was published.
    """

    text: str = ""
    group: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One chain of a document, summed up.

    Attributes
    ----------
    key : MentionKey
        Its first mention.
    mentions : tuple of int
        Indexes into the reading's mentions.
    family : str
        Family of types within which types are interchangeable.
    name : str
        The name that says most: the longest that is none of an acronym.
    names : tuple of (str, int)
        All names with how often they occur.
    is_full : bool
        Whether the name tells by itself, in any document, who or what is meant.
    is_relative : bool
        Whether it is a bare surname that the words before it give to a relative of its bearer.
    sex : str
        "f" or "m" where a title tells it, else empty.
    positions, owners : frozenset of str
        Words of the positions that statements give, and of what they are positions.
    years : frozenset of int
        Years that statements give.
    """

    key: MentionKey
    mentions: tuple[int, ...]
    family: str
    name: str
    names: tuple[tuple[str, int], ...]
    is_full: bool
    is_relative: bool = False
    sex: str = ""
    positions: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


def profiles(
    document: str, reading: Reading, source: Source, constraints: Constraints
) -> tuple[Profile, ...]:
    """Return the chains of a document, by first mention; of those without any name, only events.

    A bare surname after a word for a relative, or after a title of the other sex, does not belong
    to the person whose surname it is, and what a person keeps apart is no longer one chain.
    """
    groups = [g for g in _chains(reading) if _is_node(reading, g)]
    apart = _apart(document, constraints)
    said = _said(reading)
    found: list[Profile] = []
    for group in groups:
        for place, part in enumerate(_without_relatives(reading, group, source.text)):
            for piece in _split(reading, part, apart) if apart else (part,):
                profile = _profile(document, reading, piece, source.text, said)
                if profile is not None:
                    found.append(replace(profile, is_relative=place > 0))
    return tuple(sorted(_with_heads(found), key=lambda profile: profile.key))


def is_head(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether ``short`` is the head of an organisation's name: its end, or what precedes "of"."""
    if not 0 < len(short) < len(full):
        return False
    cut = next((i for i, word in enumerate(full) if word in _AFTER_HEAD), len(full))
    return cut >= len(short) and tuple(full[cut - len(short) : cut]) == tuple(short)


def _with_heads(found: Sequence[Profile]) -> list[Profile]:
    """Mark a single word that is the head of a longer name of its document as no whole name."""
    names = [words(p.name) for p in found if p.family == "organisation"]
    return [
        replace(p, is_full=False)
        if p.family == "organisation"
        and len(words(p.name)) == 1
        and any(is_head(words(p.name), full) for full in names)
        else p
        for p in found
    ]


@lru_cache(maxsize=400_000)
def is_whole(name: str, family: str) -> bool:
    """Whether a name tells by itself, in any document, who or what of its family is meant."""
    if family == "PERSON":
        return person_parts(name).is_full
    if family == "EVENT":
        parts = name.split()
        years = any(p.strip("'’s").isdigit() and len(p.strip("'’s")) == 4 for p in parts)
        capitals = sum(p[:1].isupper() for p in parts)
        return len(parts) >= _MANY_WORDS and (years or capitals >= _MANY_WORDS)
    if family == "organisation":
        bare = words(name)
        generic = len(bare) == 1 and bare[0] in GENERIC
        return not generic and not any(map(is_acronym, acronym_parts(name)))
    return True


def _chains(reading: Reading) -> list[list[int]]:
    union = Unions(len(reading.mentions))
    for chain in reading.chains:
        for index in chain[1:]:
            union.join(chain[0], index)
    return list(union.groups().values())


def _is_node(reading: Reading, group: Sequence[int]) -> bool:
    named = [i for i in group if reading.mentions[i].form == "named"]
    if not named:
        return _is_event(reading, group)
    return ontology().is_node(reading.mentions[named[0]].type)


def _is_event(reading: Reading, group: Sequence[int]) -> bool:
    return any(reading.mentions[i].event is not None for i in group)


def _without_relatives(reading: Reading, group: list[int], text: str) -> Iterator[list[int]]:
    """Take out bare surnames that the words before them give to somebody else."""
    if not text or all(reading.mentions[i].type != "PERSON" for i in group):
        yield group
        return
    full = [i for i in group if is_whole(reading.mentions[i].text, "PERSON")]
    sexes = {sex for i in full if (sex := _sex(text, reading.mentions[i].start))}
    given = {person_parts(reading.mentions[i].text).words[0].key for i in full}
    kept: list[int] = []
    others: dict[str, list[int]] = defaultdict(list)
    for index in group:
        mention = reading.mentions[index]
        if index in full or mention.form != "named" or not full or normal(mention.text) in given:
            kept.append(index)
            continue
        before = text[max(0, mention.start - _BEFORE) : mention.start]
        relative, sex = _RELATIVE.search(before), _sex(text, mention.start)
        if relative is not None:
            others[relative[1]].append(index)
        elif sex and len(sexes) == 1 and sex not in sexes:
            others[sex].append(index)
        else:
            kept.append(index)
    yield kept
    yield from others.values()


def _sex(text: str, start: int) -> str:
    before = text[max(0, start - _BEFORE) : start]
    if _FEMALE_TITLE.search(before):
        return "f"
    return "m" if _MALE_TITLE.search(before) else ""


def _apart(document: str, constraints: Constraints) -> dict[int, set[int]]:
    apart: dict[int, set[int]] = defaultdict(set)
    for (one, first), (other, second) in constraints.different:
        if one == other == document:
            apart[first].add(second)
            apart[second].add(first)
    return apart


def _split(
    reading: Reading, group: list[int], apart: Mapping[int, set[int]]
) -> Iterator[list[int]]:
    """Divide a chain of which a person keeps mentions apart.

    Those kept apart begin groups; another mention goes to the only group that has its name, else
    to the nearest before it among those that have, else among all.
    """
    seeds = [index for index in group if apart.get(index, set()) & set(group)]
    parts: list[list[int]] = []
    for seed in seeds:
        for part in parts:
            alike = normal(reading.mentions[part[0]].text) == normal(reading.mentions[seed].text)
            if alike and not any(member in apart[seed] for member in part):
                part.append(seed)
                break
        else:
            parts.append([seed])
    if not parts:
        yield group
        return
    begun = [tuple(part) for part in parts]
    for index in group:
        if index in seeds:
            continue
        name = normal(reading.mentions[index].text)
        having = [
            number
            for number, part in enumerate(begun)
            if any(normal(reading.mentions[i].text) == name for i in part)
        ] or list(range(len(parts)))
        nearest = max(
            having,
            key=lambda number: (
                max((i for i in begun[number] if i < index), default=-1),
                -number,
            ),
        )
        parts[nearest].append(index)
    yield from (sorted(part) for part in parts)


def _said(reading: Reading) -> dict[int, list[tuple[frozenset[str], frozenset[str], int | None]]]:
    """Return, by subject, words of position, words of what it is a position in, and the year."""
    said: dict[int, list[tuple[frozenset[str], frozenset[str], int | None]]] = defaultdict(list)
    for statement in reading.statements:
        if statement.value is None or statement.polarity == "denied":
            continue
        owner = ""
        if statement.object is not None:
            owner = reading.mentions[statement.object].text
        year = statement.when[:4] if statement.when else ""
        said[statement.subject].append(
            (
                frozenset(w for w in words(statement.value.text) if len(w) > 2),
                frozenset((normal(owner),) if owner else ()),
                int(year) if year.isdigit() else None,
            )
        )
    return said


def _profile(
    document: str,
    reading: Reading,
    group: Sequence[int],
    text: str,
    said: Mapping[int, list[tuple[frozenset[str], frozenset[str], int | None]]],
) -> Profile | None:
    named = [reading.mentions[i] for i in group if reading.mentions[i].form == "named"]
    forms = Counter(mention.text for mention in named if normal(mention.text))
    if not forms:  # nothing to compare it by: who takes part in it decides, when deriving
        first = reading.mentions[min(group)].text
        return (
            Profile(
                key=(document, min(group)),
                mentions=tuple(sorted(group)),
                family="EVENT",
                name=first,
                names=(),
                is_full=False,
            )
            if _is_event(reading, group)
            else None
        )
    votes: dict[str, float] = defaultdict(float)
    for mention in named:
        votes[mention.type] += 1 + mention.score
    family = ontology().family(min(votes, key=lambda kind: (-votes[kind], kind)))
    name = _telling(forms, family)
    facts = [fact for index in group for fact in said.get(index, ())]
    sexes = {
        sex
        for mention in named
        if family == "PERSON"
        and (sex := _sex(text, mention.start) or person_parts(mention.text).sex)
    }
    return Profile(
        key=(document, min(group)),
        mentions=tuple(sorted(group)),
        family=family,
        name=name,
        names=tuple(sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
        is_full=is_whole(name, family),
        sex=sexes.pop() if len(sexes) == 1 else "",
        positions=frozenset(word for fact in facts for word in fact[0]),
        owners=frozenset(word for fact in facts for word in fact[1]),
        years=frozenset(fact[2] for fact in facts if fact[2] is not None),
    )


def _telling(forms: Iterable[str], family: str) -> str:
    """Choose the name that says most: no acronym, most words, longest, first by letters."""

    def rank(name: str) -> tuple[object, ...]:
        parts = person_parts(name).words if family == "PERSON" else words(name)
        full = sum(not getattr(p, "is_initial", False) for p in parts)
        return (not is_whole(name, family), is_acronym(name), -full, -len(name), name)

    return min(forms, key=rank)
