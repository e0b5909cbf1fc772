"""The site in a real Chromium: plays, shows captions, jumps, and has nothing to complain of."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compiler.publish.driver import publish
from compiler.publish.site import serve
from tests.chromium import chromium, complaints, needs_chromium, run
from tests.publish.samples import captions, make_release, open_ledger, site

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, movie: Path) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("published")
    ledger = open_ledger(folder / "ledger.sqlite3")
    for slug, title in (
        ("seated", "Seated Stretches for Stiff Backs"),
        ("stretches-in-bed", "Back Pain Relief Stretches in Bed"),
    ):
        (folder / slug).mkdir()
        shutil.copy(movie.with_name("thumbnail.jpg"), folder / slug / "thumbnail.jpg")
        release = make_release(folder / slug, movie, title=title)
        both = (*release.captions, captions(release.video.parent, "de"))
        publish(replace(release, captions=both), site(folder / "site"), ledger)
    ledger.close()
    with serve(folder / "site", port=0) as server:
        yield server.address


def look(browser: Any, name: str, size: tuple[int, int]) -> None:
    """A picture for people, where FOLLOWALONG_SCREENSHOTS says; nothing may be wider than the window."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600},
    )
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    wanted = os.environ.get("FOLLOWALONG_SCREENSHOTS")
    if wanted:
        browser.save_screenshot(str(Path(wanted) / f"{name}-{size[0]}.png"))


def test_the_video_plays_with_sound_and_size(browser: Any, address: str) -> None:
    browser.get(f"{address}stretches-in-bed.html")
    played = run(
        browser,
        "await video.play();"
        "while (video.currentTime < 0.2) await new Promise(go => setTimeout(go, 20));"
        "return [video.videoWidth, video.videoHeight, Math.round(video.duration)];",
    )
    assert played == [640, 360, 4]
    assert complaints(browser) == []


def test_captions_are_off_until_they_are_chosen_and_then_show(browser: Any, address: str) -> None:
    browser.get(f"{address}stretches-in-bed.html")
    shown = run(
        browser,
        "const before = [...video.textTracks].map(track => track.mode);"
        "const track = video.textTracks[0]; track.mode = 'showing'; video.currentTime = 0.5;"
        "while (!track.activeCues || !track.activeCues.length) await new Promise(go => setTimeout(go, 20));"
        "return [before, track.activeCues[0].text, [...video.textTracks].map(track => track.language)];",
    )
    assert shown == [["disabled", "disabled"], "Lie on your back & get comfortable.", ["en", "de"]]
    assert complaints(browser) == []


def test_a_chapter_jumps_by_keyboard_and_is_marked(browser: Any, address: str) -> None:
    browser.get(f"{address}stretches-in-bed.html")
    link = browser.find_elements("css selector", ".programme a")[2]
    link.send_keys("\ue007")
    place = run(
        browser,
        "while (video.currentTime < 3 || video.seeking) await new Promise(go => setTimeout(go, 20));"
        "while (!document.querySelector('[aria-current]')) await new Promise(go => setTimeout(go, 20));"
        "return [video.currentTime, document.querySelector('[aria-current]').innerText];",
    )
    assert 3 <= place[0] <= 4
    assert "Knee to chest" in place[1]
    assert browser.current_url.endswith("stretches-in-bed.html")
    assert complaints(browser) == []


@pytest.mark.parametrize("time", ["#t=1.5", "?t=1.5", "?from=feed&t=1.5"])
def test_an_address_with_a_time_starts_there(browser: Any, address: str, time: str) -> None:
    browser.get(f"{address}index.html")
    browser.get(f"{address}stretches-in-bed.html{time}")
    place = run(
        browser,
        "while (video.currentTime < 1) await new Promise(go => setTimeout(go, 20));return video.currentTime;",
    )
    assert place == 1.5
    assert complaints(browser) == []


def test_the_tab_key_reaches_everything_and_shows_where_it_is(browser: Any, address: str) -> None:
    browser.get(f"{address}index.html")
    seen = []
    for _ in range(5):
        browser.switch_to.active_element.send_keys("\ue004")
        seen.append(browser.execute_script("return document.activeElement.getAttribute('href')"))
    assert seen == ["#main", "index.html", "feed.xml", "stretches-in-bed.html", "seated.html"]
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.execute_script(outline) == "solid"


@pytest.mark.parametrize("page", ["index", "stretches-in-bed"])
@pytest.mark.parametrize("dark", [False, True])
def test_text_has_contrast_and_targets_are_large_enough(
    browser: Any, address: str, page: str, dark: bool
) -> None:
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    browser.get(f"{address}{page}.html")
    for size in ((390, 844), (1366, 850)):
        look(browser, f"{page}-dark" if dark else page, size)
    assert browser.execute_script(COLOURS + POOR_CONTRAST) == []
    assert browser.execute_script(COLOURS + POOR_FOCUS) == []
    assert browser.execute_script(SMALL_TARGETS) == []
    assert browser.execute_script("return document.querySelectorAll('h1').length") == 1
    assert complaints(browser) == []


COLOURS = """
const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
  .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const numbers = text => text.match(/[\\d.]+/g).map(Number);
const ground = node => {
  for (let n = node; n; n = n.parentElement) {
    const style = getComputedStyle(n);
    const picture = style.backgroundImage
      .match(/linear-gradient\\([^,]*, (rgb\\([^)]*\\)), (rgb\\([^)]*\\))/);
    if (picture) return numbers(picture[2]);
    const colour = numbers(style.backgroundColor);
    if (colour.length < 4 || colour[3] > .8) return colour;
  }
  return [255, 255, 255];
};
const contrast = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
"""

POOR_CONTRAST = """
const poor = [];
for (const node of document.querySelectorAll('body *')) {
  const own = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !node.checkVisibility() || node.closest('video')) continue;
  const ratio = contrast(numbers(getComputedStyle(node).color), ground(node));
  if (ratio < 4.5) poor.push(node.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
}
return poor;
"""

POOR_FOCUS = """
const poor = [];
for (const node of document.querySelectorAll('a:not(video a), video, summary')) {
  node.focus({focusVisible: true});
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const told = `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 30)}: `;
  const behind = reach > 0 && !node.matches('.skip') ? node.parentElement : node;
  const ratio = contrast(numbers(style.outlineColor), ground(behind));
  if (style.outlineStyle === 'none') poor.push(told + 'no ring');
  if (ratio < 3) poor.push(told + ratio.toFixed(2));
  for (let n = node.parentElement; n && reach > 0; n = n.parentElement) {
    const around = n.getBoundingClientRect();
    if (n.matches('body, html') || getComputedStyle(n).overflowX === 'visible') continue;
    if (box.left - reach < around.left || box.right + reach > around.right) poor.push(told + 'cut off');
  }
}
return poor;
"""

SMALL_TARGETS = """
return [...document.querySelectorAll('a:not(.skip, video a), summary')]
  .filter(node => node.getBoundingClientRect().height < 24).map(node => node.textContent);
"""
