"""A version for one person: an address that cannot be guessed, listed nowhere, its name nowhere but in the ledger."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.model.brand import Brand, BrandFile, SiteColours
from compiler.model.errors import Conflict
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.overview import status
from compiler.publish.planning import plan_publish
from compiler.publish.receipt import OnChange
from compiler.publish.release import Origin, Privacy, Release, for_one_person
from compiler.publish.site import disk
from compiler.publish.testing import PracticeServer
from compiler.publish.testing.state import Playlist
from compiler.publish.withdrawal import unpublish
from tests.publish.feed_rules import broken_rules
from tests.publish.samples import make_release, open_ledger, peertube, site, youtube

ADDRESS = re.compile(r"https://example\.org/move/p/([a-z2-7]{32})/")
COLOURS = SiteColours(
    background="#FFFFFF",
    text="#111111",
    accent="#8A1538",
    on_accent="#FFFFFF",
    bar="#8A1538",
    on_bar="#FFFFFF",
)


def for_ana(release: Release) -> Release:
    """As `publish --for ana.yaml` makes it."""
    return for_one_person(replace(release, variant="ana"))


def everything(folder: Path) -> dict[str, bytes]:
    """All files of a site by their names."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def listed(folder: Path) -> bytes:
    """What anybody finds: the index, the feed, and all that is not in a folder for one person."""
    files = everything(folder)
    return b"".join(files[name] + name.encode() for name in files if not name.startswith("p/"))


def test_a_patients_page_cannot_be_guessed_and_is_listed_nowhere(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(release, site(folder), ledger)
    before = listed(folder)
    receipt = publish(for_ana(release), site(folder), ledger)
    found = ADDRESS.fullmatch(receipt.link)
    assert found and receipt.personal
    assert listed(folder).replace((folder / "robots.txt").read_bytes() + b"robots.txt", b"") == before
    own = folder / "p" / found[1]
    page = (own / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex' in page and '"referrer" content="no-referrer"' in page
    assert "application/ld+json" not in page and "og:" not in page and "feed.xml" not in page
    assert not any("ana" in re.split(r"[^a-z]+", name) for name in everything(folder))
    assert "Disallow: /move/p/*.mp4$" in (folder / "robots.txt").read_text()
    assert "refresh" in (folder / "p" / "index.html").read_text(), "a server would list the folder"


def test_it_keeps_its_address_and_only_its_newest_media(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    first = publish(for_ana(release), site(folder), ledger)
    assert publish(for_ana(release), site(folder), ledger).already_published
    release.video.write_bytes(b"another film" * 99)
    second = publish(for_ana(release), site(folder), ledger)
    assert second.link == first.link
    assert len(list(folder.glob("p/*/video-*.mp4"))) == 1
    assert unpublish("stretches-in-bed.ana", site(folder), ledger)[0].link == first.link
    assert not [name for name in everything(folder) if name.startswith("p/") and name != "p/index.html"]
    third = publish(for_ana(release), site(folder), ledger)
    assert third.link != first.link, "what was taken away never comes back at its old address"


def test_a_dry_run_makes_no_address(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    planned = plan_publish(for_ana(release), site(tmp_path / "site"), ledger)
    assert "ana" not in planned.metadata and planned.file_name.startswith("~new-address-")
    assert ledger.known_token("site", "stretches-in-bed.ana") == ""


def test_what_was_public_becomes_private_and_the_other_way(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    public = replace(release, variant="ana")
    publish(public, site(folder), ledger)
    assert b"stretches-in-bed.ana" in listed(folder)
    assert publish(for_ana(release), site(folder), ledger).personal
    assert b"ana" not in listed(folder)
    publish(public, site(folder), ledger)
    assert b"stretches-in-bed.ana" in listed(folder)
    assert not list(folder.glob("p/*/"))


def test_unpublishing_leaves_the_site_as_if_it_had_never_been_there(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    other = make_release(tmp_path / "output" / "stretches-in-bed-now", b"film" * 99, title="Another")
    publish(other, site(folder), ledger)
    before = everything(folder)
    publish(release, site(folder), ledger)
    release.video.write_bytes(b"another film" * 99)
    publish(release, site(folder), ledger)
    assert unpublish("stretches-in-bed", site(folder), ledger)
    assert everything(folder) == before
    assert unpublish("stretches-in-bed", site(folder), ledger) == ()
    lines = [publication.line() for publication in status(ledger)]
    assert [("taken away" in line) for line in lines] == [False, True, True]


def test_stopped_anywhere_the_feed_names_nothing_that_is_gone(
    release: Release, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, other = tmp_path / "site", make_release(tmp_path / "output" / "seated", b"film" * 99)
    publish(other, site(folder), ledger)
    before = everything(folder)
    for point in range(30):
        publish(release, site(folder), ledger)
        moments = iter(range(99))

        def stopping(
            method: Callable[..., None], moments: Iterator[int] = moments, point: int = point
        ) -> Any:
            def around(*given: Any) -> None:
                if next(moments) == point:
                    raise KeyboardInterrupt
                method(*given)

            return around

        with monkeypatch.context() as patch:
            patch.setattr("compiler.publish.site.folder.delete", stopping(disk.delete))
            patch.setattr("compiler.publish.site.folder.write", stopping(disk.write))
            try:
                unpublish("stretches-in-bed", site(folder), ledger)
                stopped = False
            except KeyboardInterrupt:
                stopped = True
        assert broken_rules((folder / "feed.xml").read_bytes(), folder, "https://example.org/move/") == []
        unpublish("stretches-in-bed", site(folder), ledger)
        assert everything(folder) == before
        if not stopped:
            break
    assert point > 8


def test_a_change_of_title_or_address_reaches_every_page(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    other = make_release(tmp_path / "output" / "seated", b"film" * 99, title="Seated")
    publish(other, site(folder), ledger)
    publish(for_ana(release), site(folder), ledger)
    publish(release, site(folder, title="Clinic North", address="https://clinic.example"), ledger)
    page = (folder / "seated.html").read_text(encoding="utf-8")
    assert "Seated · Clinic North" in page and "https://clinic.example/seated-" in page


def test_a_brands_colours_and_logo_are_on_every_page(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder, logo = tmp_path / "site", tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    brand = Brand(
        path=tmp_path / "brand.yaml", name="Nord", site=COLOURS, logo=BrandFile(path=logo, sha256="")
    )
    publish(for_ana(release), site(folder), ledger)
    publish(replace(release, brand=brand), site(folder), ledger)
    publish(make_release(tmp_path / "output" / "seated", b"film" * 99), site(folder), ledger)
    style = next(path for path in folder.glob("site-*.css") if "#8A1538" in path.read_text())
    assert list(folder.glob("logo-*.svg"))
    for page in ("index.html", "seated.html", "stretches-in-bed.html", *folder.glob("p/*/index.html")):
        text = (folder / page).read_text(encoding="utf-8")
        assert style.name in text and 'alt="Nord"' in text and 'content="#8A1538"' in text
    assert publish(replace(release, brand=brand), site(folder), ledger).already_published


def renamed(release: Release, name: str, gone: Path) -> tuple[Release, Release]:
    """The release as it was made from a file that is not there any more, and under its new name."""
    origin = Origin(routine=str(gone), digest="same")
    return replace(release, origin=origin), replace(release, slug=name, origin=Origin(digest="same"))


def test_a_renamed_routine_is_offered_as_a_rename_and_leaves_no_trace(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    before, after = renamed(release, "morning", tmp_path / "stretches-in-bed.yaml")
    publish(before, site(folder), ledger)
    item = re.search("<guid.*</guid>", (folder / "feed.xml").read_text())
    with pytest.raises(Conflict, match="was it renamed"):
        publish(after, site(folder), ledger)
    publish(after, site(folder), ledger, renamed_from="stretches-in-bed")
    assert not [n for n, data in everything(folder).items() if b"stretches-in-bed" in data + n.encode()]
    assert item and item[0] in (folder / "feed.xml").read_text(), (
        "for a reader of the feed it is the same item"
    )
    assert publish(after, site(folder), ledger, renamed_from="stretches-in-bed").already_published
    assert [p.name for p in ledger.publications()] == ["morning"]


def test_a_renamed_private_page_keeps_its_address(release: Release, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    before, after = renamed(for_ana(release), "morning", tmp_path / "gone.yaml")
    link = publish(before, site(folder), ledger).link
    assert publish(after, site(folder), ledger, renamed_from="stretches-in-bed.ana").link == link


def test_a_new_patient_never_gets_the_address_of_one_whose_file_is_gone(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder, routine = tmp_path / "site", tmp_path / "bed.yaml"
    routine.touch()
    gone = Origin(routine=str(routine), patient=str(tmp_path / "ana.yaml"), digest="ana")
    ana = publish(replace(for_ana(release), origin=gone), site(folder), ledger)
    maria = replace(for_ana(release), variant="maria", origin=replace(gone, digest="maria"))
    assert publish(maria, site(folder), ledger).link != ana.link
    same = replace(for_ana(release), variant="anna", origin=gone)
    with pytest.raises(Conflict, match="was it renamed"):
        publish(same, site(folder), ledger)


def test_another_routine_is_not_taken_for_a_renamed_one(
    release: Release, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    before, after = renamed(release, "morning", tmp_path / "gone.yaml")
    publish(before, site(folder), ledger)
    publish(after, site(folder), ledger, on_change=OnChange.NEW_VIDEO)
    other = replace(after, slug="evening", title="Evening", origin=Origin(digest="other"))
    publish(other, site(folder), ledger)
    assert len(ledger.publications()) == 3


@pytest.mark.parametrize("remote", ["youtube", "peertube"])
def test_at_a_channel_it_is_unlisted_and_without_the_name(
    release: Release, ledger: Ledger, tmp_path: Path, remote: str
) -> None:
    tube = remote == "peertube"
    with PracticeServer() as server:
        server.remote.playlists.append(Playlist(id="PL1", number=1, title="Mornings"))
        publisher = peertube(server, tmp_path) if tube else youtube(server, tmp_path, ledger)
        one = for_ana(replace(release, playlist="Mornings", privacy=Privacy.PUBLIC))
        publish(one, publisher, ledger)
        (video,) = server.remote.videos.values()
        assert video.status["privacyStatus"] == "unlisted"
        assert "ana" not in re.split(r"[^a-z]+", video.file_name)
        assert server.remote.playlists[0].videos == []
        assert server.remote.violations == []


COMMANDS = (
    "publish",
    "for ana",
    "for ben",
    "new film",
    "unpublish",
    "unpublish ana",
    "rename",
    "other title",
)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(commands=st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=7))
def test_no_order_of_commands_tells_a_patients_name(
    commands: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = tmp_path_factory.mktemp("orders")
    folder, ledger = here / "site", open_ledger(here / "ledger.sqlite3")
    one = make_release(here / "bed", b"film" * 99)
    for number, command in enumerate(commands):
        match command.split():
            case ["publish"]:
                publish(one, site(folder), ledger)
            case ["for", who]:
                publish(replace(for_ana(one), variant=who), site(folder), ledger)
            case ["new", _]:
                one.video.write_bytes(b"another film" * (number + 9))
            case ["unpublish", *who]:
                unpublish(".".join([one.slug, *who]), site(folder), ledger)
            case ["rename"]:
                slug = f"bed{number}"
                for variant in ("", "ana", "ben"):
                    version = replace(one, variant=variant)
                    if not ledger.publications("site", version.name):
                        continue
                    version = for_one_person(version) if variant else version
                    publish(replace(version, slug=slug), site(folder), ledger, renamed_from=version.name)
                one = replace(one, slug=slug)
            case _:
                one = replace(one, title=f"Title {number}")
        for name in everything(folder) if folder.exists() else {}:
            assert not {"ana", "ben"} & set(re.split(r"[^a-z]+", name))
        if folder.exists():
            assert not {b"ana", b"ben"} & set(re.split(rb"[^a-z]+", listed(folder)))
            there = {p.name for p in ledger.publications("site") if p.name.count(".")}
            assert len(list(folder.glob("p/*/index.html"))) == len(there)
            assert f"{one.slug}.html" in everything(folder) or not ledger.publications("site", one.slug)
    ledger.close()
