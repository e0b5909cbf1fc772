"""Flat shapes painted over a still room, inside the box in which anything moves.

AGG fills them with smooth edges in RGB; libswscale makes planes of the box once it is finished. So a frame costs
what its figure is large, not what the picture is. Soft shapes are drawn four times as small and enlarged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Any

import aggdraw
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from compiler.figure.shapes import Shape
from compiler.media.picture import Picture
from compiler.media.planes import Planes

Rgb = NDArray[np.uint8]
"""(height, width, 3)."""
Corners = NDArray[np.float32]
"""(n, 2), x and y in pixels."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, all even."""

_COARSE = 4
"""How many times smaller soft shapes are drawn."""
_MARGIN = 2 * _COARSE


@dataclass(frozen=True, slots=True)
class Style:
    """How a shape is painted; `outlines` is how many corners each of its outlines has."""

    fill: str
    opacity: float
    soft: bool
    outlines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in little room, so that all of a turn can be held: the corners of all outlines in order."""

    corners: Corners
    styles: tuple[Style, ...]


def packed(shapes: Iterable[Shape]) -> Drawing:
    """The same shapes as one array. Outlines of less than three corners cover nothing and are left out."""
    styles, outlines = [], []
    for shape in shapes:
        seen = [outline for outline in shape.outlines if len(outline) > 2]
        if seen:
            styles.append(Style(shape.fill, shape.opacity, shape.soft, tuple(map(len, seen))))
            outlines += seen
    numbers = chain.from_iterable(chain.from_iterable(outlines))
    return Drawing(np.fromiter(numbers, np.float32).reshape(-1, 2), tuple(styles))


def box_of(drawings: Iterable[Drawing], size: tuple[int, int]) -> Box:
    """A box, inside a picture of `size`, in which all of them are painted; on the raster of soft shapes."""
    corners = [d.corners for d in drawings if len(d.corners)] or [np.zeros((1, 2), np.float32)]
    low = np.min([c.min(axis=0) for c in corners], axis=0) - _MARGIN
    high = np.max([c.max(axis=0) for c in corners], axis=0) + _MARGIN
    left, top = (
        min(max(0, int(v) // _COARSE * _COARSE), most - 2) for v, most in zip(low.tolist(), size, strict=True)
    )
    right, bottom = (
        min(max(least + 2, int(v + 2) // 2 * 2), most)
        for v, least, most in zip(high.tolist(), (left, top), size, strict=True)
    )
    return left, top, right, bottom


class Stage:
    """A still room, and the box of it in which is painted."""

    def __init__(self, room: Rgb, box: Box) -> None:
        left, top, right, bottom = box
        self.at, self.size = (left, top), (right - left, bottom - top)
        self._planes = Planes()
        self.room = self._planes.of(room)
        self._ground = Image.fromarray(np.ascontiguousarray(room[top:bottom, left:right]))

    def painted(self, drawing: Drawing) -> Picture:
        """What the box shows with a drawing in it."""
        picture = self._ground.copy()
        corners = drawing.corners - np.array(self.at, np.float32)
        first = 0
        for soft, run in groupby(drawing.styles, key=lambda style: style.fill if style.soft else ""):
            styles = list(run)
            stop = first + sum(sum(style.outlines) for style in styles)
            paint = _paint_soft if soft else _paint_hard
            paint(picture, corners[first:stop], styles)
            first = stop
        return self._planes.of(np.asarray(picture))


def _paint_hard(picture: Image.Image, corners: Corners, styles: list[Style]) -> None:
    canvas = aggdraw.Draw(picture)
    _fill(canvas, corners, styles, [style.fill for style in styles])
    canvas.flush()


def _paint_soft(picture: Image.Image, corners: Corners, styles: list[Style]) -> None:
    mask = Image.new("L", (-(-picture.width // _COARSE), -(-picture.height // _COARSE)))
    canvas = aggdraw.Draw(mask)
    _fill(canvas, corners / np.float32(_COARSE), styles, ["white"] * len(styles))
    canvas.flush()
    seen = mask.getbbox()
    if seen is None:
        return
    left, top, right, bottom = (side + more for side, more in zip(seen, (-2, -2, 2, 2), strict=True))
    small = mask.crop((left, top, right, bottom))
    whole = small.resize((small.width * _COARSE, small.height * _COARSE), Image.Resampling.BILINEAR)
    picture.paste(styles[0].fill, (left * _COARSE, top * _COARSE), whole)


def _fill(canvas: Any, corners: Corners, styles: list[Style], fills: list[str]) -> None:
    """Each shape's outlines as one area: overlaps count once."""
    numbers = iter(corners.ravel().tolist())
    points = zip(numbers, numbers, strict=True)
    for style, fill in zip(styles, fills, strict=True):
        path = aggdraw.Path()
        for length in style.outlines:
            path.moveto(*next(points))
            for x, y in islice(points, length - 1):
                path.lineto(x, y)
            path.close()
        canvas.path(path, aggdraw.Brush(fill, round(255 * style.opacity)))
