"""A small web server for this machine, answering in a thread of its own for the length of a `with` block."""

import threading
from http.server import ThreadingHTTPServer
from typing import Self

_LOOK_UP_SECONDS = 0.05
"""How often the thread looks whether it should end."""


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
