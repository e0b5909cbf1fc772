"""How much of its footage a video shows: what is never seen of a long file is not decoded."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from compiler.media.probe import probe
from compiler.model.routine import Footage, Playback
from compiler.model.timeline import Clip, Timeline
from compiler.model.timing import seconds_of
from compiler.store import Looks, looks

_LEAST_SECONDS = 8
"""Parts last this or twice, four times … as long, so that another dose seldom needs another part."""


def parts_of(timeline: Timeline) -> dict[Footage, Footage]:
    """Each footage of the timeline with an `out` that is not long after the last picture seen of it.

    Raises:
        BadMedia: it cannot be read.
    """
    alike: dict[Footage, list[Footage]] = {}
    reach: dict[Footage, int] = {}
    for step in timeline.steps:
        for clip in (step.scene.clip, step.scene.preview):
            if clip and isinstance(clip.media, Footage):
                same = _content(clip.media)
                alike.setdefault(same, []).append(clip.media)
                reach[same] = max(reach.get(same, 0), _reach(clip, len(step.range)))
    stops = {same: _stop(same, seconds_of(n, timeline.frame_rate)) for same, n in reach.items()}
    return {one: replace(one, stop=stops[same]) for same, ones in alike.items() for one in ones}


def _content(footage: Footage) -> Footage:
    """The same for all uses that are conformed alike."""
    backwards = footage.playback is Playback.PING_PONG
    playback = Playback.PING_PONG if backwards else Playback.LOOP
    return replace(footage, playback=playback, mirrored=False, sound=None, span=None)


def _reach(clip: Clip, frames: int) -> int:
    return clip.loop.stop if clip.loop else clip.first + frames


def _stop(footage: Footage, seconds: Fraction) -> Fraction | None:
    """Effects may turn the time around, so that they are given the whole."""
    if footage.effects:
        return footage.stop
    part = Fraction(_LEAST_SECONDS)
    while part < seconds:
        part *= 2
    wanted = footage.start + part * footage.speed
    end = footage.stop or _duration(footage.path, looks(footage.path))
    return wanted if wanted < end else footage.stop


@lru_cache(maxsize=256)
def _duration(path: Path, _looks: Looks) -> Fraction:
    return probe(path).duration
