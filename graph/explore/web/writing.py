"""Changes to a case from the browser: recorded at once, derived in a process of its own.

A decision is written in one short transaction, so it is never lost; until what follows from it is
derived, pages show the case as it was. Changes that come meanwhile are derived together.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from graph.case import Case
from graph.case.schema import trouble
from graph.explore.web.records import Work
from graph.explore.web.uploads import Intake, remove_parts
from graph.explore.web.worker import Died, Order, Worker
from graph.model import WhenceError

T = TypeVar("T")

_TRIES = 3


class Writer:
    """Whoever changes a case: one thread that records, one that has the rest derived.

    Parameters
    ----------
    path : pathlib.Path
        The case file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        remove_parts(path)
        self.intake = Intake(path, record=self.record_now, derive=self.derive)
        self._recording = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._worker = Worker()
        self._wanted = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._since: float | None = None
        self._last: float | None = None
        self._error: str | None = None
        self._closed = False

    async def record(self, act: Callable[[Case], T]) -> T:
        """Change what is recorded, in the writer's thread; what follows is derived soon after.

        Nothing follows from some changes, such as a note.
        """

        def work(case: Case) -> tuple[T, bool]:
            return act(case), case.derived.is_current(case.recorded.revision)

        loop = asyncio.get_running_loop()
        done, current = await loop.run_in_executor(self._recording, self.record_now, work)
        if not current:
            self.derive()
        return done

    def record_now(self, act: Callable[[Case], T]) -> T:
        """Change what is recorded, in this thread."""
        try:
            with Case.open(self.path) as case:
                return act(case)
        except sqlite3.OperationalError as error:
            raise trouble(error, self.path) from error

    def derive(self) -> None:
        """Have derived, soon, what follows from what is recorded."""
        with self._lock:
            if self._closed:
                return
            self._error = None
            self._since = self._since or time.monotonic()
            self._wanted.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._derive, daemon=True, name="deriver")
                self._thread.start()

    def warm(self) -> None:
        """Have the process that derives started: the first decision need not wait for it then."""
        threading.Thread(target=self._worker.start, daemon=True, name="warming").start()

    def work(self) -> Work:
        """Return what is being done now."""
        with self._lock:
            since = self._since
            return Work(
                busy=since is not None,
                seconds=0.0 if since is None else round(time.monotonic() - since, 1),
                last=self._last,
                error=self._error,
                reading=self.intake.progress(),
            )

    def close(self) -> None:
        """End the processes; what they have not finished is done when the case is opened next."""
        with self._lock:
            self._closed = True
        self._wanted.set()
        self.intake.close()
        self._worker.close()
        self._recording.shutdown(wait=False, cancel_futures=True)

    def _derive(self) -> None:
        while self._wanted.wait() and not self._closed:
            self._wanted.clear()
            began = time.monotonic()
            error = self._derived()
            with self._lock:
                self._last = round(time.monotonic() - began, 1)
                if not self._wanted.is_set():
                    self._since, self._error = None, error

    def _derived(self) -> str | None:
        """Derive until what is derived is not behind; return why that was not possible."""
        for _ in range(_TRIES):
            try:
                for _ in self._worker.carry_out(Order(do="derive", case=self.path)):
                    pass
                if self.record_now(lambda case: case.derived.is_current(case.recorded.revision)):
                    return None
            except Died:
                if self._closed:
                    return None
            except WhenceError as error:
                return error.message
        return (
            "What you changed is recorded, but what follows from it could not be worked out."
            " Stop Whence and open the case again; the terminal says more."
        )
