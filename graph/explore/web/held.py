"""What is kept in memory of one state of a case: each thing made when it is first asked for."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from graph.query.groups import Groups, load_groups
from graph.query.joined import Network, load
from graph.query.whole import Whole, whole

T = TypeVar("T")

RECENT = 16
"""Drawings that are kept in case they are asked for again."""


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
        self._recent: OrderedDict[Hashable, object] = OrderedDict()

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

    def recent(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of late under a key: a page and its data are asked for in turn."""
        if key in self._recent:
            with contextlib.suppress(KeyError):  # another thread may have dropped it just now
                self._recent.move_to_end(key)
                return cast("T", self._recent[key])
        made = make()
        self._recent[key] = made
        while len(self._recent) > RECENT:
            with contextlib.suppress(KeyError):
                self._recent.popitem(last=False)
        return made
