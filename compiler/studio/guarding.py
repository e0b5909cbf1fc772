"""Who may ask, and for how much: only the page that this server gave out, with the token in its address."""

import re
from collections.abc import Iterable, Mapping
from hmac import compare_digest
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from compiler.model.limits import LARGEST_FOOTAGE_BYTES, LARGEST_TAKE_BYTES

LARGEST_BODY = 2 << 20
"""Bytes of what a page sends; a routine is at most one MiB, and JSON writes some letters longer."""

LARGE_BODIES: Mapping[str, int] = {
    "/api/footage": LARGEST_FOOTAGE_BYTES,
    "/api/voice/take": LARGEST_TAKE_BYTES,
}
"""Paths that take more, with their bytes."""

LONGEST_ADDRESS = 8000

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Cache-Control": "no-store",
}

_SAFE = {"GET", "HEAD"}


class TooLarge(Exception):
    """More was sent than is taken."""


class Guard:
    """Lets what is asked below `/TOKEN/` through to `app`, without the token, and turns everything else away."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._prefix = f"/{token}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One question."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refused = self._refused(scope, _headers(scope))
        if refused:
            await refused(scope, receive, _adding(send))
            return
        path = scope["path"][len(self._prefix) :]
        bounded = _Bounded(receive, LARGE_BODIES.get(path, LARGEST_BODY))
        inner = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
        await self._app(inner, bounded, _adding(send))

    def _refused(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        path = scope["path"]
        if headers.get("host") not in self._hosts or not _from_here(scope, headers):
            return _no(HTTPStatus.FORBIDDEN)
        if len(path) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _no(HTTPStatus.REQUEST_URI_TOO_LONG)
        given = path[: len(self._prefix)]
        if not compare_digest(given.encode(), self._prefix.encode()):
            return _no(HTTPStatus.NOT_FOUND)
        if path == self._prefix:
            return RedirectResponse(f"{self._prefix}/")
        if not path.startswith(f"{self._prefix}/"):
            return _no(HTTPStatus.NOT_FOUND)
        return _too_large(path[len(self._prefix) :], headers)


def _too_large(path: str, headers: Mapping[str, str]) -> Response | None:
    told = headers.get("content-length", "0")
    if not re.fullmatch(r"\d{1,15}", told) or int(told) > LARGE_BODIES.get(path, LARGEST_BODY):
        return _no(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return None


def _from_here(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether our own page asks, or a person follows the address; what changes something is asked by a page alone."""
    own = f"http://{headers.get('host')}"
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
    if scope["method"] in _SAFE:
        return origin in {None, own} and site in {"none", "same-origin"}
    return origin == own and site in {"none", "same-origin"}


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def on_too_large(_request: Request, _error: Exception) -> Response:
    """The answer to a body that went on after its bound."""
    return _no(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _no(status: HTTPStatus) -> Response:
    return PlainTextResponse(status.phrase, status)


def _adding(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *_missing(there)]
        await send(message)

    return sending


def _missing(there: Iterable[bytes]) -> Iterable[tuple[bytes, bytes]]:
    for name, value in _HEADERS.items():
        if name.lower().encode() not in there:
            yield name.lower().encode(), value.encode()


class _Bounded:
    """What is sent, up to so many bytes; raises TooLarge beyond."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message
