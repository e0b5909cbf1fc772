"""A file that is dropped onto the page: what it is, refused with a reason, over no other one; and its pictures."""

import io
import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import av
import numpy as np
import pytest
import requests

from compiler.studio.desk import Desk
from compiler.studio.media_files import file_name
from tests.studio.conftest import Asking

NAME = "routines/morning.yaml"


def film(seconds: int = 3) -> bytes:
    """Its left half is dark, its right half bright; it becomes brighter with every second."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height = 320, 180
        for number in range(seconds * 10):
            image = np.full((180, 320, 3), 40 + 50 * (number // 10), np.uint8)
            image[:, 160:] += 60
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode(None))
    return made.getvalue()


def bring(studio: Asking, name: str, data: bytes) -> requests.Response:
    origin = "/".join(studio.address.split("/")[:3])
    return requests.post(
        f"{studio.address}api/footage",
        params={"name": name},
        data=data,
        headers={"Origin": origin},
        timeout=30,
    )


@pytest.fixture(scope="module")
def clip(studio: Asking) -> str:
    """A film in the project."""
    return str(bring(studio, "Bridge at home.MP4", film()).json()["file"])


def pixels(answer: requests.Response) -> Any:
    assert answer.status_code == 200, answer.text
    with av.open(io.BytesIO(answer.content)) as container:
        return next(container.decode(video=0)).to_ndarray(format="gray")


def test_a_file_becomes_footage_of_the_project_and_it_is_told_what_it_is(
    studio: Asking, project: Path
) -> None:
    told = bring(studio, "Knee hug.mp4", film()).json()
    assert (told["kind"], told["width"], told["height"], told["seconds"], told["sound"]) == (
        "film",
        320,
        180,
        3,
        False,
    )
    assert told["file"] == "knee-hug.mp4"
    assert told["shown"]["landscape"] == 1
    assert round(told["shown"]["portrait"], 2) == 0.32
    assert (project / "assets" / "clips" / "knee-hug.mp4").read_bytes() == film()


def test_no_file_is_written_over_and_the_same_one_is_not_kept_twice(studio: Asking, project: Path) -> None:
    first, other = film(1), film(2)
    names = [bring(studio, "same.mp4", data).json()["file"] for data in (first, other, first)]
    assert names == ["same.mp4", "same-2.mp4", "same.mp4"]
    assert (project / "assets" / "clips" / "same.mp4").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("notes.mp4", b"steps:\n  - say: Hello.\n" * 9, "notes.mp4"),
        ("cut off.mp4", film()[:900], "cut off.mp4"),
        ("nothing.mp4", b"", "nothing.mp4"),
        ("page.html", b"<!doctype html><script>1</script>", "page.html"),
    ],
)
def test_what_is_no_footage_is_refused_with_the_reason_and_leaves_nothing(
    studio: Asking, project: Path, name: str, data: bytes, told: str
) -> None:
    before = sorted((project / "assets").rglob("*")) if (project / "assets").exists() else []
    refused = bring(studio, name, data)
    assert refused.status_code == 422
    error = refused.json()["error"]
    assert error["kind"] == "bad-media"
    assert told in error["message"]
    assert ".part" not in error["message"]
    assert [
        path for path in sorted((project / "assets").rglob("*")) if path.is_file() and path not in before
    ] == []


def test_music_goes_where_music_belongs(studio: Asking, project: Path) -> None:
    made = io.BytesIO()
    with av.open(made, "w", format="wav") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        samples = av.AudioFrame.from_ndarray(np.full((1, 8000), 900, np.int16), format="s16", layout="mono")
        samples.sample_rate = 8000
        container.mux(stream.encode(samples))
        container.mux(stream.encode(None))
    told = bring(studio, "calm.wav", made.getvalue()).json()
    assert (told["kind"], told["file"]) == ("sound", "calm.wav")
    assert (project / "assets" / "audio" / "calm.wav").is_file()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("IMG_2043.MOV", "IMG_2043.mov"),
        ("../../etc/passwd", "passwd"),
        ("C:\\clips\\bridge.mp4", "bridge.mp4"),
        ("Brücke.mp4", "brücke.mp4"),
        ("con.mp4", "con-routine.mp4"),
        (".hidden", "hidden"),
        ("a b.c d.mp4", "a-b-c-d.mp4"),
        ("no ending", "no-ending"),
        ("", "routine"),
    ],
)
def test_a_name_is_one_that_every_machine_can_keep(given: str, name: str) -> None:
    assert file_name(given) == name


def test_a_disk_without_room_is_told_before_anything_is_sent(
    studio: Asking, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "compiler.studio.footage.shutil.disk_usage", lambda _: type("Disk", (), {"free": 1000})()
    )
    refused = bring(studio, "large.mp4", film())
    assert refused.status_code == 507
    assert "no room for large.mp4" in refused.json()["error"]["message"]


def test_a_strip_shows_a_film_from_its_beginning_to_its_end(studio: Asking, routine: Path, clip: str) -> None:
    strip = pixels(studio.get("footage/strip", file=clip, path=NAME, count="12"))
    assert strip.shape == (72, 128 * 12)
    left = [int(strip[36, 128 * n + 30]) for n in range(12)]
    assert left[0] < left[6] < left[11]


def test_each_shape_shows_what_a_video_of_it_shows(studio: Asking, routine: Path, clip: str) -> None:
    def still(shape: str, **more: str) -> Any:
        return pixels(studio.get("footage/still", file=clip, path=NAME, at="0.5", shape=shape, **more))

    whole, left, right = still("whole"), still("portrait", x="10"), still("portrait", x="90")
    assert whole.shape[1] > whole.shape[0]
    assert whole[90, 40] + 30 < whole[90, 600]
    assert left.shape == (240, 136)
    assert left.mean() + 30 < right.mean()
    assert still("portrait", x="10", mirror="yes").mean() == pytest.approx(left.mean(), abs=3)
    assert still("portrait", fit="contain")[2].mean() < still("portrait", x="90")[2].mean()


@pytest.mark.parametrize("name", ["../routines/morning.yaml", "/etc/passwd", "missing.mp4", ""])
def test_no_file_outside_of_the_project_is_shown(studio: Asking, routine: Path, name: str) -> None:
    for what in ("info", "strip", "still"):
        assert studio.get(f"footage/{what}", file=name, path=NAME).status_code in {400, 404, 422}


def test_the_files_of_the_project_are_listed(studio: Asking, clip: str) -> None:
    assert clip in studio.get("footage/files").json()["files"]


def test_a_file_whose_sending_is_given_up_leaves_nothing(studio: Asking, project: Path, desk: Desk) -> None:
    folder = project / "assets" / "clips"
    bugs = desk.shop.store.root / "bugs"
    before = set(bugs.glob("*"))
    where = urlsplit(studio.address)
    head = (
        f"POST {where.path}api/footage?name=gone.mp4 HTTP/1.1\r\nHost: {where.netloc}\r\n"
        f"Origin: http://{where.netloc}\r\nContent-Length: 900000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", where.port or 0)) as sending:
        sending.sendall(head.encode() + film()[:20_000])
        _wait(lambda: any(path.name.startswith(".part") for path in folder.glob("*")))
    _wait(lambda: not any(path.name.startswith(".part") for path in folder.glob("*")))
    assert not (folder / "gone.mp4").exists()
    assert set(bugs.glob("*")) == before, "that is no bug of ours"


def _wait(holds: Callable[[], bool]) -> None:
    until = monotonic() + 20
    while not holds():
        assert monotonic() < until
        sleep(0.02)
