"""Which of what has to be seen of a figure lies under something that is drawn over the picture."""

from functools import lru_cache
from math import hypot

from compiler.figure.camera import Bounds, Circle
from compiler.figure.pose import Figure
from compiler.figure.staging import staged
from compiler.figure.watched import moments, watched_balls, watched_parts

_POSES = 3
"""Moments of a movement that are looked at."""
_A_LITTLE = 0.3
"""How near to a box the middle of a part may come, as a share of its radius: a third of it is hidden then."""


@lru_cache(maxsize=512)
def hidden_parts(
    figure: Figure, size: tuple[int, int], mirrored: bool, boxes: tuple[Bounds, ...]
) -> frozenset[str]:
    """Names of the watched parts of which more than a little is under one of the boxes, in pixels of the frame."""
    turn = moments(figure, _POSES)
    camera = staged(figure, size, mirrored)
    parts = watched_parts(figure, turn)

    def is_hidden(part: str) -> bool:
        balls = (ball for bones in turn for ball in watched_balls(bones, frozenset({part})))
        return any(_is_under(camera.circle(ball), box) for ball in balls for box in boxes)

    return frozenset(part for part in parts if is_hidden(part))


def _is_under(circle: Circle, box: Bounds) -> bool:
    x, y, radius = circle
    across, down = max(box.left - x, x - box.right, 0.0), max(box.top - y, y - box.bottom, 0.0)
    return hypot(across, down) < _A_LITTLE * radius
