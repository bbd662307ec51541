"""Reading many documents: one process or several, and no file that can stop the others."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from corpus import CorpusError, Document, Limits, UnsupportedFormat
from corpus.reading import read_noted
from graph.extract import EXTRACTOR_VERSION, read_document, unread
from graph.model import Reading, WhenceError
from graph.nlp import load, pipeline_version

_FEW_JOBS = 4
_PENDING_PER_WORKER = 4
_LATIN = 0x250
_MAX_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to read, or a stored document to read anew.

    ``path`` is its name in the ledger, below the folder ``root``; a file with a ``problem`` is
    not opened. ``sha256`` is the hash of the file's bytes, where they could be had.
    """

    path: str
    root: str = ""
    file: Path | None = None
    document: Document | None = None
    problem: str | None = None
    sha256: str | None = None


class Failure(Exception):
    """Why a file gave no document; ``outcome`` is ``failed`` or ``unsupported``."""

    def __init__(self, outcome: str, reason: str) -> None:
        super().__init__(outcome, reason)
        self.outcome = outcome
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """A document with its reading, and what else the user should be told about the file."""

    document: Document
    reading: Reading
    notes: tuple[str, ...] = ()


Result = Success | Failure


class Reader:
    """A pipeline that reads documents; made once in each process.

    Parameters
    ----------
    pipeline : str, optional
        Name of another spaCy pipeline; ``None`` is the one shipped.
    threads : int
        Threads of the shipped network; 0 lets it choose.
    """

    def __init__(self, pipeline: str | None = None, *, threads: int = 0) -> None:
        self._nlp: Language = load(pipeline, threads=threads)
        self._nlp.max_length = max(self._nlp.max_length, Limits().max_characters + 1)
        self.version = f"{pipeline_version(self._nlp)}/extract-{EXTRACTOR_VERSION}"
        self._component = _names_component(self._nlp)

    def read(self, document: Document) -> Reading:
        """Return the reading of a document; of one in another language, an empty one saying so."""
        why = _why_unread(document, self._nlp.lang or "xx")
        if why is not None:
            return unread(document, pipeline=self.version, why=why)
        return read_document(
            document, self._nlp(document.text), pipeline=self.version, component=self._component
        )


def run(
    jobs: Sequence[Job],
    reader: Reader,
    *,
    pipeline: str | None,
    workers: int,
    limits: Limits,
) -> Iterator[tuple[Job, Result]]:
    """Yield each job with what came of it, as they are done.

    Few jobs run in this process with ``reader``. Otherwise ``workers`` processes read; should
    one die (a parser that crashes, memory that runs out), the jobs it may have held are done
    again, each in a process of its own, so that only the guilty one fails.
    """
    if workers == 1 or len(jobs) <= _FEW_JOBS:
        for job in jobs:
            yield job, _do(job, reader, limits)
        return
    unfinished = deque(jobs)
    suspects: list[Job] = []
    while unfinished:
        with _pool(min(workers, len(unfinished)), pipeline, limits) as pool:
            yield from _pooled(pool, unfinished, suspects, workers * _PENDING_PER_WORKER)
        for job in suspects:
            yield job, _alone(job, pipeline, limits)
        suspects.clear()


def _pooled(
    pool: ProcessPoolExecutor, unfinished: deque[Job], suspects: list[Job], pending: int
) -> Iterator[tuple[Job, Result]]:
    """Run jobs until none is left or the pool breaks; then its open jobs are suspects."""
    running: deque[tuple[Job, Future[Result]]] = deque()
    while unfinished or running:
        try:
            while unfinished and len(running) < pending:
                running.append((unfinished[0], pool.submit(_work, unfinished[0])))
                unfinished.popleft()
            job, future = running[0]
            result = future.result()
        except BrokenProcessPool:
            suspects.extend(job for job, _ in running)
            return
        running.popleft()
        yield job, result


def _alone(job: Job, pipeline: str | None, limits: Limits) -> Result:
    with _pool(1, pipeline, limits) as pool:
        try:
            return pool.submit(_work, job).result()
        except BrokenProcessPool:
            return Failure("failed", "The process that read it died. The file may be damaged.")


def _pool(workers: int, pipeline: str | None, limits: Limits) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(pipeline, limits),
    )


_worker: tuple[Reader, Limits] | None = None


def _start(pipeline: str | None, limits: Limits) -> None:
    global _worker
    _worker = (Reader(pipeline, threads=1), limits)


def _work(job: Job) -> Result:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return _do(job, *_worker)


def _do(job: Job, reader: Reader, limits: Limits) -> Result:
    try:
        if job.document is not None:
            return Success(document=job.document, reading=reader.read(job.document))
        if job.file is None:
            return Failure("failed", job.problem or "There is nothing to read.")
        document, notes = read_noted(job.file, name=job.path, limits=limits)
        return Success(document=document, reading=reader.read(document), notes=notes)
    except UnsupportedFormat as error:
        return Failure("unsupported", str(error))
    except CorpusError as error:
        return Failure("failed", str(error))
    except WhenceError as error:
        return Failure("failed", str(error))
    except Exception as error:  # whatever it is: one bad file never stops a run
        return Failure("failed", f"It could not be read ({_in_short(error)}).")


def _in_short(error: Exception) -> str:
    """Return an error's type and the first line of what it says."""
    said = (str(error).strip().splitlines() or [""])[0][:_MAX_REASON]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _why_unread(document: Document, language: str) -> str | None:
    """Say why a pipeline of one language cannot read a document, or return ``None``."""
    if document.language is not None and language not in (document.language, "xx"):
        return (
            f"in {document.language}, which the pipeline does not read ({language}):"
            " stored and searchable, no names taken"
        )
    letters = [ch for ch in document.body() if ch.isalpha()]
    if document.language is None and sum(ord(ch) < _LATIN for ch in letters) * 2 < len(letters):
        return "in a script that the pipeline does not read: stored and searchable, no names taken"
    return None


def _names_component(nlp: Language) -> str:
    """Return the name of the component that sets ``doc.ents``, the last if several do."""
    setters = [n for n in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(n).assigns]
    return setters[-1] if setters else nlp.pipe_names[-1]
