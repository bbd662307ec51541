"""Serving a case on this machine only."""

from __future__ import annotations

import contextlib
import secrets
import socket
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from graph.explore.web.app import application
from graph.model import WhenceError

ADDRESS = "127.0.0.1"
PORT = 8417
"""Where it is tried first, so that bookmarks keep."""


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on this machine.

    Parameters
    ----------
    port : int, optional
        Without one `PORT` is tried, then any that is free.

    Raises
    ------
    WhenceError
        If the port that was asked for is taken.
    """
    for one in (port,) if port is not None else (PORT, 0):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((ADDRESS, one))
        except (OSError, OverflowError) as error:
            found.close()
            why = error
            continue
        found.listen(64)
        return found
    raise WhenceError(
        "W278", f"Port {port} cannot be used ({why}). Give another: whence explore CASE --port 0"
    )


def serve(
    case: Path,
    *,
    at: str = "/",
    asked: Mapping[str, str] | None = None,
    port: int | None = None,
    browser: bool = True,
    tell: Callable[[str], None],
) -> None:
    """Serve a case until interrupted.

    Parameters
    ----------
    case : pathlib.Path
        Its derived data must be up to date.
    at : str
        The page to begin with.
    asked : mapping of str to str, optional
        What that page is asked for.
    port : int, optional
    browser : bool
        Open the browser on it.
    tell : callable
        Is given the address with its token, once the server listens.
    """
    token = secrets.token_urlsafe(24)
    with contextlib.closing(listen(port)) as listening:
        number = listening.getsockname()[1]
        hosts = {f"{ADDRESS}:{number}", f"localhost:{number}"}
        app = application(case, token=token, hosts=hosts)
        query = urlencode({**(asked or {}), "token": token})
        address = f"http://{ADDRESS}:{number}{at}?{query}"
        app.state.writer.warm()
        tell(address)
        if browser:
            webbrowser.open(address)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                date_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=2,
            )
        )
        try:
            with contextlib.suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
        finally:
            app.state.close()
