"""Photos and a film with its own sound, upright and square: what MoviePy is given is what the video shows."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from compiler.model.routine import Footage
from compiler.model.timeline import StepKind, Timeline
from compiler.pipeline.check import faultless_timeline
from compiler.pipeline.moviepy_clip import rgb_of, to_moviepy
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Variant
from compiler.render import render_frame
from compiler.system.workshop import Workshop, open_workshop
from tests.pipeline.conftest import write_png
from tests.pipeline.test_clip_sound import write_film

ROUTINE = """\
title: From a phone
frame_rate: 10
voice: {engine: silent}
cues: {announce: no}
exercises:
  bridge:
    name: Bridge
    reps: 2
    tempo: {lift: 2s, hold: 1s, lower: 2s}
    photos: [down.png, up.png]
steps:
- say: My practice.
  for: 3s
  clip: {file: down.png, motion: zoom, focus: left}
- say: Listen.
  for: 4s
  clip: {file: film.mp4, sound: {use: keep, level_db: -3}, focus: {0s: left, 2s: right}}
- say: All of it.
  for: 3s
  clip: {file: film.mp4, fit: blur}
- exercise: bridge
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two photos of 4:3, the left half of the first red and of the second green; a film 16 by 9 with tones."""
    folder = tmp_path_factory.mktemp("phone")
    clips = folder / "assets" / "clips"
    write_film(clips / "film.mp4")
    for name, colour in (("down.png", (200, 30, 30)), ("up.png", (30, 180, 60))):
        image = np.full((120, 160, 3), 120, np.uint8)
        image[:, :80] = colour
        write_png(clips / name, image)
    (folder / "r.yaml").write_text(ROUTINE)
    return folder


@pytest.fixture(
    scope="module", params=[("portrait", (108, 192)), ("square", (144, 144))], ids=lambda size: size[0]
)
def made(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Timeline, Workshop]]:
    with open_workshop(store=folder / "store", jobs=1) as shop:
        asked = Request(path=folder / "r.yaml", variant=Variant(size=request.param))
        yield faultless_timeline(asked, shop), shop


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def test_moviepy_shows_what_the_video_shows(made: tuple[Timeline, Workshop]) -> None:
    timeline, shop = made
    clip = to_moviepy(timeline, shop)
    assert clip.size == list(timeline.size) or clip.size == timeline.size
    assert clip.duration == pytest.approx(float(timeline.duration_seconds))
    for step in timeline.steps:
        for frame in (step.range.start + 2, (step.range.start + step.range.stop) // 2, step.range.stop - 2):
            ours = rgb_of(render_frame(timeline, frame, shop))
            theirs = clip.get_frame((frame + 0.5) / 10)
            assert psnr(ours, theirs) >= 31, (step.kind, frame)  # so small, edges of words count much


def test_photos_follow_the_count_in_every_shape(made: tuple[Timeline, Workshop]) -> None:
    """While the bridge is held, green is seen and no red; where it begins, red and no green."""
    timeline, shop = made
    reps = next(step for step in timeline.steps if step.kind is StepKind.REPS)
    down, held = (rgb_of(render_frame(timeline, reps.range.start + at, shop)) for at in (0, 25))
    for seen, shown, hidden in ((down, 0, 1), (held, 1, 0)):
        left = seen[seen.shape[0] // 2 - 6 : seen.shape[0] // 2 + 6, seen.shape[1] // 4]
        assert (left[:, shown].astype(int) - left[:, hidden]).min() > 40


def test_the_timeline_tells_what_is_shown_and_heard(made: tuple[Timeline, Workshop]) -> None:
    timeline, _ = made
    media = [step.scene.clip.media for step in timeline.steps if step.scene.clip]
    films = [one for one in media if isinstance(one, Footage)]
    assert [one.path.name for one in films if one.sound] == ["film.mp4"]
    assert {path.name for one in films for path in one.photos} == {"down.png", "up.png"}
