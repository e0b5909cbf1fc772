"""A bed of music: looped without a seam, under everything, and lower while somebody speaks."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from compiler.media.audio import INAUDIBLE, read_samples
from compiler.mix.composing import composed
from compiler.mix.loudness import LoudnessMeter
from compiler.mix.samples import SAMPLE_RATE, Samples, amplitude
from compiler.mix.speaking import SPEECH_LUFS
from compiler.model.errors import BadMedia
from compiler.model.routine import Music

DUCK_DB = -8.0
_DUCK_ATTACK, _DUCK_RELEASE = 0.35, 0.8
_SHORTEST_RISE = 1.5
"""Between two cues closer than this many seconds the music stays down."""
_FADE_IN, _FADE_OUT = 2.0, 4.0
_CROSSFADE = 2.0
_GRID = 48
"""Levels are worked out each millisecond and are straight in between."""
_SAMPLE_BYTES = 4
_SHORTEST = SAMPLE_RATE // 2
"""Music with fewer samples has no loudness and makes no loop."""

Points = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Corners of a curve: places in samples, and levels in dB there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """Music that is as long as is asked. `file` holds `length` samples of 16-bit stereo."""

    file: IO[bytes]
    length: int
    overlap: int
    gain: float
    curve: Points
    total: int

    def block(self, start: int, stop: int) -> Samples:
        """(2, n): the music from sample `start` to `stop` of the mix, with its level."""
        period = self.length - self.overlap
        pieces, at = [], start
        while at < stop:
            lap, place = divmod(at, period)
            count = min(stop - at, period - place)
            pieces.append(self._piece(place, count, first_lap=lap == 0))
            at += count
        return np.concatenate(pieces, axis=1) * self._levels(start, stop)

    def _piece(self, place: int, count: int, *, first_lap: bool) -> Samples:
        """Samples within one lap; its first ones are crossed with the end of the lap before."""
        piece = self._read(place, count)
        crossing = min(count, self.overlap - place)
        if first_lap or crossing <= 0:
            return piece
        turn = (np.arange(place, place + crossing) / self.overlap * (np.pi / 2)).astype(np.float32)
        ending = self._read(self.length - self.overlap + place, crossing)
        piece[:, :crossing] = piece[:, :crossing] * np.sin(turn) + ending * np.cos(turn)
        return piece

    def _read(self, place: int, count: int) -> Samples:
        self.file.seek(place * _SAMPLE_BYTES)
        raw = np.frombuffer(self.file.read(count * _SAMPLE_BYTES), "<i2").reshape(-1, 2)
        return np.ascontiguousarray(raw.T, dtype=np.float32) / np.float32(32_768)

    def _levels(self, start: int, stop: int) -> NDArray[np.float32]:
        """The factor of each sample: level, ducking, and the fades at both ends of the mix."""
        corners = np.arange(start, stop + _GRID, _GRID)
        rising = np.clip(corners / (_FADE_IN * SAMPLE_RATE), 0, 1)
        falling = np.clip((self.total - corners) / (_FADE_OUT * SAMPLE_RATE), 0, 1)
        factors = self.gain * 10 ** (np.interp(corners, *self.curve) / 20) * rising * falling
        return np.interp(np.arange(start, stop), corners, factors).astype(np.float32)


@contextmanager
def bed(music: Music, spoken: Sequence[tuple[int, int]], total: int) -> Iterator[Bed]:
    """Decode `music`, as much as a mix of `total` samples needs, for as long as the context lasts.

    `spoken` are the ranges of samples in which somebody speaks, in order.

    Raises:
        BadMedia: the file is missing, cannot be read, or is silent or shorter than half a second.
    """
    with tempfile.TemporaryFile(prefix="followalong-music-") as file:
        yield laid(recorded(music, file, total), music, spoken, total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tape:
    """Music of `length` samples (16-bit stereo in `file`), decoded for a mix of `total`, and how loud it is."""

    file: IO[bytes]
    length: int
    loudness: float
    total: int

    def lasts(self, total: int) -> bool:
        """Whether it does for a mix of so many samples: more of it would be the same."""
        return total <= self.total or self.length < self.total


def recorded(music: Music, file: IO[bytes], total: int) -> Tape:
    """Decode `music` to `file`, as much as a mix of `total` samples needs.

    Raises:
        BadMedia: the file is missing, cannot be read, or is silent or shorter than half a second.
    """
    blocks = read_samples(music.path) if music.path else composed()
    length, loudness = _decode(blocks, file, total + _overlap(music))
    if length < _SHORTEST or loudness == float("-inf"):
        raise _useless(music.path)
    return Tape(file=file, length=length, loudness=loudness, total=total)


def laid(tape: Tape, music: Music, spoken: Sequence[tuple[int, int]], total: int) -> Bed:
    """The music at its level under a mix of `total` samples, lower in the ranges of samples in which one speaks."""
    level = SPEECH_LUFS + float(music.level_db) - tape.loudness
    return Bed(
        file=tape.file, length=tape.length, overlap=min(_overlap(music), tape.length // 4), gain=amplitude(level),
        curve=ducking(spoken), total=total,
    )  # fmt: skip


def _overlap(music: Music) -> int:
    return int(_CROSSFADE * SAMPLE_RATE) if music.path else 0


def check_music(music: Music, seconds: float) -> None:
    """That the first `seconds` of it can be used, as far as building reads them.

    Raises:
        BadMedia: it is missing, cannot be read, or is silent or too short.
    """
    if music.path is None:
        return
    length, peak = 0, 0.0
    for block in read_samples(music.path):
        length += len(block)
        peak = max(peak, float(np.abs(block).max(initial=0)))
        if length > seconds * SAMPLE_RATE:
            break
    if length < _SHORTEST or peak < INAUDIBLE:
        raise _useless(music.path)


def _useless(path: Path | None) -> BadMedia:
    return BadMedia(f"the music {path} is silent or too short to be looped")


def _decode(blocks: Iterable[Samples], file: IO[bytes], most: int) -> tuple[int, float]:
    """Write up to `most` samples of `blocks`, (n, 2) each, to `file`; how many, and how loud they are."""
    meter, length = LoudnessMeter(), 0
    for block in blocks:
        part = block[: most - length]
        meter.add(np.ascontiguousarray(part.T))
        file.write(np.rint(np.clip(part, -1, 1) * 32_767).astype("<i2").tobytes())
        length += len(part)
        if length >= most:
            break
    return length, meter.integrated()


def ducking(spoken: Sequence[tuple[int, int]]) -> Points:
    """The level curve: down before each stretch of speech, up after it, flat where the gap is short."""
    stretches: list[list[int]] = []
    for start, stop in spoken:
        if stretches and start - stretches[-1][1] < _SHORTEST_RISE * SAMPLE_RATE:
            stretches[-1][1] = max(stop, stretches[-1][1])
        else:
            stretches.append([start, stop])
    places, levels = [0.0], [0.0]
    for start, stop in stretches:
        places += [start - _DUCK_ATTACK * SAMPLE_RATE, start, stop, stop + _DUCK_RELEASE * SAMPLE_RATE]
        levels += [0.0, DUCK_DB, DUCK_DB, 0.0]
    return np.maximum(np.array(places), 0.0), np.array(levels)
