"""Pictures in time -> a constant rate."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from compiler.media.timed import Shown
from compiler.model.routine import Footage
from compiler.model.timing import frames_of

_EARLY = Fraction(1, 4)
"""Of a frame: by so much may a picture's time be late and still count as come.

Cameras and containers round times. Without it, one picture too late by a millisecond is left out and the one
before it shown twice.
"""


def at_constant_rate(pictures: Iterable[Shown], footage: Footage, frame_rate: Fraction) -> Iterator[Shown]:
    """For each moment of the result the last picture whose time has come; the same object again where it stays.

    Pictures before the trim's start may come along: the last of them shows at the start. At least one frame
    comes out of any input that has one.
    """
    total = None if footage.stop is None else _count(footage.stop, footage, frame_rate)
    step, made = footage.speed / frame_rate, 0
    previous: Shown | None = None
    for current in pictures:
        if previous is not None:
            early = min(step, max(Fraction(0), current.seconds - previous.seconds)) * _EARLY
            while footage.start + made * step < current.seconds - early and (total is None or made < total):
                yield previous
                made += 1
        previous = current
    if previous is not None:
        end = previous.seconds + previous.duration
        wanted = _count(end, footage, frame_rate) if total is None else total
        for _ in range(made, wanted):
            yield previous


def _count(stop: Fraction, footage: Footage, frame_rate: Fraction) -> int:
    return max(1, frames_of((stop - footage.start) / footage.speed, frame_rate))
