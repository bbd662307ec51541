"""The command ``whence``: thin, one function a command, commands that go together in one file."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from graph import __version__
from graph.cli.common import app, err, out
from graph.model import WhenceError

# The order in which their commands join the application is that of the help.
# isort: off
from graph.cli import build, look, claims, write, withdraw, review, identity, decisions, link
# isort: on

__all__ = [
    "app",
    "build",
    "claims",
    "decisions",
    "identity",
    "link",
    "look",
    "main",
    "review",
    "withdraw",
    "write",
]


def _version(asked: bool) -> None:
    if asked:
        out.print(f"whence {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command; an error for people is one line on standard error and exit code 2."""
    try:
        app()
    except WhenceError as error:
        err.print(f"[bold]whence:[/bold] {escape(str(error))}", soft_wrap=True)
        raise SystemExit(2) from None
    except OSError as error:
        said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        err.print(f"[bold]whence:[/bold] \\[W264] {escape(said)}", soft_wrap=True)
        raise SystemExit(2) from None
