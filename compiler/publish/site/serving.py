"""A small web server for the site's folder, with byte ranges so that a player can jump."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from compiler.model.errors import BadMedia, Busy
from compiler.system.local_server import BoundedHandler, BoundedServer, LocalServer

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp4": "video/mp4",
}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_PIECE_BYTES = 1 << 18


class SiteServer(LocalServer):
    """A running server; use it in a `with` statement."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        """Take the port.

        Raises:
            BadMedia: there is no site in the folder.
            Busy: the port is taken, or not for us.
        """
        if not (folder / "index.html").is_file():
            raise BadMedia(
                f"there is no site in {folder}", hint="followalong publish ROUTINE --to site makes one"
            )
        try:
            self._http = _Server((host, port), _Handler)
        except (OSError, OverflowError) as error:
            raise Busy(
                f"port {port} of {host} cannot be used: {error}", hint="choose another: --port"
            ) from error
        self._http.folder = folder.resolve()
        super().__init__(self._http)

    @property
    def address(self) -> str:
        """Where it is reached from this machine."""
        host, port = self._http.server_address[:2]
        return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else str(host)}:{port}/"

    def wait(self) -> None:
        """Serve until the process is interrupted."""
        while self._thread.is_alive():
            self._thread.join(1)


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8000) -> SiteServer:
    """A server for the site in `folder`; port 0 takes any that is free.

    Raises:
        BadMedia: there is no site in the folder.
        Busy: the port is taken.
    """
    return SiteServer(folder, host, port)


class _Server(BoundedServer):
    folder: Path

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return ip_address(str(self.server_address[0])).is_loopback

    def handle_error(self, _request: object, _client: object) -> None:
        """Players hang up in the middle all the time."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Bytes from `start` up to, not including, `stop`."""

    start: int
    stop: int


class _Handler(BoundedHandler):
    server: _Server
    reading_seconds = 60.0  # a player that pauses comes back with a new request

    def do_HEAD(self) -> None:  # noqa: N802 - the name that http.server looks for
        self._answer(with_body=False)

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server looks for
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        if self.server.is_local and not self.is_asked_by_local_name:
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path = _inside(self.server.folder, urlsplit(self.path).path)
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        with path.open("rb") as file:
            size = path.stat().st_size
            asked = self.headers.get("Range", "")
            span = _span(asked, size)
            if span is None:
                self._head(
                    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, path, 0, {"Content-Range": f"bytes */{size}"}
                )
                return
            partial = span != _Span(0, size) or bool(_RANGE.fullmatch(asked))
            status = HTTPStatus.PARTIAL_CONTENT if partial else HTTPStatus.OK
            more = {"Content-Range": f"bytes {span.start}-{span.stop - 1}/{size}"} if partial else {}
            self._head(status, path, span.stop - span.start, more)
            if with_body:
                self._send(file, span)

    def _head(self, status: HTTPStatus, path: Path, length: int, more: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(path.suffix.lower(), "application/octet-stream"))
        self.send_header("Content-Length", str(length))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, file: BinaryIO, span: _Span) -> None:
        file.seek(span.start)
        left = span.stop - span.start
        while left and (piece := file.read(min(_PIECE_BYTES, left))):
            self.wfile.write(piece)
            left -= len(piece)


def _inside(folder: Path, asked: str) -> Path | None:
    """The file in the folder that a path of an address names; None for all else and for hidden files."""
    names = [name for name in unquote(asked).split("/") if name]
    if any(name.startswith(".") or "\0" in name or "\\" in name for name in names):
        return None
    path = folder.joinpath(*names)
    try:
        path = (path / "index.html" if path.is_dir() else path).resolve()
    except OSError:  # a name that no file can have
        return None
    return path if path.is_relative_to(folder) and path.is_file() else None


def _span(asked: str, size: int) -> _Span | None:
    """The bytes that a Range header asks for, all if it asks for none; None if there are none such."""
    found = _RANGE.fullmatch(asked.strip())
    if not found or found[0] == "bytes=-":
        return _Span(0, size)
    first, last = found.groups()
    if not first:
        return _Span(max(0, size - int(last)), size) if int(last) and size else None
    if int(first) >= size or (last and int(last) < int(first)):
        return None
    return _Span(int(first), min(size, int(last) + 1) if last else size)
