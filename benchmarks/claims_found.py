"""What a program found, in the words of the gold: its entities and events as the gold's ids.

An entity is, in one document, the gold's entity whose marks its mentions lie on most often. An
event is the gold's event whose triggers its mentions lie on; where they lie on none, the only
event of its kind in the passage. All offsets are Unicode code points, half-open ``[start, end)``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.claims_gold import Anchored, ClaimsDocument, GoldEvent
from benchmarks.gold import GoldEntity, GoldMention, in_prose
from corpus import SetAside
from graph.model import Claim, Entity, Evidence, Mention, Modality, Polarity, Value
from graph.names import normal

__all__ = ["FoundClaim", "FoundDocument", "GoldSide", "found_claims", "gold_side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A document of the case and what was found in it.

    ``claims`` are those with evidence in it; ``kinds`` gives the kind of each entity that is an
    event.
    """

    id: str
    text: str
    set_aside: Sequence[SetAside]
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    entities: Mapping[str, Entity]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """One claim in one passage, its ends as ids of the gold; ``None`` where the gold has none.

    ``outside`` is whether it is about an event of which the gold does not speak and need not: one
    in which nobody and nothing with an id takes part.
    """

    passage: tuple[int, int]
    subject: str | None
    predicate: str
    role: str | None
    object: str | None
    has_object: bool
    value: Value | None
    when: str | None
    polarity: Polarity
    modality: Modality
    speakers: tuple[str | None, ...]
    score: float
    kind: str | None
    outside: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSide:
    """The gold of one document, laid on the text that was extracted from it.

    ``publisher`` is the id of who speaks in the whole document, if it has one.
    """

    file: str
    anchored: Anchored
    mentions: tuple[GoldMention, ...]
    publisher: str | None


def gold_side(gold: ClaimsDocument, text: str, set_aside: Sequence[SetAside]) -> GoldSide:
    """Lay the gold of a document on its extracted text, without what was set aside."""
    anchored = gold.anchored(text)

    def read(start: int, end: int) -> bool:
        return not any(s.start < end and start < s.end for s in set_aside)

    return GoldSide(
        file=gold.document.file,
        anchored=Anchored(
            tuple(p for p in anchored.passages if read(*p[0])),
            tuple(t for t in anchored.triggers if read(t[1], t[2])),
            tuple(t for t in anchored.traps if read(*t[0])),
        ),
        mentions=tuple(in_prose(gold.document.alignment(text).mentions, set_aside)),
        publisher=_publisher(gold.document.publisher, gold.document.entities.values()),
    )


def found_claims(
    document: FoundDocument, gold: GoldSide, events: Mapping[str, GoldEvent]
) -> tuple[list[FoundClaim], dict[str, str]]:
    """Return the claims found in a document, and the gold's event for each event found in it."""
    plain = [
        m
        for m in document.mentions
        if m.entity is not None and _kind(document.entities, m.entity) is None
    ]
    names = _entities(plain, gold.mentions)
    happened = _events(document, gold, events)
    ids = {**names, **happened}
    taking_part: dict[str, bool] = defaultdict(bool)
    for claim in document.claims:
        taking_part[claim.subject] |= claim.object in names
    found: dict[tuple[str, int, int], FoundClaim] = {}
    for claim in document.claims:
        kind = _kind(document.entities, claim.subject)
        outside = kind is not None and claim.subject not in ids and not taking_part[claim.subject]
        for evidence in claim.evidence:
            if evidence.document != document.id:
                continue
            where = evidence.position.start, evidence.position.end
            found.setdefault(
                (claim.id, *where),
                FoundClaim(
                    passage=where,
                    subject=ids.get(claim.subject),
                    predicate=claim.predicate,
                    role=claim.role,
                    object=None if claim.object is None else ids.get(claim.object),
                    has_object=claim.object is not None,
                    value=claim.value,
                    when=claim.when,
                    polarity=claim.polarity,
                    modality=evidence.modality,
                    speakers=_speakers(evidence, names, gold.publisher),
                    score=evidence.score,
                    kind=kind,
                    outside=outside,
                    words=_words(claim, document.entities),
                ),
            )
    return list(found.values()), happened


def _publisher(name: str | None, entities: Iterable[GoldEntity]) -> str | None:
    if name is None:
        return None
    wanted = normal(name)
    found = [e.id for e in entities if wanted in {normal(n) for n in (e.name, *e.aliases)}]
    return found[0] if len(found) == 1 else None


def _entities(mentions: Sequence[Mention], gold: Sequence[GoldMention]) -> dict[str, str]:
    """Return for each entity the gold's entity on whose marks most of its mentions lie."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        for mark in gold:
            overlaps = mark.start < mention.end and mention.start < mark.end
            if mention.entity is not None and mark.entity is not None and overlaps:
                votes[mention.entity][mark.entity] += 1
    return {entity: _most(counted) for entity, counted in votes.items()}


def _events(
    document: FoundDocument, gold: GoldSide, events: Mapping[str, GoldEvent]
) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    triggers = [*gold.anchored.triggers]
    triggers += [
        (m.entity, m.start, m.end)
        for m in gold.mentions
        if m.entity is not None and m.entity in events
    ]
    for mention in document.mentions:
        kind = None if mention.entity is None else _kind(document.entities, mention.entity)
        if mention.entity is None or kind is None:
            continue
        there = {e for e, start, end in triggers if start < mention.end and mention.start < end}
        there = {e for e in there if kind in events[e].kinds} or there
        if not there:
            there = {
                t.event
                for (start, end), passage in gold.anchored.passages
                if start <= mention.start and mention.end <= end
                for t in passage.triggers
                if kind in events[t.event].kinds
            }
            there = there if len(there) == 1 else set()
        votes[mention.entity].update(there)
    return {entity: _most(counted) for entity, counted in votes.items() if counted}


def _kind(entities: Mapping[str, Entity], key: str) -> str | None:
    entity = entities.get(key)
    return None if entity is None or entity.event is None else entity.event.kind


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda key: (-counted[key], key))


def _speakers(
    evidence: Evidence, names: Mapping[str, str], publisher: str | None
) -> tuple[str | None, ...]:
    """Return who is heard inside the text; the publisher speaking of itself is not among them."""
    inside = evidence.attributed_to[1:]
    chain = [None if s.entity is None else names.get(s.entity) for s in inside]
    return tuple(key for key in chain if key is None or key != publisher)


def _words(claim: Claim, entities: Mapping[str, Entity]) -> str:
    def name(key: str | None) -> str:
        return "" if key is None else entities[key].name if key in entities else key

    value = "" if claim.value is None else claim.value.text
    denied = "NOT " if claim.polarity == "denied" else ""
    parts = (name(claim.subject), denied + claim.predicate, claim.role, value, name(claim.object))
    return " | ".join(" ".join(part.split()) for part in parts if part)
