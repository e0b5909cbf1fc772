"""Three-dimensional vectors and frames, in plain Python.

A skeleton is some forty points; at that size tuples are quicker than arrays. Axes: x to the right
of the side view, y up, z towards the camera of the side view. Lengths are centimetres of a body 170 cm tall.
"""

from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import NamedTuple


class Vec(NamedTuple):
    """A point or a direction."""

    x: float
    y: float
    z: float

    def plus(self, other: "Vec", times: float = 1.0) -> "Vec":
        """The sum with `times` the other."""
        return Vec(self.x + times * other.x, self.y + times * other.y, self.z + times * other.z)

    def minus(self, other: "Vec") -> "Vec":
        """The way from `other` to here."""
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor: float) -> "Vec":
        """As long again `factor` times."""
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: "Vec") -> float:
        """Scalar product."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other: "Vec") -> "Vec":
        """Vector product."""
        return Vec(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )

    def length(self) -> float:
        """Euclidean length."""
        return sqrt(self.x * self.x + self.y * self.y + self.z * self.z)

    def unit(self, fallback: "Vec | None" = None) -> "Vec":
        """Of length 1; `fallback` (or x) where there is no direction."""
        length = self.length()
        if length < 1e-9:
            return fallback or Vec(1.0, 0.0, 0.0)
        return self.scaled(1 / length)

    def towards(self, other: "Vec", part: float) -> "Vec":
        """The point `part` (0 to 1) of the way to `other`."""
        return Vec(
            self.x + (other.x - self.x) * part,
            self.y + (other.y - self.y) * part,
            self.z + (other.z - self.z) * part,
        )

    def distance(self, other: "Vec") -> float:
        """Length of the way to `other`."""
        return sqrt((self.x - other.x) ** 2 + (self.y - other.y) ** 2 + (self.z - other.z) ** 2)


def turned(vector: Vec, axis: Vec, degrees: float) -> Vec:
    """`vector` turned about the unit `axis`, right-handed."""
    angle = radians(degrees)
    c, s = cos(angle), sin(angle)
    return vector.scaled(c).plus(axis.cross(vector), s).plus(axis, axis.dot(vector) * (1 - c))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a part of the body looks: unit `front`, `up` (towards the head) and `right`, at right angles."""

    front: Vec
    up: Vec
    right: Vec

    def bent(self, degrees: float) -> "Frame":
        """Bowed forward: up tips towards front."""
        return self._about(self.right, -degrees)

    def tipped(self, degrees: float) -> "Frame":
        """Leant to the right: up tips towards right."""
        return self._about(self.front, degrees)

    def twisted(self, degrees: float) -> "Frame":
        """Turned to the right: front goes towards right."""
        return self._about(self.up, -degrees)

    def _about(self, axis: Vec, degrees: float) -> "Frame":
        if not degrees:
            return self
        return Frame(
            turned(self.front, axis, degrees),
            turned(self.up, axis, degrees),
            turned(self.right, axis, degrees),
        )

    def at(self, origin: Vec, front: float, up: float, right: float) -> Vec:
        """The point that lies so far along each direction from `origin`."""
        return origin.plus(self.front, front).plus(self.up, up).plus(self.right, right)

    def swung_to(self, down: Vec) -> "Frame":
        """Turned the shortest way so that -up is the unit vector `down`."""
        axis = self.up.scaled(-1).cross(down)
        sine, cosine = axis.length(), -self.up.dot(down)
        if sine < 1e-6:
            return self if cosine > 0 else self._about(self.right, 180)
        unit = axis.scaled(1 / sine)

        def swing(v: Vec) -> Vec:
            return v.scaled(cosine).plus(unit.cross(v), sine).plus(unit, unit.dot(v) * (1 - cosine))

        return Frame(swing(self.front), swing(self.up), swing(self.right))


def two_links(root: Vec, target: Vec, first: float, second: float, pole: Vec) -> tuple[Vec, Vec]:
    """The middle joint and the end of two links from `root` that reach for `target`, bent towards `pole`.

    `pole` is a direction. A target out of reach is met as nearly as the links allow; the lengths always hold.
    """
    way = target.minus(root)
    distance = min(max(way.length(), abs(first - second) + 0.01), (first + second) * 0.99995)
    along = way.unit(pole)
    side = pole.plus(along, -along.dot(pole))
    if side.length() < 1e-6:
        side = along.cross(Vec(0.3, 0.5, 0.8))
    side = side.unit()
    foot = (first * first - second * second + distance * distance) / (2 * distance)
    height = sqrt(max(0.0, first * first - foot * foot))
    return root.plus(along, foot).plus(side, height), root.plus(along, distance)
