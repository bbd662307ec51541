"""Commands that take documents out of a case: ``retract``, ``erase``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape

from graph.case import Case
from graph.cli.common import CaseFile, app, opened, out
from graph.cli.wording import changes
from graph.derive import refresh
from graph.model import WhenceError


@app.command()
def retract(
    case: CaseFile,
    document: Annotated[
        str, typer.Argument(help="A document's id, or its path.", show_default=False)
    ],
    reason: Annotated[str | None, typer.Option(help="Why; it is kept with the document.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take a retraction back.")] = False,
) -> None:
    """Withdraw a document: it stays readable, and nothing rests on it any more."""
    with opened(case) as opened_case:
        before = opened_case.derived.counts()
        found = opened_case.recorded.document(document).document.id
        copies = [] if undo else _reprints(opened_case, found)
        if undo:
            opened_case.recorded.restore(found)
        else:
            opened_case.recorded.retract(found, reason=reason or "")
        refresh(opened_case)
        after = opened_case.derived.counts()
    out.print(f"{'Restored' if undo else 'Retracted'} {found}.")
    out.print(f"Change: {changes(before, after) or 'nothing rested on it alone'}.")
    for copy in copies:
        out.print(f"The same text is also in {escape(copy)}.")


def _reprints(case: Case, document: str) -> list[str]:
    """Return path and id of the other documents that print the same text."""
    groups = case.derived.reprint_groups()
    others = [d for d, group in groups.items() if group == groups[document] and d != document]
    return [
        f"{', '.join(stored.document.paths) or stored.document.title} ({stored.document.id})"
        for stored in case.recorded.documents(others)
        if stored.retracted_at is None
    ]


@app.command(
    help="Delete a document for good: its text, its index rows, the file's free pages."
    "\n\nCopies elsewhere (the file itself, backups, exports, reports) are not touched. A later"
    " build over the same folder reads the file again if it is still there.",
)
def erase(
    case: CaseFile,
    document: Annotated[
        str, typer.Argument(help="A document's id, or its path.", show_default=False)
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a document for good, after asking."""
    if not yes and not sys.stdin.isatty():
        raise WhenceError(
            "W263", "Nobody is there to ask, and erasing cannot be undone. Add --yes to do it."
        )
    with opened(case) as opened_case:
        stored = opened_case.recorded.document(document)
        if not yes:
            typer.confirm(
                f"Erase {stored.document.title or stored.document.id} for good?", abort=True
            )
        opened_case.erase(stored.document.id)
        refresh(opened_case)
    out.print(f"Erased {stored.document.id}.")
    for path in stored.document.paths:
        out.print(f"The file {escape(path)} itself, if it is still there, is yours to delete.")
