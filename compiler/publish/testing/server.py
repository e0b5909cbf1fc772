"""The practice remote's HTTP server: strict about requests, and out of order on demand."""

import json
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from compiler.publish.testing import peertube, youtube
from compiler.publish.testing.faults import Fault, FaultKind
from compiler.publish.testing.state import Remote
from compiler.publish.testing.wire import HungUp, Reply, Request, Route, Violation
from compiler.system.local_server import LocalServer

_HUGE_BYTES = 10 * 10**9
_LOGIN_PAGE = b"<!doctype html><title>Welcome</title><p>Log in to use this network."


class PracticeServer(LocalServer):
    """A running practice remote; use it in a `with` statement."""

    def __init__(self, remote: Remote | None = None, port: int = 0) -> None:
        self.remote = remote or Remote()
        self.routes: tuple[Route, ...] = (*youtube.ROUTES, *peertube.ROUTES)
        self._http = _Server(("127.0.0.1", port), _Handler)
        self._http.practice = self
        super().__init__(self._http)

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    practice: PracticeServer

    def handle_error(self, _request: object, _client: object) -> None:
        """Clients that go away are everyday business here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, *_: Any) -> None:
        """Requests are in the remote's journal, not on the terminal."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def _serve(self) -> None:
        practice = self.server.practice
        remote = practice.remote
        parts = urlsplit(self.path)
        try:
            found, names = _match(practice.routes, self.command, parts.path)
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            request = self._request(found, parts.path, query, names)
            remote.requests.append(found.name)
            remote.watch("heard", found.name, 0)
            reply = self._reply(found, request)
            remote.watch("acted", found.name, 0)
            self._after(request, reply)
            remote.watch("answered", found.name, 0)
        except Violation as violation:
            remote.violations.append(f"{self.command} {parts.path}: {violation}")
            self._send(_error(violation.status, violation.reason, str(violation)))
            self.close_connection = True
        except (HungUp, ConnectionError):
            self._hang_up()

    def _request(self, found: Route, path: str, query: dict[str, str], names: dict[str, str]) -> Request:
        remote = self.server.practice.remote
        return Request(
            remote=remote,
            route=found.name,
            path=path,
            query=query,
            headers={name.lower(): value for name, value in self.headers.items()},
            address=self.server.practice.address,
            names=names,
            read=self.rfile.read1,
            fault=remote.next_fault(found.name),
        )

    def _reply(self, found: Route, request: Request) -> Reply:
        early = self._early_fault(request)
        if early:
            return early
        _check(found, request)
        if not found.open and request.headers.get("authorization") != f"Bearer {request.remote.access_token}":
            _drain(request)
            return _error(401, "authError", "Invalid Credentials")
        if found.name == "upload.put":
            return found.handler(request)
        body = request.body()
        request.headers["content-length"] = str(len(body))
        rest = iter([body])
        request.read = lambda _limit: next(rest, b"")
        with request.remote.lock:
            return found.handler(request)

    def _early_fault(self, request: Request) -> Reply | None:
        """What goes wrong before anything is done."""
        fault = request.fault
        if fault is None:
            return None
        match fault.kind:
            case FaultKind.STATUS:
                _drain(request)
                return _status(fault, request.route)
            case FaultKind.DROP:
                raise HungUp
            case FaultKind.REDIRECT:
                _drain(request)
                return Reply(status=302, headers={"Location": fault.value})
            case FaultKind.GONE:
                _drain(request)
                request.remote.sessions.clear()
                return _error(404, "notFound", "no such session")
            case FaultKind.HTML | FaultKind.HUGE | FaultKind.DRIP | FaultKind.STALL:
                _drain(request)
                return Reply()
            case _:
                return None

    def _after(self, request: Request, reply: Reply) -> None:
        """Send the answer, or what goes wrong in its place."""
        fault = request.fault
        match fault.kind if fault else None:
            case FaultKind.ACT_DROP:
                raise HungUp
            case FaultKind.ACT_STATUS if fault:
                self._send(_status(fault, request.route))
            case FaultKind.HTML:
                self._send_bytes(200, {"Content-Type": "text/html"}, _LOGIN_PAGE)
            case FaultKind.HUGE:
                self._send_huge()
            case FaultKind.DRIP:
                self._send_drops()
            case FaultKind.STALL if fault:
                time.sleep(float(fault.value))
                raise HungUp
            case _:
                self._send(reply)

    def _send(self, reply: Reply) -> None:
        body = b"" if reply.content is None else json.dumps(reply.content).encode()
        headers = {"Content-Type": "application/json; charset=UTF-8"} if body else {}
        self._send_bytes(reply.status, {**headers, **reply.headers}, body)

    def _send_bytes(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _send_huge(self) -> None:
        self.send_response(500)
        self.send_header("Content-Length", str(_HUGE_BYTES))
        self.end_headers()
        for _ in range(_HUGE_BYTES >> 20):
            self.wfile.write(bytes(1 << 20))

    def _send_drops(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(_HUGE_BYTES))
        self.end_headers()
        while True:
            self.wfile.write(b" ")
            time.sleep(0.02)

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def _match(routes: Iterable[Route], method: str, path: str) -> tuple[Route, dict[str, str]]:
    for candidate in routes:
        found = candidate.path.fullmatch(path)
        if found and candidate.method == method:
            return candidate, found.groupdict()
    raise Violation(f"there is no {method} {path}", 404, "notFound")


def _check(found: Route, request: Request) -> None:
    unknown = set(request.query) - found.query
    if unknown:
        raise Violation(f"unknown parameters: {', '.join(sorted(unknown))}")
    if "transfer-encoding" in request.headers or not request.headers.get("content-length", "0").isdecimal():
        raise Violation("the body's length must be told")


def _drain(request: Request) -> None:
    for _ in request.pieces():
        pass


def _status(fault: Fault, route_name: str) -> Reply:
    """``503``, or with a reason and words: ``429 rateLimitExceeded Video Uploads per day``; OAuth's form at "token"."""
    status, _, rest = fault.value.partition(" ")
    reason, _, message = rest.partition(" ")
    if route_name == "token":
        told = {"error": reason or "server_error", "code": reason, "error_description": message}
        return Reply(status=int(status), content=told)
    return _error(int(status), reason or "backendError", message or reason or "trouble")


def _error(status: int, reason: str, message: str) -> Reply:
    details = [{"reason": reason, "domain": "youtube", "message": message}]
    return Reply(status=status, content={"error": {"code": status, "message": message, "errors": details}})
