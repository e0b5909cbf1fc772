"""Drawing before it is known how long the words take: what is the same however long that will be."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from compiler.model.timeline import Timeline
from compiler.render.encoder import Quality
from compiler.render.kept import SUFFIX
from compiler.render.rendering import SEGMENTS, encode, painter_for, prepared
from compiler.render.segments import Segment, cut
from compiler.system.workshop import Workshop


def render_ahead(
    possible: Sequence[Timeline], shop: Workshop, *, quality: Quality, enough: Callable[[], bool]
) -> int:
    """Encode what all `possible` timelines show and the store does not hold, until it is `enough`; the frames.

    Nobody hears of progress: `render` goes on from here, a few segments at a time later.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        InvalidRoutine: the theme or a figure is not usable.
        CannotWrite: the disk is full.
    """
    quiet = replace(shop, on_progress=lambda *_: None)
    missing = [
        s for s in _in_common(possible, quiet, quality) if not shop.store.find(SEGMENTS, s.key, SUFFIX)
    ]
    few, frames = 2 * shop.pool.size, 0
    while missing and not enough():
        jobs = {segment.key: partial(encode, segment, shop.store) for segment in missing[:few]}
        frames += sum(encoded for _, encoded in shop.pool.run(jobs))
        del missing[:few]
    return frames


def _in_common(possible: Sequence[Timeline], shop: Workshop, quality: Quality) -> list[Segment]:
    """Each segment once, in the order in which they are seen."""
    first, *others = (_segments(timeline, shop, quality) for timeline in possible)
    return [segment for key, segment in first.items() if all(key in other for other in others)]


def _segments(timeline: Timeline, shop: Workshop, quality: Quality) -> dict[str, Segment]:
    clips, keys, _ = prepared(timeline, shop)
    return {s.key: s for s in cut(timeline, clips, keys, painter_for(timeline), quality)}
