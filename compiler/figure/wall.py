"""The wall that a figure leans on or whose chair stands at it: end on, aslant, or as the room's own behind it."""

from compiler.figure.camera import Camera
from compiler.figure.place import PLACES
from compiler.figure.pose import Figure
from compiler.figure.sketch import Sketch
from compiler.figure.vectors import Vec

_FACE, _EDGE, _SKIRTING, _SHADOW = "#dccbb4", "#cbb798", "#efe6d8", "#b9a582"
_FAR = 400.0
"""How far a wall runs on, in centimetres: beyond the frame."""


def distance_behind(figure: Figure) -> float | None:
    """How far behind the figure the wall is that it sits or stands at, where it is seen from the front."""
    plane = PLACES[figure.place].wall_x
    return -plane if plane is not None and figure.view == "front" else None


def has_wall_beside(figure: Figure) -> bool:
    """Whether the wall is seen from its side, before the room's own."""
    return PLACES[figure.place].wall_x is not None and figure.view in ("side", "quarter", "oblique", "high")


def draw_wall_beside(sketch: Sketch, figure: Figure, camera: Camera, foot: float) -> None:
    """The wall, where the room's own stands on the line `foot` pixels from above."""
    plane = PLACES[figure.place].wall_x or 0.0
    if figure.view in ("quarter", "oblique"):
        _aslant(sketch, camera, plane, foot)
    else:
        _end_on(sketch, camera, plane)


def _end_on(sketch: Sketch, camera: Camera, plane: float) -> None:
    top, bottom = camera.point(Vec(plane, 320, -60)), camera.point(Vec(plane, 0, 40))
    edge, away = bottom[0], -1 if camera.right.x > 0 else 1
    far_edge = edge + away * _FAR * camera.scale
    left, right = min(edge, far_edge), max(edge, far_edge)
    sketch.box(left, top[1], right - left, bottom[1] - top[1], _FACE)
    inner = edge - 5 * camera.scale if away < 0 else edge
    sketch.box(inner, top[1], 5 * camera.scale, bottom[1] - top[1], _EDGE)


def _aslant(sketch: Sketch, camera: Camera, plane: float, foot: float) -> None:
    """From the corner of the room, where its foot meets that of the wall behind, towards the viewer."""
    down = -camera.up.z * camera.scale
    corner = (foot - camera.point(Vec(plane, 0.0, 0.0))[1]) / down

    def strip(low: float, high: float, colour: str) -> None:
        ends = [(low, corner), (high, corner), (high, _FAR), (low, _FAR)]
        sketch.polygon([camera.point(Vec(plane, y, z)) for y, z in ends], colour)

    strip(0.0, _FAR, _FACE)
    strip(0.0, 5.5, _SKIRTING)
    strip(0.0, 0.9, _SHADOW)
