"""The dossier: what the documents of a case say about one entity, read from the case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graph.case import Case
from graph.model import Claim, Entity, Span
from graph.ontology import ontology
from graph.query import mentioned_with
from graph.query.comentions import CoMention, CoPassage
from graph.report.content import CaseCounts, Dossier, Form, Naming, Neighbour, Ref
from graph.report.footnotes import Footnotes
from graph.report.statements import Statements

MAX_STATEMENTS = 400
MAX_FORMS = 24
MAX_NEIGHBOURS = 40
MAX_NAMINGS = 100
PASSAGES_EACH = 2
"""Passages cited for a neighbour, and for a document in which the entity is named."""

__all__ = ["Dossier", "dossier"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands; ``sentence`` is what is quoted for it."""

    document: str
    span: Span
    sentence: Span
    text: str
    form: str


def dossier(case: Case, entity: Entity) -> Dossier:
    """Return what the documents of a case say about an entity.

    Only what is in the case goes in, so the same case gives the same dossier. Documents that
    have been retracted are neither cited nor counted.

    Parameters
    ----------
    case : Case
        With derived data that are up to date.
    entity : Entity
        One of the case's.
    """
    notes = Footnotes(case)
    places = _places(case, entity.id)
    forms = _forms(places, entity.name)
    shown_forms = tuple(
        Form(text=text, count=count, refs=(_cite(notes, first),))
        for text, count, first in forms[:MAX_FORMS]
    )
    claims = sorted(case.derived.claims(entity.id), key=_weight)
    shown = claims[:MAX_STATEMENTS]
    names = _names(case, [*(c.subject for c in shown), *(c.object for c in shown if c.object)])
    groups = Statements(entity.id, names | {entity.id: entity.name}, notes).groups(shown)
    pairs = sorted(
        mentioned_with(case, entity=entity.id),
        key=lambda p: (-p.sentence_count, -p.independent_sources, p.one, p.other),
    )
    neighbours = _neighbours(case, entity.id, pairs[:MAX_NEIGHBOURS], notes)
    by_document = _by_document(places)
    namings = tuple(
        _naming(document, found, notes)
        for document, found in islice(by_document.items(), MAX_NAMINGS)
    )
    return Dossier(
        entity=entity.id,
        name=_flat(entity.name),
        type=_type(entity.type),
        forms=shown_forms,
        forms_left_out=max(0, len(forms) - MAX_FORMS),
        unnamed_mentions=sum(place.form != "named" for place in places),
        mentions=entity.mention_count,
        documents=entity.document_count,
        independent_sources=entity.independent_sources,
        groups=groups,
        statements=len(claims),
        statements_left_out=max(0, len(claims) - MAX_STATEMENTS),
        disputed=sum(bool(topic.contradictions) for group in groups for topic in group.topics),
        neighbours=neighbours,
        neighbours_left_out=max(0, len(pairs) - MAX_NEIGHBOURS),
        namings=namings,
        namings_left_out=max(0, len(by_document) - MAX_NAMINGS),
        footnotes=notes.footnotes(),
        sources=notes.sources(),
        counts=_counts(case),
        pipelines=_pipelines(case, entity.id),
    )


def _places(case: Case, entity: str) -> list[_Place]:
    """Return where the entity is mentioned, the oldest document first, undated ones last."""
    rows = case.connection.execute(
        "SELECT d.public_id, m.start, m.stop, m.sentence_start, m.sentence_stop, m.text, m.form"
        " FROM mention m JOIN entity e ON e.id = m.entity JOIN document d ON d.id = m.document"
        " WHERE e.public_id = ?"
        " ORDER BY d.published IS NULL, d.published, d.public_id, m.start",
        (entity,),
    )
    return [_Place(r[0], Span(r[1], r[2]), Span(r[3], r[4]), r[5], r[6]) for r in rows]


def _cite(notes: Footnotes, place: _Place) -> Ref:
    return notes.cite(place.document, place.sentence, [(place.span, "name")])


def _forms(places: Sequence[_Place], name: str) -> list[tuple[str, int, _Place]]:
    """Return the forms of the name: the entity's own first, then the commonest."""
    counts: Counter[str] = Counter()
    first: dict[str, _Place] = {}
    for place in places:
        if place.form == "named":
            text = _flat(place.text)
            counts[text] += 1
            first.setdefault(text, place)
    order = sorted(counts, key=lambda text: (text != _flat(name), -counts[text], text))
    return [(text, counts[text], first[text]) for text in order]


def _weight(claim: Claim) -> tuple[object, ...]:
    return (-claim.independent_sources, -len(claim.evidence), claim.id)


def _names(case: Case, ids: Sequence[str]) -> dict[str, str]:
    return {entity.id: entity.name for entity in case.derived.entities(ids)}


def _neighbours(
    case: Case, entity: str, pairs: Sequence[CoMention], notes: Footnotes
) -> tuple[Neighbour, ...]:
    others = [pair.other if pair.one == entity else pair.one for pair in pairs]
    known = {other.id: other for other in case.derived.entities(others)}
    groups = case.derived.reprint_groups()
    return tuple(
        Neighbour(
            name=_flat(known[other].name),
            type=_type(known[other].type),
            sentences=pair.sentence_count,
            independent_sources=pair.independent_sources,
            refs=tuple(
                notes.cite(p.document, p.position, [(p.one, "name"), (p.other, "name")])
                for p in _spread(pair.passages, groups)
            ),
        )
        for other, pair in zip(others, pairs, strict=True)
    )


def _spread(passages: Sequence[CoPassage], groups: dict[str, str]) -> list[CoPassage]:
    """Choose passages to cite, of independent documents where there are such."""
    seen: Counter[str] = Counter()
    ranked = []
    for place, passage in enumerate(passages):
        ranked.append((seen[groups[passage.document]], place, passage))
        seen[groups[passage.document]] += 1
    return [passage for _, _, passage in sorted(ranked, key=lambda r: r[:2])[:PASSAGES_EACH]]


def _by_document(places: Sequence[_Place]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        found[place.document].append(place)
    return found


def _naming(document: str, places: Sequence[_Place], notes: Footnotes) -> Naming:
    named = [place for place in places if place.form == "named"] or places
    first = {place.sentence: place for place in reversed(named)}
    chosen = sorted(first.values(), key=lambda place: place.span)[:PASSAGES_EACH]
    return Naming(
        source=notes.source(document),
        mentions=len(places),
        refs=tuple(_cite(notes, place) for place in chosen),
    )


def _counts(case: Case) -> CaseCounts:
    row = case.connection.execute(
        "SELECT count(*) FILTER (WHERE d.retracted_at IS NULL),"
        " count(*) FILTER (WHERE d.retracted_at IS NULL AND"
        " (r.id IS NULL OR json_extract(r.body, '$.unread') IS NOT NULL)),"
        " count(*) FILTER (WHERE d.retracted_at IS NOT NULL),"
        " (SELECT count(*) FROM source WHERE outcome IN ('failed', 'unsupported'))"
        " FROM document d LEFT JOIN reading r ON r.id = d.reading"
    ).fetchone()
    return CaseCounts(documents=row[0], unread=row[1], retracted=row[2], failed=row[3])


def _pipelines(case: Case, entity: str) -> tuple[str, ...]:
    rows = case.connection.execute(
        "SELECT DISTINCT m.version FROM mention m JOIN entity e ON e.id = m.entity"
        " WHERE e.public_id = ? ORDER BY m.version",
        (entity,),
    )
    return tuple(row[0] for row in rows)


def _type(entity_type: str) -> str:
    known = ontology().types.get(entity_type)
    return known.label if known is not None else entity_type.replace("_", " ").lower()


def _flat(text: str) -> str:
    return " ".join(text.split())
