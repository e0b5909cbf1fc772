"""Flat shapes painted over a still room, inside the box in which anything moves.

AGG fills them with smooth edges in RGB; libswscale makes planes of the box once it is finished. So a frame costs
what its figure is large, not what the picture is. Soft shapes are drawn four times as small and enlarged; one that
lasts is drawn once and laid over each picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any

import aggdraw
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from compiler.figure.shapes import Shape, corners_of
from compiler.media.picture import Picture
from compiler.media.planes import Planes

Rgb = NDArray[np.uint8]
"""(height, width, 3)."""
Corners = NDArray[np.float32]
"""(n, 2), x and y in pixels."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, all even."""

_MODE = "RGBX"
"""Four bytes a pixel, the last of no matter: what Pillow, AGG and libswscale pass on without packing it anew."""
_COARSE = 4
"""How many times smaller soft shapes are drawn."""
_MARGIN = 2 * _COARSE


@dataclass(frozen=True, slots=True)
class Style:
    """How a shape is painted; `outlines` is how many corners each of its outlines has."""

    fill: str
    opacity: float
    soft: bool
    lasting: bool
    outlines: tuple[int, ...]

    @property
    def way(self) -> tuple[bool, str]:
        """Neighbours that are equal in it are painted in one go: soft ones of one colour, and all that are hard."""
        return self.lasting, self.fill if self.soft else ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in little room, so that all of a turn can be held: the corners of all outlines in order."""

    corners: Corners
    styles: tuple[Style, ...]


def packed(shapes: Sequence[Shape]) -> Drawing:
    """The same shapes as one array. Outlines of less than three corners cover nothing and are left out."""
    found = iter(corners_of([outline for shape in shapes for outline in shape.outlines]))
    styles, outlines = [], []
    for shape in shapes:
        seen = [corners for corners in islice(found, len(shape.outlines)) if len(corners) > 2]
        if seen:
            styles.append(Style(shape.fill, shape.opacity, shape.soft, shape.lasting, tuple(map(len, seen))))
            outlines += seen
    return Drawing(np.concatenate([_NOTHING, *outlines]).astype(np.float32), tuple(styles))


_NOTHING = np.zeros((0, 2))


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
    """A still room, and the box of it in which is painted. It keeps a canvas, so it serves one thread at a time."""

    def __init__(self, room: Rgb, box: Box) -> None:
        left, top, right, bottom = box
        self.at, self.size = (left, top), (right - left, bottom - top)
        self._planes = Planes()
        self.room = self._planes.of(room)
        self._ground = Image.fromarray(np.ascontiguousarray(room[top:bottom, left:right])).convert(_MODE)
        self._canvas = aggdraw.Draw("RGBA", self.size)
        self._masks: dict[bytes, _Mask] = {}
        self._begun: tuple[object, Image.Image] = None, self._ground

    def painted(self, drawing: Drawing) -> Picture:
        """What the box shows with a drawing in it."""
        picture = self._ground
        corners = drawing.corners - np.array(self.at, np.float32)
        first = 0
        for _, run in groupby(drawing.styles, key=lambda style: style.way):
            styles = list(run)
            stop = first + sum(sum(style.outlines) for style in styles)
            picture = self._with(styles, corners[first:stop], picture)
            first = stop
        return self._planes.of(np.asarray(picture))

    def _with(self, styles: list[Style], corners: Corners, picture: Image.Image) -> Image.Image:
        if styles[0].lasting and picture is self._ground:
            return self._hinted(styles, corners)
        if styles[0].soft or styles[0].lasting:
            return _mask(self.size, styles, corners, _COARSE if styles[0].soft else 1).on(
                picture, styles[0].fill
            )
        self._canvas.frombytes(picture.tobytes())
        _fill(self._canvas, corners, styles, [style.fill for style in styles])
        return Image.frombuffer(_MODE, self.size, self._canvas.tobytes(), "raw", _MODE, 0, 1)

    def _hinted(self, styles: list[Style], corners: Corners) -> Image.Image:
        """The bare room with a lasting shape, whose mask is drawn once; laid on once while its opacity stays."""
        key, opacity = corners.tobytes(), styles[0].opacity
        if key not in self._masks:
            self._masks[key] = _mask(self.size, [replace(one, opacity=1.0) for one in styles], corners)
        if self._begun[0] != (key, opacity):
            self._begun = (key, opacity), self._masks[key].on(self._ground, styles[0].fill, opacity)
        return self._begun[1]


@dataclass(frozen=True, slots=True)
class _Mask:
    """How much is covered of the pixels from `at` on."""

    at: tuple[int, int]
    covered: Image.Image

    def on(self, picture: Image.Image, fill: str, opacity: float = 1.0) -> Image.Image:
        """The picture with a colour over what is covered."""
        covered, found = self.covered, picture.copy()
        if opacity < 1:
            covered = covered.point([round(opacity * value) for value in range(256)])
        found.paste(fill, self.at, covered)
        return found


def _mask(size: tuple[int, int], styles: list[Style], corners: Corners, coarse: int = 1) -> _Mask:
    """What shapes cover, drawn `coarse` times as small and enlarged."""
    width, height = size
    drawn = Image.new("L", (-(-width // coarse), -(-height // coarse)))
    canvas = aggdraw.Draw(drawn)
    _fill(canvas, corners / np.float32(coarse), styles, ["white"] * len(styles))
    canvas.flush()
    left, top, right, bottom = drawn.getbbox() or (0, 0, 0, 0)
    edge = 2 if coarse > 1 else 0
    left, top = left - edge, top - edge
    small = drawn.crop((left, top, right + edge, bottom + edge))
    whole = small.resize((small.width * coarse, small.height * coarse), Image.Resampling.BILINEAR)
    return _Mask((left * coarse, top * coarse), whole)


def _fill(canvas: Any, corners: Corners, styles: list[Style], fills: list[str]) -> None:
    """Each shape's outlines as one area: overlaps count once."""
    numbers = iter(corners.ravel().tolist())
    for style, fill in zip(styles, fills, strict=True):
        path = aggdraw.Path()
        for length in style.outlines:
            path.polygon(list(islice(numbers, 2 * length)))
        canvas.path(path, aggdraw.Brush(fill, round(255 * style.opacity)))
