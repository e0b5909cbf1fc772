"""The command itself: help, wrong usage, and what it says of its own bugs."""

from pathlib import Path

import pytest

from compiler.pipeline import check as pipeline
from compiler.system import surroundings
from tests.robust.trying import Project, in_process

COMMANDS = ("check", "plan", "build", "init", "new", "schema", "doctor", "cache")


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
        ["cache", "--trim"],
        ["new"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str]) -> None:
    answer = in_process(*arguments)
    assert answer.code == 2
    assert "Error: " in answer.complained
    assert "Traceback" not in answer.all


def test_help_is_quick(project: Project) -> None:
    import time

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
        monkeypatch.setattr(surroundings, "_pressed", [1.0])
        raise RuntimeError("Error calling __set_name__ on 'Field' instance") from KeyboardInterrupt()

    monkeypatch.setattr(surroundings, "ignore_interrupts", lambda: None)
    monkeypatch.setattr(pipeline, "check", stumble)
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(project.store))
    answer = in_process("check", str(project.routine))
    assert answer.code == 130
    assert answer.complained.startswith("stopped; ")
    assert not (project.store / "bugs").exists()


def test_a_bug_is_told_where_nothing_can_be_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "check", lambda *_: 1 / 0)
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
