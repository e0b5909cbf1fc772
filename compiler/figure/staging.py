"""How a figure is framed: one camera for a place and a view, farther off only where something would be hidden.

A place has a few rooms, from low to high. A figure is seen in the first in which all that has to be seen of it is clear
of the overlays, on either side, so that whoever does several exercises in one place sees them from one spot.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from compiler.figure.camera import Ball, Bounds, Camera, fitted, looking
from compiler.figure.overlays import FREE, are_clear, scaled
from compiler.figure.place import LYING, SEATED
from compiler.figure.pose import Figure
from compiler.figure.speaking import is_beside_words, speaking_camera
from compiler.figure.watched import moments, watched_balls, watched_parts
from compiler.model.shapes import shape_of


def staged(figure: Figure, size: tuple[int, int], mirrored: bool) -> Camera:
    """The camera that shows the whole turn inside the part of the frame that overlays leave free."""
    if is_beside_words(figure):
        return speaking_camera(figure, looking(figure.view, mirrored), size)
    return _cameras(figure, size)[mirrored]


_BETWEEN = 1.2
"""Centimetres that a part of the body may be farther out between two of the moments that are looked at."""


@lru_cache(maxsize=128)
def _seen(figure: Figure) -> tuple[Ball, ...]:
    """All that has to be seen of a turn."""
    turn = moments(figure)
    parts = watched_parts(figure, turn)
    return tuple(Ball(b.at, b.radius + _BETWEEN) for bones in turn for b in watched_balls(bones, parts))


@lru_cache(maxsize=128)
def _cameras(figure: Figure, size: tuple[int, int]) -> tuple[Camera, Camera]:
    """The cameras of both sides: the figure is as large on one as on the other."""
    balls = _seen(figure.on(""))  # the body is the same on each of its places
    plain, other = looking(figure.view), looking(figure.view, mirrored=True)
    for room in _rooms(figure, Bounds.around(map(plain.circle, balls)), shape_of(size)):
        cameras = _fitted(plain, room, size), _fitted(other, _turned(room), size)
        if all(are_clear((camera.circle(ball) for ball in balls), size) for camera in cameras):
            break
    return cameras


def _fitted(camera: Camera, room: Bounds, size: tuple[int, int]) -> Camera:
    """The room as large as it can be in one of the boxes that overlays leave free."""
    boxes = (scaled(box, size) for box in FREE[shape_of(size)])
    return max((fitted(camera, room, box) for box in boxes), key=lambda found: found.scale)


def _turned(room: Bounds) -> Bounds:
    return Bounds(-room.right, room.top, -room.left, room.bottom)


# --- rooms: boxes on the screen of an unscaled camera, in centimetres round the middle of the place ---------


_NEARER = (0.62, 0.68, 0.75, 0.82, 0.9)
"""Shares of the usual room that a figure which is seen closely may fill."""
_FARTHER = tuple(1.08**k for k in range(1, 16))
"""How much larger than the highest a room may become for what fits into none."""


def _rooms(figure: Figure, extent: Bounds, shape: str) -> Iterator[Bounds]:
    """All in which the figure may be seen in a frame of that shape, the best first."""
    usual = [Bounds(left, -top, right, bottom) for left, right, bottom, top in _usual(figure)]
    near, far = usual[0], usual[-1]
    if shape == ".portrait" and figure.framing == "upper" and figure.place in SEATED:
        left, right, bottom, top = _NEAR_UPRIGHT[figure.view == "side"]
        yield Bounds(left, -top, right, bottom)
    if figure.framing in ("close", "lower"):
        yield from (_moved(_grown(near, share), extent) for share in _NEARER)
        yield extent
    yield from chain(usual, [extent], (_moved(_grown(far, share), extent) for share in _FARTHER))


def _grown(room: Bounds, share: float) -> Bounds:
    return Bounds(room.left * share, room.top * share, room.right * share, room.bottom)


def _moved(room: Bounds, extent: Bounds) -> Bounds:
    """The room with its middle, across, in that of what it has to hold."""
    by = (extent.left + extent.right - room.left - room.right) / 2
    bottom = max(room.bottom, extent.bottom)
    return Bounds(room.left + by, room.top + bottom - room.bottom, room.right + by, bottom)


def _usual(figure: Figure) -> Iterator[tuple[float, float, float, float]]:
    """Left, right, how far below the ground the room begins, and how high it is: of the place, from low to high."""
    if figure.place in LYING:
        below, tops = _LYING_ON.get(figure.view, (14.0, (87.0, 106.0, 140.0, 172.0, 212.0)))
        aside = _LYING_ASIDE.get(figure.view, 110.0)
        yield from ((-aside, aside, below, top) for top in tops)
        return
    seated = figure.place in SEATED
    below, tops = _UPPER[seated] if figure.framing == "upper" else _UPRIGHT[seated]
    left, right = _ASIDE[seated] if figure.view == "side" else (-56.0, 56.0)
    yield from ((left, right, below, top) for top in tops)


_LYING_ON = {
    "high": (38.0, (66.0, 84.0, 112.0, 140.0)),
    "top": (62.0, (62.0, 84.0, 104.0)),
    "feet": (40.0, (70.0, 104.0, 140.0)),
    "oblique": (40.0, (70.0, 90.0, 112.0, 140.0)),
    "quarter": (26.0, (71.0, 104.0, 140.0, 172.0, 212.0)),
    "behind": (26.0, (71.0, 104.0, 140.0, 172.0, 212.0)),
}
_LYING_ASIDE = {"quarter": 80.0, "oblique": 80.0, "behind": 80.0, "front": 62.0, "back": 62.0, "feet": 62.0}
_UPRIGHT = {True: (9.0, (137.0, 176.0, 212.0)), False: (9.0, (176.0, 212.0))}
_UPPER = {True: (-43.0, (140.0, 182.0)), False: (-74.0, (172.0, 214.0))}
_NEAR_UPRIGHT = {True: (-45.0, 69.0, -48.0, 140.0), False: (-56.0, 56.0, -47.0, 140.0)}
"""From the side and otherwise, in an upright frame: so near that the ring, below the lap, covers shins and no feet."""
_ASIDE = {True: (-50.0, 95.0), False: (-36.0, 76.0)}
