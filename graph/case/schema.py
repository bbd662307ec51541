"""The file itself: made, opened, recognised, migrated."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from graph.model import WhenceError

APPLICATION_ID = 0x57484E43  # "WHNC"
RECORDED_VERSION = 1
DERIVED_VERSION = "8"
BUSY_SECONDS = 60.0
"""How long to wait for another program that has the case open."""

DERIVED_TABLES = (
    "question", "packed", "community_line", "place", "community",
    "name_words", "entity_ruling", "ruling", "tally", "holding", "dated", "dispute", "claim_source",
    "voice", "speaker", "standing",
    "reprint", "evidence", "claim", "candidate", "mention", "entity_name", "entity",
)  # fmt: skip

_NOT_WRITABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
)

# One step from each older version of the recorded tables to the next.
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a case file, making it if asked to.

    Raises
    ------
    WhenceError
        If there is none, if it is no case file, or if a newer Whence made it.
    """
    if not path.exists():
        if not create:
            raise WhenceError(
                "W210",
                f"There is no case file {path}. Make one: whence build DOCUMENTS --case {path}",
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):  # somebody else made it just now
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # its owner's
        except OSError as error:
            raise WhenceError(
                "W215",
                f"{path} cannot be made ({error.strerror}). Give --case another place.",
            ) from error
    if path.is_dir():
        raise WhenceError(
            "W211", f"{path} is a folder; a case is one file, such as {path}/case.whence"
        )
    if not create and path.exists() and path.stat().st_size == 0:
        raise WhenceError("W212", f"{path} is empty: it is no case file. It was left as it is.")
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise trouble(error, path) from error
    try:
        _prepare(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise trouble(error, path) from error
    except WhenceError:
        connection.close()
        raise
    return connection


def trouble(error: sqlite3.Error, path: Path) -> WhenceError:
    """Return what an error of the database means for the user, and what to do about it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest only says it more exactly
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WhenceError(
            "W214",
            f"{path} is in use ({error}). Close other programs that have it open and run again.",
        )
    if code in _NOT_WRITABLE:
        return WhenceError(
            "W215",
            f"{path} cannot be written ({error}). Check that you may write the file and its"
            " folder, and that the disk has room.",
        )
    return WhenceError(
        "W217", f"{path} is not a case file or is damaged ({error}). Restore it from a copy."
    )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if empty and application in (0, APPLICATION_ID):
        _make(connection)
    elif application != APPLICATION_ID:
        raise WhenceError("W212", f"{path} is an SQLite file, but not a case of Whence.")
    elif version > RECORDED_VERSION:
        raise WhenceError(
            "W213",
            f"A newer Whence made {path} (version {version}). Install that version to open it.",
        )
    elif version < RECORDED_VERSION:
        migrate(connection, path, version)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _make(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return  # somebody else made it while this one waited
        run_script(connection, "schema.sql")
        run_script(connection, "derived.sql")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {RECORDED_VERSION}")
        connection.execute("INSERT INTO meta VALUES ('recorded_revision', '0')")


def migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring older recorded tables up to date, after a copy ``NAME.vN.backup`` beside the case."""
    backup = path.with_name(f"{path.name}.v{version}.backup")
    if not backup.exists():
        os.close(os.open(backup, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with contextlib.closing(sqlite3.connect(backup)) as copy:
        connection.backup(copy)
    with transaction(connection):
        for step in range(version, RECORDED_VERSION):
            MIGRATIONS[step](connection)
        rebuild_derived_tables(connection)
        connection.execute(f"PRAGMA user_version = {RECORDED_VERSION}")


def rebuild_derived_tables(connection: sqlite3.Connection) -> None:
    """Drop the derived tables and make them anew, empty; inside the caller's transaction."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("DROP TRIGGER IF EXISTS last_evidence_is_kept")
    connection.execute("DROP VIEW IF EXISTS edge")
    for table in DERIVED_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    run_script(connection, "derived.sql")
    connection.execute("DELETE FROM meta WHERE key = 'derived_from'")


def run_script(connection: sqlite3.Connection, name: str) -> None:
    """Run a script of this package statement by statement, inside the caller's transaction."""
    statement = ""
    for line in files("graph.case").joinpath(name).read_text(encoding="utf-8").splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def bump(connection: sqlite3.Connection) -> None:
    """Count a change to recorded data, inside its transaction: what is derived is now behind."""
    connection.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'recorded_revision'"
    )


def now() -> str:
    """Return the time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
