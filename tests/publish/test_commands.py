"""The channel commands as a user types them, without a terminal: words, exit codes, what is asked of the remote."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compiler.cli import channel as channels
from compiler.cli import publish as channel_commands
from compiler.cli.app import app
from compiler.model.errors import ExitCode, InvalidRoutine
from compiler.pipeline.release import PreparedRelease
from compiler.pipeline.request import Request
from compiler.publish.ledger import Ledger
from compiler.publish.preferences import load_preferences
from compiler.publish.receipt import Progress
from compiler.publish.release import Release, for_one_person
from compiler.publish.testing import PracticeServer, parse_fault
from compiler.publish.testing.state import Playlist
from tests.publish.samples import make_release, open_ledger, write_login
from tests.robust.trying import Answer, in_process, said_once

ROUTINE = """\
title: Tiny
size: 128x128
frame_rate: 10
voice: {engine: silent, words_per_minute: 600}
publish: {category: Howto & Style, privacy: unlisted}
steps:
  - exercise: chin_tuck
    reps: 3
"""
SETTLED = "youtube: {{address: '{address}', made_for_kids: no, synthetic_media: no}}\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder to work in, settings, a login, and routines that need no building."""

    folder: Path
    config: Path
    server: PracticeServer
    releases: dict[str, Release]

    def settle(self, text: str) -> None:
        (self.config / "publish.yaml").write_text(text.format(address=self.server.address))

    def change(self, name: str, **given: object) -> None:
        self.releases[name] = replace(self.releases[name], **given)  # type: ignore[arg-type]

    def publish(self, *names: str, to: str = "youtube") -> Answer:
        routines = [name if name.startswith("--") else f"{name}.yaml" for name in names]
        return in_process("publish", "--to", to, *routines)


class _Built:
    warnings = notes = fit = ()


@pytest.fixture
def desk(tmp_path: Path, server: PracticeServer, monkeypatch: pytest.MonkeyPatch) -> Desk:
    config = tmp_path / "config"
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(config))
    monkeypatch.setattr(Ledger, "open", lambda: open_ledger(tmp_path / "data" / "ledger.sqlite3"))
    monkeypatch.chdir(tmp_path)
    write_login(server, config / "youtube.json")
    server.remote.polls = 0  # else the command waits some seconds before it asks again
    releases = {
        name: make_release(tmp_path / "output" / name, name.encode() * 999, title=name.title())
        for name in ("bed", "chair", "wall")
    }
    monkeypatch.setattr("compiler.pipeline.release.prepare_release", _preparing(releases))
    desk = Desk(tmp_path, config, server, releases)
    desk.settle(SETTLED)
    return desk


def _preparing(releases: dict[str, Release]) -> Callable[..., PreparedRelease]:
    def prepare(request: Request, *_: object, public: bool = False, **__: object) -> PreparedRelease:
        path, patient = request.path, request.variant.patient
        if path.stem not in releases:
            raise InvalidRoutine(f"{path} cannot be built")
        release = replace(releases[path.stem], variant=patient.stem if patient else "")
        release = for_one_person(release) if patient and not public else release
        return PreparedRelease(release, _Built())  # type: ignore[arg-type]

    return prepare


def test_without_a_terminal_it_is_a_dry_run_unless_yes(desk: Desk) -> None:
    shown = desk.publish("bed")
    assert shown.code == 0
    assert "add --yes to send" in shown.complained
    assert "the video, 2,997 bytes, private" in shown.said
    assert "nothing was sent; how it would look: output/dry-run.youtube.html" in shown.said.replace(
        os.sep, "/"
    )
    assert desk.server.remote.requests == []
    sent = desk.publish("bed", "--yes")
    assert (sent.code, sent.said.splitlines()[-1]) == (0, "1 published")
    again = desk.publish("bed", "--yes")
    assert again.said == "bed is there already: https://youtu.be/video-001\n1 there already\n"
    assert len(desk.server.remote.videos) == 1


def test_a_dry_run_asks_nobody_even_with_yes(desk: Desk) -> None:
    assert desk.publish("bed", "--yes", "--dry-run").code == 0
    assert desk.server.remote.requests == []


def test_a_patients_version_is_for_one_person_unless_it_is_said(desk: Desk) -> None:
    answer = desk.publish("bed", "--for", "ana", to="site")
    assert answer.code == 0
    assert "bed.ana is published for one person, listed nowhere" in answer.said
    assert "ana" not in answer.said.partition("watch: ")[2].lower()
    assert "bed" not in (desk.folder / "output" / "site" / "index.html").read_text()
    public = desk.publish("bed", "--for", "ana", "--public", to="site")
    assert "bed.ana is published: " in public.said
    assert "bed.ana.html" in (desk.folder / "output" / "site" / "index.html").read_text()


def test_what_was_published_is_taken_away_everywhere_and_asked_for_first(desk: Desk) -> None:
    desk.publish("bed", "--yes")
    desk.publish("bed", to="site")
    asked = in_process("unpublish", "bed")
    assert (asked.code, "bed from youtube, bed from site; add --yes" in asked.complained) == (0, True)
    assert desk.server.remote.videos
    gone = in_process("unpublish", "bed", "--yes")
    assert gone.code == 0
    assert [line.partition(":")[0] for line in gone.said.splitlines()] == [
        "bed is taken away from youtube",
        "bed is taken away from site",
    ]
    assert not desk.server.remote.videos
    assert in_process("status").said.count(" taken away ") == 2
    assert in_process("unpublish", "bed", "--yes").said == "bed is not published any more\n"


def test_what_never_was_there_is_a_slip(desk: Desk) -> None:
    desk.publish("bed", "--for", "ana", to="site")
    for name, hint in (("bed", "its versions are: bed.ana"), ("bed.anna", "did you mean bed.ana")):
        answer = in_process("unpublish", name, "--yes")
        assert answer.code == ExitCode.USAGE and hint in " ".join(answer.complained.split())


def test_a_batch_goes_on_after_failures_in_the_order_given_and_sums_up(desk: Desk) -> None:
    desk.change("bed", title="x" * 101)
    answer = desk.publish("wall", "broken", "bed", "chair", "--yes")
    assert answer.code == ExitCode.INVALID_ROUTINE
    assert answer.said.splitlines() == [
        "broken is not built",
        "wall is published: https://youtu.be/video-001",
        "bed is not published",
        "chair is published: https://youtu.be/video-002",
        "2 published, 2 failed",
    ]
    assert "broken.yaml cannot be built" in answer.complained
    assert "101 characters" in answer.complained


def test_a_dry_run_of_a_batch_shows_what_can_be_shown(desk: Desk) -> None:
    desk.releases["bed"].thumbnail.unlink()
    desk.releases["wall"].video.unlink()
    answer = desk.publish("broken", "wall", "bed", "chair", "--dry-run")
    assert answer.code == ExitCode.INVALID_ROUTINE
    assert "chair to youtube, " in answer.said
    assert "wall.mp4 cannot be read" in answer.complained
    assert "thumbnail.jpg cannot be read" in answer.complained
    assert "Traceback" not in answer.all


def test_a_dry_run_for_programs_says_nothing_else(desk: Desk) -> None:
    desk.change("bed", title="x" * 101)
    desk.releases["wall"].video.unlink()
    answer = desk.publish("broken", "wall", "bed", "chair", "--dry-run", "--json")
    assert answer.code == ExitCode.INVALID_ROUTINE
    told = {one["name"]: one for one in json.loads(answer.said)}
    assert [name for name, one in told.items() if one["possible"]] == ["chair"]
    assert told["chair"]["metadata"]["snippet"]["title"] == "Chair"
    assert "101 characters" in told["bed"]["problems"][0]["message"]
    assert not list((desk.folder / "output").glob("*.html"))
    assert desk.publish("bed", "--json").code == ExitCode.USAGE


def test_a_dry_run_leaves_a_page_to_look_at(desk: Desk) -> None:
    desk.publish("broken", "bed", "chair", "--dry-run")
    page = (desk.folder / "output" / "dry-run.youtube.html").read_text(encoding="utf-8")
    assert "1 not possible, 2 new" in page
    assert "broken.yaml cannot be built" in page


def test_a_daily_limit_leaves_the_rest_untried(desk: Desk) -> None:
    fault = "upload.start:status=403 quotaExceeded You have exceeded your quota.*1+1"
    desk.server.remote.faults.append(parse_fault(fault))
    answer = desk.publish("wall", "bed", "chair", "--yes")
    assert answer.code == ExitCode.QUOTA_REACHED
    assert answer.said.splitlines()[1:] == [
        "bed is not published",
        "chair was not tried",
        "1 published, 1 failed, 1 not tried",
    ]
    assert "midnight in California" in answer.complained


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("channels.list:status=401 authError no*-1", ExitCode.LOGIN_NEEDED),
        ("token:status=400 invalid_grant no*1", ExitCode.LOGIN_NEEDED),
        ("captions.insert:status=429 rateLimitExceeded Uploads per day*1", ExitCode.QUOTA_REACHED),
        ("upload.start:html*1", ExitCode.NETWORK_INTERRUPTED),
        ("upload.start:status=403 forbidden no*1", ExitCode.REFUSED),
        ("thumbnails.set:status=403 forbidden no*1", ExitCode.REFUSED),
        ("videos.update:status=404 videoNotFound gone*1", ExitCode.CONFLICT),
    ],
)
def test_what_goes_wrong_is_the_commands_exit_code(desk: Desk, fault: str, code: ExitCode) -> None:
    desk.server.remote.faults.append(parse_fault(fault))
    answer = desk.publish("bed", "--yes")
    assert answer.code == code
    assert "Traceback" not in answer.all
    remote = desk.server.remote
    for secret in (remote.refresh_token, remote.access_token, "practice-client-secret", *remote.sessions):
        assert not secret or secret not in answer.all
    remote.faults.clear()
    assert desk.publish("bed", "--yes").code == 0
    assert len(remote.videos) == 1


def test_a_change_is_offered_and_never_guessed(desk: Desk) -> None:
    desk.publish("bed", "--yes")
    desk.change("bed", title="Still in Bed")
    refused = desk.publish("bed", "--yes")
    assert refused.code == ExitCode.CONFLICT
    assert "metadata changed" in refused.complained
    assert "nothing is sent without --update" in desk.publish("bed").said
    assert desk.server.remote.videos["video-001"].snippet["title"] == "Bed"
    assert desk.publish("bed", "--yes", "--update").code == 0
    assert desk.server.remote.videos["video-001"].snippet["title"] == "Still in Bed"
    desk.releases["bed"].video.write_bytes(b"other" * 999)
    assert desk.publish("bed", "--yes").code == ExitCode.CONFLICT
    assert "bed is published: https://youtu.be/video-002" in desk.publish("bed", "--yes", "--new-video").said
    assert in_process("status").said.count(" released ") == 2
    assert desk.publish("bed", "--update", "--new-video").code == ExitCode.USAGE


def test_a_dry_run_knows_what_the_decision_costs(desk: Desk) -> None:
    desk.publish("bed", "--yes")
    desk.change("bed", title="Still in Bed")
    desk.releases["bed"].captions[0].srt.write_text("1\n00:00:00,000 --> 00:00:01,000\nNew.\n")
    update = desk.publish("bed", "--update").said
    assert "this takes 500" in update  # 450 for captions in place of others, 50 for the words
    assert "nothing is sent without --update" not in update
    desk.releases["bed"].video.write_bytes(b"other" * 999)
    anew = desk.publish("bed", "--new-video").said
    assert "-2.mp4, 4,995 bytes" in anew
    assert "counted as used, this takes 1\n" in anew
    assert "changed since" not in anew
    assert "--new-video sends another" in desk.publish("bed", "--update").said


def test_the_declarations_are_never_guessed(desk: Desk) -> None:
    desk.settle("youtube: {{address: '{address}'}}\n")
    desk.change("bed", made_for_kids=None)
    answer = desk.publish("bed", "--yes")
    assert answer.code == ExitCode.INVALID_ROUTINE
    assert f"under youtube: in {desk.config / 'publish.yaml'}" in answer.complained
    assert desk.server.remote.requests == []


def test_an_empty_answer_declares_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.settle("youtube: {{address: '{address}'}}\n")
    monkeypatch.setattr(channels, "at_terminal", lambda: True)
    asked = CliRunner().invoke(
        app, ["publish", "bed.yaml", "--to", "youtube", "--yes"], input="\nno\n\nyes\n"
    )
    assert asked.exit_code == 0
    settled = load_preferences()["youtube"]
    assert (settled.flag("made_for_kids"), settled.flag("synthetic_media")) == (False, True)


def test_what_is_worth_knowing_is_told_once(desk: Desk) -> None:
    first = desk.publish("bed", to="site")
    assert first.code == 0
    assert "feed's links lead to this machine" in first.complained
    assert "site: {address: https://…}" in first.complained
    assert desk.publish("bed", to="site").complained == ""


def test_an_unknown_channel_and_a_slip_in_the_settings(desk: Desk) -> None:
    assert desk.publish("bed", to="youtub").code == ExitCode.USAGE
    desk.settle("youtube: {{chanel: UC1}}\n")
    answer = desk.publish("bed", "--yes")
    assert answer.code == ExitCode.INVALID_ROUTINE
    assert "did you mean channel" in answer.complained


def test_peertube_by_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.settle("peertube: {{address: '{address}'}}\n")
    assert desk.publish("bed", "--yes", to="peertube").code == ExitCode.LOGIN_NEEDED
    password = desk.server.remote.password
    monkeypatch.setattr("typer.prompt", lambda *_, **__: password)
    answer = in_process("login", "peertube", "--user", "practice")
    assert answer.code == 0
    assert password not in answer.all
    assert all(password not in path.read_text() for path in desk.config.iterdir())
    assert desk.publish("bed", "--yes", to="peertube").said.endswith("1 published\n")


def test_steps_without_bytes_do_not_set_the_bar_back() -> None:
    told: list[tuple[str, int, int]] = []
    for progress in (Progress(step="uploading", done=5, total=10), Progress(step="captions:en")):
        channel_commands._tell_bytes(lambda *values: told.append(values), progress)
    assert told == [("send", 5, 10)]


@pytest.mark.parametrize("arguments", [("youtube",), ("vimeo",)])
def test_a_login_that_lacks_something(desk: Desk, arguments: tuple[str, ...]) -> None:
    assert in_process("login", *arguments).code == ExitCode.USAGE


def test_a_folder_without_a_site_is_not_served(desk: Desk) -> None:
    assert in_process("serve", str(desk.folder / "none")).code == ExitCode.BAD_MEDIA


@pytest.mark.skipif(os.name != "posix", reason="Windows guards the user's folders by itself")
def test_nothing_is_readable_by_others_and_no_secret_is_in_the_project(desk: Desk) -> None:
    desk.publish("bed", "--yes")
    private = [*desk.config.iterdir(), *(desk.folder / "data").glob("ledger*")]
    assert {path.stat().st_mode & 0o077 for path in private if path.name != "publish.yaml"} == {0}
    remote = desk.server.remote
    for path in (desk.folder / "output").rglob("*"):
        for secret in (remote.refresh_token, remote.access_token, *remote.sessions):
            assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_a_routine_is_built_and_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    Path("tiny.yaml").write_text(ROUTINE)
    answer = in_process("publish", "tiny.yaml")
    assert said_once(answer.complained).count("\n") == 2, answer.complained  # the feed's address and its hint
    assert answer.said == "tiny is published: output/site/tiny.html\n1 published\n".replace("/", os.sep)
    told = json.loads(Path("output/site/records/tiny.json").read_text())
    timeline = json.loads(Path("output/tiny/timeline.json").read_text())
    assert told["duration"] == pytest.approx(timeline["duration_seconds"])
    assert [title for _, title in told["chapters"]] == [c["title"] for c in timeline["chapters"]]
    exercise = told["exercises"][0]
    assert (exercise["name"], exercise["dose"]) == ("Chin Tuck", "3 slow reps")
    assert exercise["steps"] == timeline["exercises"][0]["setup"]
    assert (Path("output/site") / exercise["picture"]).is_file()
    assert in_process("publish", "tiny.yaml").said.endswith("1 there already\n")


def test_a_playlist_is_looked_for_before_anything_is_sent(desk: Desk) -> None:
    desk.server.remote.playlists.append(Playlist(id="PL1", number=1, title="In bed"))
    desk.change("bed", playlist="In bad")
    answer = desk.publish("bed", "--yes")
    assert answer.code == ExitCode.REFUSED
    assert "In bed" in answer.complained
    assert "upload.start" not in desk.server.remote.requests
