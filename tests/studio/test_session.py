"""A routine from nothing to a site, made by hand in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from compiler.studio import Studio
from compiler.studio.desk import open_desk
from tests.chromium import MICROPHONE, chromium, complaints, needs_chromium, run
from tests.studio.hands import Hands, key
from tests.studio.media_steps import films, makes, quick, speaks

pytestmark = [needs_chromium, pytest.mark.slow]


@contextmanager
def opened(project: Path, profile: Path) -> Iterator[tuple[Hands, Studio]]:
    """A studio of the project in a browser."""
    with open_desk(project, jobs=2) as desk, Studio(desk) as studio, chromium(profile, MICROPHONE) as browser:
        browser.set_window_size(1440, 1000)
        browser.get(studio.address)
        yield Hands(browser), studio


def _begins(page: Hands, project: Path) -> Path:
    page.press(".button.main", "New routine")
    page.type("#new-name", "Ana's morning")
    page.press("dialog .button.main", "Make it")
    page.see(".step-head")
    path = project / "routines" / "ana-s-morning.yaml"
    page.until(path.is_file, "the file is there")
    return path


def _clears(page: Hands, path: Path) -> None:
    """All steps of the template are removed but the words that it begins with."""
    page.press(f"{key('steps', 1)}.step-head")
    for left in range(page.count(".step-head") - 1, 0, -1):
        page.press('[data-at="steps/1"] [aria-label="Remove"]')
        page.until(lambda left=left: page.count(".step-head") == left, "a step is removed")
    assert "exercise:" not in _steps_of(path)


def _steps_of(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").partition("\nsteps:\n")[2].partition("\nclosing:")[0]
    return "\n".join(line for line in lines.splitlines() if not line.lstrip().startswith("#"))


def _picks(page: Hands, path: Path) -> None:
    page.press(".adder .button", "Exercises")
    for name in ("knee_to_chest", "bridge", "cat_cow"):
        page.type("#picker-search", name)
        page.press(f'.pick[data-id="{name}"]')
    page.press(".dialog-foot .button.main", "Add 3 exercises")
    page.see(key("steps", 3))
    page.until(lambda: "cat_cow" in _steps_of(path), "they are in the file")


def _holds_longer(page: Hands, path: Path) -> None:
    page.see('[data-at="steps/1"].is-open')
    page.press(key("steps", 1, "hold", "more"))
    page.see('[data-at="steps/1"] .step-dose', "35s")
    assert "hold: 35s" in path.read_text(encoding="utf-8")


def _previews(page: Hands) -> None:
    """The hold that was changed is chosen in the strip of time, seen, and played."""
    step, seen, played = run(
        page.browser,
        """
        const until = async (what) => { for (;;) { const found = what(); if (found) return found;
          await new Promise((go) => setTimeout(go, 20)); } };
        const holds = () => [...document.querySelectorAll('.strip-step.is-hold')];
        const changed = () => holds().find((one) => one.getAttribute('aria-label').includes('35'));
        (await until(changed)).click();
        const still = document.querySelector('.player-still');
        await until(() => still.hidden && video.readyState >= 2 && !video.seeking);
        const seen = video.videoWidth;
        const from = video.currentTime;
        document.getElementById('player-play').click();
        await until(() => video.currentTime > from + 0.3);
        document.getElementById('player-play').click();
        return [changed().getAttribute('aria-current'), seen, video.currentTime > from];
        """,
    )
    assert step == "step" and seen == 640 and played


def _mistypes(page: Hands, path: Path) -> None:
    """Words with a slip have their mark at once, and are not in the file; mended, they are."""
    page.press(f"{key('steps', 0)}.step-head")
    page.see('[data-at="steps/0"].is-open')
    before = path.read_text(encoding="utf-8")
    words = f"textarea{key('steps', 0, 'say')}"
    page.type(words, "These {cuont} wake you gently.")
    page.see('[data-at="steps/0"] .mark-error', "cuont")
    page.leave(words)
    page.see('[data-at="steps/0"] .held')
    assert path.read_text(encoding="utf-8") == before
    page.type(words, "These {count} wake you gently.")
    page.leave(words)
    page.until(lambda: "These {count} wake" in path.read_text(encoding="utf-8"), "the words are written")


def test_a_routine_is_made_from_nothing(tmp_path: Path) -> None:
    project = tmp_path / "practice"
    project.mkdir()
    with opened(project, tmp_path / "browser") as (page, _):
        path = _begins(page, project)
        _clears(page, path)
        _picks(page, path)
        _holds_longer(page, path)
        _previews(page)
        _mistypes(page, path)
        written = path.read_text(encoding="utf-8")
        assert "# Who speaks: the built-in offline voice." in written
        assert "# Exercises of the library, each with its dose" in written
        assert _steps_of(path).split() == WRITTEN.split()
        path.write_text(quick(written), encoding="utf-8")
        films(page, path, 2)
        speaks(page, path, 0)
        makes(page, project)
        assert _steps_of(path).split() == AT_THE_END.split()
        assert "# Exercises of the library, each with its dose" in path.read_text(encoding="utf-8")
        assert not [line for line in complaints(page.browser) if "favicon" not in line]


WRITTEN = """
  - say: These {count} wake you gently.
  - exercise: knee_to_chest
    hold: 35s
  - exercise: bridge
    reps: 8
  - exercise: cat_cow
    reps: 6
"""

AT_THE_END = """
  - say: These {count} wake you gently.
    audio: ana-s-morning/these-three-wake-you-gently.wav
  - exercise: knee_to_chest
    hold: 35s
  - exercise: bridge
    reps: 8
    clip: {file: bridge-at-home.mp4, in: 1s}
  - exercise: cat_cow
    reps: 6
"""
