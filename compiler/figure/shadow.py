"""The soft shadow where the body is near the ground; it follows every part and fades as the part rises."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from compiler.figure.camera import Ball, Camera, Circle
from compiler.figure.place import PLACES
from compiler.figure.pose import ORIGIN, Figure
from compiler.figure.shapes import Hull, Numbers, Shape, round_about
from compiler.figure.skeleton import Skeleton
from compiler.figure.speaking import is_beside_words
from compiler.figure.vectors import Vec
from compiler.figure.wall import distance_behind

_LAYERS = ((1.9, 0.022, 34.0), (1.6, 0.028, 24.0), (1.32, 0.032, 15.0), (1.08, 0.036, 9.0), (0.85, 0.04, 5.0))
"""How much wider than the body, how dark, and up to what height above the ground."""
_GROWN, _, _HIGHEST = np.array(_LAYERS).T[..., None, None]
_COLOUR = "#22303c"
_AXES = (Vec(1.0, 0.0, 0.0), Vec(0.0, 1.0, 0.0), Vec(0.0, 0.0, 1.0))
_CORNERS = 28


def shadow_shapes(figure: Figure, bones: Skeleton, camera: Camera) -> list[Shape]:
    """Layers of the body's outline on the ground, from wide and faint to narrow and dark, and on a wall behind."""
    ground = PLACES[figure.place].ground
    balls = [
        [(*ball.at, ball.radius, ground(ball.at.x, ball.at.z)) for ball in pair] for pair in _pairs(bones)
    ]
    circles, falls = _fallen(np.array(balls))
    outlines = _seen(_around(*_on_one_level(circles, falls)), camera)
    on_the_ground = [
        Shape(tuple(layer[some.any(axis=1)]), _COLOUR, opacity, soft=True)
        for (_, opacity, _), layer, some in zip(_LAYERS, outlines, falls, strict=True)
        if some.any()
    ]
    return [*_on_the_wall(figure, bones, camera), *on_the_ground]


_ON_A_WALL = ((1.3, 0.05), (1.1, 0.06), (0.9, 0.07))
"""How much wider than the body, and how dark."""
_NEAR = 40.0
"""What is farther before the wall (cm) has none."""
_ASIDE, _DOWN = 0.42, 0.3
"""So far aside and down a shadow falls on the wall for each centimetre before it."""


def _on_the_wall(figure: Figure, bones: Skeleton, camera: Camera) -> list[Shape]:
    """The shadow on a wall close behind whoever is seen from the front: it tells that there is one."""
    behind = distance_behind(figure)
    if behind is None or is_beside_words(figure):  # whoever speaks or greets is before the window
        return []
    wall = Vec(-behind, 0.0, 0.0)

    def cast(ball: Ball, grown: float) -> Circle:
        apart = ball.at.x - wall.x
        at = Vec(wall.x, max(4.0, ball.at.y - _DOWN * apart), ball.at.z - _ASIDE * apart)
        return camera.circle(Ball(at, ball.radius * grown))

    pairs = [pair for pair in _pairs(bones) if all(ball.at.x - wall.x < _NEAR for ball in pair)]
    return [
        Shape(tuple(Hull((cast(a, grown), cast(b, grown))) for a, b in pairs), _COLOUR, dark, soft=True)
        for grown, dark in _ON_A_WALL
    ]


def _fallen(balls: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """The shadows of pairs of balls (x, y, z, radius, height of the ground below).

    In each layer and of each ball: x, z, radius and height; and whether there is one, or it is too high for that.
    """
    x, y, z, radius, ground = np.moveaxis(balls, 2, 0)
    above = y - radius - ground
    reach = radius * _GROWN * (1 - 0.9 * np.maximum(above, 0) / _HIGHEST)
    circles = np.stack(np.broadcast_arrays(x, z, reach, ground), axis=-1)
    return circles, (above > -40) & (above < _HIGHEST)


def _on_one_level(circles: Numbers, falls: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Both shadows of each pair, or one of them twice: where the other does not fall, or falls on another height."""
    one, other = np.moveaxis(circles, 2, 0)
    has_one, has_other = np.moveaxis(falls, 2, 0)[..., None]
    together = has_one & has_other & (one[..., 3:] == other[..., 3:])
    first = np.where(has_one, one, other)
    return first, np.where(together, other, first)


def _around(one: Numbers, other: Numbers) -> Numbers:
    """The skins around two circles on the ground each, as points of the world; all run the same way round."""
    around = round_about(_CORNERS)
    reach, further = (circles[..., :2] @ around.T + circles[..., 2:3] for circles in (one, other))
    x, z, radius, height = np.moveaxis(
        np.where((further > reach)[..., None], other[..., None, :], one[..., None, :]), -1, 0
    )
    return np.stack([x + radius * around[:, 0], height, z + radius * around[:, 1]], axis=-1)


def _seen(points: Numbers, camera: Camera) -> Numbers:
    """Where points of the world are seen."""
    origin = camera.point(ORIGIN)
    return origin + points @ np.subtract([camera.point(axis) for axis in _AXES], origin)


def _pairs(bones: Skeleton) -> list[tuple[Ball, Ball]]:
    spine = [Ball(p, 12.0) for p in bones.spine[:5]]
    pairs = list(pairwise(spine))
    pairs.append((Ball(bones.spine[4], 12.0), Ball(bones.skull, 9.0)))
    for leg in bones.legs:
        hip, knee, ankle, toes = Ball(leg.hip, 8), Ball(leg.knee, 5.5), Ball(leg.heel, 4), Ball(leg.toes, 3)
        pairs += [(hip, knee), (knee, ankle), (ankle, toes)]
    for arm in bones.arms:
        shoulder, elbow = Ball(arm.shoulder, 5), Ball(arm.elbow, 4)
        hand = Ball(arm.palm, 3.2)
        pairs += [(shoulder, elbow), (elbow, hand)]
    return pairs
