"""The site's folder: pages, media, the feed, and what is left of it when the work is killed."""

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from compiler.model.errors import CannotWrite, Conflict, ExitCode, FollowalongError, InvalidRoutine
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.receipt import Progress
from compiler.publish.release import Release, ReleaseChapter, ReleaseExercise
from compiler.store import file_digest
from tests.publish.feed_rules import broken_rules
from tests.publish.killed import tell
from tests.publish.samples import NOON, captions, make_release, open_ledger, site

BASE = "https://example.org/move/"
NASTY = "<script>alert(1)</script> & \"quotes\" ]]> \x00\x08 'x' --> ü 骨"


def tree(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): file_digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}


class Page(HTMLParser):
    """Tags and texts of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_a_page_has_the_video_its_captions_chapters_and_exercises(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    both = (*release.captions, captions(release.video.parent, "de"))
    receipt = publish(replace(release, captions=both), site(folder), ledger)

    assert receipt.exit_code is ExitCode.OK
    page = Page(folder / "stretches-in-bed.html")
    (source,) = page.all("source")
    assert (folder / str(source["src"])).read_bytes() == release.video.read_bytes()
    assert str(source["src"]).startswith("stretches-in-bed-")
    assert [(t["kind"], t["srclang"], t["label"]) for t in page.all("track")] == [
        ("captions", "en", "English"),
        ("captions", "de", "Deutsch"),
    ]
    assert all("default" not in t for t in page.all("track"))
    assert [a["data-start"] for a in page.all("a") if "data-start" in a] == ["0", "1.5", "3"]
    assert "Knee to chest" in page.text
    assert "not medical advice" in page.text
    assert "Halfway. Keep breathing." in page.text
    assert "Lie on your back & get comfortable." in page.text
    for name in ("link", "script", "img", "source", "track"):
        for attrs in page.all(name):
            target = str(attrs.get("src") or attrs.get("href"))
            assert "//" not in target
            assert (folder / target).is_file(), target


def test_the_index_lists_every_routine_newest_first_and_is_not_medical_advice(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    other = make_release(tmp_path / "output" / "seated", b"another film" * 99, title="Seated")
    publish(other, site(folder, clock=lambda: NOON + timedelta(days=1)), ledger)
    page = Page(folder / "index.html")
    assert [a["href"] for a in page.all("a") if a.get("class") == "card"] == [
        "seated.html",
        "stretches-in-bed.html",
    ]
    assert all(i["alt"] == "" for i in page.all("img"))
    assert "not medical advice" in page.text


def test_publishing_again_does_nothing_and_says_so(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    assert publish(release, site(folder), ledger).already_published
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_what_is_missing_or_spoiled_is_written_again(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    whole = tree(folder)
    for name in whole:
        (folder / name).write_bytes(b"spoiled") if "records" not in name else (folder / name).unlink()
        publish(release, site(folder), ledger)
        assert tree(folder) == whole, name


def test_a_new_video_gets_a_new_name_and_the_old_one_stays(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    old = next(folder.glob("*.mp4"))
    release.video.write_bytes(b"another film" * 1000)
    publish(release, site(folder, clock=lambda: NOON + timedelta(days=3)), ledger)
    assert len(list(folder.glob("*.mp4"))) == 2
    assert old.is_file()
    (entry,) = feedparser.parse(folder / "feed.xml").entries
    assert entry.enclosures[0].length == "12000"
    assert entry.published == "Mon, 23 Nov 2026 12:00:00 +0000"
    assert publish(release, site(folder), ledger).already_published


def test_a_podcast_client_finds_title_length_chapters_and_transcript(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    parsed = feedparser.parse(folder / "feed.xml")
    assert not parsed.bozo
    assert parsed.version == "rss20"
    (entry,) = parsed.entries
    assert entry.title == release.title
    assert entry.itunes_duration == "4"
    (enclosure,) = entry.enclosures
    video = folder / enclosure.href.removeprefix(BASE)
    assert enclosure.type == "video/mp4"
    assert int(enclosure.length) == video.stat().st_size
    assert file_digest(video)[:12] in video.name
    chapters = json.loads((folder / entry.podcast_chapters["url"].removeprefix(BASE)).read_bytes())
    assert [c["startTime"] for c in chapters["chapters"]] == [0.0, 1.5, 3.0]
    transcript = folder / entry.podcast_transcript["url"].removeprefix(BASE)
    assert transcript.read_text().startswith("WEBVTT")
    assert "not medical advice" in entry.description


def test_the_feed_keeps_every_rule(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    publish(make_release(tmp_path / "output" / "seated", b"film" * 99, title="Seated"), site(folder), ledger)
    assert broken_rules((folder / "feed.xml").read_bytes(), folder, BASE) == []


def test_what_authors_wrote_stays_text(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    nasty = replace(
        release,
        title=NASTY,
        summary=NASTY,
        description=NASTY,
        disclaimer=NASTY,
        exercises=(ReleaseExercise(name=NASTY, dose=NASTY, steps=(NASTY,), needs=NASTY),),
        chapters=(ReleaseChapter(title=NASTY, start_seconds=Fraction(0)),),
    )
    publish(nasty, site(folder, title=NASTY, summary=NASTY), ledger)
    shown = "<script>alert(1)</script> & \"quotes\" ]]>  'x' --> ü 骨"
    for name in ("index.html", "stretches-in-bed.html"):
        page = Page(folder / name)
        assert len(page.all("script")) == 1
        assert shown in page.text
    assert broken_rules((folder / "feed.xml").read_bytes(), folder, BASE) == []
    (entry,) = feedparser.parse(folder / "feed.xml").entries
    item = ET.parse(folder / "feed.xml").getroot().find("channel/item/title")
    assert item is not None
    assert item.text == shown
    for place in ("channel/description", "channel/item/description"):  # what readers take for HTML
        found = ET.parse(folder / "feed.xml").getroot().findtext(place) or ""
        assert "<" not in found and shown in unescape(found)
    assert entry.guid.startswith("urn:uuid:")
    assert publish(nasty, site(folder, title=NASTY, summary=NASTY), ledger).already_published


def test_the_id_of_an_item_stays_when_the_site_moves(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    before = feedparser.parse(folder / "feed.xml").entries[0]
    publish(release, site(folder, address="https://elsewhere.example"), ledger)
    after = feedparser.parse(folder / "feed.xml").entries[0]
    assert after.guid == before.guid
    assert after.link == "https://elsewhere.example/stretches-in-bed.html"


def test_a_german_routine_has_a_german_page(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(replace(release, language="de"), site(folder), ledger)
    page = Page(folder / "stretches-in-bed.html")
    assert page.all("html") == [{"lang": "de"}]
    assert "kein ärztlicher Rat" in page.text


@pytest.mark.parametrize(
    ("language", "count"), [("en", "1 exercise"), ("de", "1 Übung"), ("es", "1 ejercicio")]
)
def test_one_exercise_is_counted_as_one(
    release: Release, ledger: Ledger, tmp_path: Path, language: str, count: str
) -> None:
    folder = tmp_path / "site"
    publish(
        replace(release, language=language, exercises=(ReleaseExercise(name="Bridge"),)), site(folder), ledger
    )
    assert f"· {count}{release.title}" in Page(folder / "stretches-in-bed.html").text


def test_rounds_are_chapters_and_their_exercises_are_shown_once(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder, (bridge, knee) = tmp_path / "site", release.exercises
    again = (replace(bridge, start_seconds=Fraction(9)), replace(knee, start_seconds=Fraction(12)))
    rounds = (ReleaseChapter(title="Round 2 of 2", start_seconds=Fraction(9)),)
    exercises, chapters = (bridge, knee, *again), (*release.chapters, *rounds)
    publish(replace(release, exercises=exercises, chapters=chapters), site(folder), ledger)
    page = Page(folder / "stretches-in-bed.html")
    assert [a["data-start"] for a in page.all("a") if "data-start" in a] == ["0", "1.5", "3", "9"]
    assert "2 exercises" in page.text and page.text.count("8 slow reps") == 1


def test_a_page_says_nothing_twice(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    release = replace(
        release, description=f"{release.summary}\n\n0:00 Welcome\n\n• Slowly\n\n{release.disclaimer}\n"
    )
    publish(release, site(folder), ledger)
    text = Page(folder / "stretches-in-bed.html").text
    assert [text.count(words) for words in (release.summary, release.disclaimer, "Welcome", "• Slowly")] == [
        1
    ] * 4


def test_a_routine_called_index_has_a_page_of_its_own(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    release = make_release(tmp_path / "output" / "index", b"film" * 99, title="The One Called Index")
    receipt = publish(release, site(folder), ledger)
    page = receipt.link.removeprefix(BASE)
    assert [a["href"] for a in Page(folder / "index.html").all("a") if a.get("class") == "card"] == [page]
    assert [t["id"] for t in Page(folder / page).all("video")] == ["video"]
    assert broken_rules((folder / "feed.xml").read_bytes(), folder, BASE) == []
    assert publish(release, site(folder), ledger).already_published


def test_a_video_that_changes_while_it_is_copied_is_not_taken(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    whole = release.video.read_bytes()

    def grow(progress: Progress) -> None:
        if progress.step == "session":
            release.video.write_bytes(whole[:600_000] + b"another end")

    with pytest.raises(Conflict, match="changed while it was copied"):
        publish(release, site(folder), ledger, on_progress=grow)
    assert [p.name for p in folder.rglob("*") if p.is_file()] == []
    release.video.write_bytes(whole)
    publish(release, site(folder), ledger)
    assert next(folder.glob("*.mp4")).read_bytes() == whole


def test_a_site_that_cannot_be_written(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file in its place")
    with pytest.raises(CannotWrite):
        publish(release, site(tmp_path / "site"), ledger)


def test_a_site_of_somebody_elses_is_left_alone(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("my own page")
    with pytest.raises(Conflict, match="did not write"):
        publish(release, site(tmp_path / "site"), ledger)
    assert tree(tmp_path / "site").keys() == {"index.html"}


def test_an_address_that_is_none(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InvalidRoutine, match="no address"):
        publish(release, site(tmp_path / "site", address="javascript:alert(1)"), ledger)
    assert not (tmp_path / "site").exists()


# --- killed in the middle ---------------------------------------------------------------------------------


def killed_at(point: int, folder: Path, data: Path, release: Release) -> None:
    """Publish; SIGKILL oneself before (even) or after (odd) the nth change of a file's name, or its flush."""
    moments = count()

    def dying(method: Callable[..., Any]) -> Callable[..., Any]:
        def around(*args: Any, **named: Any) -> Any:
            if next(moments) == point:
                os.kill(os.getpid(), signal.SIGKILL)
            value = method(*args, **named)
            if next(moments) == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return value

        return around

    Path.replace = dying(Path.replace)  # type: ignore[method-assign]
    os.fsync = dying(os.fsync)
    Ledger.write = dying(Ledger.write)  # type: ignore[method-assign]
    published(release, folder, data)


def published(release: Release, folder: Path, data: Path) -> None:
    with closing(open_ledger(data / "ledger.sqlite3")) as ledger:
        publish(release, site(folder), ledger)


def with_little_room(room_bytes: int, folder: Path, data: Path, release: Release) -> None:
    """Publish where no file can be larger than `room_bytes`; exits with the failure's exit code."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, room_bytes))
    try:
        published(release, folder, data)
    except FollowalongError as failure:
        sys.exit(failure.exit_code)


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes are not limited on Windows")
@pytest.mark.parametrize("room_bytes", [300_000, 3_000])
def test_a_full_disk_leaves_the_old_site(release: Release, tmp_path: Path, room_bytes: int) -> None:
    folder, clean = tmp_path / "site", tmp_path / "clean"
    other = make_release(tmp_path / "output" / "seated", b"film", title="Seated")
    published(other, folder, tmp_path)
    before = tree(folder)
    process = multiprocessing.get_context("forkserver").Process(
        target=with_little_room, args=(room_bytes, folder, tmp_path / "own", release)
    )
    process.start()
    process.join(30)
    assert process.exitcode == ExitCode.CANNOT_WRITE
    assert tree(folder) == before
    for target in (folder, clean):
        for one in (other, release):
            published(one, target, tmp_path)
    assert tree(folder) == tree(clean)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_killed_anywhere_the_feed_is_the_old_one_or_the_new_one(release: Release, tmp_path: Path) -> None:
    other = make_release(tmp_path / "output" / "seated", b"another film" * 99, title="Seated")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.publish.test_site"])
    clean = tmp_path / "clean"
    for one in (other, release):
        published(one, clean / "site", clean)
    new, every = tree(clean / "site"), os.environ.get("FOLLOWALONG_KILL_POINTS") == "all"
    feeds, killed = set(), 0
    for point in range(0, 200, 1 if every else 7):
        here = tmp_path / str(point)
        published(other, here / "site", here)
        process = context.Process(target=killed_at, args=(point, here / "site", here, release))
        process.start()
        process.join(30)
        found = (here / "site" / "feed.xml").read_bytes()
        feeds.add(found)
        assert broken_rules(found, here / "site", BASE) == []
        published(release, here / "site", here)
        assert tree(here / "site") == new
        if process.exitcode == 0:
            break
        killed += 1
    tell("site", "files and ledger", killed)
    assert len(feeds) == 2
    assert killed > (40 if every else 6)


def test_search_engines_are_told_of_the_video_its_key_moments_and_the_exercises(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    clip = {"@type": "Clip", "name": NASTY, "startOffset": 1.5, "endOffset": 3}
    told = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "ExercisePlan", "name": "</script><script>alert(1)</script><!--"},
            {"@type": "VideoObject", "name": NASTY, "hasPart": [clip]},
        ],
    }
    publish(replace(release, structured=told), site(folder), ledger)

    path = folder / "stretches-in-bed.html"
    page = Page(path)
    assert [script.get("type") for script in page.all("script")] == [None, "application/ld+json"]
    text = path.read_text(encoding="utf-8").split('<script type="application/ld+json">')[1]
    plan, video = json.loads(text.split("</script>")[0])["@graph"]
    assert plan["name"] == told["@graph"][0]["name"]  # type: ignore[index]
    assert video["name"] == NASTY
    address = f"{BASE}stretches-in-bed.html"
    assert (video["url"], video["hasPart"]) == (address, [{**clip, "url": f"{address}?t=1.5"}])
    for key in ("contentUrl", "thumbnailUrl"):
        assert (folder / video[key].removeprefix(BASE)).is_file()
    assert video["uploadDate"] == NOON.isoformat()
    assert publish(replace(release, structured=told), site(folder), ledger).already_published
