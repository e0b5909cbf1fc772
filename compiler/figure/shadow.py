"""The soft shadow where the body is near the ground; it follows every part and fades as the part rises."""

from itertools import pairwise

from compiler.figure.camera import Ball, Camera
from compiler.figure.place import PLACES, Place
from compiler.figure.pose import Figure
from compiler.figure.shapes import Shape, hull
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec

_LAYERS = ((1.9, 0.022, 34.0), (1.6, 0.028, 24.0), (1.32, 0.032, 15.0), (1.08, 0.036, 9.0), (0.85, 0.04, 5.0))
"""How much wider than the body, how dark, and up to what height above the ground."""
_COLOUR = "#22303c"


def shadow_shapes(figure: Figure, bones: Skeleton, camera: Camera) -> list[Shape]:
    """Layers of the body's outline on the ground, from wide and faint to narrow and dark."""
    place = PLACES[figure.place]
    pairs = _pairs(bones)
    shapes = []
    for grown, opacity, highest in _LAYERS:
        outlines = []
        for a, b in pairs:
            flat = [c for c in (_fallen(a, grown, highest, place), _fallen(b, grown, highest, place)) if c]
            if len(flat) == 2 and flat[0][3] != flat[1][3]:
                flat = flat[:1]
            if flat:
                outline = hull([(x, z, r) for x, z, r, _ in flat])
                outlines.append(tuple(camera.point(Vec(x, flat[0][3], z)) for x, z in outline))
        if outlines:
            shapes.append(Shape(tuple(_same_way(o) for o in outlines), _COLOUR, opacity, soft=True))
    return shapes


def _same_way(outline: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """All outlines run the same way round, so that their overlaps count once."""
    area = sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(outline, (*outline[1:], outline[0]), strict=True))
    return outline if area > 0 else outline[::-1]


def _fallen(
    ball: Ball, grown: float, highest: float, place: Place
) -> tuple[float, float, float, float] | None:
    """A ball's shadow as (x, z, radius, height of the ground); None where it is too high above the ground."""
    height = place.ground(ball.at.x, ball.at.z)
    above = ball.at.y - ball.radius - height
    if not -40 < above < highest:
        return None
    return ball.at.x, ball.at.z, ball.radius * grown * (1 - 0.9 * max(0.0, above) / highest), height


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
