"""Levels of a sound -> the claps in it: what begins at once, is over at once, and stands alone."""

from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from compiler.media.levels import LEVEL_SECONDS, Levels

_QUIETEST = -30.0
"""dB below full level: a clap is loud."""
_STANDS_OUT = 18.0
_BEFORE = (15, 3)
_AFTER = (15, 40)
"""Windows before and behind a clap between which it has to stand out, by so many dB."""
_AT_ONCE = 15.0
"""By so many dB the sound is lower two windows before: a syllable rises more slowly."""
_NEARLY, _LONGEST = 10.0, 8
"""No more than so many windows are within so many dB of its loudest one: a word is longer."""
_OVER_THE_ROOM = 12.0
"""By no more than so many dB is it louder before a clap than in the quietest tenth: music and speech are."""
_ONE_SECONDS = 1.5
"""Two that are so near are one sign."""
_SELDOM_SECONDS = 5.0
"""Claps that come more often part nothing: they are the beat of something."""
_EDGE_SECONDS = 0.5
"""At its ends a recording has the finger on the button."""


def claps(levels: Levels) -> tuple[float, ...]:
    """The second of each clap; several in a row count as one, at the middle of them."""
    loudness = 20 * np.log10(np.maximum(levels, 1e-6))
    edge = int(_EDGE_SECONDS / LEVEL_SECONDS)
    if not len(loudness):
        return ()
    room = float(np.quantile(loudness, 0.1))
    least = max(_QUIETEST, _usual_speech(loudness, room))
    found = [
        int(at) * LEVEL_SECONDS
        for at in np.flatnonzero(loudness >= least)
        if edge <= at < len(loudness) - edge and _is_clap(loudness, int(at), room)
    ]
    marks = _together(found)
    apart = [after - before for before, after in pairwise(marks)]
    return () if apart and median(apart) < _SELDOM_SECONDS else marks


def _usual_speech(loudness: NDArray[np.float32], room: float) -> float:
    """How loud the loud half of what stands out of the room is; a clap is as loud or louder."""
    louder = loudness[loudness > room + 8]
    return float(np.quantile(louder, 0.5)) if len(louder) else _QUIETEST


def _is_clap(loudness: NDArray[np.float32], at: int, room: float) -> bool:
    peak = float(loudness[at])
    near = loudness[max(0, at - 2) : at + 13]
    slow = loudness[at - 2] > peak - _AT_ONCE
    if slow or peak < near.max() or int((near > peak - _NEARLY).sum()) > _LONGEST:
        return False
    before = loudness[max(0, at - _BEFORE[0]) : max(0, at - _BEFORE[1])]
    after = loudness[at + _AFTER[0] : at + _AFTER[1]]
    quiet = min(peak - _STANDS_OUT, room + _OVER_THE_ROOM)
    return bool(before.max(initial=-120) < quiet and np.median(after) < peak - _STANDS_OUT)


def _together(found: list[float]) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for second in found:
        if groups and second - groups[-1][-1] <= _ONE_SECONDS:
            groups[-1].append(second)
        else:
            groups.append([second])
    return tuple((group[0] + group[-1]) / 2 for group in groups)
