"""Documents with relations between entities: Re-DocRED and FewRel.

Both name relations by Wikidata's properties. Re-DocRED gives all facts of a document; FewRel one
pair of a sentence with one fact, so that nothing is known of its other pairs.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.coref_data import Split, resplit

#: Types of entities, from 1; 0 is unknown.
TYPES = ("", "PER", "ORG", "LOC", "TIME", "MISC", "NUM")


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity with the spans of its mentions, words ``[start, end)``."""

    kind: str
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Entities ``head`` and ``tail`` stand in ``relation``, by these sentences (from 0)."""

    head: int
    tail: int
    relation: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RelationDocument:
    """A document in run-time words.

    Attributes
    ----------
    known
        Pairs of entities of which all facts are given; None for all pairs.
    """

    name: str
    source: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    known: frozenset[tuple[int, int]] | None = None


def re_docred(data: Path, documents: range, split: Split) -> Iterator[RelationDocument]:
    """Re-DocRED."""
    with gzip.open(data / "re_docred/dev_revised.json.gz", "rt", encoding="utf-8") as file:
        loaded = json.load(file)
    for number in documents:
        raw = loaded[number]
        flat = [w for s in raw["sents"] for w in s]
        words, first = resplit(flat, split)
        before = [0]
        for sentence in raw["sents"]:
            before.append(before[-1] + len(sentence))
        # Empty sentences are left out; evidence is numbered anew.
        full = [n for n, s in enumerate(raw["sents"]) if s]
        renumber = {old: new for new, old in enumerate(full)}
        entities = []
        for vertex in raw["vertexSet"]:
            spans = sorted(
                {
                    (
                        first[before[m["sent_id"]] + m["pos"][0]],
                        first[before[m["sent_id"]] + m["pos"][1]],
                    )
                    for m in vertex
                }
            )
            entities.append(Entity(vertex[0]["type"], tuple(spans)))
        facts = tuple(
            Fact(f["h"], f["t"], f["r"], tuple(renumber[e] for e in f["evidence"] if e in renumber))
            for f in raw["labels"]
        )
        yield RelationDocument(
            raw["title"], "re_docred", tuple(words), tuple(first[before[n]] for n in full),
            tuple(entities), facts,
        )  # fmt: skip


def crop(document: RelationDocument, first: int, last: int) -> RelationDocument:
    """Return sentences ``[first, last)``, with the facts that rest on them alone.

    Of a pair whose facts rest on other sentences, or on none that are known, nothing is known.
    """
    start = document.starts[first]
    end = [*document.starts, len(document.words)][last]
    entities: list[Entity] = []
    number: dict[int, int] = {}
    for old, entity in enumerate(document.entities):
        inside = tuple(
            (a - start, b - start) for a, b in entity.mentions if start <= a and b <= end
        )
        if inside:
            number[old] = len(entities)
            entities.append(Entity(entity.kind, inside))
    facts: list[Fact] = []
    unknown: set[tuple[int, int]] = set()
    for fact in document.facts:
        if fact.head not in number or fact.tail not in number:
            continue
        pair = number[fact.head], number[fact.tail]
        if fact.evidence and all(first <= e < last for e in fact.evidence):
            facts.append(Fact(*pair, fact.relation, tuple(e - first for e in fact.evidence)))
        else:
            unknown.add(pair)
    size = len(entities)
    known = {(h, t) for h in range(size) for t in range(size) if h != t} - unknown
    return RelationDocument(
        f"{document.name} {first}-{last}", document.source, document.words[start:end],
        tuple(s - start for s in document.starts[first:last]), tuple(entities), tuple(facts),
        frozenset(known),
    )  # fmt: skip


#: FewRel's relations between two people.
_PEOPLE = frozenset(("P25", "P26", "P40"))

#: FewRel's relations that Re-DocRED has too, each with its inverse if that follows.
FEWREL = {
    "P361": "P527", "P206": "", "P155": "P156", "P26": "P26", "P25": "P40", "P463": "",
    "P40": "", "P364": "",
}  # fmt: skip


def fewrel(data: Path, split: Split) -> Iterator[RelationDocument]:
    """FewRel, where its relation is one of Re-DocRED's."""
    path = data / "fewrel/val_wiki_train.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        loaded = json.load(file)
    for relation, inverse in FEWREL.items():
        for number, row in enumerate(loaded[relation]):
            words, first = resplit(row["tokens"], split)
            entities = tuple(
                Entity(
                    "PER" if relation in _PEOPLE else "",
                    tuple((first[places[0]], first[places[-1] + 1]) for places in row[side][2]),
                )
                for side in "ht"
            )
            facts = [Fact(0, 1, relation, (0,))]
            if inverse:
                facts.append(Fact(1, 0, inverse, (0,)))
            yield RelationDocument(
                f"{relation}-{number}", "fewrel", tuple(words), (0,), entities, tuple(facts),
                frozenset((f.head, f.tail) for f in facts),
            )  # fmt: skip


def relation_names(data: Path, documents: range) -> tuple[str, ...]:
    """Return the relations of these documents of Re-DocRED, sorted by number."""
    with gzip.open(data / "re_docred/dev_revised.json.gz", "rt", encoding="utf-8") as file:
        loaded = json.load(file)
    found = {f["r"] for n in documents for f in loaded[n]["labels"]}
    return tuple(sorted(found, key=lambda r: int(r[1:])))
