"""Orthographic views of the world: which way is right, up and towards the viewer, and how large."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin

from compiler.figure.pose import View
from compiler.figure.vectors import Vec

Point = tuple[float, float]
Circle = tuple[float, float, float]
"""Centre and radius in pixels."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Pixels are `scale` per centimetre; the world's origin falls on pixel (`x`, `y`)."""

    right: Vec
    up: Vec
    towards: Vec
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def point(self, at: Vec) -> Point:
        """Where a point of the world is seen."""
        return self.x + self.scale * self.right.dot(at), self.y - self.scale * self.up.dot(at)

    def circle(self, ball: "Ball") -> Circle:
        """A ball's outline."""
        x, y = self.point(ball.at)
        return x, y, ball.radius * self.scale

    def depth(self, at: Vec) -> float:
        """Nearness to the viewer, in centimetres."""
        return self.towards.dot(at)


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball in the world: limbs are hulls of balls."""

    at: Vec
    radius: float


def _looking(forward: Vec, level: Vec) -> Camera:
    forward = forward.unit()
    right = forward.cross(level).unit()
    return Camera(right, right.cross(forward), forward.scaled(-1))


def _tipped(degrees: float, x: float, z: float) -> Camera:
    down = radians(degrees)
    return _looking(Vec(x * cos(down), -sin(down), z * cos(down)), Vec(0.0, 1.0, 0.0))


def looking(view: View, mirrored: bool = False) -> Camera:
    """The camera of a view, unscaled; mirrored, left and right of the world change places."""
    camera = {
        "side": _tipped(13, 0, -1),
        "high": _tipped(42, 0, -1),
        "quarter": _tipped(10, -0.62, -0.78),
        "oblique": _tipped(32, -0.85, -0.53),
        "front": _tipped(7, -1, 0),
        "back": _tipped(7, 1, 0),
        "behind": _tipped(14, 0.82, -0.57),
        "feet": _tipped(24, -1, 0),
        "top": _looking(Vec(0.0, -1.0, 0.0), Vec(0.0, 0.0, -1.0)),
    }[view]
    if not mirrored:
        return camera
    return Camera(camera.right.scaled(-1), camera.up, camera.towards)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box on the screen or in the unscaled camera's centimetres."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, circles: Iterable[Circle]) -> "Bounds":
        """What the circles cover; there is one at least."""
        sides = [(x - r, y - r, x + r, y + r) for x, y, r in circles]
        left, top, right, bottom = zip(*sides, strict=True)
        return cls(min(left), min(top), max(right), max(bottom))

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def fitted(camera: Camera, content: Bounds, frame: Bounds) -> Camera:
    """The camera scaled and moved so that content stands in the frame.

    Content that is smaller than the frame stands in its middle across and on its lower edge.
    """
    scale = min(frame.width / content.width, frame.height / content.height)
    middle = (content.left + content.right) / 2
    x = (frame.left + frame.right) / 2 - scale * middle
    return Camera(camera.right, camera.up, camera.towards, scale, x, frame.bottom - scale * content.bottom)
