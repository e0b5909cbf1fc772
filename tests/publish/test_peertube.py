"""The same publish to PeerTube: another remote behind the same protocol."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compiler.model.errors import Conflict, ExitCode, FollowalongError, LoginNeeded
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.peertube import PeerTube, login
from compiler.publish.receipt import OnChange
from compiler.publish.release import Release
from compiler.publish.secret import Secret
from compiler.publish.testing import PracticeServer, parse_fault
from compiler.publish.testing.state import Playlist
from tests.publish.samples import NOON, captions, peertube


@pytest.fixture
def instance(server: PracticeServer, tmp_path: Path) -> PeerTube:
    return peertube(server, tmp_path)


def test_everything_arrives(
    release: Release, server: PracticeServer, ledger: Ledger, instance: PeerTube
) -> None:
    server.remote.playlists.append(Playlist(id="aa-bb", number=3, title="In bed"))
    both = (*release.captions, captions(release.video.parent, "de"))
    release = replace(release, playlist="In bed", captions=both)

    receipt = publish(release, instance, ledger)

    (video,) = server.remote.videos.values()
    assert video.data == release.video.read_bytes()
    assert video.snippet["name"] == release.title
    assert [t.language for t in video.tracks] == ["en", "de"]
    assert video.thumbnail == release.thumbnail.read_bytes()
    assert server.remote.playlists[0].videos == ["1"]
    assert video.status == {"privacyStatus": "public"}
    assert receipt.link == f"{server.address}/w/video-001"
    assert publish(release, instance, ledger).already_published


def test_changed_words_are_updated_on_request(
    release: Release, server: PracticeServer, ledger: Ledger, instance: PeerTube
) -> None:
    publish(release, instance, ledger)
    changed = replace(release, title="Stretches in Bed")
    with pytest.raises(Conflict, match="metadata"):
        publish(changed, instance, ledger)
    server.remote.faults.append(parse_fault("videos.put:act-drop*1"))
    assert publish(changed, instance, ledger, on_change=OnChange.UPDATE).done == ("metadata",)
    assert server.remote.videos["video-001"].snippet["name"] == "Stretches in Bed"
    assert server.remote.videos["video-001"].status == {"privacyStatus": "public"}


@pytest.mark.parametrize(
    "fault",
    [
        "upload.put:cut=300000*1+2",
        "upload.put:keep-less=10*2+1",
        "upload.put:status=503*2+1",
        "upload.put:act-drop*1+3",
        "upload.put:gone*1+2",
        "upload.start:act-drop*1",
        "captions.put:act-drop*1",
        "videos.put:act-drop*1",
        "videos.put:act-drop*1+1",
        "token:status=503*1",
        "me:status=429*2",
    ],
)
def test_trouble_that_passes(
    release: Release, server: PracticeServer, ledger: Ledger, instance: PeerTube, fault: str
) -> None:
    server.remote.faults.append(parse_fault(fault))
    publish(release, instance, ledger)
    (video,) = server.remote.videos.values()
    assert video.data == release.video.read_bytes()
    assert {k: n for k, n in server.remote.journal.items() if n > 1 and k != "session"} == {}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("upload.start:status=413 quota_reached full*1", ExitCode.QUOTA_REACHED),
        ("upload.start:status=403 forbidden no*1", ExitCode.REFUSED),
        ("upload.start:huge*1", ExitCode.REFUSED),
        ("upload.put:past-end*1+1", ExitCode.REFUSED),
        ("upload.put:status=503*-1", ExitCode.NETWORK_INTERRUPTED),
        ("upload.start:html*1", ExitCode.NETWORK_INTERRUPTED),
        ("upload.put:html*1+1", ExitCode.NETWORK_INTERRUPTED),
        ("captions.put:html*1", ExitCode.NETWORK_INTERRUPTED),
        ("playlistItems.insert:html*1", ExitCode.NETWORK_INTERRUPTED),
        ("videos.put:html*1", ExitCode.NETWORK_INTERRUPTED),
        ("videos.put:html*1+1", ExitCode.NETWORK_INTERRUPTED),
        ("me:redirect=http://localhost:9/*1", ExitCode.REFUSED),
        ("token:status=400 invalid_grant no*1", ExitCode.LOGIN_NEEDED),
        ("me:status=401 authError no*-1", ExitCode.LOGIN_NEEDED),
    ],
)
def test_trouble_that_stays(
    release: Release, server: PracticeServer, ledger: Ledger, instance: PeerTube, fault: str, code: ExitCode
) -> None:
    server.remote.faults.append(parse_fault(fault))
    server.remote.playlists.append(Playlist(id="aa-bb", number=3, title="In bed"))
    release = replace(release, playlist="In bed")
    with pytest.raises(FollowalongError) as caught:
        publish(release, instance, ledger)
    assert caught.value.exit_code is code
    server.remote.faults.clear()
    publish(release, instance, ledger)
    (video,) = server.remote.videos.values()
    assert [track.language for track in video.tracks] == ["en"]
    assert video.thumbnail is not None
    assert video.status == {"privacyStatus": "public"}
    assert server.remote.playlists[0].videos == ["1"]


def test_a_schedule(release: Release, server: PracticeServer, ledger: Ledger, instance: PeerTube) -> None:
    publish(replace(release, publish_at=NOON + timedelta(days=1)), instance, ledger)
    (video,) = server.remote.videos.values()
    assert video.status == {"privacyStatus": "private"}
    assert video.snippet["scheduleUpdate"] == {"updateAt": "2026-11-24T12:00:00+00:00", "privacy": 1}


def test_tags_that_do_not_fit_are_named(release: Release, instance: PeerTube) -> None:
    tags = ("back", "bed", "x", "hips", "knees", "morning", "night")
    assert instance.metadata(replace(release, tags=tags))["tags"] == [
        "back",
        "bed",
        "hips",
        "knees",
        "morning",
    ]
    (warning,) = instance.problems(replace(release, tags=tags))
    assert warning.message.endswith("left out: x, night")


def test_a_login_by_password_keeps_no_password(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    instance = peertube(server, tmp_path, token_path=tmp_path / "new" / "peertube.json")
    login(instance.settings, "practice", Secret(server.remote.password))
    assert server.remote.password not in instance.settings.token_path.read_text()
    assert instance.settings.token_path.stat().st_mode & 0o777 == 0o600
    publish(release, instance, ledger)
    with pytest.raises(LoginNeeded, match="invalid_grant"):
        login(instance.settings, "practice", Secret("wrong"))


def test_two_processes_share_one_login(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    """PeerTube takes old tokens back when it gives new ones."""
    first, second = peertube(server, tmp_path), peertube(server, tmp_path)
    first.account()
    second.account()
    assert server.remote.tokens_given == 1
    server.remote.new_token()  # what was given is not good any more
    publish(release, first, ledger)
    publish(replace(release, slug="another"), second, ledger)
    assert len(server.remote.videos) == 2
    assert server.remote.tokens_given == 3
    peertube(server, tmp_path).account()
    assert server.remote.tokens_given == 3


def test_a_login_that_somebody_else_took_over_is_not_gone_on_with(
    server: PracticeServer, tmp_path: Path, instance: PeerTube
) -> None:
    instance.account()
    token = instance.settings.token_path
    token.write_text(token.read_text().replace('"practice",', '"somebody",', 1))
    server.remote.new_token()
    with pytest.raises(LoginNeeded, match="for somebody by now"):
        instance.exists("video-001")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"client_id": 5}', "\0", '{"client_id": "x"}'])
def test_a_damaged_login(instance: PeerTube, text: str) -> None:
    instance.settings.token_path.write_text(text)
    with pytest.raises(LoginNeeded, match="damaged"):
        instance.account()


@pytest.mark.skipif(os.name != "posix", reason="Windows guards the user's folders by itself")
def test_a_login_that_others_can_read_is_not_used(instance: PeerTube) -> None:
    instance.settings.token_path.chmod(0o640)
    with pytest.raises(LoginNeeded, match="read by others"):
        instance.account()


def test_a_password_does_not_travel_in_the_open(server: PracticeServer, tmp_path: Path) -> None:
    instance = peertube(server, tmp_path, address="http://video.example")
    with pytest.raises(LoginNeeded, match="in the open"):
        login(instance.settings, "practice", Secret("x"))


def test_a_login_for_another_instance_is_not_used(
    release: Release, server: PracticeServer, ledger: Ledger, instance: PeerTube, tmp_path: Path
) -> None:
    elsewhere = peertube(server, tmp_path, address="https://video.example")
    with pytest.raises(LoginNeeded, match=r"not for https://video\.example"):
        publish(release, elsewhere, ledger)


def test_a_channel_that_is_not_the_users(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    with pytest.raises(LoginNeeded, match="no channel other") as caught:
        publish(release, peertube(server, tmp_path, channel="other"), ledger)
    assert "practice_channel" in str(caught.value.diagnostics[0].hint)
