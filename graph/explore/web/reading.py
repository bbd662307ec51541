"""Threads that read a case: each has a connection of its own, opened for reading only."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from graph.explore.web.desk import Desk
from graph.explore.web.held import Held

T = TypeVar("T")

THREADS = 4
_PAGES_KIB = 24_000
_BUSY_SECONDS = 10.0


class Readers:
    """A few threads that each hold the case open for reading.

    Parameters
    ----------
    path : pathlib.Path
        The case file; its derived data must be up to date.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")
        self._renewing = threading.Lock()
        self._held: Held | None = None

    async def ask(self, question: Callable[[Desk], T]) -> T:
        """Answer a question in one of the threads, from one state of the case throughout."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, question)

    def _answer(self, question: Callable[[Desk], T]) -> T:
        desk = self.desk()
        desk.db.execute("BEGIN")
        try:
            return question(desk)
        finally:
            desk.db.execute("ROLLBACK")

    def desk(self) -> Desk:
        """Return this thread's desk."""
        if not hasattr(self._own, "desk"):
            self._own.desk = Desk(open_for_reading(self.path))
        desk: Desk = self._own.desk
        return desk

    def held(self, desk: Desk) -> Held:
        """Return what is kept of the case in memory; begun anew if the case has changed."""
        stamp = desk.db.execute("SELECT value FROM meta WHERE key = 'derived_from'").fetchone()[0]
        with self._renewing:
            if self._held is None or self._held.stamp != stamp:
                self._held = Held(stamp)
            return self._held

    def warm(self, *questions: Callable[[Desk], object]) -> None:
        """Begin to read the claims into memory, and then to answer what will be asked again."""
        for question in (self._warm, *questions):
            self._pool.submit(self._answer, question)

    def _warm(self, desk: Desk) -> None:
        held = self.held(desk)
        held.groups(desk.db)
        held.network(desk.db)

    def close(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a case so that nothing can be written through this connection."""
    db = sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?mode=ro",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA query_only = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
    return db
