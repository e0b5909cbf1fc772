"""Each shipped clip still comes from its script: by its key, and by looking."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.media.clip import ClipReader
from compiler.pipeline.figure_clips import ready_jobs, ready_name, sound_figures
from compiler.render.clips import ClipJob
from compiler.shipped import SOUND_FIGURES, library_folder, ready_clip

ROUTINES = sorted((library_folder().parent / "routines").glob("*.yaml"))


@pytest.fixture(scope="module")
def jobs() -> dict[str, ClipJob]:
    return ready_jobs(ROUTINES)


def test_every_figure_that_the_routines_show_is_ready(jobs: dict[str, ClipJob]) -> None:
    missing = [ready_name(job, key) for key, job in jobs.items() if ready_clip(key) is None]
    assert not missing, "draw them: python -m compiler.pipeline.figure_clips"


def test_every_shipped_figure_is_sound_and_known_as_that() -> None:
    folder = library_folder() / "figures"
    known = json.loads((folder / SOUND_FIGURES).read_text(encoding="utf-8"))
    assert known == sound_figures(folder), "check them: python -m compiler.pipeline.figure_clips"


def test_nothing_is_shipped_that_no_routine_shows(jobs: dict[str, ClipJob]) -> None:
    wanted = {ready_name(job, key) for key, job in jobs.items()}
    assert {path.name for path in (library_folder() / "clips").glob("*.mp4")} == wanted


def test_a_clip_has_as_many_frames_as_its_turn(jobs: dict[str, ClipJob]) -> None:
    for key, job in jobs.items():
        path = ready_clip(key)
        assert path is not None
        with av.open(str(path)) as container:
            assert container.streams.video[0].frames == sum(job.phase_frames), path.name


@pytest.mark.parametrize("name", ["bridge.default.plain", "knee_to_chest.default.mirrored"])
def test_the_pictures_are_those_of_the_script(jobs: dict[str, ClipJob], name: str) -> None:
    key, job = next((k, j) for k, j in jobs.items() if ready_name(j, k).startswith(name))
    path = ready_clip(key)
    assert isinstance(path, Path)
    with ClipReader(path) as reader:
        for number, drawn in zip(range(3), job.drawn(), strict=False):
            kept = reader.picture(number)
            error = np.mean((kept.y.astype(float) - drawn.y.astype(float)) ** 2)
            assert 10 * np.log10(255**2 / max(error, 1e-9)) > 45
