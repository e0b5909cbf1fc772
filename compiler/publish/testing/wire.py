"""Requests and replies of the practice remote, and the rules that every upload keeps to."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from compiler.publish.testing.faults import Fault, FaultKind
from compiler.publish.testing.state import Remote, Session

_PIECE_BYTES = 16_384
CHUNK_UNIT_BYTES = 262_144


class Violation(Exception):
    """The request breaks the protocol."""

    def __init__(self, message: str, status: int = 400, reason: str = "badRequest") -> None:
        super().__init__(message)
        self.status, self.reason = status, reason


class HungUp(ConnectionError):
    """The connection ends here, with no answer."""


@dataclass(slots=True, kw_only=True)
class Request:
    """One request; `read` takes bytes of the body from the socket as they come."""

    remote: Remote
    route: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    address: str
    names: dict[str, str]
    read: Callable[[int], bytes] = field(repr=False)
    fault: Fault | None = None

    @property
    def length(self) -> int:
        """The length of the body in bytes."""
        return int(self.headers.get("content-length", "0"))

    def pieces(self) -> Iterator[bytes]:
        """The body as it arrives.

        Raises:
            HungUp: the other side went away before the end.
        """
        left = self.length
        while left:
            piece = self.read(min(_PIECE_BYTES, left))
            if not piece:
                raise HungUp
            left -= len(piece)
            yield piece

    def body(self) -> bytes:
        """The whole body."""
        return b"".join(self.pieces())

    def json(self) -> dict[str, Any]:
        """The body as a JSON object."""
        if not self.headers.get("content-type", "").startswith("application/json"):
            raise Violation("JSON must be sent as application/json")
        try:
            value = json.loads(self.body())
        except ValueError:
            raise Violation("the body is not JSON") from None
        if not isinstance(value, dict):
            raise Violation("the body is no JSON object")
        return value

    def form(self) -> dict[str, str]:
        """The body as form fields."""
        return {name: values[0] for name, values in parse_qs(self.body().decode()).items()}

    def multipart(self) -> list[tuple[dict[str, str], bytes]]:
        """The parts of a multipart body: headers in lower case, and content."""
        found = re.search(r"boundary=\"?([^\";]+)", self.headers.get("content-type", ""))
        if not found:
            raise Violation("no boundary in the Content-Type")
        body = self.body()
        mark = b"--" + found[1].encode()
        if not body.rstrip().endswith(mark + b"--"):
            raise Violation("the multipart body has no end")
        return [_part(chunk) for chunk in body.split(mark)[1:-1]]


def _part(chunk: bytes) -> tuple[dict[str, str], bytes]:
    head, _, content = chunk.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    lines = [line.split(":", 1) for line in head.decode().split("\r\n") if ":" in line]
    return {name.strip().lower(): value.strip() for name, value in lines}, content.removesuffix(b"\r\n")


@dataclass(slots=True, kw_only=True)
class Reply:
    """One answer."""

    status: int = 200
    content: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A call that the remote offers. `query` lists the parameters that it takes; `open` needs no token."""

    name: str
    method: str
    path: re.Pattern[str]
    handler: Handler
    query: frozenset[str] = frozenset()
    open: bool = False


def route(name: str, call: str, handler: Handler, query: str = "", *, is_open: bool = False) -> Route:
    """A route from ``"GET /path/{id}"`` and the names of its parameters."""
    method, _, path = call.partition(" ")
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
    return Route(
        name=name,
        method=method,
        path=pattern,
        handler=handler,
        query=frozenset(query.split()),
        open=is_open,
    )


_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


def receive_chunk(request: Request, session: Session, finish: Callable[[], Reply]) -> Reply:
    """A PUT to a session: a question where it stands, or a chunk. `finish` makes the video of a full session.

    One at a time: a question waits until what is left of a broken connection has been read.
    """
    with session.alone:
        return _receive_chunk(request, session, finish)


def _receive_chunk(request: Request, session: Session, finish: Callable[[], Reply]) -> Reply:
    found = _CONTENT_RANGE.fullmatch(request.headers.get("content-range", ""))
    if not found or int(found[3]) != session.total:
        raise Violation(f"Content-Range makes no sense: {request.headers.get('content-range')}")
    if found[1] is not None:
        _check_chunk(request, session, int(found[1]), int(found[2]))
        _take(request, session)
    elif request.length:
        raise Violation("a question where the upload stands has no body")
    return _standing(request, session, finish)


def _check_chunk(request: Request, session: Session, start: int, stop: int) -> None:
    if stop - start + 1 != request.length:
        raise Violation("Content-Range and Content-Length differ")
    if stop + 1 > session.total:
        raise Violation("the chunk goes beyond the end")
    if stop + 1 != session.total and request.length % CHUNK_UNIT_BYTES:
        raise Violation(f"a chunk of {request.length} bytes is no multiple of {CHUNK_UNIT_BYTES}")
    if start != len(session.received):
        raise Violation(f"the chunk starts at {start}, {len(session.received)} bytes are here")


def _take(request: Request, session: Session) -> None:
    """Keep the bytes as they come, or what the fault leaves of them."""
    fault, begun = request.fault, len(session.received)
    kind = fault.kind if fault else None
    most = begun + int(fault.value) if fault and kind is FaultKind.KEEP_LESS else session.total
    try:
        for piece in request.pieces():
            session.received += piece[: max(0, most - len(session.received))]
            request.remote.watch("bytes", request.route, len(session.received))
            if fault and kind is FaultKind.CUT and len(session.received) >= int(fault.value):
                del session.received[max(begun, int(fault.value)) :]
                raise HungUp
    finally:
        if len(session.received) < session.total:
            kept = len(session.received) // request.remote.granule * request.remote.granule
            del session.received[max(begun, kept) :]
    if fault and kind is FaultKind.GO_BACK:
        del session.received[int(fault.value) :]


def _standing(request: Request, session: Session, finish: Callable[[], Reply]) -> Reply:
    kind = request.fault.kind if request.fault else None
    if kind is FaultKind.NO_RANGE and session.video_id is None:
        session.received.clear()
    if len(session.received) == session.total:
        return finish()
    told = len(session.received) - 1
    if kind is FaultKind.PAST_END:
        told = session.total + 10
    if kind is FaultKind.TOO_FAR:
        told += 1
    headers = {"Range": f"bytes=0-{told}"} if told >= 0 else {}
    if kind is FaultKind.ODD_RANGE:
        headers = {"Range": "bytes=5-te"}
    return Reply(status=308, headers=headers)
