"""The player's routes, and the player itself: what lies at its head is made, and nothing else."""

import io
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Event
from urllib.parse import urlencode, urlsplit

import av
import pytest

from compiler.pipeline.previewing import NoLongerWanted, Stretch
from compiler.studio.desk import Desk
from compiler.studio.previews import Previews
from tests.chromium import chromium, complaints, needs_chromium, run
from tests.studio.conftest import ROUTINE, Asking

PATH = "routines/morning.yaml"
HOLD = "Knee to Chest"


def step_of(plan: dict, kind: str) -> dict:
    return next(step for step in plan["steps"] if step["kind"] == kind)


def test_a_plan_tells_steps_in_time_and_where_they_are_written(studio: Asking, routine: Path) -> None:
    plan = studio.get("preview/plan", path=PATH).json()
    hold = step_of(plan, "hold")
    assert (hold["name"], hold["seconds"], hold["at"]) == (HOLD, 20, ["steps", 1])
    starts = [step["start"] for step in plan["steps"]]
    assert starts == sorted(starts) and starts[0] == 0
    assert any("comfortable" in cue["text"] for cue in plan["cues"])
    assert studio.get("preview/plan", path=PATH, plan=plan["plan"]).json() == plan


def test_any_moment_is_a_still_and_a_stretch_of_video(studio: Asking, routine: Path) -> None:
    plan = studio.get("preview/plan", path=PATH).json()
    hold = step_of(plan, "hold")
    where = {"plan": plan["plan"], "step": str(hold["index"]), "at": "11.5"}
    still = studio.get("preview/still", **where)
    assert still.headers["Content-Type"] == "image/jpeg" and still.content.startswith(b"\xff\xd8")
    stretch = studio.get("preview/stretch", **where)
    assert stretch.headers["Content-Type"].startswith('video/mp4; codecs="avc1.')
    start, stop = (float(stretch.headers[name]) for name in ("X-Start", "X-Stop"))
    newer = studio.get("preview/plan", path=PATH, plan=stretch.headers["X-Plan"]).json()
    head = newer["steps"][hold["index"]]["start"] + 11.5
    assert start <= head < stop <= head + 10
    with av.open(io.BytesIO(stretch.content)) as container:
        times = [float(p.pts * p.time_base) for p in container.demux(video=0) if p.size]
    assert min(times) == pytest.approx(start + 0.1) and len(times) == round((stop - start) * 10)


def test_a_plan_that_was_changed_is_shown_as_it_was_to_who_still_asks(studio: Asking, routine: Path) -> None:
    old = studio.get("preview/plan", path=PATH).json()
    routine.write_text(ROUTINE.replace("hold: 20s", "hold: 31s"), encoding="utf-8")
    new = studio.get("preview/plan", path=PATH).json()
    assert new["plan"] != old["plan"] and step_of(new, "hold")["seconds"] == 31
    assert studio.get("preview/still", plan=old["plan"], step="0", at="0").ok


def test_what_is_not_known_any_more_is_asked_for_anew(studio: Asking) -> None:
    for route in ("still", "stretch"):
        answer = studio.get(f"preview/{route}", plan="somebody's", step="0", at="0")
        assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "forgotten")


def test_mistakes_are_told_in_place_of_a_plan(studio: Asking, routine: Path) -> None:
    routine.write_text(ROUTINE.replace("hold: 20s", "hold: 20 apples"), encoding="utf-8")
    answer = studio.get("preview/plan", path=PATH)
    assert answer.status_code == 422
    assert "apples" in answer.json()["error"]["diagnostics"][0]["message"]


def test_nobody_works_for_a_page_that_has_left(
    studio: Asking, desk: Desk, routine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, over = Event(), Event()

    def slow(_: Previews, _name: str, _index: int, _seconds: float, wanted: Callable[[], bool]) -> Stretch:
        began.set()
        while wanted():
            over.wait(0.02)
        over.set()
        raise NoLongerWanted

    monkeypatch.setattr(Previews, "stretch", slow)
    place = urlsplit(studio.address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as asking:
        query = urlencode({"plan": "any", "step": 0, "at": 0})
        head = f"GET {place.path}api/preview/stretch?{query} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n"
        asking.sendall(head.encode())
        assert began.wait(20)
        assert not over.is_set()
    assert over.wait(20)


@needs_chromium
def test_the_player_in_a_browser(studio: Asking, routine: Path, tmp_path: Path) -> None:
    with chromium(tmp_path) as browser:
        browser.set_window_size(1300, 900)
        browser.get(f"{studio.address}#/routine/routines%2Fmorning.yaml")
        wait = """
          const until = async (what) => { for (;;) { const found = what(); if (found) return found;
            await new Promise((go) => setTimeout(go, 20)); } };
          const all = (query) => [...document.querySelectorAll(query)];
          const still = document.querySelector('.player-still');
          const shown = () => until(() => still.hidden && video.readyState >= 2 && !video.seeking);
          const hold = () => all('.strip-step.is-hold')[0];
          const now = () => document.querySelector('.player-time').textContent;
        """
        # the first picture is there, and the head is taken to the hold by keyboard
        first = f"""{wait}
          await until(hold);
          await shown();
          all('.strip-step')[0].focus();
          const key = (name) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {{ key: name, bubbles: true }}));
          while (document.activeElement !== hold()) key('ArrowRight');
          document.activeElement.click();
          await shown();
          return [hold().getAttribute('aria-current'), hold().getAttribute('aria-label'), now()];
        """
        current, label, before = run(browser, first)
        assert current == "step" and HOLD in label and "20" in label
        # it plays, with sound, from there
        playing = f"""{wait}
          document.getElementById('player-play').click();
          const from = video.currentTime;
          await until(() => video.currentTime > from + 0.5);
          document.getElementById('player-play').click();
          return [video.paused, video.webkitAudioDecodedByteCount > 0];
        """
        assert run(browser, playing) == [True, True]
        # a hold that is changed elsewhere is seen at once, and the head stays in it
        routine.write_text(ROUTINE.replace("hold: 20s", "hold: 33s"), encoding="utf-8")
        changed = f"""{wait}
          await until(() => hold().getAttribute('aria-label').includes('33'));
          await shown();
          return [hold().getAttribute('aria-current'), now()];
        """
        current, after = run(browser, changed)
        assert current == "step" and after.split(" / ")[1] != before.split(" / ")[1]
        # it is played again and again
        looping = f"""{wait}
          document.getElementById('player-loop').click();
          const slider = document.getElementById('strip-time');
          const move = (seconds) => {{ slider.value = seconds; slider.dispatchEvent(new Event('input')); }};
          const begin = video.currentTime - 0.6;
          move(begin + 32.4);
          await until(() => hold().classList.contains('is-looped'));
          document.getElementById('player-play').click();
          await until(() => video.currentTime < begin + 5);
          document.getElementById('player-play').click();
          return hold().getAttribute('aria-current');
        """
        assert run(browser, looping) == "step"
        assert complaints(browser) == []
