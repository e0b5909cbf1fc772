"""Where a movement ends, hinted at behind the figure that is on its way there."""

from functools import lru_cache

from compiler.figure.camera import Camera
from compiler.figure.motion import is_still, posed
from compiler.figure.person import person_shapes
from compiler.figure.pose import Figure, Movement, Pose
from compiler.figure.presenters import Presenter
from compiler.figure.shapes import Corners, Shape, corners_of
from compiler.model.routine import PhaseRole

_COLOUR, _OPACITY = "#2fa79b", 0.3
_LEAST = 14.0
"""Centimetres: what moves less is told by an arrow, or by looking."""


@lru_cache(maxsize=64)
def has_ghost(figure: Figure, movement: Movement) -> bool:
    """Whether a hint at the end is drawn while the figure moves: on the way in, if it is a way."""
    goes_in = movement.phase.role is PhaseRole.MOVE_IN and not is_still(movement)
    return figure.ghost and goes_in and _reach(figure, movement) >= _LEAST


def ghost_shapes(
    figure: Figure, movement: Movement, part: float, presenter: Presenter, camera: Camera
) -> list[Shape]:
    """The figure's outline in the position that it goes to, when `part` (0 to 1) of the time of its move is over."""
    opacity = _OPACITY * min(1.0, 6 * part, 2.5 * (1 - part))
    if opacity < 0.01 or not has_ghost(figure, movement):
        return []
    outlines = _outlines(figure, _end(figure, movement), presenter, camera)
    return [Shape(outlines, _COLOUR, opacity, lasting=True)]


@lru_cache(maxsize=8)
def _outlines(figure: Figure, pose: Pose, presenter: Presenter, camera: Camera) -> tuple[Corners, ...]:
    """Those of the whole body in a pose: the same in all frames of a move."""
    shapes = person_shapes(posed(figure, pose), presenter, camera)
    return tuple(corners_of([outline for shape in shapes for outline in shape.outlines]))


def _end(figure: Figure, movement: Movement) -> Pose:
    """Where the moves that follow each other without a pause lead to."""
    following = figure.movements[figure.movements.index(movement) :]
    end = movement.stop
    for one in following:
        if one.phase.role is not PhaseRole.MOVE_IN or is_still(one):
            break
        end = one.stop
    return end


def _reach(figure: Figure, movement: Movement) -> float:
    """How far the part of the body moves that moves most, in centimetres."""
    before, after = (
        [(*b.spine, b.skull, *(p for leg in b.legs for p in (leg.knee, leg.toes)), *(a.palm for a in b.arms))
         for b in (posed(figure, movement.start), posed(figure, _end(figure, movement)))]
    )  # fmt: skip
    return max(a.distance(b) for a, b in zip(before, after, strict=True))
