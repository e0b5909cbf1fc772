"""The mixer's own sounds: a tick for the last seconds, and a longer, warmer tone when a hold ends."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from compiler.mix.samples import SAMPLE_RATE, Samples
from compiler.model.timeline import ToneKind

_TICK_HZ, _TICK_SECONDS, _TICK_PEAK = 880.0, 0.06, 0.05
_END_HZ = ((293.66, 1.0), (440.0, 0.6), (587.33, 0.35), (880.0, 0.12))
"""A fifth over a low note and their octaves: frequency, and share."""
_END_SECONDS, _END_PEAK = 1.2, 0.11


@cache
def tone(kind: ToneKind) -> Samples:
    """The sound of a kind of tone, (1, n), before the gain of the whole mix."""
    return _tick() if kind is ToneKind.TICK else _end()


def _tick() -> Samples:
    time = np.arange(int(_TICK_SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    return _shaped(np.sin(2 * np.pi * _TICK_HZ * time), attack=0.002, decay=0.012, peak=_TICK_PEAK)


def _end() -> Samples:
    time = np.arange(int(_END_SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    chord = sum(share * np.sin(2 * np.pi * hz * time) for hz, share in _END_HZ)
    return _shaped(np.asarray(chord), attack=0.02, decay=0.28, peak=_END_PEAK)


def _shaped(wave: NDArray[np.float64], *, attack: float, decay: float, peak: float) -> Samples:
    """`wave` with a soft start, dying away to nothing; times in seconds, `peak` a factor of full scale."""
    time = np.arange(len(wave)) / SAMPLE_RATE
    left = time[-1] - time
    envelope = np.minimum(1, time / attack) * np.exp(-time / decay) * np.minimum(1, left / (8 * attack))
    shaped = wave * envelope
    return np.asarray(shaped * (peak / np.abs(shaped).max()), np.float32)[None]
