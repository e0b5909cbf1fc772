"""A clinic's table: forty patients over three routines in one command, each under a name of their own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compiler.cli.app import app

ROUTINE = """\
title: {title}
size: 128x128
frame_rate: 10
voice: {{engine: silent}}
cues: {{ticks: no}}
exercises:
  knee:
    name: Knee
    hold: {{default: 6s, min: 5s, max: 20s}}
progression:
  week 2: {{hold: 8s}}
steps:
  - exercise: knee
"""
ROUTINES = ("morning", "noon", "evening")
BROKEN, TWICE = 17, 23
NAMES = ("Ana Müller", "Анна", "Иван", "Ωμέγα", "Zoë", "José/Bob", "gentle")


def name_of(number: int) -> str:
    if number == TWICE:
        return name_of(TWICE - len(ROUTINES))
    return NAMES[number] if number < len(NAMES) else f"Patient {number}"


def table() -> str:
    lines = ["Name;Routine;Hold (s);Telefon"]
    for number in range(40):
        hold = 99 if number == BROKEN else 6 + number % 2
        name = "" if number == BROKEN - 1 else name_of(number)
        lines.append(f"{name};{ROUTINES[number % 3]};{hold};017{number}")
    return "\r\n".join(lines)


@dataclass(frozen=True)
class Clinic:
    folder: Path
    code: int
    said: str
    told: str

    def timelines(self) -> dict[Path, dict[str, object]]:
        found = sorted((self.folder / "out").glob("*/timeline.*.json"))
        return {path: json.loads(path.read_text(encoding="utf-8")) for path in found}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    for name in ROUTINES:
        (folder / f"{name}.yaml").write_text(ROUTINE.format(title=name.title()), encoding="utf-8")
    (folder / "clinic.csv").write_text(table(), encoding="utf-8-sig")
    return folder


@pytest.fixture(scope="module")
def run(desk: Path) -> Callable[..., Clinic]:
    def running(*arguments: str) -> Clinic:
        files = [
            str(desk / argument) if argument.endswith(("yaml", "csv")) else argument for argument in arguments
        ]
        found = CliRunner().invoke(app, files, env={"FOLLOWALONG_CACHE": str(desk / "store")})
        return Clinic(desk, found.exit_code, found.stdout, found.stderr)

    return running


@pytest.fixture(scope="module")
def clinic(run: Callable[..., Clinic], desk: Path) -> Clinic:
    routines = [f"{name}.yaml" for name in ROUTINES]
    more = ["--animatic", "--draft", "--jobs", "2", "-o", str(desk / "out")]
    return run("build", *routines, "--for", "clinic.csv", *more)


def test_every_patient_but_the_broken_ones_has_a_video_of_their_own(clinic: Clinic) -> None:
    made = clinic.timelines()
    assert len(made) == 37
    assert len({str(path).casefold() for path in made}) == 37
    videos = [video for video in (clinic.folder / "out").glob("*/*.mp4") if video.stat().st_size]
    assert len(videos) == 37
    sources = [made[path]["source"]["patient"] for path in made]  # type: ignore[index]
    assert len(set(sources)) == 37 and all(str(one).startswith("clinic.csv#") for one in sources)


def test_one_that_fails_holds_up_no_other_and_is_told_with_its_cell(clinic: Clinic) -> None:
    path = clinic.folder / "clinic.csv"
    assert clinic.code == 3
    assert f"{path}:{BROKEN + 1}:1: error: this patient has no name" in clinic.told
    assert f"{path}:{BROKEN + 2}:" in clinic.told and "outside the range of Knee" in clinic.told
    assert f"{path}:{TWICE + 2}:1: error: the results of {name_of(TWICE)} would be called like" in clinic.told
    assert clinic.told.count("the column 'Telefon' is not read") == 1


def test_a_table_at_the_end_tells_what_became_of_each(clinic: Clinic) -> None:
    rows = [line for line in clinic.said.splitlines() if line.startswith(ROUTINES)]
    assert len(rows) == 40
    assert sum(" yes " in row for row in rows) == 37
    assert clinic.said.endswith("37 of 40 videos made\n")


def test_a_patients_own_dose_is_in_their_video(clinic: Clinic) -> None:
    for path, told in clinic.timelines().items():
        if "patient-" in path.name:
            number = int(path.name.split("-")[1].split(".")[0])
            (exercise,) = told["exercises"]  # type: ignore[misc]
            assert exercise["hold_seconds"] == 6 + number % 2  # type: ignore[index]


def test_files_come_as_a_list_or_a_pattern_and_rows_for_other_routines_are_left_out(
    run: Callable[..., Clinic], desk: Path
) -> None:
    for name in ("a", "b"):
        (desk / f"{name}.yaml").write_text(f"name: {name}\n", encoding="utf-8")
    listed = run("check", "noon.yaml", "--animatic", "--for", f"{desk / 'a.yaml'},{desk / 'b.yaml'}")
    pattern = run("check", "noon.yaml", "--animatic", "--for", str(desk / "[ab].y*"))
    assert listed.said == pattern.said and listed.said.count("fine") == 2
    (desk / "two.csv").write_text("name;routine;week\nAna;noon;2\nBob;evening;\n", encoding="utf-8")
    (line,) = run("check", "noon.yaml", "--animatic", "--for", "two.csv").said.splitlines()
    assert "(ana.week-2): fine" in line


def test_a_routine_that_is_nowhere_is_an_error_and_one_without_patients_too(
    run: Callable[..., Clinic], desk: Path
) -> None:
    (desk / "lost.csv").write_text("name;routine\nAna;noom\n", encoding="utf-8")
    lost = run("check", "noon.yaml", "--animatic", "--for", "lost.csv")
    assert lost.code == 3 and "there is no routine 'noom'" in lost.told and "did you mean noon?" in lost.told
    (desk / "none.csv").write_text("name;routine\nAna;evening\n", encoding="utf-8")
    none = run("check", "noon.yaml", "--animatic", "--for", "none.csv")
    assert none.code == 2 and "no patient of the table is for this routine" in none.told


def test_a_store_that_cannot_be_used_is_told_once(desk: Path) -> None:
    for name in ("unfinished", "unfinished-too"):
        (desk / f"{name}.yaml").write_text("title: No steps\n", encoding="utf-8")
    (desk / "no-store").write_text("a file")
    files = [str(desk / "unfinished.yaml"), str(desk / "unfinished-too.yaml")]
    found = CliRunner().invoke(app, ["build", *files], env={"FOLLOWALONG_CACHE": str(desk / "no-store")})
    assert found.stdout.endswith("0 of 2 videos made\n")
    assert found.stderr.count("note: the store at") == 1


def test_check_looks_into_every_week(run: Callable[..., Clinic], desk: Path) -> None:
    text = ROUTINE.format(title="Weeks").replace("week 2: {hold: 8s}", "week 2: {hold: 80s}")
    (desk / "weeks.yaml").write_text(text, encoding="utf-8")
    found = run("check", "weeks.yaml", "--animatic")
    assert found.code == 3
    assert (
        "weeks.yaml:11:18: error: week 2: hold of 1m20s is outside the range of Knee, 5s to 20s" in found.told
    )
