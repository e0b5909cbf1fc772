"""`followalong init` makes a project; what a project is does not hang on a folder that may be empty."""

from pathlib import Path

import pytest

from compiler.load import Project, load_patient, load_routine
from tests.robust.trying import Project as Trial
from tests.robust.trying import in_process

OWN = """\
title: T
exercises:
  raise:
    name: Heel Raise
    reps: 5
    tempo: {up: 2s, down: 2s}
steps:
  - exercise: raise
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_init_writes_can_be_built_and_customised(here: Path) -> None:
    answer = in_process("init", "clinic")
    assert answer.code == 0
    assert "wrote clinic/routines/first-routine.yaml" in answer.said
    routine = Path("clinic/routines/first-routine.yaml")
    assert in_process("check", str(routine)).complained == ""
    patient = Path("clinic/patients/example.yaml")
    checked = in_process("check", str(routine), "--for", str(patient))
    assert (checked.code, checked.complained) == (0, "")


@pytest.mark.parametrize(
    "command", [("new", "morning"), ("init", "clinic"), ("schema", "routine"), ("schema", "exercise")]
)
def test_a_command_of_its_own_process_starts_from_nothing_that_another_has_imported(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    answer = Trial.in_folder(tmp_path).run(*command)
    assert (answer.code, answer.complained) == (0, "")


def test_init_writes_over_nothing(here: Path) -> None:
    mine = write(here / "patients" / "example.yaml", "mine")
    routine = write(here / "routines" / "mine.yaml", OWN)
    answer = in_process("init")
    assert answer.code == 0
    assert "kept patients/example.yaml, which was there" in answer.said
    assert (mine.read_text(), routine.read_text()) == ("mine", OWN)
    assert [path.name for path in (here / "routines").iterdir()] == ["mine.yaml"], "a routine is there"
    again = in_process("init")
    assert again.code == 0 and "wrote" not in again.said


def test_init_where_nothing_can_be_written(here: Path) -> None:
    write(here / "taken")
    answer = in_process("init", "taken")
    assert answer.code == 6
    assert "cannot write taken/followalong.txt" in answer.complained


@pytest.mark.parametrize("sign", ["followalong.txt", "assets/clips/a.mp4", "routines/other.yaml"])
def test_each_sign_makes_a_project(here: Path, sign: str) -> None:
    write(here / sign)
    folder = here if sign != "routines/other.yaml" else here / "routines" / "low back"
    inside = folder / "day 1" if sign != "routines/other.yaml" else folder
    assert Project.of(inside / "r.yaml").folder == here


def test_without_a_sign_it_is_the_routines_own_folder(here: Path) -> None:
    assert Project.of(here / "a" / "r.yaml").folder == here / "a"


def test_a_project_whose_empty_folders_were_lost_finds_its_files(here: Path) -> None:
    write(here / "followalong.txt")
    write(here / "knee.mp4")
    path = write(here / "routines" / "r.yaml", "title: T\nsteps:\n  - say: Hi.\n    clip: knee.mp4\n")
    assert load_routine(path).diagnostics == ()


def test_a_patients_file_may_speak_of_exercises_of_other_routines(here: Path) -> None:
    routine = write(here / "routines" / "a.yaml", OWN.replace("raise", "lift"))
    write(here / "routines" / "week 2" / "b.yaml", OWN)
    write(here / "routines" / "broken.yaml", "title: [\n")
    patient = write(here / "patients" / "ana.yaml", "name: Ana\nreps: {raise: 7}\n")
    assert in_process("check", "--animatic", str(routine), "--for", str(patient)).code == 0
    write(patient, "name: Ana\nreps: {rise: 7}\n")
    _, (problem,) = load_patient(patient, ["lift"], routine)
    assert (problem.message, problem.hint) == ("there is no exercise 'rise'", "did you mean raise?")


def test_footage_may_lie_where_the_user_has_settled(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = here / "disk"
    write(disk / "knee.mp4")
    write(here / "secret.mp4")
    (disk / "way-out.mp4").symlink_to(here / "secret.mp4")
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(here / "config"))
    text = "title: T\nsteps:\n  - say: Hi.\n    clip: {}\n"
    path = write(here / "project" / "r.yaml", text.format("knee.mp4"))
    (missing,) = load_routine(path).diagnostics
    assert missing.message == "there is no file knee.mp4 in assets/clips or the project"
    write(here / "config" / "settings.yaml", f"footage: [{disk}, {here / 'away'}]\n")
    assert load_routine(path).diagnostics == ()
    for name, told in (
        ("other.mp4", f"or {disk} or {here / 'away'}, which is not there now, or the project"),
        ("way-out.mp4", "way-out.mp4 lies outside the project"),
    ):
        (problem,) = load_routine(write(path, text.format(name))).diagnostics
        assert told in problem.message
    write(path, "title: T\nsteps:\n  - say: Hi.\n    audio: knee.mp4\n")
    assert load_routine(path).routine is None, "it is for footage, not for sounds"


def test_a_folder_for_footage_is_a_full_path(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(here / "config"))
    write(here / "config" / "settings.yaml", "footage: clips\n")
    path = write(here / "r.yaml", "title: T\nsteps:\n  - say: Hi.\n")
    (problem,) = load_routine(path).diagnostics
    assert "footage must be a full path" in problem.message
    assert problem.span and problem.span.path.name == "settings.yaml"
