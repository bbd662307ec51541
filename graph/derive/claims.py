"""Claims: statements of all readings that say the same of the same, with their passages.

A statement whose score is below the threshold makes a candidate, kept apart for a person to judge.
A candidate that says what a claim says too is further evidence for it, and no part of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus import Document
from graph.derive.by_hand import PERSON, maker
from graph.derive.independence import independence_groups
from graph.extract.scores import threshold
from graph.extract.time import resolve
from graph.identity import MentionKey
from graph.model import (
    Claim,
    Entity,
    Evidence,
    EvidenceGenerator,
    Reading,
    Speaker,
    Statement,
    Value,
    public_id,
)
from graph.names import normal

Key = tuple[str, str, str | None, str | None, str | None, str | None, str]

THRESHOLD = threshold()
"""The least score at which a statement is drawn; below it, it waits as a candidate."""


def claims(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    owner: Mapping[MentionKey, str],
    entities: Sequence[Entity],
    reprint_groups: Mapping[str, str],
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the claims and the candidates, each by id.

    A statement about an unresolved mention gives neither. Dates that a text gives against its own
    date are resolved here, by the document's metadata; one that cannot be stays in words.
    """
    publishers = _organisations(entities)
    names = {entity.id: entity.name for entity in entities}
    said: dict[bool, dict[Key, list[tuple[Statement, Evidence]]]] = {
        True: defaultdict(list),
        False: defaultdict(list),
    }
    for document_id in sorted(readings):
        document, reading = documents[document_id], readings[document_id]
        for unresolved in reading.statements:
            statement = dated(unresolved, document)
            subject = owner.get((document_id, statement.subject))
            object_ = None
            if statement.object is not None:
                object_ = owner.get((document_id, statement.object))
                if object_ is None:
                    continue
            if subject is None or subject == object_:
                continue
            key = (
                subject,
                statement.predicate,
                statement.role,
                object_,
                _value_key(statement.value),
                statement.when,
                statement.polarity,
            )
            chain = tuple(
                _chain(
                    document, reading, statement, owner=owner, names=names, publishers=publishers
                )
            )
            evidence = _evidence(document, reading, statement, chain)
            said[statement.score >= THRESHOLD][key].append((statement, evidence))
    drawn, waiting = (
        tuple(
            sorted(
                (_claim(prefix, key, pieces, reprint_groups) for key, pieces in group.items()),
                key=lambda claim: claim.id,
            )
        )
        for prefix, group in (("clm", said[True]), ("cnd", said[False]))
    )
    return drawn, waiting


def dated(statement: Statement, document: Document) -> Statement:
    """Return a statement with its date resolved against its document's, where that is known."""
    when = statement.when
    if when is None and statement.relative is not None:
        when = resolve(statement.relative, document.published)
    value = statement.value
    if value is not None and value.kind == "date" and when is not None:
        value = replace(value, text=when)
    return replace(statement, when=when, value=value)


def _claim(
    prefix: str,
    key: Key,
    pieces: Sequence[tuple[Statement, Evidence]],
    reprint_groups: Mapping[str, str],
) -> Claim:
    distinct = {
        (e.document, e.position, e.spans.subject, e.spans.object, e.spans.value): e
        for _, e in sorted(pieces, key=lambda p: _weight(p[1]))
    }
    ordered = sorted(
        distinct.values(),
        key=lambda e: (
            e.document,
            e.position.start,
            e.spans.subject.start if e.spans.subject else 0,
        ),
    )
    subject, predicate, role, object_, _, when, polarity = key
    claim = Claim(
        id=public_id(prefix, *key),
        subject=subject,
        predicate=predicate,
        role=role,
        object=object_,
        value=_value([s.value for s, _ in pieces if s.value is not None]),
        when=when,
        polarity="denied" if polarity == "denied" else "affirmed",
        modalities=(),
        independent_sources=0,
        rank="normal",
        deprecated_reason=None,
        score=0.0,
        evidence=tuple(ordered),
    )
    return supported(claim, ordered, reprint_groups)


def supported(
    claim: Claim, evidence: Sequence[Evidence], reprint_groups: Mapping[str, str]
) -> Claim:
    """Return a claim as it stands on some passages: its modalities, sources and score."""
    groups = independence_groups([(e.document, e.attributed_to) for e in evidence], reprint_groups)
    return replace(
        claim,
        modalities=tuple(sorted({e.modality for e in evidence})),
        independent_sources=len(set(groups)),
        score=max(e.score for e in evidence),
        evidence=tuple(
            replace(e, independence_group=group) for e, group in zip(evidence, groups, strict=True)
        ),
    )


def _weight(evidence: Evidence) -> tuple[object, ...]:
    """Of two readings of the same words a person's outweighs, the last of them, then the score."""
    made = evidence.generated_by
    return (True, 0.0, "") if made.component == PERSON else (False, evidence.score, made.rule or "")


def _value_key(value: Value | None) -> str | None:
    return (
        None if value is None else f"{value.kind}:{normal(value.text)}:{value.number}:{value.unit}"
    )


def _value(values: Sequence[Value]) -> Value | None:
    """Return the wording that most passages use."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v.text)) if counted else None


def _chain(
    document: Document,
    reading: Reading,
    statement: Statement,
    *,
    owner: Mapping[MentionKey, str],
    names: Mapping[str, str],
    publishers: Mapping[str, str | None],
) -> Iterator[Speaker]:
    """Yield who says so, outermost first: publisher or author, then the speakers in the text."""
    if document.publisher is not None:
        entity = publishers.get(normal(document.publisher))
        yield Speaker(entity=entity, name=document.publisher, how="publisher", cue=None)
    elif document.authors:
        yield Speaker(entity=None, name=", ".join(document.authors), how="author", cue=None)
    else:
        yield Speaker(entity=None, name=None, how="author", cue=None)
    for speaker in statement.speakers:
        entity = name = None
        if speaker.mention is not None:
            entity = owner.get((document.id, speaker.mention))
            name = reading.mentions[speaker.mention].text if entity is None else names[entity]
        elif speaker.words is not None:
            name = " ".join(document.text[speaker.words.start : speaker.words.end].split())
        yield Speaker(entity=entity, name=name, how=speaker.how, cue=speaker.cue)


def _evidence(
    document: Document, reading: Reading, statement: Statement, chain: tuple[Speaker, ...]
) -> Evidence:
    passage = statement.passage
    component, version = maker(statement.component, reading.pipeline)
    return Evidence(
        document=document.id,
        content_sha256=document.content_sha256,
        page=document.page_of(passage.start),
        position=passage,
        quote=document.quote(passage.start, passage.end),
        spans=statement.spans,
        attributed_to=chain,
        modality=statement.modality,
        score=statement.score,
        generated_by=EvidenceGenerator(
            component=component,
            version=version,
            rule=statement.rule,
        ),
        independence_group=document.id,
    )


def _organisations(entities: Sequence[Entity]) -> dict[str, str | None]:
    """Return organisations by name; ``None`` where several bear it."""
    found: dict[str, str | None] = {}
    for entity in entities:
        if entity.type == "ORG":
            for name in {normal(entity.name), *(normal(alias) for alias in entity.aliases)}:
                found[name] = entity.id if found.get(name, entity.id) == entity.id else None
    return found
