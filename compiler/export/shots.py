"""Which piece of which film is seen when: a step's picture as cuts that an editor can make. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from compiler.model.routine import Footage
from compiler.model.timeline import Clip
from compiler.render.clips import clip_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A film from second `start` of its own time, `frames` frames of the video long.

    `speed` is 1 for as filmed, negative for backwards, 0 for a picture that stands still.
    """

    path: Path
    start: Fraction
    frames: int
    speed: Fraction
    mirrored: bool


def shots(clip: Clip, kept_frames: int, length: int, frame_rate: Fraction) -> Iterator[Shot]:
    """The cuts that show `clip` for `length` frames; `kept_frames` is how many the clip has at `frame_rate`."""
    footage = clip.media
    assert isinstance(footage, Footage)
    seen = [clip_frame(clip, kept_frames, number) for number in range(length)]
    for first, count, way in _runs(seen):
        yield Shot(
            path=footage.path,
            start=footage.start + first / frame_rate * footage.speed,
            frames=count,
            speed=way * footage.speed,
            mirrored=clip.mirrored,
        )


def _runs(seen: list[int]) -> Iterator[tuple[int, int, int]]:
    """(first frame, how many, 1 on, -1 back or 0 still) of each stretch in which the frames go on evenly."""
    begin = 0
    way: int | None = None
    for number, (before, after) in enumerate(pairwise(seen), 1):
        step = after - before
        if way is None and abs(step) <= 1:
            way = step
        elif step != way:
            yield seen[begin], number - begin, 1 if way is None else way
            begin, way = number, None
    if seen:
        yield seen[begin], len(seen) - begin, 1 if way is None else way
