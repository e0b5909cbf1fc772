"""A draft reduces the ready clip of a figure; without one it draws the figure."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from compiler.figure import read_figure
from compiler.media import Picture
from compiler.media.clip import ClipReader
from compiler.model.routine import FigureUse
from compiler.render import clips
from compiler.render.clips import ClipJob
from compiler.shipped import READY_SIZE, library_folder
from compiler.store import Store


@pytest.fixture
def use() -> FigureUse:
    path = library_folder() / "figures" / "knee_to_chest.yaml"
    figure, problems = read_figure(path)
    assert figure, problems
    return FigureUse(path=path, phases=figure.phases)


def job(use: FigureUse, size: tuple[int, int]) -> ClipJob:
    phases = (1,) * len(use.phases)
    return ClipJob(media=use, size=size, frame_rate=Fraction(30), phase_frames=phases)


def last_picture(path: Path) -> Picture:
    with ClipReader(path) as reader:
        return reader.picture(reader.frames - 1).copy()


def test_a_small_figure_comes_from_the_large_clip(
    use: FigureUse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, small = Store(tmp_path), job(use, (640, 360))
    small.run(store, small.key())
    drawn = last_picture(store.path(clips.KIND, small.key(), clips.SUFFIX))
    large = job(use, READY_SIZE)
    large.run(store, large.key())
    ready = {large.key(): store.path(clips.KIND, large.key(), clips.SUFFIX)}
    monkeypatch.setattr(clips, "ready_clip", ready.get)
    monkeypatch.setattr(ClipJob, "drawn", lambda _self: pytest.fail("it was drawn"))
    small.run(store, small.key())
    reduced = last_picture(store.path(clips.KIND, small.key(), clips.SUFFIX))
    assert reduced.size == drawn.size == (640, 360)
    assert np.mean(np.abs(reduced.y.astype(int) - drawn.y)) < 2


def test_another_shape_is_not_made_from_it(use: FigureUse, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [job(use, size).key() for size in ((640, 360), (360, 640), (640, 480))]
    monkeypatch.setattr(clips, "ready_clip", lambda _key: Path("ready.mp4"))
    after = [job(use, size).key() for size in ((640, 360), (360, 640), (640, 480))]
    assert [a == b for a, b in zip(before, after, strict=True)] == [False, True, True]
