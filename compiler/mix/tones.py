"""The mixer's own sounds: a tick for the last seconds, and tones for the start, the phases and the end of a dose.

They lie about 10 dB under the voice, so that they are heard and nobody starts: at 20 dB under it ticks were not heard
over the rustle of a mat. A phase's tone tells by its pitch what to do: it rises where one goes in, stays where one
stays, and falls where one comes out.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from compiler.mix.samples import SAMPLE_RATE, Samples
from compiler.model.timeline import ToneKind

_TICK_HZ, _TICK_SECONDS, _TICK_PEAK = 880.0, 0.06, 0.16
_BEGIN_HZ, _BEGIN_SECONDS, _BEGIN_PEAK = (523.25, 783.99), 0.5, 0.14
"""Two notes, one after the other, and longer than a tick: nothing that counts sounds like this."""
_LOW_HZ, _HIGH_HZ, _PHASE_SECONDS, _PHASE_PEAK = 392.0, 587.33, 0.3, 0.1
_GLIDES = {
    ToneKind.MOVE_IN: (_LOW_HZ, _HIGH_HZ),
    ToneKind.HOLD: (_HIGH_HZ, _HIGH_HZ),
    ToneKind.MOVE_OUT: (_HIGH_HZ, _LOW_HZ),
}
_END_HZ = ((293.66, 1.0), (440.0, 0.6), (587.33, 0.35), (880.0, 0.12))
"""A fifth over a low note and their octaves: frequency, and share."""
_END_SECONDS, _END_PEAK = 1.2, 0.16


@cache
def tone(kind: ToneKind) -> Samples:
    """The sound of a kind of tone, (1, n), before the gain of the whole mix."""
    if kind in _GLIDES:
        return _glide(*_GLIDES[kind])
    if kind is ToneKind.TICK:
        return _tick()
    return _begin() if kind is ToneKind.BEGIN else _end()


def _tick() -> Samples:
    return _shaped(
        np.sin(2 * np.pi * _TICK_HZ * _time(_TICK_SECONDS)), attack=0.002, decay=0.012, peak=_TICK_PEAK
    )


def _begin() -> Samples:
    time = _time(_BEGIN_SECONDS)
    first, second = (np.sin(2 * np.pi * hz * time) for hz in _BEGIN_HZ)
    late = np.clip((time - 0.16) / 0.02, 0, 1)
    return _shaped(first * (1 - late) + second * late, attack=0.01, decay=0.3, peak=_BEGIN_PEAK)


def _glide(start: float, stop: float) -> Samples:
    time = _time(_PHASE_SECONDS)
    hz = start + (stop - start) * np.clip(time / (0.8 * _PHASE_SECONDS), 0, 1)
    turns = np.cumsum(hz) / SAMPLE_RATE
    return _shaped(np.sin(2 * np.pi * turns), attack=0.02, decay=0.4, peak=_PHASE_PEAK)


def _end() -> Samples:
    time = _time(_END_SECONDS)
    chord = sum(share * np.sin(2 * np.pi * hz * time) for hz, share in _END_HZ)
    return _shaped(np.asarray(chord), attack=0.02, decay=0.28, peak=_END_PEAK)


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _shaped(wave: NDArray[np.float64], *, attack: float, decay: float, peak: float) -> Samples:
    """`wave` with a soft start, dying away to nothing; times in seconds, `peak` a factor of full scale."""
    time = np.arange(len(wave)) / SAMPLE_RATE
    left = time[-1] - time
    envelope = np.minimum(1, time / attack) * np.exp(-time / decay) * np.minimum(1, left / (8 * attack))
    shaped = wave * envelope
    return np.asarray(shaped * (peak / np.abs(shaped).max()), np.float32)[None]
