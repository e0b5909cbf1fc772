"""Two tabs, a file that is edited elsewhere, a server that is killed, a full disk: nothing is lost, and it is said."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
import requests

from compiler.cli.studio import studio as command
from compiler.model.errors import ToolFailed
from compiler.studio import Studio
from compiler.studio.desk import open_desk
from tests.chromium import chromium, needs_chromium
from tests.studio.conftest import ROUTINE
from tests.studio.hands import Hands, key

pytestmark = [needs_chromium, pytest.mark.slow]

ROUTE = "#/routine/routines%2Fmorning.yaml"
HOLD = f"input.amount-box{key('steps', 1, 'hold')}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    with chromium(tmp_path_factory.mktemp("browser")) as driver:
        driver.set_window_size(1300, 1000)
        yield Hands(driver)


@pytest.fixture
def morning(tmp_path: Path) -> Path:
    (tmp_path / "practice" / "routines").mkdir(parents=True)
    path = tmp_path / "practice" / "routines" / "morning.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Hands, morning: Path) -> Iterator[Hands]:
    """The routine, with its exercise open."""
    with open_desk(morning.parent, jobs=1) as desk, Studio(desk) as studio:
        _opened(browser, studio.address)
        yield browser
        browser.browser.get("about:blank")


def _opened(page: Hands, address: str) -> None:
    page.browser.get(address + ROUTE)
    page.press(f"{key('steps', 1)}.step-head")
    page.see(HOLD)


def _has(path: Path, words: str) -> bool:
    return words in path.read_text(encoding="utf-8")


def test_a_file_that_is_edited_elsewhere_is_shown_as_it_is(page: Hands, morning: Path) -> None:
    theirs = ROUTINE.replace("hold: 20s", "hold: 25s")
    morning.write_text(theirs, encoding="utf-8")
    page.see(".note", "changed elsewhere")
    page.shows(HOLD, "25s")
    morning.write_text(theirs.replace("reps: 4", "reps: 5"), encoding="utf-8")
    page.press(key("steps", 1, "hold", "more"))
    page.until(lambda: _has(morning, "hold: 30s"), "the change is made")
    assert _has(morning, "reps: 5"), "what was written elsewhere stays"


def test_where_both_changed_the_same_line_the_page_asks(page: Hands, morning: Path) -> None:
    field = page.see(HOLD)
    page.type(HOLD, "30s")
    page.browser.execute_script("arguments[0].focus()", field)
    page.offline(True)
    page.leave(HOLD)
    page.see(".unsent", "kept here")
    theirs = ROUTINE.replace("hold: 20s", "hold: 40s")
    morning.write_text(theirs, encoding="utf-8")
    page.offline(False)
    page.see(".note.problem", "Somebody else changed the same place")
    assert morning.read_text(encoding="utf-8") == theirs
    page.press(".note.problem .button", "Make my change all the same")
    page.until(lambda: _has(morning, "hold: 30s"), "the change is made")


def test_a_text_that_is_typed_is_merged_with_what_others_wrote(page: Hands, morning: Path) -> None:
    page.press("#text-button")
    page.browser.execute_script(
        "const box = document.getElementById('text-box'); box.setRangeText('# mine\\n', 0, 0);"
        "box.dispatchEvent(new Event('input'));"
    )
    morning.write_text(ROUTINE.replace("reps: 4", "reps: 5"), encoding="utf-8")
    page.press("#text-pane .button.main")
    page.until(lambda: _has(morning, "# mine\n"), "it is saved")
    assert _has(morning, "reps: 5")


def test_two_tabs_show_one_routine(page: Hands, morning: Path) -> None:
    driver = page.browser
    first, address = driver.current_window_handle, driver.current_url
    driver.switch_to.new_window("tab")
    driver.get(address)
    page.press(f"{key('steps', 1)}.step-head")
    page.press(key("steps", 1, "hold", "more"))
    page.until(lambda: _has(morning, "hold: 25s"), "the second tab changes it")
    driver.switch_to.window(first)
    page.shows(HOLD, "25s")
    page.press("#undo")
    page.until(lambda: morning.read_text(encoding="utf-8") == ROUTINE, "and takes it back")
    driver.switch_to.window(next(one for one in driver.window_handles if one != first))
    driver.close()
    driver.switch_to.window(first)


def test_a_full_disk_is_said_and_the_change_is_kept(
    page: Hands, morning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("compiler.store.sealed._flush", full)
        page.press(key("steps", 1, "hold", "more"))
        page.see(".unsent", "No space left on device")
        assert morning.read_text(encoding="utf-8") == ROUTINE
        page.shows(HOLD, "25s")
    page.press(".unsent .button")
    page.until(lambda: _has(morning, "hold: 25s"), "it is written once there is room")


def test_a_server_that_is_killed_loses_nothing(browser: Hands, morning: Path) -> None:
    running = _started(morning.parents[1])
    try:
        _opened(browser, running.address)
        running.kill()
        browser.press(key("steps", 1, "hold", "more"))
        browser.see(".unsent", "kept here")
        assert morning.read_text(encoding="utf-8") == ROUTINE
        running = _started(morning.parents[1])
        browser.until(lambda: _has(morning, "hold: 25s"), "it is written when the server is back")
        browser.until(lambda: not browser.count(".unsent"), "and nothing waits any more")
    finally:
        running.kill()
        browser.browser.get("about:blank")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a group of processes there")
def test_the_command_opens_the_users_browser_and_ends_without_a_word(morning: Path, tmp_path: Path) -> None:
    told, browser = tmp_path / "told", tmp_path / "browser.py"
    browser.write_text(f"import sys, pathlib\npathlib.Path({str(told)!r}).write_text(sys.argv[1])\n")
    running = _started(morning.parents[1], BROWSER=f"{sys.executable} {browser} %s")
    wait_until(lambda: told.is_file() and told.read_text() == running.address)
    assert requests.get(running.address, timeout=120).status_code == 200
    running.process.send_signal(signal.SIGINT)
    said, complaints = running.process.communicate(timeout=120)
    assert (running.process.returncode, said, complaints) == (0, "", "")


def wait_until(holds: Callable[[], bool]) -> None:
    until = monotonic() + 120
    while not holds() and monotonic() < until:
        sleep(0.02)
    assert holds()


def test_without_its_packages_the_command_says_which_line_installs_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("compiler.cli.studio.find_spec", lambda _name: None)
    with pytest.raises(ToolFailed) as failure:
        command(tmp_path)
    assert failure.value.diagnostics[0].hint == 'pip install "followalong[studio]"'


class _Running:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout
        self.address = process.stdout.readline().split()[0]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def _started(project: Path, **more: str) -> _Running:
    """The command itself, in a process of its own."""
    asked = [sys.executable, "-m", "compiler", "studio", str(project)]
    quiet = {name: value for name, value in os.environ.items() if name not in {"BROWSER", "DISPLAY"}}
    process = subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**quiet, **more}
    )
    return _Running(process)
