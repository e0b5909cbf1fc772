"""Whether a body could do it: joints in their range, nothing sliding that bears weight, nothing sinking in.

Purely geometric, on the skeleton in space, so it holds for every view; a frame takes about a millisecond.
Lengths of limbs are kept by the way a skeleton is built; what gives when a target is out of reach is the hand
or the foot, which is found here as sliding.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import acos, asin, degrees

from compiler.figure import body
from compiler.figure.camera import Ball
from compiler.figure.limbs import Arm, Leg
from compiler.figure.motion import moments_of
from compiler.figure.place import PLACES, Box, Place, chairs_to_hold
from compiler.figure.pose import OUTWARD, SIDES, Bend, Figure, Movement
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec
from compiler.model.errors import Diagnostic

SLIDE = 0.005 * body.HEIGHT
"""A planted hand or foot stays within half a hundredth of the body's height, in centimetres."""

RANGES: dict[str, tuple[float, float]] = {
    "knee": (-1, 155),
    "hip bend": (-32, 138),
    "hip spread": (-40, 62),
    "hip rotation": (-80, 80),
    "ankle": (-38, 68),
    "elbow": (-1, 155),
    "wrist": (-1, 92),
    "shoulder reach behind": (-1, 68),
    "shoulder reach across": (-1, 62),
}
"""Degrees. An ankle counts from a foot at a right angle, positive when the toes point."""

BENDS: dict[str, tuple[tuple[float, float], float, float]] = {
    "waist": ((-40, 62), 36, 40),
    "chest": ((-36, 48), 32, 46),
    "neck": ((-55, 62), 46, 72),
    "head": ((-30, 32), 22, 32),
}
"""Degrees: forward bend from and to, bend to a side, turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that a body cannot do. `excess` is how much too far, in degrees or centimetres."""

    what: str
    excess: float
    says: str


def check_figure(figure: Figure, moments: int = 12) -> list[Diagnostic]:
    """Every rule that a turn breaks, once, in the phase where it is worst; empty where there is none.

    `moments` skeletons are looked at in each phase.
    """
    worst: dict[str, tuple[Fault, Movement]] = {}
    for movement in figure.movements:
        for fault in movement_faults(figure, movement, moments_of(figure, movement, moments, 30.0)):
            if fault.what not in worst or worst[fault.what][0].excess < fault.excess:
                worst[fault.what] = (fault, movement)
    return [
        Diagnostic(message=f"in phase {movement.phase.name!r} {fault.says}", span=movement.span)
        for fault, movement in worst.values()
    ]


def movement_faults(figure: Figure, movement: Movement, frames: Iterable[Skeleton]) -> Iterator[Fault]:
    """The faults of a movement in all its frames; a skeleton that comes again is looked at once."""
    anchored: dict[str, Vec] = {}
    chairs = [("the chair", box) for boxes in chairs_to_hold(figure) for box in boxes]
    yield from _bend_faults(movement)
    for bones in {id(one): one for one in frames}.values():
        yield from _range_faults(bones)
        balls = touching_balls(bones)
        for place in figure.places:
            yield from _sunk_faults(PLACES[place], chairs, balls)
        yield from _slide_faults(movement, bones, anchored)


# --- joints -------------------------------------------------------------------------------------------------


def _outside(what: str, value: float, low: float, high: float) -> Iterator[Fault]:
    excess = max(low - value, value - high)
    if excess > 0.5:
        says = f"the {what} comes to {value:.0f} degrees; people reach {low:.0f} to {high:.0f}"
        yield Fault(what=what, excess=excess, says=says)


def _bend_faults(movement: Movement) -> Iterator[Fault]:
    for pose in (movement.start, movement.stop):
        for name, (bend, side, turn) in BENDS.items():
            joint: Bend = getattr(pose, name)
            yield from _outside(f"{name}'s bend", joint.bend, *bend)
            yield from _outside(f"{name}'s bend to the side", joint.side, -side, side)
            yield from _outside(f"{name}'s turn", joint.turn, -turn, turn)


def _angle(a: Vec, b: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, a.dot(b)))))


def _hinge(before: Vec, after: Vec, towards: Vec) -> float:
    """The bend between two directions, negative where it goes against the way the joint is made."""
    return _angle(before, after) * (1 if after.dot(towards) >= -1e-9 else -1)


def _sine(value: float) -> float:
    return degrees(asin(max(-1.0, min(1.0, value))))


def joint_angles(bones: Skeleton) -> dict[str, float]:
    """Degrees of every joint of the limbs, by name, such as "left knee"."""
    angles: dict[str, float] = {}
    for side, outward, leg, arm in zip(SIDES, OUTWARD, bones.legs, bones.arms, strict=True):
        for name, value in (*_leg_angles(bones, leg, outward), *_arm_angles(bones, arm, outward)):
            angles[f"{side} {name}"] = value
    return angles


def _leg_angles(bones: Skeleton, leg: Leg, outward: float) -> Iterator[tuple[str, float]]:
    pelvis = bones.pelvis_frame
    down = leg.frame.up.scaled(-1)
    spread = _sine(down.dot(pelvis.right) * outward)
    flat = down.plus(pelvis.right, -down.dot(pelvis.right)).unit(pelvis.up.scaled(-1))
    bend = _angle(flat, pelvis.up.scaled(-1)) * (1 if flat.dot(pelvis.front) >= 0 else -1)
    if bend < -120:
        bend += 360
    yield "knee", _hinge(leg.frame.up, leg.shin_frame.up, leg.frame.front)
    yield "hip bend", bend
    yield "hip spread", spread
    neutral = pelvis.bent(-bend)
    neutral = neutral.swung_to(down)
    turned = _angle(neutral.right, leg.frame.right)
    yield "hip rotation", turned * (1 if neutral.front.dot(leg.frame.right) * outward <= 0 else -1)
    yield "ankle", _sine(leg.foot_frame.front.dot(leg.shin_frame.up.scaled(-1)))


def _arm_angles(bones: Skeleton, arm: Arm, outward: float) -> Iterator[tuple[str, float]]:
    chest = bones.chest_frame
    upper = arm.elbow.minus(arm.shoulder).unit()
    fore = arm.wrist.minus(arm.elbow).unit()
    yield "elbow", _hinge(upper, fore, arm.frame.front)
    yield "wrist", _angle(fore, arm.hand_frame.up.scaled(-1))
    yield "shoulder reach behind", max(0.0, _sine(-upper.dot(chest.front)))
    yield "shoulder reach across", max(0.0, _sine(-upper.dot(chest.right) * outward))


def _range_faults(bones: Skeleton) -> Iterator[Fault]:
    for name, value in joint_angles(bones).items():
        low, high = RANGES[name.partition(" ")[2]]
        if not low <= value <= high:
            yield from _outside(name, value, low, high)


# --- the ground ---------------------------------------------------------------------------------------------


def touching_balls(bones: Skeleton) -> list[tuple[str, Ball]]:
    """Parts of the body as balls a little inside the skin."""
    frames = bones.frames
    balls = [
        ("head", Ball(bones.skull, 8.6)),
        ("pelvis", Ball(bones.spine[0], 8.6)),
        ("waist", Ball(bones.spine[2], 7.6)),
        ("chest", Ball(bones.spine[4].plus(frames[4].front, 0.5), 9.0)),
    ]
    for side, leg, arm in zip(SIDES, bones.legs, bones.arms, strict=True):
        foot_up = leg.foot_frame.up
        balls += [
            (f"{side} thigh", Ball(leg.hip.towards(leg.knee, 0.5), 6.4)),
            (f"{side} knee", Ball(leg.knee, 4.6)),
            (f"{side} shin", Ball(leg.knee.towards(leg.ankle, 0.5), 3.8)),
            (f"{side} heel", Ball(leg.heel.plus(foot_up, 2.8), 2.8)),
            (f"{side} toes", Ball(leg.toes.plus(leg.toe_frame.up, 1.8), 1.8)),
            (f"{side} shoulder", Ball(arm.shoulder, 4.4)),
            (f"{side} elbow", Ball(arm.elbow, 3.0)),
            (f"{side} hand", Ball(arm.palm, 1.8)),
            (f"{side} fingers", Ball(arm.fingertips, 0.8)),
        ]
    return balls


def _sunk_faults(
    place: Place, chairs: list[tuple[str, Box]], balls: list[tuple[str, Ball]]
) -> Iterator[Fault]:
    below = f"the {place.name}"
    solid = [*((below, box) for box in place.boxes), *chairs]
    for name, ball in balls:
        deep, where = place.floor - (ball.at.y - ball.radius) - 1.0, below
        for thing, box in solid:
            sunk = box.depth_of(ball.at, ball.radius) - box.give - 1.0
            if sunk > 0:
                deep, where = max((deep, where), (sunk, thing))
        if deep > 0:
            says = f"{where} is {deep + 1:.1f} cm too high for the {name}, which would pass through it"
            yield Fault(what=f"{name} sinks", excess=deep, says=says)
        inside = 0.0 if place.wall_x is None else place.wall_x - (ball.at.x - ball.radius) - 1.5
        if inside > 0:
            says = f"the wall is {inside + 1.5:.1f} cm too near for the {name}, which would pass through it"
            yield Fault(what=f"{name} in the wall", excess=inside, says=says)


def bearing_points(bones: Skeleton) -> dict[str, Vec]:
    """Soles, palms, knees and balls of the feet by the names that scripts plant them with."""
    points = {}
    for side, leg, arm in zip(SIDES, bones.legs, bones.arms, strict=True):
        points[f"{side}_foot"] = leg.sole
        points[f"{side}_hand"] = arm.palm
        points[f"{side}_knee"] = leg.knee
        points[f"{side}_toes"] = leg.ball
    return points


def _slide_faults(movement: Movement, bones: Skeleton, anchored: dict[str, Vec]) -> Iterator[Fault]:
    points = bearing_points(bones)
    for name in movement.planted:
        here = points[name]
        drift = here.distance(anchored.setdefault(name, here))
        if drift > SLIDE:
            says = (
                f"the {name.replace('_', ' ')} is planted but slides {drift:.1f} cm: is its target in reach?"
            )
            yield Fault(what=f"{name} slides", excess=drift, says=says)
