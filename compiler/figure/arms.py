"""Arms: by angles, or by where the palm shall be, in the world or on the body."""

from dataclasses import replace
from math import pi, sin

from compiler.figure import body
from compiler.figure.limbs import Arm, Leg, Torso, between, outward_of
from compiler.figure.pose import OUTWARD, ArmPose, Target
from compiler.figure.vectors import Frame, Vec, two_links


def arm_of(
    torso: Torso, legs: tuple[Leg, Leg], index: int, ends: tuple[ArmPose, ArmPose], part: float
) -> Arm:
    """The arm `index` (0 left, 1 right), `part` (0 to 1) of the way between the two poses `ends`."""
    chest = torso.frames[-1]
    a, b = ends
    shoulder = chest.at(
        torso.spine[-1],
        between(a.forward, b.forward, part) + 0.6 * torso.lift,
        between(a.raised, b.raised, part) - body.SHOULDER_DOWN + torso.lift,
        OUTWARD[index] * body.SHOULDER_OUT,
    )
    grip = between(a.grip, b.grip, part)
    if a.hand is None and b.hand is None:
        return replace(_turned_arm(shoulder, chest, index, _mixed_arm(a, b, part)), grip=grip)
    one = _arm_alone(torso, legs, shoulder, index, a)
    two = _arm_alone(torso, legs, shoulder, index, b)
    pole = _pole(one, chest).towards(_pole(two, chest), part).unit()
    fingers = one.hand_frame.up.towards(two.hand_frame.up, part).scaled(-1)
    wrist = one.wrist.towards(two.wrist, part)
    away = chest.front.plus(chest.right, 0.8 * OUTWARD[index])
    away = Vec(away.x, max(0.0, away.y), away.z).unit()
    bow = 0.0 if a.thumb and b.thumb else min(_BOW, 0.22 * one.wrist.distance(two.wrist)) * sin(pi * part)
    thumb = one.hand_frame.front.towards(two.hand_frame.front, part) if a.thumb or b.thumb else None
    return replace(_reaching_arm(shoulder, wrist.plus(away, bow), pole, fingers, thumb), grip=grip)


_BOW = 15.0
"""A hand on a long way swings out from the body by up to so many centimetres, and not through it.
One whose thumb is given in both poses is placed with care: it goes straight."""


def _pole(arm: Arm, chest: Frame) -> Vec:
    """Where the elbow of a solved arm points."""
    along = arm.wrist.minus(arm.shoulder).unit()
    out = arm.elbow.minus(arm.shoulder)
    return out.plus(along, -out.dot(along)).unit(chest.front.scaled(-1))


def _mixed_arm(a: ArmPose, b: ArmPose, part: float) -> ArmPose:
    return ArmPose(
        flex=between(a.flex, b.flex, part), out=between(a.out, b.out, part),
        twist=between(a.twist, b.twist, part),
        elbow=between(a.elbow, b.elbow, part), wrist=between(a.wrist, b.wrist, part),
        roll=between(a.roll, b.roll, part),
    )  # fmt: skip


def _turned_arm(shoulder: Vec, chest: Frame, index: int, pose: ArmPose) -> Arm:
    """By angles: the arm is raised forward, then out, then turned outward; the elbow is a hinge."""
    outward = OUTWARD[index]
    frame = chest.bent(-pose.flex).tipped(-outward * pose.out).twisted(outward * pose.twist)
    forearm = frame.bent(-pose.elbow)
    elbow = shoulder.plus(frame.up, -body.UPPER_ARM)
    wrist = elbow.plus(forearm.up, -body.FOREARM)
    hand = forearm.twisted(-outward * pose.roll).bent(-pose.wrist)
    return Arm(shoulder, elbow, wrist, frame, hand)


def _arm_alone(torso: Torso, legs: tuple[Leg, Leg], shoulder: Vec, index: int, pose: ArmPose) -> Arm:
    chest = torso.frames[-1]
    if pose.hand is None:
        return _turned_arm(shoulder, chest, index, pose)
    outward = OUTWARD[index]
    palm = _resolved(torso, legs, pose.hand, index)
    hint = pose.elbow_towards or Vec(-0.5, -0.6, 0.6)
    pole = chest.at(Vec(0.0, 0.0, 0.0), hint.x, hint.y, hint.z * outward).unit()
    thumb = outward_of(pose.thumb, index) if pose.thumb else None
    if pose.fingers:
        fingers = outward_of(pose.fingers, index).unit()
        return _reaching_arm(shoulder, palm.plus(fingers, -body.HAND * 0.45), pole, fingers, thumb)
    rough = two_links(shoulder, palm, body.UPPER_ARM, body.FOREARM + body.HAND * 0.45, pole)
    along = rough[1].minus(rough[0]).unit()
    return _reaching_arm(shoulder, rough[1].plus(along, -body.HAND * 0.45), pole, along, thumb)


def _reaching_arm(shoulder: Vec, target: Vec, pole: Vec, fingers: Vec, thumb: Vec | None = None) -> Arm:
    elbow, wrist = two_links(shoulder, target, body.UPPER_ARM, body.FOREARM, pole)
    upper, fore = elbow.minus(shoulder).unit(), wrist.minus(elbow).unit()
    hinge = upper.cross(fore)
    if hinge.length() < 0.03:
        hinge = upper.cross(pole.scaled(-1))
    hinge = hinge.unit()
    frame = Frame(upper.cross(hinge).scaled(-1), upper.scaled(-1), hinge)
    down = fingers.unit(fore)
    if thumb is not None:
        hinge = thumb.cross(down.scaled(-1)).unit(hinge)
    right = hinge.plus(down, -hinge.dot(down)).unit()
    return Arm(shoulder, elbow, wrist, frame, Frame(down.scaled(-1).cross(right), down.scaled(-1), right))


def _resolved(torso: Torso, legs: tuple[Leg, Leg], target: Target, index: int) -> Vec:
    """A target's point in the world, on the body as it is now."""
    outward = OUTWARD[index]
    if not target.anchor:
        return outward_of(target.offset, index)
    origin, frame = anchor_point(torso, legs, target)
    return frame.at(origin, target.offset.x, target.offset.y, target.offset.z * outward)


def anchor_point(torso: Torso, legs: tuple[Leg, Leg], target: Target) -> tuple[Vec, Frame]:
    """Origin and frame of the part of the body that a target is on."""
    spine, frames = torso.spine, torso.frames
    fixed = {
        "chest": (spine[4], frames[-1]),
        "pelvis": (spine[0], frames[0]),
        "head": (torso.skull, torso.head_frame),
    }
    if target.anchor in fixed:
        return fixed[target.anchor]
    side, _, name = target.anchor.partition("_")
    leg = legs[0 if side == "left" else 1]
    if name == "shoulder":
        point = spine[-1].plus(frames[-1].up, -body.SHOULDER_DOWN)
        outward = OUTWARD[0 if side == "left" else 1]
        return point.plus(frames[-1].right, outward * body.SHOULDER_OUT), frames[-1]
    return {
        "thigh": (leg.hip.towards(leg.knee, target.at), leg.frame),
        "knee": (leg.knee, leg.frame),
        "shin": (leg.knee.towards(leg.ankle, target.at), leg.shin_frame),
        "ankle": (leg.ankle, leg.foot_frame),
        "foot": (leg.sole, leg.foot_frame),
    }[name]
