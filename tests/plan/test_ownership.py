"""Nothing is written over what was made from another routine, profile or patient; both are named."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from compiler.cli.app import app

pytestmark = pytest.mark.slow

ROUTINE = """\
title: Short
size: 128x128
frame_rate: 10
voice: {engine: silent}
profiles: {gentle: {hold: 5s}}
exercises:
  knee: {name: Knee, hold: {default: 6s, min: 5s, max: 20s}}
steps:
  - exercise: knee
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Path) -> "type[Build]":
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(store))
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "morning.yaml").write_text(ROUTINE)
        (tmp_path / folder / "ana.yaml").write_text(f"name: Ana\nhold: {7 if folder == 'a' else 8}s\n")
    shutil.copy("a/ana.yaml", "gentle.yaml")
    return Build


class Build:
    """The command, and what it said."""

    def __init__(self, *arguments: str) -> None:
        self.result: Result = CliRunner().invoke(app, ["build", "--animatic", "--jobs", "1", *arguments])
        self.code = self.result.exit_code

    @property
    def videos(self) -> set[str]:
        return {path.name for path in Path("output/morning").glob("*.mp4")}


def test_a_routine_of_the_same_name_in_another_folder(build: type[Build]) -> None:
    assert build("a/morning.yaml").code == 0
    before = Path("output/morning/morning.mp4").stat()
    refused = build("b/morning.yaml")
    assert refused.code == 12
    told = "morning.mp4 was made from a/morning.yaml, and this is b/morning.yaml"
    assert told in refused.result.stderr
    assert Path("output/morning/morning.mp4").stat() == before
    assert build("a/morning.yaml").code == 0, "the first one may be built again"
    assert build("b/morning.yaml", "-o", "elsewhere").code == 0
    Path("a").rename("moved")
    assert build("moved/morning.yaml").code == 0, "a routine that was moved is the same one"


def test_patients_and_profiles_have_results_of_their_own(build: type[Build]) -> None:
    assert build("a/morning.yaml", "--profile", "gentle").code == 0
    assert build("a/morning.yaml", "--for", "gentle.yaml").code == 0
    assert build("a/morning.yaml", "--for", "a/ana.yaml").videos == {
        "morning.gentle.mp4",
        "morning.for-gentle.mp4",
        "morning.ana.mp4",
    }
    refused = build("a/morning.yaml", "--for", "b/ana.yaml")
    assert refused.code == 12
    assert "made from a/morning.yaml for a/ana.yaml, and this is a/morning.yaml for b/ana.yaml" in (
        refused.result.stderr
    )


def test_no_two_profiles_are_written_to_the_same_files(build: type[Build]) -> None:
    Path("a/morning.yaml").write_text(ROUTINE.replace("profiles: {", "profiles: {Gentle: {hold: 7s}, "))
    refused = build("a/morning.yaml")
    assert refused.code == 3
    assert "the profiles 'Gentle' and 'gentle' would be written to the same files" in refused.result.stderr


def test_without_the_machines_own_memory_the_results_tell(
    build: type[Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("followalong.txt").touch()
    assert build("a/morning.yaml").code == 0
    monkeypatch.setenv("FOLLOWALONG_DATA", str(Path("another machine").absolute()))
    assert build("b/morning.yaml").code == 12
    assert build("a/morning.yaml").code == 0
