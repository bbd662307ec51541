"""``whence build``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph.cli.common import app, count_of, err, made, out


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
    with made(case) as opened_case:
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
        f"{count_of(counts['entity'], 'entity')}, {count_of(counts['mention'], 'mention')},"
        f" {count_of(counts['claim'], 'claim')}"
        f" resting on {count_of(counts['evidence'], 'passage')}."
    )
    out.print(f"Next: whence status {name}   or   whence explore {name}")
