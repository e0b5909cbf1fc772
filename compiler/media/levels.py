"""How loud a file's sound is, every hundredth of a second."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compiler.media.audio import open_sound, require_sound, sound_frames
from compiler.media.probe import first_second, video_stream
from compiler.model.errors import BadMedia

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer

Levels = NDArray[np.float32]
"""(n,) RMS from 0 to 1."""

LEVEL_SECONDS = 0.01
"""One level for so long."""

_RATE = 16_000
_WINDOW = int(_RATE * LEVEL_SECONDS)
_JUMP = _RATE // 10
"""Samples: where time stamps say that so much is missing, or too much, they are right."""


def levels_of(path: Path) -> Levels:
    """The RMS of every 10 ms of a file's first sound, from its first picture (or sound) on.

    Raises:
        BadMedia: there is no sound, or it is damaged.
    """
    sums: list[tuple[int, Levels]] = []
    end = 0
    for at, piece in _heard(path):
        start, kept = max(0, at), piece[max(0, -at) :]
        if not len(kept):
            continue
        windows = (start % _WINDOW + np.arange(len(kept))) // _WINDOW
        sums.append((start // _WINDOW, np.bincount(windows, np.square(kept)).astype(np.float32)))
        end = max(end, start + len(kept))
    energy = np.zeros(-(-end // _WINDOW), np.float32)
    for first, values in sums:
        energy[first : first + len(values)] += values
    return np.sqrt(energy / _WINDOW)


def _heard(path: Path) -> Iterator[tuple[int, Levels]]:
    """Pieces of sound, mono, and where each begins, in samples."""
    from av import AudioResampler

    with open_sound(path) as (container, stream):
        resampler = AudioResampler(format="flt", layout="mono", rate=_RATE)
        origin = _first_picture(container, path)
        at = 0
        for frame in sound_frames(container, stream, path):
            begins = _seconds(frame)
            if begins is not None:
                origin = begins if origin is None else origin
                told = round((begins - origin) * _RATE)
                at = told if abs(told - at) > _JUMP else at
            frame.pts = None
            for part in resampler.resample(frame):
                piece = part.to_ndarray().reshape(-1).astype(np.float32, copy=False)
                yield at, require_sound(piece, path)
                at += len(piece)


def _first_picture(container: "InputContainer", path: Path) -> Fraction | None:
    try:
        return first_second(video_stream(container, path))
    except BadMedia:  # sound alone
        return None


def _seconds(frame: "AudioFrame") -> Fraction | None:
    return None if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base
