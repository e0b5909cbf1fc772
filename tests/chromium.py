"""A real Chromium for tests of pages, where the machine has one."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
DRIVER = shutil.which("chromedriver")
needs_chromium = pytest.mark.skipif(
    not (CHROMIUM and DRIVER and find_spec("selenium")), reason="there is no Chromium with its driver here"
)

QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--mute-audio",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip


MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
"""One that beeps, and nobody is asked whether it may be used."""


@contextmanager
def chromium(profile: Path, flags: Sequence[str] = ()) -> Iterator[Any]:
    """A browser without a window, whose settings live in the folder `profile`; `flags` are more of its switches."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*QUIET, *flags, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    driver.set_script_timeout(20)
    driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})  # a window in front
    try:
        yield driver
    finally:
        driver.quit()


def run(browser: Any, script: str) -> Any:
    """The value that a script's promise comes to, once there is a `video` for it."""
    return browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "const there = async () => { let video; while (!(video = document.querySelector('video')))"
        " await new Promise(go => setTimeout(go, 20)); return video; };"
        f"(async () => {{ const video = await there(); {script} }})()"
        ".then(done, error => done('failed: ' + error));"
    )


def complaints(browser: Any) -> list[str]:
    """What the browser's console says."""
    return [entry["message"] for entry in browser.get_log("browser")]
