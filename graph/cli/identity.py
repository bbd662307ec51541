"""Commands by which people say who is who: ``same``, ``different``, ``rename``, ``split`` ..."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from graph import decide
from graph.case import Case
from graph.cli.common import CaseFile, app, count_of, opened, out, the_entity
from graph.cli.wording import changes, decision_words
from graph.decide import PairKind
from graph.model import Decision, Entity, WhenceError

PANEL = "Who is who"

One = Annotated[
    str, typer.Argument(metavar="A", help="A name, an alias or an id.", show_default=False)
]
Other = Annotated[str, typer.Argument(metavar="B", help="Another.", show_default=False)]
Named = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, an alias or an id.", show_default=False)
]
By = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="Who decides; by default your user name.")
]
Reason = Annotated[str | None, typer.Option(help="Why; it is kept with the decision.")]


def who(by: str | None) -> str:
    """Return the name under which a decision is recorded."""
    return by or decide.user_name()


@app.command(rich_help_panel=PANEL)
def same(case: CaseFile, one: One, other: Other, reason: Reason = None, by: By = None) -> None:
    """Say that two entities are one. It can be undone."""
    _pair(case, "same", one, other, reason=reason, by=by)


@app.command(rich_help_panel=PANEL)
def different(case: CaseFile, one: One, other: Other, reason: Reason = None, by: By = None) -> None:
    """Say that two entities are not one: nothing joins them any more, by whatever way."""
    _pair(case, "different", one, other, reason=reason, by=by)


@app.command(rich_help_panel=PANEL)
def unsure(case: CaseFile, one: One, other: Other, reason: Reason = None, by: By = None) -> None:
    """Say that it cannot be told whether two are one; whence review asks about them last."""
    _pair(case, "unsure", one, other, reason=reason, by=by)


@app.command(rich_help_panel=PANEL)
def rename(
    case: CaseFile,
    name: Named,
    to: Annotated[str, typer.Argument(metavar="NEW", help="The new name.", show_default=False)],
    reason: Reason = None,
    by: By = None,
) -> None:
    """Say by which name an entity goes; the old one stays as an alias."""
    with opened(case) as opened_case:
        entity = the_entity(opened_case, name)
        record(
            opened_case,
            lambda: decide.rename(opened_case, entity, to, by=who(by), reason=reason),
        )


@app.command(rich_help_panel=PANEL)
def retype(
    case: CaseFile,
    name: Named,
    to: Annotated[
        str,
        typer.Argument(
            metavar="TYPE", help="PERSON, ORG, GPE, LOC, FAC, NORP, EVENT ...", show_default=False
        ),
    ],
    reason: Reason = None,
    by: By = None,
) -> None:
    """Say of which type an entity is; claims that it cannot make then are marked as deprecated."""
    with opened(case) as opened_case:
        entity = the_entity(opened_case, name)
        record(
            opened_case,
            lambda: decide.retype(opened_case, entity, to, by=who(by), reason=reason),
        )


@app.command(
    rich_help_panel=PANEL,
    help="Take mentions out of an entity into one of their own.\n\nSay which: all in certain"
    " documents, or single ones by their ids. With neither, the mentions are listed.",
)
def split(
    case: CaseFile,
    name: Named,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="DOCUMENT", help="All mentions in this document: its id or path."),
    ] = None,
    mention: Annotated[list[str] | None, typer.Option(metavar="ID", help="This mention.")] = None,
    reason: Reason = None,
    by: By = None,
) -> None:
    """Take mentions out of an entity, or list them."""
    with opened(case) as opened_case:
        entity = the_entity(opened_case, name)
        if not document and not mention:
            _list_mentions(opened_case, entity, case)
            return
        wanted = {opened_case.recorded.document(d).document.id for d in document or ()}
        chosen = set(mention or ())
        chosen |= {m.id for m in opened_case.derived.mentions(entity.id) if m.document in wanted}
        if not chosen:
            raise WhenceError(
                "W276",
                f"{entity.name} is not mentioned there. To list its mentions:"
                f" whence split {case} {entity.id}",
            )
        record(
            opened_case,
            lambda: decide.split(opened_case, entity, chosen, by=who(by), reason=reason),
        )


@app.command(rich_help_panel=PANEL)
def undo(
    case: CaseFile,
    decision: Annotated[
        str,
        typer.Argument(metavar="DECISION", help="Its id, or: last.", show_default=False),
    ],
    reason: Reason = None,
    by: By = None,
) -> None:
    """Take a decision back. It stays in the case, marked as undone."""
    with opened(case) as opened_case:
        decisions = opened_case.recorded.decisions
        record(
            opened_case,
            lambda: decisions.undo(decision, decided_by=who(by), reason=reason),
            what="Undone",
        )


@app.command(rich_help_panel=PANEL)
def redo(
    case: CaseFile,
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="The id of one undone.", show_default=False)
    ],
    reason: Reason = None,
    by: By = None,
) -> None:
    """Decide again what was undone, as a new decision."""
    with opened(case) as opened_case:
        decisions = opened_case.recorded.decisions
        record(opened_case, lambda: decisions.redo(decision, decided_by=who(by), reason=reason))


def _pair(
    path: Path, kind: PairKind, one: str, other: str, *, reason: str | None, by: str | None
) -> None:
    with opened(path) as case:
        a, b = the_entity(case, one), the_entity(case, other)
        record(case, lambda: decide.decide_pair(case, kind, a, b, by=who(by), reason=reason))


def record(case: Case, record: Callable[[], Decision], what: str = "Recorded") -> None:
    """Record a decision and print what it is, what it changed, and how to take it back."""
    before = case.derived.counts()
    told = decide.told(case, record)
    decision, standing = told.shown.decision, told.shown.standing
    out.print(f"{what} {decision.id}: {escape(decision_words(decision))}.")
    changed = changes(before, case.derived.counts())
    out.print(f"Change: {changed or 'the counts stay as they are'}.")
    if standing.why:
        out.print(f"It is {standing.state}: {escape(standing.why)}.")
    for other in told.set_aside:
        out.print(
            f"This sets aside {other.decision.id}, by {escape(other.decision.decided_by)}:"
            f" {escape(decision_words(other.decision))}."
        )
    if decision.undone_at is None:
        out.print(f"To take it back: whence undo {escape(str(case.path))} {decision.id}")
    else:
        out.print(f"To decide so again: whence redo {escape(str(case.path))} {decision.id}")


def _list_mentions(case: Case, entity: Entity, path: Path) -> None:
    mentions = list(case.derived.mentions(entity.id))
    texts = {
        stored.document.id: stored.document
        for stored in case.recorded.documents(m.document for m in mentions)
    }
    table = Table(box=None, pad_edge=False)
    table.add_column("mention", no_wrap=True)
    table.add_column("in the text", overflow="fold")
    table.add_column("document", overflow="fold")
    for mention in mentions:
        document = texts[mention.document]
        quote = document.quote(mention.start, mention.end)
        table.add_row(
            mention.id,
            f"{escape(_line(quote.prefix))}[bold]{escape(_line(mention.text))}[/bold]"
            f"{escape(_line(quote.suffix))}",
            escape(document.paths[0] if document.paths else document.id),
        )
    out.print(
        f"{escape(entity.name)} has {count_of(len(mentions), 'mention')} in"
        f" {count_of(len(texts), 'document')}:"
    )
    out.print(table)
    out.print(
        f"To take some out: whence split {escape(str(path))} {entity.id} --document PATH"
        "   or   --mention ID"
    )


def _line(text: str) -> str:
    """Return text with line breaks and runs of spaces as one space."""
    return "".join(" " if ch.isspace() else ch for ch in text)
