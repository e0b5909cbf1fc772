"""A whole publish to the practice channel."""

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.model.errors import Conflict
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.receipt import OnChange
from compiler.publish.release import Privacy, Release
from compiler.publish.testing import PracticeServer
from compiler.publish.testing.state import Playlist
from tests.publish.samples import captions, peertube, youtube


def test_everything_arrives_and_only_then_the_video_is_public(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    server.remote.playlists.append(Playlist(id="PL1", number=1, title="In bed"))
    release = replace(
        release,
        playlist="In bed",
        captions=(*release.captions, captions(release.video.parent, "de")),
    )
    public_when: list[str] = []

    def watch(moment: str, route: str, _: int) -> None:
        public = [v for v in server.remote.videos.values() if v.status["privacyStatus"] == "public"]
        if moment == "acted" and public:
            public_when.append(route)

    server.remote.watch = watch
    receipt = publish(release, youtube(server, tmp_path, ledger), ledger)

    (video,) = server.remote.videos.values()
    assert video.data == release.video.read_bytes()
    assert video.snippet["title"] == release.title
    assert [(t.language, t.data.decode().strip()) for t in video.tracks] == [
        ("en", release.captions[0].srt.read_text().strip()),
        ("de", release.captions[1].srt.read_text().strip()),
    ]
    assert video.thumbnail == release.thumbnail.read_bytes()
    assert server.remote.playlists[0].videos == [video.id]
    assert video.status == {
        "privacyStatus": "public",
        "selfDeclaredMadeForKids": False,
        "containsSyntheticMedia": False,
    }
    assert public_when == ["videos.update"]
    assert receipt.link == "https://youtu.be/video-001"
    assert receipt.done == (
        "planned",
        "session",
        "uploaded",
        "processed",
        "captions:en",
        "captions:de",
        "thumbnail",
        "playlist",
        "released",
    )


def test_publishing_twice_says_so_and_sends_nothing(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    publish(release, youtube(server, tmp_path, ledger), ledger)
    before = dict(server.remote.journal)

    receipt = publish(release, youtube(server, tmp_path, ledger), ledger)

    assert receipt.already_published
    assert server.remote.journal == before


def test_a_changed_title_is_not_sent_unasked(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    publish(release, youtube(server, tmp_path, ledger), ledger)
    changed = replace(release, title="Stretches in Bed")

    with pytest.raises(Conflict, match="metadata changed"):
        publish(changed, youtube(server, tmp_path, ledger), ledger)
    receipt = publish(changed, youtube(server, tmp_path, ledger), ledger, on_change=OnChange.UPDATE)

    assert receipt.done == ("metadata",)
    assert [v.snippet["title"] for v in server.remote.videos.values()] == ["Stretches in Bed"]
    assert publish(changed, youtube(server, tmp_path, ledger), ledger).already_published


@pytest.mark.parametrize("to", ["youtube", "peertube"])
def test_a_private_video_becomes_public_on_request(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path, to: str
) -> None:
    publisher = youtube(server, tmp_path, ledger) if to == "youtube" else peertube(server, tmp_path)
    publish(replace(release, privacy=Privacy.PRIVATE), publisher, ledger)
    (video,) = server.remote.videos.values()
    assert video.status["privacyStatus"] == "private"
    with pytest.raises(Conflict, match="released changed"):
        publish(release, publisher, ledger)
    assert publish(release, publisher, ledger, on_change=OnChange.UPDATE).done == ("released",)
    assert video.status["privacyStatus"] == "public"
    assert publish(release, publisher, ledger).already_published
