"""The view Find: one box over names and texts; without words, what the case holds."""

from __future__ import annotations

from collections.abc import Mapping

from graph.explore.web.desk import Desk, relation
from graph.explore.web.records import (
    Count,
    EntityCard,
    FindPage,
    Piece,
    Suggestions,
    TextCard,
)
from graph.explore.words import TYPES, type_words
from graph.query.lookup import TextHits, names, texts

NAMES_SHOWN = 20
TEXTS_SHOWN = 20


def find(
    desk: Desk,
    *,
    q: str = "",
    type: str | None = None,
    first: str | None = None,
    last: str | None = None,
    page: int = 1,
) -> FindPage:
    """Return names and texts that fit the words."""
    totals = desk.tally("all")
    totals["document"] = desk.db.execute(
        "SELECT count(*) - (SELECT count(*) FROM document WHERE retracted_at IS NOT NULL)"
        " FROM document"
    ).fetchone()[0]
    if not q.strip():
        return _overview(desk, totals, kind=type, page=page)
    wanted = (type,) if type else ()
    skip = (page - 1) * NAMES_SHOWN
    hits = names(desk.db, q, types=wanted, limit=NAMES_SHOWN, skip=skip)
    said = texts(desk.db, q, first=first, last=last, limit=TEXTS_SHOWN, skip=skip)
    return FindPage(
        query=q,
        type=type,
        entities=desk.entities(hits.rows, hits.matched),
        entity_count=hits.counted,
        alike=hits.alike,
        more_entities=hits.more,
        types=type_counts(hits.types),
        texts=_texts(desk, said),
        text_count=said.counted,
        more_texts=said.more,
        years=[Count(id=y, words=y or "no date", count=n) for y, n in said.years.items()],
        totals=totals,
        predicates=[],
        page=page,
    )


def suggest(desk: Desk, *, q: str = "", limit: int = 8) -> Suggestions:
    """Return names that fit what has been typed so far."""
    hits = names(desk.db, q, limit=limit)
    return Suggestions(query=q, names=desk.entities(hits.rows, hits.matched))


def choices(desk: Desk, words: str, *, limit: int = 6) -> list[EntityCard]:
    """Return the entities that words may mean."""
    return desk.entities(names(desk.db, words, limit=limit).rows)


def type_counts(counts: Mapping[str, int]) -> list[Count]:
    """Return counts by type, in the order in which types are listed everywhere."""
    order = {name: place for place, name in enumerate(TYPES)}
    return [
        Count(id=name, words=type_words(name).many, count=counts[name])
        for name in sorted(counts, key=lambda name: (order.get(name, len(order)), name))
    ]


def _overview(desk: Desk, totals: dict[str, int], *, kind: str | None, page: int) -> FindPage:
    """Return what the case holds: those of whom most is claimed, the rest by mentions."""
    rows = desk.db.execute(
        "SELECT s.entity FROM standing s JOIN entity e ON e.id = s.entity"
        " WHERE ?1 IS NULL OR e.type = ?1 ORDER BY s.claims DESC, s.entity LIMIT ?2 OFFSET ?3",
        (kind, NAMES_SHOWN, (page - 1) * NAMES_SHOWN),
    ).fetchall()
    found = [row[0] for row in rows]
    types = desk.tally("type")
    if not found and page == 1:
        found = [
            row[0]
            for row in desk.db.execute(
                "SELECT id FROM entity WHERE ?1 IS NULL OR type = ?1"
                " ORDER BY document_count DESC, mention_count DESC, id LIMIT ?2",
                (kind, NAMES_SHOWN),
            )
        ]
    return FindPage(
        query="",
        type=kind,
        entities=desk.entities(found),
        entity_count=types.get(kind, 0) if kind else totals.get("entity", 0),
        alike=False,
        more_entities=False,
        types=type_counts(types),
        texts=[],
        text_count=0,
        more_texts=False,
        years=[],
        totals=totals,
        predicates=[
            Count(id=name, words=relation(name, "affirmed"), count=count)
            for name, count in sorted(desk.tally("predicate").items(), key=lambda p: -p[1])
        ],
        page=page,
    )


def _texts(desk: Desk, hits: TextHits) -> list[TextCard]:
    cards = desk.documents(hits.rows)
    return [
        TextCard(document=cards[row], snippet=_marked(hits.snippets.get(row, "")))
        for row in hits.rows
    ]


def _marked(snippet: str) -> list[Piece]:
    """Cut a snippet at the signs that stand round the words found."""
    pieces = []
    for place, part in enumerate(snippet.split("\u2068")):
        found, closed, rest = part.partition("\u2069")
        if place and closed:
            pieces += [Piece(text=found, mark="found"), Piece(text=rest)]
        else:
            pieces.append(Piece(text=part))
    return [piece for piece in pieces if piece.text]
