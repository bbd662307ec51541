"""Who may ask: a token, the right host, the right origin. And what a page may do: its policy.

The server listens on this machine only, but other programs and other web pages run on it too. A
page elsewhere can make the browser send requests here; it has no token, its origin is another, and
under a host name of its own (DNS rebinding) it is turned away.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from urllib.parse import urlencode

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.explore.page import static
from graph.explore.security import source_hash

SAFE = ("GET", "HEAD")
_STRANGER = (
    "This case is open for one person only. Open the address that `whence explore` printed when it"
    " was started; it holds a token. Other addresses work after that.\n"
)


def policy() -> str:
    """Return the Content-Security-Policy of every page: its own files and nothing else.

    vis-network adds style sheets of its own while it loads; their hashes are let through.
    """
    styles = [
        source_hash(""),
        *(f"'sha256-{h}'" for h in static("vis-network/styles.sha256").split()),
    ]
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' {' '.join(styles)}",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


class Guard:
    """Turns away whoever has no business here, and puts the policy on every answer.

    Parameters
    ----------
    app : ASGI application
    token : str
        Whoever knows it may read: as ``token`` in the address, once, then as a cookie; programs
        as ``Authorization: Bearer``.
    hosts : collection of str
        What the ``Host`` header may be, with port.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: Collection[str]) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in hosts)
        port = next(iter(sorted(hosts)), "").rpartition(":")[2]
        self.cookie = f"whence-{port}"
        self._headers = [
            (b"content-security-policy", policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in self._headers if header[0] not in held),
                ]
                if b"cache-control" not in held:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        refused = self._refuse(HTTPConnection(scope), scope["method"])
        await (refused or self._app)(scope, receive, with_headers)

    def _refuse(self, request: HTTPConnection, method: str) -> Response | None:
        if request.headers.get("host") not in self._hosts:
            return PlainTextResponse("This server answers under its own name only.\n", 421)
        origin = request.headers.get("origin")
        if origin is not None and origin not in self._origins:
            return PlainTextResponse("Requests from other pages are not answered.\n", 403)
        if method not in SAFE and origin is None:
            return PlainTextResponse("A change must come from a page of this server.\n", 403)
        if request.headers.get("sec-fetch-site") == "cross-site" and method not in SAFE:
            return PlainTextResponse("Requests from other pages are not answered.\n", 403)
        given = request.query_params.get("token")
        if given is not None and self._is_token(given):
            return self._welcome(request)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._is_token(request.cookies.get(self.cookie, "")) or self._is_token(bearer):
            return None
        return PlainTextResponse(_STRANGER, 403)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _welcome(self, request: HTTPConnection) -> Response:
        """Keep the token as a cookie, and take it out of the address."""
        rest = [(k, v) for k, v in request.query_params.multi_items() if k != "token"]
        path = "/" + request.url.path.lstrip("/")
        answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        answer.set_cookie(
            self.cookie, self._token, httponly=True, samesite="strict", path="/", secure=False
        )
        return answer
