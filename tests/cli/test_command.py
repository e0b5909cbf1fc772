"""The command itself: help, wrong usage, and what it says of its own bugs."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.cli.progress import LINE_SECONDS, _lines
from compiler.pipeline import check as pipeline
from compiler.system import interrupts, workshop
from tests.robust.trying import Project, in_process

COMMANDS = ("check", "plan", "build", "takes", "init", "new", "schema", "doctor", "cache")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.in_folder(tmp_path)


def test_help_names_every_command() -> None:
    answer = in_process("--help")
    assert answer.code == 0
    assert all(f"\n  {name} " in answer.said for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    answer = in_process(command, "--help")
    assert answer.code == 0
    assert answer.said.startswith("Usage: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld", "r.yaml"],
        ["build"],
        ["build", "r.yaml", "--drfat"],
        ["build", "r.yaml", "--jobs", "many"],
        ["build", "r.yaml", "--jobs", "-1"],
        ["build", "a.yaml", "b.yaml", "--watch"],
        ["plan", "a.yaml", "b.yaml"],
        ["clip", "bridge", "b"],
        ["cache", "--trim"],
        ["new"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str]) -> None:
    answer = in_process(*arguments)
    assert answer.code == 2
    assert "Error: " in answer.complained
    assert "Traceback" not in answer.all


def test_what_cannot_be_meant_is_told_as_what_it_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.folder)
    Path("tiny.yaml").write_text(project.routine.read_text())
    Path("ana.yaml").write_text("name: Ana\n")
    Path("bob.yaml").write_text("name: Bob\n")
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "ana.yaml").write_text("name: Ana\n")
        Path(folder, "tiny.yaml").write_text(project.routine.read_text())
    for words, arguments in {
        "no file is called like *.yml; there are: ana.yaml, bob.yaml, tiny.yaml": ["check", "*.yml"],
        "there is no folder none either": ["build", "none/*.yaml"],
        ". is a folder; give its files: ana.yaml": ["check", "."],
        "one routine at a time; 2 files are given: tiny.yaml, ana.yaml": ["plan", "tiny.yaml", "ana.yaml"],
        "bob.yaml is a patient's file": ["check", "tiny.yaml", "--for", "ana.yaml", "bob.yaml"],
        "no file is called like ann*": ["check", "tiny.yaml", "--for", "ann*"],
        "one/tiny.yaml and two/tiny.yaml make would lie under": ["build", "one/tiny.yaml", "two/tiny.yaml"],
        "ana.yaml and one/ana.yaml make": [
            "build",
            "tiny.yaml",
            "--for",
            "ana.yaml",
            "--for",
            "one/ana.yaml",
        ],
    }.items():
        answer = in_process(*arguments)
        assert answer.code == 2, answer.all
        assert words.replace("/", os.sep) in answer.complained
    assert project.files() == {}


def test_a_long_job_gives_a_sign_of_life_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert LINE_SECONDS < 10
    with _lines("tiny", 0.01) as on_progress:
        until(lambda: "tiny: at work\n" in capfd.readouterr().err)
        on_progress("render", 1, 4)
        until(lambda: "tiny: rendering, 25 %\n" in capfd.readouterr().err)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    latest = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < latest
        time.sleep(0.01)


def test_help_is_quick(project: Project) -> None:
    spent = []
    for _ in range(3):
        before = time.monotonic()
        assert project.run("--help", env=project.environment(COLUMNS="1")).code == 0
        spent.append(time.monotonic() - before)
    assert min(spent) < 1  # 0.2 s where the machine has nothing else to do


def test_a_bug_is_told_as_one_and_written_down(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("seventeen")

    monkeypatch.setattr(pipeline, "check", stumble)
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(project.store))
    answer = in_process("check", str(project.routine))
    assert answer.code == 70
    (told,) = answer.complained.splitlines()
    assert told.startswith("internal error: KeyError: 'seventeen'; this is a bug of followalong")
    (written,) = (project.store / "bugs").iterdir()
    assert str(written) in told
    details = written.read_text()
    assert "Traceback" in details
    assert "in stumble" in details


def test_what_an_interrupt_turned_into_is_no_bug(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        monkeypatch.setattr(interrupts, "_pressed", [1.0])
        raise RuntimeError("Error calling __set_name__ on 'Field' instance") from KeyboardInterrupt()

    monkeypatch.setattr(interrupts, "ignore_interrupts", lambda: None)
    monkeypatch.setattr(pipeline, "check", stumble)
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(project.store))
    answer = in_process("check", str(project.routine))
    assert answer.code == 130
    assert answer.complained.startswith("stopped; ")
    assert not (project.store / "bugs").exists()


def test_a_bug_is_told_where_nothing_can_be_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "open_workshop", lambda: 1 / 0)
    monkeypatch.setenv("FOLLOWALONG_CACHE", "/proc/nothing/here")
    monkeypatch.setattr("tempfile.tempdir", "/proc/nothing")
    answer = in_process("check", str(project.routine))
    assert answer.code == 70
    assert "could not be written anywhere" in answer.complained
    assert "Traceback" not in answer.all


def test_a_full_disk_that_nobody_foresaw_is_no_bug(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr(pipeline, "check", no_room)
    answer = in_process("check", str(project.routine))
    assert answer.code == 6
    assert answer.complained == "error: cannot write /somewhere: No space left on device\n"


def test_new_never_writes_over_a_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.folder)
    before = project.routine.read_text()
    assert in_process("new", "tiny").code == 6
    assert project.routine.read_text() == before
    assert in_process("new", "../../x").code == 0
    written = {path.name for path in (project.folder / "routines").glob("*.yaml")}
    assert written == {"tiny.yaml", "x.yaml"}


def test_plan_says_whether_speech_is_measured_or_estimated(project: Project) -> None:
    assert "(speech estimated; build measures it)" in project.run("plan", str(project.routine)).said
    assert project.build().code == 0
    assert "(speech measured)" in project.run("plan", str(project.routine)).said
