"""A dry run as people see it: a page of words and pictures that asks nobody."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from compiler.model.errors import BadMedia
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.planning import plan_publish
from compiler.publish.preview import Change, Look
from compiler.publish.preview_page import Previewed, preview_page
from compiler.publish.publisher import Publisher
from compiler.publish.release import Release, ReleaseChapter, ReleaseExercise
from compiler.publish.remotes import REMOTES
from compiler.publish.testing import PracticeServer
from tests.chromium import chromium, complaints, needs_chromium
from tests.publish.samples import captions, make_picture, make_release, open_ledger, peertube, site, youtube

TITLE = "Back Pain Relief Stretches in Bed, Five Gentle Moves for Stiff Mornings <and> Sore Backs"


@pytest.fixture
def pictured(tmp_path: Path) -> Release:
    """A release with a picture that a browser shows."""
    import numpy as np

    folder = tmp_path / "bed"
    folder.mkdir()
    make_picture(folder / "thumbnail.jpg", np.full((360, 640, 3), (31, 111, 96), np.uint8))
    return make_release(folder, b"a film" * 300_000, duration_seconds=Fraction(754))


def looked_at(publisher: Publisher, release: Release, ledger: Ledger) -> Previewed:
    plan = plan_publish(release, publisher, ledger)
    return Previewed(name=release.name, plan=plan, look=REMOTES[publisher.site].look(publisher, release))


def page(publisher: Publisher, ledger: Ledger, *releases: Release) -> str:
    previewed = [looked_at(publisher, release, ledger) for release in releases]
    return preview_page(publisher.site, previewed).decode()


def words_of(text: str) -> str:
    """What is read on the page."""
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def changes(publisher: Publisher, release: Release, ledger: Ledger) -> dict[str, Change]:
    return {one.what: one.change for one in looked_at(publisher, release, ledger).differences}


def test_a_site_shows_what_is_new_changed_taken_away_and_unchanged(
    pictured: Release, ledger: Ledger, tmp_path: Path
) -> None:
    place = site(tmp_path / "site")
    assert set(changes(place, pictured, ledger).values()) == {Change.NEW}
    assert not (tmp_path / "site").exists()
    both = replace(pictured, captions=(*pictured.captions, captions(tmp_path / "bed", "de")))
    publish(both, place, ledger)
    publish(make_release(tmp_path / "chair", b"chair", title="On a Chair"), place, ledger)
    assert set(changes(place, both, ledger).values()) == {Change.SAME}
    pictured.video.write_bytes(b"another film")
    later = replace(
        pictured,
        title="Still in Bed",
        summary="",
        exercises=(pictured.exercises[0], ReleaseExercise(name="Chin tuck")),
        chapters=(*pictured.chapters[:2], ReleaseChapter(title="Chin tuck", start_seconds=Fraction(3))),
    )
    found = changes(place, later, ledger)
    assert found["Captions de"] is found["Summary"] is Change.GONE
    assert {what for what, change in found.items() if change is Change.CHANGED} == {
        "Title", "Exercises", "Chapters", "Video",
    }  # fmt: skip
    text = page(place, ledger, later)
    assert "1 changed. Nothing was sent." in words_of(text)
    assert "<del>Knee to chest · 30 sec each side</del>" in text and "<ins>Chin tuck</ins>" in text
    assert "<li><span>Bridge</span></li>" not in text  # it stays, and nobody has to compare it
    assert "<del>1.8 MB</del>" in text and "<ins>12 bytes</ins>" in text
    assert re.search(r"Stays as it is On a Chair\s*$", words_of(text).strip())
    assert "Unchanged: Description, Disclaimer, Language" in words_of(text)


def test_youtube_shows_the_thumbnail_with_its_length_beside_the_title(
    pictured: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    release = replace(pictured, title=TITLE.replace("<and>", "and"), playlist="In bed")
    text = page(youtube(server, tmp_path, ledger), ledger, release)
    assert server.remote.requests == []
    told = words_of(text)
    assert text.count("data:image/jpeg;base64,") == 3  # in a search, beside another video, on a phone
    assert told.count("12:34") == 3
    assert told.count(release.title) == 4
    assert "everybody (public), once all of it is there" in told
    assert "0:20 Bridge" in told and "No chapters" not in told
    assert f"Title {len(release.title)} of 100 characters" in told
    assert "quota units on 2026-11-23: 0 of 10,000 counted as used, this takes 550" in told
    without = replace(release, description="0:00 Welcome\n0:05 Too soon\n0:40 End")
    assert "No chapters" in words_of(page(youtube(server, tmp_path, ledger), ledger, without))


def test_what_is_known_of_a_channel_is_what_the_ledger_knows(
    pictured: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    channel = youtube(server, tmp_path, ledger)
    publish(pictured, channel, ledger)
    found = changes(channel, replace(pictured, title="Still in Bed"), ledger)
    assert found["Title, description and tags"] is Change.CHANGED
    assert found["Video"] is found["Captions en"] is found["Thumbnail"] is Change.SAME
    text = words_of(page(channel, ledger, replace(pictured, title="Still in Bed")))
    assert "nothing is sent without --update" in text


def test_what_is_wrong_stands_on_the_page_and_words_stay_words(
    pictured: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    text = page(youtube(server, tmp_path, ledger), ledger, replace(pictured, title=TITLE))
    assert "<and>" not in text and "&lt;and&gt;" in text
    assert "not possible" in text and "YouTube takes no" in text
    trouble = BadMedia("film.mp4 is empty", hint="build the routine again").diagnostics
    told = words_of(preview_page("site", [Previewed(name="bed", trouble=trouble)]).decode())
    assert "1 not possible" in told and "film.mp4 is empty" in told and "build the routine again" in told


@pytest.mark.parametrize("remote", ["site", "youtube", "peertube"])
def test_a_page_is_one_file_that_loads_nothing(
    pictured: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path, remote: str
) -> None:
    makers = {"site": site(tmp_path / "site"), "youtube": youtube(server, tmp_path, ledger)}
    publisher: Any = makers.get(remote) or peertube(server, tmp_path)
    text = page(publisher, ledger, pictured)
    assert pictured.title in text and "<script" not in text
    assert not re.search(r"(src|href)=\"(?!data:)|url\(|@import", text)
    assert "default-src 'none'" in text


def test_a_long_text_is_folded_and_none_of_it_is_lost(
    pictured: Release, ledger: Ledger, tmp_path: Path
) -> None:
    said = tuple((Fraction(number), f"Line number {number}.") for number in range(300))
    text = page(site(tmp_path / "site"), ledger, replace(pictured, transcript=said))
    before, after = text.split("<summary>and 292 lines more</summary>")
    assert "Line number 7." in before and "Line number 8." not in before
    assert "Line number 8." in after and "Line number 299." in after


def test_a_look_may_be_as_plain_as_it_likes() -> None:
    import xml.etree.ElementTree as ET

    previewed = Previewed(name="bed", look=Look(mock_up=ET.Element("p")))
    assert previewed.verdict == "not possible" and previewed.differences == ()


@needs_chromium
def test_the_page_fits_a_screen_and_a_phone(
    tmp_path: Path, pictured: Release, server: PracticeServer
) -> None:
    with _opened(tmp_path, pictured, server) as (browser, pages):
        for address in pages:
            for width in (1280, 390):
                browser.execute_cdp_cmd(
                    "Emulation.setDeviceMetricsOverride",
                    {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
                )
                browser.get(address)
                assert browser.execute_script("return document.documentElement.scrollWidth") <= width
                assert complaints(browser) == []
        cut = "const title = document.querySelector('.beside .title'); return title.scrollHeight > title.clientHeight"
        assert browser.execute_script(cut)  # two lines are not enough for it
        shown = "return [...document.images].every(one => one.complete && one.naturalWidth > 0)"
        assert browser.execute_script(shown)


@contextmanager
def _opened(folder: Path, release: Release, server: PracticeServer) -> Iterator[tuple[Any, list[str]]]:
    ledger = open_ledger(folder / "ledger.sqlite3")
    release = replace(release, title=TITLE.replace("<and>", "and"))
    pages = []
    for publisher in (site(folder / "site"), youtube(server, folder, ledger)):
        path = folder / f"{publisher.site}.html"
        path.write_text(page(publisher, ledger, release), encoding="utf-8")
        pages.append(path.as_uri())
    ledger.close()
    with chromium(folder / "profile") as browser:
        yield browser, pages


def test_the_json_is_for_programs(
    pictured: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    plan = plan_publish(pictured, youtube(server, tmp_path, ledger), ledger)
    told = json.loads(json.dumps(plan.fields()))
    assert told["metadata"]["status"]["privacyStatus"] == "private"
    assert told["steps"][0]["name"] == "uploaded"
    assert told["possible"] and told["problems"] == []
