"""A web server for whoever writes a pose script: its pictures on a page that is drawn anew at each save."""

import json
import threading
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import Protocol

from compiler.system.local_server import BoundedHandler, BoundedServer, LocalServer
from compiler.watch.browser import open_in_browser

_PAGE = Path(__file__).with_name("figure.html")
_HOST = "127.0.0.1"
_LOOK_SECONDS = 0.25
"""How often the script is looked at."""
_BEAT_SECONDS = 5.0
"""How often a page hears something, so that one that is gone is noticed."""


class OnShow(Protocol):
    """What is shown: a script as it is now, with its pictures and mistakes."""

    version: int
    problems: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it shows."""
        ...

    def look(self) -> int:
        """The version of the script as it is now."""
        ...

    def picture(self, moment: str) -> bytes | None:
        """A JPEG of "start", "middle" or "end"; None as long as nothing could be drawn."""
        ...

    def film(self) -> bytes | None:
        """One turn as an MP4; None as long as nothing could be drawn."""
        ...


class WatchingFigure(LocalServer):
    """The server; it serves for the length of a `with` block, to this machine alone."""

    def __init__(self, figure: OnShow) -> None:
        """Take any free port."""
        self._http = _Server((_HOST, 0), _Handler)
        self._http.figure = figure
        super().__init__(self._http)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{_HOST}:{self._http.server_address[1]}/"

    def __exit__(self, *_: object) -> None:
        self._http.over.set()
        super().__exit__()

    def open_page(self) -> None:
        """In the user's browser, if it can be shown there."""
        open_in_browser(self.address)

    def wait(self) -> None:
        """Until Ctrl-C."""
        with suppress(KeyboardInterrupt):
            while not self._http.over.wait(1):  # so that Ctrl-C gets through on Windows
                pass


class _Server(BoundedServer):
    block_on_close = False
    figure: OnShow

    def __init__(self, address: tuple[str, int], handler: type[BoundedHandler]) -> None:
        super().__init__(address, handler)
        self.over = threading.Event()

    def handle_error(self, _request: object, _client: object) -> None:
        """A page that is closed in the middle is nobody's mistake."""


class _Handler(BoundedHandler):
    server: _Server

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server looks for
        """The page, what it asks for, or that there is no such thing."""
        path = self.path.partition("?")[0]
        if not self.is_asked_from_here:
            self.send_error(HTTPStatus.FORBIDDEN)
        elif path == "/":
            self._send("text/html; charset=utf-8", _PAGE.read_bytes())
        elif path == "/figure.json":
            self._send("application/json", json.dumps(self._told()).encode())
        elif path == "/changes":
            self._tell_changes()
        else:
            self._send_drawn(path)

    def _told(self) -> dict[str, object]:
        figure = self.server.figure
        version = figure.look()
        return {"version": version, "title": figure.title, "problems": figure.problems}

    def _send_drawn(self, path: str) -> None:
        figure = self.server.figure
        figure.look()
        name, _, suffix = path[1:].partition(".")
        if suffix == "jpg" and name in {"start", "middle", "end"}:
            self._send("image/jpeg", figure.picture(name))
        elif path == "/moving.mp4":
            self._send("video/mp4", figure.film())
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _tell_changes(self) -> None:
        """A line for each version, as server-sent events, until the page is closed."""
        self._head("text/event-stream")
        self.close_connection = True
        told, beat = -1, monotonic()
        while not self.server.over.is_set():
            version = self.server.figure.look()
            if version != told or monotonic() - beat > _BEAT_SECONDS:
                line = f"data: {version}\n\n" if version != told else ": still here\n\n"
                try:
                    self.wfile.write(line.encode())
                    self.wfile.flush()
                except OSError:
                    return
                told, beat = version, monotonic()
            self.server.over.wait(_LOOK_SECONDS)

    def _send(self, kind: str, body: bytes | None) -> None:
        if body is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._head(kind, ("Content-Length", str(len(body))))
        self.wfile.write(body)

    def _head(self, kind: str, *more: tuple[str, str]) -> None:
        self.send_response(HTTPStatus.OK)
        for name, value in (
            ("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), *more
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
