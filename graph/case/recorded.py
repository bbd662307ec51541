"""Recorded data: documents, their readings, people's decisions, the ledger of files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapidfuzz import process

from corpus import Document, SetAside
from graph.case.checks import check_reading
from graph.case.codec import dump, load
from graph.case.schema import transaction
from graph.model import Anchor, Decision, Reading, WhenceError

REPLACED = "now holds another text"
GONE = "the file is no longer in the folder"
_NEAR = 60.0


def now() -> str:
    """Return the time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the case keeps it, with its history."""

    row: int
    document: Document
    reading: int | None
    added_at: str
    retracted_at: str | None
    retraction_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """What happened to one file that was given: ``outcome`` and, where it needs one, why."""

    root: str
    path: str
    content_sha256: str | None
    outcome: str
    reason: str | None
    document: str | None
    seen_at: str


class Recorded:
    """The recorded tables of one case. Every method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def revision(self) -> int:
        """A number that grows with every change to recorded data."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'recorded_revision'").fetchone()
        return int(row[0])

    @property
    def erase_pending(self) -> bool:
        """Whether words of an erased document may still lie in free parts of the file."""
        found = self._db.execute("SELECT 1 FROM meta WHERE key = 'erase_pending'")
        return found.fetchone() is not None

    # -- writing ------------------------------------------------------------------------------

    def add(
        self,
        document: Document,
        reading: Reading,
        *,
        root: str,
        path: str,
        reason: str | None = None,
    ) -> str:
        """Record a document read from a file, its reading, and the ledger's line, all or none.

        Returns
        -------
        str
            The document's id.

        Raises
        ------
        EvidenceError
            If a mention or a passage of the reading does not stand in the document.
        """
        check_reading(document, reading)
        with transaction(self._db):
            row = self._insert_document(document)
            self._set_reading(row, reading)
            former = self._note(root, path, document.content_sha256, "read", reason, row)
            self._replace(former, path)
            self._bump()
        return document.id

    def read_again(self, document_id: str, reading: Reading) -> None:
        """Give a document another active reading (of a new pipeline).

        Raises
        ------
        EvidenceError
            If the reading does not fit the document.
        """
        stored = self.document(document_id)
        check_reading(stored.document, reading)
        with transaction(self._db):
            self._set_reading(stored.row, reading)
            self._bump()

    def note(
        self, *, root: str, path: str, content_sha256: str | None, outcome: str, reason: str | None
    ) -> None:
        """Write the ledger's line of a file that gave no new document.

        A file whose bytes the case already holds is tied to that document. One whose bytes could
        not be had (``content_sha256`` is ``None``) stays tied to what it held before, for nobody
        knows that it has changed.
        """
        with transaction(self._db):
            known = self._db.execute(
                "SELECT id FROM document WHERE content_sha256 = ?", (content_sha256,)
            ).fetchone()
            if content_sha256 is None:
                known = self._db.execute(
                    "SELECT document FROM source WHERE root = ? AND path = ?", (root, path)
                ).fetchone()
            row = known[0] if known else None
            if row is None and outcome in {"read", "duplicate"}:
                raise ValueError(f"no document was read from {path}")
            former = self._note(root, path, content_sha256, outcome, reason, row)
            if former != row:
                self._replace(former, path)
                self._bump()
            if row is not None and self._returned(row):
                self._bump()

    def retract(self, document_id: str, *, reason: str) -> None:
        """Mark a document as withdrawn: it stays readable, and nothing rests on it any more."""
        stored = self.document(document_id)
        if not reason.strip():
            raise WhenceError("W220", "A retraction needs a reason: --reason TEXT")
        if stored.retracted_at is not None:
            raise WhenceError(
                "W221", f"{document_id} was already retracted on {stored.retracted_at}."
            )
        with transaction(self._db):
            self._retract(stored.row, reason)
            self._bump()

    def restore(self, document_id: str) -> None:
        """Take a retraction back."""
        stored = self.document(document_id)
        if stored.retracted_at is None:
            raise WhenceError(
                "W223", f"{document_id} is not retracted, so there is nothing to take back."
            )
        with transaction(self._db):
            self._db.execute(
                "UPDATE document SET retracted_at = NULL, retraction_reason = NULL WHERE id = ?",
                (stored.row,),
            )
            self._bump()

    def erase(self, document_id: str) -> None:
        """Delete a document for good: text, reading, ledger lines and decisions that quote it.

        A decision that also hangs on another text keeps that anchor and loses its value and
        reason, which may quote what was erased. Until :meth:`erased`, the file counts as not
        yet cleaned (``erase_pending``).
        Derived data are deleted by the caller before (see :meth:`graph.case.Case.erase`).
        """
        stored = self.document(document_id)
        text = stored.document.text_sha256
        with transaction(self._db):
            self._db.execute("DELETE FROM source WHERE document = ?", (stored.row,))
            self._db.execute("DELETE FROM document WHERE id = ?", (stored.row,))
            self._db.execute("INSERT INTO document_words (document_words) VALUES ('rebuild')")
            shared = self._db.execute("SELECT 1 FROM document WHERE text_sha256 = ?", (text,))
            if shared.fetchone() is None:
                self._db.execute("DELETE FROM reading WHERE text_sha256 = ?", (text,))
                self._erase_anchors(text)
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('erase_pending', '1')")
            self._bump()

    def gone(self, *, root: str, path: str) -> None:
        """Write into the ledger that a file is no longer there; its document stays."""
        with transaction(self._db):
            self._db.execute(
                "UPDATE source SET outcome = 'gone', seen_at = ?, reason = CASE WHEN document"
                " IS NULL THEN ? ELSE ? END WHERE root = ? AND path = ? AND outcome <> 'gone'",
                (now(), GONE, f"{GONE}; its document stays in the case", root, path),
            )

    def forget(self, *, root: str, path: str) -> None:
        """Delete the ledger's line of a file that now has another name.

        What it held is retracted when no other file holds it.
        """
        with transaction(self._db):
            held = self._db.execute(
                "DELETE FROM source WHERE root = ? AND path = ? RETURNING document", (root, path)
            ).fetchall()
            if held and self._replace(held[0][0], path):
                self._bump()

    def erased(self) -> None:
        """Write down that nothing of what was erased is left in the file."""
        self._db.execute("DELETE FROM meta WHERE key = 'erase_pending'")

    # -- reading ------------------------------------------------------------------------------

    def document(self, document_id: str) -> StoredDocument:
        """Return one document by its id, the start of its id, or a path it was read from.

        Raises
        ------
        WhenceError
            If none or several fit.
        """
        rows = self._db.execute(
            "SELECT DISTINCT d.* FROM document d LEFT JOIN source s ON s.document = d.id"
            " WHERE d.public_id = ?1 OR s.path = ?1"
            " OR (length(?1) >= 8 AND substr(d.public_id, 1, length(?1)) = ?1)"
            " ORDER BY d.public_id",
            (document_id,),
        ).fetchall()
        exact = [row for row in rows if row["public_id"] == document_id]
        if len(exact or rows) != 1:
            raise self._not_one(document_id, [row["public_id"] for row in rows])
        return self._stored((exact or rows)[0])

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[StoredDocument]:
        """Yield every document, or those with the ids given, retracted ones too, by id."""
        wanted = None if ids is None else json.dumps(sorted(set(ids)))
        rows = self._db.execute(
            "SELECT id FROM document"
            " WHERE ?1 IS NULL OR public_id IN (SELECT value FROM json_each(?1))"
            " ORDER BY public_id",
            (wanted,),
        ).fetchall()
        for row in rows:  # one text in memory at a time
            whole = self._db.execute("SELECT * FROM document WHERE id = ?", (row["id"],)).fetchone()
            yield self._stored(whole)

    def holds(self, content_sha256: str) -> bool:
        """Whether a document with these bytes is in the case."""
        found = self._db.execute(
            "SELECT 1 FROM document WHERE content_sha256 = ?", (content_sha256,)
        )
        return found.fetchone() is not None

    def needs_reading(self, pipeline: str) -> list[StoredDocument]:
        """Return the documents whose active reading another pipeline made."""
        rows = self._db.execute(
            "SELECT d.* FROM document d LEFT JOIN reading r ON r.id = d.reading"
            " WHERE r.pipeline IS NOT ? ORDER BY d.public_id",
            (pipeline,),
        ).fetchall()
        return [self._stored(row) for row in rows]

    def reading(self, stored: StoredDocument) -> Reading | None:
        """Return a document's active reading."""
        row = self._db.execute(
            "SELECT body FROM reading WHERE id = ?", (stored.reading,)
        ).fetchone()
        return load(Reading, row[0]) if row else None

    def decisions(self) -> tuple[Decision, ...]:
        """Return all decisions in the order of their ids, undone ones too."""
        return tuple(
            Decision(
                id=row["public_id"],
                kind=row["kind"],
                targets=load(tuple[Anchor, ...], row["targets"]),
                value=json.loads(row["value"]),
                reason=row["reason"],
                decided_by=row["decided_by"],
                created_at=row["created_at"],
                undone_at=row["undone_at"],
            )
            for row in self._db.execute("SELECT * FROM decision ORDER BY public_id")
        )

    def ledger(self, content_sha256: str | None = None) -> tuple[LedgerLine, ...]:
        """Return what happened to each file, or to those with certain bytes, by folder and path."""
        rows = self._db.execute(
            "SELECT s.*, d.public_id, d.retracted_at, d.retraction_reason FROM source s"
            " LEFT JOIN document d ON d.id = s.document"
            " WHERE ?1 IS NULL OR s.content_sha256 = ?1 ORDER BY s.root, s.path",
            (content_sha256,),
        )
        return tuple(
            LedgerLine(
                root=row["root"],
                path=row["path"],
                content_sha256=row["content_sha256"],
                outcome="retracted" if withdrawn else row["outcome"],
                reason=row["retraction_reason"] if withdrawn else row["reason"],
                document=row["public_id"],
                seen_at=row["seen_at"],
            )
            for row in rows
            for withdrawn in [row["retracted_at"] and row["outcome"] in {"read", "duplicate"}]
        )

    def _not_one(self, asked: str, found: Sequence[str]) -> WhenceError:
        """Return the error for words that name no document, or several."""
        if found:
            return WhenceError(
                "W222",
                f"{asked!r} names {len(found)} documents ({', '.join(found)})."
                " Give the id of one; whence status --ledger lists them.",
            )
        paths = [row[0] for row in self._db.execute("SELECT DISTINCT path FROM source ORDER BY 1")]
        near = [path for path, _, _ in process.extract(asked, paths, limit=3, score_cutoff=_NEAR)]
        close = f" Close to it: {'; '.join(near)}." if near else ""
        return WhenceError(
            "W222",
            f"{asked!r} names no document of this case.{close}"
            " whence status --ledger lists all paths and ids.",
        )

    # -- inside a transaction -----------------------------------------------------------------

    def _insert_document(self, document: Document) -> int:
        written = self._db.execute(
            "INSERT INTO document (public_id, content_sha256, text_sha256, media_type, title,"
            " publisher, authors, published, language, pages, set_aside, text, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (content_sha256) DO NOTHING",
            (
                document.id,
                document.content_sha256,
                document.text_sha256,
                document.media_type,
                document.title,
                document.publisher,
                dump(document.authors),
                document.published,
                document.language,
                dump(document.pages),
                dump(document.set_aside),
                document.text,
                now(),
            ),
        )
        if written.rowcount > 0:
            self._db.execute(
                "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)",
                (written.lastrowid, document.title, document.text),
            )
        row = self._db.execute(
            "SELECT id FROM document WHERE content_sha256 = ?", (document.content_sha256,)
        ).fetchone()
        return int(row[0])

    def _set_reading(self, document: int, reading: Reading) -> None:
        self._db.execute(
            "INSERT INTO reading (text_sha256, set_aside_sha256, pipeline, body)"
            " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (reading.text_sha256, reading.set_aside_sha256, reading.pipeline, dump(reading)),
        )
        row = self._db.execute(
            "SELECT id FROM reading"
            " WHERE text_sha256 = ? AND set_aside_sha256 = ? AND pipeline = ?",
            (reading.text_sha256, reading.set_aside_sha256, reading.pipeline),
        ).fetchone()
        self._db.execute("UPDATE document SET reading = ? WHERE id = ?", (row[0], document))

    def _note(
        self,
        root: str,
        path: str,
        sha256: str | None,
        outcome: str,
        reason: str | None,
        row: int | None,
    ) -> int | None:
        """Write one line of the ledger; return the document that the file held before."""
        former = self._db.execute(
            "SELECT document FROM source WHERE root = ? AND path = ?", (root, path)
        ).fetchone()
        self._db.execute(
            "INSERT INTO source (root, path, content_sha256, outcome, reason, document, seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (root, path) DO UPDATE SET"
            " content_sha256 = excluded.content_sha256, outcome = excluded.outcome,"
            " reason = excluded.reason, document = excluded.document, seen_at = excluded.seen_at",
            (root, path, sha256, outcome, reason, row, now()),
        )
        return former[0] if former else None

    def _replace(self, former: int | None, path: str) -> bool:
        """Retract what a file held before, when no file holds it any more; say whether so."""
        gone = self._db.execute(
            "SELECT 1 FROM document WHERE id = ?1 AND retracted_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM source WHERE document = ?1)",
            (former,),
        ).fetchone()
        if former is None or gone is None:
            return False
        self._retract(former, f"the file {path} {REPLACED}")
        return True

    def _returned(self, row: int) -> bool:
        """Take back a retraction that only said that the file had changed: it has changed back."""
        taken_back = self._db.execute(
            "UPDATE document SET retracted_at = NULL, retraction_reason = NULL"
            " WHERE id = ? AND retraction_reason LIKE ?",
            (row, f"% {REPLACED}"),
        )
        return taken_back.rowcount > 0

    def _retract(self, row: int, reason: str) -> None:
        self._db.execute(
            "UPDATE document SET retracted_at = ?, retraction_reason = ? WHERE id = ?",
            (now(), reason, row),
        )

    def _erase_anchors(self, text_sha256: str) -> None:
        for decision in self.decisions():
            kept = tuple(a for a in decision.targets if a.text_sha256 != text_sha256)
            if len(kept) == len(decision.targets):
                continue
            if kept:
                self._db.execute(
                    "UPDATE decision SET targets = ?, value = 'null', reason = NULL"
                    " WHERE public_id = ?",
                    (dump(kept), decision.id),
                )
            else:
                self._db.execute("DELETE FROM decision WHERE public_id = ?", (decision.id,))

    def _bump(self) -> None:
        self._db.execute(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'recorded_revision'"
        )

    def _paths(self, row: int) -> tuple[str, ...]:
        found: Sequence[sqlite3.Row] = self._db.execute(
            "SELECT DISTINCT path FROM source WHERE document = ? ORDER BY path", (row,)
        ).fetchall()
        return tuple(sorted(line[0] for line in found))

    def _stored(self, row: sqlite3.Row) -> StoredDocument:
        document = Document(
            id=row["public_id"],
            content_sha256=row["content_sha256"],
            text_sha256=row["text_sha256"],
            paths=self._paths(row["id"]),
            media_type=row["media_type"],
            title=row["title"],
            publisher=row["publisher"],
            authors=load(tuple[str, ...], row["authors"]),
            published=row["published"],
            language=row["language"],
            pages=load(tuple[int, ...], row["pages"]),
            set_aside=load(tuple[SetAside, ...], row["set_aside"]),
            text=row["text"],
        )
        return StoredDocument(
            row=row["id"],
            document=document,
            reading=row["reading"],
            added_at=row["added_at"],
            retracted_at=row["retracted_at"],
            retraction_reason=row["retraction_reason"],
        )
