"""``whence decisions``: list what people decided, write it out, take in what others decided."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table
from typer.core import TyperGroup

from graph.case.codec import plain
from graph.cli.common import CaseFile, Plain, app, count_of, err, kept_files, opened, out
from graph.cli.identity import PANEL
from graph.cli.wording import decision_words
from graph.derive import refresh
from graph.query.decisions import Shown, standing_decisions


class DecisionFormat(StrEnum):
    """Formats in which decisions travel."""

    jsonl = "jsonl"
    nomenklatura = "nomenklatura"


class _ListsByDefault(TyperGroup):
    """Takes ``decisions CASE`` for ``decisions list CASE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


decisions_app = typer.Typer(
    cls=_ListsByDefault,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="List what people decided: whence decisions CASE. Or write it to a file, or take in"
    " another's.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(decisions_app, name="decisions", rich_help_panel=PANEL)

Format = Annotated[
    DecisionFormat,
    typer.Option(
        "--format", help="jsonl loses nothing; nomenklatura holds only same, different, unsure."
    ),
]


@decisions_app.command("list")
def list_command(
    case: CaseFile,
    unattached: Annotated[
        bool,
        typer.Option("--unattached", help="Only those whose place in the texts is not found now."),
    ] = False,
    notes: Annotated[
        bool, typer.Option("--history", help="Undone ones too, and who undid them.")
    ] = False,
    as_json: Plain = False,
) -> None:
    """List what people decided and whether it is in force: whence decisions CASE."""
    with opened(case) as opened_case:
        shown = standing_decisions(opened_case)
    lost = sum(s.standing.state == "unattached" for s in shown)
    if unattached:
        listed = [s for s in shown if s.standing.state == "unattached"]
    elif notes or as_json:
        listed = list(shown)
    else:
        listed = [s for s in shown if s.standing.state != "undone" and not _is_undoing(s)]
    if as_json:
        out.print_json(json.dumps([_plain(s) for s in listed]))
        return
    if not listed:
        out.print(
            "Every decision attaches." if unattached and shown else "No decision is in force."
        )
    else:
        out.print(_table(listed))
    if lost and not unattached:
        out.print()
        out.print(
            f"{count_of(lost, 'decision')} not found in the texts now:"
            f" whence decisions {escape(str(case))} --unattached"
        )


@decisions_app.command("export")
def export_command(
    case: CaseFile,
    output: Annotated[Path, typer.Option(help="The file to write.", show_default=False)],
    form: Format = DecisionFormat.jsonl,
) -> None:
    """Write the decisions of a case to a file, for another case or another person."""
    from graph.exchange import decision_lines, resolver_lines
    from graph.export.files import keep_from, write_text

    with opened(case) as opened_case:
        keep_from(output, kept_files(opened_case))
        lines = list(
            decision_lines(opened_case.recorded.decisions.all())
            if form is DecisionFormat.jsonl
            else resolver_lines(opened_case)
        )
    write_text(output, lines)
    out.print(f"Wrote {escape(str(output))}: {count_of(len(lines), 'line')}.")


@decisions_app.command("import")
def import_command(
    case: CaseFile,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What export wrote.", show_default=False)
    ],
    form: Format = DecisionFormat.jsonl,
) -> None:
    """Take in decisions from a file; nothing is added twice, and disagreements are listed."""
    from graph.exchange import file_lines, read_decisions, read_resolver

    with opened(case) as opened_case:
        before = {s.decision.id: s.standing.state for s in standing_decisions(opened_case)}
        lines = file_lines(file)
        received = (
            read_decisions(lines)
            if form is DecisionFormat.jsonl
            else read_resolver(lines, opened_case)
        )
        merged = opened_case.recorded.decisions.merge(received.decisions)
        refresh(opened_case)
        shown = standing_decisions(opened_case)
    out.print(
        f"{escape(str(file))}: {len(merged.added)} added, {len(merged.undone)} undone,"
        f" {len(merged.known) + received.known} known already."
    )
    new = set(merged.added)
    lost = [s for s in shown if s.decision.id in new and s.standing.state == "unattached"]
    if lost:
        out.print(
            f"{len(lost)} of them hang on texts or names that the case has not now. They wait:"
            f" whence decisions {escape(str(case))} --unattached"
        )
    clashes = [
        s
        for s in shown
        if s.standing.state == "set aside"
        and (s.decision.id in new or before.get(s.decision.id) != "set aside")
    ]
    if clashes:
        out.print()
        out.print("These contradict each other, and the second of each pair holds:")
        by_id = {s.decision.id: s for s in shown}
        out.print(_clashes(clashes, by_id))
    for fault in received.faults:
        err.print(f"line {fault.line}: {escape(fault.why)}")
    for decision_id, why in merged.refused:
        err.print(f"{escape(decision_id)}: {escape(why)}")
    if received.faults or merged.refused:
        raise typer.Exit(1)


def _is_undoing(shown: Shown) -> bool:
    return isinstance(shown.decision.value, dict) and "undoes" in shown.decision.value


def _plain(shown: Shown) -> dict[str, Any]:
    return {
        **plain(shown.decision),
        "standing": plain(shown.standing),
        "entities": [list(side) for side in shown.sides],
    }


def _table(listed: list[Shown]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("decision", no_wrap=True)
    table.add_column("says", overflow="fold", ratio=1)
    table.add_column("state", no_wrap=True)
    table.add_column("by", overflow="fold", max_width=12)
    table.add_column("when", no_wrap=True)
    for s in listed:
        said = escape(decision_words(s.decision))
        if s.decision.reason:
            said += f"\n[dim]because: {escape(s.decision.reason)}[/dim]"
        if s.standing.why:
            said += f"\n[dim]{s.standing.state}: {escape(s.standing.why)}[/dim]"
        table.add_row(
            s.decision.id,
            said,
            s.standing.state,
            escape(s.decision.decided_by),
            s.decision.created_at[:10],
        )
    return table


def _clashes(clashes: list[Shown], by_id: dict[str, Shown]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for s in clashes:
        table.add_row(
            s.decision.id, f"{escape(s.decision.decided_by)}: {escape(decision_words(s.decision))}"
        )
        winner = by_id.get(s.standing.against or "")
        if winner is not None:
            table.add_row(
                f"[bold]{winner.decision.id}[/bold]",
                f"{escape(winner.decision.decided_by)}: {escape(decision_words(winner.decision))}",
            )
        table.add_row("", "")
    return table
