"""Recorded data: documents and their readings; the ledger and the decisions go with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from corpus import Document
from graph.case.checks import check_reading
from graph.case.codec import dump, load
from graph.case.decisions import Decisions
from graph.case.documents import Documents, StoredDocument
from graph.case.ledger import Ledger, LedgerLine
from graph.case.schema import bump, now, transaction
from graph.model import Reading, WhenceError

REPLACED = "now holds another text"


class Recorded:
    """The recorded tables of one case. Every method that writes is one transaction.

    Attributes
    ----------
    decisions : Decisions
        What people decided.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._ledger = Ledger(connection)
        self._documents = Documents(connection, self._ledger)
        self.decisions = Decisions(connection)

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
            row = self._documents.insert(document)
            self._set_reading(row, reading)
            former = self._ledger.write(
                root, path, sha256=document.content_sha256, outcome="read", reason=reason, row=row
            )
            self._replace(former, path)
            bump(self._db)
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
            bump(self._db)

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
            former = self._ledger.write(
                root, path, sha256=content_sha256, outcome=outcome, reason=reason, row=row
            )
            if former != row:
                self._replace(former, path)
                bump(self._db)
            if row is not None and self._returned(row):
                bump(self._db)

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
            bump(self._db)

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
            bump(self._db)

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
                self.decisions.erase_text(text)
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('erase_pending', '1')")
            bump(self._db)

    def gone(self, *, root: str, path: str) -> None:
        """Write into the ledger that a file is no longer there; its document stays."""
        with transaction(self._db):
            self._ledger.gone(root, path)

    def forget(self, *, root: str, path: str) -> None:
        """Delete the ledger's line of a file that now has another name.

        What it held is retracted when no other file holds it.
        """
        with transaction(self._db):
            if self._replace(self._ledger.forget(root, path), path):
                bump(self._db)

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
        return self._documents.find(document_id)

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[StoredDocument]:
        """Yield every document, or those with the ids given, retracted ones too, by id."""
        return self._documents.all(ids)

    def holds(self, content_sha256: str) -> bool:
        """Whether a document with these bytes is in the case."""
        return self._documents.holds(content_sha256)

    def needs_reading(self, pipeline: str) -> list[StoredDocument]:
        """Return the documents whose active reading another pipeline made."""
        rows = self._db.execute(
            "SELECT d.* FROM document d LEFT JOIN reading r ON r.id = d.reading"
            " WHERE r.pipeline IS NOT ? ORDER BY d.public_id",
            (pipeline,),
        ).fetchall()
        return [self._documents.stored(row) for row in rows]

    def reading(self, stored: StoredDocument) -> Reading | None:
        """Return a document's active reading."""
        row = self._db.execute(
            "SELECT body FROM reading WHERE id = ?", (stored.reading,)
        ).fetchone()
        return load(Reading, row[0]) if row else None

    def ledger(self, content_sha256: str | None = None) -> tuple[LedgerLine, ...]:
        """Return what happened to each file, or to those with certain bytes, by folder and path."""
        return self._ledger.lines(content_sha256)

    # -- inside a transaction -----------------------------------------------------------------

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
