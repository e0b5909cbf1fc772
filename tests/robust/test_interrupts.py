"""Builds that are stopped or killed: nothing is left at work or half done, and the next build is as a clean one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.store import Store, is_whole
from tests.faults.kills import gone
from tests.robust.trying import ROOT, Project, said_once

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build that nobody disturbs writes."""
    project = Project.in_folder(tmp_path_factory.mktemp("clean"))
    answer = project.build()
    assert answer.code == 0, answer.all
    return project.files()


def started(project: Project) -> "subprocess.Popen[str]":
    """A build in a process group of its own, so that all of its processes can be found."""
    return project.start("build", "--animatic", "--jobs", "2", str(project.routine), start_new_session=True)


def names_under(folder: Path) -> Iterator[str]:
    """Names of the files anywhere under `folder`, which come and go meanwhile."""
    return (name for _, _, names in os.walk(folder) for name in names)


def wait_for_work(project: Project, process: "subprocess.Popen[str]") -> None:
    """Until a worker has begun to write something."""
    until = time.monotonic() + 60
    while not any(".part-" in name and name.endswith(".mp4") for name in names_under(project.store)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.005)


def assert_valid(store: Path) -> None:
    broken = [path for path in Store(store).entries() if not is_whole(path)]
    assert not broken


@pytest.mark.parametrize(
    "signals",
    [[signal.SIGINT], [signal.SIGINT, signal.SIGINT], [signal.SIGTERM], [signal.SIGINT, signal.SIGTERM]],
    ids=["ctrl-c", "ctrl-c twice", "terminate", "ctrl-c and terminate"],
)
def test_a_stopped_build_leaves_nothing_behind(
    signals: list[signal.Signals], project: Project, clean: dict[str, bytes]
) -> None:
    process = started(project)
    wait_for_work(project, process)
    began = time.monotonic()
    for number in signals:
        process.send_signal(number)
        time.sleep(0.05)
    _, complained = process.communicate(timeout=30)
    took = time.monotonic() - began
    assert process.returncode == 130
    assert took < 20  # a second or two where the machine has nothing else to do
    assert (
        said_once(complained)
        == "stopped; what was finished is kept, and the same command goes on from there\n"
    )
    assert gone(process.pid, 1)
    assert not project.leftovers()
    assert not project.files()
    assert_valid(project.store)
    if signals == [signal.SIGINT]:
        answer = project.build()
        assert answer.code == 0, answer.all
        assert project.files() == clean


def test_ctrl_c_before_anything_has_begun_is_quiet(project: Project) -> None:
    for wait in (0.15, 0.3, 0.6):
        process = started(project)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=30)
        assert "compiler/" not in complained  # what python itself says while it starts is not ours
        early = process.returncode == -signal.SIGINT or "site module" in complained
        assert early or process.returncode == 130  # early: python itself was not up yet


SWALLOWED = """\
import os, signal, time, weakref
from compiler.system.interrupts import answer_interrupts

class Thing: ...

answer_interrupts()
thing = Thing()
reference = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGINT))
try:
    del thing
    time.sleep(30)
except KeyboardInterrupt:
    print("heard")
"""


def test_ctrl_c_that_python_swallows_in_a_callback_comes_again() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", SWALLOWED], capture_output=True, text=True, timeout=20, check=True
    )
    assert answer.stdout == "heard\n"
    assert not answer.stderr


AT_THE_VERY_START = """\
import os, signal, sys
from compiler.__main__ import main

def press_ctrl_c(frame, event, _):
    if event == "call" and frame.f_code.co_name == "cb" and "platform" in sys.modules:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)

sys.argv = ["followalong", "--version"]
assert "platform" not in sys.modules
sys.setprofile(press_ctrl_c)
main()
"""


def test_ctrl_c_that_an_import_of_the_command_swallows_comes_again() -> None:
    command = [sys.executable, "-c", AT_THE_VERY_START]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert (answer.returncode, answer.stderr) == (130, "")


WHILE_IT_STARTS = """\
import os, signal
from multiprocessing import forkserver
from compiler.system.interrupts import answer_interrupts
from compiler.system.workers import ProcessPool

def press_ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)
    print("started", flush=True)

answer_interrupts()
forkserver.ensure_running = press_ctrl_c
try:
    ProcessPool(1, importing="json", start_method="forkserver").start()
except KeyboardInterrupt:
    print("heard")
    print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="fork servers are used on Linux")
def test_ctrl_c_while_the_fork_server_starts_is_heard() -> None:
    command = [sys.executable, "-c", WHILE_IT_STARTS]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    assert answer.stdout == "started\nheard\nset()\n"


WHILE_FILES_APPEAR = """\
import os, signal, threading, time
from pathlib import Path
from compiler.deliver.folder import published
from compiler.system.interrupts import answer_interrupts

rename = Path.replace

def press_ctrl_c(path, target):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.05)
    return rename(path, target)

Path.replace = press_ctrl_c
answer_interrupts()
threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
try:
    with published(Path()) as staging:
        for name in ("a", "b", "c"):
            (staging / name).touch()
except KeyboardInterrupt:
    print(*sorted(path.name for path in Path().iterdir()))
"""


def test_ctrl_c_while_the_files_appear_waits_for_the_last_of_them(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WHILE_FILES_APPEAR]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=20, check=True
    )
    assert answer.stdout == "a b c\n"


def test_ctrl_c_at_a_terminal_reaches_all_processes_and_is_told_once(project: Project) -> None:
    process = started(project)
    wait_for_work(project, process)
    os.killpg(process.pid, signal.SIGINT)
    _, complained = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said_once(complained).count("\n") == 1
    assert gone(process.pid, 1)


SLOW_EFFECT = """\
title: Slow
size: 640x360
voice: {engine: silent, words_per_minute: 600}
steps:
  - say: Hello.
    clip: {file: long.mp4, effects: [{Blink: {duration_on: 1, duration_off: 1}}]}
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill"])
def test_the_child_that_conforms_a_clip_ends_with_the_build(number: signal.Signals, project: Project) -> None:
    _long_clip(project.folder / "assets/clips/long.mp4")
    project.routine.write_text(SLOW_EFFECT)
    process = started(project)
    wait_for_work(project, process)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert gone(process.pid, 5)
    if number is signal.SIGINT:
        assert process.returncode == 130
        assert not project.leftovers()
    assert not project.files()


def _long_clip(path: Path) -> None:
    import av
    import numpy as np

    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((180, 320, 3), np.uint8), format="rgb24")
        for _ in range(30 * 20):
            frame.pts = None
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


STOPPED_IN_EXEC = """
from compiler.system.interrupts import answer_interrupts, ignore_interrupts
answer_interrupts()
try:
    exec("import signal; signal.raise_signal(signal.SIGINT)")
except KeyboardInterrupt:
    ignore_interrupts()
    raise SystemExit(130)
"""


def test_ctrl_c_while_a_dataclass_is_made_has_the_same_exit_code(tmp_path: Path) -> None:
    """Python makes them by running text, and remembers a Ctrl-C that comes meanwhile."""
    (tmp_path / "stopped.py").write_text(STOPPED_IN_EXEC, encoding="utf-8")
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    ended = subprocess.run(
        [sys.executable, "-m", "stopped"], env={**os.environ, "PYTHONPATH": paths}, check=False
    )
    assert ended.returncode == 130
