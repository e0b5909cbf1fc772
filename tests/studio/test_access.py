"""The page for everybody: by keyboard, heard instead of seen, at any width and zoom, in each language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import compiler.studio
from compiler.draw.colour import contrast
from compiler.studio import Studio
from compiler.studio.desk import open_desk
from tests.chromium import chromium, needs_chromium
from tests.studio.conftest import ROUTINE
from tests.studio.hands import Hands, key

STYLE = (Path(compiler.studio.__file__).parent / "page" / "studio.css").read_text(encoding="utf-8")
PRESSED = {"button", "link", "textbox", "combobox", "slider", "radio", "checkbox", "searchbox", "spinbutton"}


def _colours(dark: bool) -> dict[str, str]:
    light, other = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return {**found, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", other))} if dark else found


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"), ("ink", "card"), ("ink", "raised"), ("soft", "paper"), ("soft", "card"), ("teal", "paper"),
        ("teal", "card"), ("teal", "teal-soft"), ("on-teal", "teal"), ("bad", "bad-soft"), ("bad", "paper"),
        ("warn", "warn-soft"), ("on-deep", "deep"), ("on-deep-soft", "deep"),
    ],
)  # fmt: skip
def test_words_are_read_by_weak_eyes(text: str, ground: str, dark: bool) -> None:
    colours = _colours(dark)
    assert contrast(colours[text], colours[ground]) >= 4.5


class Reader(Hands):
    """Somebody who works on the page of the studio at `address`, of the project in `folder`."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("practice")
    (folder / "routines").mkdir()
    (folder / "routines" / "morning.yaml").write_text(ROUTINE, encoding="utf-8")
    with open_desk(folder, jobs=1) as desk, Studio(desk) as studio, chromium(folder / "browser") as driver:
        page = Reader(driver)
        page.folder, page.address = folder, studio.address
        yield page


def _opened(page: Reader, route: str) -> None:
    page.browser.get("about:blank")
    (page.folder / "routines" / "morning.yaml").write_text(ROUTINE, encoding="utf-8")
    page.browser.get(page.address + route)


@needs_chromium
@pytest.mark.slow
def test_the_whole_page_is_worked_by_keyboard(page: Reader) -> None:
    from selenium.webdriver.common.keys import Keys

    _opened(page, "#/routine/routines%2Fmorning.yaml")
    head = page.see(f"{key('steps', 1)}.step-head")
    page.browser.execute_script("arguments[0].focus()", head)
    page.browser.switch_to.active_element.send_keys(Keys.ENTER)
    page.see('[data-at="steps/1"].is-open')
    page.until(lambda: _focused(page) == "steps/1", "the focus stays on the step")
    page.browser.switch_to.active_element.send_keys(Keys.ALT, Keys.ARROW_DOWN)
    path = page.folder / "routines" / "morning.yaml"
    moved = ["say", "rest", "exercise", "exercise"]
    page.until(
        lambda: re.findall(r"- (\w+):", path.read_text(encoding="utf-8")) == moved, "the step is moved"
    )
    page.see('[data-at="steps/2"].is-open')


def _focused(page: Reader) -> str | None:
    return page.browser.execute_script("return document.activeElement.dataset.key")


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("route", ["", "#/exercises", "#/routine/routines%2Fmorning.yaml"])
def test_every_control_has_a_name_and_every_width_is_enough(page: Reader, route: str) -> None:
    _opened(page, route)
    page.see("h1")
    if "routine" in route:
        page.press(f"{key('steps', 1)}.step-head")
        page.press("#text-button")
    else:
        page.see(".card-link, .pick")
    page.browser.execute_cdp_cmd("Accessibility.enable", {})
    nodes = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]
    controls = [(role, name) for role, name in roles if role in PRESSED]
    assert controls
    assert not [one for one in controls if not one[1].strip()]
    for width in (320, 390, 720, 820, 1440):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        wide = page.browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, (
            f"at {width} pixels, which is 1280 at {1280 // width}00 %, one has to scroll sideways"
        )
    page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@needs_chromium
@pytest.mark.slow
def test_another_language_is_chosen_on_the_page(page: Reader) -> None:
    _opened(page, "")
    page.see("h1", "Routines")
    choose = (
        "const list = document.getElementById('language'); list.value = arguments[0];"
        "list.dispatchEvent(new Event('change'));"
    )
    page.browser.execute_script(choose, "de")
    page.see("h1", "Routinen")
    assert page.browser.execute_script("return document.documentElement.lang") == "de"
    page.browser.execute_script(choose, "en")
    page.see("h1", "Routines")
