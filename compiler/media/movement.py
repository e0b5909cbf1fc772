"""How much moves in a film's pictures, every half second: they are looked at tiny, and only some of them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compiler.media.opening import open_media
from compiler.media.probe import time_base_of, video_stream

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Values = NDArray[np.float32]

LOOK_SECONDS = 0.5
"""One value for so long: pictures are looked at this far apart, or where key frames are."""

_KEYS_APART = Fraction(11, 10)
"""Where key frames are as near as phones set them, they alone are decoded: a thirtieth of the work."""
_KEYS_WITHIN = 10
_TINY = (64, 36)
_BLOCK = 4

Moved = tuple[float, float, float]
"""From one second to another, and by how much the picture differs between them, in levels of 255."""


def movement_between(path: Path, start: int, stop: int) -> list[Moved]:
    """By how much pictures half a second apart (or key frames) differ, from the key frame before `start` on.

    Damage is passed over: whoever uses the part will meet it.

    Raises:
        BadMedia: the file cannot be opened, or has no pictures.
    """
    found: list[Moved] = []
    last: tuple[float, Values] | None = None
    for seconds, frame in _looks(path, start, stop):
        tiny = frame.reformat(*_TINY, format="gray").to_ndarray().astype(np.float32)
        if last is not None and seconds > last[0]:
            found.append((last[0], seconds, _difference(last[1], tiny)))
        last = seconds, tiny
    return found


def _difference(before: Values, after: Values) -> float:
    """Of the block that differs most; a picture that becomes brighter as a whole does not move."""
    change = after - before
    change -= np.median(change)
    blocks = np.abs(change).reshape(_TINY[1] // _BLOCK, _BLOCK, _TINY[0] // _BLOCK, _BLOCK)
    return float(blocks.mean(axis=(1, 3)).max())


def _looks(path: Path, start: int, stop: int) -> Iterator[tuple[float, "VideoFrame"]]:
    """Pictures half a second apart or more, with their second."""
    import av

    only_keys = _keys_are_near(path, start)
    with open_media(path) as container:
        stream = video_stream(container, path)
        decoder = stream.codec_context
        decoder.thread_type = "NONE"
        decoder.skip_frame = "NONKEY" if only_keys else "NONREF"
        looked = -LOOK_SECONDS
        for packet in _packets(container, stream, start):
            if packet.size and only_keys and not packet.is_keyframe:
                continue
            try:
                frames: Any = decoder.decode(packet if packet.size else None)
            except av.error.InvalidDataError:
                continue
            for frame in frames:
                seconds = float(_second(stream, frame.pts or 0))
                if seconds >= looked + LOOK_SECONDS * 0.9:
                    yield seconds, frame
                    looked = seconds
                if seconds >= stop:
                    return


def _packets(container: "InputContainer", stream: "VideoStream", start: int) -> Iterator[Any]:
    if start:
        container.seek(int(start / time_base_of(stream)) + (stream.start_time or 0), stream=stream)
    yield from container.demux(stream)


def _second(stream: "VideoStream", stamp: int) -> Fraction:
    return (stamp - (stream.start_time or 0)) * time_base_of(stream)


def _keys_are_near(path: Path, start: int) -> bool:
    """Whether they come about every second from `start` on."""
    keys: list[Fraction] = []
    with open_media(path) as container:
        stream = video_stream(container, path)
        for packet in _packets(container, stream, start):
            if packet.pts is None:
                continue
            seconds = _second(stream, packet.pts)
            if packet.is_keyframe:
                keys.append(seconds)
            if seconds > start + _KEYS_WITHIN:
                break
    return len(keys) > 1 and max(b - a for a, b in pairwise(keys)) <= _KEYS_APART


def in_steps(moved: Iterable[Moved]) -> Values:
    """One value for each half second: the most that is known of it."""
    moved = list(moved)
    steps = np.zeros(round(max((stop for _, stop, _ in moved), default=0) / LOOK_SECONDS) + 1, np.float32)
    for start, stop, much in moved:
        first, last = round(start / LOOK_SECONDS), round(stop / LOOK_SECONDS)
        steps[first:last] = np.maximum(steps[first:last], much)
    return steps
