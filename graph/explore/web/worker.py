"""A process beside the server, for what takes long: deriving anew, reading files.

The server's threads stay free to answer. Should the process die, nothing recorded is lost: what is
derived is behind then, and is derived again.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from graph.case import Case
from graph.derive import refresh
from graph.derive.memo import Memo
from graph.model import WhenceError

_log = logging.getLogger(__name__)
_SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to do: derive a case anew, or read files into it first."""

    do: Literal["derive", "read"]
    case: Path
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What became of one file, and how many of how many are done."""

    path: str
    outcome: str
    reason: str | None
    document: str | None
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """That an order is carried out, or in words why not."""

    error: str | None = None


class Died(Exception):
    """The process ended before its order was carried out."""


class Worker:
    """One such process; it is started when it is first needed and again after it has died."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Start the process, if it does not run."""
        self._started()

    def carry_out(self, order: Order) -> Iterator[FileRead]:
        """Carry out an order, telling of each file that is read.

        Raises
        ------
        WhenceError
            If it could not be carried out.
        Died
            If the process ended, killed or by a fault of its own.
        """
        pipe = self._started()
        try:
            pipe.send(order)
            while not isinstance(said := pipe.recv(), Ended):
                yield said
        except (EOFError, OSError) as error:
            self.close()
            raise Died from error
        if said.error is not None:
            raise WhenceError("W286", said.error)

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(_SECONDS_TO_END)
        self._process = self._pipe = None

    @property
    def pid(self) -> int | None:
        """Its number, while it runs."""
        return None if self._process is None else self._process.pid

    def _started(self) -> Connection:
        with self._starting:
            if self._pipe is not None and self._process is not None and self._process.is_alive():
                return self._pipe
            self.close()
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=_run, args=(there,), daemon=True, name="whence worker")
            process.start()
            there.close()
            self._process, self._pipe = process, here
            return here


def _run(pipe: Connection) -> None:
    """Carry out orders until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends this process
    memo = Memo()
    with suppress(EOFError, BrokenPipeError):
        while True:
            order: Order = pipe.recv()
            error: str | None = None
            try:
                _do(order, pipe.send, memo)
            except WhenceError as wrong:
                error = wrong.message
            except Exception as wrong:
                _log.exception("An order was not carried out")
                error = f"{type(wrong).__name__}: {wrong}"
            pipe.send(Ended(error=error))


def _do(order: Order, tell: Callable[[FileRead], None], memo: Memo) -> None:
    with Case.open(order.case) as case:
        if order.do == "derive":
            refresh(case, memo=memo)
            return
        from graph.build import Outcome, build  # the reader: only for those who read

        def progress(outcome: Outcome, done: int, total: int) -> None:
            tell(
                FileRead(
                    path=outcome.path,
                    outcome=outcome.outcome,
                    reason=outcome.reason,
                    document=outcome.document,
                    done=done,
                    total=total,
                )
            )

        build(order.files, case, progress=progress)
