"""Bed, mat and chair, drawn as shaded boxes of the world."""

from collections.abc import Sequence

from compiler.figure.camera import Ball, Camera, Point
from compiler.figure.colour import mixed, shaded
from compiler.figure.place import PLACES, Box, backrest_before, chairs_stand_before, chairs_to_hold
from compiler.figure.pose import Figure
from compiler.figure.props import CUSHION
from compiler.figure.shapes import Hull, corners_of
from compiler.figure.sketch import Sketch
from compiler.figure.vectors import Vec


def draw_place(sketch: Sketch, figure: Figure, camera: Camera) -> None:
    """What the figure is on, with its shadow on the floor, pillow and cushions."""
    place = PLACES[figure.place]
    painted_later = backrest_before(figure)
    _draw_boxes(sketch, camera, tuple(b for b in place.boxes if b not in painted_later), place.floor)
    for boxes in chairs_to_hold(figure):
        if chairs_stand_before(figure):  # painted with the figure
            _floor_shadow(sketch, camera, boxes, place.floor)
        else:
            _draw_boxes(sketch, camera, boxes, place.floor)
    if figure.place == "bed":
        _blanket(sketch, camera)
    for prop in figure.props:
        if prop.kind == "pillow" or (prop.kind == "cushion" and not prop.on):
            _pillow(sketch, camera, prop.offset if prop.offset != Vec(0, 0, 0) else Vec(-66, 3, 0), prop.kind)


def _draw_boxes(sketch: Sketch, camera: Camera, boxes: tuple[Box, ...], floor: float) -> None:
    """One piece of furniture, from the far parts to the near ones."""
    if boxes:
        _floor_shadow(sketch, camera, boxes, floor)
    for box in sorted(boxes, key=lambda b: camera.depth(b.low.towards(b.high, 0.5)) + 0.3 * b.high.y):
        draw_box(sketch, camera, box)


def draw_box(sketch: Sketch, camera: Camera, box: Box) -> None:
    """A box with soft edges: its whole outline in the light of its front, then its top."""
    low, high = box.low, box.high
    corners = [
        camera.point(Vec(x, y, z)) for x in (low.x, high.x) for y in (low.y, high.y) for z in (low.z, high.z)
    ]
    seen_from_above = camera.towards.y > 0.9
    fill = box.colour if seen_from_above else box.front or shaded(box.colour, 0.10)
    _face(sketch, _around(corners), fill, box.rounding * camera.scale)
    top = [(low.x, high.y, low.z), (high.x, high.y, low.z), (high.x, high.y, high.z), (low.x, high.y, high.z)]
    seen_top = [camera.point(Vec(*c)) for c in top]
    deep = max(y for _, y in seen_top) - min(y for _, y in seen_top)
    if not seen_from_above and deep > box.rounding * camera.scale:
        _face(sketch, seen_top, box.colour, box.rounding * camera.scale)


def _around(points: Sequence[Point]) -> Sequence[Point]:
    """The corners of what all of the points lie in."""
    (corners,) = corners_of([Hull(tuple((x, y, 0.0) for x, y in points))])
    return [(x, y) for x, y in corners.tolist()]


def _face(sketch: Sketch, points: Sequence[Point], fill: str, rounding: float) -> None:
    """A polygon drawn in by its rounding, so that round corners stay inside its outline."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
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
    if abs(camera.right.x * camera.right.z) > 0.1 and right - left > 100:
        high = max(b.high.y for b in boxes) - floor
        under = Box(Vec(left, floor, back), Vec(right, floor, front), "")
        _aslant_shadow(sketch, camera, under, min(14, 3 + int(high / 4)))
        return
    x, y = camera.point(Vec((left + right) / 2, floor, (back + front) / 2))
    corners = [camera.point(Vec(a, floor, b)) for a in (left, right) for b in (back, front)]
    rx = (max(p[0] for p in corners) - min(p[0] for p in corners)) / 2
    ry = (max(p[1] for p in corners) - min(p[1] for p in corners)) / 2
    glow = sketch.glow((0.0, "#3b2f25", 0.34), (0.72, "#3b2f25", 0.26), (1.0, "#3b2f25", 0.0))
    sketch.ellipse(x, y + 2, rx * 1.12, ry * 1.25 + 4, glow)


def _aslant_shadow(sketch: Sketch, camera: Camera, under: Box, reach: int) -> None:
    """The shadow of a long thing that is seen from a corner: its outline, ever wider (cm) and fainter."""
    low, high = under.low, under.high
    for wider in range(reach, 0, -1):
        corners = [Vec(x, low.y, z) for x in (low.x, high.x) for z in (low.z, high.z)]
        circles = tuple(camera.circle(Ball(corner, float(wider))) for corner in corners)
        (skin,) = corners_of([Hull(circles)])
        sketch.polygon(skin.tolist(), "#3b2f25", 0.4 / reach)


def _blanket(sketch: Sketch, camera: Camera) -> None:
    """A folded blanket over the foot of the bed."""
    draw_box(
        sketch, camera, Box(Vec(80, -12, -46), Vec(97, 1.2, 46), "#9cc4bd", rounding=2.0, front="#8bb4ad")
    )


def _pillow(sketch: Sketch, camera: Camera, at: Vec, kind: str) -> None:
    """A soft block with round corners, brighter above."""
    colour = "#ffffff" if kind == "pillow" else CUSHION
    reach_x, reach_z, radius = (15.0, 25.0, 6.0) if kind == "pillow" else (9.0, 12.0, 5.0)
    balls = [
        Ball(Vec(at.x + a * reach_x, at.y + 1.5, at.z + b * reach_z), radius)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    balls.append(Ball(Vec(at.x, at.y + 2.5, at.z), radius + 1))
    circles = tuple(map(camera.circle, balls))
    for outline, light in zip(corners_of([Hull(circles), Hull(circles, 0.4)]), (0.28, 0.05), strict=True):
        sketch.polygon(outline.tolist(), mixed(colour, "#7d93ad", light))
