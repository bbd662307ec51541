"""The review queue: pairs that may or may not be one, those first whose decision changes most.

Pure data, for the terminal and for any other view of it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from graph.case import Case
from graph.case.codec import load
from graph.identity.scorer import Reason
from graph.model import Entity, Mention, Span, Value
from graph.query.decisions import Attached

PASSAGES = 3
_QUESTIONS = (
    "FROM question q JOIN mention a ON a.id = q.one JOIN mention b ON b.id = q.other"
    " JOIN entity x ON x.id = a.entity JOIN entity y ON y.id = b.entity"
    " JOIN document c ON c.id = a.document JOIN document d ON d.id = b.document"
    " WHERE :about IS NULL OR x.public_id = :about OR y.public_id = :about"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPassage:
    """A sentence in which a side of a pair is mentioned.

    ``position`` and ``name`` are offsets in the document's text; ``text`` is the sentence.
    """

    document: str
    title: str
    published: str | None
    position: Span
    name: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that a pair is about.

    Attributes
    ----------
    entity : Entity
    mentions : tuple of str
        Ids of its mentions, the most telling first: all of the entity, or those of one document
        where the question is whether rules joined them rightly.
    names : tuple of str
        The names that these mentions bear, the most frequent first.
    positions : tuple of str
        What the entity is said to have been, as the texts word it.
    documents : int
        How many documents mention it.
    claims : int
        How many claims it is an end of.
    passages : tuple of NamedPassage
    """

    entity: Entity
    mentions: tuple[str, ...]
    names: tuple[str, ...]
    positions: tuple[str, ...]
    documents: int
    claims: int
    passages: tuple[NamedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPair:
    """Two that may be one, for a person to decide.

    Attributes
    ----------
    left, right : Side
    joined : bool
        Whether rules take them for one at present.
    probability : float
        That they are one, as the scorer sees it.
    reasons : tuple of Reason
        Its summands, the heaviest first.
    why_not : str or None
        What keeps rules from joining them whatever the score.
    weight : float
        Mentions and claims that would move, times the doubt; the queue's order.
    unsure : bool
        Whether somebody looked at the two and left it open.
    """

    left: Side
    right: Side
    joined: bool
    probability: float
    reasons: tuple[Reason, ...]
    why_not: str | None
    weight: float
    unsure: bool


def review_queue(
    case: Case, *, limit: int | None = None, about: str | None = None
) -> list[ReviewPair]:
    """Return the pairs that are worth a person's look, in the order of ``weight``.

    Pairs that somebody was unsure about come last. Pairs that somebody decided are not among them.

    Parameters
    ----------
    case : Case
        Its derived tables must be up to date.
    limit : int, optional
        The most pairs to return.
    about : str, optional
        Only pairs with this entity, by its id.
    """
    found = case.connection.execute(
        "SELECT q.*, x.public_id AS left_entity, c.public_id AS left_document,"
        f" y.public_id AS right_entity, d.public_id AS right_document {_QUESTIONS} ORDER BY q.id",
        {"about": about},
    )
    left_open = _left_open(case)
    rows = [(_ends(row) in left_open, row) for row in found.fetchall()]
    rows = sorted(rows, key=itemgetter(0))[:limit]
    asked = {row[end] for _, row in rows for end in ("left_entity", "right_entity")}
    sides = _Sides(case, asked)
    return [
        ReviewPair(
            left=sides.side(row["left_entity"], row["left_document"] if joined else None),
            right=sides.side(row["right_entity"], row["right_document"] if joined else None),
            joined=joined,
            probability=row["probability"],
            reasons=load(tuple[Reason, ...], row["reasons"]),
            why_not=row["why_not"],
            weight=row["weight"],
            unsure=unsure,
        )
        for unsure, row in rows
        for joined in [row["left_entity"] == row["right_entity"]]
    ]


def review_count(case: Case, about: str | None = None) -> int:
    """Return how many pairs wait, or how many with one entity."""
    found = case.connection.execute(f"SELECT count(*) {_QUESTIONS}", {"about": about})
    return int(found.fetchone()[0])


def _ends(row: sqlite3.Row) -> frozenset[str | None]:
    return frozenset((row["left_entity"], row["right_entity"]))


def _left_open(case: Case) -> set[frozenset[str | None]]:
    """Return the pairs that somebody was unsure about: that changes nothing that is derived."""
    if not any(d.kind == "unsure" and d.undone_at is None for d in case.recorded.decisions.all()):
        return set()
    attached = Attached(case)
    owner = attached.owner
    return {frozenset((owner.get(one), owner.get(other))) for one, other in attached.what.unsure}


class _Sides:
    """The sides of pairs, read from the tables; each entity once."""

    def __init__(self, case: Case, entities: Iterable[str]) -> None:
        self._case = case
        self._entities = {entity.id: entity for entity in case.derived.entities(entities)}
        self._groups = case.derived.reprint_groups()
        self._mentions: dict[str, list[Mention]] = {}

    def side(self, entity: str, document: str | None) -> Side:
        """Return an entity, or as much of it as one document mentions."""
        mentions = self._of(entity, document)
        names = Counter(m.text for m in mentions if m.form == "named")
        first: dict[str, Mention] = {}
        for mention in mentions:  # a reprint shows nothing new
            first.setdefault(self._groups.get(mention.document, mention.document), mention)
        shown = set(first.values())
        rest = [m for m in mentions if m not in shown]
        return Side(
            entity=self._entities[entity],
            mentions=tuple(m.id for m in mentions),
            names=tuple(name for name, _ in sorted(names.items(), key=lambda n: (-n[1], n[0]))),
            positions=self._positions(entity),
            documents=len({m.document for m in mentions}),
            claims=self._claims(entity),
            passages=tuple(self._passage(m) for m in [*first.values(), *rest][:PASSAGES]),
        )

    def _of(self, entity: str, document: str | None) -> list[Mention]:
        """Return the mentions of a side, the most telling first."""
        if entity not in self._mentions:
            forms = {"named": 0, "nominal": 1, "pronoun": 2}
            self._mentions[entity] = sorted(
                self._case.derived.mentions(entity),
                key=lambda m: (forms[m.form], -len(m.text), m.document, m.start),
            )
        return [m for m in self._mentions[entity] if document is None or m.document == document]

    def _claims(self, entity: str) -> int:
        found = self._case.connection.execute(
            "SELECT (SELECT count(*) FROM claim WHERE subject = e.id)"
            " + (SELECT count(*) FROM claim WHERE object = e.id) FROM entity e"
            " WHERE e.public_id = ?",
            (entity,),
        )
        return int(found.fetchone()[0])

    def _positions(self, entity: str) -> tuple[str, ...]:
        """Return the positions that an entity is said to have held, in the words of the texts."""
        rows = self._case.connection.execute(
            "SELECT value, at FROM claim WHERE polarity = 'affirmed' AND value IS NOT NULL"
            " AND subject = (SELECT id FROM entity WHERE public_id = ?)",
            (entity,),
        )
        held = ((load(Value, row["value"]), row["at"]) for row in rows.fetchall())
        words = {
            " ".join(value.text.split()) + (f" ({when})" if when else "")
            for value, when in held
            if value.kind == "position"
        }
        return tuple(sorted(words))

    def _passage(self, mention: Mention) -> NamedPassage:
        row = self._case.connection.execute(
            "SELECT d.title, d.published, m.sentence_start, m.sentence_stop,"
            " substr(d.text, m.sentence_start + 1, m.sentence_stop - m.sentence_start) AS words,"
            " (SELECT min(path) FROM source WHERE document = d.id) AS path"
            " FROM mention m JOIN document d ON d.id = m.document WHERE m.public_id = ?",
            (mention.id,),
        ).fetchone()
        return NamedPassage(
            document=mention.document,
            title=row["title"] or row["path"] or mention.document,
            published=row["published"],
            position=Span(row["sentence_start"], row["sentence_stop"]),
            name=Span(mention.start, mention.end),
            text=row["words"],
        )
