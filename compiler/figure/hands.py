"""Hands: open as one soft shape, or with four fingers that curl as the hand closes."""

from itertools import pairwise
from math import cos, radians, sin

from compiler.figure import body
from compiler.figure.camera import Ball
from compiler.figure.limbs import Arm
from compiler.figure.vectors import Vec

Group = tuple[Ball, ...]
"""Balls under one skin."""
Piece = tuple[Group, ...]
"""Groups that are painted as one."""

_FINGERS = ((2.5, 11.0, 0.95), (0.85, 4.0, 1.0), (-0.85, -4.0, 0.97), (-2.45, -13.0, 0.85))
"""From the index finger on: how far from the middle of the hand (cm), how far spread (degrees), how long."""
_BONES = ((3.7, 78.0), (2.5, 96.0), (1.9, 58.0))
"""From the knuckles on: how long (cm), and how far bent in a fist (degrees)."""


def chain(*balls: Ball) -> tuple[Group, ...]:
    """Each ball with the next."""
    return tuple(pairwise(balls))


def hand_pieces(arm: Arm, outward: float, wrist: float) -> tuple[Piece, ...]:
    """The hand of an arm: all of it, or its palm and each finger.

    `outward` is 1 for the right hand and -1 for the left, `wrist` its radius there in centimetres.
    """
    if arm.grip:
        return _fingered(arm, outward, wrist)
    down, front = arm.hand_frame.up.scaled(-1), arm.hand_frame.front
    palm = Ball(arm.wrist.plus(down, 5.2), 3.0)
    knuckles = Ball(arm.wrist.plus(down, 8.6), 2.8)
    tips = Ball(arm.wrist.plus(down, body.HAND - 2.0), 1.7)
    thumb = Ball(arm.wrist.plus(down, 4.0).plus(front, 1.6), 1.6)
    thumb_tip = Ball(arm.wrist.plus(down, 9.0).plus(front, 3.6), 1.2)
    return ((*chain(Ball(arm.wrist, wrist), palm, knuckles, tips), (thumb, thumb_tip)),)


def inward(arm: Arm, outward: float) -> Vec:
    """The direction that the palm looks in."""
    return arm.hand_frame.right.scaled(-outward)


def grasp(arm: Arm, outward: float) -> Vec:
    """Where a thing lies that the hand holds."""
    return arm.palm.plus(inward(arm, outward), 2.0)


def _fingered(arm: Arm, outward: float, wrist: float) -> tuple[Piece, ...]:
    down, front, palm = arm.hand_frame.up.scaled(-1), arm.hand_frame.front, inward(arm, outward)
    heel = [Ball(arm.wrist.plus(down, 3.6).plus(front, k * 1.1), 2.4) for k in (-1, 1)]
    knuckles = [Ball(arm.wrist.plus(down, 8.2).plus(front, k * 2.4), 1.45) for k in (-1, 1)]
    pieces: list[Piece] = [((Ball(arm.wrist, wrist), *heel), (*heel, *knuckles))]
    for aside, spread, length in _FINGERS:
        start = arm.wrist.plus(down, 8.4).plus(front, aside)
        open_by = radians(spread * (1 - arm.grip))
        along = down.scaled(cos(open_by)).plus(front, sin(open_by))
        pieces.append(chain(*_finger(start, along, palm, arm.grip, length)))
    return (*pieces, _thumb(arm, down, front, palm))


def _finger(start: Vec, along: Vec, palm: Vec, grip: float, length: float) -> list[Ball]:
    balls, angle, at = [Ball(start, 1.15)], 0.0, start
    for radius, (bone, bend) in zip((1.1, 1.0, 0.85), _BONES, strict=True):
        angle += radians(bend) * grip
        at = at.plus(along, bone * length * cos(angle)).plus(palm, bone * length * sin(angle))
        balls.append(Ball(at, radius))
    return balls


def _thumb(arm: Arm, down: Vec, front: Vec, palm: Vec) -> Piece:
    """Away from the open hand; over the fingers of a fist."""
    grip = arm.grip
    root = arm.wrist.plus(down, 3.6).plus(front, 1.8)
    middle = root.plus(down, 3.0 + grip).plus(front, 2.6 - 1.4 * grip).plus(palm, 0.6 + 2.6 * grip)
    tip = middle.plus(down, 2.6 - 0.6 * grip).plus(front, 1.6 - 3.6 * grip).plus(palm, 0.4 + 0.8 * grip)
    return chain(Ball(root, 1.7), Ball(middle, 1.25), Ball(tip, 1.05))
