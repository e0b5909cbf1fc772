"""The picture a channel shows for the video: a few large words beside an exercise, or a picture of its author's."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from compiler.model.routine import FigureUse
from compiler.model.timeline import Clip, Scene, StepKind, Timeline, TimelineStep
from compiler.model.timing import FrameRange
from compiler.render.clips import ClipJob, clips_of, job_of
from compiler.render.encoder import FULL
from compiler.render.jpeg import write_jpeg
from compiler.render.kept import ClipAtSight, KeptClip
from compiler.render.rendering import clip_jobs, painter_for, still_of
from compiler.render.segments import Segment, Shown, told
from compiler.store import Store, content_key
from compiler.system.workshop import Workshop

THUMBNAILS = "thumbnails"
VERSION = 3
"""Raised when the same scene comes to another picture."""
LONGEST, SHORTEST = 1280, 720
"""Pixels of its sides: what YouTube recommends (support.google.com/youtube/answer/72431, read 2026-11)."""


def thumbnail(timeline: Timeline, shop: Workshop) -> Path:
    """Draw the thumbnail as a JPEG of the video's shape, at most 1280 by 720 pixels (or 720 by 1280); it is kept.

    Raises:
        BadMedia: footage in it has changed since the build began.
    """
    segment, key = _segment(thumbnail_scene(timeline), timeline, shop)
    return _make(segment, key, shop.store)


def thumbnail_beside(timeline: Timeline, shop: Workshop) -> Callable[[], Path]:
    """The same, drawn in the pool beside all else unless it is kept: call what comes back for it.

    Raises:
        BadMedia: (when called) footage in it has changed since the build began.
    """
    segment, key = _segment(thumbnail_scene(timeline), timeline, shop)
    make = partial(_make, segment, key, shop.store)
    is_kept = shop.store.find(THUMBNAILS, key, ".jpg") is not None
    return make if is_kept or shop.pool.elsewhere else shop.pool.submit(make)


def _make(segment: Segment, key: str, store: Store) -> Path:
    return store.make(THUMBNAILS, key, ".jpg", partial(_draw, segment), still_so=segment.require_unchanged)


def thumbnail_scene(timeline: Timeline) -> Scene:
    """What is drawn: where its author chose no picture, with the most telling exercise.

    A theme's drawing that has no place for a picture has it behind its words.
    """
    scene = timeline.thumbnail or timeline.steps[0].scene
    if scene.preview is None and timeline.poses:
        scene = replace(scene, preview=_most_telling(timeline))
    if scene.preview and painter_for(timeline).preview_box(scene) is None:
        scene = replace(scene, clip=scene.preview, preview=None)
    return scene


def _most_telling(timeline: Timeline) -> Clip:
    """Of the exercises, the one with most to see; the first one of several."""
    return max(timeline.poses, key=lambda clip: job.telling() if (job := job_of(clip, timeline)) else -1.0)


def _segment(scene: Scene, timeline: Timeline, shop: Workshop) -> tuple[Segment, str]:
    step = TimelineStep(kind=StepKind.REST, name=timeline.title, range=FrameRange(0, 1), scene=scene)
    one = replace(timeline, steps=(step,), burnt_in=False)
    shown = {clip: _shown(clip, kept) for clip, kept in _kept(one, timeline, shop).items()}
    painter = painter_for(one)
    segment = Segment(
        scene=scene,
        start=0,
        stop=1,
        clip=shown.get(scene.clip) if scene.clip else None,
        preview=shown.get(scene.preview) if scene.preview else None,
        inset=None,
        look=one.look,
        size=one.size,
        frame_rate=one.frame_rate,
        quality=FULL,
    )
    pictures = [(one.kept.key, one.frame(0), one.flipped) for one in shown.values()]
    return segment, content_key("thumbnail", VERSION, told(scene), pictures, painter.digest(scene), one.size)


def _shown(clip: Clip, kept: KeptClip | ClipAtSight) -> Shown:
    """A film of which no moment is named is seen in its middle: its beginning is often dark, or empty."""
    if clip.loop is None and not clip.first:
        middle = kept.frames // 2
        clip = replace(clip, first=middle, loop=FrameRange(middle, middle + 1))
    return Shown(clip=clip, kept=kept)


def _kept(one: Timeline, whole: Timeline, shop: Workshop) -> dict[Clip, KeptClip | ClipAtSight]:
    """What is seen in it: footage as the video has it; all else made for its place, a figure as large as it goes."""
    jobs, keys = clip_jobs(one, whole)
    box = painter_for(one).preview_box(one.steps[0].scene)
    seen = {clip.media for clip in clips_of(whole)}
    made: dict[Clip, KeptClip | ClipAtSight] = {}
    for clip, key in keys.items():
        job = jobs[key]
        if box and (isinstance(clip.media, FigureUse) or clip.media not in seen):
            job = replace(job, size=box[2:])
        made[clip] = _at_sight(job) if isinstance(clip.media, FigureUse) else _conformed(job, shop)
    return made


def _conformed(job: ClipJob, shop: Workshop) -> KeptClip:
    key = job.key()
    return job.kept(shop.store, key) or shop.pool.submit(partial(job.run, shop.store, key))()


def _at_sight(job: ClipJob) -> ClipAtSight:
    key = content_key("close-up", job.key())
    return ClipAtSight(frames=sum(job.phase_frames), key=key, make=job.close_up)


def thumbnail_clips(timeline: Timeline) -> tuple[Clip, ...]:
    """The clips that are seen in it."""
    scene = thumbnail_scene(timeline)
    return tuple(clip for clip in (scene.clip, scene.preview) if clip)


def _draw(segment: Segment, destination: Path) -> None:
    width, height = segment.size
    scale = min(Fraction(LONGEST, max(width, height)), Fraction(SHORTEST, min(width, height)), Fraction(1))
    picture = still_of(segment, 0)
    write_jpeg(picture, int(width * scale) // 2 * 2, int(height * scale) // 2 * 2, destination)
