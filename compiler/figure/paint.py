"""Flat shapes painted straight onto a Picture's planes, with exact coverage at their edges.

Each edge of an outline adds its signed area to the pixels that it crosses; a running sum along rows is then
the share of every pixel that is covered. Only a shape's own box is touched, there is no picture between that
would have to be encoded and decoded, and colours are converted once: several times as fast as a general SVG
renderer for a figure of some forty shapes.
"""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from compiler.draw.pixels import picture_of
from compiler.figure.shapes import Shape
from compiler.media.picture import Picture

Floats = NDArray[np.float32]
Alpha = NDArray[np.uint16]
"""Opacity of each pixel from 0 to 256."""


def paint(picture: Picture, shapes: Iterable[Shape]) -> None:
    """Draw the shapes onto `picture` in place, in order; what lies outside it is cut off."""
    for (soft, _), run in groupby(shapes, key=lambda shape: (shape.soft, shape.fill)):
        if soft:
            _paint_soft(picture, list(run))
        else:
            for shape in run:
                _paint_one(picture, shape)


def _paint_one(picture: Picture, shape: Shape) -> None:
    starts, stops = _edges(shape)
    area = _area(starts, picture.size, 2)
    if area is None:
        return
    left, top, width, height = area
    corner = np.array([left, top], np.float32)
    covered = coverage(starts - corner, stops - corner, width, height)
    covered *= np.float32(256 * shape.opacity)
    covered += np.float32(0.5)
    _blend(picture, (left, top), covered.astype(np.uint16), _yuv(shape.fill))


_COARSE = 4
"""Soft shapes are worked out on a raster so many times coarser, and smoothed back."""
_FINE = np.float32(1 / _COARSE)


def _paint_soft(picture: Picture, shapes: list[Shape]) -> None:
    edges = [_edges(shape) for shape in shapes]
    area = _area(np.concatenate([starts for starts, _ in edges]), picture.size, 2 * _COARSE)
    if area is None:
        return
    left, top, width, height = area
    corner = np.array([left, top], np.float32)
    small = (width // _COARSE, height // _COARSE)
    through = np.ones(small[::-1], np.float32)
    for (starts, stops), shape in zip(edges, shapes, strict=True):
        if len(starts):
            share = coverage((starts - corner) * _FINE, (stops - corner) * _FINE, *small)
            through *= 1 - share * np.float32(shape.opacity)
    alpha = _enlarged(_enlarged(1 - through).T).T
    fitting = alpha[: picture.size[1] - top, : picture.size[0] - left] * np.float32(256)
    _blend(picture, (left, top), (fitting + np.float32(0.5)).astype(np.uint16), _yuv(shapes[0].fill))


def _enlarged(values: Floats) -> Floats:
    """Rows made :data:`_COARSE` (4) times as many, on straight lines between their middles."""
    above = np.concatenate([values[:1], values[:-1]])
    below = np.concatenate([values[1:], values[-1:]])
    large = np.empty((len(values) * _COARSE, values.shape[1]), np.float32)
    sources = ((0.375, above), (0.125, above), (0.125, below), (0.375, below))
    for row, (weight, other) in enumerate(sources):
        large[row::_COARSE] = values + (other - values) * np.float32(weight)
    return large


def _edges(shape: Shape) -> tuple[Floats, Floats]:
    """Both ends of every edge of a shape, (n, 2) each."""
    outlines = [o for o in shape.outlines if len(o) > 2]
    points = np.array([p for o in outlines for p in o], np.float32).reshape(-1, 2)
    following = np.arange(1, len(points) + 1)
    stops = np.cumsum([len(o) for o in outlines], dtype=np.int64)
    following[stops - 1] = np.concatenate([[0], stops[:-1]]) if outlines else 0
    return points, points[following]


def _area(points: Floats, size: tuple[int, int], grid: int) -> tuple[int, int, int, int] | None:
    """Left, top, width and height, on a grid of pixels, of what is seen of the box of points; or None."""
    if not len(points):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    left, top = (max(0, floor(float(v)) // grid * grid) for v in low)
    right, bottom = (
        min(most + (-most) % grid, ceil((float(v) + 1) / grid) * grid)
        for v, most in zip(high, size, strict=True)
    )
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def _blend(picture: Picture, at: tuple[int, int], alpha: Alpha, colour: tuple[int, int, int]) -> None:
    left, top = at
    height, width = alpha.shape
    _mix(picture.y[top : top + height, left : left + width], alpha, colour[0])
    half = np.s_[top // 2 : (top + height) // 2, left // 2 : (left + width) // 2]
    paired = alpha[0::2] + alpha[1::2]
    quarter = (paired[:, 0::2] + paired[:, 1::2] + np.uint16(2)) >> np.uint16(2)
    _mix(picture.u[half], quarter, colour[1])
    _mix(picture.v[half], quarter, colour[2])


def _mix(plane: NDArray[np.uint8], alpha: Alpha, value: int) -> None:
    mixed = np.subtract(256, alpha, dtype=np.uint16)
    mixed *= plane
    mixed += alpha * np.uint16(value)
    mixed += np.uint16(128)
    mixed >>= np.uint16(8)
    plane[...] = mixed


@cache
def _yuv(colour: str) -> tuple[int, int, int]:
    tile = np.empty((2, 2, 4), np.uint8)
    tile[...] = [int(colour[k : k + 2], 16) for k in (1, 3, 5)] + [255]
    one = picture_of(tile)
    return int(one.y[0, 0]), int(one.u[0, 0]), int(one.v[0, 0])


# --- coverage -----------------------------------------------------------------------------------------------


def coverage(starts: Floats, stops: Floats, width: int, height: int) -> Floats:
    """The covered share (0 to 1) of `height` by `width` pixels.

    Edges run from `starts` to `stops`, both (n, 2) as x, y from the box's upper left corner; they close
    outlines that all run the same way round. Where outlines overlap the share stays 1.
    """
    rows, x0, x1, area = _by_rows(starts, stops, height)
    x0, x1 = np.clip(x0, 0, width), np.clip(x1, 0, width)
    rows, columns, inside, area = _by_columns(rows, x0, x1, area)
    columns = np.minimum(columns, width)
    line = width + 2
    index = rows * line + columns
    sums = np.bincount(index, area * (1 - inside), minlength=height * line)
    sums += np.bincount(index + 1, area * inside, minlength=height * line)[: height * line]
    shares = np.cumsum(sums.astype(np.float32).reshape(height, line)[:, :width], axis=1)
    np.abs(shares, out=shares)
    return np.minimum(shares, np.float32(1), out=shares)


def _repeated(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each item its number `counts` times over, and beside it 0, 1, 2 … within the item."""
    which = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return which, np.arange(len(which)) - first[which]


def _by_rows(starts: Floats, stops: Floats, height: int) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    """Edges cut at every row of pixels: the row, x at both ends, and the signed height within the row."""
    falling = np.where(stops[:, 1] >= starts[:, 1], np.float32(1), np.float32(-1))
    upper = np.where((falling > 0)[:, None], starts, stops)
    lower = np.where((falling > 0)[:, None], stops, starts)
    y0, y1 = np.clip(upper[:, 1], 0, height), np.clip(lower[:, 1], 0, height)
    slope = (lower[:, 0] - upper[:, 0]) / np.maximum(lower[:, 1] - upper[:, 1], np.float32(1e-6))
    first = np.floor(y0).astype(np.int64)
    counts = np.where(y1 > y0, np.ceil(y1).astype(np.int64) - first, 0)
    which, step = _repeated(counts)
    rows = first[which] + step
    top, bottom = np.maximum(rows, y0[which]), np.minimum(rows + 1, y1[which])
    base = upper[which, 0] - slope[which] * upper[which, 1]
    x0, x1 = base + slope[which] * top, base + slope[which] * bottom
    return (
        rows,
        x0.astype(np.float32),
        x1.astype(np.float32),
        ((bottom - top) * falling[which]).astype(np.float32),
    )


def _by_columns(
    rows: NDArray[np.int64], x0: Floats, x1: Floats, area: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]:
    """The pieces cut at every column too: row, column, how far in the column the middle is, signed height."""
    low, high = np.minimum(x0, x1), np.maximum(x0, x1)
    first = np.floor(low).astype(np.int64)
    which, step = _repeated(np.floor(high).astype(np.int64) - first + 1)
    columns = first[which] + step
    low, high = low[which], high[which]
    begin, end = np.maximum(low, columns), np.minimum(high, columns + 1)
    extent = high - low
    share = np.where(extent > 1e-6, (end - begin) / np.maximum(extent, np.float32(1e-6)), 1)
    return rows[which], columns, (begin + end) / 2 - columns, area[which] * share
