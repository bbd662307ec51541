"""Files that come in through the browser: kept in a folder beside the case, then read into it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

from corpus import Limits
from graph.case import Case
from graph.explore.web.records import FileLine, ReadingWork, Uploaded
from graph.explore.web.worker import Died, FileRead, Order, Worker
from graph.model import WhenceError

MAX_NAME = 120
MAX_WAITING = 5_000
_PART = ".part"
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_MAX_FAULTS = 100
_DIED = "The process that read it died. The file may be damaged."


def safe_name(given: str) -> str:
    r"""Return a name for a file that came from elsewhere: no folders, nothing hidden or unseen.

    Examples
    --------
    >>> safe_name("../../etc/passwd"), safe_name("..\\a\x00b.txt"), safe_name(".profile")
    ('passwd', 'a b.txt', 'profile')
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    name = "".join(ch if ch.isprintable() else " " for ch in _BAD.sub(" ", name))
    name = " ".join(name.split()).strip(". ")
    if not name:
        return "document"
    if _RESERVED.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    while len((stem + dot + ending).encode("utf-8")) > MAX_NAME:
        stem = stem[:-1]
    return (stem.rstrip() or "document") + dot + ending


def folder_of(case: Path) -> Path:
    """Return the folder beside a case that keeps the files added in the browser."""
    return case.resolve().with_name(f"{case.stem}.documents")


class Intake:
    """Takes files in and has them read, one run at a time.

    A file is kept before anything else happens to it. Should reading be stopped, by whatever, the
    file is still there and listed as waiting.

    Parameters
    ----------
    case : pathlib.Path
    record : callable
        Changes what is recorded, in the thread that calls it.
    derive : callable
        Has derived what follows.
    """

    def __init__(
        self, case: Path, *, record: Callable[[Callable[[Case], Any]], Any],
        derive: Callable[[], None],
    ) -> None:  # fmt: skip
        self._case = case
        self.folder = folder_of(case)
        self.most = Limits().max_bytes
        self._record = record
        self._derive = derive
        self._worker = Worker()
        self._lock = threading.Lock()
        self._naming = threading.Lock()
        self._thread: threading.Thread | None = None
        self._state: _State | None = None
        self._again = False
        self._closed = False

    # -- keeping ------------------------------------------------------------------------------

    async def keep(self, name: str, body: AsyncIterator[bytes]) -> Uploaded:
        """Write a file into the folder; one with the same bytes and name is kept once.

        Raises
        ------
        WhenceError
            If it is larger than the reader takes, or empty, or cannot be written.
        """
        wanted = safe_name(name)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            part = self.folder / f".{os.urandom(8).hex()}{_PART}"
            digest, size = hashlib.sha256(), 0
            try:
                with os.fdopen(
                    os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
                ) as f:
                    async for piece in body:
                        size += len(piece)
                        if size > self.most:
                            most = self.most / 1_000_000
                            raise WhenceError(
                                "W287",
                                f"{wanted} is larger than {most:g} MB. Split it and add the parts.",
                            )
                        digest.update(piece)
                        f.write(piece)
                if not size:
                    raise WhenceError("W287", f"{wanted} is empty.")
                return self._placed(part, wanted, digest.hexdigest(), size)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise WhenceError(
                "W288",
                f"{wanted} could not be kept in {self.folder} ({error.strerror}). Make room, or let"
                " the folder be written to.",
            ) from error

    def _placed(self, part: Path, wanted: str, sha256: str, size: int) -> Uploaded:
        """Give a file its name, another one if a different file has it already."""
        stem, dot, ending = wanted.rpartition(".")
        stem, end = (stem, dot + ending) if dot else (wanted, "")
        with self._naming:
            for number in range(1, MAX_WAITING):
                name = wanted if number == 1 else f"{stem} ({number}){end}"
                file = self.folder / name
                if not os.path.lexists(file):
                    part.rename(file)
                    return Uploaded(name=name, bytes=size, known=False)
                if file.is_file() and _sha256(file) == sha256:
                    return Uploaded(name=name, bytes=size, known=True)
        raise WhenceError(
            "W288", f"Too many files are called {wanted}. Rename it and add it again."
        )

    # -- reading ------------------------------------------------------------------------------

    def waiting(self) -> list[Path]:
        """Return the files that are kept and have no line in the ledger yet."""
        if not self.folder.is_dir():
            return []
        seen = self._record(
            lambda case: {
                line.path for line in case.recorded.ledger() if line.root == str(self.folder)
            }
        )
        files = (f for f in sorted(self.folder.iterdir()) if f.is_file() and not f.is_symlink())
        return [f for f in files if not f.name.startswith(".") and f.name not in seen]

    def read(self) -> None:
        """Have the waiting files read; what is added meanwhile, too."""
        with self._lock:
            if self._closed:
                return
            self._again = True
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, daemon=True, name="intake")
                self._thread.start()

    def progress(self) -> ReadingWork | None:
        """Return how far the reading is, or how the last one ended; ``None`` if there was none."""
        state = self._state
        return None if state is None else state.told()

    def close(self) -> None:
        """Stop reading."""
        with self._lock:
            self._closed = True
        self._worker.close()

    def _run(self) -> None:
        state = self._state = _State()
        try:
            while not self._closed:
                with self._lock:
                    if not self._again:
                        break
                    self._again = False
                files = self.waiting()
                if files:
                    self._read(files, state)
        except WhenceError as error:
            state.error = error.message
        finally:
            self._worker.close()  # the reader's memory is given back
            state.running = False
            if not self._closed:
                self._derive()

    def _read(self, files: Sequence[Path], state: _State) -> None:
        state.begin()
        try:
            self._order(files, state)
        except Died:
            if self._closed:
                return
            for file in self.waiting():  # each alone, so that only the guilty one fails
                if file in files:
                    self._alone(file, state)

    def _alone(self, file: Path, state: _State) -> None:
        state.begin()
        try:
            self._order([file], state)
        except Died:
            if self._closed:
                return
            self._record(
                lambda case: case.recorded.note(
                    root=str(self.folder),
                    path=file.name,
                    content_sha256=_sha256(file),
                    outcome="failed",
                    reason=_DIED,
                )
            )
            state.add(
                FileRead(
                    path=file.name, outcome="failed", reason=_DIED, document=None, done=1, total=1
                )
            )

    def _order(self, files: Sequence[Path], state: _State) -> None:
        order = Order(do="read", case=self._case, files=tuple(files))
        for told in self._worker.carry_out(order):
            state.add(told)

    @property
    def pid(self) -> int | None:
        """The number of the process that reads."""
        return self._worker.pid


class _State:
    """How far a run is."""

    def __init__(self) -> None:
        self.running = True
        self.total = 0
        self.done = 0
        self.error: str | None = None
        self._before = 0
        self._outcomes: Counter[str] = Counter()
        self._faults: list[FileLine] = []

    def begin(self) -> None:
        self._before = self.done

    def add(self, told: FileRead) -> None:
        self.done = self._before + told.done
        self.total = self._before + told.total
        self._outcomes[told.outcome] += 1
        if told.reason and len(self._faults) < _MAX_FAULTS:
            self._faults.append(FileLine(path=told.path, outcome=told.outcome, reason=told.reason))

    def told(self) -> ReadingWork:
        return ReadingWork(
            running=self.running,
            done=self.done,
            total=self.total,
            outcomes=dict(self._outcomes),
            faults=list(self._faults),
            error=self.error,
        )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def remove_parts(case: Path) -> None:
    """Delete what is left of files whose sending was cut off."""
    for part in folder_of(case).glob(f".*{_PART}"):
        with contextlib.suppress(OSError):
            part.unlink()
