"""The command ``claims``: what is said, of whom, by whom, with the passages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from graph import decide
from graph.case import Case
from graph.case.codec import plain
from graph.cli.common import CaseFile, Plain, app, count_of, opened, out, the_entity
from graph.cli.identity import PANEL, By, Reason, record, who
from graph.derive.claims import THRESHOLD
from graph.derive.contradictions import Contradiction, contradictions
from graph.model import Claim, WhenceError
from graph.query.claims import Wanted, chosen
from graph.query.find import UnknownName
from graph.query.words import claim_sentence, speaker_words

_DIFFER = {
    "polarity": "affirmed and denied",
    "date": "different dates",
    "number": "different numbers",
    "holder": "two holders of one post at one time",
}


@app.command("claims")
def claims_command(
    case: CaseFile,
    about: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only about this person, body, place or event."),
    ] = None,
    denied: Annotated[
        bool, typer.Option("--denied", help="Only what is said not to be so.")
    ] = False,
    by: Annotated[
        str | None, typer.Option(metavar="SPEAKER", help="Only what this speaker is heard saying.")
    ] = None,
    single_source: Annotated[
        bool, typer.Option("--single-source", help="Only what rests on one independent source.")
    ] = False,
    contradicting: Annotated[
        bool, typer.Option("--contradictions", help="Only claims that cannot both hold.")
    ] = False,
    candidates: Annotated[
        bool, typer.Option("--candidates", help="What is too unsure to be drawn, for review.")
    ] = False,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="What people found wrong or read otherwise.")
    ] = False,
    as_json: Plain = False,
) -> None:
    """List claims with who says so and the passages that carry them."""
    with opened(case) as opened_case:
        wanted = Wanted(
            about=None if about is None else the_entity(opened_case, about).id,
            by=None if by is None else _speaker(opened_case, by),
            denied=denied,
            single_source=single_source,
            candidates=candidates,
            set_aside=set_aside,
        )
        found = chosen(opened_case, wanted)
        names = {entity.id: entity.name for entity in opened_case.derived.entities()}
        waiting = opened_case.derived.counts()["candidate"]
    if contradicting:
        _show_pairs(contradictions(found), names, as_json=as_json)
    elif as_json:
        out.print_json(json.dumps([_named(claim, names) for claim in found]))
    else:
        _show(found, names)
        if not candidates and waiting:
            out.print(
                f"{count_of(waiting, 'candidate')} below the threshold of {THRESHOLD:.2f}"
                " not shown: see --candidates."
            )


class Said(StrEnum):
    """What can be said of a claim."""

    right = "right"
    wrong = "wrong"
    unsure = "unsure"


@app.command("judge", rich_help_panel=PANEL)
def judge_command(
    case: CaseFile,
    claim: Annotated[
        str,
        typer.Argument(metavar="CLAIM", help="The id that claims prints.", show_default=False),
    ],
    verdict: Annotated[
        Said, typer.Argument(help="Whether its passages say so.", show_default=False)
    ],
    reason: Reason = None,
    by: By = None,
) -> None:
    """Say whether a claim's passages say so; wrong sets it aside. It can be undone."""
    with opened(case) as opened_case:
        found = [c for c in opened_case.derived.claims() if c.id == claim]
        if not found:
            raise WhenceError(
                "W271",
                f"The case has no claim {claim!r}. To list claims with their ids:"
                f" whence claims {case}",
            )
        record(
            opened_case,
            lambda: decide.judge(opened_case, found[0], verdict.value, by=who(by), reason=reason),
        )


def _speaker(case: Case, name: str) -> str:
    """Return the id of a speaker in the case, else the name as it stands: a publisher's, say."""
    try:
        return the_entity(case, name).id
    except UnknownName:
        heard = {
            link.name
            for claim in (*case.derived.claims(), *case.derived.candidates())
            for piece in claim.evidence
            for link in piece.attributed_to
            if link.name is not None
        }
        for known in sorted(heard):
            if known.casefold() == name.casefold():
                return known
        raise WhenceError(
            "W265",
            f"Nobody called {name!r} is heard in this case. Try `whence claims` without --by.",
        ) from None


def _named(claim: Claim, names: Mapping[str, str]) -> dict[str, object]:
    """Return a claim as plain data, with the names of its ends beside their ids."""
    fields: dict[str, object] = plain(claim)
    fields["subject_name"] = names[claim.subject]
    fields["object_name"] = None if claim.object is None else names[claim.object]
    return fields


def _show(found: Sequence[Claim], names: Mapping[str, str]) -> None:
    if not found:
        out.print("No claim fits.")
    for claim in found:
        _show_one(claim, names)


def _show_one(claim: Claim, names: Mapping[str, str], *, indent: str = "") -> None:
    sources = count_of(claim.independent_sources, "independent source")
    out.print(
        f"{indent}[bold]{escape(claim_sentence(claim, names))}[/bold]"
        f"  {claim.score:.2f}, {sources}, {claim.id}"
    )
    if claim.rank == "deprecated":
        out.print(f"{indent}  set aside: {escape(claim.deprecated_reason or 'no reason given')}")
    for piece in claim.evidence:
        who = speaker_words(piece.attributed_to)
        page = "" if piece.page is None else f", page {piece.page}"
        said = " ".join(piece.quote.exact.split())
        out.print(f"{indent}  {escape(who)} ({piece.modality}{page}): “{escape(said)}”")


def _show_pairs(pairs: Sequence[Contradiction], names: Mapping[str, str], *, as_json: bool) -> None:
    if as_json:
        listed = [
            {"kind": pair.kind, "claims": [_named(claim, names) for claim in pair.claims]}
            for pair in pairs
        ]
        out.print_json(json.dumps(listed))
        return
    if not pairs:
        out.print("No two claims contradict one another.")
    for pair in pairs:
        out.print(f"[bold]{_DIFFER[pair.kind]}[/bold]")
        for claim in pair.claims:
            _show_one(claim, names, indent="  ")
