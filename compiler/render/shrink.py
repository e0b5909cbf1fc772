"""A picture that is rendered -> the same in so many bytes: its size by calculation, its bits by x264's two passes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import log2
from pathlib import Path
from typing import Any

import av

from compiler.model.errors import InvalidRoutine
from compiler.model.file_size import file_size_words
from compiler.model.piece import Piece
from compiler.model.timing import clock
from compiler.render.encoder import B_FRAMES, FULL, LONGEST_GROUP, tagged
from compiler.store import Store, content_key

SHRUNK = "shrunk"
VERSION = 1
"""Raised when the same job comes to other bytes."""

GOOD_CRF, WORST_CRF = 29.0, 35.0
"""By x264's scale: what is still good to look at, and what is only just watchable."""
LINES = (1080, 720, 540, 432, 360)
"""Short sides to choose from, in pixels; below the last one words in the picture are hard to read on a phone."""
SAVED = 1.2
"""How much two passes at a slower preset save against the first encoding at the same quality (measured: 1.2 to 1.5)."""
FEWER_PIXELS = 0.75
"""Bits go with this power of the number of pixels at the same quality (measured on drawn and filmed routines)."""
AIM = 0.98
"""Of what may be used, what is asked for; x264 misses a rate by some per cent, of short videos by more."""
MOST_TRIES = 4
"""Second passes, each asking for what the one before missed."""
_PRESET = "veryfast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A video: its picture's pieces, how long it is, and what its sound takes in bytes."""

    pieces: tuple[Piece, ...]
    size: tuple[int, int]
    frame_rate: Fraction
    sound_bytes: int

    @property
    def frames(self) -> int:
        """The length in frames."""
        return sum(piece.frames for piece in self.pieces)

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return float(self.frames / self.frame_rate)

    @property
    def picture_bytes(self) -> int:
        """What the picture takes as it is rendered."""
        return sum(piece.path.stat().st_size for piece in self.pieces)

    @property
    def container_bytes(self) -> int:
        """What tables, captions and chapters take, roughly."""
        return 20_000 + self.frames * 14 + round(self.seconds * 47 * 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a picture is encoded in: its size, and how many bytes it may take."""

    size: tuple[int, int]
    picture_bytes: int


def fits(whole: Whole, most: int) -> bool:
    """Whether it is small enough as it is."""
    return whole.picture_bytes + whole.sound_bytes + whole.container_bytes <= most


def choose(whole: Whole, most: int) -> Choice:
    """The largest picture that is still good in `most` bytes; where none is, the smallest, if it can be watched.

    Raises:
        InvalidRoutine: it cannot; the message says how many bytes are the fewest.
    """
    left = most * AIM - whole.container_bytes - whole.sound_bytes
    sizes = _sizes(whole.size)
    good = [size for size in sizes if left > 0 and _crf(whole, size, left) <= GOOD_CRF]
    size = good[0] if good else sizes[-1]
    if left <= 0 or _crf(whole, size, left) > WORST_CRF:
        raise _too_small(whole, most, sizes[-1])
    return Choice(size=size, picture_bytes=round(left))


def _sizes(size: tuple[int, int]) -> list[tuple[int, int]]:
    """The video's own size and smaller ones of its shape, the largest first."""
    short = min(size)
    smaller = [lines for lines in LINES if lines < short]
    return [size, *((_even(size[0] * n, short), _even(size[1] * n, short)) for n in smaller)]


def _even(side: int, of: int) -> int:
    return max(2, round(side / of / 2) * 2)


def _crf(whole: Whole, size: tuple[int, int], picture_bytes: float) -> float:
    """The quality that the picture comes out in, by x264's scale: six steps halve the bits."""
    return float(FULL.crf) + 6 * log2(_same_quality(whole, size) / picture_bytes)


def _same_quality(whole: Whole, size: tuple[int, int]) -> float:
    pixels = (size[0] * size[1]) / (whole.size[0] * whole.size[1])
    return float(whole.picture_bytes * pixels**FEWER_PIXELS / SAVED)


def _too_small(whole: Whole, most: int, size: tuple[int, int]) -> InvalidRoutine:
    picture = _same_quality(whole, size) / 2 ** ((WORST_CRF - float(FULL.crf)) / 6)
    least = round((picture + whole.sound_bytes + whole.container_bytes) / AIM)
    told = f"in {file_size_words(most)} it could not be watched: {clock(whole.seconds)} takes at least"
    return InvalidRoutine(
        f"{told} {file_size_words(least)}, at {size[0]}x{size[1]} pixels and quality {WORST_CRF:.0f} of x264",
        hint="leave exercises out (--skip, --only), shorten it (--fit), or send a link (publish)",
    )


def shrunk(whole: Whole, choice: Choice, store: Store, on_frames: Callable[[int], None]) -> Piece:
    """The whole picture as one piece, kept by what it was made from."""
    names = [piece.path.name for piece in whole.pieces]
    key = content_key(SHRUNK, VERSION, names, choice.size, choice.picture_bytes, whole.frame_rate)
    path = store.make(SHRUNK, key, ".mp4", partial(_encode_twice, whole, choice, store, on_frames))
    return Piece(path=path, frames=whole.frames)


def _encode_twice(
    whole: Whole, choice: Choice, store: Store, on_frames: Callable[[int], None], destination: Path
) -> None:
    rate = choice.picture_bytes * 8 / whole.seconds
    with store.scratch_folder() as scratch:
        log, first = scratch / "passes.log", scratch / "first.mp4"
        _encode(whole, choice.size, rate, _options(1, log), first, on_frames)
        for _ in range(MOST_TRIES):
            further = partial(_told, on_frames, whole.frames)
            _encode(whole, choice.size, rate, _options(2, log), destination, further)
            made = destination.stat().st_size
            if choice.picture_bytes * (2 * AIM - 1) <= made <= choice.picture_bytes:
                break
            rate *= min(2.0, max(0.5, choice.picture_bytes * AIM / made))


def _told(on_frames: Callable[[int], None], before: int, done: int) -> None:
    on_frames(before + done)


def _options(number: int, log: Path) -> dict[str, str]:
    parameters = {
        "bframes": B_FRAMES, "b-pyramid": "none", "open-gop": 0, "keyint": LONGEST_GROUP, "threads": 2,
        "force-cfr": 1, "weightp": 0, "b-adapt": 1, "aq-strength": 0.75,
    }  # fmt: skip
    return {
        "preset": _PRESET,
        "flags": f"+pass{number}",
        "passlogfile": str(log),
        "x264-params": ":".join(f"{key}={value}" for key, value in parameters.items()),
    }


def _encode(
    whole: Whole,
    size: tuple[int, int],
    rate: float,
    options: dict[str, str],
    target: Path,
    on_frames: Callable[[int], None],
) -> None:
    with av.open(str(target), "w", format="mp4") as container:
        stream: Any = container.add_stream("libx264", rate=whole.frame_rate)
        stream.width, stream.height = size
        stream.bit_rate = round(rate)
        tagged(stream.codec_context, whole.frame_rate, options)
        for number, frame in enumerate(_pictures(whole.pieces)):
            small = frame.reformat(*size, "yuv420p", interpolation="LANCZOS")
            small.pts, small.time_base = number, 1 / whole.frame_rate
            container.mux(stream.encode(small))
            if number % 60 == 0:
                on_frames(number)
        container.mux(stream.encode(None))


def _pictures(pieces: Sequence[Piece]) -> Iterator[Any]:
    for piece in pieces:
        with av.open(str(piece.path), format="mp4") as container:
            yield from container.decode(video=0)
