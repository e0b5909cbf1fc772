"""The render stage: conform what is shown, cut, draw and encode what is not kept yet, side by side."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path

from compiler.draw import load_look
from compiler.draw.painter import Painter
from compiler.media import Picture
from compiler.model.brand import Look
from compiler.model.errors import InvalidRoutine
from compiler.model.piece import Piece
from compiler.model.timeline import Clip, Timeline
from compiler.render.clips import ClipJob, clips_of, job_of
from compiler.render.compose import Compositor, scaled
from compiler.render.encoder import FULL, Quality, segment_encoder
from compiler.render.kept import SUFFIX, KeptClip
from compiler.render.parts import parts_of
from compiler.render.segments import Segment, Shown, cut
from compiler.store import Store
from compiler.system.workshop import Workshop

SEGMENTS = "segments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The picture track: every segment's file in order, and how much of it was encoded just now."""

    pieces: tuple[Piece, ...]
    frames: int
    encoded_frames: int
    conformed_clips: int


OnCut = Callable[[tuple[Piece, ...]], None]
"""Hears before anything is encoded what there will be."""


def render(
    timeline: Timeline,
    shop: Workshop,
    *,
    quality: Quality,
    on_cut: OnCut = lambda _: None,
    on_pieces: Callable[[int], object] = lambda _: None,
) -> Rendering:
    """Encode every segment that the store does not hold, in the order in which they are seen.

    `on_pieces` hears how many of the jobs are done, after each.

    Progress is told of footage ("conform"), then of halves of frames ("render"), those of figures among them.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        InvalidRoutine: the theme or a figure is not usable.
        CannotWrite: the disk is full.
    """
    clips = foreseen(timeline, shop)
    segments = cut(timeline, clips.kept, clips.keys, painter_for(timeline), quality)
    pieces = tuple(piece_of(segment, shop.store) for segment in segments)
    on_cut(pieces)
    missing = missing_of(segments, shop.store)
    work = work_on(missing, clips, shop.store)
    _do(work, {**{s.key: s.effort for s in missing}, **clips.efforts}, shop, on_pieces)
    return Rendering(
        pieces=pieces,
        frames=timeline.frames,
        encoded_frames=sum(len(segment) for segment in missing),
        conformed_clips=clips.conformed + sum(key in work.jobs for key in clips.to_draw),
    )


def piece_of(segment: Segment, store: Store) -> Piece:
    """Where the segment is or will be."""
    find = partial(store.find, SEGMENTS, segment.key, SUFFIX)
    path = store.path(SEGMENTS, segment.key, SUFFIX)
    return Piece(path=path, frames=len(segment), is_whole=lambda: find() is not None)


def painter_for(shown: Timeline | Segment) -> Painter:
    """The theme's painter; in a worker process one serves all segments."""
    return _painter(shown.look, shown.size, shown.frame_rate)


@lru_cache(maxsize=4)
def _painter(look: Look, size: tuple[int, int], frame_rate: Fraction) -> Painter:
    found, problems = load_look(look)
    if found is None:
        raise InvalidRoutine(*problems)
    return Painter(found, size, frame_rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clips:
    """The clips of a timeline by their key, the key of each Clip, and how many were conformed just now.

    Those that are `to_draw` are promised: how long they will be is known, and so where what shows them is cut.
    """

    kept: dict[str, KeptClip]
    keys: dict[Clip, str]
    to_draw: dict[str, ClipJob]
    conformed: int

    @property
    def efforts(self) -> dict[str, int]:
        """What drawing takes, in halves of a frame that moves, as of a segment."""
        return {key: 2 * sum(job.phase_frames) for key, job in self.to_draw.items()}


def foreseen(timeline: Timeline, shop: Workshop, whole: Timeline | None = None) -> Clips:
    """Clips as far as one has to have them to cut: footage is conformed, figures need not be drawn yet."""
    jobs, keys = clip_jobs(timeline, whole or timeline)
    clips = {key: kept for key, job in jobs.items() if (kept := job.kept(shop.store, key))}
    missing = {key: job for key, job in jobs.items() if key not in clips}
    promised = {key: clip for key, job in missing.items() if (clip := job.promised(shop.store, key))}
    to_draw = {key: missing[key] for key in promised}
    wanted = {key: partial(job.run, shop.store, key) for key, job in missing.items() if key not in promised}
    for done, (key, clip_made) in enumerate(shop.pool.run(wanted), 1):
        clips[key] = clip_made
        shop.on_progress("conform", done, len(wanted))
    return Clips(kept=clips | promised, keys=keys, to_draw=to_draw, conformed=len(wanted))


def prepared(
    timeline: Timeline, shop: Workshop, whole: Timeline | None = None
) -> tuple[dict[str, KeptClip], dict[Clip, str]]:
    """Clips ready to be read, by key, and the key of each Clip of the timeline, which may be a part of the `whole`."""
    clips = foreseen(timeline, shop, whole)
    drawn = {key: partial(job.run, shop.store, key) for key, job in clips.to_draw.items()}
    for done, (key, clip) in enumerate(shop.pool.run(drawn), 1):
        clips.kept[key] = clip
        shop.on_progress("conform", done, len(drawn))
    return clips.kept, clips.keys


def clip_jobs(timeline: Timeline, whole: Timeline) -> tuple[dict[str, ClipJob], dict[Clip, str]]:
    """What makes each clip of the timeline, a part of the `whole` or all of it, by its key; and each Clip's key."""
    jobs: dict[str, ClipJob] = {}
    keys: dict[Clip, str] = {}
    names: dict[ClipJob, str] = {}
    parts = parts_of(whole)
    for clip in dict.fromkeys(clips_of(timeline)):
        job = job_of(clip, timeline, parts)
        if job is not None:
            if job not in names:
                names[job] = job.key()
            keys[clip] = names[job]
            jobs.setdefault(names[job], job)
    return jobs, keys


def missing_of(segments: Iterable[Segment], store: Store) -> list[Segment]:
    """Those that the store does not hold, each once, in the order in which they are seen."""
    first = {segment.key: segment for segment in reversed(list(segments))}
    ordered = (s for s in segments if s is first[s.key])
    return [s for s in ordered if not store.find(SEGMENTS, s.key, SUFFIX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Jobs by the key of what they make, and after which others each may be begun."""

    jobs: dict[str, Callable[[], object]]
    after: dict[str, tuple[str, ...]]


def work_on(missing: Iterable[Segment], clips: Clips, store: Store) -> Work:
    """Encode the segments; a clip is drawn just before the first of them that shows it."""
    jobs: dict[str, Callable[[], object]] = {}
    after: dict[str, tuple[str, ...]] = {}
    for segment in missing:
        drawn = tuple(one.kept.key for one in segment.shown if one.kept.key in clips.to_draw)
        for key in drawn:
            jobs.setdefault(key, partial(clips.to_draw[key].run, store, key))
        jobs[segment.key], after[segment.key] = partial(encode, segment, store), drawn
    return Work(jobs=jobs, after=after)


def _do(work: Work, efforts: Mapping[str, int], shop: Workshop, on_pieces: Callable[[int], object]) -> None:
    total, done = sum(efforts[key] for key in work.jobs), 0
    shop.on_progress("render", done, total)
    for count, (key, _) in enumerate(shop.pool.run(work.jobs, work.after), 1):
        on_pieces(count)
        done += efforts[key]
        shop.on_progress("render", done, total)


def encode(segment: Segment, store: Store) -> int:
    """Encode one segment into the store; its frames. For worker processes.

    Raises:
        BadMedia: footage in it is damaged, or has changed since the build began.
    """
    segment.require_unchanged()
    write = partial(_write, segment)
    store.make(SEGMENTS, segment.key, SUFFIX, write, still_so=segment.require_unchanged)
    return len(segment)


def _write(segment: Segment, destination: Path) -> None:
    painter = painter_for(segment)
    with (
        segment_encoder(destination, segment.size, segment.frame_rate, segment.quality) as encoder,
        Compositor(segment, painter) as compositor,
    ):
        for frame in range(segment.start, segment.stop):
            compositor.draw(frame, encoder.canvas)
            encoder.write()


def render_frame(timeline: Timeline, frame: int, shop: Workshop) -> Picture:
    """One frame of the video as it is composited, before encoding: for pictures of it and tests."""
    return still_of(*segment_at(timeline, frame, shop))


def segment_at(timeline: Timeline, frame: int, shop: Workshop) -> tuple[Segment, int]:
    """The segment that a frame of the video lies in, ready to be drawn, and which of its step's frames it is."""
    step = next(step for step in timeline.steps if step.range.start <= frame < step.range.stop)
    one = replace(timeline, steps=(step,))
    clips, keys = prepared(one, shop, timeline)
    painter = painter_for(timeline)
    local = frame - step.range.start
    return next(s for s in cut(one, clips, keys, painter, FULL) if s.start <= local < s.stop), local


def still_of(segment: Segment, frame: int) -> Picture:
    """The step's `frame`, composited."""
    painter = painter_for(segment)
    canvas = Picture.blank(*segment.size)
    with Compositor(segment, painter) as compositor:
        compositor.draw(frame, canvas)
    return canvas


def composited(timeline: Timeline, shop: Workshop) -> Iterator[Picture]:
    """Every frame of the video before encoding, on one canvas that is drawn anew: copy what you keep."""
    clips, keys = prepared(timeline, shop)
    painter = painter_for(timeline)
    canvas = Picture.blank(*timeline.size)
    for segment in cut(timeline, clips, keys, painter, FULL):
        with Compositor(segment, painter) as compositor:
            for frame in range(segment.start, segment.stop):
                compositor.draw(frame, canvas)
                yield canvas


class Source:
    """The pictures of one Clip of a timeline, by the step's frame; `shown` is what is kept of it."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self._reader = shown.kept.opened().__enter__()

    def picture(self, step_frame: int) -> Picture:
        """What the step's frame shows."""
        picture = self._reader.picture(self.shown.frame(step_frame))
        return picture.mirrored() if self.shown.flipped else picture

    def scaled(self, step_frame: int, width: int, height: int) -> Picture:
        """The same, filling another size."""
        return scaled(self.picture(step_frame), width, height)


def opened_sources(timeline: Timeline, shop: Workshop) -> tuple[Painter, dict[Clip, Source]]:
    """The timeline's painter, and every filmed clip open for reading: for other compositors than ours."""
    clips, keys = prepared(timeline, shop)
    sources = {clip: Source(Shown(clip=clip, kept=clips[key])) for clip, key in keys.items()}
    return painter_for(timeline), sources
