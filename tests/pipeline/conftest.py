"""A small routine with every kind of step, built once for all tests of this folder."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import av
import numpy as np
import pytest

from compiler import Built, build

ROUTINE = """\
title: Every Kind of Step
summary: A routine for looking at.
size: 320x180
tags: [test]
defaults: {rest: 8s}
speakers: {ada: {name: Ada, role: therapist}}
exercises:
  knee:
    name: Knee to Chest
    hold: {default: 6s, min: 5s, max: 60s}
    sides: both
    side_names: {left: left leg, right: right leg}
    clip: {file: ball.mp4, play: ping-pong}
    setup: Bring one knee up.
    needs: a chair
    sources: [A Book of Knees]
    cues:
      - {at: +1s, say: Breathe.}
  tilt:
    name: Pelvic Tilt
    reps: 3
    tempo: {flatten: 1s, release: 1s}
    clip: {file: ball.mp4, in: 1s, mirror: yes}
    setup: Lie on your back.
steps:
  - say: Lie down.
  - exercise: knee
  - exercise: tilt
    speaker: ada
"""


@dataclass(frozen=True)
class Video:
    """A finished build, its folder and how it was made."""

    routine: Path
    output: Path
    store: Path
    built: Built

    def again(self, routine: Path | None = None, **settings: Any) -> Built:
        """Build it, or another routine, once more in the same place."""
        return build(routine or self.routine, output=self.output, store=self.store, jobs=2, **settings)

    @property
    def mp4(self) -> Path:
        return self.built.outputs.mp4

    def text(self, name: str) -> str:
        return next(path for path in self.built.files if path.name == name).read_text(encoding="utf-8")


def write_ball(path: Path, seconds: int = 3) -> None:
    """A bright ball that travels from left to right over a gradient, 24 frames a second."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        rows, columns = np.mgrid[0:240, 0:320]
        for number in range(24 * seconds):
            picture = np.stack([90 + rows // 4, 100 + columns // 6, 150 - rows // 4], axis=-1).astype(
                np.uint8
            )
            centre = 20 + number * 280 / (24 * seconds)
            picture[(rows - 120) ** 2 + (columns - centre) ** 2 < 300] = 250
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))


def write_png(path: Path, image: np.ndarray) -> None:
    """An RGB picture (height, width, 3) as a file."""
    height, width = image.shape[:2]
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = width, height, "rgb24"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode(None))


def write_project(folder: Path, routine: str = ROUTINE) -> Path:
    """A project with the routine and its clip; the routine's path."""
    (folder / "assets" / "clips").mkdir(parents=True)
    write_ball(folder / "assets" / "clips" / "ball.mp4")
    path = folder / "every-kind.yaml"
    path.write_text(dedent(routine), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> Video:
    """The routine above, built for real: voice, clips, segments, sound."""
    return built_in(tmp_path_factory.mktemp("project"), tmp_path_factory)


def built_in(folder: Path, tmp_path_factory: pytest.TempPathFactory, text: str = ROUTINE) -> Video:
    """That routine, built in a folder of its own."""
    routine = write_project(folder, text)
    output, store = folder / "output", tmp_path_factory.getbasetemp() / "shared-store"
    return Video(routine, output, store, build(routine, output=output, store=store, jobs=2))
