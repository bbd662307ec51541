"""The application: addresses, pages, JSON, errors in words."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graph import __version__
from graph.case import Case
from graph.explore.security import clean
from graph.explore.web import parameters as ask
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.guard import Guard
from graph.explore.web.network import network_page
from graph.explore.web.network_kept import ACTIONS, Action
from graph.explore.web.openapi import adapter, document
from graph.explore.web.reading import Readers
from graph.explore.web.views import VIEWS, View
from graph.explore.words import KINDS, type_words
from graph.model import WhenceError

_MEDIA = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_STATIC_SECONDS = 86_400
MOST_SENT = 200_000
"""Bytes that a change may be told in."""
_log = logging.getLogger(__name__)


def application(case: Path, *, token: str, hosts: Collection[str]) -> Starlette:
    """Return the application on a case whose derived data are up to date.

    Parameters
    ----------
    case : pathlib.Path
    token : str
        What whoever asks must know.
    hosts : collection of str
        What the server is called, with port.
    """
    readers = Readers(case)
    readers.warm(*(_kept(view, readers) for view in VIEWS if view.kept))
    pages = Pages(case.stem)
    routes = [Route("/", _home), Route("/api/openapi.json", _openapi)]
    for view in VIEWS:
        if view.page:
            routes.append(Route(view.path, _page(view, readers, pages), name=view.name))
        routes.append(Route(f"/api{view.path}", _json(view, readers)))
    routes += [
        Route(f"/api{action.path}", _action(action, case), methods=["POST"]) for action in ACTIONS
    ]
    routes.append(Route("/network/page", _network_file(case, readers)))
    routes += [Route(f"/static/{name}", _static(name)) for name in static_files()]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        exception_handlers={
            HTTPException: pages.wrong,
            WhenceError: pages.wrong,
            ValidationError: pages.wrong,
            Exception: pages.wrong,
        },
    )


class Pages:
    """The templates, in which everything is escaped.

    Parameters
    ----------
    title : str
        What the case is called.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._environment = Environment(
            loader=PackageLoader("graph.explore.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "asset": asset,
            "kinds": KINDS,
            "type_words": type_words,
            "version": __version__,
            "case": clean(title),
        }
        self._environment.filters |= {"number": lambda count: f"{count:,}", "query": _query}

    def render(self, template: str, request: Request, **values: object) -> Response:
        """Return a page."""
        html = self._environment.get_template(template).render(
            here=request.url.path, asked=request.query_params, **values
        )
        return Response(clean(html), media_type="text/html")

    def wrong(self, request: Request, error: Exception) -> Response:
        """Answer what went wrong, in words, as a page or as JSON."""
        status, code, message = _told(error)
        if status == 500:
            _log.exception("A view failed", exc_info=error)
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": {"code": code, "message": message}}, status)
        answer = self.render("error.html", request, status=status, message=message)
        answer.status_code = status
        if isinstance(error, HTTPException) and error.headers:
            answer.headers.update(error.headers)
        return answer


def _told(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, NotThere):
        return 404, error.code, error.message
    if isinstance(error, WhenceError):
        return 400, error.code, error.message
    if isinstance(error, ValidationError):
        faults = (
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        return 400, "W274", f"The address asks for something that cannot be: {'; '.join(faults)}."
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return 404, "W275", "There is no page at this address. Begin at Find."
        return error.status_code, "W276", "This cannot be asked in this way."
    return 500, "W277", "The program failed on this page. The terminal that it runs in says more."


def asked_of(view: View, request: Request) -> dict[str, Any]:
    """Return a view's parameters from an address, checked; what is empty counts as not given."""
    given: dict[str, Any] = {}
    fields = view.asks.model_fields
    for name, value in request.query_params.multi_items():
        if name not in fields or not value.strip():
            continue
        if "list" in str(fields[name].annotation):
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    given |= request.path_params
    return dict(view.asks.model_validate(given))


def _run(view: View, readers: Readers, desk: Desk, asked: dict[str, Any]) -> Any:
    return view.run(desk, *([readers.held(desk)] if view.holds else []), **asked)


def _page(view: View, readers: Readers, pages: Pages) -> Any:
    async def answer(request: Request) -> Response:
        asked = asked_of(view, request)

        def work(desk: Desk) -> Response:
            record = _run(view, readers, desk, asked)
            return pages.render(f"{view.name}.html", request, page=record, given=asked)

        return await readers.ask(work)

    return answer


def _kept(view: View, readers: Readers) -> Callable[[Desk], bytes]:
    """Return what answers a view that is asked for nothing, from memory once it was made."""

    def work(desk: Desk) -> bytes:
        return readers.held(desk).answer(
            view.name, lambda: adapter(view.gives).dump_json(_run(view, readers, desk, {}))
        )

    return work


def _json(view: View, readers: Readers) -> Any:
    async def answer(request: Request) -> Response:
        asked = asked_of(view, request)

        def make(desk: Desk) -> bytes:
            return adapter(view.gives).dump_json(_run(view, readers, desk, asked))

        body = await readers.ask(_kept(view, readers) if view.kept else make)
        return Response(body, media_type="application/json")

    return answer


def _action(action: Action, case: Path) -> Any:
    """Record what is asked for, in a connection of its own."""

    def work(asked: ask.Parameters) -> str:
        with Case.open(case) as opened:
            return action.run(opened, **dict(asked)).id

    async def answer(request: Request) -> Response:
        asked = action.takes.model_validate_json(await _body(request))
        made = await run_in_threadpool(work, asked)
        return JSONResponse({"id": made})

    return answer


async def _body(request: Request) -> bytes:
    """Return what was sent, unless it is too much."""
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > MOST_SENT:
            raise HTTPException(413)
    return bytes(sent)


def _network_file(case: Path, readers: Readers) -> Any:
    view = next(view for view in VIEWS if view.name == "network")

    async def answer(request: Request) -> Response:
        asked = asked_of(view, request)
        page = await readers.ask(lambda desk: network_page(case, desk, readers.held(desk), **asked))
        return Response(
            page,
            media_type="text/html",
            headers={"content-disposition": 'attachment; filename="network.html"'},
        )

    return answer


async def _home(request: Request) -> Response:
    return RedirectResponse("/find", 303)


async def _openapi(request: Request) -> Response:
    return JSONResponse(document())


def _static(name: str) -> Any:
    body = static_files()[name]
    media = _MEDIA[name[name.rindex(".") :]]

    async def answer(request: Request) -> Response:
        return Response(
            body,
            media_type=media,
            headers={
                "cache-control": f"private, max-age={_STATIC_SECONDS}, immutable"
                if "v" in request.query_params
                else "no-cache"  # a module that another loads: its address tells no version
            },
        )

    return answer


@cache
def static_files() -> dict[str, bytes]:
    """Return the files that pages load, by name."""
    own = files("graph.explore.web").joinpath("static")
    found = {
        entry.name: entry.read_bytes()
        for entry in own.iterdir()
        if entry.name[entry.name.rfind(".") :] in _MEDIA
    }
    from graph.explore.page import static

    found["vis-network.js"] = static("vis-network/vis-network.min.js").encode()
    return found


@cache
def asset(name: str) -> str:
    """Return the address of a static file; it changes when the file does."""
    digest = hashlib.sha256(static_files()[name]).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _query(given: dict[str, Any], **changed: object) -> str:
    """Return the part of an address after ``?`` with some parameters changed."""
    merged = {**given, **changed}
    kept = {
        name: value
        for name, value in merged.items()
        if value not in (None, "", [], ())
        and not (name == "page" and value == 1)
        and not (name == "id" and not isinstance(value, list))
    }
    return urlencode(kept, doseq=True)
