"""Derived data: written whole, in one transaction, and read back as the model's dataclasses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph import __version__
from graph.case.codec import dump, load
from graph.case.questions import PairQuestion, write_questions
from graph.case.schema import DERIVED_VERSION, rebuild_derived_tables, transaction
from graph.case.summaries import summarise
from graph.model import (
    Claim,
    Entity,
    EventSummary,
    Evidence,
    EvidenceError,
    Generator,
    Mention,
    Modality,
    Span,
    Value,
)
from graph.names import normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """All that follows from the recorded data of a case.

    ``sentences`` gives, for each mention id, the sentence it stands in; ``reprint_groups`` gives
    each document's group. ``candidates`` are claims whose score is too low to be drawn;
    ``disputes`` are the kind and the ids of two claims that cannot both hold; ``rulings`` are a
    claim, a decision about it and what part the decision has in it (``judged``, ``struck``: it set
    passages of it aside, ``made``: it brought one); ``entity_rulings`` are an entity and a decision
    about who it is, its name, its type, or a mention of it. ``questions`` are pairs that may be
    one, in the order in which they are asked.
    """

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    candidates: tuple[Claim, ...] = ()
    disputes: tuple[tuple[str, str, str], ...] = ()
    rulings: tuple[tuple[str, str, str], ...] = ()
    entity_rulings: tuple[tuple[str, str], ...] = ()
    questions: tuple[PairQuestion, ...] = ()
    sentences: Mapping[str, Span] = field(default_factory=dict)
    reprint_groups: Mapping[str, str] = field(default_factory=dict)


class DerivedTables:
    """The derived tables of one case."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def made_from(self) -> str | None:
        """Which revision of the recorded data these tables follow from, by which version."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'derived_from'").fetchone()
        return row[0] if row else None

    def is_current(self, revision: int) -> bool:
        """Whether the tables follow from this revision of the recorded data."""
        return self.made_from == _stamp(revision)

    def clear(self) -> None:
        """Forget all derived data, in one transaction."""
        with transaction(self._db):
            rebuild_derived_tables(self._db)

    def replace(self, derived: Derived, *, revision: int) -> None:
        """Put new derived data in the place of the old, all or nothing.

        Raises
        ------
        EvidenceError
            If a claim has no passage, or one that does not stand in its document.
        """
        try:
            with transaction(self._db):
                rebuild_derived_tables(self._db)
                self._write(derived)
                self.settle(revision)
        except sqlite3.IntegrityError as error:
            raise EvidenceError(
                "W204", f"A claim was refused and nothing was stored: {error}."
            ) from error

    def settle(self, revision: int) -> None:
        """Make the summaries, and note what the tables follow from, in the open transaction."""
        summarise(self._db)
        self._db.execute("INSERT INTO meta VALUES ('derived_from', ?)", (_stamp(revision),))

    def _write(self, derived: Derived) -> None:
        documents = dict(self._db.execute("SELECT public_id, id FROM document").fetchall())
        entities = {entity.id: row for row, entity in enumerate(derived.entities, 1)}
        self._db.executemany(
            "INSERT INTO reprint VALUES (?, ?)",
            ((documents[d], group) for d, group in derived.reprint_groups.items()),
        )
        self._db.executemany(
            "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    entities[e.id],
                    e.id,
                    e.type,
                    e.name,
                    dump(e.aliases),
                    e.mention_count,
                    e.document_count,
                    e.independent_sources,
                    None if e.event is None else dump(e.event),
                )
                for e in derived.entities
            ),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO entity_name VALUES (?, ?)",
            (
                (normal(name), entities[e.id])
                for e in derived.entities
                for name in (e.name, *e.aliases)
            ),
        )
        self._db.executemany(
            "INSERT INTO mention (public_id, document, start, stop, text, type, form, entity,"
            " score, component, version, sentence_start, sentence_stop)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    m.id,
                    documents[m.document],
                    m.start,
                    m.end,
                    m.text,
                    m.type,
                    m.form,
                    None if m.entity is None else entities[m.entity],
                    m.score,
                    m.generated_by.component,
                    m.generated_by.version,
                    derived.sentences[m.id].start,
                    derived.sentences[m.id].end,
                )
                for m in derived.mentions
            ),
        )
        for claim in derived.claims:
            self._write_claim(claim, entities, documents)
        self._db.executemany(
            "INSERT INTO candidate (public_id, subject, object, score, body)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                (
                    c.id,
                    entities[c.subject],
                    None if c.object is None else entities[c.object],
                    c.score,
                    dump(c),
                )
                for c in derived.candidates
            ),
        )
        self._db.executemany(
            "INSERT INTO dispute (kind, one, other, weight)"
            " SELECT ?, a.id, b.id, min(a.independent_sources, b.independent_sources)"
            " FROM claim a, claim b WHERE a.public_id = ? AND b.public_id = ?",
            derived.disputes,
        )
        self._db.executemany(
            "INSERT INTO ruling SELECT id, ?2, ?3 FROM claim WHERE public_id = ?1", derived.rulings
        )
        self._db.executemany(
            "INSERT INTO entity_ruling (entity, decision) VALUES (?, ?)",
            ((entities[entity], decision) for entity, decision in derived.entity_rulings),
        )
        write_questions(self._db, derived.questions)

    def _write_claim(
        self,
        claim: Claim,
        entities: Mapping[str, int],
        documents: Mapping[str, int],
    ) -> None:
        row = self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM claim").fetchone()[0]
        first = None
        for evidence in claim.evidence:
            if evidence.document not in documents:
                raise EvidenceError("W205", f"{evidence.document} is not in the case.")
            written = self._db.execute(
                "INSERT INTO evidence (claim, document, start, stop, exact, body)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    row,
                    documents[evidence.document],
                    evidence.position.start,
                    evidence.position.end,
                    evidence.quote.exact,
                    dump(evidence),
                ),
            )
            first = first or written.lastrowid
        self._db.execute(
            "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row,
                claim.id,
                entities[claim.subject],
                claim.predicate,
                claim.role,
                None if claim.object is None else entities[claim.object],
                None if claim.value is None else dump(claim.value),
                claim.when,
                claim.polarity,
                dump(claim.modalities),
                claim.independent_sources,
                claim.rank,
                claim.deprecated_reason,
                claim.score,
                first,
            ),
        )

    # -- reading ------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """Return how many entities, mentions, claims, their passages, and candidates there are.

        Edges are the claims that stand: a person has not judged them wrong.
        """
        tables = ("entity", "mention", "claim", "edge", "evidence", "candidate")
        return {
            name: self._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            for name in tables
        }

    def entities(self, ids: Iterable[str] | None = None) -> Iterator[Entity]:
        """Yield all entities, or those with the ids given, by id."""
        if ids is None:
            rows = self._db.execute("SELECT * FROM entity ORDER BY public_id").fetchall()
        else:
            rows = self._db.execute(
                "SELECT * FROM entity WHERE public_id IN (SELECT value FROM json_each(?))"
                " ORDER BY public_id",
                (json.dumps(sorted(set(ids))),),
            ).fetchall()
        return (_entity(row) for row in rows)

    def named(self, name: str) -> list[Entity]:
        """Return the entities that carry a name, or have a mention with this id, by id."""
        rows = self._db.execute(
            "SELECT * FROM entity WHERE id IN (SELECT entity FROM entity_name WHERE normal = ?)"
            " OR id = (SELECT entity FROM mention WHERE public_id = ?) ORDER BY public_id",
            (normal(name), name),
        ).fetchall()
        return [_entity(row) for row in rows]

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every comparable form of a name and the id of its entity."""
        rows = self._db.execute(
            "SELECT n.normal, e.public_id FROM entity_name n JOIN entity e ON e.id = n.entity"
            " ORDER BY n.normal, e.public_id"
        )
        return ((row[0], row[1]) for row in rows.fetchall())

    def mentions(self, entity: str | None = None) -> Iterator[Mention]:
        """Yield all mentions, or those of one entity, by document and place."""
        rows = self._db.execute(
            "SELECT m.*, d.public_id AS document_id, e.public_id AS entity_id FROM mention m"  # noqa: S608
            " JOIN document d ON d.id = m.document LEFT JOIN entity e ON e.id = m.entity"
            f" {'' if entity is None else 'WHERE e.public_id = :entity'}"
            " ORDER BY d.public_id, m.start",
            {"entity": entity},
        )
        return (_mention(row) for row in rows.fetchall())

    def has_mention(self, document: str, start: int, end: int, entity: str) -> bool:
        """Whether a mention of an entity stands exactly there."""
        found = self._db.execute(
            "SELECT 1 FROM mention m JOIN document d ON d.id = m.document"
            " JOIN entity e ON e.id = m.entity"
            " WHERE d.public_id = ? AND m.start = ? AND m.stop = ? AND e.public_id = ?",
            (document, start, end, entity),
        )
        return found.fetchone() is not None

    def claims(self, about: str | None = None) -> Iterator[Claim]:
        """Yield all claims, or those with one entity at an end, by id."""
        rows = self._db.execute(
            "SELECT c.*, s.public_id AS subject_id, o.public_id AS object_id FROM claim c"
            " JOIN entity s ON s.id = c.subject LEFT JOIN entity o ON o.id = c.object"
            " WHERE :about IS NULL OR s.public_id = :about OR o.public_id = :about"
            " ORDER BY c.public_id",
            {"about": about},
        ).fetchall()
        return (self._claim(row) for row in rows)

    def claims_at(self, rows: Iterable[int]) -> Iterator[Claim]:
        """Yield the claims in these rows of the table, by id."""
        found = self._db.execute(
            "SELECT c.*, s.public_id AS subject_id, o.public_id AS object_id FROM claim c"
            " JOIN entity s ON s.id = c.subject LEFT JOIN entity o ON o.id = c.object"
            " WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.public_id",
            (json.dumps(list(rows)),),
        ).fetchall()
        return (self._claim(row) for row in found)

    def candidates(self, about: str | None = None) -> Iterator[Claim]:
        """Yield what scores too low to be a claim and waits for a person's judgement, by id."""
        rows = self._db.execute(
            "SELECT c.body FROM candidate c"
            " JOIN entity s ON s.id = c.subject LEFT JOIN entity o ON o.id = c.object"
            " WHERE :about IS NULL OR s.public_id = :about OR o.public_id = :about"
            " ORDER BY c.public_id",
            {"about": about},
        ).fetchall()
        return (load(Claim, row[0]) for row in rows)

    def reprint_groups(self) -> dict[str, str]:
        """Return each document's group of reprints."""
        rows = self._db.execute(
            "SELECT d.public_id, r.reprint_group FROM reprint r"
            " JOIN document d ON d.id = r.document ORDER BY d.public_id"
        )
        return {row[0]: row[1] for row in rows.fetchall()}

    def _claim(self, row: sqlite3.Row) -> Claim:
        evidence = self._db.execute(
            "SELECT body FROM evidence WHERE claim = ? ORDER BY id", (row["id"],)
        ).fetchall()
        return Claim(
            id=row["public_id"],
            subject=row["subject_id"],
            predicate=row["predicate"],
            role=row["role"],
            object=row["object_id"],
            value=None if row["value"] is None else load(Value, row["value"]),
            when=row["at"],
            polarity=row["polarity"],
            modalities=load(tuple[Modality, ...], row["modalities"]),
            independent_sources=row["independent_sources"],
            rank=row["rank"],
            deprecated_reason=row["deprecated_reason"],
            score=row["score"],
            evidence=tuple(load(Evidence, line[0]) for line in evidence),
        )


def _stamp(revision: int) -> str:
    """Return what derived tables follow from: recorded data, tables and program."""
    return f"{revision}/{DERIVED_VERSION}/{__version__}"


def _entity(row: sqlite3.Row) -> Entity:
    return Entity(
        id=row["public_id"],
        type=row["type"],
        name=row["name"],
        aliases=load(tuple[str, ...], row["aliases"]),
        mention_count=row["mention_count"],
        document_count=row["document_count"],
        independent_sources=row["independent_sources"],
        event=None if row["event"] is None else load(EventSummary, row["event"]),
    )


def _mention(row: sqlite3.Row) -> Mention:
    return Mention(
        id=row["public_id"],
        document=row["document_id"],
        start=row["start"],
        end=row["stop"],
        text=row["text"],
        type=row["type"],
        form=row["form"],
        entity=row["entity_id"],
        score=row["score"],
        generated_by=Generator(component=row["component"], version=row["version"]),
    )
