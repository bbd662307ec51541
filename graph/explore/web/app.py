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
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graph import __version__
from graph.derive.claims import THRESHOLD
from graph.explore.security import clean
from graph.explore.web.acts import Act
from graph.explore.web.bodies import MAX_BODY
from graph.explore.web.deciding import ACTS
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.documents import picture_file
from graph.explore.web.guard import Guard
from graph.explore.web.network import network_page
from graph.explore.web.openapi import adapter, document
from graph.explore.web.reading import Readers
from graph.explore.web.records import Recorded, Uploaded, Work
from graph.explore.web.views import VIEWS, View
from graph.explore.web.writing import Writer
from graph.explore.words import KINDS, TYPES, type_words
from graph.model import WhenceError

_MEDIA = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_WAY = "This cannot be asked in this way."
_WAYS = {
    413: "That is too much at once.",
    415: "A change is sent as JSON, with the content type application/json.",
}
_STATIC_SECONDS = 86_400
_PICTURE = next(view for view in VIEWS if view.name == "picture")
_NETWORK = next(view for view in VIEWS if view.name == "network")
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
    writer = Writer(case)
    readers.warm(*(_kept(view, readers, writer) for view in VIEWS if view.kept))
    pages = Pages(case.stem)
    routes = [Route("/", _home), Route("/api/openapi.json", _openapi)]
    for view in VIEWS:
        if view.page:
            routes.append(Route(view.path, _page(view, readers, writer, pages), name=view.name))
        routes.append(Route(f"/api{view.path}", _json(view, readers, writer)))
    routes += [
        Route("/document/{id}/picture.png", _picture(readers)),
        Route("/network/page", _network_file(case, readers)),
        Route("/api/documents", _upload(writer), methods=["POST"]),
        Route("/api/reading", _read(writer), methods=["POST"]),
    ]
    routes += [Route(f"/api{act.path}", _act(act, writer), methods=["POST"]) for act in ACTS]
    routes += [Route(f"/static/{name}", _static(name)) for name in static_files()]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        exception_handlers={
            HTTPException: pages.wrong,
            WhenceError: pages.wrong,
            ValidationError: pages.wrong,
            Exception: pages.wrong,
        },
    )
    app.state.writer = writer

    def close() -> None:
        writer.close()
        readers.close()

    app.state.close = close
    return app


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
            "threshold": THRESHOLD,
            "types": TYPES,
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
        return 400, "W274", f"This asks for something that cannot be: {'; '.join(faults)}."
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return 404, "W275", "There is no page at this address. Begin at Find."
        return error.status_code, "W276", _WAYS.get(error.status_code, _WAY)
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


def _run(view: View, readers: Readers, writer: Writer, desk: Desk, asked: dict[str, Any]) -> Any:
    more: list[Any] = [readers.held(desk)] if view.holds else []
    more += [writer] if view.writer else []
    return view.run(desk, *more, **asked)


def _page(view: View, readers: Readers, writer: Writer, pages: Pages) -> Any:
    async def answer(request: Request) -> Response:
        asked = asked_of(view, request)

        def work(desk: Desk) -> Response:
            record = _run(view, readers, writer, desk, asked)
            return pages.render(f"{view.name}.html", request, page=record, given=asked)

        return await readers.ask(work)

    return answer


def _kept(view: View, readers: Readers, writer: Writer) -> Callable[[Desk], bytes]:
    """Return what answers a view that is asked for nothing, from memory once it was made."""

    def work(desk: Desk) -> bytes:
        return readers.held(desk).answer(
            view.name, lambda: adapter(view.gives).dump_json(_run(view, readers, writer, desk, {}))
        )

    return work


def _json(view: View, readers: Readers, writer: Writer) -> Any:
    async def answer(request: Request) -> Response:
        asked = asked_of(view, request)

        def make(desk: Desk) -> bytes:
            return adapter(view.gives).dump_json(_run(view, readers, writer, desk, asked))

        body = await readers.ask(_kept(view, readers, writer) if view.kept else make)
        return Response(body, media_type="application/json")

    return answer


def _network_file(case: Path, readers: Readers) -> Any:
    async def answer(request: Request) -> Response:
        asked = asked_of(_NETWORK, request)
        page = await readers.ask(lambda desk: network_page(case, desk, readers.held(desk), **asked))
        return Response(
            page,
            media_type="text/html",
            headers={"content-disposition": 'attachment; filename="network.html"'},
        )

    return answer


def _act(act: Act, writer: Writer) -> Any:
    async def answer(request: Request) -> Response:
        body = act.asks.model_validate_json(await _body(request))
        done = await writer.record(lambda case: act.run(case, body, **request.path_params))
        return Response(adapter(Recorded).dump_json(done), media_type="application/json")

    return answer


def _picture(readers: Readers) -> Any:
    async def answer(request: Request) -> Response:
        asked = asked_of(_PICTURE, request)
        png = await readers.ask(lambda desk: picture_file(desk, **asked))
        return Response(png, media_type="image/png")

    return answer


def _upload(writer: Writer) -> Any:
    async def answer(request: Request) -> Response:
        if request.headers.get("content-type", "") != "application/octet-stream":
            raise HTTPException(415)
        name = request.query_params.get("name", "")
        kept = await writer.intake.keep(name, request.stream())
        return Response(adapter(Uploaded).dump_json(kept), media_type="application/json")

    return answer


def _read(writer: Writer) -> Any:
    async def answer(request: Request) -> Response:
        await _body(request)
        writer.intake.read()
        return Response(adapter(Work).dump_json(writer.work()), media_type="application/json")

    return answer


async def _body(request: Request) -> bytes:
    """Return a message's body, if it is one of JSON and not too long."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    return bytes(body)


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
