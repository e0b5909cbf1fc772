"""Whoever builds in a folder that somebody sent runs none of the Python that lies in it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from compiler.system.python_child import SAFE_PATH, python_environment, safe_path
from compiler.system.starting import START_METHOD
from tests.pipeline.conftest import write_ball
from tests.robust.trying import ROOT, Project

NAMES = (
    "typing", "json", "pickle", "random", "calendar", "tempfile", "multiprocessing", "subprocess", "av", "numpy",
    "pyttsx3", "moviepy", "compiler/__init__", "compiler/media/worker", "sitecustomize",
)  # fmt: skip
ROUTINE = """\
title: From a stranger
size: 128x128
frame_rate: 10
exercises:
  squeeze: {name: Squeeze, hold: 3s, clip: {file: ball.mp4, effects: [BlackAndWhite]}}
steps:
  - exercise: squeeze
"""


@pytest.fixture
def trap(project: Project) -> Project:
    """A project with a module of every tempting name; each leaves a mark where it is imported."""
    for name in NAMES:
        path = project.folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"open({str(project.folder / 'mark')!r}, 'a').write({name!r} + '\\n')\n")
    write_ball(project.folder / "assets" / "clips" / "ball.mp4", seconds=1)
    project.routine.write_text(ROUTINE)
    return project


def marks(project: Project) -> list[str]:
    mark = project.folder / "mark"
    return mark.read_text().split() if mark.exists() else []


def followalong(project: Project, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """As the installed command starts: from a script that lies elsewhere."""
    starter = project.folder.parent / "bin" / "followalong.py"
    starter.parent.mkdir(exist_ok=True)
    starter.write_text("from compiler.__main__ import main\nif __name__ == '__main__':\n    main()\n")
    return subprocess.run(
        [sys.executable, str(starter), *arguments],
        cwd=project.folder, env=project.environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_trap_works(trap: Project) -> None:
    subprocess.run([sys.executable, "-c", "import calendar"], cwd=trap.folder, check=True, timeout=60)
    assert "calendar" in marks(trap)


def test_a_whole_build_with_voice_footage_and_workers(trap: Project) -> None:
    done = followalong(trap, "build", "--draft", str(trap.routine))
    assert done.returncode == 0, done.stderr
    assert marks(trap) == []


def test_check_doctor_and_voices_asked(trap: Project) -> None:
    for arguments in (("check", str(trap.routine)), ("plan", str(trap.routine)), ("doctor",)):
        assert followalong(trap, *arguments).returncode == 0
    assert marks(trap) == []


@pytest.mark.parametrize("method", sorted({START_METHOD, "spawn"}))
def test_workers_however_they_are_started(trap: Project, method: str) -> None:
    program = trap.folder.parent / "program.py"
    program.write_text(
        "import os\nfrom compiler.system.workers import ProcessPool\n"
        "if __name__ == '__main__':\n"
        f"    with ProcessPool(1, importing='compiler.render', start_method={method!r}) as pool:\n"
        "        print(pool.submit(os.getpid)() != os.getpid())\n"
    )
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=trap.folder, env=trap.environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr, marks(trap)) == ("True\n", "", [])


def test_a_search_path_that_means_here_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join(["", ".", "packages", str(Path("/opt/packages").absolute())])
    )
    entries = python_environment()["PYTHONPATH"].split(os.pathsep)
    assert entries == [str(ROOT), str(Path("/opt/packages").absolute())]


def test_threads_that_start_processes_at_once_start_them_safely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SAFE_PATH, raising=False)
    first_in, second_in, first_out = Event(), Event(), Event()

    def first() -> None:
        with safe_path():
            first_in.set()
            second_in.wait(0.1)
        first_out.set()

    def second() -> str | None:
        first_in.wait()
        with safe_path():
            second_in.set()
            first_out.wait()
            return os.environ.get(SAFE_PATH)

    with ThreadPoolExecutor(2) as threads:
        threads.submit(first)
        assert threads.submit(second).result() == "1"
    assert SAFE_PATH not in os.environ
