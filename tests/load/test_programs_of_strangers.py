"""A routine that somebody sent runs no program before whoever sits here has agreed."""

import json
import sys
from pathlib import Path

import pytest

from compiler.system.agreements import agree, disagree, is_agreed
from tests.robust.trying import Answer, Project, in_process

PROGRAM = "open(__import__('sys').argv[1] + '.mark', 'w')"
SETTINGS = """\
voices:
  mine: {command: [my-voice, "{text}", "{output}"]}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(tmp_path / "settings"))
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path / "data"))
    return Project.in_folder(tmp_path / "project")


def with_voice(project: Project, voice: str) -> Project:
    lines = project.routine.read_text().splitlines()
    voiced = [f"voice: {voice}" if line.startswith("voice:") else line for line in lines]
    project.routine.write_text("\n".join(voiced) + "\n")
    return project


def run(command: str, project: Project) -> Answer:
    flags = [] if command == "plan" else ["--animatic"]
    return in_process(command, *flags, str(project.routine))


@pytest.fixture
def asking(project: Project) -> Project:
    return with_voice(project, f"{{engine: command, command: [{sys.executable}, speak.py, '{{output}}']}}")


@pytest.mark.parametrize("command", ["check", "plan", "build"])
def test_a_program_is_not_run_unasked(asking: Project, command: str) -> None:
    answer = run(command, asking)
    assert answer.code == 3
    assert "tiny.yaml:4:36: error: this runs a program on this machine:" in answer.complained
    assert f"followalong allow {asking.routine}" in answer.complained


def test_who_agrees_once_is_not_asked_again_and_can_take_it_back(asking: Project) -> None:
    agree(asking.folder, [sys.executable, "speak.py", "{output}"])
    assert run("check", asking).code == 0
    assert disagree(asking.folder) == 1
    assert run("check", asking).code == 3
    assert disagree(asking.folder) == 0


def test_another_command_or_another_project_is_another_question(asking: Project, tmp_path: Path) -> None:
    agree(asking.folder, ["speak.py", "{output}"])
    agree(tmp_path, [sys.executable, "speak.py", "{output}"])
    assert run("check", asking).code == 3


def test_a_script_of_the_project_that_changes_is_asked_for_again(asking: Project) -> None:
    script = asking.folder / "speak.py"
    script.write_text(PROGRAM)
    command = [sys.executable, "speak.py", "{output}"]
    agree(asking.folder, command)
    assert is_agreed(asking.folder, command)
    script.write_text(PROGRAM + "; import os")
    assert not is_agreed(asking.folder, command)


def test_a_voice_of_ones_own_settings_is_named_and_needs_no_question(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "settings.yaml").write_text(SETTINGS)
    answer = run("check", with_voice(project, "{engine: command, voice: mine}"))
    assert answer.code == 0
    assert "the voice command my-voice is not on this machine" in answer.complained
    answer = run("check", with_voice(project, "{engine: command, voice: mien}"))
    assert answer.code == 3
    assert "tiny.yaml:4:33: error: there is no voice 'mien' in your settings" in answer.complained
    assert "did you mean mine?" in answer.complained and "no command" not in answer.complained


def test_settings_with_a_mistake_are_told_with_its_place(project: Project, tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "settings.yaml").write_text("voices: {mine: {comand: [x]}}\n")
    answer = run("check", with_voice(project, "{engine: command, voice: mine}"))
    assert answer.code == 3 and "settings.yaml:1:17: error: unknown key 'comand'" in answer.complained


@pytest.mark.parametrize("text", ["", "[]", "{", json.dumps({"a": 1}), "\0"])
def test_a_broken_list_of_agreements_agrees_to_nothing(asking: Project, tmp_path: Path, text: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "agreed.json").write_text(text)
    assert run("check", asking).code == 3
    agree(asking.folder, [sys.executable, "speak.py", "{output}"])
    assert run("check", asking).code == 0


def test_the_command_asks_shows_and_keeps(asking: Project) -> None:
    asked = in_process("allow", str(asking.routine))
    assert asked.code == 3 and "speak.py '{output}'; add --yes to agree" in asked.complained
    assert in_process("allow", "--yes", str(asking.routine)).code == 0
    assert "may run" in in_process("allow", str(asking.routine)).said
    assert run("check", asking).code == 0
    assert "agreements forgotten: 1" in in_process("allow", "--forget", str(asking.routine)).said
    assert run("check", asking).code == 3


def test_a_routine_without_programs_says_so(project: Project) -> None:
    assert "runs no program" in in_process("allow", str(project.routine)).said
