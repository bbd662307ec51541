"""The whole way: files to documents to readings to a case, and what follows from them derived."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Document, Limits
from corpus.folder import SourceFile, walk
from graph.case import Case
from graph.derive import refresh
from graph.model import EvidenceError, WhenceError
from graph.work import Failure, Job, Reader, Result, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: read, unchanged, duplicate, retracted, unsupported or failed."""

    path: str
    outcome: str
    reason: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did: files by outcome, and whether the derived data had to be made anew."""

    outcomes: dict[str, int]
    derived: bool


Progress = Callable[[Outcome, int, int], None]
"""Called after each file with what became of it, how many are done, and of how many."""


def build(
    sources: Sequence[Path],
    case: Case,
    *,
    pipeline: str | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read what is new or changed under ``sources`` into a case and derive.

    Every file is written by itself: a run that is killed has lost nothing but the file it was
    reading, and the next run goes on from there. A file that cannot be read is a line in the
    ledger, never the end of the run.

    Parameters
    ----------
    sources : sequence of pathlib.Path
        Files and folders.
    case : Case
    pipeline : str, optional
        Name of an installed spaCy pipeline, instead of the one shipped.
    workers : int, optional
        Processes; by default one for each core. With one, or few files, all is done in this one.
    limits : corpus.Limits, optional
    progress : callable, optional

    Raises
    ------
    WhenceError
        If a source does not exist, or the pipeline cannot be loaded.
    """
    for source in sources:
        if not source.exists():
            raise WhenceError("W250", f"There is no file or folder {source}.")
    limits = limits or Limits()
    files = [file for file in walk(sources, problems=True) if not _is_case(file.path, case.path)]
    reader = Reader(pipeline)
    stale = case.recorded.needs_reading(reader.version)
    outcomes: Counter[str] = Counter()
    total = len(files) + len(stale)

    def report(outcome: Outcome) -> None:
        outcomes[outcome.outcome] += 1
        if progress is not None:
            progress(outcome, outcomes.total(), total)

    jobs = [Job(path=_first_path(stored.document), document=stored.document) for stored in stale]
    waiting: list[tuple[SourceFile, str]] = []
    coming: set[str] = set()
    for file in files:
        sha256 = None if file.problem else _sha256(file.path, limits)
        if sha256 is not None and (sha256 in coming or case.recorded.holds(sha256)):
            waiting.append((file, sha256))
            continue
        if sha256 is not None:
            coming.add(sha256)
        jobs.append(
            Job(
                path=file.name,
                root=_root(file),
                file=None if file.problem else file.path,
                problem=file.problem,
            )
        )
    for job, result in run(jobs, reader, pipeline=pipeline, workers=workers, limits=limits):
        report(_record(case, job, result))
    for file, sha256 in waiting:
        report(_note_known(case, file, sha256))
    return Summary(outcomes=dict(sorted(outcomes.items())), derived=refresh(case))


def _record(case: Case, job: Job, result: Result) -> Outcome:
    """Write what came of one job into the case; a refused reading is a failure of that file."""
    try:
        if isinstance(result, Failure):
            raise result
        document, reading = result.document, result.reading
        if job.document is not None:
            case.recorded.read_again(document.id, reading)
            return Outcome(path=job.path, outcome="read again", document=document.id)
        notes = [*result.notes, reading.unread] if reading.unread else list(result.notes)
        reason = "; ".join(notes) or None
        case.recorded.add(document, reading, root=job.root, path=job.path, reason=reason)
        return Outcome(path=job.path, outcome="read", reason=reason, document=document.id)
    except (Failure, EvidenceError) as error:
        outcome = error.outcome if isinstance(error, Failure) else "failed"
        if job.document is None:
            case.recorded.note(
                root=job.root,
                path=job.path,
                content_sha256=None,
                outcome=outcome,
                reason=str(error),
            )
        return Outcome(path=job.path, outcome=outcome, reason=str(error))


def _note_known(case: Case, file: SourceFile, sha256: str) -> Outcome:
    """Write the ledger's line of a file whose bytes the case holds, or another file has."""
    root = _root(file)
    before = {(line.root, line.path): line for line in case.recorded.ledger(sha256)}
    own = before.get((root, file.name))
    if own is not None:
        outcome, reason = own.outcome, own.reason
        shown = "retracted" if outcome == "retracted" else "unchanged"
    elif before:
        outcome = shown = "duplicate"
        reason = f"the same bytes as {min(line.path for line in before.values())}"
    else:  # a file that has changed back to what the case already holds
        outcome, shown, reason = "read", "unchanged", None
    if own is None:
        case.recorded.note(
            root=root, path=file.name, content_sha256=sha256, outcome=outcome, reason=reason
        )
    return Outcome(path=file.name, outcome=shown, reason=reason)


def _sha256(path: Path, limits: Limits) -> str | None:
    """Hash a file; ``None`` for one that its reader will refuse."""
    try:
        if path.stat().st_size > limits.max_bytes:
            return None
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _root(file: SourceFile) -> str:
    """Return the folder that the file's name is relative to."""
    whole = file.path.absolute().as_posix()
    return (
        whole[: -len(file.name)].rstrip("/")
        if whole.endswith(file.name)
        else file.path.absolute().parent.as_posix()
    )


def _is_case(path: Path, case: Path) -> bool:
    return path.name.startswith(case.name) and path.resolve().parent == case.resolve().parent


def _first_path(document: Document) -> str:
    return document.paths[0] if document.paths else document.id
