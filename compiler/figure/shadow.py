"""The soft shadow where the body is near the ground; it follows every part and fades as the part rises."""

from itertools import pairwise

import numpy as np

from compiler.figure.camera import Ball, Camera, Circle, Point
from compiler.figure.place import PLACES
from compiler.figure.pose import ORIGIN, Figure
from compiler.figure.shapes import Shape, hull, round_about
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec
from compiler.figure.wall import distance_behind

_LAYERS = ((1.9, 0.022, 34.0), (1.6, 0.028, 24.0), (1.32, 0.032, 15.0), (1.08, 0.036, 9.0), (0.85, 0.04, 5.0))
"""How much wider than the body, how dark, and up to what height above the ground."""
_COLOUR = "#22303c"
_X, _Y, _Z = Vec(1.0, 0.0, 0.0), Vec(0.0, 1.0, 0.0), Vec(0.0, 0.0, 1.0)


def shadow_shapes(figure: Figure, bones: Skeleton, camera: Camera) -> list[Shape]:
    """Layers of the body's outline on the ground, from wide and faint to narrow and dark, and on a wall behind."""
    place = PLACES[figure.place]
    pairs = [tuple((ball, place.ground(ball.at.x, ball.at.z)) for ball in pair) for pair in _pairs(bones)]
    shapes = _on_the_wall(figure, bones, camera)
    for grown, opacity, highest in _LAYERS:
        fallen = [
            [circle for ball, height in pair if (circle := _fallen(ball, height, grown, highest))]
            for pair in pairs
        ]
        on_one_level = [c if len(c) == 1 or c[0][3] == c[1][3] else c[:1] for c in fallen if c]
        if on_one_level:
            shapes.append(Shape(_outlines(on_one_level, camera), _COLOUR, opacity, soft=True))
    return shapes


_ON_A_WALL = ((1.3, 0.05), (1.1, 0.06), (0.9, 0.07))
"""How much wider than the body, and how dark."""
_NEAR = 40.0
"""What is farther before the wall (cm) has none."""
_ASIDE, _DOWN = 0.42, 0.3
"""So far aside and down a shadow falls on the wall for each centimetre before it."""


def _on_the_wall(figure: Figure, bones: Skeleton, camera: Camera) -> list[Shape]:
    """The shadow on a wall close behind whoever is seen from the front: it tells that there is one."""
    behind = distance_behind(figure)
    if behind is None or figure.framing == "speaking":  # whoever speaks stands before the window
        return []
    wall = Vec(-behind, 0.0, 0.0)

    def cast(ball: Ball, grown: float) -> Circle:
        apart = ball.at.x - wall.x
        at = Vec(wall.x, max(4.0, ball.at.y - _DOWN * apart), ball.at.z - _ASIDE * apart)
        return camera.circle(Ball(at, ball.radius * grown))

    pairs = [pair for pair in _pairs(bones) if all(ball.at.x - wall.x < _NEAR for ball in pair)]
    return [
        Shape(tuple(hull([cast(a, grown), cast(b, grown)]) for a, b in pairs), _COLOUR, dark, soft=True)
        for grown, dark in _ON_A_WALL
    ]


_Fallen = tuple[float, float, float, float]
"""A ball's shadow: x, z, radius, height of the ground."""


def _fallen(ball: Ball, height: float, grown: float, highest: float) -> _Fallen | None:
    """None where the ball is too high above the ground."""
    above = ball.at.y - ball.radius - height
    if not -40 < above < highest:
        return None
    return ball.at.x, ball.at.z, ball.radius * grown * (1 - 0.9 * max(0.0, above) / highest), height


_CORNERS = 28


def _outlines(fallen: list[list[_Fallen]], camera: Camera) -> tuple[tuple[Point, ...], ...]:
    """As they are seen, the skins around one or two circles on the ground each; all run the same way round."""
    circles = np.array([(pair[0], pair[-1]) for pair in fallen])
    around = round_about(_CORNERS)
    reach = circles[:, :, :2] @ around.T + circles[:, :, 2:3]
    second = (reach[:, 1] > reach[:, 0])[..., None]
    farthest = np.where(second, circles[:, None, 1], circles[:, None, 0])
    ground = farthest[..., :2] + farthest[..., 2:3] * around
    origin = camera.point(ORIGIN)
    seen = np.zeros_like(ground) + origin
    for values, axis in ((ground[..., 0], _X), (farthest[..., 3], _Y), (ground[..., 1], _Z)):
        seen += values[..., None] * np.subtract(camera.point(axis), origin)
    return tuple(tuple(map(tuple, outline)) for outline in seen.tolist())


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
