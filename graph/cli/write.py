"""Commands that write files: ``explore``, ``report``, ``export``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from graph.cli.common import CaseFile, app, kept_files, opened, out, the_entity


class ReportFormat(StrEnum):
    """How a report looks."""

    html = "html"
    md = "md"


class ExportFormat(StrEnum):
    """Formats for other programs."""

    jsonl = "jsonl"
    graphml = "graphml"


@app.command()
def explore(
    case: CaseFile,
    output: Annotated[
        Path | None,
        typer.Option(help="Write one page that needs no program instead.", show_default=False),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Begin with this entity; a page holds what is near it."),
    ] = None,
    depth: Annotated[
        int, typer.Option(min=1, max=6, help="With --output and --about: how many steps around it.")
    ] = 2,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Where to listen on this machine.", show_default=False),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser on it.")] = True,
    everything: Annotated[
        bool, typer.Option("--all", help="Begin with the whole network, every name and line drawn.")
    ] = False,
) -> None:
    """Open a case in the browser: find, read, follow. Only this machine and only you can see it."""
    if output is None:
        _serve(case, about=about, port=port, browser=browser, everything=everything)
        return
    from graph.explore.whole_case import case_page
    from graph.export.files import keep_from, write_text

    with opened(case) as opened_case:
        keep_from(output, kept_files(opened_case))
        around = None if about is None else [the_entity(opened_case, about).id]
        page = case_page(opened_case, around=around, depth=depth, everything=everything)
    write_text(output, [page])
    out.print(f"Wrote {escape(str(output))}. Open it in a browser.")


def _serve(
    case: Path, *, about: str | None, port: int | None, browser: bool, everything: bool
) -> None:
    from graph.explore.web.server import serve

    with opened(case) as opened_case:  # what follows from the documents is brought up to date
        at = "/" if about is None else f"/entity/{the_entity(opened_case, about).id}"
        if everything:
            at = "/network"

    def tell(address: str) -> None:
        out.print(f"{escape(str(case))} is open at", soft_wrap=True)
        out.print(f"  {escape(address)}", soft_wrap=True)
        out.print("for whoever has this address on this machine. Stop with Ctrl+C.", soft_wrap=True)

    asked = {"show": "all"} if everything else {}
    serve(case, at=at, asked=asked, port=port, browser=browser, tell=tell)


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
        keep_from(output, kept_files(opened_case))
        found = dossier.dossier(opened_case, the_entity(opened_case, about))
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
        kept = kept_files(opened_case)
        for file in sorted(output.glob(f"*.{form.value}")):  # what it may write over
            keep_from(file, kept)
        written = FORMATS[form.value](opened_case, output)
    for path in written:
        out.print(f"Wrote {escape(str(path))}.")
