"""A pose script in the browser: drawn anew at each save, its mistakes told with their place."""

import json
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest

from compiler.pipeline.figure_on_show import FigureOnShow
from compiler.shipped import library_folder
from compiler.watch import WatchingFigure
from tests.robust.trying import in_process

SCRIPT = (library_folder() / "figures" / "bridge.yaml").read_text(encoding="utf-8")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "lift.yaml"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def page(script: Path) -> Iterator[WatchingFigure]:
    shown = FigureOnShow(script, presenter="default", mirrored=False, size=(160, 90))
    with WatchingFigure(shown) as watching:
        yield watching


@pytest.fixture
def asked(page: WatchingFigure) -> Callable[[str], bytes]:
    def get(path: str) -> bytes:
        with urlopen(page.address + path, timeout=20) as answer:
            return bytes(answer.read())

    return get


def rewrite(path: Path, old: str, new: str) -> None:
    """As an editor does that saves by renaming."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_suffix(".new")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


def test_the_page_has_start_middle_end_and_the_movement(asked: Callable[[str], bytes]) -> None:
    assert b"EventSource" in asked("")
    told = json.loads(asked("figure.json"))
    assert (told["title"], told["problems"]) == ("Bridge", [])
    start, middle, end = (asked(f"{moment}.jpg") for moment in ("start", "middle", "end"))
    assert len({start, middle, end}) == 3 and all(one[:2] == b"\xff\xd8" for one in (start, middle, end))
    assert b"ftyp" in asked("moving.mp4")[:16]


def test_a_save_is_told_to_the_page_and_a_mistake_has_its_place(
    page: WatchingFigure, script: Path, asked: Callable[[str], bytes]
) -> None:
    connection = HTTPConnection(page.address.split("/")[2], timeout=20)
    connection.request("GET", "/changes")
    events = connection.getresponse()
    assert events.headers["Content-Type"] == "text/event-stream"
    assert events.readline() == b"data: 1\n"
    before = asked("end.jpg")

    rewrite(script, "to: up", "to: upp")
    assert events.readline() == b"\n" and events.readline() == b"data: 2\n"
    (problem,) = json.loads(asked("figure.json"))["problems"]
    line = next(n for n, text in enumerate(script.read_text().splitlines(), 1) if "to: upp" in text)
    assert f"lift.yaml:{line}:" in problem and "upp" in problem and "did you mean up" in problem
    assert asked("end.jpg") == before  # what could be drawn last stays

    rewrite(script, "to: upp", "to: up")
    assert events.readline() == b"\n" and events.readline() == b"data: 3\n"
    assert json.loads(asked("figure.json"))["problems"] == []
    connection.close()


def test_wrong_anatomy_is_told_and_drawn(script: Path, asked: Callable[[str], bytes]) -> None:
    before = asked("end.jpg")
    rewrite(script, "knee_towards: [0.2, 1, 0.05]", "knee_towards: [0.2, -1, 0.05]")
    (problem, *_) = json.loads(asked("figure.json"))["problems"]
    assert "error:" in problem and "lift.yaml:" in problem
    assert asked("end.jpg") != before


def test_a_page_from_elsewhere_sees_nothing(page: WatchingFigure) -> None:
    for header, value in (("Host", "elsewhere.example"), ("Sec-Fetch-Site", "cross-site")):
        connection = HTTPConnection(page.address.split("/")[2], timeout=20)
        connection.request("GET", "/figure.json", headers={header: value})
        assert connection.getresponse().status == 403
        connection.close()


def test_the_command_checks_and_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = in_process("figure", "bridge", "--size", "256x144")
    assert answer.code == 0 and (tmp_path / "bridge.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert "did you mean bridge" in in_process("figure", "brige").complained
