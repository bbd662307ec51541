"""Types, predicates, kinds of events, roles and words: read once from ``ontology.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """A type of entity: its name, what people call it, and whether it becomes a node."""

    name: str
    label: str
    node: bool
    followthemoney: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """What a claim may say: the types its ends may have, its labels and its mappings."""

    name: str
    label: str
    denied_label: str
    family: str
    subject: frozenset[str]
    object: frozenset[str]
    object_required: bool
    value: str
    inverse: str
    symmetric: bool
    wikidata: str
    followthemoney: str
    plover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part in an event: its label for people and the types of those who may have it."""

    name: str
    label: str
    types: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """A kind of event, the words that name one, and how its parts are put into words.

    Attributes
    ----------
    verbs, nouns : frozenset of str
        Lemmas, some of several words.
    weak : frozenset of str
        Those of them that name such an event only if what they govern fits a role.
    roles : mapping of str to tuple of str
        For each role, the arguments that it comes from, surest first: ``ARG0`` is the subject of
        the active and the agent of the passive, ``ARG1`` the object of the active and the subject
        of the passive, ``ARG2`` the indirect object; else the preposition that leads to it.
    possessive : str
        The argument that the noun's possessor is: of "her arrest" ``ARG1``, of "her resignation"
        ``ARG0``.
    counts : str
        The role whose holders a number counts; empty where numbers count nobody.
    labels : tuple of str
        Templates with roles, ``place`` and ``number`` in braces; the first whose slots are all
        known is used. A role with an ``s`` behind it is known where two or more have it.
    alone : frozenset of str
        Verbs that name such an event only without an object or a clause: "they demonstrated", not
        "they demonstrated that it works".
    both : frozenset of str
        Words that name such an event only where two sides of it are known: "gave it to".
    not_beside : frozenset of str
        Words right beside a noun, or governing it, with which it names something else.
    otherwise : mapping of str to mapping
        The roles of those words whose arguments are not those of the others: who sells gives, who
        buys receives.
    """

    name: str
    label: str
    family: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    weak: frozenset[str]
    roles: Mapping[str, tuple[str, ...]]
    possessive: str
    counts: str
    labels: tuple[str, ...]
    wikidata: str
    followthemoney: str
    plover: str
    ace: str
    alone: frozenset[str]
    both: frozenset[str]
    not_beside: frozenset[str]
    otherwise: Mapping[str, Mapping[str, tuple[str, ...]]]

    def as_said_by(self, phrase: str) -> EventKind:
        """Return the kind with the roles that one of its words gives, where they are its own."""
        roles = self.otherwise.get(phrase)
        return self if roles is None else replace(self, roles=roles)

    def title(self, slots: Mapping[str, str]) -> str:
        """Return what to call such an event, for example "execution of Mara Venn".

        Parameters
        ----------
        slots : mapping of str to str
            What is known: names by role, and by ``place`` and ``number``.
        """
        for template in self.labels:
            wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
            if all(slots.get(name) for name in wanted):
                return template.format_map(slots)
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionWords:
    """Vocabulary of positions: heads, what may precede them, and what forbids a claim."""

    heads: frozenset[str]
    weak_heads: frozenset[str]
    ranks: frozenset[str]
    modifiers: frozenset[str]
    status: frozenset[str]
    blockers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """Cues of speech and of doubt."""

    verbs: frozenset[str]
    alleging: frozenset[str]
    hypothetical: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Everything that ``ontology.toml`` says.

    ``light_verbs`` maps verbs that only carry a noun ("carry out an execution") to the argument
    or role of the noun that their subject is.
    """

    types: Mapping[str, EntityType]
    families: Mapping[str, str]
    predicates: Mapping[str, Predicate]
    roles: Mapping[str, Role]
    events: Mapping[str, EventKind]
    light_verbs: Mapping[str, str]
    positions: PositionWords
    speech: SpeechWords

    def family(self, entity_type: str) -> str:
        """Return the family within which types are interchangeable, else the type itself."""
        return self.families.get(entity_type, entity_type)

    def is_node(self, entity_type: str) -> bool:
        """Whether mentions of this type become entities (dates, say, do not)."""
        known = self.types.get(entity_type)
        return known is not None and known.node


@cache
def ontology_sha256() -> str:
    """Return the hash of the ontology's file: another ontology reads differently."""
    return hashlib.sha256(files("graph").joinpath("ontology.toml").read_bytes()).hexdigest()


def _types(words: Iterable[str], sets: Mapping[str, list[str]]) -> frozenset[str]:
    """Return types, those of a set where its name is given."""
    return frozenset(kind for word in words for kind in sets.get(word, [word]))


def _predicate(name: str, fields: dict[str, Any], sets: Mapping[str, list[str]]) -> Predicate:
    ends = {end: _types(fields.pop(end), sets) for end in ("subject", "object")}
    return Predicate(name=name, subject=ends["subject"], object=ends["object"], **fields)


def _event(name: str, fields: dict[str, Any]) -> EventKind:
    fields |= {key: frozenset(fields[key]) for key in ("verbs", "nouns", "weak")}
    fields["roles"] = {role: tuple(places) for role, places in fields["roles"].items()}
    fields["labels"] = tuple(fields["labels"])
    fields["alone"] = frozenset(fields.get("alone", ()))
    fields["both"] = frozenset(fields.get("both", ()))
    fields["not_beside"] = frozenset(fields.get("not_beside", ()))
    fields["otherwise"] = {
        word: {role: tuple(places) for role, places in row["roles"].items()}
        for row in fields.get("otherwise", ())
        for word in row["words"]
    }
    return EventKind(name=name, **fields)


@cache
def ontology() -> Ontology:
    """Return the ontology shipped with the package."""
    raw = tomllib.loads(files("graph").joinpath("ontology.toml").read_text(encoding="utf-8"))
    sets = raw["sets"]
    return Ontology(
        types={name: EntityType(name=name, **fields) for name, fields in raw["types"].items()},
        families={kind: family for family, kinds in raw["families"].items() for kind in kinds},
        predicates={
            name: _predicate(name, fields, sets) for name, fields in raw["predicates"].items()
        },
        roles={
            name: Role(name=name, label=row["label"], types=_types(row["types"], sets))
            for name, row in raw["roles"].items()
        },
        events={name: _event(name, fields) for name, fields in raw["events"].items()},
        light_verbs={
            verb: argument for argument, verbs in raw["light_verbs"].items() for verb in verbs
        },
        positions=PositionWords(
            **{key: frozenset(words) for key, words in raw["positions"].items()}
        ),
        speech=SpeechWords(**{key: frozenset(words) for key, words in raw["speech"].items()}),
    )
