"""A window that travels over a photo, or comes nearer to it; or that follows a film's focus."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compiler.media.fitting import Fitter, display_size
from compiler.media.picture import Picture, Plane
from compiler.media.timed import TimedFrame
from compiler.model.routine import Fit, Footage, Motion

SECONDS = 12
"""One way; the clip then plays backwards, and so on."""

_NEAREST = 1.18
"""How much larger things are at the end of a zoom, and throughout a pan that has no room of its own."""
_FINE = 1.5
"""Pixels of the photo for one of the window, so that the window can stand between pixels."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Left, top, width and height as shares of the whole."""

    x: float
    y: float
    width: float
    height: float


def motion_frames(
    photo: TimedFrame, footage: Footage, size: tuple[int, int], frame_rate: Fraction, folder: Path
) -> Iterator[Picture]:
    """The photo in slow motion, one way, softly starting and ending."""
    whole = display_size(photo)
    first, last = _windows(whole, footage, size)
    least = min(first.width, last.width)
    scale = min(1.0, _FINE * size[0] / (least * whole[0]))
    fine = (_even(whole[0] * scale), _even(whole[1] * scale))
    picture = Fitter(fine, Fit.COVER, footage.focus, folder).fit(photo)
    count = max(2, round(SECONDS * frame_rate))
    for number in range(count):
        share = (1 - math.cos(math.pi * number / (count - 1))) / 2
        yield _seen(picture, _between(first, last, share), size)


def following_frames(
    shown: Iterable[TimedFrame], footage: Footage, size: tuple[int, int], frame_rate: Fraction, folder: Path
) -> Iterator[Picture]:
    """A film's frames at the timeline's rate, in a window that goes from each point of its focus to the next."""
    last: TimedFrame | None = None
    for number, one in enumerate(shown):
        if one is not last:
            whole, last = display_size(one), one
            scale = max(size[0] / whole[0], size[1] / whole[1])
            fine = (_even(whole[0] * scale), _even(whole[1] * scale))
            picture = Fitter(fine, Fit.COVER, footage.focus, folder).fit(one)
        x, y = _focus_at(footage, number / frame_rate)
        yield _seen(picture, _around(x, y, size[0] / fine[0], size[1] / fine[1]), size)


def _focus_at(footage: Footage, seconds: Fraction) -> tuple[float, float]:
    moves = footage.focus_moves
    after = bisect_right([moment for moment, _ in moves], seconds)
    if after in {0, len(moves)}:
        x, y = moves[min(after, len(moves) - 1)][1]
        return float(x), float(y)
    (start, one), (stop, other) = moves[after - 1], moves[after]
    share = float((seconds - start) / (stop - start))
    soft = share * share * (3 - 2 * share)
    return _mixed(one[0], other[0], soft), _mixed(one[1], other[1], soft)


def _mixed(one: float | Fraction, other: float | Fraction, share: float) -> float:
    return float(one) + (float(other) - float(one)) * share


def _windows(whole: tuple[int, int], footage: Footage, size: tuple[int, int]) -> tuple[_Window, _Window]:
    """Where the window stands at the beginning and at the end."""
    shape = (size[0] / size[1]) / (whole[0] / whole[1])
    width, height = min(1.0, shape), min(1.0, 1 / shape)
    x, y = (float(part) for part in footage.focus)
    if footage.motion is Motion.ZOOM:
        return _around(x, y, width, height), _around(x, y, width / _NEAREST, height / _NEAREST)
    if min(width, height) > 1 / _NEAREST:
        width, height = width / _NEAREST, height / _NEAREST
    if width <= height:
        return _around(0, y, width, height), _around(1, y, width, height)
    return _around(x, 0, width, height), _around(x, 1, width, height)


def _around(x: float, y: float, width: float, height: float) -> _Window:
    """A window with (x, y) as near to its middle as the edges allow."""
    left = min(max(0.0, x - width / 2), 1 - width)
    top = min(max(0.0, y - height / 2), 1 - height)
    return _Window(left, top, width, height)


def _between(one: _Window, other: _Window, share: float) -> _Window:
    return _Window(*(_mixed(getattr(one, name), getattr(other, name), share) for name in _Window.__slots__))


def _seen(picture: Picture, window: _Window, size: tuple[int, int]) -> Picture:
    half = size[0] // 2, size[1] // 2
    return Picture(
        _sampled(picture.y, window, size),
        _sampled(picture.u, window, half),
        _sampled(picture.v, window, half),
    )


def _sampled(plane: Plane, window: _Window, size: tuple[int, int]) -> Plane:
    """The plane inside the window at another size, between pixels where need be."""
    height, width = plane.shape
    columns, across = _places(window.x * width, window.width * width, size[0], width)
    rows, down = _places(window.y * height, window.height * height, size[1], height)
    lines = plane[rows] + (plane[rows + 1].astype(np.float32) - plane[rows]) * down[:, None]
    values = lines[:, columns] + (lines[:, columns + 1] - lines[:, columns]) * across
    sampled: Plane = np.rint(values).astype(np.uint8)
    return sampled


def _places(
    start: float, length: float, count: int, most: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """For each of `count` places the pixel before it, and how far it is towards the next one (0 to 1)."""
    places = np.clip(start + (np.arange(count) + 0.5) * length / count - 0.5, 0, most - 1.001)
    before = places.astype(np.intp)
    return before, (places - before).astype(np.float32)


def _even(length: float) -> int:
    return max(2, 2 * math.ceil(length / 2))
