"""Any audio file -> mono samples -> a WAV file with no silence around the words."""

import wave
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compiler.media.audio import INAUDIBLE, SAMPLE_RATE
from compiler.model.errors import BadMedia, ToolFailed
from compiler.model.routine import Footage
from compiler.model.timeline import WordTime
from compiler.narrate.word_marks import add_marks

Samples = NDArray[np.float32]
"""(n,) float32, full scale is 1."""

FilmPart = tuple[Fraction, Fraction | None]
"""From and to which second of a film; None is its end."""

_KEPT_SECONDS = 0.03
_WINDOW_SECONDS = 0.005
_SILENCE = 10 ** (-45 / 20)
"""What is 45 dB below the loudest window is silence."""
_ABOVE_ROOM = 10 ** (10 / 20)
_LOUDEST_ROOM = 10 ** (-24 / 20)
"""Or, in a room, what is less than 10 dB over its noise, but nothing that is within 24 dB of the loudest window."""
_KEPT_IN_A_ROOM = 0.15
"""Soft sounds at the ends of words are lost in the noise, so that more is kept."""


def read_mono(path: Path) -> tuple[Samples, int]:
    """Samples and sample rate of any audio file; 16-bit WAV keeps its own rate, all else comes at 48 kHz.

    Raises:
        BadMedia: the file cannot be read.
    """
    return _read_plain_wav(path) or _read_any(path)


def _read_plain_wav(path: Path) -> tuple[Samples, int] | None:
    """None also for one whose header gives another length than it has: that is for others to judge."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2:
                return None
            channels, rate, length = file.getnchannels(), file.getframerate(), file.getnframes()
            if not 0 < length * channels * 2 <= path.stat().st_size:
                return None
            data = file.readframes(length)
    except (OSError, EOFError, wave.Error):
        return None
    if len(data) != length * channels * 2:
        return None
    whole = np.frombuffer(data, "<i2").reshape(-1, channels)
    return (whole.mean(axis=1, dtype=np.float32) / np.float32(32_768)).astype(np.float32), rate


def _read_any(path: Path) -> tuple[Samples, int]:
    from compiler.media.audio import read_samples

    blocks = [block.mean(axis=1) for block in read_samples(path)]
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    return samples.astype(np.float32), 48_000


def trimmed(samples: Samples, sample_rate: int, *, in_a_room: bool = False) -> Samples:
    """`samples` without the silence before and after, but for about 30 ms; empty if all is silence.

    What was recorded `in_a_room` has the room's own noise for silence; then 150 ms are left.
    """
    start, stop = heard_part(samples, sample_rate, in_a_room=in_a_room)
    return _with_soft_ends(samples[start:stop], max(1, int(sample_rate * _WINDOW_SECONDS)))


def heard_part(samples: Samples, sample_rate: int, *, in_a_room: bool = False) -> tuple[int, int]:
    """From and up to which sample there is something to hear, with a little around it; (0, 0) if nowhere."""
    window = max(1, int(sample_rate * _WINDOW_SECONDS))
    padded = np.zeros(-(-len(samples) // window) * window, np.float32)
    padded[: len(samples)] = samples
    levels = np.sqrt(np.mean(np.square(padded.reshape(-1, window)), axis=1))
    if not len(levels) or levels.max() < INAUDIBLE:
        return 0, 0
    silence, kept_seconds = levels.max() * _SILENCE, _KEPT_SECONDS
    noise = min(np.quantile(levels, 0.1) * _ABOVE_ROOM, levels.max() * _LOUDEST_ROOM)
    if in_a_room and noise > silence:
        silence, kept_seconds = noise, _KEPT_IN_A_ROOM
    loud = np.flatnonzero(levels > silence)
    kept = int(sample_rate * kept_seconds)
    return max(0, int(loud[0]) * window - kept), min(len(samples), int(loud[-1] + 1) * window + kept)


def _with_soft_ends(samples: Samples, length: int) -> Samples:
    """The same, fading in and out over `length` samples, so that a cut does not click."""
    soft = samples.copy()
    length = min(length, len(soft) // 2)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    soft[:length] *= ramp
    soft[len(soft) - length :] *= ramp[::-1]
    return soft


def write_wav(path: Path, samples: Samples, sample_rate: int) -> None:
    """Write mono 16-bit WAV.

    The file is opened here: where there is no room for one, Python's `wave` complains of itself on the terminal.
    """
    with path.open("wb") as whole, wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(np.rint(np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())


def finish(source: Path, destination: Path, *, maker: str, words: Sequence[tuple[float, str]] = ()) -> None:
    """Bring what a voice wrote to `source` into the form of a Speech at `destination`.

    `words` are (second of `source` in which it begins, word), where the voice tells.

    Raises:
        ToolFailed: there is no file, it cannot be read, or nothing can be heard in it; names `maker`.
    """
    if not source.is_file() or not source.stat().st_size:
        raise ToolFailed(f"{maker} wrote no sound")
    try:
        samples, sample_rate = read_mono(source)
    except BadMedia as error:
        raise ToolFailed(f"{maker} wrote something that is not sound: {error}") from error
    speech = trimmed(samples, sample_rate)
    if not len(speech):
        raise ToolFailed(f"{maker} wrote a sound that is silent")
    write_wav(destination, speech, sample_rate)
    if words:
        begun = heard_part(samples, sample_rate)[0] / sample_rate
        add_marks(destination, _times(words, begun, len(speech) / sample_rate), sample_rate)


def _times(words: Sequence[tuple[float, str]], begun: float, seconds: float) -> list[WordTime]:
    """The same, counted from the second `begun`; none lies outside of what is left, or before the last one."""
    starts = accumulate((min(seconds, max(0.0, start - begun)) for start, _ in words), max)
    return [
        WordTime(text=text, start=Fraction(start)) for start, (_, text) in zip(starts, words, strict=True)
    ]


def finish_recording(source: Path, destination: Path, part: FilmPart | None = None) -> None:
    """Bring a recording, or what is said in a part of a film, into the form of a Speech.

    Raises:
        BadMedia: it cannot be read, or nothing can be heard in it.
    """
    words, sample_rate = said_in_film(source, part) if part else words_in(source)
    write_wav(destination, words, sample_rate)


def said_in_film(source: Path, part: FilmPart) -> tuple[Samples, int]:
    """What is said in a part of a film, pauses and all, and its sample rate.

    Raises:
        BadMedia: it cannot be read, or nothing can be heard in it.
    """
    from compiler.media.footage_sound import footage_samples, part_seconds

    film = Footage(path=source, start=part[0], stop=part[1])
    samples = footage_samples(film, part_seconds(film))
    if not len(trimmed(samples, SAMPLE_RATE)):
        raise BadMedia(f"nothing can be heard in {source}", hint="leave sound: speaks out")
    return samples, SAMPLE_RATE


def words_in(source: Path) -> tuple[Samples, int]:
    """What is said in a recording, without the silence around it, and its sample rate.

    Raises:
        BadMedia: it cannot be read, or nothing can be heard in it.
    """
    samples, sample_rate = read_mono(source)
    words = trimmed(samples, sample_rate, in_a_room=True)
    if not len(words):
        raise BadMedia(f"nothing can be heard in {source}", hint="record it again, closer to the microphone")
    return words, sample_rate
