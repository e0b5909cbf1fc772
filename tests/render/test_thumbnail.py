"""Without being told, a thumbnail shows the exercise with most to see, large and bright, with the video's length."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

import compiler
from compiler.model.timeline import Timeline
from compiler.render.thumbnail import thumbnail, thumbnail_clips
from compiler.system.workshop import open_workshop

ROUTINE = """\
title: "Neck and Legs: a calm start"
size: 320x180
steps:
  - exercise: chin_tuck
  - exercise: knee_to_chest
"""


def checked(folder: Path, more: str = "") -> Timeline:
    path = folder / "r.yaml"
    path.write_text(ROUTINE + more, encoding="utf-8")
    report = compiler.check(path)
    assert report.timeline, [problem.render() for problem in report.diagnostics]
    return report.timeline


def shown(timeline: Timeline) -> str:
    (clip,) = thumbnail_clips(timeline)
    return clip.media.path.stem  # type: ignore[union-attr]


def test_the_exercise_in_which_the_body_goes_farthest_is_shown_unless_another_is_chosen(
    tmp_path: Path,
) -> None:
    assert shown(checked(tmp_path)) == "knee_to_chest"
    assert shown(checked(tmp_path, "thumbnail: {exercise: chin_tuck}\n")) == "chin_tuck"
    assert shown(checked(tmp_path, "thumbnail: {words: Start calmly}\n")) == "knee_to_chest"


def test_words_are_the_title_s_first_ones_or_the_author_s(tmp_path: Path) -> None:
    scene = checked(tmp_path).thumbnail
    assert scene and (scene.word("title"), scene.word("kicker")) == ("Neck and Legs", "3 min")
    scene = checked(tmp_path, "thumbnail: {words: Start calmly today}\n").thumbnail
    assert scene and scene.word("title") == "Start calmly today"


@pytest.mark.parametrize("size", ["320x180", "180x320", "180x180"])
def test_the_figure_is_large_and_bright_in_every_shape(tmp_path: Path, size: str) -> None:
    timeline = checked(tmp_path, "theme: plain\n")
    width, height = (int(side) for side in size.split("x"))
    with open_workshop(store=tmp_path / "store", jobs=1) as shop:
        path = thumbnail(replace(timeline, size=(width, height)), shop)
    with av.open(str(path)) as file:
        drawn = next(file.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    assert drawn.shape[:2] == (height, width)
    shirt = np.abs(drawn - (0x2F, 0x8F, 0x83)).sum(axis=-1) < 60
    columns = np.nonzero(shirt)[1]
    assert np.ptp(columns) > 0.12 * width
    assert (drawn.mean(axis=-1) > 200).mean() > 0.2
