"""The still room: wall, window with light, floor, a plant, a picture; and what the figure is on."""

from compiler.figure.camera import Camera
from compiler.figure.furniture import draw_place
from compiler.figure.place import PLACES
from compiler.figure.pose import Figure
from compiler.figure.sketch import Sketch
from compiler.figure.speaking import is_on_a_card
from compiler.figure.vectors import Vec
from compiler.figure.wall import distance_behind, draw_wall_beside, has_wall_beside

_WALL_BEHIND = 66.0
"""From the middle of the place to the wall behind it."""


def room_markup(figure: Figure, camera: Camera, size: tuple[int, int]) -> str:
    """The room and the place as SVG of the frame's size."""
    sketch = Sketch(size)
    if figure.view == "top":
        _floor_from_above(sketch, camera.scale)
    else:
        _wall_and_floor(sketch, camera, figure)
    draw_place(sketch, figure, camera)
    return sketch.markup()


def _wall_foot(figure: Figure, camera: Camera) -> float:
    """Where wall and floor meet, in pixels from above."""
    behind = camera.towards.scaled(-1)
    level = Vec(behind.x, 0.0, behind.z).unit()
    far = 112.0 if figure.view == "feet" else distance_behind(figure) or _WALL_BEHIND
    return camera.point(Vec(level.x * far, PLACES[figure.place].floor, level.z * far))[1]


def _wall_and_floor(sketch: Sketch, camera: Camera, figure: Figure) -> None:
    width, height = sketch.size
    foot, unit = _wall_foot(figure, camera), camera.scale
    sketch.box(
        0, 0, width, height, sketch.gradient((0, "#f8f2ea", 1), (0.75, "#efe4d6", 1), (1, "#e9dccb", 1))
    )
    low_room = figure.place in _SILLS
    sill = foot - _SILLS.get(figure.place, 84.0) * unit
    if width > height:
        aside = 0.575 if low_room else 0.67 if distance_behind(figure) and figure.framing in _WHOLE else 0.62
        _window(sketch, aside * width, sill, unit)
    else:
        _window(sketch, width / 2 + 6 * unit, sill, unit)
    if figure.view != "high" and not has_wall_beside(figure) and not is_on_a_card(figure):
        across = {"bed": 0.345, "mat": 0.2, "floor": 0.2}.get(figure.place, 0.13)
        _picture(
            sketch, across * width, max(sill - 74 * unit, 0.105 * height), unit * (0.72 if low_room else 1.0)
        )
    _floor(sketch, foot, unit)
    _plant(sketch, width - 19 * unit if width > height else width - 15 * unit, foot + 5 * unit, unit)
    if has_wall_beside(figure):
        draw_wall_beside(sketch, figure, camera, foot)


_WHOLE = ("whole", "close")
"""Framings in which a wall close behind is seen down to its foot: the window leaves the arms room on it."""
_SILLS = {"bed": 66.0, "mat": 46.0, "floor": 46.0}
"""How high the window's lower edge is above the floor: low rooms are shown closer."""


def _window(sketch: Sketch, x: float, sill: float, unit: float) -> None:
    """A window with its light on the wall; (x, sill) is its lower left corner."""
    y = max(sill - 104 * unit, 0.075 * sketch.size[1])
    wide, high = 74 * unit, sill - y
    glow = sketch.glow((0, "#fff6dc", 0.95), (0.5, "#fdf0cf", 0.5), (1, "#fdf0cf", 0))
    sketch.ellipse(x + wide / 2, y + high / 2, wide * 1.5, high * 1.15, glow)
    if high < 16 * unit:  # hardly any of it in the frame: its light alone
        return
    sketch.box(x - 5 * unit, y - 5 * unit, wide + 10 * unit, high + 10 * unit, "#fffaf0", 3 * unit)
    sky = sketch.gradient((0, "#cfe4ea", 1), (0.65, "#eaf1ea", 1), (1, "#f4efdc", 1))
    sketch.box(x, y, wide, high, sky, 1.5 * unit)
    hills = (
        f"M{x} {y + high * 0.8} Q{x + wide * 0.3} {y + high * 0.66} {x + wide * 0.62} {y + high * 0.79} "
        f"T{x + wide} {y + high * 0.74} V{y + high} H{x} Z"
    )
    sketch.curve(hills, "#b9d0bd", 0.8)
    sketch.box(x + wide / 2 - 1.4 * unit, y, 2.8 * unit, high, "#fffaf0")
    sketch.box(x, y + high * 0.42, wide, 2.8 * unit, "#fffaf0")
    sketch.box(x - 8 * unit, y + high + 4 * unit, wide + 16 * unit, 5 * unit, "#fffaf0", 1.5 * unit)
    sketch.box(x - 6 * unit, y + high + 9 * unit, wide + 12 * unit, 2 * unit, "#cdbca5", 0, 0.35)
    for at, flip in ((x - 9 * unit, 1), (x + wide + 9 * unit, -1)):
        _curtain(sketch, at, y - 9 * unit, flip * unit, high + 26 * unit)


def _curtain(sketch: Sketch, x: float, y: float, unit: float, high: float) -> None:
    inner = x + 15 * unit
    data = (
        f"M{x - 7 * unit} {y} H{inner} C{inner} {y + high * 0.5} {x + 4 * unit} {y + high * 0.6} "
        f"{x + 6 * unit} {y + high} H{x - 9 * unit} Z"
    )
    sketch.curve(data, "#f1e3cf", 0.94)
    fold = f"M{x} {y} C{x + unit} {y + high * 0.5} {x - 3 * unit} {y + high * 0.7} {x - 2 * unit} {y + high}"
    sketch.curve(fold, "none", 0.5, "#dcc8ab", abs(unit) * 0.9)


def _picture(sketch: Sketch, x: float, y: float, unit: float) -> None:
    """A framed landscape, 44 by 34 cm."""
    wide, high = 44 * unit, 34 * unit
    sketch.box(x + 1.2 * unit, y + 1.8 * unit, wide, high, "#8d7a63", unit, 0.22)
    sketch.box(x, y, wide, high, "#c49f74", unit)
    sketch.box(x + 2 * unit, y + 2 * unit, wide - 4 * unit, high - 4 * unit, "#fbf7ef")
    left, top, inner_w, inner_h = x + 6 * unit, y + 6 * unit, wide - 12 * unit, high - 12 * unit
    sketch.box(left, top, inner_w, inner_h, sketch.gradient((0, "#f6dcc0", 1), (1, "#f3ead8", 1)))
    sketch.ellipse(left + inner_w * 0.68, top + inner_h * 0.4, 3.2 * unit, 3.2 * unit, "#eeb07c")
    low, right = top + inner_h, left + inner_w

    def hill(start: float, bend: float, crest: float, end: float) -> str:
        over = f"{left + inner_w * bend} {low - inner_h * crest} {right} {low - inner_h * end}"
        return f"M{left} {low - inner_h * start} Q{over} V{low} H{left} Z"

    far, near = hill(0.3, 0.35, 0.75, 0.2), hill(0.1, 0.6, 0.5, 0.3)
    sketch.curve(far, "#9dbdb0")
    sketch.curve(near, "#6f9f93")


def _floor(sketch: Sketch, foot: float, unit: float) -> None:
    width, height = sketch.size
    sketch.box(0, foot - 5.5 * unit, width, 5.5 * unit, "#fbf6ee")
    sketch.box(0, foot - 0.8 * unit, width, 1.2 * unit, "#c9b498", 0, 0.6)
    sketch.box(0, foot, width, max(1.0, height - foot), sketch.gradient((0, "#d9c1a0", 1), (1, "#c4a780", 1)))
    line, step = foot + 4 * unit, 5.0 * unit
    while line < height:
        sketch.box(0, line, width, max(0.8, 0.22 * unit), "#a98b63", 0, 0.28)
        step *= 1.28
        line += step


def _plant(sketch: Sketch, x: float, y: float, unit: float) -> None:
    """Leaves in a pot that stands on the floor at (x, y)."""
    sketch.ellipse(x, y, 13 * unit, 2.6 * unit, "#b59c7c")
    for reach, high, colour in (
        (-20, 66, "#5f9482"),
        (18, 72, "#6fa591"),
        (-9, 84, "#7fb39e"),
        (9, 60, "#4f8474"),
        (-24, 46, "#6fa591"),
        (23, 48, "#5f9482"),
    ):
        tip_x, tip_y = x + reach * unit, y - high * unit
        base_y, bulge = y - 24 * unit, 7.5 * unit
        near, far = x - bulge + reach * 0.3 * unit, x + bulge + reach * 0.4 * unit
        data = (
            f"M{x} {base_y} C{near} {base_y - 14 * unit} {tip_x - bulge} {tip_y + 14 * unit} {tip_x} {tip_y} "
            f"C{tip_x + bulge} {tip_y + 16 * unit} {far} {base_y - 12 * unit} {x} {base_y} Z"
        )
        sketch.curve(data, colour)
    pot = [
        (x - 11 * unit, y - 25 * unit),
        (x + 11 * unit, y - 25 * unit),
        (x + 8 * unit, y),
        (x - 8 * unit, y),
    ]
    sketch.polygon(pot, "#e9dfd2")
    shade = [
        (x + 2 * unit, y - 25 * unit),
        (x + 11 * unit, y - 25 * unit),
        (x + 8 * unit, y),
        (x + 1 * unit, y),
    ]
    sketch.polygon(shade, "#d8cab8", 0.7)
    sketch.box(x - 12 * unit, y - 27 * unit, 24 * unit, 4.5 * unit, "#f3ebe0", 1.5 * unit)


def _floor_from_above(sketch: Sketch, unit: float) -> None:
    """Boards and a soft rug."""
    width, height = sketch.size
    sketch.box(0, 0, width, height, "#d3ba97")
    board, row = 15 * unit, 0
    y = 0.0
    while y < height:
        sketch.box(0, y, width, 0.4 * unit, "#a98b63", 0, 0.35)
        x = (row * 37 % 5) * 26 * unit
        while x < width:
            sketch.box(x, y, 0.4 * unit, board, "#a98b63", 0, 0.3)
            x += 130 * unit
        y, row = y + board, row + 1
    light = sketch.glow((0, "#fff3d6", 0.55), (1, "#fff3d6", 0))
    sketch.ellipse(width * 0.7, height * 0.2, width * 0.6, height * 0.7, light)
