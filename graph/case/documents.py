"""Documents as the case keeps them: rows to dataclasses and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from corpus import Document, SetAside
from graph.case.codec import dump, load
from graph.case.ledger import Ledger
from graph.case.schema import now
from graph.model import WhenceError

_NEAR = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the case keeps it, with its history."""

    row: int
    document: Document
    reading: int | None
    added_at: str
    retracted_at: str | None
    retraction_reason: str | None


class Documents:
    """The table of documents; ``insert`` belongs inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, ledger: Ledger) -> None:
        self._db = connection
        self._ledger = ledger

    def insert(self, document: Document) -> int:
        """Write a document unless its bytes are known; return its row."""
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

    def find(self, document_id: str) -> StoredDocument:
        """Return one document by its id, the start of its id, or a path it was read from."""
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
        return self.stored((exact or rows)[0])

    def all(self, ids: Iterable[str] | None = None) -> Iterator[StoredDocument]:
        """Yield every document, or those with the ids given, by id."""
        wanted = None if ids is None else json.dumps(sorted(set(ids)))
        rows = self._db.execute(
            "SELECT id FROM document"
            " WHERE ?1 IS NULL OR public_id IN (SELECT value FROM json_each(?1))"
            " ORDER BY public_id",
            (wanted,),
        ).fetchall()
        for row in rows:  # one text in memory at a time
            whole = self._db.execute("SELECT * FROM document WHERE id = ?", (row["id"],)).fetchone()
            yield self.stored(whole)

    def holds(self, content_sha256: str) -> bool:
        """Whether a document with these bytes is in the case."""
        found = self._db.execute(
            "SELECT 1 FROM document WHERE content_sha256 = ?", (content_sha256,)
        )
        return found.fetchone() is not None

    def stored(self, row: sqlite3.Row) -> StoredDocument:
        """Return a row of the table as a dataclass, with its history."""
        document = Document(
            id=row["public_id"],
            content_sha256=row["content_sha256"],
            text_sha256=row["text_sha256"],
            paths=self._ledger.paths_of(row["id"]),
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

    def _not_one(self, asked: str, found: Sequence[str]) -> WhenceError:
        """Return the error for words that name no document, or several."""
        if found:
            return WhenceError(
                "W222",
                f"{asked!r} names {len(found)} documents ({', '.join(found)})."
                " Give the id of one; whence status --ledger lists them.",
            )
        paths = self._ledger.paths()
        near = [path for path, _, _ in process.extract(asked, paths, limit=3, score_cutoff=_NEAR)]
        close = f" Close to it: {'; '.join(near)}." if near else ""
        return WhenceError(
            "W222",
            f"{asked!r} names no document of this case.{close}"
            " whence status --ledger lists all paths and ids.",
        )
