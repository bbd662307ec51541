"""Kinds, predicates and position words: read once from ``ontology.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
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
    """Everything that ``ontology.toml`` says."""

    types: Mapping[str, EntityType]
    families: Mapping[str, str]
    predicates: Mapping[str, Predicate]
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


def _predicate(name: str, fields: dict[str, Any]) -> Predicate:
    ends = {end: frozenset(fields.pop(end)) for end in ("subject", "object")}
    return Predicate(name=name, subject=ends["subject"], object=ends["object"], **fields)


@cache
def ontology() -> Ontology:
    """Return the ontology shipped with the package."""
    raw = tomllib.loads(files("graph").joinpath("ontology.toml").read_text(encoding="utf-8"))
    return Ontology(
        types={name: EntityType(name=name, **fields) for name, fields in raw["types"].items()},
        families={kind: family for family, kinds in raw["families"].items() for kind in kinds},
        predicates={name: _predicate(name, fields) for name, fields in raw["predicates"].items()},
        positions=PositionWords(
            **{key: frozenset(words) for key, words in raw["positions"].items()}
        ),
        speech=SpeechWords(**{key: frozenset(words) for key, words in raw["speech"].items()}),
    )
