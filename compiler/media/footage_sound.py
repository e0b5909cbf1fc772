"""The sound of a part of a film, in step with its pictures."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compiler.media.audio import SAMPLE_RATE, open_sound, require_sound, resampled, sound_frames
from compiler.media.probe import first_second, probe, video_stream
from compiler.model.routine import Footage

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

Mono = NDArray[np.float32]
"""(n,) float32 at 48 kHz, full scale 1."""

_RUN_UP = Fraction(1, 2)
"""Decoding starts so much earlier: the first frames after a jump are not whole."""


def part_seconds(footage: Footage) -> Fraction:
    """How long the part of the film is that is used.

    Raises:
        BadMedia: it cannot be read.
    """
    end = probe(footage.path).duration if footage.stop is None else footage.stop
    return end - footage.start


def footage_samples(footage: Footage, seconds: Fraction) -> Mono:
    """`seconds` of sound from the part's start on; silence where the film has none, or not yet.

    Raises:
        BadMedia: the file is missing, unreadable or damaged, or has no sound.
    """
    samples = np.zeros(max(1, round(seconds * SAMPLE_RATE)), np.float32)
    with open_sound(footage.path, "leave sound: out") as (container, stream):
        for at, piece in _pieces(container, stream, footage):
            if at >= len(samples):
                break
            first, last = max(0, at), min(len(samples), at + len(piece))
            if first < last:
                samples[first:last] = piece[first - at : last - at]
    return samples


def _pieces(
    container: "InputContainer", stream: "AudioStream", footage: Footage
) -> Iterator[tuple[int, Mono]]:
    """Pieces of sound and where they begin, in samples from the part's start."""
    origin = first_second(video_stream(container, footage.path))
    if footage.start > _RUN_UP:
        container.seek(int((footage.start + origin - _RUN_UP) * 1_000_000))
    frames = sound_frames(container, stream, footage.path)
    first = next(frames, None)
    if first is None:
        return
    at = round((_seconds(first) - origin - footage.start) * SAMPLE_RATE)
    for part in resampled(chain([first], frames), "mono"):
        piece = require_sound(part.to_ndarray().reshape(-1).astype(np.float32, copy=False), footage.path)
        yield at, piece
        at += len(piece)


def _seconds(frame: "AudioFrame") -> Fraction:
    return Fraction(0) if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base
