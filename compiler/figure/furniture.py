"""Bed, mat and chair, drawn as shaded boxes of the world."""

from compiler.figure.camera import Ball, Camera, Point
from compiler.figure.colour import mixed, shaded
from compiler.figure.place import PLACES, Box
from compiler.figure.pose import Figure
from compiler.figure.shapes import hull, lit
from compiler.figure.sketch import Sketch
from compiler.figure.vectors import Vec


def draw_place(sketch: Sketch, figure: Figure, camera: Camera) -> None:
    """What the figure is on, with its shadow on the floor, pillow and cushions."""
    place = PLACES[figure.place]
    if place.boxes:
        _floor_shadow(sketch, camera, place.boxes, place.floor)
    for box in sorted(place.boxes, key=lambda b: camera.depth(b.low.towards(b.high, 0.5)) + 0.3 * b.high.y):
        draw_box(sketch, camera, box)
    if figure.place == "bed":
        _blanket(sketch, camera)
    for prop in figure.props:
        if prop.kind == "pillow" or (prop.kind == "cushion" and not prop.on):
            _pillow(sketch, camera, prop.offset if prop.offset != Vec(0, 0, 0) else Vec(-66, 3, 0), prop.kind)


def draw_box(sketch: Sketch, camera: Camera, box: Box) -> None:
    """The faces of a box that look at the viewer, each in its own light."""
    low, high = box.low, box.high
    colour = box.colour
    faces = (
        (Vec(0, 1, 0), colour, [(low.x, high.y, low.z), (high.x, high.y, low.z), (high.x, high.y, high.z), (low.x, high.y, high.z)]),
        (Vec(0, 0, 1), shaded(colour, 0.10), [(low.x, low.y, high.z), (high.x, low.y, high.z), (high.x, high.y, high.z), (low.x, high.y, high.z)]),
        (Vec(1, 0, 0), shaded(colour, 0.14), [(high.x, low.y, low.z), (high.x, high.y, low.z), (high.x, high.y, high.z), (high.x, low.y, high.z)]),
        (Vec(-1, 0, 0), shaded(colour, 0.14), [(low.x, low.y, low.z), (low.x, high.y, low.z), (low.x, high.y, high.z), (low.x, low.y, high.z)]),
    )  # fmt: skip
    for normal, fill, corners in sorted(faces, key=lambda f: f[0].y):
        if camera.towards.dot(normal) > 0.02:
            _face(sketch, camera, [camera.point(Vec(*c)) for c in corners], fill, box.rounding * camera.scale)


def _face(sketch: Sketch, camera: Camera, points: list[Point], fill: str, rounding: float) -> None:
    """A polygon drawn in by its rounding, so that round corners stay inside its outline."""
    middle = (sum(p[0] for p in points) / 4, sum(p[1] for p in points) / 4)
    width = max(p[0] for p in points) - min(p[0] for p in points)
    height = max(p[1] for p in points) - min(p[1] for p in points)
    by = min(rounding, width * 0.45, height * 0.45)
    drawn_in = [
        (
            middle[0] + (x - middle[0]) * max(0.0, 1 - 2 * by / max(width, 1e-6)),
            middle[1] + (y - middle[1]) * max(0.0, 1 - 2 * by / max(height, 1e-6)),
        )
        for x, y in points
    ]
    sketch.polygon(drawn_in, fill, round_by=by)


def _floor_shadow(sketch: Sketch, camera: Camera, boxes: tuple[Box, ...], floor: float) -> None:
    left, right = min(b.low.x for b in boxes), max(b.high.x for b in boxes)
    back, front = min(b.low.z for b in boxes), max(b.high.z for b in boxes)
    x, y = camera.point(Vec((left + right) / 2, floor, (back + front) / 2))
    corners = [camera.point(Vec(a, floor, b)) for a in (left, right) for b in (back, front)]
    rx = (max(p[0] for p in corners) - min(p[0] for p in corners)) / 2
    ry = (max(p[1] for p in corners) - min(p[1] for p in corners)) / 2
    glow = sketch.glow((0.0, "#3b2f25", 0.34), (0.72, "#3b2f25", 0.26), (1.0, "#3b2f25", 0.0))
    sketch.ellipse(x, y + 2, rx * 1.12, ry * 1.25 + 4, glow)


def _blanket(sketch: Sketch, camera: Camera) -> None:
    """A folded blanket over the foot of the bed."""
    teal = "#8fb9b2"
    top = [(80, 0.6, -45.5), (98, 0.6, -45.5), (98, 0.6, 45.5), (80, 0.6, 45.5)]
    front = [(80, 0.6, 45.5), (98, 0.6, 45.5), (98, -14, 45.8), (80, -14, 45.8)]
    end = [(103.2, 0, -45), (103.2, 0, 45)]
    if camera.towards.z > 0.02:
        _face(sketch, camera, [camera.point(Vec(*c)) for c in front], shaded(teal, 0.08), 2 * camera.scale)
    _face(sketch, camera, [camera.point(Vec(*c)) for c in top], teal, 2 * camera.scale)
    if camera.towards.x > 0.5:
        sheet = [*end, (103.2, -12, 45), (103.2, -12, -45)]
        _face(sketch, camera, [camera.point(Vec(*c)) for c in sheet], mixed("#ffffff", "#8fa3b0", 0.22), 0.0)


def _pillow(sketch: Sketch, camera: Camera, at: Vec, kind: str) -> None:
    """A soft block with round corners, brighter above."""
    colour = "#ffffff" if kind == "pillow" else "#c9d8d2"
    reach_x, reach_z, radius = (15.0, 25.0, 6.0) if kind == "pillow" else (9.0, 12.0, 5.0)
    balls = [
        Ball(Vec(at.x + a * reach_x, at.y + 1.5, at.z + b * reach_z), radius) for a in (-1, 1) for b in (-1, 1)
    ]
    balls.append(Ball(Vec(at.x, at.y + 2.5, at.z), radius + 1))
    circles = [camera.circle(b) for b in balls]
    sketch.polygon(hull(circles), mixed(colour, "#7d93ad", 0.28))
    sketch.polygon(hull(lit(circles, 0.4)), mixed(colour, "#7d93ad", 0.05))
