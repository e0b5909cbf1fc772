"""Flat shapes in pixels: hulls stretched around circles."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import acos, atan2, ceil, cos, hypot, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from compiler.figure.camera import Circle, Point


@dataclass(frozen=True, slots=True)
class Shape:
    """Closed outlines, all running the same way, filled together (overlaps count once).

    `soft` ones have no clear edge; neighbours of one colour are painted as one.
    """

    outlines: tuple[tuple[Point, ...], ...]
    fill: str
    opacity: float = 1.0
    soft: bool = False


def hull(circles: Sequence[Circle]) -> tuple[Point, ...]:
    """The outline of a skin stretched around circles, all outlines running the same way round."""
    if len(circles) == 1:
        return tuple(_arc(circles[0], 0.0, 2 * pi)[:-1])
    if len(circles) == 2:
        return _capsule(circles[0], circles[1])
    return tuple(_supports(circles))


def _supports(circles: Sequence[Circle]) -> list[Point]:
    """For directions all round, the point of the circles that lies farthest out."""
    directions = round_about(_steps(2.2 * max(r for _, _, r in circles)))
    found = np.asarray(circles)
    farthest = found[(directions @ found[:, :2].T + found[:, 2]).argmax(axis=1)]
    points = farthest[:, :2] + farthest[:, 2:] * directions
    return list(map(tuple, points.tolist()))


@cache
def round_about(steps: int) -> NDArray[np.float64]:
    """(steps, 2): directions all round, x and y."""
    angles = 2 * pi * np.arange(steps) / steps
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _steps(radius: float) -> int:
    """Enough corners for a circle to be true to a fifth of a pixel."""
    return max(16, int(6 * sqrt(max(radius, 0.0))))


def _arc(circle: Circle, start: float, turn: float) -> list[Point]:
    """Points on a circle from angle `start` on over the angle `turn`, both ends included."""
    x, y, r = circle
    steps = max(1, ceil(_steps(r) * turn / (2 * pi)))
    return [
        (x + r * cos(start + turn * k / steps), y + r * sin(start + turn * k / steps))
        for k in range(steps + 1)
    ]


def _capsule(a: Circle, b: Circle) -> tuple[Point, ...]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = hypot(dx, dy)
    if distance <= abs(a[2] - b[2]) + 1e-6:
        return hull([a if a[2] >= b[2] else b])
    along, opening = atan2(dy, dx), acos((a[2] - b[2]) / distance)
    far = _arc(b, along - opening, 2 * opening)
    return tuple(far + _arc(a, along + opening, 2 * (pi - opening)))


def lit(circles: Sequence[Circle], share: float = 0.13) -> list[Circle]:
    """The circles drawn in towards the light (above, a little left), each inside its own old outline."""
    return [(x - 0.42 * share * r, y - 0.9 * share * r, r * (1 - share)) for x, y, r in circles]
