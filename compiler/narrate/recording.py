"""Line after line from a microphone: when somebody begins and ends, how loud it was, and whether it fits."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from compiler.narrate.script import ScriptLine
from compiler.narrate.sound_file import trimmed

Samples = NDArray[np.float32]

QUIET_AFTER = 1.5
"""Seconds of silence that end a take."""

LONGEST = 120.0
_WAITED = 15.0
_FLOOR_SECONDS = 0.3
_ABOVE_FLOOR = 10 ** (12 / 20)
_LEAST_LEVEL = 10 ** (-42 / 20)
_TOO_QUIET = 10 ** (-26 / 20)
_CLIPPED = 0.99


class Microphone(Protocol):
    """Something that hears. A stand-in for tests is a few lines long."""

    @property
    def sample_rate(self) -> int:
        """Samples a second."""
        ...

    def blocks(self) -> AbstractContextManager[Iterator[Samples]]:
        """What is heard from now on, in pieces of (n,) float32, for as long as the context lasts.

        Raises:
            ToolFailed: there is none, or it may not be used.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One line as it was spoken; `samples` without the silence around."""

    samples: Samples
    sample_rate: int
    problems: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.sample_rate

    @property
    def empty(self) -> bool:
        """Whether nobody spoke."""
        return not len(self.samples)


class Level(Protocol):
    """Hears how loud it is, 0 to 1, many times a second."""

    def __call__(self, level: float) -> None: ...


def take(microphone: Microphone, line: ScriptLine, on_level: Level = lambda level: None) -> Take:
    """Listen until the line was spoken and it is quiet again, or nobody speaks.

    Raises:
        ToolFailed: there is no microphone, or it may not be used.
    """
    with microphone.blocks() as blocks:
        heard = list(_until_quiet(blocks, microphone.sample_rate, on_level))
    whole = np.concatenate(heard) if heard else np.zeros(0, np.float32)
    return take_of(whole, microphone.sample_rate, line.room)


def take_of(whole: Samples, sample_rate: int, room: Fraction | None) -> Take:
    """A line as it was recorded, without the silence around; `room` is the time in seconds that there is for it."""
    words = trimmed(whole, sample_rate) if _spoken(whole) else whole[:0]
    problems = tuple(_problems(words, sample_rate, room))
    return Take(samples=words, sample_rate=sample_rate, problems=problems)


def _spoken(samples: Samples) -> bool:
    return bool(len(samples)) and float(np.abs(samples).max()) > _LEAST_LEVEL


def _until_quiet(blocks: Iterable[Samples], rate: int, on_level: Level) -> Iterator[Samples]:
    """Pass blocks on up to the silence after the words; the first moments tell how quiet the room is."""
    seconds, quiet, spoken = 0.0, 0.0, False
    floor: list[float] = []
    for block in blocks:
        level = float(np.sqrt(np.mean(np.square(block)))) if len(block) else 0.0
        on_level(level)
        yield block
        length = len(block) / rate
        seconds += length
        if seconds <= _FLOOR_SECONDS:
            floor.append(level)
            continue
        loud = level > max(_LEAST_LEVEL, min(floor, default=0.0) * _ABOVE_FLOOR)
        spoken, quiet = spoken or loud, 0.0 if loud else quiet + length
        if quiet >= (QUIET_AFTER if spoken else _WAITED) or seconds >= LONGEST:
            return


def _problems(words: Samples, rate: int, room: Fraction | None) -> Iterator[str]:
    """What speaks against keeping it."""
    if not len(words):
        yield "nothing was heard"
        return
    peak, seconds = float(np.abs(words).max()), len(words) / rate
    if peak >= _CLIPPED:
        yield "too loud: it is distorted; go a little away from the microphone"
    if peak < _TOO_QUIET:
        yield "very quiet; go closer to the microphone"
    if room is not None and seconds > room:
        yield f"too long: {seconds:.1f} s, and there are {float(room):.1f} s for it"
