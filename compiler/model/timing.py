"""Integer frames at a Fraction rate, half-open ranges, and durations as people write and read them.

All of the planner's time is whole frames; floats exist only where a number is shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

LONGEST = Fraction(24 * 60 * 60)
"""No duration may be longer than a day: what is longer is a slip of the pen."""


@dataclass(frozen=True, slots=True, order=True)
class FrameRange:
    """The frames from `start` up to but not including `stop`."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"not a range of frames: {self.start} to {self.stop}")

    def __len__(self) -> int:
        return self.stop - self.start

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.stop))

    def contains(self, other: "FrameRange") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: "FrameRange") -> bool:
        """Whether the two share a frame."""
        return self.start < other.stop and other.start < self.stop

    def shifted(self, frames: int) -> "FrameRange":
        """The same length, `frames` later."""
        return FrameRange(self.start + frames, self.stop + frames)


def frames_of(seconds: Fraction, frame_rate: Fraction) -> int:
    """The whole number of frames nearest to `seconds`; halves go up."""
    over, under = _product(seconds, frame_rate)
    return (2 * over + under) // (2 * under)


def frames_covering(seconds: Fraction, frame_rate: Fraction) -> int:
    """The fewest frames that last at least `seconds`."""
    over, under = _product(seconds, frame_rate)
    return -(-over // under)


def _product(one: Fraction, other: Fraction) -> tuple[int, int]:
    """Numerator and denominator, not reduced.

    Planning asks thousands of times, and a product of Fractions takes four times as long.
    """
    return one.numerator * other.numerator, one.denominator * other.denominator


def seconds_of(frames: int, frame_rate: Fraction) -> Fraction:
    """How long `frames` last."""
    return Fraction(frames) / frame_rate


class DurationError(ValueError):
    """The text is no duration; `hint` says how it is written."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


_UNITS: dict[str, int | Fraction] = {
    "h": 3600, "hr": 3600, "hour": 3600, "hours": 3600,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "ms": Fraction(1, 1000),
}  # fmt: skip
_PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*([a-z]+)")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:[.,]\d{1,6})?)")
_BARE = re.compile(r"[+-]?(\d+(?:[.,]\d+)?)")


def parse_duration(text: str) -> Fraction:
    """Exact seconds of a duration with a unit: ``30s``, ``1m30s``, ``1:30``, ``0:30``, ``1,5s``, ``30 sec``.

    The table is in docs/language.md. The result is more than 0 and at most :data:`LONGEST`.

    Raises:
        DurationError: no unit, an unknown unit, not positive, or longer than a day.
    """
    written = text.strip().lower()
    seconds = _clock_seconds(written)
    if seconds is None:
        seconds = _unit_seconds(written, text)
    if seconds <= 0:
        raise DurationError(f"must be more than 0, got {text.strip()}")
    if seconds > LONGEST:
        raise DurationError(f"must be at most 24 hours, got {text.strip()[:40]}")
    return seconds


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _clock_seconds(written: str) -> Fraction | None:
    found = _CLOCK.fullmatch(written)
    if not found:
        return None
    hours, minutes, rest = found.groups()
    seconds = _number(rest)
    if seconds >= 60 or (hours and int(minutes) >= 60):
        raise DurationError(f"{written} is not a time: minutes and seconds after a colon stay under 60")
    return int(hours or 0) * 3600 + int(minutes) * 60 + seconds


def _unit_seconds(written: str, text: str) -> Fraction:
    shown = text.strip()[:40]
    sign = -1 if written.startswith("-") else 1
    body = written[1:].lstrip() if written[:1] in "+-" and written else written
    if _BARE.fullmatch(body):
        raise DurationError(f"{shown} has no unit", hint=_bare_number_hint(body))
    total, position = Fraction(0), 0
    for part in _PART.finditer(body):
        if part.start() != position or part[2] not in _UNITS:
            break
        total += _number(part[1]) * _UNITS[part[2]]
        position = part.end() + len(body[part.end() :]) - len(body[part.end() :].lstrip())
    if not body or position != len(body):
        raise DurationError(
            f"{shown!r} is not a duration", hint="write it with a unit: 30s, 1m30s, 1:30 or 0:30"
        )
    return sign * total


def _bare_number_hint(body: str) -> str:
    short = body.lstrip("0") or "0"
    if len(short) > 6:
        return "write it with a unit: 30s, 1m30s, 1:30 or 0:30"
    return f"write {short}s for seconds or {short}m for minutes"


def clock(seconds: Fraction | float) -> str:
    """``m:ss`` (or ``h:mm:ss``), rounded down to the second: for chapters and tables."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


_TIME = re.compile(r"(?<![\d:.,])\d{1,3}:[0-5]\d(?::[0-5]\d)?(?![\d:])")


def times_in(text: str) -> tuple[str, ...]:
    """What reads as a time of a video, such as `1:30`: channels make chapters of such times in descriptions."""
    return tuple(_TIME.findall(text))


def written_duration(seconds: Fraction) -> str:
    """As an author would write it: ``30s``, ``1m30s``, ``2m``, ``7.5s``."""
    minutes, rest = divmod(seconds, 60)
    number = f"{float(rest):g}"
    if not minutes:
        return f"{number}s"
    return f"{minutes}m{number}s" if rest else f"{minutes}m"
