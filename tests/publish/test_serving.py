"""The local server: byte ranges as players ask for them, and nothing outside the folder."""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia, Busy
from compiler.publish.site import SiteServer, serve
from compiler.system.local_server import MOST_CLIENTS

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


@pytest.mark.parametrize("name", ["index.html", "sub/index.html"])
def test_a_link_out_of_the_folder_is_not_followed_where_it_is_the_index(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text("index")
    (tmp_path / "secret.html").write_text("secret")
    link = folder / name
    link.unlink(missing_ok=True)
    link.symlink_to(tmp_path / "secret.html")
    with serve(folder, port=0) as running:
        for path in ("/", "/sub", "/sub/", "/sub/index.html", "/index.html"):
            response = ask(running, path)
            assert b"secret" not in response.content  # type: ignore[attr-defined]


def test_a_path_that_is_too_long_is_told_so(server: SiteServer) -> None:
    assert ask(server, "/" + "a" * 5000).status == 414
    assert ask(server, "/" + "a" * 1500).status == 404


def test_who_calls_this_machine_by_another_name_is_not_answered(server: SiteServer) -> None:
    port = server.address.rstrip("/").rpartition(":")[2]
    assert ask(server, "/", Host=f"evil.example:{port}").status == 403
    for name in ("localhost", "127.0.0.1", "[::1]"):
        assert ask(server, "/", Host=f"{name}:{port}").status == 200


def connected(server: SiteServer, sent: bytes = b"") -> socket.socket:
    port = int(server.address.rstrip("/").rpartition(":")[2])
    client = socket.create_connection(("127.0.0.1", port), timeout=10)
    client.sendall(sent)
    return client


def test_a_client_that_never_finishes_asking_is_left(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compiler.system.local_server.ASKING_SECONDS", 0.2)
    for sent in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localh"):
        with connected(server, sent) as client:
            assert client.recv(100) == b""  # it hung up, although the client said no more


def test_a_client_that_asks_letter_by_letter_has_no_more_time(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compiler.system.local_server.ASKING_SECONDS", 0.3)
    with connected(server) as client:
        began = time.monotonic()
        with suppress(ConnectionError):
            for letter in b"GET /" + b"a" * 1000:
                client.sendall(bytes([letter]))
                client.settimeout(0.05)
                with suppress(TimeoutError):
                    if client.recv(1) == b"":
                        break
        assert time.monotonic() - began < 5


def test_too_many_clients_are_turned_away_and_the_next_one_is_served(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as held:
        for _ in range(MOST_CLIENTS):
            held.enter_context(connected(server, b"GET / HTTP/1.1\r\n"))
        with connected(server) as one_more:
            assert one_more.recv(100) == b""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with suppress(ConnectionError, http.client.HTTPException):
            if ask(server, "/").status == 200:
                return
    pytest.fail("nobody was let in again")
