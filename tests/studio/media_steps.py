"""What somebody does on the page with footage, a microphone, and a routine that is ready; each ends where it began."""

import re
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.studio.hands import Hands, key
from tests.studio.test_footage import film

_MAKING_SECONDS = 240
ARROW_RIGHT = "\ue014"
"""As the browser's driver knows the key."""


def quick(text: str) -> str:
    """A routine that is built in a moment: small, and nobody has to speak."""
    small = text.replace("\nsteps:", "\nsize: 320x180\nframe_rate: 10\n\nsteps:", 1)
    return re.sub(r"(?m)^voice:.*$", "voice: {engine: silent}", small)


def films(page: Hands, path: Path, step: int) -> None:
    """A clip is dropped onto a step, and trimmed by its handle; its comments stay."""
    clip = path.parents[1] / "bridge at home.mp4"
    clip.write_bytes(film(4))
    before = path.read_text(encoding="utf-8")
    _opens(page, step, "footage")
    page.browser.find_element("css selector", f"{_open(step)} input[type=file]").send_keys(str(clip))
    handle = page.see(f"{_open(step)} .trim-handle{key('steps', step, 'clip', 'in', 'handle')}")
    assert "    clip: bridge-at-home.mp4\n" in path.read_text(encoding="utf-8")
    handle.send_keys(ARROW_RIGHT * 10)
    page.see("body").click()
    page.until(
        lambda: "{file: bridge-at-home.mp4, in: 1s}" in path.read_text(encoding="utf-8"),
        "the clip is trimmed",
    )
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "clip:" not in line]
    assert kept == before.splitlines(), "nothing else is another"


def speaks(page: Hands, path: Path, step: int) -> None:
    """The words of a step are recorded, heard and kept."""
    _opens(page, step, "voice")
    at = ("steps", step, "say")
    page.press(key(*at, "record"))
    page.see(key(*at, "stop"))
    page.until(lambda: float(page.see(".take-time").text.split()[0]) > 1.5, "something is recorded")
    page.press(key(*at, "stop"))
    page.see(f"{_open(step)} .fits")
    assert page.see(f"{_open(step)} audio").get_attribute("src")
    page.press(key(*at, "keep"))
    page.until(lambda: "    audio: " in path.read_text(encoding="utf-8"), "the recording is in the file")
    page.see(f"{_open(step)} .take-row", "Record again")
    name = path.read_text(encoding="utf-8").partition("    audio: ")[2].partition("\n")[0]
    assert (path.parents[1] / "assets" / "audio" / name).is_file()


def makes(page: Hands, project: Path) -> None:
    """A draft, a sheet, and the page of a site, which is shown before it is sent."""
    page.press("#make-button")
    page.press("#make-build")
    _ends(page, "build")
    page.see(".job-panel.is-done .files", ".draft.mp4")
    page.until(lambda: _seconds(page, ".job-panel video") > 5, "the video plays")
    page.press("#make-sheet")
    _ends(page, "sheet")
    page.see(".job-panel.is-done .files", "handout.pdf")
    page.press("#make-show")
    _ends(page, "show")
    page.see("#dry-run", "Nothing was sent yet.")
    site = project / "output" / "site"
    assert not site.exists()
    page.press("#make-publish")
    _ends(page, "publish")
    page.see(".job-panel.is-done", "Published")
    assert (site / "index.html").is_file()
    page.press("#making .icon-button[aria-label=Close]")


def _ends(page: Hands, kind: str) -> None:
    """Until that is made; a busy machine may take a while."""
    until = monotonic() + _MAKING_SECONDS
    while monotonic() < until and not page.count(f'[data-job^="{kind}-"]:not([data-job$="-running"])'):
        sleep(0.1)
    page.see(f'[data-job="{kind}-done"]')


def _seconds(page: Hands, selector: str) -> float:
    found: Any = page.browser.execute_script(
        "return document.querySelector(arguments[0])?.duration || 0", selector
    )
    return float(found)


def _open(step: int) -> str:
    return f'[data-at="steps/{step}"].is-open'


def _opens(page: Hands, step: int, part: str) -> None:
    """The step, and in it the fold of its footage or its voice."""
    if not page.browser.find_elements("css selector", _open(step)):
        page.press(f"{key('steps', step)}.step-head")
    fold = f"{_open(step)} details.fold:has([data-part={part}])"
    page.see(fold)
    if not page.count(f"{fold}[open]"):
        page.press(f"{fold} > summary")
