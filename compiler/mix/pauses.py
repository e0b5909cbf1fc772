"""Where a mix may be cut in two that are made side by side: in a pause, so that neither half reaches the other."""

from collections.abc import Sequence
from math import lcm

from compiler.mix.encode import FRAME
from compiler.mix.loudness import HOP
from compiler.mix.placing import Placed

_GRID = lcm(FRAME, HOP)
"""Samples: whole frames of the encoder and whole hops of the meter, 1.6 s."""
_CLEAR = 4 * FRAME
"""Silence that a cut needs on either side; the limiter looks 20 ms ahead, the encoder two frames."""


def halves(sounds: Sequence[Placed], total: int) -> tuple[range, ...]:
    """The samples of the mix in two parts, cut in a pause near the middle; in one where there is no pause."""
    taken = [(sound.start - _CLEAR, sound.start + sound.samples().shape[1] + _CLEAR) for sound in sounds]
    middle = total // 2
    possible = range(-(-total // 4 // _GRID) * _GRID, total * 3 // 4 + 1, _GRID)
    for cut in sorted(possible, key=lambda place: abs(place - middle)):
        if cut and not any(start < cut < stop for start, stop in taken):
            return range(cut), range(cut, total)
    return (range(total),)
