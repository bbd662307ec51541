"""A dossier as one HTML file: nothing outside it is fetched, and nothing in it can run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.report import wording
from graph.report.content import Dossier


def render(dossier: Dossier, *, generated: str | None = None) -> str:
    """Return a dossier as a self-contained HTML page.

    There are no scripts in it, and its Content-Security-Policy lets none run, nor anything be
    fetched: only its own style, named by hash, is let through.

    Parameters
    ----------
    dossier : Dossier
    generated : str, optional
        When and by what the report was made; without it, the same dossier gives the same
        characters.
    """
    page = (
        environment()
        .get_template("report.html")
        .render(
            dossier=dossier,
            generated=generated,
            wording=wording,
            policy=policy(),
            # The style is the project's own and must stand as it is, for its hash to fit.
            style=Markup(style()),  # noqa: S704
        )
    )
    return wording.storable(page)


@cache
def environment() -> Environment:
    """Return the template environment, in which everything is escaped."""
    made = Environment(
        loader=PackageLoader("graph.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = wording.shown
    return made


@cache
def style() -> str:
    """Return the page's style sheet."""
    return files("graph.report").joinpath("templates", "report.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """Return the page's Content-Security-Policy."""
    digest = base64.b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
