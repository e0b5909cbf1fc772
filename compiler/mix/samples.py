"""What the mixer works on: float32 arrays of (channels, n) at 48 kHz, full scale 1.

One channel stands for two equal ones: as long as nothing stereo is in the mix, half the arithmetic will do.
"""

from fractions import Fraction
from math import log10

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SAMPLE_RATE = 48_000
BLOCK = 57_600
"""Samples that are worked on at a time, 1.2 s; memory does not depend on the length of the mix."""


def sample_at(frame: int, frame_rate: Fraction) -> int:
    """The sample at which video frame `frame` starts, the nearest if it falls between two."""
    return round(Fraction(frame * SAMPLE_RATE) / frame_rate)


def amplitude(db: float) -> float:
    """The factor that changes a level by `db`."""
    return float(10 ** (db / 20))


def level_db(factor: float) -> float:
    """The level in dB of a factor; minus infinity for nothing."""
    return 20 * log10(factor) if factor > 0 else float("-inf")
