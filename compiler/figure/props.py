"""Things in use: strap, towel, ball, cushion, and a chair that stands before the figure."""

from collections.abc import Iterator
from itertools import pairwise

from compiler.figure.arms import anchor_point
from compiler.figure.camera import Ball, Camera
from compiler.figure.colour import shaded
from compiler.figure.hands import grasp
from compiler.figure.place import Box, backrest_before, chairs_stand_before, chairs_to_hold
from compiler.figure.pose import OUTWARD, Figure, Prop, Target
from compiler.figure.shapes import Hull, Shape
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec

_STRAP, _TOWEL, _BALL, CUSHION = "#e3a63c", "#9fc3d8", "#d9705f", "#8fb4cf"
_HELD = {"band": ("#b5483f", 1.0, 3.0), "stick": ("#b98a52", 1.15, 16.0), "towel": (_TOWEL, 2.4, 2.0)}
"""From hand to hand: colour, radius, how far it stands out beyond the hands (cm)."""
_FLARE = 1.4
"""How much wider a towel hangs out of the hands than it is pulled between them."""
_HANG = 15.0
"""So much of a towel (cm) falls out of a hand."""
_IN_A_HAND = 3.0
"""So much of it (cm) to either side of a palm is in the hand, and painted with it."""


def prop_shapes(figure: Figure, bones: Skeleton, camera: Camera) -> tuple[list[Shape], list[Shape]]:
    """What is painted behind the figure, and what before it."""
    behind: list[Shape] = []
    before: list[Shape] = []
    for prop in figure.props:
        if prop.kind in ("strap", "towel") and prop.on:
            far, near = _strap(prop, bones, camera)
            behind += far
            before += near
        elif prop.kind == "ball":
            behind += _ball(prop, bones, camera)
    return behind, before


def held_shapes(figure: Figure, bones: Skeleton, camera: Camera) -> list[tuple[float, list[Shape]]]:
    """What runs from hand to hand, cushions on the body, and a chair before it, each with its nearness.

    The hands close over the ends of what they hold.
    """
    found = [_of_a_chair(box, camera) for box in backrest_before(figure)]
    if chairs_stand_before(figure):
        found += [_of_a_chair(box, camera) for boxes in chairs_to_hold(figure) for box in boxes]
    for prop in figure.props:
        if prop.kind in _HELD and not prop.on:
            found += _from_hand_to_hand(prop, bones, camera)
        elif prop.kind == "cushion" and prop.on:
            found.append((camera.depth(ball_of(prop, bones).at), _ball(prop, bones, camera)))
    return found


def _from_hand_to_hand(prop: Prop, bones: Skeleton, camera: Camera) -> list[tuple[float, list[Shape]]]:
    """Its two ends and what is between."""
    colour, radius, over = _HELD[prop.kind]
    left, right = (grasp(arm, outward) for arm, outward in zip(bones.arms, OUTWARD, strict=True))
    along = right.minus(left).unit()
    balls = (
        Ball(left.plus(along, -over), radius),
        Ball(left.plus(along, _IN_A_HAND), radius),
        Ball(right.plus(along, -_IN_A_HAND), radius),
        Ball(right.plus(along, over), radius),
    )
    hanging = _hanging_ends(left, right, radius) if prop.kind == "towel" else ()
    return [_piece(a, b, colour, camera) for a, b in (*pairwise(balls), *hanging)]


def _hanging_ends(left: Vec, right: Vec, radius: float) -> Iterator[tuple[Ball, Ball]]:
    """What of a towel falls out of the hands, a little away from what is pulled between them."""
    along = right.minus(left).unit()
    for hand, outward in zip((left, right), OUTWARD, strict=True):
        fall = Vec(0.0, -1.0, 0.0).plus(along, 0.35 * outward).unit()
        yield Ball(hand, radius), Ball(hand.plus(fall, _HANG), radius * _FLARE)


def _piece(a: Ball, b: Ball, colour: str, camera: Camera) -> tuple[float, list[Shape]]:
    circles = (camera.circle(a), camera.circle(b))
    shapes = [Shape((Hull(circles),), shaded(colour, 0.16)), Shape((Hull(circles, 0.3),), colour)]
    return camera.depth(a.at.towards(b.at, 0.5)) - _BEHIND_THE_HAND, shapes


_BEHIND_THE_HAND = 3.0
"""A held thing counts as so much farther away (cm), so that the hand is seen over it."""


def _of_a_chair(box: Box, camera: Camera) -> tuple[float, list[Shape]]:
    """A box with round edges: its outline in the light of its front, then its top."""
    r = box.rounding
    (left, right), (low, high), (far, near) = (
        (a + r, b - r) for a, b in zip(box.low, box.high, strict=True)
    )  # fmt: skip

    def skin(*heights: float) -> Hull:
        corners = [Vec(x, y, z) for x in (left, right) for y in heights for z in (far, near)]
        return Hull(tuple(camera.circle(Ball(corner, r)) for corner in corners))

    shapes = [Shape((skin(low, high),), shaded(box.colour, 0.1)), Shape((skin(high),), box.colour)]
    return camera.depth(box.low.towards(box.high, 0.5)), shapes


def place_on(part: str, offset: Vec, bones: Skeleton) -> Vec:
    """The point of the world that lies `offset` (front, up, out) from a part of the body, or from nothing."""
    if not part:
        return offset
    target = Target(anchor=part, offset=Vec(0.0, 0.0, 0.0))
    origin, frame = anchor_point(bones.torso, bones.legs, target)
    outward = OUTWARD[0] if part.startswith("left") else OUTWARD[1]
    return frame.at(origin, offset.x, offset.y, offset.z * outward)


def ball_of(prop: Prop, bones: Skeleton) -> Ball:
    """A round prop where it is now."""
    return Ball(place_on(prop.on, prop.offset, bones), prop.radius or 5.0)


def _ball(prop: Prop, bones: Skeleton, camera: Camera) -> list[Shape]:
    x, y, r = camera.circle(ball_of(prop, bones))
    colour = _BALL if prop.kind == "ball" else CUSHION
    corners = tuple((x + a * r / 2, y + b * r / 2, r / 2) for a in (-1, 1) for b in (-1, 1))
    circles = corners if prop.kind == "cushion" else ((x, y, r),)
    round_one = [Shape((Hull(circles),), shaded(colour, 0.16)), Shape((Hull(circles, 0.16),), colour)]
    if prop.kind == "cushion":
        return round_one
    shine = (x - 0.35 * r, y - 0.4 * r, 0.22 * r)
    return [*round_one, Shape((Hull((shine,)),), "#ffffff", 0.35)]


def _strap(prop: Prop, bones: Skeleton, camera: Camera) -> tuple[list[Shape], list[Shape]]:
    """A band from each hand round the sole of the foot that it is on."""
    leg = bones.legs[0 if prop.on.startswith("left") else 1]
    front = leg.foot_frame.front
    sole = leg.sole.plus(front, 8.5).plus(leg.foot_frame.up, -0.4)
    width = 1.5 if prop.kind == "strap" else 2.3
    colour = _STRAP if prop.kind == "strap" else _TOWEL
    lines: list[tuple[float, list[Shape]]] = []
    for arm, outward in zip(bones.arms, OUTWARD, strict=True):
        rim = sole.plus(leg.foot_frame.right, outward * 3.6)
        over = rim.plus(leg.foot_frame.up, 3.0)
        end = arm.palm.plus(arm.palm.minus(over).unit(), 9.0)
        balls = [Ball(p, width * 0.55) for p in (end, arm.palm, over, rim, sole)]
        bands = tuple(Hull((camera.circle(a), camera.circle(b))) for a, b in pairwise(balls))
        shade = colour if camera.depth(rim) >= camera.depth(leg.ankle) else shaded(colour, 0.2)
        lines.append((camera.depth(rim), [Shape(bands, shade)]))
    lines.sort(key=lambda one: one[0])
    return lines[0][1], lines[1][1]
