"""Curved arrows that hint where a small movement goes; they come and go within a move."""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot, pi, sin

from compiler.figure.camera import Camera, Circle, Point
from compiler.figure.pose import Figure, Movement, Prop
from compiler.figure.props import place_on
from compiler.figure.shapes import Hull, Shape
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec
from compiler.model.routine import PhaseRole

_COLOUR, _RIM = "#2fa79b", "#f4fbf9"
_OPACITY = 0.9
_STEPS = 14
_HALF_WIDTH, _HEAD_LENGTH, _HEAD_HALF_WIDTH, _RIM_WIDTH = 0.75, 4.6, 2.7, 0.5
"""Centimetres."""


def arrow_shapes(
    figure: Figure, movement: Movement, part: float, bones: Skeleton, camera: Camera
) -> list[Shape]:
    """The arrows of a move when `part` (0 to 1) of its time is over; at both ends nothing is left of them.

    An arrow is seen in the moves that go in, so that it says what to do and not how to come back.
    """
    if movement.phase.role is not PhaseRole.MOVE_IN:
        return []
    opacity = _OPACITY * min(1.0, 1.6 * sin(pi * part))
    if opacity < 0.01:
        return []
    grown = min(1.0, 0.45 + part)
    return [
        shape
        for prop in figure.props
        if prop.kind == "arrow"
        for shape in _arrow(_curve(prop, bones, camera, grown), camera.scale, opacity)
    ]


def _curve(prop: Prop, bones: Skeleton, camera: Camera, grown: float) -> list[Point]:
    """Points from the tail to the tip of as much of the arrow as has `grown` (0 to 1)."""
    start, via, stop = (place_on(prop.on, at, bones) for at in prop.path)
    pull = Vec(*(2 * v - (a + b) / 2 for a, v, b in zip(start, via, stop, strict=True)))
    return [
        camera.point(start.towards(pull, t).towards(pull.towards(stop, t), t))
        for t in (grown * k / _STEPS for k in range(_STEPS + 1))
    ]


@dataclass(frozen=True, slots=True)
class _Head:
    """The arrow's three-cornered head: its tip and the two corners of its base."""

    tip: Point
    left: Point
    right: Point

    def outline(self, radius: float) -> Hull:
        """Drawn with corners of that radius in pixels."""
        return Hull(tuple((x, y, radius) for x, y in (self.tip, self.left, self.right)))


def _head(curve: list[Point], scale: float) -> _Head:
    tip = curve[-1]
    back = next((p for p in reversed(curve) if hypot(tip[0] - p[0], tip[1] - p[1]) > 2 * scale), curve[0])
    length = hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    along = ((tip[0] - back[0]) / length, (tip[1] - back[1]) / length)
    wide = _HEAD_HALF_WIDTH * scale
    ahead = (tip[0] + along[0] * _HEAD_LENGTH * scale, tip[1] + along[1] * _HEAD_LENGTH * scale)
    return _Head(
        ahead,
        (tip[0] - along[1] * wide, tip[1] + along[0] * wide),
        (tip[0] + along[1] * wide, tip[1] - along[0] * wide),
    )


def _arrow(curve: list[Point], scale: float, opacity: float) -> list[Shape]:
    """A light rim, then the arrow, so that it is seen on clothes as well as on linen."""
    head = _head(curve, scale)
    shapes = []
    for fill, wider in ((_RIM, _RIM_WIDTH * scale), (_COLOUR, 0.0)):
        line: list[Circle] = [(x, y, _HALF_WIDTH * scale + wider) for x, y in curve]
        bands = [Hull((a, b)) for a, b in pairwise(line)]
        shapes.append(Shape((*bands, head.outline(0.45 * scale + wider)), fill, opacity))
    return shapes
