"""One step of a timeline, seen before the rest: the segments that a build of the whole will use, or a still at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from compiler.model.piece import Piece
from compiler.model.routine import FigureUse
from compiler.model.timeline import Clip, Timeline, TimelineStep
from compiler.render.clips import ClipJob
from compiler.render.encoder import FULL, Quality
from compiler.render.jpeg import jpeg
from compiler.render.kept import ClipAtSight, KeptClip
from compiler.render.rendering import clip_jobs, encode, missing_of, painter_for, piece_of, prepared, still_of
from compiler.render.segments import Segment, Shown, cut
from compiler.store import Store
from compiler.system.workshop import Workshop


def step_segments(
    timeline: Timeline, step: TimelineStep, shop: Workshop, quality: Quality
) -> tuple[Segment, ...]:
    """What a step is cut into when the whole is rendered; its clips are ready then.

    A worker cuts it: a painter is of one thread at a time, and this may be asked by many.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        InvalidRoutine: the theme or a figure is not usable.
        CannotWrite: the disk is full.
    """
    one = replace(timeline, steps=(step,), cues=())
    clips, keys = prepared(one, shop, timeline)
    return shop.pool.submit(partial(_cut, one, clips, keys, quality))()


def _cut(
    timeline: Timeline, clips: dict[str, KeptClip], keys: dict[Clip, str], quality: Quality
) -> tuple[Segment, ...]:
    return cut(timeline, clips, keys, painter_for(timeline), quality)


def encoded(segments: Sequence[Segment], shop: Workshop) -> Iterator[Piece]:
    """Encode those that the store does not hold; yields each of these when it is there, then nothing is missing.

    Raises:
        BadMedia: footage is damaged or has changed meanwhile.
        CannotWrite: the disk is full.
    """
    missing = {s.key: s for s in missing_of(segments, shop.store)}
    for key, _ in shop.pool.run({key: partial(encode, s, shop.store) for key, s in missing.items()}):
        yield piece_of(missing[key], shop.store)


def still(timeline: Timeline, step: TimelineStep, frame: int, shop: Workshop) -> bytes:
    """The step's `frame` as a JPEG of the timeline's size. Of a figure that frame alone is drawn.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        InvalidRoutine: the theme or a figure is not usable.
    """
    one = replace(timeline, steps=(step,), cues=())
    jobs, keys = clip_jobs(one, timeline)
    clips = {key: _at_once(job, shop.store, key) for key, job in jobs.items()}
    run = {key: partial(jobs[key].run, shop.store, key) for key, clip in clips.items() if clip is None}
    made: dict[str, KeptClip | ClipAtSight] = {key: clip for key, clip in clips.items() if clip}
    made.update(shop.pool.run(run))
    shown = {clip: Shown(clip=clip, kept=made[key]) for clip, key in keys.items()}
    return shop.pool.submit(partial(_still, _segment(one, step, frame, shown)))()


def _segment(timeline: Timeline, step: TimelineStep, frame: int, shown: dict[Clip, Shown]) -> Segment:
    scene = step.scene
    clip = scene.clip_at(frame)
    return Segment(
        scene=scene,
        start=frame,
        stop=frame + 1,
        clip=shown.get(clip) if clip else None,
        preview=shown.get(scene.preview) if scene.preview else None,
        inset=shown.get(scene.inset.clip) if scene.inset else None,
        look=timeline.look,
        size=timeline.size,
        frame_rate=timeline.frame_rate,
        quality=FULL,
    )


def _still(segment: Segment) -> bytes:
    return jpeg(still_of(segment, segment.start), *segment.size)


def _at_once(job: ClipJob, store: Store, key: str) -> KeptClip | ClipAtSight | None:
    """The clip if it is kept, or a figure to be drawn when it is looked at."""
    kept = job.kept(store, key)
    if kept or not isinstance(job.media, FigureUse):
        return kept
    return ClipAtSight(frames=sum(job.phase_frames), key=key, make=job.picture)
