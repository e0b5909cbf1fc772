"""Dry runs, batches and the list of what is where."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compiler.model.errors import ExitCode, NetworkInterrupted, Severity
from compiler.publish.batch import publish_all
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.overview import status
from compiler.publish.planning import Outlook, budget, plan_publish
from compiler.publish.receipt import Progress
from compiler.publish.release import Release
from compiler.publish.testing import PracticeServer, parse_fault
from compiler.publish.testing.state import Playlist
from compiler.publish.youtube.resource import tag_characters
from tests.publish.samples import NOON, make_release, youtube


def test_a_dry_run_shows_what_would_be_sent_and_asks_nobody(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    release = replace(release, playlist="In bed")
    plan = plan_publish(release, youtube(server, tmp_path, ledger, token_path=tmp_path / "none"), ledger)
    text = "\n".join(plan.lines())

    assert plan.possible
    assert server.remote.requests == []
    assert [s.name for s in plan.steps] == ["uploaded", "captions:en", "thumbnail", "playlist", "released"]
    assert plan.metadata["status"]["privacyStatus"] == "private"
    assert plan.metadata["snippet"]["title"] == "Back Pain Relief Stretches in Bed"
    assert "700,000 bytes" in text
    assert "en.srt (en)" in text
    assert "this takes 550" in "\n".join(budget([plan]))


def test_a_dry_run_knows_what_is_done_and_what_has_changed(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    publisher = youtube(server, tmp_path, ledger)
    publish(release, publisher, ledger)
    release = replace(release, title="Stretches in Bed")

    plan = plan_publish(release, publisher, ledger)

    assert plan.changed == ("metadata",)
    assert {s.name: s.outlook for s in plan.steps} == {
        "uploaded": Outlook.DONE,
        "captions:en": Outlook.DONE,
        "thumbnail": Outlook.DONE,
        "metadata": Outlook.CHANGED,
        "released": Outlook.DONE,
    }


@pytest.mark.parametrize(
    ("description", "why"),
    [
        ("0:00 Welcome\n0:09 Bridge\n0:30 End", "shorter than 10 s"),
        ("0:05 Welcome\n0:20 Bridge\n0:40 End", "0:00"),
        ("0:00 Welcome\n0:20 Bridge", "fewer than 3"),
        ("0:00 Welcome\n0:20 Bridge\n1:00:40 End", None),
        ("No chapters at 10:30 in here", None),
        ("Hold for 1:30.\n\n0:00 Welcome\n0:20 Bridge\n1:00:40 End", "1:30 elsewhere in the description"),
        ("0:00 Welcome\n0:20 Bridge 0:45\n1:00:40 End\n\n• Bridge: 8 reps", "0:45 elsewhere"),
    ],
)
def test_chapters_that_youtube_would_ignore_are_warned_of(
    release: Release,
    server: PracticeServer,
    ledger: Ledger,
    tmp_path: Path,
    description: str,
    why: str | None,
) -> None:
    problems = youtube(server, tmp_path, ledger).problems(replace(release, description=description))
    assert [p.severity for p in problems] == ([Severity.WARNING] if why else [])
    assert why is None or why in problems[0].message


def test_tags_are_counted_as_youtube_counts_them() -> None:
    assert tag_characters(("back", "lower back")) == 4 + 1 + 12


def test_a_schedule_keeps_the_video_private_until_then(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    release = replace(release, publish_at=NOON + timedelta(days=2))
    publish(release, youtube(server, tmp_path, ledger), ledger)
    (video,) = server.remote.videos.values()
    assert video.status["privacyStatus"] == "private"
    assert video.status["publishAt"] == "2026-11-25T12:00:00+00:00"
    later = youtube(server, tmp_path, ledger, clock=lambda: NOON + timedelta(days=5))
    assert publish(release, later, ledger).already_published


@pytest.mark.parametrize("when", [NOON - timedelta(days=1), (NOON + timedelta(days=1)).replace(tzinfo=None)])
def test_a_schedule_must_be_in_the_future_and_have_a_zone(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path, when: object
) -> None:
    plan = plan_publish(replace(release, publish_at=when), youtube(server, tmp_path, ledger), ledger)  # type: ignore[arg-type]
    assert not plan.possible


@pytest.fixture
def three(tmp_path: Path) -> list[Release]:
    chance = random.Random(3)
    return [
        make_release(tmp_path / name, chance.randbytes(40_000), title=name.title())
        for name in ("one", "two", "three")
    ]


def test_a_batch_goes_on_after_one_fails_and_sums_up(
    three: list[Release], server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    three[1] = replace(three[1], playlist="Nowhere")
    seen: list[str] = []
    publisher = youtube(server, tmp_path, ledger)
    report = publish_all(
        three, publisher, ledger, on_progress=lambda _: None, on_outcome=lambda o: seen.append(o.name)
    )
    assert seen == ["one", "two", "three"]
    assert [o.exit_code for o in report.outcomes] == [ExitCode.OK, ExitCode.REFUSED, ExitCode.OK]
    assert report.exit_code is ExitCode.REFUSED
    assert report.summary() == "2 published, 1 failed"
    server.remote.playlists.append(Playlist(id="PL9", number=9, title="Nowhere"))
    report = publish_all(three, publisher, ledger, on_progress=lambda _: None)
    assert report.summary() == "1 published, 2 there already"


def test_a_batch_stops_at_a_daily_limit(
    three: list[Release], server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    server.remote.faults.append(parse_fault("upload.start:status=403 quotaExceeded no more*-1+1"))
    publisher = youtube(server, tmp_path, ledger)
    report = publish_all(three, publisher, ledger, on_progress=lambda _: None)
    assert report.summary() == "1 published, 1 failed, 1 not tried"
    assert report.exit_code is ExitCode.QUOTA_REACHED
    assert server.remote.requests.count("upload.start") == 2


def test_status_tells_what_is_where(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    server.remote.faults.append(parse_fault("thumbnails.set:drop*-1"))
    with pytest.raises(NetworkInterrupted):
        publish(release, youtube(server, tmp_path, ledger), ledger)
    (half,) = status(ledger)
    assert (half.video_id, half.released, half.last_step) == ("video-001", False, "thumbnail")
    assert "under way, thumbnail begun" in half.line()
    server.remote.faults.clear()
    publish(release, youtube(server, tmp_path, ledger), ledger)
    (whole,) = status(ledger)
    assert whole.released
    assert "stretches-in-bed  youtube video-001  released" in whole.line()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("upload.put:drop*-1+1", "under way, session begun"),
        ("videos.list:drop*-1", "under way, uploaded done"),
        ("captions.insert:drop*-1", "under way, captions:en begun"),
    ],
)
def test_the_status_tells_how_far_the_work_is(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path, fault: str, told: str
) -> None:
    server.remote.faults.append(parse_fault(fault))
    with pytest.raises(NetworkInterrupted):
        publish(release, youtube(server, tmp_path, ledger), ledger)
    (found,) = status(ledger)
    assert told in found.line()


def test_progress_tells_bytes_and_steps(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    seen: list[Progress] = []
    publish(release, youtube(server, tmp_path, ledger), ledger, on_progress=seen.append)
    sent = [p.done for p in seen if p.step == "uploading"]
    assert sent == [0, 262_144, 524_288, 700_000]
    assert {p.total for p in seen if p.step == "uploading"} == {700_000}
    assert seen[-1].step == "released"
