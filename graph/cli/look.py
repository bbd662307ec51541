"""Commands that look into a case: ``status``, ``verify``, ``search``."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from graph.case import verify
from graph.cli.common import CaseFile, Plain, app, count_of, err, opened, out
from graph.ontology import ontology
from graph.query import search_texts


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
    passages = count_of(counts["evidence"], "passage")
    table.add_row("Claims", f"{counts['claim']}, resting on {passages}")
    if counts["edge"] < counts["claim"]:
        table.add_row("  set aside", f"{counts['claim'] - counts['edge']} of them")
    table.add_row("Candidates", f"{counts['candidate']}, too unsure to be drawn")
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
            f"{count_of(len(faults), 'fault')} found."
            " Restore the case from a copy, or build it anew."
        )
        raise typer.Exit(1)
    out.print(
        f"Checked: {count_of(counts['evidence'], 'passage')} of"
        f" {count_of(counts['claim'], 'claim')} and {count_of(counts['mention'], 'mention')}."
        " All stand in their documents."
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
