"""The views of an entity: all that is said of it, its claims one by one, who is named with it."""

from __future__ import annotations

import json
from collections import defaultdict

from graph.decide import user_name
from graph.edtf import when_words
from graph.explore.web.desk import Desk, pages, relation
from graph.explore.web.held import Held
from graph.explore.web.records import (
    ClaimsPage,
    DocumentUse,
    EntityPage,
    EventFacts,
    Group,
    Moment,
    Neighbour,
    Together,
    TogetherPage,
    Topic,
)
from graph.explore.web.timeline import moments_of
from graph.ontology import ontology
from graph.query.about import claims_about, near, said_about
from graph.query.joined import Network
from graph.query.rulings import entity_rulings

SHOWN = 10
"""Claims of one predicate that an entity's view opens with."""
PAGE = 40
POSITIONS = 24
NEIGHBOURS = 16
DOCUMENTS = 12
RULINGS = 8
TOGETHER = 60
_MENTIONS_READ = 4_000


def entity(desk: Desk, held: Held, *, id: str) -> EntityPage:
    """Return all that is said of an entity, the best supported first."""
    row = desk.entity_row(id)
    card = desk.entities([row])[0]
    network = held.network(desk.db)
    groups = _groups(desk, network, row)
    rulings = entity_rulings(desk.case, card.id)
    standing = desk.db.execute(
        "SELECT single, denied FROM standing WHERE entity = ?", (row,)
    ).fetchone() or (0, 0)
    return EntityPage(
        entity=card,
        event=_event(desk, row),
        positions=_positions(desk, row) if card.type != "EVENT" else [],
        groups=groups,
        single=standing[0],
        denied=standing[1],
        neighbours=_neighbours(desk, network, row),
        documents=_documents(desk, row),
        document_total=card.documents,
        aside=desk.claims(_aside(desk, row)),
        rulings=rulings[:RULINGS],
        ruling_total=len(rulings),
        user=user_name(),
    )


def _aside(desk: Desk, row: int) -> list[int]:
    """Return the claims about an entity that people have set aside."""
    rows = desk.db.execute(
        "SELECT id FROM claim WHERE rank = 'deprecated' AND subject = ?1 UNION"
        " SELECT id FROM claim WHERE rank = 'deprecated' AND object = ?1 ORDER BY 1 LIMIT ?2",
        (row, PAGE),
    )
    return [found[0] for found in rows]


def entity_claims(
    desk: Desk,
    held: Held,
    *,
    id: str,
    predicate: str | None = None,
    single: bool = False,
    page: int = 1,
) -> ClaimsPage:
    """Return the claims about an entity, those with the most independent sources first."""
    row = desk.entity_row(id)
    rows = claims_about(
        held.network(desk.db), row, predicate=predicate, most_sources=1 if single else None
    )
    total = len(rows)
    named = desk.named([row])[row]
    what = relation(predicate, "affirmed") if predicate else "all claims"
    return ClaimsPage(
        title=f"{what}, one source" if single else what,
        entity=named,
        predicate=predicate,
        claims=desk.claims(rows[(page - 1) * PAGE : page * PAGE]),
        total=total,
        page=page,
        pages=pages(total, PAGE),
    )


def entity_together(desk: Desk, *, id: str) -> TogetherPage:
    """Return who is named in one sentence with an entity: no stated relation."""
    row = desk.entity_row(id)
    return TogetherPage(entity=desk.named([row])[row], others=together(desk, row))


def together(
    desk: Desk, row: int, other: int | None = None, *, limit: int = TOGETHER
) -> list[Together]:
    """Return who shares sentences with an entity, or how often one does, most sentences first."""
    rows = desk.db.execute(
        "WITH here AS MATERIALIZED (SELECT DISTINCT document, sentence_start FROM mention"
        " WHERE entity = ?1 LIMIT ?2)"
        " SELECT n.entity, count(DISTINCT n.document || ':' || n.sentence_start),"
        " count(DISTINCT r.reprint_group) FROM here h JOIN mention n"
        " ON n.document = h.document AND n.sentence_start = h.sentence_start"
        " JOIN reprint r ON r.document = n.document"
        " WHERE n.entity IS NOT NULL AND n.entity <> ?1 AND (?3 IS NULL OR n.entity = ?3)"
        " GROUP BY n.entity ORDER BY 2 DESC, 3 DESC, n.entity LIMIT ?4",
        (row, _MENTIONS_READ, other, limit),
    ).fetchall()
    names = desk.named(found[0] for found in rows)
    return [
        Together(entity=names[found[0]], sentences=found[1], independent_sources=found[2])
        for found in rows
    ]


def _groups(desk: Desk, network: Network, row: int) -> list[Group]:
    """Return the claims by predicate and end, denials beside what they deny."""
    said = said_about(network, row, each=SHOWN)
    shown = [claim for one in said for claim in one.best]
    against = _denials(desk, shown)
    wanted = [*shown, *(denial for denials in against.values() for denial in denials)]
    wanted = list(dict.fromkeys(wanted))
    cards = dict(zip(wanted, desk.claims(wanted), strict=True))
    placed = {denial for denials in against.values() for denial in denials}
    groups = [
        Group(
            predicate=one.predicate,
            words=relation(one.predicate, "affirmed"),
            as_object=one.as_object,
            total=one.total,
            topics=[
                Topic(affirmed=[], denied=[cards[claim]])
                if cards[claim].kind == "denied"
                else Topic(
                    affirmed=[cards[claim]],
                    denied=[cards[denial] for denial in against.get(claim, ())],
                )
                for claim in one.best
                if claim not in placed
            ],
        )
        for one in said
    ]
    groups.sort(key=lambda group: (group.as_object, -group.total, group.predicate))
    return [group for group in groups if group.topics]


def _denials(desk: Desk, claims: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in desk.db.execute(
        "SELECT one, other FROM dispute WHERE kind = 'polarity'"
        " AND one IN (SELECT value FROM json_each(?)) ORDER BY weight DESC, other",
        (json.dumps(claims),),
    ):
        found[one].append(other)
    return found


def _positions(desk: Desk, row: int) -> list[Moment]:
    """Return what somebody is said to have been, in order of time."""
    rows = desk.db.execute(
        "SELECT c.id FROM edge c WHERE c.subject = ? AND c.predicate = 'position-held'"
        " AND c.kind <> 'denied' ORDER BY c.independent_sources DESC, c.score DESC, c.id LIMIT ?",
        (row, POSITIONS),
    ).fetchall()
    return moments_of(desk, [found[0] for found in rows], undated=True)


def _event(desk: Desk, row: int) -> EventFacts | None:
    found = desk.db.execute("SELECT event FROM entity WHERE id = ?", (row,)).fetchone()[0]
    if found is None:
        return None
    fields = json.loads(found)
    location = fields["location"]
    if location:
        place = desk.db.execute(
            "SELECT name FROM entity WHERE public_id = ?", (location,)
        ).fetchone()
        location = place[0] if place else location
    kinds = getattr(ontology(), "events", {})
    kind = fields["kind"]
    return EventFacts(
        kind=kinds[kind].label if kind in kinds else kind and kind.replace("-", " "),
        when=fields["when"],
        when_words=when_words(fields["when"]) if fields["when"] else "",
        location=location,
        disputed=fields["disputed"],
    )


def _neighbours(desk: Desk, network: Network, row: int) -> list[Neighbour]:
    found = near(network, row, most=NEIGHBOURS)
    names = desk.named(one.entity for one in found)
    return [
        Neighbour(
            entity=names[one.entity],
            claims=one.claims,
            independent_sources=one.independent_sources,
        )
        for one in found
    ]


def _documents(desk: Desk, row: int) -> list[DocumentUse]:
    rows = desk.db.execute(
        "SELECT document, count(*) FROM mention WHERE entity = ?"
        " GROUP BY document ORDER BY 2 DESC, document LIMIT ?",
        (row, DOCUMENTS),
    ).fetchall()
    cards = desk.documents(found[0] for found in rows)
    return [DocumentUse(document=cards[found[0]], mentions=found[1]) for found in rows]
