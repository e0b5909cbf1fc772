"""A web server for one viewer's machine: a page, and the live video as the build goes on.

The page feeds the fragments to the browser's own player as they come (Media Source Extensions), so that it can
jump in what is there and knows how long the whole will be.
"""

import json
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from http import HTTPStatus
from io import BufferedIOBase
from math import inf
from pathlib import Path
from socket import SHUT_WR
from time import monotonic
from typing import Any

from compiler.deliver.live import GivenUp, LiveVideo
from compiler.system.local_server import BoundedHandler, BoundedServer, LocalServer
from compiler.watch.browser import open_in_browser

_PAGE = Path(__file__).with_name("page.html")
_HOST = "127.0.0.1"
_COMING_SECONDS = 10.0
"""How long a browser may take to show the page, from the end of the build on."""
_PARTING_SECONDS = 1.0
"""How long viewers may take to notice that the build has failed."""


class Watching(LocalServer):
    """The server; use it in a `with` statement round the build."""

    def __init__(self) -> None:
        """Take any free port of this machine; nobody outside can reach it."""
        self._http = _Server((_HOST, 0), _Handler)
        super().__init__(self._http)
        self._page_opened = False

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{_HOST}:{self._http.server_address[1]}/"

    @property
    def viewers(self) -> int:
        """How many are being sent the video just now."""
        return self._http.viewers.count

    def __exit__(self, *_: object) -> None:
        self._http.show(None)
        if self._http.live:
            self._http.live.give_up()
            self._http.viewers.wait_until_gone(_PARTING_SECONDS)
        super().__exit__()

    def open_page(self) -> None:
        """In the user's browser, if it can be shown there."""
        self._page_opened = open_in_browser(self.address)

    def show(self, live: LiveVideo) -> None:
        """Show this one."""
        self._http.show(live)

    def wait(self) -> None:
        """After the build: until nobody is being sent anything; a browser that was started gets time to come.

        Raises:
            Exception: whatever went wrong in sending, except that the viewer left.
        """
        if self._http.live:
            self._http.live.give_up()  # what is not there by now will not come
        if self._page_opened:
            self._http.viewers.wait_for_first(_COMING_SECONDS)
        self._http.viewers.wait_until_gone()
        if self._http.trouble:
            raise self._http.trouble


class _Viewers:
    """Who is being sent the video."""

    def __init__(self) -> None:
        self.count = 0
        self._came = False
        self._changed = threading.Condition()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        self._change(1)
        try:
            yield
        finally:
            self._change(-1)

    def _change(self, by: int) -> None:
        with self._changed:
            self.count += by
            self._came = True
            self._changed.notify_all()

    def wait_for_first(self, seconds: float) -> None:
        until = monotonic() + seconds
        with self._changed:
            while not self._came and (left := until - monotonic()) > 0:
                self._changed.wait(left)

    def wait_until_gone(self, seconds: float = inf) -> None:
        until = monotonic() + seconds
        with self._changed:
            while self.count and (left := until - monotonic()) > 0:
                self._changed.wait(min(1, left))  # so that Ctrl-C gets through on Windows


class _Server(BoundedServer):
    block_on_close = False
    live: LiveVideo | None = None

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._came = threading.Event()
        self.viewers = _Viewers()
        self.trouble: BaseException | None = None

    def show(self, live: LiveVideo | None) -> None:
        """This is what everybody has been waiting for; None: nothing will come."""
        self.live = live or self.live
        self._came.set()

    def awaited(self) -> LiveVideo | None:
        """The video, as soon as there is one; None where the build ended before."""
        self._came.wait()
        return self.live

    def handle_error(self, _request: object, _client: object) -> None:
        """The build tells what is wrong with it; players hang up in the middle all the time."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, GivenUp, CancelledError)):
            self.trouble = self.trouble or error


class _Chunks:
    """Chunked transfer (RFC 9112, 7.1), where the end tells that the video is whole.

    A player that is gone is not told to libav, which may crash when it writes on after a failure.
    """

    def __init__(self, wire: BufferedIOBase) -> None:
        self._wire = wire
        self.gone = False

    def write(self, data: bytes, /) -> int:
        """Send `data` as one chunk."""
        if data and not self.gone:
            self._put(b"%x\r\n%b\r\n" % (len(data), data))
        return len(data)

    def end(self) -> None:
        """It is whole."""
        if not self.gone:
            self._put(b"0\r\n\r\n")

    def _put(self, chunk: bytes) -> None:
        try:
            self._wire.write(chunk)
        except ConnectionError:
            self.gone = True


class _Handler(BoundedHandler):
    server: _Server

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server looks for
        """The page, what it asks for, or that there is no such thing."""
        if not self.is_asked_from_here:
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path == "/":
            self._send("text/html", _PAGE.read_text(encoding="utf-8"))
        elif self.path not in {"/about.json", "/captions.vtt", "/video.mp4"}:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif live := self.server.awaited():
            self._answer_of(live)
        else:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

    def _answer_of(self, live: LiveVideo) -> None:
        if self.path == "/about.json":
            self._send("application/json", json.dumps(_about(live)))
        elif self.path == "/captions.vtt":
            self._send("text/vtt", live.captions())
        else:
            with self.server.viewers.one_more():
                self._stream(live)

    def _send(self, kind: str, text: str) -> None:
        body = text.encode()
        self._head(f"{kind}; charset=utf-8", "Content-Length", str(len(body)))
        self.wfile.write(body)

    def _stream(self, live: LiveVideo) -> None:
        self._head("video/mp4", "Transfer-Encoding", "chunked")
        self.close_connection = True
        chunks = _Chunks(self.wfile)
        try:
            live.send(chunks)
        except GivenUp:
            return
        chunks.end()
        with suppress(OSError):  # all is on its way before this viewer counts as gone
            self.connection.shutdown(SHUT_WR)

    def _head(self, kind: str, name: str, value: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header(name, value)
        self.end_headers()


def _about(live: LiveVideo) -> dict[str, Any]:
    timeline = live.timeline
    return {
        "title": timeline.title,
        "language": timeline.language,
        "seconds": float(timeline.duration_seconds),
        "kind": live.kind(),
    }
