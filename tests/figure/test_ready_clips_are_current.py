"""Each shipped clip still comes from its script: by its key, and by looking."""

import json
from dataclasses import replace
from pathlib import Path

import av
import grimp
import numpy as np
import pytest

from compiler.pipeline.drawing_lock import (
    LOCK,
    alike,
    changed_sources,
    code_of,
    differing_frames,
    drawing_sources,
)
from compiler.pipeline.figure_clips import (
    checked_figures,
    otherwise_drawn,
    ready_jobs,
    ready_name,
    write_ready_clips,
)
from compiler.render.clips import ClipJob
from compiler.shipped import CHECKED_FIGURES, library_folder, ready_clip
from compiler.system.workshop import open_workshop

ROUTINES = sorted((library_folder().parent / "routines").glob("*.yaml"))


@pytest.fixture(scope="module")
def jobs() -> dict[str, ClipJob]:
    return ready_jobs(ROUTINES)


def test_every_figure_that_the_routines_show_is_ready(jobs: dict[str, ClipJob]) -> None:
    missing = [ready_name(job, key) for key, job in jobs.items() if ready_clip(key) is None]
    assert not missing, "draw them: python -m compiler.pipeline.figure_clips"


def test_every_shipped_figure_is_checked_and_known_as_that() -> None:
    folder = library_folder() / "figures"
    known = json.loads((folder / CHECKED_FIGURES).read_text(encoding="utf-8"))
    assert known == checked_figures(folder), "check them: python -m compiler.pipeline.figure_clips"


def test_nothing_is_shipped_that_no_routine_shows(jobs: dict[str, ClipJob]) -> None:
    wanted = {ready_name(job, key) for key, job in jobs.items()}
    assert {path.name for path in (library_folder() / "clips").glob("*.mp4")} == wanted


def test_a_clip_has_as_many_frames_as_its_turn(jobs: dict[str, ClipJob]) -> None:
    for key, job in jobs.items():
        path = ready_clip(key)
        assert path is not None
        with av.open(str(path)) as container:
            assert container.streams.video[0].frames == sum(job.phase_frames), path.name


def test_the_clips_are_from_the_drawing_code_of_today() -> None:
    changed = changed_sources(library_folder() / "clips")
    assert not changed, "compare the pictures: python -m compiler.pipeline.figure_clips"


def test_what_decides_no_picture_is_not_watched() -> None:
    code = (
        '"""Legs."""\n\nfrom math import pi\n\nfrom compiler.figure.vectors import Vec\n\n'
        'BENT = "#"  # at rest\n"""Turns."""\n'
    )
    moved = 'from math import pi\n\nfrom compiler.model.vectors import (\n    Vec,\n)\n\n# The knee.\nBENT = "#"\n'
    assert code_of(code) == code_of(moved) == 'from math import pi\nBENT = "#"'
    assert code_of(code) != code_of(moved.replace('"#"', '"##"'))


def test_every_file_that_drawing_needs_of_the_rooms_below_is_watched() -> None:
    graph = grimp.build_graph("compiler", cache_dir=None)
    needed = graph.find_upstream_modules("compiler.figure.frames") | {"compiler.figure.script"}
    files = {"/".join(name.split(".")[1:]) + ".py" for name in needed if name.count(".") == 2}
    below = {path for path in files if path.startswith(("model/", "yaml/", "store/"))}
    assert files - below <= set(drawing_sources())


@pytest.mark.parametrize("name", ["bridge.default.plain", "knee_to_chest.default.mirrored"])
def test_the_pictures_are_those_of_the_script(jobs: dict[str, ClipJob], name: str) -> None:
    key, job = next((k, j) for k, j in jobs.items() if ready_name(j, k).startswith(name))
    path = ready_clip(key)
    assert isinstance(path, Path)
    assert differing_frames(job, path) == []


def test_a_small_change_of_a_picture_is_seen(jobs: dict[str, ClipJob]) -> None:
    job = next(iter(jobs.values()))
    picture = next(job.drawn({0}))
    assert alike(picture, picture)

    brighter, moved = picture.copy(), picture.copy()
    brighter.y[:] += 1
    rows, columns = np.nonzero(np.abs(np.diff(picture.y.astype(int), axis=1)) > 60)
    y, x = rows[len(rows) // 2], columns[len(columns) // 2]
    around = slice(y - 16, y + 16), slice(x - 16, x + 16)
    moved.y[around] = np.roll(picture.y, 1, axis=1)[around]

    assert not alike(picture, brighter)
    assert not alike(picture, moved)


def test_a_comment_in_the_drawing_costs_nothing_and_another_picture_is_named(
    jobs: dict[str, ClipJob], tmp_path: Path
) -> None:
    job = next(job for job in jobs.values() if job.mirrored)
    short = replace(job, phase_frames=(2,) * len(job.phase_frames))
    other = replace(
        short, media=replace(job.media, presenter="ben" if job.media.presenter != "ben" else "ruth")
    )
    name, other_name = ready_name(short, "short"), ready_name(other, "other")
    with open_workshop(store=tmp_path / "store", jobs=2) as shop:
        pool = shop.pool
        assert [path.name for path in write_ready_clips(tmp_path, {"short": short}, shop)] == [name]
        assert "figure/legs.py" in changed_sources(tmp_path)

        assert otherwise_drawn(tmp_path, {"short": short}, pool) == []
        assert changed_sources(tmp_path) == []

        (tmp_path / LOCK).unlink()
        (tmp_path / name).rename(tmp_path / other_name)
        assert otherwise_drawn(tmp_path, {"other": other}, pool) == [other_name]
        assert not (tmp_path / LOCK).exists()
