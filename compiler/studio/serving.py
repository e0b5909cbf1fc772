"""The studio's web server: on this machine alone, at an address that nobody can guess, until Ctrl-C."""

import json
import secrets
import socket
import sys
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Self

import uvicorn

from compiler.model.errors import CannotWrite, ToolFailed
from compiler.publish.secret import write_private
from compiler.studio.desk import Desk
from compiler.studio.routes import application
from compiler.system.folders import data_folder
from compiler.watch.browser import open_in_browser

HOST = "127.0.0.1"
TOKEN_BYTES = 24
_STARTING_SECONDS = 60.0
_PARTING_SECONDS = 2
MOST_CLIENTS = 128
"""Questions at a time, one that never ends for each open page among them."""


class Studio:
    """The server of a desk; use it in a `with` statement. `port` 0 takes the one of last time, or any that is free.

    Port and token of a project stay the same, so that a page that is open goes on when the server comes again.
    """

    def __init__(self, desk: Desk, *, port: int = 0) -> None:
        last = _last_time(desk.project.folder)
        self._token = last[1] or secrets.token_urlsafe(TOKEN_BYTES)
        self._socket = _listening(port or last[0], only=bool(port))
        self._port = self._socket.getsockname()[1]
        _remember(desk.project.folder, self._port, self._token)
        self._desk = desk
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(desk, token=self._token, port=self._port),
                log_level="critical",
                access_log=False,
                server_header=False,
                ws="none",
                lifespan="off",
                limit_concurrency=MOST_CLIENTS,
                timeout_graceful_shutdown=_PARTING_SECONDS,
            )
        )
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        until = monotonic() + _STARTING_SECONDS
        while not self._server.started and not self._ended.is_set() and monotonic() < until:
            sleep(0.01)
        if not self._server.started:
            raise ToolFailed("the studio's server did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._desk.events.close()
        self._server.should_exit = True
        self._ended.wait()
        self._socket.close()

    def _serve(self) -> None:
        """A Ctrl-C while a thread is joined makes Python believe that it has ended; an event is not fooled."""
        try:
            self._server.run([self._socket])
        finally:
            self._ended.set()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self._port}/{self._token}/"

    def open_page(self) -> None:
        """In the user's browser, where there is a screen for one."""
        open_in_browser(self.address)

    def wait(self) -> None:
        """Until Ctrl-C, or until the server dies."""
        with suppress(KeyboardInterrupt):
            while not self._ended.wait(1):  # so that Ctrl-C gets through on Windows
                pass


def _listening(port: int, *, only: bool) -> socket.socket:
    """A socket on that port, or, unless it is the `only` one that is wanted, on any that is free.

    Raises:
        ToolFailed: somebody else has the port.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as error:
        found.close()
        if only or not port:
            hint = "leave --port out: any that is free is taken"
            raise ToolFailed(f"port {port} cannot be used: {error.strerror}", hint=hint) from error
        return _listening(0, only=False)
    return found


def _note(project: Path) -> Path:
    digest = sha256(str(project.resolve()).encode(errors="surrogateescape")).hexdigest()
    return data_folder() / "studio" / f"{digest[:24]}.json"


def _last_time(project: Path) -> tuple[int, str]:
    """Port and token of this project's last studio; 0 and nothing where there is none."""
    try:
        told = json.loads(_note(project).read_text(encoding="utf-8"))
        port, token = int(told["port"]), str(told["token"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0, ""
    return (port, token) if 0 < port < 65536 and len(token) >= TOKEN_BYTES else (0, "")


def _remember(project: Path, port: int, token: str) -> None:
    """For its owner alone; without it, the next studio has another address."""
    with suppress(CannotWrite):
        write_private(_note(project), json.dumps({"port": port, "token": token}))
