"""The command ``whence``: thin, one function a command."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph import __version__
from graph.case import Case, verify
from graph.case.schema import trouble
from graph.derive import refresh
from graph.model import Entity, WhenceError
from graph.ontology import ontology
from graph.query import find_entity, search_texts
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


class ReportFormat(StrEnum):
    """How a report looks."""

    html = "html"
    md = "md"


class ExportFormat(StrEnum):
    """Formats for other programs."""

    jsonl = "jsonl"
    graphml = "graphml"


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
def _made(path: Path) -> Iterator[Case]:
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
        for file in _beside(path) if new else ():
            file.unlink(missing_ok=True)
        raise


def _beside(case: Path) -> list[Path]:
    """Return a case file and those that SQLite puts beside it."""
    return [case.with_name(case.name + end) for end in ("", "-wal", "-shm", "-journal")]


def _kept(case: Case) -> list[Path]:
    """Return the files that no output may replace: the case and the documents in its ledger."""
    return _beside(case.path) + [Path(x.root, x.path) for x in case.recorded.ledger()]


def _count(number: int, one: str, *, sign: bool = False) -> str:
    """Return a number with its noun, such as `1 entity` or `-2 passages`."""
    many = one[:-1] + "ies" if one.endswith("y") else one + "s"
    return f"{number:{'+' if sign else ''}d} {one if abs(number) == 1 else many}"


_NOUNS = {"entity": "entity", "mention": "mention", "claim": "claim", "evidence": "passage"}


@app.command(
    "build",
    help="Read documents into a case: only what is new or changed.\n\n"
    "Text, Markdown, HTML, PDF, Word and e-mail files are read; others are listed in the ledger"
    " with the reason. A file that cannot be read never stops the run, and a run that is stopped"
    " loses nothing: run the same command again.",
)
def build_command(
    documents: Annotated[
        list[Path],
        typer.Argument(
            metavar="DOCUMENTS...", help="Files and folders to read.", show_default=False
        ),
    ],
    case: Annotated[
        Path,
        typer.Option(help="The case file; it is made where there is none.", show_default=False),
    ],
    pipeline: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="An installed spaCy pipeline to find names with, instead of the one shipped.",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; by default one for each core.")
    ] = None,
) -> None:
    """Read documents into a case, telling of each file that could not be read."""
    count = workers or os.cpu_count() or 1
    from graph.build import Outcome, build, check_sources  # spaCy: only for those who build

    def tell(outcome: Outcome) -> None:
        if outcome.outcome in {"failed", "unsupported"} or (
            outcome.outcome == "read" and outcome.reason
        ):
            err.print(f"{outcome.outcome}: {escape(outcome.path)}: {escape(outcome.reason or '')}")

    check_sources(documents)
    with _made(case) as opened_case:
        if err.is_terminal:
            with Progress(
                TextColumn("[progress.description]{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=err,
                transient=True,
            ) as bar:
                task = bar.add_task("Reading", total=None)

                def shown(outcome: Outcome, done: int, total: int) -> None:
                    bar.update(task, completed=done, total=total)
                    tell(outcome)

                summary = build(
                    documents, opened_case, pipeline=pipeline, workers=count, progress=shown
                )
        else:
            summary = build(
                documents,
                opened_case,
                pipeline=pipeline,
                workers=count,
                progress=lambda outcome, done, total: tell(outcome),
            )
        counts = opened_case.derived.counts()
        empty = next(opened_case.recorded.documents(), None) is None
    told = (
        ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items()) or "no files"
    )
    out.print(f"{escape(str(case))}: {told}.")
    name = escape(str(case))
    if empty:
        err.print(f"The case holds no document. What was given: whence status {name} --ledger")
        raise typer.Exit(1)
    out.print(
        f"{_count(counts['entity'], 'entity')}, {_count(counts['mention'], 'mention')},"
        f" {_count(counts['claim'], 'claim')} resting on {_count(counts['evidence'], 'passage')}."
    )
    out.print(f"Next: whence status {name}   or   whence explore {name} --output page.html")


@app.command()
def status(
    case: CaseFile,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="List every file and what happened to it.")
    ] = False,
    as_json: Plain = False,
) -> None:
    """Show what a case holds, and what happened to each file that was given."""
    with opened(case) as opened_case:
        counts = opened_case.derived.counts()
        stored = list(opened_case.recorded.documents())
        lines = opened_case.recorded.ledger()
        types = Counter(entity.type for entity in opened_case.derived.entities())
    outcomes = Counter(line.outcome for line in lines)
    withdrawn = [document for document in stored if document.retracted_at is not None]
    if as_json:
        files = [
            {"path": x.path, "outcome": x.outcome, "reason": x.reason, "document": x.document}
            for x in lines
        ]
        out.print_json(
            json.dumps(
                {
                    "documents": len(stored),
                    "retracted": len(withdrawn),
                    **counts,
                    "types": dict(sorted(types.items())),
                    "outcomes": dict(sorted(outcomes.items())),
                    "ledger": files,
                    "retractions": [
                        {
                            "document": x.document.id,
                            "title": x.document.title,
                            "retracted_at": x.retracted_at,
                            "reason": x.retraction_reason,
                        }
                        for x in withdrawn
                    ],
                }
            )
        )
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row(
        "Documents", f"{len(stored)}" + (f" ({len(withdrawn)} retracted)" if withdrawn else "")
    )
    for kind, count in types.most_common():
        known = ontology().types.get(kind)
        table.add_row(f"  {known.label if known else kind}", str(count))
    table.add_row("Mentions", str(counts["mention"]))
    table.add_row(
        "Claims", f"{counts['claim']}, resting on {_count(counts['evidence'], 'passage')}"
    )
    table.add_row("Files", ", ".join(f"{n} {o}" for o, n in sorted(outcomes.items())) or "none")
    out.print(table)
    noted = [x for x in lines if ledger or x.outcome in {"failed", "unsupported"} or x.reason]
    if noted:
        listing = Table(box=None, pad_edge=False)
        for heading in ("file", "outcome", "document", "why"):
            listing.add_column(heading, overflow="fold")
        for x in noted:
            listing.add_row(escape(x.path), x.outcome, x.document or "", escape(x.reason or ""))
        out.print()
        out.print(listing)
    if withdrawn:
        listing = Table(box=None, pad_edge=False)
        for heading in ("retracted", "title", "when", "why"):
            listing.add_column(heading, overflow="fold")
        for y in withdrawn:
            listing.add_row(
                y.document.id,
                escape(y.document.title or ""),
                y.retracted_at,
                escape(y.retraction_reason or ""),
            )
        out.print()
        out.print(listing)


@app.command("verify")
def verify_command(case: CaseFile) -> None:
    """Hold every passage of a case against its document; exit 1 and list what does not stand."""
    with opened(case) as opened_case:
        faults = list(verify(opened_case))
        counts = opened_case.derived.counts()
    for fault in faults:
        out.print(f"{escape(fault.where)}: {escape(fault.what)}")
    if faults:
        err.print(
            f"{_count(len(faults), 'fault')} found. Restore the case from a copy, or build it anew."
        )
        raise typer.Exit(1)
    out.print(
        f"Checked: {_count(counts['evidence'], 'passage')} of {_count(counts['claim'], 'claim')}"
        f" and {_count(counts['mention'], 'mention')}. All stand in their documents."
    )


@app.command()
def search(
    case: CaseFile,
    words: Annotated[
        list[str], typer.Argument(help="Words that all stand in a text.", show_default=False)
    ],
    limit: Annotated[int, typer.Option(min=1, help="The most documents to list.")] = 20,
) -> None:
    """Find documents by the words in them, in any language."""
    with opened(case) as opened_case:
        hits = search_texts(opened_case, " ".join(words), limit=limit)
    if not hits:
        out.print("No document holds all of these words.")
        return
    for hit in hits:
        out.print(f"[bold]{escape(hit.title or hit.path or hit.document)}[/bold]  {hit.document}")
        out.print(f"  {escape(hit.snippet)}")


@app.command()
def explore(
    case: CaseFile,
    output: Annotated[Path, typer.Option(help="The page to write.")] = Path("page.html"),
    about: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what lies around this entity.")
    ] = None,
    depth: Annotated[
        int, typer.Option(min=1, max=6, help="With --about: how many steps around it.")
    ] = 2,
) -> None:
    """Write a page on which the graph can be explored: one file, no network needed."""
    from graph.explore.whole_case import case_page
    from graph.export.files import keep_from, write_text

    with opened(case) as opened_case:
        keep_from(output, _kept(opened_case))
        around = None if about is None else [_entity(opened_case, about).id]
        page = case_page(opened_case, around=around, depth=depth)
    write_text(output, [page])
    out.print(f"Wrote {escape(str(output))}. Open it in a browser.")


@app.command()
def report(
    case: CaseFile,
    about: Annotated[
        str, typer.Option(metavar="NAME", help="A name, an alias or an id.", show_default=False)
    ],
    output: Annotated[Path, typer.Option(help="The file to write.", show_default=False)],
    form: Annotated[
        ReportFormat | None,
        typer.Option("--format", help="How it looks; by default as the file's ending says."),
    ] = None,
) -> None:
    """Write what the documents say about somebody, with a footnote under every statement."""
    from graph.export.files import keep_from, write_text
    from graph.report import dossier, html, markdown

    if form is None:
        by_ending = output.suffix.lower() in {".md", ".markdown"}
        form = ReportFormat.md if by_ending else ReportFormat.html
    with opened(case) as opened_case:
        keep_from(output, _kept(opened_case))
        found = dossier.dossier(opened_case, _entity(opened_case, about))
    write_text(
        output, [html.render(found) if form is ReportFormat.html else markdown.render(found)]
    )
    out.print(f"Wrote {escape(str(output))}.")


@app.command()
def export(
    case: CaseFile,
    output: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder to write into.", show_default=False)
    ],
    form: Annotated[
        ExportFormat, typer.Option("--format", help="For which program.")
    ] = ExportFormat.jsonl,
) -> None:
    """Write a case for other programs."""
    from graph.export import FORMATS
    from graph.export.files import keep_from

    with opened(case) as opened_case:
        kept = _kept(opened_case)
        for file in sorted(output.glob(f"*.{form.value}")):  # what it may write over
            keep_from(file, kept)
        written = FORMATS[form.value](opened_case, output)
    for path in written:
        out.print(f"Wrote {escape(str(path))}.")


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
    changes = [
        _count(after[kind] - before[kind], noun, sign=True)
        for kind, noun in _NOUNS.items()
        if after[kind] != before[kind]
    ]
    out.print(f"Change: {', '.join(changes) or 'nothing rested on it alone'}.")
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


def _entity(case: Case, name: str) -> Entity:
    try:
        return find_entity(case, name)
    except AmbiguousName as error:
        err.print(escape(error.message))
        for entity in error.entities:
            aliases = f" ({'; '.join(entity.aliases[:4])})" if entity.aliases else ""
            err.print(
                f"  {entity.id}  {entity.type:<7} {escape(entity.name + aliases)},"
                f" {_count(entity.mention_count, 'mention')} in"
                f" {_count(entity.document_count, 'document')}"
            )
        raise typer.Exit(2) from None


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


if __name__ == "__main__":
    main()
