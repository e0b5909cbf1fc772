"""Real processes, really killed: whatever the moment, one video, the same bytes, each step once.

By default a spread of moments; FOLLOWALONG_KILL_POINTS=all tries every one.
"""

import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from compiler.model.errors import ExitCode
from compiler.publish.release import CaptionFormat, Release
from compiler.publish.testing import PracticeServer
from compiler.publish.testing.state import Playlist
from tests.publish.killed import publish_here, tell
from tests.publish.samples import captions, make_release, write_login, write_tube_login

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")

VIDEO = random.Random(5).randbytes(700_000)
EVERY = os.environ.get("FOLLOWALONG_KILL_POINTS") == "all"


@dataclass(slots=True)
class Killer:
    """Kills the process that publishes when the remote sees a certain moment."""

    network_moment: int = -1
    byte: int = -1
    how: int = getattr(signal, "SIGKILL", signal.SIGTERM)
    process: BaseProcess | None = None
    started: threading.Event = field(default_factory=threading.Event)
    seen: int = 0

    def watch(self, moment: str, _route: str, count: int) -> None:
        self.started.wait(10)
        if moment == "bytes":
            if 0 <= self.byte <= count:
                self.kill()
            return
        if self.seen == self.network_moment:
            self.kill()
        self.seen += 1

    def kill(self) -> None:
        assert self.process is not None
        self.byte = self.network_moment = -1
        if self.process.pid and self.process.is_alive():
            os.kill(self.process.pid, self.how)


@dataclass(slots=True)
class Scene:
    """A remote, a release and a folder for the ledger."""

    site: str
    server: PracticeServer
    folder: Path
    release: Release

    def watch(self, moment: str, _route: str, _count: int) -> None:
        """Notes a video that all can see and that is not whole yet."""
        remote = self.server.remote
        listed = {number for playlist in remote.playlists for number in playlist.videos}
        for video in list(remote.videos.values()) if moment == "acted" else ():
            whole = len(video.tracks) == 2 and video.thumbnail and {video.id, str(video.number)} & listed
            if video.status["privacyStatus"] != "private" and not whole:
                remote.violations.append(f"{video.id} is out too early")

    def run(self, killer: Killer, dies_at: int = -1) -> int:
        """One process; its exit code, negative if it was killed."""

        def watch(moment: str, route: str, count: int) -> None:
            self.watch(moment, route, count)
            killer.watch(moment, route, count)

        self.server.remote.watch = watch
        process = forks().Process(
            target=publish_here, args=(self.site, self.server.address, self.folder, self.release, dies_at)
        )
        killer.process = process
        process.start()
        killer.started.set()
        process.join(60)
        assert process.exitcode is not None
        return process.exitcode

    def check(self) -> None:
        """One video, the same bytes, each step once, and released."""
        remote, release = self.server.remote, self.release
        (video,) = remote.videos.values()
        assert video.data == VIDEO
        form = CaptionFormat.SRT if self.site == "youtube" else CaptionFormat.VTT
        sent = {c.language: c.file(form).read_bytes().strip() for c in release.captions}
        assert {track.language: track.data.strip() for track in video.tracks} == sent
        assert len(video.tracks) == 2
        assert remote.playlists[0].videos in ([video.id], [str(video.number)])
        assert video.thumbnail == release.thumbnail.read_bytes()
        assert video.status["privacyStatus"] == "public"
        assert remote.violations == []
        again = {name: n for name, n in remote.journal.items() if n > 1 or name.startswith("captions.update")}
        assert set(again) <= {"session"}  # one that was opened and never written down stays empty
        with closing(sqlite3.connect(self.folder / "data" / "ledger.sqlite3")) as ledger:
            assert ledger.execute("SELECT note FROM step WHERE name = 'session'").fetchall() == [("{}",)]
        fed = [s for s in remote.sessions.values() if s.received]
        assert len(fed) == 1


def forks() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.publish.killed", "requests", "compiler.publish.youtube.channel"])
    return context


@pytest.fixture(params=["youtube", "peertube"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    release = make_release(tmp_path / "stretches-in-bed", VIDEO)
    both = (*release.captions, captions(release.video.parent, "de"))
    release = replace(release, captions=both, playlist="In bed")
    with PracticeServer() as server:
        yield Scene(request.param, server, tmp_path, release)


def fresh(scene: Scene, number: int) -> Scene:
    """The same release, a channel and a ledger that nobody has used."""
    remote = scene.server.remote
    remote.videos.clear()
    remote.sessions.clear()
    remote.journal.clear()
    remote.violations.clear()
    remote.playlists[:] = [Playlist(id="PL1", number=1, title="In bed")]
    folder = scene.folder / str(number)
    folder.mkdir()
    write_login(scene.server, folder / "youtube.json")
    write_tube_login(scene.server, folder / "peertube.json", remote.new_token())
    return replace(scene, folder=folder)


def finish(scene: Scene, first: int) -> bool:
    """After a first process: run again if it was killed; whether it was."""
    if first:
        assert first == -signal.SIGKILL
        assert scene.run(Killer()) == 0
    scene.check()
    return first != 0


def test_killed_at_a_step_of_the_ledger(scene: Scene) -> None:
    killed = 0
    for point in range(0, 1000, 1 if EVERY else 6):
        one = fresh(scene, point)
        if not finish(one, one.run(Killer(), dies_at=point)):
            break
        killed += 1
    tell(scene.site, "ledger", killed)
    assert killed >= (32 if EVERY else 5)


def test_killed_around_a_request(scene: Scene) -> None:
    killed = 0
    for point in range(0, 1000, 1 if EVERY else 11):
        one = fresh(scene, point)
        killer = Killer(network_moment=point)
        killed += finish(one, one.run(killer))
        if killer.network_moment >= 0:
            break
    tell(scene.site, "requests", killed)
    assert killed >= (60 if EVERY else 5)


def test_killed_while_bytes_flow(scene: Scene) -> None:
    killed = 0
    for number, byte in enumerate(range(1, len(VIDEO), 8_000 if EVERY else 100_000)):
        one = fresh(scene, number)
        killed += finish(one, one.run(Killer(byte=byte)))
    tell(scene.site, "bytes", killed)
    assert killed == (88 if EVERY else 7)


def test_interrupted_by_the_keyboard(scene: Scene) -> None:
    one = fresh(scene, 1)
    assert one.run(Killer(byte=300_000, how=signal.SIGINT)) == ExitCode.INTERRUPTED
    assert one.run(Killer()) == 0
    one.check()


def test_two_processes_at_once_send_one_video(scene: Scene) -> None:
    one = fresh(scene, 1)
    given = (one.site, one.server.address, one.folder, one.release, -1)
    both = [forks().Process(target=publish_here, args=given) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert {process.exitcode for process in both} <= {ExitCode.OK, ExitCode.BUSY}
    assert ExitCode.OK in {process.exitcode for process in both}
    one.check()


def test_killed_again_and_again(scene: Scene) -> None:
    chance, killed = random.Random(11), 0
    for number in range(12 if EVERY else 1):
        one = fresh(scene, number)
        for _ in range(6):
            first = one.run(Killer(network_moment=chance.randrange(12), byte=chance.randrange(len(VIDEO))))
            killed += first != 0
            assert first in {0, -signal.SIGKILL}
        finish(one, one.run(Killer()))
    tell(scene.site, "again and again", killed)
