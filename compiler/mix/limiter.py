"""Keeping true peaks under a ceiling: a look-ahead limiter without memory, and a true-peak meter.

The gain at a sample is a smoothed minimum of what the 20 ms on either side need, so it is the same wherever a
block begins, and it never lags behind a peak. Between samples the signal is interpolated four times, but only
where it comes near the ceiling: no more than a few in a hundred samples.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from compiler.mix.samples import SAMPLE_RATE, Samples, amplitude

_REACH = SAMPLE_RATE // 100
"""Samples on each side over which the least gain is taken, and again over which it is smoothed."""
_TAPS = 24
_PHASES = 4
_CONTEXT = 2 * _REACH + _TAPS
_NEAR = 0.5
"""Beside a sample below this share of a level there is no peak above the level, but in noise."""


def _interpolator() -> Samples:
    """(taps, 3): the values a quarter, a half and three quarters after the middle of a window."""
    at = np.arange(_TAPS)[:, None] - (_TAPS // 2 - 1) - np.arange(1, _PHASES)[None, :] / _PHASES
    kernel = np.sinc(at) * np.i0(7 * np.sqrt(np.clip(1 - (at / (_TAPS / 2)) ** 2, 0, 1))) / np.i0(7)
    return np.asarray(kernel / kernel.sum(axis=0), np.float32)


_INTERPOLATOR: Final = _interpolator()


def _peaks_near(channel: NDArray[np.float32], level: float) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Where `channel` comes near `level`, and its highest value there or just after."""
    places = np.flatnonzero(np.abs(channel) > level * _NEAR)
    places = places[(places >= _TAPS) & (places < len(channel) - _TAPS)]
    if not len(places):
        return places, np.zeros(0, np.float32)
    windows = sliding_window_view(channel, _TAPS)[places - (_TAPS // 2 - 1)]
    between = np.abs(windows @ _INTERPOLATOR).max(axis=1)
    return places, np.maximum(between, np.abs(channel[places]))


class TruePeakMeter:
    """Takes a signal in pieces and knows the highest true peak so far, as a factor of full scale."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._before: Samples | None = None

    def add(self, samples: Samples) -> None:
        """Go on with `samples`, (channels, n)."""
        if self._before is None:
            self._before = np.zeros((samples.shape[0], 2 * _TAPS), np.float32)
        window = np.concatenate([self._before, samples], axis=1)
        self._before = window[:, -2 * _TAPS :]
        highest = float(np.abs(window).max())
        for channel in window if highest > self.peak * _NEAR else ():
            _, peaks = _peaks_near(channel, max(self.peak, highest))
            self.peak = max(self.peak, float(peaks.max(initial=0)))

    def finish(self) -> float:
        """The peak of the whole."""
        if self._before is not None:
            self.add(np.zeros_like(self._before))
        return self.peak


def limited(blocks: Iterable[Samples], ceiling: float) -> Iterator[Samples]:
    """`blocks` with true peaks of at most `ceiling`: as many samples, at the same places."""
    carried: Samples | None = None
    for block in blocks:
        if carried is None:
            carried = np.zeros((block.shape[0], _CONTEXT), np.float32)
        window = np.concatenate([carried, block], axis=1)
        carried = window[:, -2 * _CONTEXT :]
        if window.shape[1] > 2 * _CONTEXT:
            yield _limit(window, ceiling)
    if carried is not None:
        yield _limit(np.pad(carried, ((0, 0), (0, _CONTEXT))), ceiling)


def raised(blocks: Iterable[Samples], gain_db: float, ceiling: float) -> Iterator[Samples]:
    """`blocks` louder by `gain_db`, and :func:`limited`."""
    gain = np.float32(amplitude(gain_db))
    return limited((block * gain for block in blocks), ceiling)


def _limit(window: Samples, ceiling: float) -> Samples:
    """The inner part of `window`, limited; a context on each side is only looked at."""
    inner = window[:, _CONTEXT:-_CONTEXT]
    if np.abs(window).max() <= ceiling * _NEAR:
        return inner
    needed = np.ones(window.shape[1], np.float32)
    for channel in window:
        places, peaks = _peaks_near(channel, ceiling)
        gains = np.minimum(1, ceiling / np.maximum(peaks, np.float32(1e-9))).astype(np.float32)
        needed[places] = np.minimum(needed[places], gains)
        needed[places + 1] = np.minimum(needed[places + 1], gains)
    if needed.min() == 1:
        return inner
    gain = _smoothed(_least_around(needed))
    return inner * gain[_CONTEXT:-_CONTEXT]


def _least_around(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The least value within `_REACH` samples on either side; windows grow by doubling."""
    width = 2 * _REACH + 1
    least = np.pad(values, _REACH, constant_values=1)
    reached = 1
    while reached < width:
        step = min(reached, width - reached)
        least = np.minimum(least[:-step], least[step:])
        reached += step
    return least


def _smoothed(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Two running means that together reach `_REACH` samples to either side."""
    for _ in range(2):
        half = _REACH // 2
        padded = np.pad(values.astype(np.float64), (half + 1, half), mode="edge")
        sums = np.cumsum(padded)
        values = ((sums[2 * half + 1 :] - sums[: -2 * half - 1]) / (2 * half + 1)).astype(np.float32)
    return values
