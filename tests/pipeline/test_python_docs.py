"""docs/python.md: its examples run as they stand, on a small routine in place of the shipped one."""

import re
import runpy
from dataclasses import fields
from pathlib import Path

import av
import pytest

from compiler.deliver.outputs import Outputs
from compiler.model.errors import InvalidRoutine
from compiler.pipeline.face import Wanted
from compiler.pipeline.moviepy_clip import routine_clip
from tests.pipeline.conftest import write_project

PAGE = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

ROUTINE = """\
title: Tiny
size: 160x128
voice: {engine: silent, words_per_minute: 600}
exercises:
  tilt: {name: Tilt, hold: 3s, clip: ball.mp4}
steps:
  - exercise: tilt
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    routine = write_project(tmp_path, ROUTINE)
    (tmp_path / "routines").mkdir()
    routine.rename(tmp_path / "routines" / "stretches-in-bed.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(tmp_path / "store"))
    return tmp_path


def test_the_page_names_every_output_and_every_keyword() -> None:
    names = {each.name for each in fields(Outputs)} | set(Wanted.__annotations__)
    assert [name for name in sorted(names) if not re.search(rf"[`,\s]{name}[`=]", PAGE)] == []


def run(folder: Path, example: str) -> None:
    (folder / "example.py").write_text(example, encoding="utf-8")
    runpy.run_path(str(folder / "example.py"))


def test_a_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, EXAMPLES[0])
    assert "stretches-in-bed.draft.mp4" in capsys.readouterr().out
    assert (project / "output/stretches-in-bed/stretches-in-bed.draft.mp4").is_file()


def test_a_check_and_a_plan(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, EXAMPLES[1])
    assert capsys.readouterr().out == "Tilt 3 seconds ()\n"


def test_on_with_moviepy(project: Path) -> None:
    run(project, EXAMPLES[2])
    with av.open(str(project / "with-intro.mp4")) as container:
        assert container.streams.video[0].frames == 7 * 30


def test_a_routine_with_mistakes_is_no_clip(project: Path) -> None:
    path = project / "routines/stretches-in-bed.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("hold: 3s", "hodl: 3s"), encoding="utf-8")
    with pytest.raises(InvalidRoutine, match="hodl"), routine_clip(path):
        pass
