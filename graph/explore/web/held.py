"""What is kept in memory of one state of a case: each thing made when it is first asked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable

from graph.query.groups import Groups, load_groups
from graph.query.joined import Network, load
from graph.query.whole import Whole, whole


class Held:
    """One state of a case in memory, for all threads.

    Parameters
    ----------
    stamp : str
        What the derived tables follow from.

    Notes
    -----
    At most some 80 bytes a claim, and what answers were kept.
    """

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self._making = threading.RLock()
        self._network: Network | None = None
        self._groups: Groups | None = None
        self._answers: dict[str, bytes] = {}

    def network(self, db: sqlite3.Connection) -> Network:
        """Return the claims between entities."""
        if self._network is None:
            with self._making:
                if self._network is None:
                    self._network = load(db)
        return self._network

    def groups(self, db: sqlite3.Connection) -> Groups:
        """Return the communities."""
        if self._groups is None:
            with self._making:
                if self._groups is None:
                    self._groups = load_groups(db)
        return self._groups

    def whole(self, db: sqlite3.Connection) -> Whole:
        """Return all names and lines, each time anew: keep what is made of it."""
        return whole(db, self.network(db))

    def answer(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return an answer that is always the same, made once."""
        if name not in self._answers:
            with self._making:
                if name not in self._answers:
                    self._answers[name] = make()
        return self._answers[name]
