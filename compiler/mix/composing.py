"""A bed of music of our own: slow chords and a few plucked notes, the same on every run, and a loop without a seam.

What rings on past the end is laid over the beginning, so that the last sample leads to the first one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from compiler.mix.samples import SAMPLE_RATE

Samples = NDArray[np.float32]

COMPOSED_VERSION = 1
"""Raised when the music comes out otherwise: part of the key of every sound with it."""

_SEED = 82
_BAR = 8.0
"""Seconds of a chord."""

_CHORDS = ((50, 57, 61, 64), (47, 54, 57, 62), (43, 50, 59, 66), (45, 52, 59, 64),
           (50, 57, 64, 66), (42, 52, 57, 61), (43, 55, 59, 62), (45, 55, 57, 64))  # fmt: skip
"""Eight bars in D as MIDI notes: a root, and what lies over it."""

_SCALE = (62, 64, 66, 69, 71, 74, 76)
"""What is plucked: five tones of D, which suit every chord."""

_PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.06))
_PEAK = 0.5
_BLOCK = SAMPLE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """A tone at `start` seconds; `pan` from 0 (left) to 1."""

    hertz: float
    start: float
    level: float
    pan: float
    attack: float
    seconds: float
    decay: float


def composed() -> Iterator[Samples]:
    """One lap of 64 seconds in blocks of (n, 2) at 48 kHz."""
    lap = _lap()
    for start in range(0, len(lap), _BLOCK):
        yield lap[start : start + _BLOCK]


@lru_cache(maxsize=1)
def _lap() -> Samples:
    """Kept (25 MB), since it takes seconds and each video of a run has the same."""
    length = int(len(_CHORDS) * _BAR * SAMPLE_RATE)
    lap = np.zeros((length, 2), np.float32)
    swell = cache(_swell)
    for note in (*_pads(), *_plucks()):
        _lay(lap, note, swell(note.attack, note.seconds, note.decay))
    lap *= np.float32(_PEAK / np.abs(lap).max())
    lap.flags.writeable = False
    return lap


def _hertz(midi: int) -> float:
    return float(440.0 * 2 ** ((midi - 69) / 12))


def _pads() -> Iterator[_Note]:
    """Each chord swells and dies away over the next one; a little out of tune, as several players are."""
    for bar, chord in enumerate(_CHORDS):
        for place, midi in enumerate(chord):
            for detune, pan in ((-0.6, 0.2), (0.6, 0.8)):
                level = 0.5 if place == 0 else 0.34
                yield _Note(
                    hertz=_hertz(midi) * 2 ** (detune / 120), start=bar * _BAR, level=level, pan=pan,
                    attack=3.0, seconds=_BAR + 5.0, decay=5.0,
                )  # fmt: skip


def _plucks() -> Iterator[_Note]:
    """Two or three notes a bar, never on its first beat."""
    chance = np.random.default_rng(_SEED)
    for bar in range(len(_CHORDS)):
        for beat in sorted(chance.choice(np.arange(1, 8), size=int(chance.integers(2, 4)), replace=False)):
            yield _Note(
                hertz=_hertz(int(chance.choice(_SCALE))), start=bar * _BAR + float(beat), attack=0.015,
                level=float(chance.uniform(0.12, 0.22)), pan=float(chance.uniform(0.3, 0.7)), seconds=5.0, decay=4.9,
            )  # fmt: skip


def _times(seconds: float) -> NDArray[np.float64]:
    return np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _swell(attack: float, seconds: float, decay: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How a note comes and how it goes."""
    time = _times(seconds)
    return (
        np.sin(np.pi / 2 * np.minimum(1, time / attack)) ** 2,
        np.clip((seconds - time) / decay, 0, 1) ** 2,
    )


def _lay(lap: Samples, note: _Note, swell: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    """Add a note, whatever of it lies past the end at the beginning."""
    time = _times(note.seconds)
    wave = sum(share * np.sin(2 * np.pi * note.hertz * partial * time) for partial, share in _PARTIALS)
    sound = (wave * swell[0] * swell[1] * note.level).astype(np.float32)
    sides = np.array([np.cos(note.pan * np.pi / 2), np.sin(note.pan * np.pi / 2)], np.float32)
    start = int(note.start * SAMPLE_RATE)
    first = min(len(lap) - start, len(sound))
    lap[start : start + first] += sound[:first, None] * sides
    lap[: len(sound) - first] += sound[first:, None] * sides
