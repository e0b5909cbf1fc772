"""A video is watched while it is made: what is finished is sent, what is not is waited for."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import av
import pytest

from compiler import build
from compiler.deliver.live import GivenUp, LiveVideo
from compiler.model.piece import Piece
from compiler.watch import Watching
from tests.chromium import chromium, complaints, needs_chromium, run
from tests.pipeline.conftest import write_project

ROUTINE = """\
title: A Short One
size: 320x180
exercises:
  knee: {name: Knee to Chest, hold: 12s, clip: ball.mp4}
steps:
  - exercise: knee
"""
SECOND = 30
"""Frames."""


@dataclass
class Made:
    """A finished build whose pieces are handed out one by one, as if it was still going on."""

    mp4: Path
    whole: LiveVideo
    live: LiveVideo = field(init=False)
    handed_out: int = 0

    def __post_init__(self) -> None:
        pieces = [
            replace(p, is_whole=lambda n=n, p=p: n < self.handed_out and p.is_whole())
            for n, p in enumerate(self.whole._pieces)
        ]
        self.live = LiveVideo(self.whole.timeline, pieces, self.whole._sound)

    def hand_out_all(self) -> None:
        self.handed_out = len(self.whole._pieces)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LiveVideo]:
    folder = tmp_path_factory.mktemp("watched")
    heard: list[LiveVideo] = []
    store = tmp_path_factory.getbasetemp() / "shared-store"
    routine = write_project(folder, ROUTINE)
    finished = build(routine, output=folder / "output", store=store, jobs=2, on_live=heard.append)
    (live,) = heard
    return finished.outputs.mp4, live


@pytest.fixture
def made(built: tuple[Path, LiveVideo]) -> Made:
    return Made(*built)


@pytest.fixture
def watching(made: Made) -> Iterator[Watching]:
    with Watching() as server:
        server.show(made.live)
        yield server


@contextmanager
def ask(watching: Watching, path: str, host: str = "") -> Iterator[HTTPResponse]:
    place = watching.address.removeprefix("http://").rstrip("/")
    with closing(HTTPConnection(place, timeout=20)) as connection:
        connection.request("GET", path, headers={"Host": host or place})
        with connection.getresponse() as answer:
            yield answer


def packets(file: Any) -> dict[str, list[tuple[float, bytes]]]:
    """Of each kind: when it shows, from the first on, and its bytes."""
    found: dict[str, list[tuple[float, bytes]]] = {"video": [], "audio": []}
    with av.open(file) as container:
        streams = [stream for stream in container.streams if stream.type in found]
        for packet in container.demux(streams):
            if packet.size:
                assert packet.pts is not None
                found[packet.stream.type].append((float(packet.pts * packet.time_base), bytes(packet)))
    return found


def test_what_is_watched_is_the_video_itself(made: Made, watching: Watching) -> None:
    made.hand_out_all()
    with ask(watching, "/video.mp4") as answer:
        seen = packets(io.BytesIO(answer.read()))
    truth = packets(str(made.mp4))
    for kind in ("video", "audio"):
        assert [data for _, data in seen[kind]] == [data for _, data in truth[kind]]
        later = [a - b for (a, _), (b, _) in zip(seen[kind], truth[kind], strict=True)]
        assert later == pytest.approx([1 / 30] * len(later), abs=1e-4), "picture and sound stay together"


def test_the_beginning_is_there_before_the_rest_is_made(made: Made, watching: Watching) -> None:
    made.handed_out = 2
    came = b""
    with ask(watching, "/video.mp4") as answer:
        while len(_video_frames(came)) < made.whole._pieces[0].frames:
            came += answer.read1(1 << 16)
        assert watching.viewers == 1
        made.hand_out_all()
        came += answer.read()
    assert len(packets(io.BytesIO(came))["video"]) == made.whole.timeline.frames


def _video_frames(data: bytes) -> list[Any]:
    """What can be made of the beginning of a video."""
    if b"moof" not in data:
        return []
    try:
        return packets(io.BytesIO(data))["video"]
    except (av.error.InvalidDataError, av.error.EOFError):
        return []


def test_a_build_that_fails_is_told_from_one_that_is_whole(made: Made, watching: Watching) -> None:
    made.handed_out = 1
    with ask(watching, "/video.mp4") as answer:
        made.live.give_up()
        with pytest.raises(IncompleteRead):
            answer.read()


def test_nothing_is_waited_for_that_will_not_come(made: Made) -> None:
    made.live.give_up()
    with pytest.raises(GivenUp):
        made.live.kind()


def test_the_page_is_told_title_length_and_codecs(made: Made, watching: Watching) -> None:
    made.hand_out_all()
    with ask(watching, "/about.json") as answer:
        about = json.loads(answer.read())
    assert about["title"] == "A Short One"
    assert about["seconds"] == made.whole.timeline.frames / SECOND
    assert about["kind"].startswith('video/mp4; codecs="avc1.64')
    with ask(watching, "/captions.vtt") as answer:
        assert answer.read().startswith(b"WEBVTT")


def test_other_pages_of_the_browser_cannot_ask(watching: Watching) -> None:
    with ask(watching, "/", host="evil.example") as answer:
        assert answer.status == 403
    with ask(watching, "/../pyproject.toml") as answer:
        assert answer.status == 404


def test_the_command_waits_for_who_is_watching_and_for_nobody_else(made: Made, watching: Watching) -> None:
    watching.wait()
    slow = threading.Event()
    first, *others = made.whole._pieces

    def look_slowly() -> bool:
        assert slow.wait(20)
        return first.is_whole()

    pieces = [replace(first, is_whole=look_slowly), *others]
    watching.show(LiveVideo(made.whole.timeline, pieces, made.whole._sound))
    waiting = threading.Thread(target=watching.wait, daemon=True)
    with ask(watching, "/video.mp4") as answer:
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        slow.set()
        assert len(packets(io.BytesIO(answer.read()))["video"]) == made.whole.timeline.frames
    waiting.join(20)
    assert not waiting.is_alive()


def test_a_piece_that_vanishes_after_the_build_holds_nobody_up(made: Made, watching: Watching) -> None:
    made.handed_out = 1
    waiting = threading.Thread(target=watching.wait, daemon=True)
    with ask(watching, "/video.mp4") as answer:
        answer.read1(10)
        waiting.start()
        waiting.join(20)
        assert not waiting.is_alive()


def test_who_comes_before_there_is_a_video_waits_for_it(made: Made) -> None:
    made.hand_out_all()
    answers: list[int] = []
    with Watching() as server:

        def come() -> None:
            with ask(server, "/about.json") as answer:
                answers.append(answer.status)

        early = threading.Thread(target=come, daemon=True)
        early.start()
        early.join(0.2)
        assert early.is_alive()
        server.show(made.live)
        early.join(20)
    assert answers == [200]


def test_a_build_that_never_came_to_a_video_lets_everybody_go() -> None:
    with Watching() as server, closing(HTTPConnection(server.address[7:-1], timeout=20)) as connection:
        connection.request("GET", "/video.mp4")
        server._http.show(None)
        assert connection.getresponse().status == 503


def test_trouble_in_sending_is_told_at_the_end(made: Made, watching: Watching) -> None:
    def fall_over() -> bool:
        raise ZeroDivisionError

    piece = Piece(path=made.mp4, frames=1, is_whole=fall_over)
    watching.show(LiveVideo(made.whole.timeline, [piece], made.whole._sound))
    with ask(watching, "/video.mp4") as answer, pytest.raises(IncompleteRead):
        answer.read()
    with pytest.raises(ZeroDivisionError):
        watching.wait()


def test_who_leaves_is_not_waited_for(made: Made, watching: Watching) -> None:
    made.handed_out = 1
    with ask(watching, "/video.mp4") as answer:
        answer.read1(10)
    made.hand_out_all()
    watching.wait()
    assert watching.viewers == 0


def test_the_command_tells_where_to_watch_and_ends_when_all_is_seen(tmp_path: Path) -> None:
    routine = write_project(tmp_path, ROUTINE)
    command = [
        sys.executable,
        "-m",
        "compiler",
        "build",
        str(routine),
        "--watch",
        "-o",
        str(tmp_path / "out"),
    ]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "BROWSER": "true"}
    ) as running:
        assert running.stderr
        told = next(line for line in running.stderr if "http://" in line)
        with urlopen(f"{told.split()[-1]}video.mp4", timeout=60) as answer:
            seen = packets(io.BytesIO(answer.read()))
        assert running.wait(timeout=60) == 0
    (video,) = (tmp_path / "out").glob("*/*.mp4")
    assert len(seen["video"]) == len(packets(str(video))["video"])


@needs_chromium
def test_a_browser_plays_the_beginning_while_the_rest_is_made(
    made: Made, watching: Watching, tmp_path: Path
) -> None:
    made.handed_out = 2
    with chromium(tmp_path) as browser:
        browser.get(watching.address)
        playing = run(
            browser,
            "while (video.currentTime < 0.3) await new Promise(go => setTimeout(go, 20));"
            "return [video.videoWidth, video.duration, video.buffered.end(0) < video.duration];",
        )
        assert playing == [320, pytest.approx(made.whole.timeline.frames / SECOND, abs=0.1), True]
        assert "can be watched; the rest is being made" in browser.find_element("id", "state").text
        made.hand_out_all()
        until = time.monotonic() + 20
        while "All of it is made" not in browser.find_element("id", "state").text:
            assert time.monotonic() < until
        assert run(browser, "return video.duration - video.buffered.end(0) < 0.1")
        assert complaints(browser) == []
