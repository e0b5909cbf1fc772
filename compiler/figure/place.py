"""What a figure lies, sits or stands on: boxes in the world, for drawing and for checking.

Height 0 is the ground of action: the mattress, the mat or the floor. Centimetres.
"""

from dataclasses import dataclass, replace

from compiler.figure.pose import Figure, PlaceName
from compiler.figure.vectors import Vec


@dataclass(frozen=True, slots=True)
class Box:
    """From corner to corner; `colour` of its top, `give` says how far a body sinks into it."""

    low: Vec
    high: Vec
    colour: str
    solid: bool = True
    give: float = 0.0
    rounding: float = 1.5
    front: str = ""

    def depth_of(self, at: Vec, radius: float) -> float:
        """How deep a ball reaches into the box, 0 if it does not."""
        low, high = self.low, self.high
        if not self.solid or at.y - radius > high.y or at.x - radius > high.x or at.x + radius < low.x:
            return 0.0
        nearest = Vec(
            min(max(at.x, low.x), high.x),
            min(max(at.y, low.y), high.y),
            min(max(at.z, low.z), high.z),
        )
        if nearest != at:
            return max(0.0, radius - nearest.distance(at))
        walls = (high.x - at.x, at.x - low.x, high.y - at.y, at.y - low.y, high.z - at.z, at.z - low.z)
        return radius + min(walls)


@dataclass(frozen=True, slots=True)
class Place:
    """`floor` is the height of the room's floor; `wall_x` that of a wall to lean on, where there is one."""

    floor: float
    boxes: tuple[Box, ...]
    wall_x: float | None = None
    name: str = "floor"
    """What it is in a message."""

    def ground(self, x: float, z: float) -> float:
        """The height of the highest thing under a point."""
        tops = [
            b.high.y
            for b in self.boxes
            if b.solid and b.low.x <= x <= b.high.x and b.low.z <= z <= b.high.z and b.high.y < 60
        ]
        return max([self.floor, *tops])


SEAT = 46.0
"""A chair's seat above the floor."""

_WOOD, _LINEN, _TEAL = "#b08a62", "#fdfdfd", "#8fb3af"

_CHAIR = (
    Box(Vec(-22, 0, -20), Vec(-18.5, SEAT - 3, -16.5), _WOOD),
    Box(Vec(19, 0, -20), Vec(22.5, SEAT - 3, -16.5), _WOOD),
    Box(Vec(-27, SEAT + 14, -19), Vec(-23.5, SEAT + 46, 19), "#c9a57c", rounding=2.5),
    Box(Vec(-26, SEAT - 3, -19.5), Vec(-23.8, SEAT + 36, -16.5), _WOOD),
    Box(Vec(-26, SEAT - 3, 16.5), Vec(-23.8, SEAT + 36, 19.5), _WOOD),
    Box(Vec(-25, SEAT - 5.5, -21), Vec(24, SEAT, 21), "#d9bd95", give=1.5, rounding=2.5),
    Box(Vec(-22, 0, 16.5), Vec(-18.5, SEAT - 3, 20), _WOOD),
    Box(Vec(19, 0, 16.5), Vec(22.5, SEAT - 3, 20), _WOOD),
)

PLACES: dict[PlaceName, Place] = {
    "bed": Place(
        -50.0,
        (
            Box(Vec(-106, -50, -46), Vec(-100, 34, 46), _WOOD, rounding=3.0),
            Box(Vec(-98, -50, -43), Vec(-92, -34, 43), _WOOD),
            Box(Vec(94, -50, -43), Vec(100, -34, 43), _WOOD),
            Box(Vec(-99, -36, -44), Vec(102, -14, 44), _TEAL, rounding=3.0, front="#86aaa6"),
            Box(Vec(-100, -18, -45), Vec(103, 0, 45), _LINEN, give=2.5, rounding=6.0, front="#e9edf0"),
        ),
        name="bed",
    ),
    "mat": Place(-1.2, (Box(Vec(-98, -1.2, -36), Vec(98, 0, 36), "#7fa9a3", give=0.8),), name="mat"),
    "floor": Place(0.0, ()),
    "chair": Place(0.0, _CHAIR, name="chair"),
    "chair-at-wall": Place(0.0, _CHAIR, wall_x=-28.0, name="chair"),
    "standing": Place(0.0, ()),
    "wall": Place(0.0, (), wall_x=-24.0),
}

LYING = frozenset({"bed", "mat", "floor"})
SEATED = frozenset({"chair", "chair-at-wall"})
AT_A_WALL = frozenset(name for name, place in PLACES.items() if place.wall_x is not None)
FROM_BEHIND = frozenset({"back", "behind"})
"""Views in which a wall at the figure's back would stand before it."""


def backrest_before(figure: Figure) -> tuple[Box, ...]:
    """The back of the chair that a figure sits on, where that is seen from behind: it stands before its back."""
    if figure.view not in FROM_BEHIND or figure.place not in SEATED:
        return ()
    return tuple(box for box in PLACES[figure.place].boxes if box.high.y > SEAT)


def chairs_stand_before(figure: Figure) -> bool:
    """Whether chairs that are held are between the figure and whoever looks."""
    return figure.view == "front"


def chairs_to_hold(figure: Figure) -> tuple[tuple[Box, ...], ...]:
    """The boxes of each chair that is a prop."""
    return tuple(
        tuple(
            replace(box, low=box.low.plus(prop.offset), high=box.high.plus(prop.offset))
            for box in PLACES["chair"].boxes
        )
        for prop in figure.props
        if prop.kind == "chair"
    )
