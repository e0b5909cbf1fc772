"""An exercise's start and end as pictures without words: for paper and for pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from compiler.media import Picture
from compiler.media.probe import probe
from compiler.model.routine import FigureUse, Footage
from compiler.model.timeline import Clip, StepKind, Timeline
from compiler.render.clips import ClipJob, is_flipped, job_of
from compiler.render.jpeg import write_jpeg
from compiler.render.parts import parts_of
from compiler.store import Store, content_key
from compiler.system.workshop import Workshop

STILLS = "stills"
VERSION = 2
"""Raised when the same moment comes to another picture."""
LONGEST_SIDE = 1920
"""Pixels in which it is drawn."""
WRITTEN_SIDE = 1280
"""Pixels in which it is kept: 300 to an inch at 10.8 cm, and no sheet gives a picture more."""

FIGURE_SIZE = (1920, 1080)
"""Pixels in which a figure is drawn."""

MOMENTS = ("start", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """One moment of a clip: the start of the movement, or its end, where the pose is held."""

    job: ClipJob
    moment: str
    frame: int | None
    flipped: bool

    def key(self) -> str:
        """Equal for equal pictures."""
        moment = self.moment if self.frame is None else self.frame
        return content_key("still", VERSION, self.job.key(), moment, self.flipped)


def exercise_pictures(timeline: Timeline, shop: Workshop) -> dict[int, tuple[Path, ...]]:
    """JPEGs of each exercise by its index: start and end; one where nothing moves, none where nothing is filmed yet.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        CannotWrite: the disk is full.
    """
    wanted = dict(_stills(timeline))
    keys = {still: still.key() for stills in wanted.values() for still in stills}
    missing = {key: still for still, key in keys.items() if not shop.store.find(STILLS, key, ".jpg")}
    jobs = {key: partial(make, still, shop.store, key) for key, still in missing.items()}
    for done, _ in enumerate(shop.pool.run(jobs), 1):
        shop.on_progress("draw", done, len(jobs))
    return {
        index: tuple(shop.store.path(STILLS, keys[still], ".jpg") for still in stills)
        for index, stills in wanted.items()
    }


def _stills(timeline: Timeline) -> Iterator[tuple[int, tuple[Still, ...]]]:
    parts = parts_of(timeline)
    for index in range(len(timeline.exercises)):
        clip = _clip_of(timeline, index)
        job = _job(clip, timeline, parts) if clip else None
        yield index, _moments(clip, job) if clip and job else ()


def _job(clip: Clip, timeline: Timeline, parts: Mapping[Footage, Footage]) -> ClipJob | None:
    """What shows the clip as large as paper asks for: a figure lying down, footage in the shape of the video."""
    size = FIGURE_SIZE
    if isinstance(clip.media, Footage):
        longest = max(timeline.size)
        size = (_large(timeline.size[0], longest), _large(timeline.size[1], longest))
    return job_of(clip, replace(timeline, size=size), parts)


def _large(side: int, longest: int) -> int:
    return side if longest >= LONGEST_SIDE else side * LONGEST_SIDE // longest // 2 * 2


def _clip_of(timeline: Timeline, index: int) -> Clip | None:
    """What is seen while the exercise is done, on the side that comes first."""
    done = (StepKind.HOLD, StepKind.REPS)
    steps = [step for step in timeline.steps if step.exercise_index == index and step.kind in done]
    return steps[0].scene.clip if steps else None


def _moments(clip: Clip, job: ClipJob) -> tuple[Still, ...]:
    start, end = _frames(clip)
    if start is not None and start == end:
        return (Still(job=job, moment="end", frame=end, flipped=is_flipped(clip)),)
    both = zip(MOMENTS, (start, end), strict=True)
    found = tuple(Still(job=job, moment=name, frame=at, flipped=is_flipped(clip)) for name, at in both)
    stands_still = isinstance(clip.media, Footage) and not clip.media.photos and probe(clip.media.path).still
    return found[:1] if stands_still else found


def _frames(clip: Clip) -> tuple[int | None, int | None]:
    """Which frames of the conformed clip; None where its length alone tells, which is not known yet."""
    if not clip.phase_frames:
        return None, None
    return 0, clip.first or (
        clip.phase_frames[0] if len(clip.phase_frames) > 1 else clip.phase_frames[0] // 2
    )


def make(still: Still, store: Store, key: str) -> None:
    """Draw one into the store. For worker processes."""
    store.make(STILLS, key, ".jpg", partial(_draw, still, store))


def _draw(still: Still, store: Store, destination: Path) -> None:
    picture = _picture(still, store)
    picture = picture.mirrored() if still.flipped else picture
    width, height = picture.size
    longest = max(width, height)
    scale = min(WRITTEN_SIDE, longest)
    write_jpeg(picture, width * scale // longest // 2 * 2, height * scale // longest // 2 * 2, destination)


def _picture(still: Still, store: Store) -> Picture:
    job = still.job
    if isinstance(job.media, FigureUse):
        assert still.frame is not None
        return job.picture(still.frame)
    kept = job.run(store, job.key())
    with kept.opened() as reader:
        middle = kept.frames // 2 if still.moment == "end" else 0
        return reader.picture(min(kept.frames - 1, middle if still.frame is None else still.frame)).copy()
