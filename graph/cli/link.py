"""``whence link``: who of a case may be on a list that the user supplies."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from graph import decide
from graph.case.codec import plain
from graph.cli.common import CaseFile, Plain, app, kept_files, opened, out, the_entity
from graph.cli.identity import PANEL, By, Reason, who
from graph.cli.wording import decision_words
from graph.query.link import LinkVerdict, Match, entry_called, link_value, matches
from graph.query.reference import read_list

_REASONS = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@app.command(
    rich_help_panel=PANEL,
    help="Look for the people and organisations of a case on a list: a CSV file with a header"
    " (name, and if it has them id, aliases, type, country, dates), or FollowTheMoney entities,"
    " one a line.\n\nNothing is merged. A match is found by the name alone; whether it is the same"
    " is for you to say, with --accept or --reject.",
)
def link(
    case: CaseFile,
    reference: Annotated[
        Path,
        typer.Argument(metavar="LIST", help="The list: CSV or FollowTheMoney.", show_default=False),
    ],
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Only this entity.")] = None,
    at_least: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="The least probability to list.")
    ] = 0.5,
    accept: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME ID", help="Note that an entity is this entry of the list."),
    ] = None,
    reject: Annotated[
        tuple[str, str] | None, typer.Option(metavar="NAME ID", help="Note that it is not.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Also write the matches as CSV.", show_default=False)
    ] = None,
    reason: Reason = None,
    by: By = None,
    as_json: Plain = False,
) -> None:
    """List the entries of a list that may be entities of the case, or note what they are."""
    answers: list[tuple[LinkVerdict, tuple[str, str]]] = []
    answers += [("same", accept)] if accept else []
    answers += [("different", reject)] if reject else []
    with opened(case) as opened_case:
        if answers:
            for verdict, (name, listed_id) in answers:
                entity = the_entity(opened_case, name)
                listed = entry_called(read_list(reference), listed_id)
                decision = opened_case.recorded.decisions.add(
                    "note",
                    decide.witnesses(opened_case, entity),
                    value=link_value(listed, reference.name, verdict),
                    reason=reason,
                    decided_by=who(by),
                )
                out.print(f"Recorded {decision.id}: {escape(decision_words(decision))}.")
            return
        entity_id = None if about is None else the_entity(opened_case, about).id
        found = matches(
            opened_case,
            read_list(reference),
            list_name=reference.name,
            at_least=at_least,
            about=entity_id,
        )
        kept = kept_files(opened_case)
    if output is not None:
        from graph.export.files import keep_from, write_text

        keep_from(output, [*kept, reference])
        write_text(output, [_csv(found)])
        out.print(f"Wrote {escape(str(output))}.")
    if as_json:
        out.print_json(json.dumps([plain(match) for match in found]))
    elif not found:
        out.print("Nobody and nothing of the case has a name like one on the list.")
    else:
        out.print(_table(found))
        out.print("By the name alone: a match is a question, not a finding.")


def _table(found: list[Match]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("prob.", justify="right", no_wrap=True)
    for heading in ("in the case", "on the list", "id", "says", "why"):
        table.add_column(heading, overflow="fold")
    for match in found:
        alias = f" (as {match.name})" if match.name != match.entity.name else ""
        listed_alias = (
            f" (as {match.listed_name})" if match.listed_name != match.listed.name else ""
        )
        facts = "; ".join(filter(None, (match.listed.country, match.listed.dates)))
        told = [r for r in match.reasons if r.feature != "bias"][:_REASONS]
        why = ", ".join(f"{r.text} {r.weight:+.1f}" for r in told) or "the same name"
        said = {"same": " [green]accepted[/green]", "different": " [red]rejected[/red]", None: ""}
        table.add_row(
            f"{match.probability:.2f}",
            escape(match.entity.name + alias),
            escape(match.listed.name + listed_alias) + said[match.verdict],
            escape(match.listed.id),
            escape(facts),
            escape(why),
        )
    return table


def _csv(found: list[Match]) -> str:
    """Return the matches as CSV; a cell that a spreadsheet would take for a formula is quoted."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(
        ["probability", "entity", "name", "list_id", "list_name", "country", "dates", "verdict"]
    )
    for match in found:
        writer.writerow(
            [
                match.probability,
                *(
                    f"'{cell}" if cell.startswith(_FORMULA) else cell
                    for cell in (
                        match.entity.id,
                        match.name,
                        match.listed.id,
                        match.listed_name,
                        match.listed.country,
                        match.listed.dates,
                        match.verdict or "",
                    )
                ),
            ]
        )
    return written.getvalue()
