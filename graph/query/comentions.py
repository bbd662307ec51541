"""``mentioned-with``: two entities named in one sentence. Computed when asked for, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import Quote
from graph.case import Case
from graph.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CoPassage:
    """A sentence in which two entities are named."""

    document: str
    content_sha256: str
    page: int | None
    position: Span
    quote: Quote
    one: Span
    other: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CoMention:
    """Two entities named in one sentence or more: no stated relation.

    ``one`` is the smaller id.
    """

    one: str
    other: str
    sentence_count: int
    independent_sources: int
    passages: tuple[CoPassage, ...]


def mentioned_with(
    case: Case, *, entity: str | None = None, among: Iterable[str] | None = None, passages: int = 20
) -> list[CoMention]:
    """Return the pairs of entities that are named in one sentence, by their ids.

    Parameters
    ----------
    case : Case
    entity : str, optional
        Only pairs with this entity.
    among : iterable of str, optional
        Only pairs of which both are among these.
    passages : int
        The most passages to give for a pair; ``sentence_count`` counts all.
    """
    allowed = None if among is None else set(among)
    rows = case.connection.execute(
        "SELECT d.public_id AS document, m.sentence_start AS a, m.sentence_stop AS b, m.start,"
        " m.stop, e.public_id AS entity FROM mention m JOIN entity e ON e.id = m.entity"
        " JOIN document d ON d.id = m.document"
        " WHERE m.form = 'named' AND (?1 IS NULL OR (m.document, m.sentence_start) IN"
        " (SELECT n.document, n.sentence_start FROM mention n"
        " JOIN entity f ON f.id = n.entity WHERE f.public_id = ?1))"
        " ORDER BY d.public_id, m.sentence_start, m.start",
        (entity,),
    )
    sentences: dict[tuple[str, int, int], dict[str, Span]] = defaultdict(dict)
    for row in rows:
        if allowed is None or row["entity"] in allowed:
            key = (row["document"], row["a"], row["b"])
            sentences[key].setdefault(row["entity"], Span(row["start"], row["stop"]))
    pairs: dict[tuple[str, str], list[tuple[str, Span, Span, Span]]] = defaultdict(list)
    for (document, start, end), named in sentences.items():
        ids = sorted(named)
        for index, one in enumerate(ids):
            for other in ids[index + 1 :]:
                if entity is None or entity in (one, other):
                    pairs[one, other].append((document, Span(start, end), named[one], named[other]))
    groups = case.derived.reprint_groups()
    wanted = {place[0] for places in pairs.values() for place in places[:passages]}
    documents = {stored.document.id: stored.document for stored in case.recorded.documents(wanted)}
    return [
        CoMention(
            one=one,
            other=other,
            sentence_count=len(places),
            independent_sources=len({groups[place[0]] for place in places}),
            passages=tuple(
                CoPassage(
                    document=document,
                    content_sha256=documents[document].content_sha256,
                    page=documents[document].page_of(sentence.start),
                    position=sentence,
                    quote=documents[document].quote(sentence.start, sentence.end),
                    one=first,
                    other=second,
                )
                for document, sentence, first, second in places[:passages]
            ),
        )
        for (one, other), places in sorted(pairs.items())
    ]
