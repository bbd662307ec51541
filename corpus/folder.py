"""A folder of documents: which files there are, and what happened to each.

`walk` names the files, `read_all` reads them one by one and writes a line in the ledger for
every one. A file that cannot be read is such a line and nothing more.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.document import Document, document_id
from corpus.errors import CorpusError, UnreadableFile, UnsupportedFormat
from corpus.limits import Limits
from corpus.reading import load_bytes, read_bytes_noted

__all__ = ["LedgerEntry", "Limits", "Outcome", "SourceFile", "read_all", "walk"]

Outcome = Literal["read", "duplicate", "unsupported", "failed", "unchanged"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read.

    Attributes
    ----------
    path
        Where it lies.
    name
        The path recorded: relative to the folder given, with ``/``.
    problem
        Why it will not be opened, or None.
    """

    path: Path
    name: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What happened to one file.

    Attributes
    ----------
    path
        The file's recorded path.
    outcome
        ``read``; ``duplicate`` (its bytes are those of a file read before); ``unsupported``
        (no reader for what it is); ``failed``; ``unchanged`` (its bytes were known already).
    reason
        Why, or what else is to be known of a file read (attachments left out, a guessed
        encoding); None when there is nothing to say.
    content_sha256
        Hash of its bytes, where they could be had.
    document
        Id of its document, unless there is none.
    """

    path: str
    outcome: Outcome
    reason: str | None = None
    content_sha256: str | None = None
    document: str | None = None


def walk(sources: Sequence[Path], *, problems: bool = False) -> Iterator[SourceFile]:
    """Yield the files under folders, and files given by themselves, each once.

    Parameters
    ----------
    sources
        Folders and files, in the user's order; each folder's files come sorted by name.
    problems
        Whether to yield also what must not be opened, with `SourceFile.problem` saying why: it
        belongs in a ledger and nowhere else.

    Raises
    ------
    UnreadableFile
        If a source does not exist.

    Notes
    -----
    Hidden files and folders (``.name``) inside a folder are passed over. A link is followed
    only to a file inside the same folder; other links, and whatever is no regular file, are
    problems. Folders that are links are never entered, so there are no loops. Where several
    sources hold a file of the same name, the later ones' names begin with the name of their
    folder.
    """
    seen: set[Path] = set()
    names: set[str] = set()
    for source in sources:
        if not source.exists():
            raise UnreadableFile(f"there is no {source}", "Give a file or folder that exists")
        single = not source.is_dir()
        found = [SourceFile(source, source.name)] if single else _under(source)
        label = source.resolve().parent.name if single else source.resolve().name
        for file in found:
            if file.problem is not None and not problems:
                continue
            where = file.path.resolve() if file.problem is None else file.path.absolute()
            if where in seen:
                continue
            seen.add(where)
            name = _unused(_readable(file.name), _readable(label), names)
            names.add(name)
            yield replace(file, name=name)


def read_all(
    files: Iterable[SourceFile],
    *,
    limits: Limits | None = None,
    known: Container[str] = (),
) -> Iterator[tuple[LedgerEntry, Document | None]]:
    """Read files and tell what happened to each.

    Every file gets one entry. The entry of a file that was read comes with its document, whose
    `Document.paths` name all the files given with the same bytes.

    Parameters
    ----------
    files
        As `walk` yields them.
    limits
        Bounds for each file.
    known
        Content hashes of documents read earlier: files with these bytes are ``unchanged``.

    Notes
    -----
    Files are looked at twice: once to hash them, so that copies are known, and once to read
    them. One file is in memory at a time.
    """
    limits = limits or Limits()
    hashed: list[tuple[SourceFile, str | None, CorpusError | None]] = []
    paths: dict[str, list[str]] = {}
    for file in files:
        content, error = _hash(file, limits)
        hashed.append((file, content, error))
        if content is not None:
            paths.setdefault(content, []).append(file.name)
    first: dict[str, LedgerEntry] = {}
    for file, content, error in hashed:
        if error is not None or content is None:
            yield _failed(file, error, content), None
        elif content in known:
            id = document_id(content)
            yield (
                LedgerEntry(
                    path=file.name, outcome="unchanged", content_sha256=content, document=id
                ),
                None,
            )
        elif content in first:
            yield _copy(file, first[content]), None
        else:
            entry, document = _read(file, content, limits)
            first[content] = entry
            if document is not None:
                document = replace(document, paths=tuple(sorted(paths[content])))
            yield entry, document


def _under(folder: Path) -> Iterator[SourceFile]:
    root = folder.resolve()
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            name = here.relative_to(folder).as_posix()
            problem = f"the folder cannot be opened ({(error.strerror or 'error').lower()})"
            yield SourceFile(here, name, problem)
            continue
        folders: list[Path] = []
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
                continue
            why = _problem(path, root)
            if why is not None or not path.is_dir():
                yield SourceFile(path, path.relative_to(folder).as_posix(), why)
        pending.extend(reversed(folders))


def _problem(path: Path, root: Path) -> str | None:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            target = path.resolve(strict=True)
            if not target.is_relative_to(root):
                return "the file is a link that leads out of the folder"
            mode = target.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return "the path is no regular file"
    except (OSError, RuntimeError):
        return "the file is a link that leads nowhere"
    return None


def _readable(name: str) -> str:
    """Return a name that can be written as UTF-8, whatever bytes the file system holds."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unused(name: str, label: str, names: set[str]) -> str:
    if name not in names:
        return name
    number = 1
    while (tried := f"{label if number == 1 else f'{label}-{number}'}/{name}") in names:
        number += 1
    return tried


def _hash(file: SourceFile, limits: Limits) -> tuple[str | None, CorpusError | None]:
    if file.problem is not None:
        return None, UnreadableFile(file.problem, "Give the file itself, or leave it out")
    try:
        return hashlib.sha256(load_bytes(file.path, limits=limits)).hexdigest(), None
    except CorpusError as error:
        return None, error


def _read(file: SourceFile, content: str, limits: Limits) -> tuple[LedgerEntry, Document | None]:
    try:
        data = load_bytes(file.path, limits=limits)
        if hashlib.sha256(data).hexdigest() != content:
            raise UnreadableFile("the file changed while it was read", "Run again")
        document, notes = read_bytes_noted(data, file.name, limits=limits)
    except CorpusError as error:
        return _failed(file, error, content), None
    entry = LedgerEntry(
        path=file.name,
        outcome="read",
        reason="; ".join(notes) or None,
        content_sha256=content,
        document=document.id,
    )
    return entry, document


def _copy(file: SourceFile, first: LedgerEntry) -> LedgerEntry:
    """Return the entry of a file whose bytes were met before."""
    if first.document is None:
        return replace(first, path=file.name)
    reason = f"same bytes as {first.path}"
    return replace(first, path=file.name, outcome="duplicate", reason=reason)


def _failed(file: SourceFile, error: CorpusError | None, content: str | None) -> LedgerEntry:
    return LedgerEntry(
        path=file.name,
        outcome="unsupported" if isinstance(error, UnsupportedFormat) else "failed",
        reason=str(error) if error is not None else None,
        content_sha256=content,
    )
