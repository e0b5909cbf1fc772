"""Everything that goes wrong between here and a channel: the right exit code, and one video in the end."""

import os
import socket
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compiler.model.errors import CannotWrite, ExitCode, FollowalongError
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger, StepState
from compiler.publish.patience import Patience, Unavailable
from compiler.publish.receipt import OnChange, Receipt
from compiler.publish.release import Release, VideoFacts
from compiler.publish.secret import Secret
from compiler.publish.testing import Fault, PracticeServer, parse_fault
from compiler.publish.testing.state import Playlist, Track
from compiler.publish.transport import Answer, Transport
from tests.publish.samples import captions, open_ledger, write_login, youtube

posix = pytest.mark.skipif(os.name != "posix", reason="Windows guards the user's folders by itself")
LAST_CHUNK = "upload.put:{}*1+3"  # 700,000 bytes go in three chunks, after one question


@pytest.fixture
def channel(server: PracticeServer, release: Release, ledger: Ledger, tmp_path: Path) -> "Channel":
    server.remote.playlists.append(Playlist(id="PL1", number=1, title="In bed"))
    return Channel(server, replace(release, playlist="In bed"), ledger, tmp_path)


class Channel:
    """One try after the other, each as a new process would do it."""

    def __init__(self, server: PracticeServer, release: Release, ledger: Ledger, folder: Path) -> None:
        self.server, self.release, self.ledger, self.folder = server, release, ledger, folder

    def suffers(self, *faults: str | Fault) -> None:
        self.server.remote.faults[:] = [parse_fault(f) if isinstance(f, str) else f for f in faults]

    def publish(self, on_change: OnChange = OnChange.REFUSE, **settings: object) -> Receipt:
        publisher = youtube(self.server, self.folder, self.ledger, **settings)
        return publish(self.release, publisher, self.ledger, on_change=on_change)

    def fails(self, code: ExitCode, on_change: OnChange = OnChange.REFUSE, **settings: object) -> str:
        with pytest.raises(FollowalongError) as caught:
            self.publish(on_change, **settings)
        assert caught.value.exit_code is code, caught.value
        told = "\n".join(d.render() for d in caught.value.diagnostics)
        self.shows_no_secret(told)
        return told

    def shows_no_secret(self, text: str) -> None:
        remote = self.server.remote
        for secret in (remote.refresh_token, remote.access_token, "practice-client-secret", *remote.sessions):
            assert not secret or secret not in text

    def has_one_video(self) -> None:
        (video,) = self.server.remote.videos.values()
        assert video.data == self.release.video.read_bytes()
        assert [t.language for t in video.tracks] == ["en"]
        assert self.server.remote.playlists[0].videos == [video.id]
        assert video.status["privacyStatus"] == "public"

    def recovers(self) -> None:
        self.suffers()
        self.publish()
        self.has_one_video()


# --- the connection and the server, in trouble that passes ------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        "upload.put:keep-less=1000*2+1",
        "upload.put:keep-less=0*2+1",
        "upload.put:no-range*2+1",
        "upload.put:go-back=100000*1+2",
        "upload.put:status=500*2",
        "upload.put:status=502*2+2",
        "upload.put:status=503*3+1",
        "upload.put:status=504*3+1",
        "upload.put:drop*2",
        "upload.put:drop*2+2",
        "upload.put:cut=300000*1+1",
        "upload.put:act-status=503*1+3",
        "upload.start:status=503*2",
        "upload.start:drop*1",
        "upload.start:act-drop*1",
        "token:status=503*2",
        "channels.list:drop*1",
        "videos.list:status=500*2",
        "captions.insert:drop*1",
        "captions.insert:act-drop*1",
        "captions.insert:act-status=500*1",
        "thumbnails.set:act-drop*1",
        "playlistItems.insert:act-drop*1",
        "playlistItems.insert:status=429 rateLimitExceeded slow down*2",
        "videos.update:act-drop*1",
        "videos.update:status=500*2",
        LAST_CHUNK.format("act-drop"),
    ],
)
def test_trouble_that_passes_is_waited_for(channel: Channel, fault: str) -> None:
    channel.suffers(fault)
    channel.publish()
    channel.has_one_video()
    done = channel.server.remote.journal
    assert {k: n for k, n in done.items() if n > 1 and k != "session"} == {}


@pytest.mark.parametrize("byte", range(1, 700_000, 50_000))
@pytest.mark.parametrize("granule", [1, 4096])
def test_a_connection_cut_at_any_byte_goes_on_in_the_same_session(
    channel: Channel, byte: int, granule: int
) -> None:
    channel.server.remote.granule = granule
    channel.suffers(f"upload.put:cut={byte}*1+{1 + (byte - 1) // 262_144}", "upload.put:drop*-1")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    channel.recovers()
    assert channel.server.remote.journal["session"] == 1


@pytest.mark.parametrize(
    "fault",
    [
        "upload.put:status=500*-1+2",
        "upload.put:status=503*-1",
        "upload.put:drop*-1+1",
        "upload.put:no-range*-1",
        "upload.put:go-back=5*-1+1",
        "upload.put:html*1+2",
        "upload.start:status=502*-1",
        "upload.start:html*1",
        "channels.list:drop*-1",
        "channels.list:html*1",
        "token:html*1",
        "token:drop*-1",
        "videos.list:html*1",
        "captions.list:html*1",
        "captions.insert:html*1",
        "captions.insert:drop*-1",
        "thumbnails.set:html*1",
        "playlistItems.insert:html*1",
        "videos.update:html*1",
        "videos.update:status=503*-1",
        "*:stall=0.6*-1+5",
        "channels.list:drip*-1",
    ],
)
def test_trouble_that_stays_ends_with_10_and_the_next_run_goes_on(channel: Channel, fault: str) -> None:
    from compiler.publish.transport import Timeouts

    quick = Timeouts(connect_seconds=1, read_seconds=0.2, answer_seconds=0.3)
    channel.suffers(fault)
    channel.fails(ExitCode.NETWORK_INTERRUPTED, timeouts=quick)
    channel.recovers()


def test_nobody_is_there(channel: Channel) -> None:
    write_login(channel.server, channel.folder / "youtube.json")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    channel.fails(ExitCode.NETWORK_INTERRUPTED, address=f"http://127.0.0.1:{port}")


def test_a_remote_that_names_a_pause_gets_it_within_reason() -> None:
    pauses: list[float] = []
    patience = Patience(first_seconds=1, longest_seconds=60, sleep=pauses.append)
    trouble = Unavailable("busy")
    for asked in (0.0, 30.0, 100_000.0):
        trouble.retry_after_seconds = asked
        patience.wait(1.0, trouble)
    assert pauses == [1.0, 30.0, 60.0]


def test_the_remote_is_asked_after_growing_pauses(channel: Channel) -> None:
    pauses: list[float] = []
    channel.suffers("videos.list:status=503*-1")
    patience = Patience(attempts=6, first_seconds=1, longest_seconds=8, sleep=pauses.append)
    channel.fails(ExitCode.NETWORK_INTERRUPTED, patience=patience)
    assert len(pauses) == 5
    assert all(0.7 * 2**i <= p <= 2**i for i, p in enumerate(pauses[:4]))
    assert pauses[4] <= 8


# --- a remote that makes no sense -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["past-end", "too-far", "odd-range"])
def test_a_range_that_cannot_be_is_not_believed(channel: Channel, kind: str) -> None:
    channel.suffers(f"upload.put:{kind}*1+1")
    channel.fails(ExitCode.REFUSED)
    assert not channel.server.remote.videos
    channel.recovers()


@pytest.mark.parametrize("route", ["channels.list", "upload.start", "upload.put", "captions.insert", "token"])
def test_a_redirect_to_another_host_gets_no_token(channel: Channel, route: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        channel.suffers(f"{route}:redirect=http://localhost:{other.getsockname()[1]}/*1")
        told = channel.fails(ExitCode.REFUSED)
        other.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has knocked
            other.accept()
    assert "redirects to localhost" in told
    channel.recovers()


def test_a_session_at_another_host_is_not_used(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    remote_address = PracticeServer.address
    monkeypatch.setattr(PracticeServer, "address", property(lambda _: "http://localhost:9"))
    server_address = remote_address.fget(channel.server)  # type: ignore[attr-defined]
    write_login(channel.server, channel.folder / "youtube.json", token_uri=f"{server_address}/token")
    channel.fails(ExitCode.REFUSED, address=server_address)
    monkeypatch.undo()
    channel.recovers()


@pytest.mark.parametrize(
    ("location", "is_own"),
    [
        ("/upload?upload_id=1", True),
        ("//127.0.0.1:8080/upload?upload_id=1", True),
        ("http://127.0.0.1:8080/upload", True),
        ("http://127.0.0.1/upload", False),
        ("https://127.0.0.1:8080/upload", False),
        ("http://127.0.0.1:8080@evil.example/upload", False),
        ("//evil.example/upload", False),
    ],
)
def test_only_the_remotes_own_addresses_see_the_token(location: str, is_own: bool) -> None:
    url = Secret("http://127.0.0.1:8080/start")
    answer = Answer(status=200, headers={"location": location}, body=b"", url=url)
    assert Transport("http://127.0.0.1:8080").own(answer.location) is is_own


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://youtube.googleapis.com/upload", True),
        ("http://youtube.googleapis.com/upload", False),
        ("https://googleapis.com.evil.example/upload", False),
        ("https://evilgoogleapis.com/upload", False),
    ],
)
def test_googles_hosts_trust_each_other_over_https(url: str, is_own: bool) -> None:
    transport = Transport("https://www.googleapis.com", trusted_suffix=".googleapis.com")
    assert transport.own(Secret(url)) is is_own


def test_ten_gigabytes_of_error_are_not_read(channel: Channel) -> None:
    resource = pytest.importorskip("resource", reason="memory is not measured on Windows")
    memory, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    channel.suffers("upload.start:huge*1")
    channel.fails(ExitCode.REFUSED)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000
    assert time.process_time() - begun < 5
    channel.recovers()


# --- limits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        "429 rateLimitExceeded Quota exceeded for quota metric 'Video Uploads per day'",
        "400 uploadLimitExceeded The user has exceeded the number of videos they may upload.",
        "403 quotaExceeded The request cannot be completed because you have exceeded your quota.",
    ],
)
@pytest.mark.parametrize("route", ["upload.start", "captions.insert"])
def test_a_daily_limit_is_not_tried_again_and_says_when_to_come_back(
    channel: Channel, route: str, answer: str
) -> None:
    channel.suffers(f"{route}:status={answer}*-1")
    told = channel.fails(ExitCode.QUOTA_REACHED)
    assert channel.server.remote.requests.count(route) == 1
    assert "midnight in California" in told
    channel.recovers()


def test_what_is_spent_is_counted_by_californian_days(channel: Channel) -> None:
    channel.publish()
    uploads, units = youtube(channel.server, channel.folder, channel.ledger).allowances()
    assert (uploads.used, uploads.limit, uploads.day) == (1, 100, "2026-11-23")
    assert 400 + 50 + 50 + 50 <= units.used < 570


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": "x" * 101}, "101 characters"),
        ({"title": "a < b"}, "no <"),
        ({"title": " "}, "wants a title"),
        ({"description": "é" * 2501}, "5,002 bytes"),
        ({"tags": tuple(f"long tag {i:02d}" for i in range(40))}, "tags have 559"),
        ({"category": "Educaton"}, "did you mean Education"),
        ({"synthetic_media": None}, "synthetic"),
        ({"made_for_kids": None}, "children"),
    ],
)
def test_a_limit_is_found_before_anything_is_sent(
    channel: Channel, change: dict[str, object], told: str
) -> None:
    channel.release = replace(channel.release, **change)  # type: ignore[arg-type]
    assert told in channel.fails(ExitCode.INVALID_ROUTINE)
    assert channel.server.remote.requests == []


# --- sessions and files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_session_that_is_gone_is_begun_anew(channel: Channel, status: str) -> None:
    channel.suffers("upload.put:drop*-1+2")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    channel.suffers(f"upload.put:status={status}*1")
    channel.publish()
    channel.has_one_video()


def test_a_lost_answer_of_a_session_that_is_gone_is_found_among_the_uploads(channel: Channel) -> None:
    channel.suffers(LAST_CHUNK.format("act-drop"), "upload.put:drop*-1+3")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    assert len(channel.server.remote.videos) == 1
    channel.suffers("upload.put:gone*1")
    channel.publish()
    channel.has_one_video()


def test_a_video_whose_file_is_not_known_yet_is_waited_for(channel: Channel) -> None:
    channel.server.remote.polls = 3
    channel.suffers(LAST_CHUNK.format("act-drop"), "upload.put:drop*-1+3")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    channel.server.remote.videos["video-001"].polls = 1000
    channel.suffers("upload.put:gone*1")
    assert "which file" in channel.fails(ExitCode.NETWORK_INTERRUPTED)
    channel.server.remote.videos["video-001"].polls = 3
    channel.recovers()


def test_a_lost_ledger_does_not_make_a_second_video(channel: Channel, tmp_path: Path) -> None:
    channel.publish()
    channel.ledger = open_ledger(tmp_path / "another" / "ledger.sqlite3")
    channel.publish()
    channel.has_one_video()
    channel.ledger.close()


def test_a_file_that_changed_since_the_session_began_is_refused(channel: Channel) -> None:
    channel.suffers("upload.put:drop*-1+2")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    channel.release.video.write_bytes(b"other bytes" * 1000)
    channel.suffers()
    assert "--new-video" in channel.fails(ExitCode.CONFLICT)
    assert "--new-video" in channel.fails(ExitCode.CONFLICT, OnChange.UPDATE)
    channel.publish(OnChange.NEW_VIDEO)
    channel.has_one_video()


def test_a_file_that_changes_while_it_is_sent_is_noticed(channel: Channel) -> None:
    def watch(moment: str, route: str, count: int) -> None:
        if moment == "bytes" and count > 300_000:
            channel.release.video.write_bytes(b"other bytes" * 70_000)

    channel.server.remote.watch = watch
    channel.fails(ExitCode.CONFLICT)
    assert not channel.server.remote.videos


def test_a_changed_video_is_a_new_video_only_on_request(channel: Channel) -> None:
    channel.publish()
    channel.release.video.write_bytes(b"other bytes" * 1000)
    assert "video" in channel.fails(ExitCode.CONFLICT)
    assert channel.publish(OnChange.NEW_VIDEO).video_id == "video-002"
    assert channel.publish().already_published


def test_a_video_that_was_deleted_at_the_remote_is_a_conflict(channel: Channel) -> None:
    channel.publish()
    channel.server.remote.videos.clear()
    assert "not there any more" in channel.fails(ExitCode.CONFLICT)
    assert "not there any more" in channel.fails(ExitCode.CONFLICT, OnChange.UPDATE)
    channel.server.remote.playlists[0].videos.clear()
    channel.publish(OnChange.NEW_VIDEO)
    channel.has_one_video()
    assert channel.publish(OnChange.NEW_VIDEO).already_published


def test_two_at_once(channel: Channel) -> None:
    with channel.ledger.alone("youtube", channel.release.name):
        assert "right now" in channel.fails(ExitCode.BUSY)
    channel.recovers()


@pytest.mark.parametrize("state", ["rejected", "failed"])
def test_a_video_that_is_turned_down_says_why(channel: Channel, state: str) -> None:
    def watch(moment: str, route: str, _: int) -> None:
        for video in channel.server.remote.videos.values():
            video.status |= {"uploadStatus": state, "rejectionReason": "duplicate"}

    channel.server.remote.watch = watch
    assert "duplicate" in channel.fails(ExitCode.REFUSED)


def test_bytes_that_went_missing_at_the_remote_are_a_conflict(channel: Channel) -> None:
    def watch(moment: str, route: str, _: int) -> None:
        for video in channel.server.remote.videos.values():
            video.data = video.data[:1000]

    channel.server.remote.watch = watch
    assert "1000 bytes" in channel.fails(ExitCode.CONFLICT)


def test_a_video_that_is_processed_for_too_long_is_left_for_another_time(channel: Channel) -> None:
    channel.server.remote.polls = 1000
    channel.fails(ExitCode.NETWORK_INTERRUPTED, processing_seconds=0.0)
    channel.server.remote.videos["video-001"].polls = 0
    channel.recovers()


# --- logins -----------------------------------------------------------------------------------------------


def test_an_expired_token_is_renewed_and_the_session_goes_on(channel: Channel) -> None:
    def watch(moment: str, route: str, count: int) -> None:
        if moment == "bytes" and 270_000 < count < 290_000:
            channel.server.remote.access_token = "another"

    channel.server.remote.watch = watch
    channel.publish()
    channel.has_one_video()
    assert channel.server.remote.journal["session"] == 1
    assert channel.server.remote.tokens_given == 2


def test_a_revoked_login_says_what_to_do_about_seven_days(channel: Channel) -> None:
    channel.server.remote.refuse_grant = "invalid_grant"
    told = channel.fails(ExitCode.LOGIN_NEEDED)
    assert "7 days" in told
    assert "In production" in told


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"client_id": 5}', "\0", '{"client_id": "x"}'])
def test_a_damaged_login(channel: Channel, text: str) -> None:
    token = channel.folder / "youtube.json"
    token.write_text(text)
    token.chmod(0o600)
    assert "damaged" in channel.fails(ExitCode.LOGIN_NEEDED)


def test_no_login(channel: Channel, tmp_path: Path) -> None:
    assert "login youtube" in channel.fails(ExitCode.LOGIN_NEEDED, token_path=tmp_path / "none.json")


@posix
def test_a_login_that_others_can_read_is_not_used(channel: Channel) -> None:
    token = channel.folder / "youtube.json"
    write_login(channel.server, token)
    assert token.stat().st_mode & 0o777 == 0o600
    token.chmod(0o644)
    assert "chmod 600" in channel.fails(ExitCode.LOGIN_NEEDED)


def test_a_login_without_the_right(channel: Channel) -> None:
    channel.suffers("upload.start:status=403 insufficientPermissions Insufficient Permission*1")
    channel.fails(ExitCode.LOGIN_NEEDED)


def test_a_token_that_is_never_accepted(channel: Channel) -> None:
    channel.suffers("upload.start:status=401 authError Invalid*-1")
    channel.fails(ExitCode.LOGIN_NEEDED)
    assert channel.server.remote.requests.count("upload.start") == 2


def test_the_wrong_channel(channel: Channel) -> None:
    assert "UC-mine" in channel.fails(ExitCode.LOGIN_NEEDED, channel="UC-mine")


def test_a_publish_that_was_begun_on_another_channel(channel: Channel) -> None:
    channel.suffers("upload.put:drop*-1+2")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    channel.suffers()
    channel.server.remote.channel_id = "UC-other"
    assert "another youtube account" in channel.fails(ExitCode.CONFLICT)


# --- captions, thumbnail, playlist ------------------------------------------------------------------------


def test_a_refused_thumbnail_does_not_keep_the_rest_back(channel: Channel) -> None:
    channel.suffers("thumbnails.set:status=403 forbidden The channel may not set thumbnails*1")
    receipt = channel.publish()
    assert receipt.exit_code is ExitCode.REFUSED
    assert "may not set thumbnails" in receipt.warnings[0].message
    channel.has_one_video()
    assert channel.publish().done == ("thumbnail",)
    assert channel.publish().already_published


def test_captions_that_are_there_already_are_brought_up_to_date(channel: Channel) -> None:
    def watch(moment: str, route: str, _: int) -> None:
        for video in channel.server.remote.videos.values():
            if not video.tracks:
                track = Track(id="theirs", language="en", name="", data=b"older", updated=1)
                video.tracks.append(track)

    channel.server.remote.watch = watch
    channel.publish()
    channel.has_one_video()
    (video,) = channel.server.remote.videos.values()
    assert b"Halfway" in video.tracks[0].data


def test_refused_captions_leave_the_video_private(channel: Channel) -> None:
    channel.suffers("captions.insert:status=403 forbidden no captions for you*-1")
    channel.fails(ExitCode.REFUSED)
    (video,) = channel.server.remote.videos.values()
    assert video.status["privacyStatus"] == "private"
    channel.recovers()


def test_captions_that_vanish_stop_the_release(channel: Channel) -> None:
    def watch(moment: str, route: str, _: int) -> None:
        if (moment, route) == ("acted", "playlistItems.insert"):
            channel.server.remote.videos["video-001"].tracks.clear()

    channel.server.remote.watch = watch
    assert "captions:en" in channel.fails(ExitCode.CONFLICT)
    assert channel.server.remote.videos["video-001"].status["privacyStatus"] == "private"
    channel.server.remote.watch = lambda *_: None
    channel.recovers()


def test_changed_captions_are_updated_in_place_on_request(channel: Channel) -> None:
    channel.publish()
    channel.release.captions[0].vtt.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nNew words.\n")
    channel.release.captions[0].srt.write_text("1\n00:00:00,000 --> 00:00:01,000\nNew words.\n")
    assert "captions:en changed" in channel.fails(ExitCode.CONFLICT)
    channel.suffers("captions.update:act-drop*1")
    assert channel.publish(OnChange.UPDATE).done == ("captions:en",)
    assert channel.server.remote.journal["captions.update:en"] == 1
    assert b"New words" in channel.server.remote.videos["video-001"].tracks[0].data


def test_another_language_later_is_a_change_too(channel: Channel) -> None:
    channel.publish()
    both = (*channel.release.captions, captions(channel.release.video.parent, "es"))
    channel.release = replace(channel.release, captions=both)
    assert "captions:es" in channel.fails(ExitCode.CONFLICT)
    assert channel.publish(OnChange.UPDATE).done == ("captions:es",)


def test_a_playlist_by_its_id(channel: Channel) -> None:
    channel.release = replace(channel.release, playlist="PL1")
    channel.publish()
    channel.has_one_video()


def test_a_playlist_that_is_not_there_is_found_before_the_upload(channel: Channel) -> None:
    channel.release = replace(channel.release, playlist="In bad")
    assert "In bed" in channel.fails(ExitCode.REFUSED)
    assert "upload.start" not in channel.server.remote.requests


# --- files ------------------------------------------------------------------------------------------------


def test_a_missing_video_or_caption(channel: Channel) -> None:
    channel.release.captions[0].srt.unlink()
    channel.fails(ExitCode.BAD_MEDIA)
    channel.release.video.unlink()
    channel.fails(ExitCode.BAD_MEDIA)
    assert not channel.server.remote.sessions


def test_a_damaged_ledger_says_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"this is not a database" * 100)
    with pytest.raises(FollowalongError, match="damaged") as caught:
        Ledger.open(tmp_path / "ledger.sqlite3")
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE


def test_a_full_disk_is_told_and_the_ledger_stays_good(channel: Channel) -> None:
    ledger, facts = channel.ledger, VideoFacts.of(channel.release.video)
    filler = ledger.begin(
        site="filler", account="", name="filler", title="", facts=facts, file_name="filler.mp4"
    )
    ledger._db.execute("PRAGMA max_page_count = 20")
    with pytest.raises(CannotWrite, match="full"):
        for number in range(10_000):
            ledger.write(filler, f"step {number}", StepState.DONE)
    channel.fails(ExitCode.CANNOT_WRITE)
    ledger._db.execute("PRAGMA max_page_count = 100000")
    channel.recovers()


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite3")
    ledger._db.execute("PRAGMA user_version = 2")
    ledger.close()
    with pytest.raises(CannotWrite, match="newer"):
        Ledger.open(tmp_path / "ledger.sqlite3")


def test_two_processes_that_make_the_ledger_at_once_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # what another one does while it makes the tables
        timer = threading.Timer(0.1, other.execute, ["COMMIT"])
        timer.start()
        open_ledger(path).close()
        timer.join()


@posix
def test_the_ledger_is_for_its_owner_alone(channel: Channel) -> None:
    channel.suffers("upload.put:drop*-1+2")
    channel.fails(ExitCode.NETWORK_INTERRUPTED)
    for path in channel.ledger.path.parent.glob("ledger*"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert channel.ledger.path.parent.stat().st_mode & 0o077 == 0
