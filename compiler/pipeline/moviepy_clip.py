"""Timeline -> a MoviePy clip of the same picture, composited by MoviePy itself.

For MoviePy users who want to carry on from a routine, and the reference that the renderer is compared with.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import CompositeVideoClip, VideoClip, concatenate_videoclips
from numpy.typing import NDArray

from compiler.draw.painter import Layer, Painter, mask_of
from compiler.media import Picture
from compiler.media.planes import frame_of_picture
from compiler.model.timeline import Scene, Timeline, TimelineStep
from compiler.pipeline.check import faultless_timeline
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Variant
from compiler.render import Source, opened_sources
from compiler.system.workshop import Workshop, open_workshop

Rgb = NDArray[np.uint8]


@contextmanager
def routine_clip(
    path: Path, *, variant: Variant | None = None, store: Path | None = None, jobs: int = 0
) -> Iterator[VideoClip]:
    """A routine file as a MoviePy clip, for the length of a `with` block; see :func:`to_moviepy`.

    Speech that was spoken before (by a build) counts with its true length, other lines with an estimate.

    Raises:
        InvalidRoutine: it has mistakes; other kinds of FollowalongError for missing media, voices and the like.
    """
    with open_workshop(store=store, jobs=jobs) as shop:
        yield to_moviepy(faultless_timeline(Request(path=path, variant=variant or Variant()), shop), shop)


def to_moviepy(timeline: Timeline, shop: Workshop) -> VideoClip:
    """The video as a MoviePy clip of the timeline's size, rate and length (no sound).

    Clips are conformed as for a build and kept in the store; they stay open as long as the clip is used.
    """
    painter, sources = opened_sources(timeline, shop)
    clips = [_step_clip(step, painter, sources, timeline) for step in timeline.steps]
    return concatenate_videoclips(clips).with_fps(float(timeline.frame_rate))


def rgb_of(picture: Picture) -> Rgb:
    """A bt709 Picture as RGB (height, width, 3) uint8."""
    frame = frame_of_picture(picture)
    found: Any = frame.reformat(format="rgb24", src_colorspace=1, src_color_range=1).to_ndarray()
    return np.asarray(found, np.uint8)


def _step_clip(
    step: TimelineStep, painter: Painter, sources: dict[Any, Source], timeline: Timeline
) -> CompositeVideoClip:
    rate, scene = timeline.frame_rate, step.scene
    seconds = float(Fraction(len(step.range)) / rate)
    last = len(step.range) - 1

    def frame_at(t: float) -> int:
        return min(last, int(t * float(rate) + 1e-6))

    parts = [
        _ground(scene, painter, sources, frame_at),
        *_veil(scene, painter),
        *_preview(scene, painter, sources),
        *_inset(scene, painter, sources, frame_at),
    ]
    slots = _slots(scene, painter, len(step.range))
    parts += [_layer_clip(sample, scene, painter, frame_at) for sample in slots.values()]
    timed = [part.with_duration(seconds) for part in parts]
    return CompositeVideoClip(timed, size=timeline.size).with_duration(seconds)


def _ground(
    scene: Scene, painter: Painter, sources: dict[Any, Source], frame_at: Callable[[float], int]
) -> VideoClip:
    if scene.clip is None or scene.clip not in sources:
        card = painter.backdrop(scene)
        assert card is not None
        return VideoClip(lambda _t: card[..., :3])

    def picture(t: float) -> Rgb:
        frame = frame_at(t)
        return rgb_of(sources[scene.clip_at(frame)].picture(frame))

    return VideoClip(picture)


def _veil(scene: Scene, painter: Painter) -> list[VideoClip]:
    layer = painter.clip_dim(scene)
    return [_still(painter.pixels(layer), layer.x, layer.y)] if layer else []


def _inset(
    scene: Scene, painter: Painter, sources: dict[Any, Source], frame_at: Callable[[float], int]
) -> list[VideoClip]:
    """The second picture in its corner, which goes on with the step."""
    window = painter.inset_window(scene)
    source = sources.get(scene.inset.clip) if scene.inset else None
    if window is None or source is None:
        return []
    x, y, width, height = window.box
    alpha = mask_of(window) / 255
    mask = VideoClip(lambda _t: alpha, is_mask=True)
    shown = VideoClip(lambda t: rgb_of(source.scaled(frame_at(t), width, height)))
    return [shown.with_mask(mask).with_position((x, y))]


def _preview(scene: Scene, painter: Painter, sources: dict[Any, Source]) -> list[VideoClip]:
    box, mask = painter.preview_box(scene), painter.preview_mask(scene)
    source = sources.get(scene.preview) if scene.preview else None
    if box is None or mask is None or source is None:
        return []
    x, y, width, height = box
    small = rgb_of(source.scaled(0, width, height))
    return [_still(np.dstack([small, mask]), x, y)]


def _still(rgba: Rgb, x: int, y: int) -> VideoClip:
    mask = VideoClip(lambda _t: rgba[..., 3] / 255, is_mask=True)
    return VideoClip(lambda _t: rgba[..., :3]).with_mask(mask).with_position((x, y))


def _slots(scene: Scene, painter: Painter, frames: int) -> dict[Any, Layer]:
    """A layer for each place that is ever drawn on; keys differ in their last part from frame to frame."""
    found: dict[Any, Layer] = {}
    for frame in range(frames):
        for layer in painter.layers(scene, frame):
            found.setdefault(layer.key[:-1], layer)
    return found


def _layer_clip(sample: Layer, scene: Scene, painter: Painter, frame_at: Callable[[float], int]) -> VideoClip:
    slot = sample.key[:-1]
    nothing = np.zeros_like(painter.pixels(sample))

    def rgba(t: float) -> tuple[Rgb, float]:
        for layer in painter.layers(scene, frame_at(t)):
            if layer.key[:-1] == slot:
                return painter.pixels(layer), layer.opacity
        return nothing, 0.0

    def alpha(t: float) -> NDArray[np.float64]:
        pixels, opacity = rgba(t)
        return pixels[..., 3] / 255 * opacity

    mask = VideoClip(alpha, is_mask=True)
    return VideoClip(lambda t: rgba(t)[0][..., :3]).with_mask(mask).with_position((sample.x, sample.y))
