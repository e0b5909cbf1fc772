"""Drawing before it is known how long the words take: what is the same however long that will be."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from compiler.model.timeline import Timeline
from compiler.render.encoder import Quality
from compiler.render.rendering import Clips, Work, foreseen, missing_of, painter_for, work_on
from compiler.render.segments import Segment, cut
from compiler.system.workshop import Workshop


def render_ahead(
    possible: Sequence[Timeline],
    shop: Workshop,
    *,
    quality: Quality,
    enough: Callable[[], bool],
    only_cards: bool = False,
) -> int:
    """Encode what all `possible` timelines show and the store does not hold, until it is `enough`; the frames.

    With `only_cards`, only what shows no figure that is still to be drawn, which takes seconds. Nobody hears of
    progress: `render` goes on from here.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        InvalidRoutine: the theme or a figure is not usable.
        CannotWrite: the disk is full.
    """
    quiet = replace(shop, on_progress=lambda *_: None)
    clips = [foreseen(timeline, quiet) for timeline in possible]
    alike = _in_common(possible, clips, quality)
    missing = missing_of(alike, shop.store)
    drawing = replace(clips[0], to_draw={key: job for one in clips for key, job in one.to_draw.items()})
    work = work_on(missing, drawing, shop.store)
    jobs = {key: job for key, job in work.jobs.items() if not only_cards or _is_at_hand(key, work, drawing)}
    done = {key for key, _ in shop.pool.run(jobs, work.after, enough)}
    return sum(len(segment) for segment in missing if segment.key in done)


def _is_at_hand(key: str, work: Work, clips: Clips) -> bool:
    return key not in clips.to_draw and not work.after[key]


def _in_common(possible: Sequence[Timeline], clips: Sequence[Clips], quality: Quality) -> list[Segment]:
    """Each segment once, in the order in which they are seen."""
    first, *others = (_segments(*both, quality) for both in zip(possible, clips, strict=True))
    return [segment for key, segment in first.items() if all(key in other for other in others)]


def _segments(timeline: Timeline, clips: Clips, quality: Quality) -> dict[str, Segment]:
    return {s.key: s for s in cut(timeline, clips.kept, clips.keys, painter_for(timeline), quality)}
