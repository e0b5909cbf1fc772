"""Integrated loudness after ITU-R BS.1770-4, measured block by block.

The K-weighting is done in the frequency domain: its impulse response has died away to nothing well within the
overlap. Agrees with ffmpeg's ebur128 within 0.1 LU (tested), is quicker, and passes over silence.
"""

from array import array
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from compiler.mix.samples import BLOCK, SAMPLE_RATE, Samples

HOP = SAMPLE_RATE // 10
"""Gating blocks of 400 ms start every 100 ms."""

_HOPS_PER_GATE = 4
_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0

_STEP = 2 * HOP
_FFT = 12_288
_OVERLAP = _FFT - _STEP
"""56 ms: by then the filters' answer is 110 dB down. Short transforms that stay in the cache are quickest."""

_HEAD = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_LOW_CUT = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of the standard at 48 kHz: the head's shelf and the low cut, numerator and denominator."""


def _response() -> NDArray[np.complex64]:
    z = np.exp(-2j * np.pi * np.arange(_FFT // 2 + 1) / _FFT)
    whole = np.ones_like(z)
    for (b0, b1, b2), (a0, a1, a2) in (_HEAD, _LOW_CUT):
        whole *= (b0 + b1 * z + b2 * z**2) / (a0 + a1 * z + a2 * z**2)
    return np.asarray(whole, np.complex64)


_WEIGHTING: Final = _response()


class LoudnessMeter:
    """Takes a signal in pieces of any size and tells its loudness; keeps 8 bytes for each 100 ms."""

    def __init__(self, hop: int = HOP) -> None:
        """Energies are of `hop` samples, a divisor of :data:`HOP`; what is integrated is of whole ones."""
        self._hop = hop
        self._before: Samples | None = None
        self._waiting: list[Samples] = []
        self._count = 0
        self._total = 0
        self._energies = array("d")

    def add(self, samples: Samples) -> None:
        """Go on with `samples`, (channels, n); always the same number of channels."""
        self._waiting.append(samples)
        self._count += samples.shape[1]
        self._total += samples.shape[1]
        if self._count >= BLOCK:
            joined = np.concatenate(self._waiting, axis=1) if len(self._waiting) > 1 else samples
            whole = self._count - self._count % BLOCK
            for at in range(0, whole, BLOCK):
                self._weigh(joined[:, at : at + BLOCK])
            self._waiting, self._count = [joined[:, whole:]], self._count - whole

    def _weigh(self, block: Samples) -> None:
        """Energies of the hops of one whole block, summed over both channels."""
        if self._before is None:
            self._before = np.zeros((block.shape[0], _OVERLAP), np.float32)
        window = np.concatenate([self._before, block], axis=1)
        self._before = block[:, -_OVERLAP:]
        if not window.any():
            self._energies.extend([0.0] * (BLOCK // self._hop))
            return
        pieces = sliding_window_view(window, _FFT, axis=1)[:, ::_STEP]
        weighted = np.fft.irfft(np.fft.rfft(pieces) * _WEIGHTING, _FFT)[:, :, _OVERLAP:]
        energy = np.square(weighted).reshape(block.shape[0], -1, self._hop).sum(axis=(0, 2), dtype=np.float64)
        self._energies.extend((energy * (2 / block.shape[0])).tolist())

    def hop_energies(self) -> NDArray[np.float64]:
        """Weighted energy of each hop so far, a started one included; ends the measurement."""
        if self._count:
            rest = np.concatenate(self._waiting, axis=1)
            self._waiting, self._count = [], 0
            self._weigh(np.pad(rest, ((0, 0), (0, BLOCK - rest.shape[1]))))
        hops = -(-self._total // self._hop)
        return np.array(self._energies[:hops], np.float64)

    def integrated(self) -> float:
        """Loudness in LUFS of all that was added, gated; minus infinity for silence. Ends the measurement."""
        return gated_loudness(self.hop_energies()[: self._total // HOP])


def gated_loudness(hops: NDArray[np.float64]) -> float:
    """Loudness in LUFS of what has these weighted energies in each whole 100 ms; minus infinity for silence."""
    if len(hops) < _HOPS_PER_GATE:
        return float("-inf")
    return _gated(np.convolve(hops, np.ones(_HOPS_PER_GATE), "valid") / (_HOPS_PER_GATE * HOP))


def _gated(powers: NDArray[np.float64]) -> float:
    """Mean loudness of the gating blocks that count; `powers` are their mean squares."""
    loud = powers[powers > 10 ** ((_ABSOLUTE_GATE - _OFFSET) / 10)]
    if not len(loud):
        return float("-inf")
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return float(_OFFSET + 10 * np.log10(loud.mean()))


def loudness_of(samples: Samples) -> float:
    """Loudness in LUFS of something short as a whole, such as one utterance.

    Gated like a programme; under 400 ms, where the standard has no answer, the mean over its own length.
    """
    meter = LoudnessMeter()
    meter.add(samples)
    if samples.shape[1] >= _HOPS_PER_GATE * HOP:
        return meter.integrated()
    power = meter.hop_energies().sum() / max(1, samples.shape[1])
    return float(_OFFSET + 10 * np.log10(power)) if power > 0 else float("-inf")
