"""Timeline -> the list of segments to encode: where to cut, and what makes two of them the same.

A step is cut where nothing moves but a looping clip, at the turns of the loop, so that every turn is the same
segment; still pictures become copies of one short piece; what moves all the time is cut into chunks that keep
all processors busy. A key is made from what is to be shown, not from rendered pixels: from the whole scene where
something moves, else from the very values that the compositor draws, so that equal pictures are encoded once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from compiler.draw.painter import DRAWING, Ground, Painter
from compiler.model.brand import Look
from compiler.model.routine import MissingClip
from compiler.model.timeline import Clip, Scene, SecondsRing, Timeline, TimelineStep
from compiler.render.clips import clip_frame, is_flipped, period
from compiler.render.encoder import Quality, encoder_options
from compiler.render.kept import ClipAtSight, KeptClip
from compiler.store import content_key

VERSION = 4
"""Raised when the same job comes to other pixels or other bytes."""

CHUNK_SECONDS = 5
STILL_SECONDS = 2
SHORTEST_CONSTANT = 12
"""Fewer constant frames than this are not worth a segment of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A clip of a scene with what is kept of it."""

    clip: Clip
    kept: KeptClip | ClipAtSight

    def frame(self, step_frame: int) -> int:
        """Which of the clip's frames is seen in the step's frame."""
        return clip_frame(self.clip, self.kept.frames, step_frame)

    @property
    def flipped(self) -> bool:
        """Whether the renderer mirrors it."""
        return is_flipped(self.clip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Frames `start` up to `stop` of a step, as one piece of video file."""

    scene: Scene
    start: int
    stop: int
    clip: Shown | None
    preview: Shown | None
    inset: Shown | None
    look: Look
    size: tuple[int, int]
    frame_rate: Fraction
    quality: Quality
    key: str = ""

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def shown(self) -> tuple[Shown, ...]:
        """All that is seen in it."""
        return tuple(one for one in (self.clip, self.preview, self.inset) if one)

    def require_unchanged(self) -> None:
        """That the footage in it is still what it was when the build began.

        Raises:
            BadMedia: it is not.
        """
        for shown in self.shown:
            shown.kept.require_unchanged()

    @property
    def effort(self) -> int:
        """What it takes, in halves of a frame that moves: one that repeats costs x264 half, and no compositing."""
        moves = self.clip is not None and len({self.clip.frame(n) for n in range(self.start, self.stop)}) > 1
        return len(self) * (2 if moves else 1)


def cut(
    timeline: Timeline,
    clips: dict[str, KeptClip],
    keys: dict[Clip, str],
    painter: Painter,
    quality: Quality,
) -> tuple[Segment, ...]:
    """All segments of the video, in order; equal content has equal keys.

    `keys` names the conformed clip of every Clip that is filmed.
    """
    cutter = _Cutter(timeline, clips, keys, painter, quality)
    return tuple(segment for step in timeline.steps for segment in cutter.segments(step))


class _Cutter:
    def __init__(
        self,
        timeline: Timeline,
        clips: dict[str, KeptClip],
        keys: dict[Clip, str],
        painter: Painter,
        quality: Quality,
    ) -> None:
        self.timeline, self.clips, self.keys = timeline, clips, keys
        self.painter, self.quality = painter, quality
        self.chunk = int(CHUNK_SECONDS * timeline.frame_rate)
        self.still = int(STILL_SECONDS * timeline.frame_rate)
        self.common = (
            VERSION,
            DRAWING,
            sorted(encoder_options(quality).items()),
            timeline.size,
            timeline.frame_rate,
        )

    def shown(self, clip: Clip | None) -> Shown | None:
        if clip is None or isinstance(clip.media, MissingClip):
            return None
        return Shown(clip=clip, kept=self.clips[self.keys[clip]])

    def segments(self, step: TimelineStep) -> Iterator[Segment]:
        preview = self.shown(step.scene.preview)
        inset = self.shown(step.scene.inset.clip) if step.scene.inset else None
        moves = inset is not None and len({inset.frame(n) for n in range(len(step.range))}) > 1
        whole = [(0, len(step.range), False)]
        stretches = whole if moves else self._stretches(step.scene, len(step.range))
        for start, stop, constant in _parted(stretches, step.scene):
            clip = self.shown(step.scene.clip_at(start))
            for a, b in self._pieces(clip, start, stop, constant=constant):
                yield Segment(
                    scene=step.scene,
                    start=a,
                    stop=b,
                    clip=clip,
                    preview=preview,
                    inset=inset,
                    look=self.timeline.look,
                    size=self.timeline.size,
                    frame_rate=self.timeline.frame_rate,
                    quality=self.quality,
                    key=self._key(step.scene, (clip, preview, inset), a, b, constant=constant),
                )

    def _stretches(self, scene: Scene, frames: int) -> Iterator[tuple[int, int, bool]]:
        """(start, stop, whether the layers stay the same in it), covering all frames."""
        start = position = 0
        while position < frames:
            stop = _moving_until(scene, position, frames)
            if stop == position:
                stop = self.painter.constant_until(scene, position, frames)
                if stop - position >= SHORTEST_CONSTANT:
                    if position > start:
                        yield start, position, False
                    yield position, stop, True
                    start = stop
            position = stop
        if frames > start:
            yield start, frames, False

    def _pieces(
        self, clip: Shown | None, start: int, stop: int, *, constant: bool
    ) -> Iterator[tuple[int, int]]:
        if not constant:
            yield from _chunks(start, stop, self.chunk)
            return
        turn = period(clip.clip, clip.kept.frames) if clip else 1
        if turn is None:
            rest = max(start, min(stop, clip.kept.frames - clip.clip.first)) if clip else start
            yield from _chunks(start, rest, self.chunk)
            yield from _chunks(rest, stop, self.still)
        elif turn == 1:
            yield from _chunks(start, stop, self.still)
        else:
            turns = turn * max(
                1, self.still // turn
            )  # a group of pictures has a key frame: none shorter than need be
            for begin in range(start, stop, turns):
                yield from _chunks(begin, min(begin + turns, stop), self.chunk)

    def _key(
        self,
        scene: Scene,
        shown: tuple[Shown | None, Shown | None, Shown | None],
        start: int,
        stop: int,
        *,
        constant: bool,
    ) -> str:
        common = (*self.common, self.painter.digest(scene))
        clip, preview, inset = shown
        seen = [_pictures(clip, range(start, stop)), _pictures(preview, range(1))]
        seen += [_pictures(inset, range(start, stop))] if inset else []
        if constant:
            drawn = [told(self.painter.ground(scene)), told(self.painter.layers(scene, start))]
            return content_key("still", common, drawn, seen, stop - start)
        return content_key("moving", common, told(scene), seen, start, stop)


def _parted(stretches: Iterable[tuple[int, int, bool]], scene: Scene) -> Iterator[tuple[int, int, bool]]:
    """The stretches, parted where another clip comes to be seen."""
    turns = scene.way.stops if scene.way else ()
    for start, stop, constant in stretches:
        ends = [start, *(turn for turn in turns if start < turn < stop), stop]
        yield from ((a, b, constant) for a, b in pairwise(ends))


def _moving_until(scene: Scene, frame: int, frames: int) -> int:
    """Until which frame something over the clip moves all the time, as the scene alone tells; else `frame`."""
    progress, ring = scene.progress, scene.ring
    if progress and progress.start != progress.stop:
        return frames
    if isinstance(ring, SecondsRing) and ring.start <= frame < ring.start + ring.total:
        return min(frames, ring.start + ring.total)
    return frame


def _pictures(shown: Shown | None, frames: range) -> Any:
    """Which pictures of a clip are seen, for the key."""
    return shown and [shown.kept.key, shown.flipped, [shown.frame(n) for n in frames]]


def told(value: Any) -> Any:
    """A value with all that is in it, for the key: fields by their names, those too that are added one day.

    The media of a clip are left out: what is kept of them has a key of its own. Classes are not named, so that
    they may be renamed; alternatives differ in their fields. What only few scenes have, such as captions, is in it
    where there is some. Places in files, which make no two values differ, are left out.
    """
    if is_dataclass(value):
        found = {field.name: told(getattr(value, field.name)) for field in fields(value) if field.compare}
        for name in SELDOM.get(type(value), ()):
            if not getattr(value, name):
                del found[name]
        if isinstance(value, Clip):
            found["media"] = value.media.name if isinstance(value.media, MissingClip) else None
        return found
    return [told(one) for one in value] if isinstance(value, tuple) else value


SELDOM = {Scene: ("captions", "callouts", "inset", "spoken", "way"), Ground: ("inset",)}
"""What is told of where it is there."""


def _chunks(start: int, stop: int, longest: int) -> Iterator[tuple[int, int]]:
    """As few pieces of at most `longest` frames as will do, all of one length or nearly; none of nothing."""
    if start >= stop:
        return
    count = -(-(stop - start) // longest)
    ends = [start + (stop - start) * number // count for number in range(count + 1)]
    yield from pairwise(ends)
