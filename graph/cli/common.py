"""What the commands share: the application, its two consoles, opening a case, naming things."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from graph.case import Case
from graph.case.schema import trouble
from graph.derive import refresh
from graph.model import Entity
from graph.query import find_entity
from graph.query.find import AmbiguousName

app = typer.Typer(
    name="whence",
    help="Reads documents and draws who says what about whom, with the passage under every line.",
    epilog="Begin with: whence build DOCUMENTS --case my.whence",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
out = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False)

CaseFile = Annotated[
    Path, typer.Argument(metavar="CASE", help="The case file.", show_default=False)
]
Plain = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


@contextmanager
def opened(path: Path) -> Iterator[Case]:
    """Open a case whose derived data follow from what is recorded."""
    with Case.open(path) as case:
        if case.recorded.erase_pending:
            err.print(
                "warning: words of an erased document are still in free parts of the file, for"
                " another program has it open. Close that program and run this again."
            )
        try:
            refresh(case)
            yield case
        except sqlite3.OperationalError as error:
            raise trouble(error, path) from error


@contextmanager
def made(path: Path) -> Iterator[Case]:
    """Open a case for building; one made for nothing is taken away again."""
    new = not path.exists()
    try:
        with Case.open(path, create=True) as case:
            try:
                yield case
            except sqlite3.OperationalError as error:
                raise trouble(error, path) from error
            finally:
                new = new and not case.recorded.ledger()
    except BaseException:
        for file in beside(path) if new else ():
            file.unlink(missing_ok=True)
        raise


def beside(case: Path) -> list[Path]:
    """Return a case file and those that SQLite puts beside it."""
    return [case.with_name(case.name + end) for end in ("", "-wal", "-shm", "-journal")]


def kept_files(case: Case) -> list[Path]:
    """Return the files that no output may replace: the case and the documents in its ledger."""
    return beside(case.path) + [Path(x.root, x.path) for x in case.recorded.ledger()]


def count_of(number: int, one: str, *, sign: bool = False) -> str:
    """Return a number with its noun, such as `1 entity` or `-2 passages`."""
    many = one[:-1] + "ies" if one.endswith("y") else one + "s"
    return f"{number:{'+' if sign else ''}d} {one if abs(number) == 1 else many}"


def the_entity(case: Case, name: str) -> Entity:
    """Return the entity that is called so; where several are, list them and leave."""
    try:
        return find_entity(case, name)
    except AmbiguousName as error:
        err.print(escape(error.message))
        for entity in error.entities:
            aliases = f" ({'; '.join(entity.aliases[:4])})" if entity.aliases else ""
            err.print(
                f"  {entity.id}  {entity.type:<7} {escape(entity.name + aliases)},"
                f" {count_of(entity.mention_count, 'mention')} in"
                f" {count_of(entity.document_count, 'document')}"
            )
        raise typer.Exit(2) from None
