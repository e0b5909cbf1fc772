"""Taking away what was published: once, whatever goes wrong in between."""

import multiprocessing
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from compiler.model.brand import Brand, BrandFile
from compiler.model.errors import Conflict, NetworkInterrupted
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.publisher import Publisher
from compiler.publish.release import Release, for_one_person
from compiler.publish.testing import PracticeServer, parse_fault
from compiler.publish.testing.state import Playlist
from compiler.publish.withdrawal import unpublish
from tests.publish.killed import tell, unpublish_here
from tests.publish.samples import open_ledger, peertube, site, write_login, write_tube_login, youtube

NAME = "stretches-in-bed"
REMOTES = pytest.mark.parametrize("remote", ["youtube", "peertube"])


def publisher_of(remote: str, server: PracticeServer, folder: Path, ledger: Ledger) -> Publisher:
    return peertube(server, folder) if remote == "peertube" else youtube(server, folder, ledger)


@REMOTES
def test_the_video_goes_with_all_that_is_attached_and_comes_again_as_another(
    release: Release, ledger: Ledger, server: PracticeServer, tmp_path: Path, remote: str
) -> None:
    server.remote.playlists.append(Playlist(id="PL1", number=1, title="Mornings"))
    publisher = publisher_of(remote, server, tmp_path, ledger)
    release = replace(release, playlist="Mornings")
    publish(release, publisher, ledger)
    assert server.remote.playlists[0].videos
    (gone,) = unpublish(NAME, publisher, ledger)
    assert gone.link and not server.remote.videos and not server.remote.playlists[0].videos
    assert unpublish(NAME, publisher, ledger) == ()
    assert publish(release, publisher, ledger).video_id == "video-002"


@REMOTES
def test_what_is_gone_already_is_no_mistake_and_trouble_is_gone_on_from(
    release: Release, ledger: Ledger, server: PracticeServer, tmp_path: Path, remote: str
) -> None:
    publisher = publisher_of(remote, server, tmp_path, ledger)
    publish(release, publisher, ledger)
    server.remote.faults.append(parse_fault("videos.delete:act-drop"))
    assert unpublish(NAME, publisher, ledger), "it was deleted, and the answer was lost"
    publish(release, publisher, ledger)
    server.remote.faults.append(parse_fault("videos.delete:status=503*-1"))
    with pytest.raises(NetworkInterrupted):
        unpublish(NAME, publisher, ledger)
    server.remote.faults.clear()
    assert unpublish(NAME, publisher, ledger)
    assert not server.remote.videos and server.remote.journal["videos.delete"] == 2


@REMOTES
def test_a_page_of_somebody_elses_does_not_say_that_it_is_gone(
    release: Release, ledger: Ledger, server: PracticeServer, tmp_path: Path, remote: str
) -> None:
    publisher = publisher_of(remote, server, tmp_path, ledger)
    publish(release, publisher, ledger)
    server.remote.faults.append(parse_fault("videos.delete:html*-1"))
    with pytest.raises(NetworkInterrupted):
        unpublish(NAME, publisher, ledger)
    assert ledger.publications("", None) == () and ledger.publications(remote, NAME)


def test_another_accounts_video_is_not_touched(
    release: Release, ledger: Ledger, server: PracticeServer, tmp_path: Path
) -> None:
    publish(release, youtube(server, tmp_path, ledger), ledger)
    server.remote.channel_id = "UC-another"
    with pytest.raises(Conflict, match="another youtube account"):
        unpublish(NAME, youtube(server, tmp_path, ledger), ledger)
    assert server.remote.videos


def test_an_upload_that_was_half_taken_away_is_published_anew(
    release: Release, ledger: Ledger, server: PracticeServer, tmp_path: Path
) -> None:
    publisher = youtube(server, tmp_path, ledger)
    server.remote.faults.append(parse_fault("captions.insert:status=503*-1"))
    with pytest.raises(NetworkInterrupted):
        publish(release, publisher, ledger)
    server.remote.faults.append(parse_fault("videos.delete:status=503*-1"))
    with pytest.raises(NetworkInterrupted):
        unpublish(NAME, publisher, ledger)
    server.remote.faults.clear()
    assert publish(release, publisher, ledger).video_id == "video-002"
    assert list(server.remote.videos) == ["video-002"]


def test_an_address_is_over_as_soon_as_it_is_being_taken_away(
    release: Release, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, one = tmp_path / "site", for_one_person(replace(release, variant="ana"))
    first = publish(one, site(folder), ledger)

    def stopped(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("compiler.publish.site.folder.delete", stopped)
        unpublish(one.name, site(folder), ledger)
    second = publish(one, site(folder), ledger)
    assert second.link != first.link
    assert len(list(folder.glob("p/*/"))) == 1


@pytest.mark.parametrize("name", ["site", "icon", "logo"])
def test_a_routine_called_as_a_part_of_the_look_does_not_take_it_along(
    release: Release, ledger: Ledger, tmp_path: Path, name: str
) -> None:
    folder, logo = tmp_path / "site", tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    brand = Brand(path=tmp_path / "brand.yaml", name="Nord", logo=BrandFile(path=logo, sha256=""))
    publish(replace(release, brand=brand), site(folder), ledger)
    before = sorted(path.name for path in folder.iterdir())
    publish(replace(release, slug=name, brand=brand), site(folder), ledger)
    assert unpublish(name, site(folder), ledger)
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@REMOTES
def test_killed_anywhere_and_run_again_it_is_gone_once(
    release: Release, server: PracticeServer, tmp_path: Path, remote: str
) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.publish.killed"])
    every, killed = os.environ.get("FOLLOWALONG_KILL_POINTS") == "all", 0
    for point in range(0, 60, 1 if every else 5):
        here = tmp_path / str(point)
        here.mkdir()
        (write_tube_login if remote == "peertube" else write_login)(server, here / f"{remote}.json")
        ledger = open_ledger(here / "data" / "ledger.sqlite3")
        publish(release, publisher_of(remote, server, here, ledger), ledger)
        ledger.close()
        process = context.Process(target=unpublish_here, args=(remote, server.address, here, NAME, point))
        process.start()
        process.join(30)
        ledger = open_ledger(here / "data" / "ledger.sqlite3")
        unpublish(NAME, publisher_of(remote, server, here, ledger), ledger)
        assert not server.remote.videos and ledger.publications(remote, NAME) == ()
        ledger.close()
        if process.exitcode == 0:
            break
        killed += 1
    tell(remote, "unpublish", killed)
    assert killed >= 2
    assert process.exitcode == 0, "the last one was not killed any more"
