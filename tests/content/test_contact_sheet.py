"""One picture with a frame of every step, each with its time and name."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from compiler import plan
from compiler.cli.app import app
from compiler.model.timeline import Timeline
from compiler.pipeline.contact_sheet import LONGEST_LABEL, label
from compiler.pipeline.sheet import LABEL_HEIGHT, Grid

FOUR_CARDS = """\
title: Cards
steps:
  - say: The first card, with words that are far too long to stand in one line below its frame.
  - rest: 5s
  - say: The second card.
"""


@pytest.fixture
def routine(here: Path) -> Path:
    path = here / "cards.yaml"
    path.write_text(FOUR_CARDS, encoding="utf-8")
    return path


def timeline_of(routine: Path) -> Timeline:
    timeline = plan(routine)
    assert timeline is not None
    return timeline


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["contact-sheet", *arguments])


def pixels(path: Path) -> NDArray[np.uint8]:
    with av.open(str(path)) as container:
        return np.asarray(next(container.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)


def test_shows_every_step_with_a_label(routine: Path) -> None:
    done = run(str(routine))
    written = Path("output/cards/cards.contact-sheet.png")
    assert (done.exit_code, done.stdout) == (0, f"wrote {written}\n")
    sheet = pixels(written)
    grid = Grid(count=5, columns=4, size=(640, 360))
    assert sheet.shape == (grid.whole[1], grid.whole[0], 3)
    for index in range(5):  # title, say, rest, say, end
        x, y = grid.corner(index)
        assert sheet[y : y + 360, x : x + 640].mean() < 150  # cards are dark, the paper is white
        assert sheet[y + 360 : y + 360 + LABEL_HEIGHT, x : x + 640].min() < 60  # ink
    x, y = grid.corner(5)
    assert (sheet[y:, x:] == 255).all()


def test_labels_tell_when_and_what_in_one_line(routine: Path) -> None:
    timeline = timeline_of(routine)
    labels = [label(step, timeline) for step in timeline.steps]
    assert labels[0].startswith("0:00  title · ")
    assert labels[2].endswith("rest · 5 s")
    assert all(len(text) <= LONGEST_LABEL for text in labels)


def test_a_broken_routine_is_told_of_and_nothing_is_drawn(routine: Path) -> None:
    routine.write_text(FOUR_CARDS.replace("rest: 5s", "rest: 5"), encoding="utf-8")
    done = run(str(routine), "-o", "sheet.png")
    assert done.exit_code == 3
    assert "cards.yaml:4:" in done.stderr
    assert not Path("sheet.png").exists()


def test_a_place_that_cannot_be_written_is_told_of(routine: Path, here: Path) -> None:
    (here / "file").write_text("", encoding="utf-8")
    done = run(str(routine), "-o", "file/sheet.png")
    assert done.exit_code == 6
    assert "file/sheet.png" in done.stderr
