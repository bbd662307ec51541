"""A case: the file with its recorded and its derived side."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.case.derived import DerivedTables
from graph.case.recorded import Recorded
from graph.case.schema import BUSY_SECONDS, connect
from graph.model import WhenceError

_ERASE_SECONDS = 10.0


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
        case = cls(path, connect(path, create=create))
        if case.recorded.erase_pending:
            case._finish_erasing(wait=0.0)  # if it cannot be done now, the next opening tries
        return case

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database, for queries that only read."""
        return self._db

    def erase(self, document_id: str) -> None:
        """Delete a document so that its words are nowhere in the file.

        Derived data are forgotten first (derive again afterwards), free pages are overwritten
        and given back, and the write-ahead log is emptied. Should that be interrupted, the next
        opening of the case finishes it.

        Raises
        ------
        WhenceError
            If there is no such document, or another program keeps the old pages in use.
        """
        self.recorded.document(document_id)
        self.derived.clear()
        self.recorded.erase(document_id)
        why = self._finish_erasing(wait=_ERASE_SECONDS)
        if why is not None:
            raise WhenceError(
                "W216",
                f"The document is deleted, but its words are still in free parts of {self.path}"
                f" ({why}). Close other programs that have the case open and run again:"
                f" whence status {self.path}",
            )

    def _finish_erasing(self, *, wait: float) -> str | None:
        """Overwrite free pages and empty the log; return why that could not be done, if so.

        Parameters
        ----------
        wait : float
            Seconds to wait for other programs.
        """
        self._db.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
        try:
            self._db.execute("VACUUM")
            if self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return "another program has it open"
            self.recorded.erased()
        except sqlite3.OperationalError as error:
            return str(error)
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        return None

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
