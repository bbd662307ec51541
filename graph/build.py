"""The whole way: files to documents to readings to a case, and what follows from them derived."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Document, Limits
from corpus.folder import SourceFile, walk
from graph.case import Case
from graph.derive import refresh
from graph.model import WhenceError
from graph.work import Failure, Job, Reader, Result, run

_HELD = frozenset({"read", "duplicate", "retracted"})
_BESIDE = re.compile(r"-(wal|shm|journal)|\.v\d+\.backup")

Key = tuple[str, str]
"""A line of the ledger: the folder, and the path below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file.

    ``outcome`` is one of: ``read``; ``read again`` (a stored document, with another pipeline);
    ``unchanged``; ``duplicate`` (its bytes are those of another file); ``retracted`` (its
    document was withdrawn); ``gone`` (no longer in a folder that was given again);
    ``unsupported``; ``failed``.
    """

    path: str
    outcome: str
    reason: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did: files by outcome, gone ones too, and whether derived data were made anew."""

    outcomes: dict[str, int]
    derived: bool


Progress = Callable[[Outcome, int, int], None]
"""Called after each file with what became of it, how many are done, and of how many at most."""


def check_sources(sources: Sequence[Path]) -> None:
    """Refuse files and folders that do not exist.

    Raises
    ------
    WhenceError
        Naming the first.
    """
    for source in sources:
        if not source.exists():
            raise WhenceError("W250", f"There is no file or folder {source}.")


def build(
    sources: Sequence[Path],
    case: Case,
    *,
    pipeline: str | None = None,
    workers: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read what is new or changed under ``sources`` into a case and derive.

    Every file is written by itself: a run that is killed has lost nothing but the file it was
    reading, and the next run goes on from there. A file that cannot be read is a line in the
    ledger, never the end of the run. A file that is gone from a folder given again is noted as
    such and its document stays, unless the file only has another name now.

    Parameters
    ----------
    sources : sequence of pathlib.Path
        Files and folders.
    case : Case
    pipeline : str, optional
        Name of an installed spaCy pipeline, instead of the one shipped.
    workers : int
        Processes. With more than one, a script must begin its work under
        ``if __name__ == "__main__":``, as :mod:`multiprocessing` asks.
    limits : corpus.Limits, optional
    progress : callable, optional

    Raises
    ------
    WhenceError
        If a source does not exist, or the pipeline cannot be loaded.
    """
    check_sources(sources)
    limits = limits or Limits()
    files = [file for file in walk(sources, problems=True) if not _is_case(file.path, case.path)]
    reader = Reader(pipeline)
    stale = case.recorded.needs_reading(reader.version)
    outcomes: Counter[str] = Counter()
    left = _left_behind(case, sources, files)
    total = len(files) + len(stale) + len(left)

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
        jobs.append(_job(file, sha256))
    for job, result in run(jobs, reader, pipeline=pipeline, workers=workers, limits=limits):
        report(_record(case, job, result, left))
    again: list[Job] = []  # copies of a file that gave no document: each has its own say
    for file, sha256 in waiting:
        if case.recorded.holds(sha256):
            report(_note_known(case, (_root(file), file.name), sha256, left))
        else:
            again.append(_job(file, sha256))
    for job, result in run(again, reader, pipeline=pipeline, workers=workers, limits=limits):
        report(_record(case, job, result, left))
    for outcome in _settle(case, left):
        report(outcome)
    return Summary(outcomes=dict(sorted(outcomes.items())), derived=refresh(case))


def _job(file: SourceFile, sha256: str | None) -> Job:
    return Job(
        path=file.name,
        root=_root(file),
        file=None if file.problem else file.path,
        problem=file.problem,
        sha256=sha256,
    )


def _record(case: Case, job: Job, result: Result, left: Collection[Key]) -> Outcome:
    """Write what came of one job into the case; a refused reading is a failure of that file."""
    try:
        if isinstance(result, Failure):
            raise result
        document, reading = result.document, result.reading
        if job.document is not None:
            case.recorded.read_again(document.id, reading)
            return Outcome(path=job.path, outcome="read again", document=document.id)
        if case.recorded.holds(document.content_sha256):  # a copy came first
            return _note_known(case, (job.root, job.path), document.content_sha256, left)
        notes = [*result.notes, reading.unread] if reading.unread else list(result.notes)
        reason = "; ".join(notes) or None
        case.recorded.add(document, reading, root=job.root, path=job.path, reason=reason)
        return Outcome(path=job.path, outcome="read", reason=reason, document=document.id)
    except (Failure, WhenceError) as error:
        outcome = error.outcome if isinstance(error, Failure) else "failed"
        if job.document is None:
            case.recorded.note(
                root=job.root,
                path=job.path,
                content_sha256=job.sha256,
                outcome=outcome,
                reason=str(error),
            )
        return Outcome(path=job.path, outcome=outcome, reason=str(error))


def _note_known(case: Case, key: Key, sha256: str, left: Collection[Key]) -> Outcome:
    """Write the ledger's line of a file whose bytes the case holds.

    A file that is still there goes before those in ``left``, which are not.
    """
    root, path = key
    holding = {
        (line.root, line.path): line
        for line in case.recorded.ledger(sha256)
        if line.document is not None and line.outcome in _HELD
    }
    own = holding.get(key)
    others = [line.path for at, line in holding.items() if at != key and at not in left]
    if own is not None and (others or own.outcome != "duplicate"):
        shown = "retracted" if own.outcome == "retracted" else "unchanged"
        return Outcome(path=path, outcome=shown, reason=own.reason, document=own.document)
    reason = f"the same bytes as {min(others)}" if others else None
    outcome = "duplicate" if others else "read"
    case.recorded.note(root=root, path=path, content_sha256=sha256, outcome=outcome, reason=reason)
    return Outcome(path=path, outcome="duplicate" if others else "unchanged", reason=reason)


def _left_behind(
    case: Case, sources: Sequence[Path], files: Sequence[SourceFile]
) -> dict[Key, Key | None]:
    """Return the ledger's lines below the folders given that no file of this run has.

    Each comes with the line that its file has now where it goes by another name (given by
    itself before, with its folder now), and else with ``None``. What lies in a folder that
    cannot be opened is not known to be gone.
    """
    folders = [_whole(source) for source in sources if source.is_dir()]
    closed = [_whole(file.path) for file in files if file.problem and file.path.is_dir()]
    now = {_whole(file.path): (_root(file), file.name) for file in files}
    seen = set(now.values())
    left: dict[Key, Key | None] = {}
    for line in case.recorded.ledger():
        key = (line.root, line.path)
        where = Path(line.root, line.path)
        below = any(where.is_relative_to(folder) for folder in folders)
        if key in seen or not below or any(where.is_relative_to(folder) for folder in closed):
            continue
        if where in now:
            left[key] = now[where]
        elif not os.path.lexists(where):
            left[key] = None
    return left


def _settle(case: Case, left: Mapping[Key, Key | None]) -> Iterator[Outcome]:
    """Write down which files are gone; forget lines whose document another file holds now."""
    lines = {(line.root, line.path): line for line in case.recorded.ledger()}
    held_by: defaultdict[str | None, list[Key]] = defaultdict(list)
    for key, line in lines.items():
        if key not in left and line.outcome in _HELD and os.path.lexists(Path(*key)):
            held_by[line.document].append(key)
    for (root, path), current in left.items():
        line = lines[root, path]
        if current is not None:
            if lines[current].document is not None:
                case.recorded.forget(root=root, path=path)
        elif line.document is not None and held_by[line.document]:
            case.recorded.forget(root=root, path=path)
        else:
            case.recorded.gone(root=root, path=path)
            yield Outcome(path=path, outcome="gone", document=line.document)


def _sha256(path: Path, limits: Limits) -> str | None:
    """Hash a file; ``None`` for one that its reader will refuse."""
    try:
        if path.stat().st_size > limits.max_bytes:
            return None
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _whole(path: Path) -> Path:
    """Return a path from the root on, without ``..``; links stay as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve would follow links)


def _root(file: SourceFile) -> str:
    """Return the folder that the file's name is relative to."""
    whole = _whole(file.path)
    if whole.as_posix().endswith(f"/{file.name}"):
        return whole.as_posix()[: -len(file.name) - 1] or "/"
    return whole.parent.as_posix()


def _is_case(path: Path, case: Path) -> bool:
    """Whether a file is the case itself, or one that SQLite or a migration puts beside it."""
    if not path.name.startswith(case.name) or path.resolve().parent != case.resolve().parent:
        return False
    rest = path.name[len(case.name) :]
    return not rest or _BESIDE.fullmatch(rest) is not None


def _first_path(document: Document) -> str:
    return document.paths[0] if document.paths else document.id
