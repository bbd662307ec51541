"""The ledger: what happened to each file that was given."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from graph.case.schema import now

GONE = "the file is no longer in the folder"


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


class Ledger:
    """The table of files. Its methods that write belong inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def write(
        self,
        root: str,
        path: str,
        *,
        sha256: str | None,
        outcome: str,
        reason: str | None,
        row: int | None,
    ) -> int | None:
        """Write a file's line; return the row of the document that the file held before."""
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

    def gone(self, root: str, path: str) -> None:
        """Write down that a file is no longer there."""
        self._db.execute(
            "UPDATE source SET outcome = 'gone', seen_at = ?, reason = CASE WHEN document"
            " IS NULL THEN ? ELSE ? END WHERE root = ? AND path = ? AND outcome <> 'gone'",
            (now(), GONE, f"{GONE}; its document stays in the case", root, path),
        )

    def forget(self, root: str, path: str) -> int | None:
        """Delete a file's line; return the row of the document that it held."""
        held = self._db.execute(
            "DELETE FROM source WHERE root = ? AND path = ? RETURNING document", (root, path)
        ).fetchall()
        return held[0][0] if held else None

    def lines(self, content_sha256: str | None = None) -> tuple[LedgerLine, ...]:
        """Return all lines, or those of files with certain bytes, by folder and path."""
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

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        rows = self._db.execute("SELECT DISTINCT path FROM source").fetchall()
        return sorted(row[0] for row in rows)

    def paths_of(self, row: int) -> tuple[str, ...]:
        """Return the paths of the files that hold one document, sorted."""
        rows = self._db.execute("SELECT DISTINCT path FROM source WHERE document = ?", (row,))
        return tuple(sorted(line[0] for line in rows.fetchall()))
