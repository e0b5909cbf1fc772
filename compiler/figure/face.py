"""The head: hair, face, ear and a calm expression, turned with the head and hidden where it looks away."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, pi, radians, sin

import numpy as np

from compiler.figure.camera import Ball, Camera, Circle, Point
from compiler.figure.colour import mixed, shaded
from compiler.figure.presenters import Presenter
from compiler.figure.shapes import Hull, Shape, round_about
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec

_HIDES_ITS_TAIL = 0.8
"""Of a head that looks at the viewer so much, the neck hides what hangs behind."""
_FACE_ANGLE = 64.0
"""The face is the part of the skull so many degrees around where it looks, a little downward."""


class _Head:
    """Places on one head, in its own directions."""

    def __init__(self, bones: Skeleton, presenter: Presenter, camera: Camera) -> None:
        self.frame, self.middle = bones.head_frame, bones.skull
        self.radius, self.camera, self.presenter = presenter.build.skull, camera, presenter
        self.facing = camera.towards.dot(self.frame.front)

    def at(self, front: float, up: float, right: float) -> Vec:
        """A point, in centimetres from the middle of the skull."""
        return self.frame.at(self.middle, front, up, right)

    def on_face(self, up: float, right: float, out: float = 0.0) -> Vec:
        """A point on the skull's surface."""
        front = max(0.0, self.radius**2 - up * up - right * right) ** 0.5
        direction = self.at(front, up, right).minus(self.middle).unit()
        return self.middle.plus(direction, self.radius + out)

    def seen(self, point: Vec) -> float:
        """1 where the surface at a point looks at the viewer, 0 at the rim, less behind it."""
        return self.camera.towards.dot(point.minus(self.middle).unit())

    def shape(self, groups: Sequence[tuple[Ball, ...]], colour: str, opacity: float = 1.0) -> Shape:
        """Hulls of balls, flat."""
        return Shape(tuple(map(Hull, self._circles(groups))), colour, opacity)

    def round(self, groups: Sequence[tuple[Ball, ...]], colour: str) -> list[Shape]:
        """Hulls of balls with their shaded underside."""
        circles = self._circles(groups)
        return [
            Shape(tuple(map(Hull, circles)), shaded(colour, 0.10)),
            Shape(tuple(Hull(one, 0.09) for one in circles), colour),
        ]

    def _circles(self, groups: Sequence[tuple[Ball, ...]]) -> list[tuple[Circle, ...]]:
        return [tuple(map(self.camera.circle, group)) for group in groups]


def head_shapes(bones: Skeleton, presenter: Presenter, camera: Camera) -> list[Shape]:
    """The whole head, from what lies behind to what lies in front."""
    head = _Head(bones, presenter, camera)
    ears = [_ear(head, side) for side in (-1.0, 1.0)]
    behind = [shape for nearness, shape in ears if nearness < -0.25]
    before = [shape for nearness, shape in ears if nearness >= -0.25 and presenter.hair_style != "bob"]
    jaw, hair = _jaw(head), _hair(head)
    face = [*_skin(head), *_features(head)] if head.facing > -0.75 else []
    skull = [*jaw, *hair] if head.facing < -0.35 else [*hair, *jaw]
    tail = _tail(head)
    if head.facing < -0.35:
        return [*behind, *skull, *face, *before, *tail]
    return [*tail, *behind, *skull, *face, *before]


def _tail(head: _Head) -> list[Shape]:
    """What hangs or is tied behind the skull."""
    style, r = head.presenter.hair_style, head.radius
    if style == "bun":
        groups: list[tuple[Ball, ...]] = [(Ball(head.at(-r * 0.86, r * 0.62, 0), 4.3),)]
    elif style == "ponytail" and head.facing > _HIDES_ITS_TAIL:
        return []
    elif style == "ponytail":
        knot, tip = head.at(-r * 0.96, r * 0.3, 0), head.at(-r * 1.05, -r * 0.5, 0)
        end = head.at(-r * 0.75, -r * 1.5, 0)
        groups = [(Ball(knot, 2.4), Ball(tip, 2.9)), (Ball(tip, 2.9), Ball(end, 1.4))]
    else:
        return []
    return head.round(groups, head.presenter.hair)


def _hair(head: _Head) -> list[Shape]:
    r, style = head.radius, head.presenter.hair_style
    extra = {"cropped": 0.15, "short": 0.75, "bob": 1.0}.get(style, 0.55)
    groups: list[tuple[Ball, ...]] = [(Ball(head.at(-1.1, 0.6, 0), r + extra),)]
    if style == "short":
        groups.append((Ball(head.at(r * 0.45, r * 0.66, 0), r * 0.42), Ball(head.at(-1, 2.6, 0), r * 0.9)))
    if style == "bob":
        low = [Ball(head.at(-r * 0.5, -r * 0.6, side * r * 0.42), r * 0.52) for side in (-1, 1)]
        groups.append((Ball(head.at(-0.6, 0.6, 0), r + 0.9), *low))
    return head.round(groups, head.presenter.hair)


def _jaw(head: _Head) -> list[Shape]:
    r = head.radius
    cheeks = Ball(head.at(2.2, -2.6, 0), r * 0.76)
    angles = [Ball(head.at(0.2, -5.6, side * 3.4), 4.0) for side in (-1, 1)]
    chin = Ball(head.at(5.2, -8.6, 0), 3.1)
    return head.round([(cheeks, *angles, chin)], head.presenter.skin)


def _skin(head: _Head) -> list[Shape]:
    """The front of the skull and the nose."""
    skin = head.presenter.skin
    cap = _cap(head)
    tip, root = Ball(head.at(head.radius + 0.8, -3.0, 0), 1.25), Ball(head.at(head.radius - 1.0, 0.8, 0), 0.9)
    frontal = max(0.0, head.facing) ** 2
    nose = head.shape(
        [(tip, Ball(tip.at.towards(root.at, 1 - frontal), 1.25 - 0.3 * frontal))],
        mixed(skin, "#b5654f", 0.22 * frontal),
    )
    shapes = [Shape((cap,), skin)] if cap else []
    if head.seen(tip.at) > -0.35:
        shapes.append(nose)
    return shapes


_CAP = round_about(60) * sin(radians(_FACE_ANGLE))
"""Round the face's edge, of a skull of radius 1: how far to its side and over it."""


def _cap(head: _Head) -> tuple[Point, ...]:
    """What is seen of the face's round part: its edge where that is seen, closed along the skull's rim."""
    centre = head.frame.front.plus(head.frame.up, -0.42).unit()
    side = head.frame.right
    reach = cos(radians(_FACE_ANGLE))
    edge = np.array(centre.scaled(reach)) + _CAP @ np.array([side, side.cross(centre)])
    seen = edge @ head.camera.towards >= 0
    if not seen.any():
        return ()
    if not seen.all():
        first = int(np.flatnonzero(seen & ~np.roll(seen, 1))[0])
        edge = np.roll(edge, -first, axis=0)[np.roll(seen, -first)]
        edge = np.concatenate([edge, _rim(head, Vec(*edge[-1]), Vec(*edge[0]), centre, reach)])
    across, down = np.array([head.camera.right, head.camera.up.scaled(-1)])
    size = head.radius * head.camera.scale
    x, y = head.camera.point(head.middle)
    return tuple(zip((x + size * (edge @ across)).tolist(), (y + size * (edge @ down)).tolist(), strict=True))


def _rim(head: _Head, start: Vec, stop: Vec, centre: Vec, reach: float) -> list[Vec]:
    """Directions along the skull's outline from `start` to `stop`, the way round that lies in the face."""
    right, up = head.camera.right, head.camera.up
    first = atan2(up.dot(start), right.dot(start))
    way = (atan2(up.dot(stop), right.dot(stop)) - first) % (2 * pi)

    def at(angle: float) -> Vec:
        return right.scaled(cos(angle)).plus(up, sin(angle))

    if at(first + way / 2).dot(centre) < reach and at(first + way / 2 - pi).dot(centre) >= reach:
        way -= 2 * pi
    return [at(first + way * k / 24) for k in range(25)]


def _features(head: _Head) -> list[Shape]:
    skin = head.presenter.skin
    dark, brow = "#2b211f", mixed(head.presenter.hair, "#2b211f", 0.45)
    lip = mixed(skin, "#8c3b3b", 0.55)
    seen = [side for side in (-1.0, 1.0) if head.seen(head.on_face(-0.4, side * 4.0)) > 0.18]
    brows = [_brow(head, side) for side in seen]
    shapes = [
        head.shape([(Ball(head.on_face(-4.0, s * 4.8, -0.6), 1.7),) for s in seen], "#e0705f", 0.16),
        _strokes(head, [[(-0.85, s * 4.0), (-0.1, s * 4.0)] for s in seen], 0.72, dark),
        _strokes(head, brows, 0.26, brow),
    ]
    mouth = [(-5.3, -2.9), (-5.9, -1.6), (-6.15, 0.0), (-5.9, 1.6), (-5.3, 2.9)]
    visible = [m for m in mouth if head.seen(head.on_face(*m)) > -0.06]
    if len(visible) > 1:
        shapes.append(_strokes(head, [visible], 0.32, lip))
    return shapes


_BROW = ((2.1, 2.5), (2.4, 3.4), (2.45, 4.3), (2.2, 5.2))
"""How high and how far out a brow runs, in centimetres from the middle of the face."""


def _brow(head: _Head, side: float) -> list[tuple[float, float]]:
    """Where one brow runs: its outer end lower, the more a face that is turned to the viewer looks down.

    Seen from above, the round of the skull lifts the outer end: unchanged, it would frown.
    """
    above = 3 * max(0.0, head.camera.towards.dot(head.frame.up) - 0.2) * max(0.0, head.facing - 0.4)
    middle = (_BROW[0][1] + _BROW[-1][1]) / 2
    return [(up - above * (out - middle), side * out) for up, out in _BROW]


def _strokes(head: _Head, lines: list[list[tuple[float, float]]], width: float, colour: str) -> Shape:
    """Lines on the skull, `width` centimetres to either side."""
    balls = [[Ball(head.on_face(up, right, 0.1), width) for up, right in line] for line in lines]
    return head.shape([pair for line in balls for pair in pairwise(line)], colour)


def _ear(head: _Head, side: float) -> tuple[float, Shape]:
    """How much an ear looks at the viewer, and the ear."""
    top, lobe = head.at(-1.0, -0.6, side * head.radius * 0.97), head.at(-0.4, -3.0, side * head.radius * 0.92)
    colour = shaded(head.presenter.skin, 0.10)
    return head.camera.towards.dot(head.frame.right) * side, head.shape(
        [(Ball(top, 1.7), Ball(lobe, 1.2))], colour
    )
