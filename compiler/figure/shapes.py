"""Flat shapes in pixels and the SVG that they become: hulls of circles, polygons, ellipses, lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from compiler.figure.camera import Bounds, Circle, Point

_STEPS = 36
_ROUND = tuple((cos(2 * pi * k / _STEPS), sin(2 * pi * k / _STEPS)) for k in range(_STEPS))


@dataclass(frozen=True, slots=True)
class Shape:
    """Closed outlines, all running the same way, filled together (overlaps count once)."""

    outlines: tuple[tuple[Point, ...], ...]
    fill: str
    opacity: float = 1.0


def hull(circles: Sequence[Circle]) -> tuple[Point, ...]:
    """The outline of a skin stretched around circles."""
    if len(circles) == 1:
        x, y, r = circles[0]
        return tuple((x + r * c, y + r * s) for c, s in _ROUND)
    if len(circles) == 2:
        return _capsule(circles[0], circles[1])
    points = sorted({(round(x + r * c, 2), round(y + r * s, 2)) for x, y, r in circles for c, s in _ROUND})
    return tuple(_half_hull(points) + _half_hull(points[::-1]))


def _half_hull(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for p in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], p) <= 0:
            kept.pop()
        kept.append(p)
    return kept[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _capsule(a: Circle, b: Circle) -> tuple[Point, ...]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = hypot(dx, dy)
    if distance <= abs(a[2] - b[2]) + 1e-6:
        return hull([a if a[2] >= b[2] else b])
    along_x, along_y = dx / distance, dy / distance
    sine = (a[2] - b[2]) / distance
    points = []
    for circle, far in ((b, True), (a, False)):
        x, y, r = circle
        for c, s in _ROUND:
            on_far_side = c * along_x + s * along_y >= sine
            if on_far_side == far:
                points.append((x + r * c, y + r * s))
    return _around(points)


def _around(points: list[Point]) -> tuple[Point, ...]:
    points = sorted(set(points))
    return tuple(_half_hull(points) + _half_hull(points[::-1]))


def lit(circles: Sequence[Circle], share: float = 0.13) -> list[Circle]:
    """The circles drawn in towards the light (above, a little left), each inside its own old outline."""
    return [(x - 0.42 * share * r, y - 0.9 * share * r, r * (1 - share)) for x, y, r in circles]


def bounds_of(shapes: Iterable[Shape]) -> Bounds:
    """The box around all outlines."""
    xs = [p[0] for s in shapes for o in s.outlines for p in o]
    ys = [p[1] for s in shapes for o in s.outlines for p in o]
    return Bounds(min(xs), min(ys), max(xs), max(ys))


def markup(shapes: Iterable[Shape], box: Bounds) -> str:
    """A whole SVG document whose picture is `box` of the pixels that the shapes are given in."""
    paths = "".join(_path(s) for s in shapes)
    view = f"{box.left:g} {box.top:g} {box.width:g} {box.height:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{paths}</svg>'


def _path(shape: Shape) -> str:
    data = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in o) + "Z" for o in shape.outlines if o)
    faint = f' fill-opacity="{shape.opacity:.3f}"' if shape.opacity < 1 else ""
    return f'<path d="{data}" fill="{shape.fill}"{faint}/>'
