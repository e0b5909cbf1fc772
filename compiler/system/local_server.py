"""A small web server for this machine, answering in a thread of its own for the length of a `with` block.

Who asks is bounded: in number, in the length of what is asked, and in the time taken to ask it or to read the answer.
"""

import io
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any, Self

_LOOK_UP_SECONDS = 0.05
"""How often the thread looks whether it should end."""

MOST_CLIENTS = 64
"""Connections at a time; a browser opens six for a page."""
LONGEST_PATH = 2000
"""Characters of a path that are read; ours have some fifty."""
ASKING_SECONDS = 15.0
"""How long a client may take for a whole request, however slowly it sends, and sit idle before the next one."""

_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


class LocalServer:
    """Runs `http`; its port is let go at the end of the block."""

    def __init__(self, http: ThreadingHTTPServer) -> None:
        self._running = http
        self._thread = threading.Thread(target=http.serve_forever, args=(_LOOK_UP_SECONDS,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.shutdown()
        self._running.server_close()
        self._thread.join()


class BoundedServer(ThreadingHTTPServer):
    """Lets at most `MOST_CLIENTS` in; whoever comes then is turned away at once and may come again."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: "type[BoundedHandler]") -> None:
        self._places = threading.BoundedSemaphore(MOST_CLIENTS)
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


class BoundedHandler(BaseHTTPRequestHandler):
    """Answers a client that asks within bounds; `reading_seconds` (None: any) is its time to take in a piece."""

    protocol_version = "HTTP/1.1"
    server: BoundedServer
    reading_seconds: float | None = None

    def setup(self) -> None:
        super().setup()
        self._request_until = monotonic() + ASKING_SECONDS
        self.rfile = io.BufferedReader(_Wire(self))

    def handle_one_request(self) -> None:
        """Read and answer one request, or end the connection."""
        self._request_until = monotonic() + ASKING_SECONDS
        super().handle_one_request()

    def parse_request(self) -> bool:
        """Whether the request can be answered; what cannot has been told so."""
        if not super().parse_request():
            return False
        self.connection.settimeout(self.reading_seconds)
        if len(self.path) > LONGEST_PATH:
            self.close_connection = True
            self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
            return False
        return True

    def log_message(self, *_: Any) -> None:
        """Nothing is printed here."""

    @property
    def is_asked_by_local_name(self) -> bool:
        """Whether the client knows this machine as itself: a page from elsewhere that got here by DNS does not."""
        port = self.server.server_address[1]
        return self.headers.get("Host") in {f"{name}:{port}" for name in _LOCAL_NAMES}

    @property
    def is_asked_from_here(self) -> bool:
        """Whether it is the user who asks, or a page of this server: none from elsewhere."""
        site = self.headers.get("Sec-Fetch-Site", "none")
        return self.is_asked_by_local_name and site in {"none", "same-origin"}

    @property
    def seconds_left_to_ask(self) -> float:
        """Until the request has to be there."""
        return max(0.001, self._request_until - monotonic())


class _Wire(io.RawIOBase):
    """What the client sends; raises TimeoutError when its time for a request is over."""

    def __init__(self, handler: BoundedHandler) -> None:
        self._handler = handler
        self._socket: socket.socket = handler.connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(self._handler.seconds_left_to_ask)
        return self._socket.recv_into(buffer)
