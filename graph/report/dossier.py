"""The dossier: what the documents of a case say about one entity, read from the case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graph.case import Case
from graph.model import Claim, Entity, Span
from graph.names import normal
from graph.ontology import ontology
from graph.query import mentioned_with
from graph.query.comentions import CoMention, CoPassage
from graph.query.rulings import entity_rulings, rulings
from graph.report import wording
from graph.report.content import CaseCounts, Dossier, Form, Naming, Neighbour, Ref, Unclear
from graph.report.footnotes import Footnotes
from graph.report.statements import Statements

MAX_STATEMENTS = 400
MAX_FORMS = 24
MAX_NEIGHBOURS = 40
MAX_NAMINGS = 100
MAX_UNCLEAR = 12
UNCLEAR_PASSAGES = 5
PASSAGES_EACH = 2
"""Passages cited for a neighbour, and for a document in which the entity is named."""

__all__ = ["Dossier", "dossier"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands; ``sentence`` is what is quoted for it.

    ``weight`` is 0 where a claim about the entity rests on the sentence, 2 where the sentence
    tells of a rumour or an accusation, and 1 elsewhere.
    """

    document: str
    span: Span
    sentence: Span
    text: str
    form: str
    weight: int = 1


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
    every = sorted(case.derived.claims(entity.id), key=_weight)
    claims = [claim for claim in every if claim.rank != "deprecated"]
    places = _places(case, entity.id, claims)
    forms = _forms(places, entity.name)
    shown_forms = tuple(
        Form(text=text, count=count, refs=(_cite(notes, best),))
        for text, count, best in forms[:MAX_FORMS]
    )
    unclear = _unclear(case, entity, notes)
    shown = claims[:MAX_STATEMENTS]
    names = _names(case, [*(c.subject for c in shown), *(c.object for c in shown if c.object)])
    decided = rulings(case.connection, (claim.id for claim in shown))
    names |= {entity.id: entity.name}
    groups = Statements(entity.id, names, notes, decided).groups(shown)
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
        decided=tuple(one.words for one in entity_rulings(case, entity.id)),
        forms=shown_forms,
        forms_left_out=max(0, len(forms) - MAX_FORMS),
        unnamed_mentions=sum(place.form != "named" for place in places),
        unclear=unclear,
        mentions=entity.mention_count,
        documents=entity.document_count,
        independent_sources=entity.independent_sources,
        groups=groups,
        statements=len(claims),
        statements_left_out=max(0, len(claims) - MAX_STATEMENTS),
        set_aside=len(every) - len(claims),
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


def _places(case: Case, entity: str, claims: Sequence[Claim]) -> list[_Place]:
    """Return where the entity is mentioned, the oldest document first, undated ones last."""
    rows = case.connection.execute(
        "SELECT d.public_id, m.start, m.stop, m.sentence_start, m.sentence_stop, m.text, m.form,"
        " substr(d.text, m.sentence_start + 1, m.sentence_stop - m.sentence_start)"
        " FROM mention m JOIN entity e ON e.id = m.entity JOIN document d ON d.id = m.document"
        " WHERE e.public_id = ?"
        " ORDER BY d.published IS NULL, d.published, d.public_id, m.start",
        (entity,),
    )
    stated: dict[str, list[Span]] = defaultdict(list)
    for evidence in (e for claim in claims for e in claim.evidence if e.modality == "asserted"):
        stated[evidence.document].append(evidence.position)
    places = []
    for row in rows:
        sentence = Span(row[3], row[4])
        carries = any(
            p.start < sentence.end and sentence.start < p.end for p in stated.get(row[0], ())
        )
        weight = 0 if carries else 2 if wording.is_rumour(row[7]) else 1
        places.append(_Place(row[0], Span(row[1], row[2]), sentence, row[5], row[6], weight))
    return places


def _unclear(case: Case, entity: Entity, notes: Footnotes) -> tuple[Unclear, ...]:
    """Return the names left unresolved that could mean the entity, the commonest first.

    Whom a name could mean is told by the names of its own document.
    """
    known = ontology()
    family = known.family(entity.type)
    rows = case.connection.execute(
        "SELECT d.id, d.public_id, m.start, m.stop, m.sentence_start, m.sentence_stop, m.text,"
        " m.type"
        " FROM mention m JOIN document d ON d.id = m.document WHERE m.entity IS NULL"
        " ORDER BY d.published IS NULL, d.published, d.public_id, m.start"
    ).fetchall()
    mine = {normal(name) for name in (entity.name, *entity.aliases)}
    found: dict[str, list[_Place]] = defaultdict(list)
    bearers: dict[str, set[str]] = defaultdict(lambda: {entity.name})
    for row in rows:
        if known.family(row[7]) != family:
            continue
        form = normal(row[6])
        if any(_fits(form, name) for name in mine):
            sentence = Span(row[4], row[5])
            found[form].append(_Place(row[1], Span(row[2], row[3]), sentence, row[6], "named"))
            bearers[form] |= _bearers(case, row[0], form, family)
    order = sorted(found, key=lambda form: (-len(found[form]), form))[:MAX_UNCLEAR]
    return tuple(
        Unclear(
            text=_flat(found[form][0].text),
            count=len(found[form]),
            names=tuple(sorted(_flat(name) for name in bearers[form])),
            refs=tuple(_cite(notes, place) for place in found[form][:UNCLEAR_PASSAGES]),
        )
        for form in order
    )


def _bearers(case: Case, document: int, form: str, family: str) -> set[str]:
    rows = case.connection.execute(
        "SELECT DISTINCT e.name, e.type, m.text FROM mention m JOIN entity e ON e.id = m.entity"
        " WHERE m.document = ?",
        (document,),
    )
    return {
        name
        for name, entity_type, text in rows
        if ontology().family(entity_type) == family and _fits(form, normal(text))
    }


def _fits(form: str, name: str) -> bool:
    """Whether a form is a name or its last words; both are normal forms."""
    return bool(form) and f" {name}".endswith(f" {form}")


def _cite(notes: Footnotes, place: _Place) -> Ref:
    return notes.cite(place.document, place.sentence, [(place.span, "name")])


def _forms(places: Sequence[_Place], name: str) -> list[tuple[str, int, _Place]]:
    """Return the forms of the name: the entity's own first, then the commonest."""
    counts: Counter[str] = Counter()
    best: dict[str, _Place] = {}
    for place in places:
        if place.form == "named":
            text = _flat(place.text)
            counts[text] += 1
            if text not in best or place.weight < best[text].weight:
                best[text] = place
    order = sorted(counts, key=lambda text: (text != _flat(name), -counts[text], text))
    return [(text, counts[text], best[text]) for text in order]


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
    sober = [place for place in first.values() if place.weight < 2] or list(first.values())
    best = sorted(sober, key=lambda place: (place.weight, place.span))[:PASSAGES_EACH]
    chosen = sorted(best, key=lambda place: place.span)
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
