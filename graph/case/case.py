"""A case: the file with its recorded and its derived side."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.case.derived import DerivedTables
from graph.case.recorded import Recorded
from graph.case.schema import connect


class Case:
    """One case file, open.

    Use :meth:`open`, as a context manager where you can.

    Attributes
    ----------
    path : pathlib.Path
        Where the file lies.
    recorded : Recorded
        Documents, readings, decisions, the ledger.
    derived : DerivedTables
        What follows from them.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection
        self.recorded = Recorded(connection)
        self.derived = DerivedTables(connection)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open a case file; with ``create``, make it where there is none.

        Raises
        ------
        WhenceError
            If there is no such case, or the file is something else, or newer than this program.
        """
        return cls(path, connect(path, create=create))

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database, for queries that only read."""
        return self._db

    def erase(self, document_id: str) -> None:
        """Delete a document so that its words are nowhere in the file.

        Derived data are forgotten first (derive again afterwards), free pages are overwritten
        and given back, and the write-ahead log is emptied.
        """
        self.recorded.document(document_id)
        self.derived.clear()
        self.recorded.erase(document_id)
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
