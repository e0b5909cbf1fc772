"""The practice remote is as strict, and as careless, as the real ones are."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import requests

from compiler.publish.testing import Fault, FaultKind, PracticeServer, parse_fault

START = "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status"


@pytest.fixture
def remote() -> object:
    with PracticeServer() as server:
        server.remote.new_token()
        yield server


def call(server: PracticeServer, method: str, url: str, **given: object) -> requests.Response:
    headers = {"Authorization": f"Bearer {server.remote.access_token}"} | given.pop("headers", {})  # type: ignore[operator]
    url = url if url.startswith("http") else server.address + url
    return requests.request(method, url, headers=headers, timeout=5, **given)  # type: ignore[arg-type]


def start(server: PracticeServer, total: int, **status: object) -> str:
    body = {
        "snippet": {"title": "A", "categoryId": "27"},
        "status": {"selfDeclaredMadeForKids": False, **status},
    }
    headers = {"X-Upload-Content-Length": str(total), "X-Upload-Content-Type": "video/mp4"}
    return call(server, "POST", START, json=body, headers=headers).headers["Location"]


def test_an_upload_without_privacy_is_public(remote: PracticeServer) -> None:
    session = start(remote, 3)
    answer = call(remote, "PUT", session, data=b"abc", headers={"Content-Range": "bytes 0-2/3"})
    assert answer.json()["status"]["privacyStatus"] == "public"


@pytest.mark.parametrize(("asked", "status"), [({}, "public"), ({"privacy": 3}, "private")])
def test_peertube_does_what_it_is_asked_and_is_public_unasked(
    remote: PracticeServer, asked: dict[str, int], status: str
) -> None:
    body = {"channelId": 5, "filename": "a.mp4", "name": "A film", **asked}
    headers = {"X-Upload-Content-Length": "3", "X-Upload-Content-Type": "video/mp4"}
    begun = call(remote, "POST", "/api/v1/videos/upload-resumable", json=body, headers=headers)
    session = begun.headers["Location"]
    call(remote, "PUT", session, data=b"abc", headers={"Content-Range": "bytes 0-2/3"})
    (video,) = remote.remote.videos.values()
    assert video.status == {"privacyStatus": status}


def test_what_is_kept_is_told(remote: PracticeServer) -> None:
    session, total = start(remote, 300_000), 300_000
    question = {"Content-Range": f"bytes */{total}"}
    assert "Range" not in call(remote, "PUT", session, headers=question).headers
    chunk = {"Content-Range": f"bytes 0-262143/{total}"}
    answer = call(remote, "PUT", session, data=bytes(262_144), headers=chunk)
    assert (answer.status_code, answer.headers["Range"]) == (308, "bytes=0-262143")
    assert call(remote, "PUT", session, headers=question).headers["Range"] == "bytes=0-262143"


@pytest.mark.parametrize(
    ("content_range", "size"),
    [
        ("bytes 0-99/300000", 100),
        ("bytes 262144-299999/300000", 37_856),
        ("bytes 0-262143/300001", 262_144),
        ("bytes 0-262143/300000", 262_143),
        ("nonsense", 10),
    ],
)
def test_a_wrong_chunk_is_objected_to(remote: PracticeServer, content_range: str, size: int) -> None:
    session = start(remote, 300_000)
    answer = call(remote, "PUT", session, data=bytes(size), headers={"Content-Range": content_range})
    assert answer.status_code == 400
    assert len(remote.remote.violations) == 1


def test_a_call_without_a_token_is_not_heard(remote: PracticeServer) -> None:
    answer = requests.get(f"{remote.address}/youtube/v3/channels?part=id&mine=true", timeout=5)
    assert answer.status_code == 401


def test_faults_are_written_in_one_word() -> None:
    assert parse_fault("upload.put:status=503 backendError*3+1") == Fault(
        route="upload.put", kind=FaultKind.STATUS, value="503 backendError", times=3, skip=1
    )
    assert parse_fault("*:drop").times == 1
    for wrong in ("upload.put", "upload.put:explode", ":drop"):
        with pytest.raises(ValueError, match=r"explode|written"):
            parse_fault(wrong)


def test_it_is_started_by_hand(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "compiler.publish.testing", "--login", str(tmp_path / "youtube.json")]
    with subprocess.Popen([*command, "--playlist", "In bed"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        login = json.loads((tmp_path / "youtube.json").read_text())
        form = f"grant_type=refresh_token&refresh_token={login['refresh_token']}".encode()
        with urllib.request.urlopen(f"{address}/token", form, timeout=5) as answer:
            assert "access_token" in json.load(answer)
        process.kill()
