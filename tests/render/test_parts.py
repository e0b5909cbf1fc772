"""Of a long file only what is shown is decoded, and another dose of nearly the same length needs no other part."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from compiler.model.routine import Effect, Footage, Playback
from compiler.model.timeline import Clip, Scene, StepKind, Timeline, TimelineStep
from compiler.model.timing import FrameRange
from compiler.render.parts import parts_of


@pytest.fixture(scope="module")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of one colour."""
    path = tmp_path_factory.mktemp("film") / "long.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=1, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(60):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(stream.encode(None))
    return path


def timeline(*clips: tuple[Footage, float], first: int = 0) -> Timeline:
    """One step for each footage, of so many seconds."""
    steps, start = [], 0
    for footage, seconds in clips:
        stop = start + round(seconds * 30)
        scene = Scene(layout="say", clip=Clip(media=footage, first=first))
        steps.append(TimelineStep(kind=StepKind.SAY, name="", range=FrameRange(start, stop), scene=scene))
        start = stop
    words = dict.fromkeys(("slug", "title", "summary", "disclaimer"), "")
    return Timeline(
        **words, language="en", theme="calm", size=(320, 180), frame_rate=Fraction(30), steps=tuple(steps)
    )


def stop_of(footage: Footage, *seconds: float) -> Fraction | None:
    return parts_of(timeline(*((footage, n) for n in seconds)))[footage].stop


def test_a_part_is_little_longer_than_what_is_shown_and_the_same_for_a_dose_nearby(long_film):
    film = Footage(path=long_film)
    assert stop_of(film, 5) == 8
    assert stop_of(film, 10) == stop_of(film, 15, 3) == 16
    assert stop_of(replace(film, start=Fraction(20)), 10) == 36
    assert stop_of(replace(film, speed=Fraction(1, 2)), 10) == 8
    assert stop_of(replace(film, stop=Fraction(59)), 10) == 16


@pytest.mark.parametrize("seconds", [40, 59, 200])
def test_all_of_it_where_all_is_shown(long_film, seconds):
    film = Footage(path=long_film)
    assert stop_of(film, seconds) is None
    assert stop_of(replace(film, stop=Fraction(30)), seconds) == 30


def test_effects_are_given_the_whole(long_film):
    assert stop_of(Footage(path=long_film, effects=(Effect(name="TimeMirror"),)), 5) is None


def test_uses_that_are_conformed_alike_share_a_part(long_film):
    film = Footage(path=long_film)
    mirrored, frozen = replace(film, mirrored=True), replace(film, playback=Playback.FREEZE)
    parts = parts_of(timeline((film, 3), (mirrored, 30), (frozen, 12)))
    assert {part.stop for part in parts.values()} == {32}
    assert parts[mirrored].mirrored
