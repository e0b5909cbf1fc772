"""Legs: by angles, or by where the sole shall be."""

from dataclasses import replace

from compiler.figure import body
from compiler.figure.limbs import Leg, Torso, between, outward_of
from compiler.figure.pose import OUTWARD, LegPose
from compiler.figure.vectors import Frame, Vec, two_links


def leg_of(torso: Torso, index: int, a: LegPose, b: LegPose, part: float) -> Leg:
    """The leg `index` (0 left, 1 right), `part` (0 to 1) of the way between two poses."""
    pelvis = torso.frames[0]
    hip = torso.spine[0].plus(pelvis.right, OUTWARD[index] * body.HIP_OUT)
    if a.foot is None and b.foot is None:
        return _turned_leg(hip, pelvis, index, _mixed_leg(a, b, part))
    ends = [_leg_alone(hip, pelvis, index, a), _leg_alone(hip, pelvis, index, b)]
    toes = ends[0].foot_frame.front.towards(ends[1].foot_frame.front, part).unit()
    pole = ends[0].frame.front.towards(ends[1].frame.front, part).unit()
    up = ends[0].foot_frame.up.towards(ends[1].foot_frame.up, part)
    ankle = ends[0].ankle.towards(ends[1].ankle, part)
    bend = between(a.toe_bend, b.toe_bend, part)
    return replace(_reaching_leg(hip, ankle, pole, _foot(toes, up)), toe_bend=bend)


def _mixed_leg(a: LegPose, b: LegPose, part: float) -> LegPose:
    return LegPose(
        hip=between(a.hip, b.hip, part), out=between(a.out, b.out, part),
        twist=between(a.twist, b.twist, part),
        knee=between(a.knee, b.knee, part), ankle=between(a.ankle, b.ankle, part),
        toe_bend=between(a.toe_bend, b.toe_bend, part),
    )  # fmt: skip


def _turned_leg(hip: Vec, pelvis: Frame, index: int, pose: LegPose) -> Leg:
    """By angles: hip bends forward, then out, then turns outward; the knee is a hinge."""
    outward = OUTWARD[index]
    frame = pelvis.bent(-pose.hip).tipped(-outward * pose.out).twisted(outward * pose.twist)
    shin_frame = frame.bent(pose.knee)
    foot_frame = shin_frame.bent(pose.ankle)
    knee = hip.plus(frame.up, -body.THIGH)
    ankle = knee.plus(shin_frame.up, -body.SHIN)
    return Leg(hip, knee, ankle, frame, shin_frame, foot_frame, pose.toe_bend)


def _leg_alone(hip: Vec, pelvis: Frame, index: int, pose: LegPose) -> Leg:
    if pose.foot is None:
        return _turned_leg(hip, pelvis, index, pose)
    toes = outward_of(pose.toes, index).unit() if pose.toes else Vec(1.0, 0.0, 0.0)
    sole = outward_of(pose.foot.offset, index)
    up = Vec(0.0, 1.0, 0.0) if abs(toes.y) < 0.75 else hip.minus(sole)
    up = up.plus(toes, -up.dot(toes)).unit()
    pole = outward_of(pose.knee_towards, index).unit() if pose.knee_towards else pelvis.front.plus(toes, 0.3)
    return _reaching_leg(hip, sole.plus(up, body.ANKLE_HEIGHT), pole, _foot(toes, up))


def _foot(toes: Vec, up: Vec) -> Frame:
    """A foot's frame from where its toes point and, roughly, its up."""
    front = toes.unit()
    level = up.plus(front, -up.dot(front)).unit()
    return Frame(front, level, front.cross(level))


def _reaching_leg(hip: Vec, target: Vec, pole: Vec, foot: Frame) -> Leg:
    knee, ankle = two_links(hip, target, body.THIGH, body.SHIN, pole)
    thigh, shin = knee.minus(hip).unit(), ankle.minus(knee).unit()
    hinge = shin.cross(thigh)
    if hinge.length() < 0.03:
        hinge = pole.cross(thigh.scaled(-1))
    hinge = hinge.unit(foot.right)
    frame = Frame(hinge.cross(thigh), thigh.scaled(-1), hinge)
    shin_frame = Frame(hinge.cross(shin), shin.scaled(-1), hinge)
    return Leg(hip, knee, ankle, frame, shin_frame, foot)
