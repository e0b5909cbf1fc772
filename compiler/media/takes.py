"""What happens in a recording -> the parts of it that belong together: suggestions, from pure arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil, floor
from statistics import median

import numpy as np
from numpy.typing import NDArray

from compiler.media.activity import Activity
from compiler.media.claps import claps
from compiler.media.levels import LEVEL_SECONDS, Levels
from compiler.media.movement import LOOK_SECONDS, Values

USUAL_PAUSE = 2.0
"""Seconds of quiet, or of stillness, that part two takes."""


class Sign(StrEnum):
    """By what takes are told apart."""

    CLAPS = "claps"
    BOTH = "both"
    PAUSES = "pauses"
    STILLNESS = "stillness"


@dataclass(frozen=True, slots=True)
class Take:
    """From one second of a recording to another."""

    start: float
    stop: float

    @property
    def length(self) -> float:
        """In seconds."""
        return self.stop - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """The takes of a recording, in order, and by what they were told apart; no two share a moment."""

    takes: tuple[Take, ...]
    sign: Sign


_SHORTEST = 1.0
_LITTLE = 0.25
"""Of a usual take: at the ends of a recording, what is so short is the way from and to the camera."""
_FINER = 4
"""Where it is known how many there are, breaks may be so much shorter than a pause."""
_BEFORE, _AFTER = 0.3, 0.5
"""Seconds that are left around what was found."""
_CLAP = 0.4
"""Seconds around a clap that are none of a take's."""
_SHORTEST_SOUND = 0.08
_ABOVE_NOISE = 10 ** (8 / 20)
_BELOW_LOUD = 10 ** (-30 / 20)
_FAINTEST = 10 ** (-60 / 20)
_LEAST_MOVEMENT, _MOST_NOISE = 1.5, 6.0
"""Levels of 255 between two pictures: what is less is stillness, and what is more is never taken for noise."""


def find_takes(
    activity: Activity, *, count: int | None = None, sign: Sign | None = None, pause: float = USUAL_PAUSE
) -> Takes:
    """The takes of a recording: `count` of them where so many can be told apart, at most.

    Without a `sign`, by the first that parts it: claps, then where it is quiet and still, then pauses in what is
    heard, then stillness. A `pause` is so many seconds; with a `count`, the longest breaks part it, also shorter ones.
    """
    signs = [sign] if sign else list(Sign)
    finer = pause / _FINER if count else pause
    tried = {one: _by(one, activity, pause if one is Sign.CLAPS else finer) for one in signs}
    longest = max(tried, key=lambda one: len(tried[one]))
    best = next((one for one, takes in tried.items() if len(takes) >= (count or 2)), longest)
    takes = _at_most(tried[best], count) if count else tried[best]
    return Takes(takes=_with_room(takes, activity.seconds), sign=best)


def _by(sign: Sign, activity: Activity, pause: float) -> tuple[Take, ...]:
    heard = _heard(activity.levels) if activity.levels is not None else ()
    seen = _moving(activity.movement) if activity.movement is not None else ()
    spans = {Sign.PAUSES: heard, Sign.STILLNESS: seen}.get(sign, (*heard, *seen))
    if sign is not Sign.CLAPS:
        return _joined(spans, pause)
    marks = claps(activity.levels) if activity.levels is not None else ()
    return _between(marks, heard, seen, activity.seconds, pause)


def _heard(levels: Levels) -> tuple[Take, ...]:
    """Where somebody speaks, or something else is louder than the room."""
    if not len(levels) or levels.max() <= _FAINTEST:
        return ()
    noise = float(np.quantile(levels, 0.1)) * _ABOVE_NOISE
    loud = levels[levels > max(noise, _FAINTEST)]
    if not len(loud):
        return ()
    threshold = max(noise, float(np.quantile(loud, 0.95)) * _BELOW_LOUD, _FAINTEST)
    spans = _joined(_runs(levels > threshold, LEVEL_SECONDS), 0.25, shortest=0)
    return tuple(span for span in spans if span.length >= _SHORTEST_SOUND)


def _moving(movement: Values) -> tuple[Take, ...]:
    noise = 2.5 * float(np.quantile(movement, 0.05)) if len(movement) else 0
    return _runs(movement > min(max(_LEAST_MOVEMENT, noise), _MOST_NOISE), LOOK_SECONDS)


def _runs(active: NDArray[np.bool_], seconds: float) -> tuple[Take, ...]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    return tuple(Take(start * seconds, stop * seconds) for start, stop in edges.reshape(-1, 2).tolist())


def _joined(spans: Sequence[Take], pause: float, *, shortest: float = _SHORTEST) -> tuple[Take, ...]:
    """Those with less than a pause between them as one; what is short all the same is a cough."""
    joined: list[Take] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start - joined[-1].stop < pause:
            joined[-1] = Take(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return tuple(span for span in joined if span.length >= shortest)


def _between(
    marks: Sequence[float], heard: Sequence[Take], seen: Sequence[Take], seconds: float, pause: float
) -> tuple[Take, ...]:
    """What happens between two marks, from its first moment to its last; nothing where there are no marks."""
    found: list[Take] = []
    for number, (before, after) in enumerate(pairwise([-_CLAP, *marks, seconds + _CLAP]) if marks else ()):
        within = Take(before + _CLAP, after - _CLAP)
        inside = list(_joined([one for span in (*heard, *seen) for one in _cut(span, within)], pause))
        if not number and len(inside) > 1 and _is_a_walk(inside[0], inside[1:], heard):
            del inside[0]
        if number == len(marks) and len(inside) > 1 and _is_a_walk(inside[-1], inside[:-1], heard):
            del inside[-1]
        if inside:
            found.append(Take(inside[0].start, inside[-1].stop))
    return tuple(found)


def _is_a_walk(end: Take, rest: Sequence[Take], heard: Sequence[Take]) -> bool:
    """Whether what happens at an end of a recording is little beside the rest, and nobody speaks."""
    little = end.length < _LITTLE * (rest[-1].stop - rest[0].start)
    return little and not any(_cut(span, end) for span in heard)


def _cut(span: Take, within: Take) -> tuple[Take, ...]:
    """What of a span lies within another one, if anything."""
    start, stop = max(span.start, within.start), min(span.stop, within.stop)
    return (Take(start, stop),) if start < stop else ()


def _at_most(takes: tuple[Take, ...], count: int) -> tuple[Take, ...]:
    """Parted by the longest breaks alone; what is little then at the ends is none, if enough is left."""
    if len(takes) <= count:
        return takes
    breaks = [after.start - before.stop for before, after in pairwise(takes)]
    cuts = sorted(sorted(range(len(breaks)), key=breaks.__getitem__)[len(breaks) + 1 - count :])
    firsts, lasts = [0, *(cut + 1 for cut in cuts)], [*cuts, len(takes) - 1]
    kept = [Take(takes[a].start, takes[b].stop) for a, b in zip(firsts, lasts, strict=True)]
    little = _LITTLE * median(one.length for one in kept)
    without = [takes[firsts[1] :] if count > 1 else (), takes[: firsts[-1]]]
    for end, rest in zip((kept[0], kept[-1]), without, strict=True):
        if end.length < little and len(rest) >= count:
            return _at_most(rest, count)
    return tuple(kept)


def _with_room(takes: Sequence[Take], seconds: float) -> tuple[Take, ...]:
    """A little more at both ends, up to the middle of the break; in tenths of a second."""
    if not takes:
        return ()
    middles = [(before.stop + after.start) / 2 for before, after in pairwise(takes)]
    found = []
    for take, earliest, latest in zip(takes, [0.0, *middles], [*middles, seconds], strict=True):
        start, stop = max(earliest, take.start - _BEFORE), min(latest, take.stop + _AFTER)
        found.append(Take(ceil(start * 10) / 10, floor(stop * 10) / 10))
    return tuple(found)
