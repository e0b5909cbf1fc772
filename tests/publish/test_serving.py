"""The local server: byte ranges as players ask for them, and nothing outside the folder."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia, Busy
from compiler.publish.site import SiteServer, serve

FILM = bytes(range(256)) * 40


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html>index")
    (folder / "film.mp4").write_bytes(FILM)
    (folder / "words.vtt").write_text("WEBVTT")
    (folder / ".hidden").write_text("secret")
    (folder / "nothing.mp4").write_bytes(b"")
    (tmp_path / "outside.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    with serve(folder, port=0) as running:
        yield running


def ask(server: SiteServer, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    host = server.address.removeprefix("http://").rstrip("/").replace("localhost", "127.0.0.1")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    response.content = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-", 206, FILM),
        ("bytes=100-199", 206, FILM[100:200]),
        ("bytes=10000-99999", 206, FILM[10000:]),
        ("bytes=-10", 206, FILM[-10:]),
        ("bytes=-99999", 206, FILM),
        ("bytes=10240-", 416, b""),
        ("bytes=5-4", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=0-1,5-6", 200, FILM),
        ("lines=1-2", 200, FILM),
        ("", 200, FILM),
    ],
)
def test_ranges(server: SiteServer, asked: str, status: int, body: bytes) -> None:
    response = ask(server, "/film.mp4", Range=asked)
    assert response.status == status
    assert response.content == body  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "video/mp4"
    if status == 206:
        start = FILM.index(body) if len(body) < len(FILM) and len(body) > 256 else len(FILM) - len(body)
        expected = 100 if asked == "bytes=100-199" else start
        assert response.headers["Content-Range"] == f"bytes {expected}-{expected + len(body) - 1}/{len(FILM)}"


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/link.txt",
        "/.hidden",
        "/none.html",
        "/..%5coutside.txt",
        "/%00",
    ],
)
def test_nothing_outside_is_given(server: SiteServer, path: str) -> None:
    response = ask(server, path)
    assert response.status == 404
    assert b"secret" not in response.content  # type: ignore[attr-defined]


def test_pages_and_heads(server: SiteServer) -> None:
    assert ask(server, "/").content == b"<!doctype html>index"  # type: ignore[attr-defined]
    assert ask(server, "/words.vtt").headers["Content-Type"].startswith("text/vtt")
    head = ask(server, "/film.mp4", method="HEAD")
    assert (head.status, head.headers["Content-Length"], head.content) == (200, str(len(FILM)), b"")  # type: ignore[attr-defined]
    assert ask(server, "/nothing.mp4").content == b""  # type: ignore[attr-defined]


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    with pytest.raises(BadMedia, match="no site"):
        serve(tmp_path)


def test_a_port_that_is_taken(server: SiteServer, tmp_path: Path) -> None:
    with pytest.raises(Busy, match="cannot be used"):
        serve(tmp_path / "site", port=int(server.address.rstrip("/").rpartition(":")[2]))
