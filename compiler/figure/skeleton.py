"""Joints in space, found from poses: forward along angles, backward from targets of hands and feet."""

from dataclasses import dataclass
from math import pi, sin

from compiler.figure import body
from compiler.figure.pose import OUTWARD, ArmPose, Base, Bend, LegPose, Pose, Root, Target
from compiler.figure.vectors import Frame, Vec, two_links

_X, _Y, _Z = Vec(1.0, 0.0, 0.0), Vec(0.0, 1.0, 0.0), Vec(0.0, 0.0, 1.0)

BASES: dict[Base, Frame] = {
    "upright": Frame(_X, _Y, _Z),
    "lying": Frame(_Y, _X.scaled(-1), _Z),
    "prone": Frame(_Y.scaled(-1), _X, _Z),
    "all-fours": Frame(_Y.scaled(-1), _X, _Z),
    "left-side": Frame(_Z, _X, _Y),
    "right-side": Frame(_Z, _X.scaled(-1), _Y.scaled(-1)),
}
"""How the trunk looks before it leans: front, up (towards the head) and right in the world."""


@dataclass(frozen=True, slots=True)
class Leg:
    """`frame` is the thigh's, `shin_frame` the shin's, `foot_frame` the foot's (front: toes, up: to the shin)."""

    hip: Vec
    knee: Vec
    ankle: Vec
    frame: Frame
    shin_frame: Frame
    foot_frame: Frame

    @property
    def sole(self) -> Vec:
        """Below the ankle."""
        return self.ankle.plus(self.foot_frame.up, -body.ANKLE_HEIGHT)

    @property
    def heel(self) -> Vec:
        """The back end of the sole."""
        return self.sole.plus(self.foot_frame.front, -body.HEEL_BACK)

    @property
    def toes(self) -> Vec:
        """The tip of the toes."""
        return self.sole.plus(self.foot_frame.front, body.FOOT)


@dataclass(frozen=True, slots=True)
class Arm:
    """`frame` is the upper arm's; `reach` the hand's direction; `hinge` the elbow's axis."""

    shoulder: Vec
    elbow: Vec
    wrist: Vec
    frame: Frame
    hand_frame: Frame

    @property
    def palm(self) -> Vec:
        """The middle of the hand."""
        return self.wrist.plus(self.hand_frame.up, -body.HAND * 0.45)

    @property
    def fingertips(self) -> Vec:
        """The far end of the hand."""
        return self.wrist.plus(self.hand_frame.up, -body.HAND)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`spine` runs from the middle of the hips to the base of the neck (6 points), `frames` are its segments'."""

    spine: tuple[Vec, ...]
    frames: tuple[Frame, ...]
    neck_top: Vec
    neck_frame: Frame
    skull: Vec
    head_frame: Frame
    legs: tuple[Leg, Leg]
    arms: tuple[Arm, Arm]
    breath: float

    @property
    def pelvis_frame(self) -> Frame:
        """How the pelvis looks."""
        return self.frames[0]

    @property
    def chest_frame(self) -> Frame:
        """How the upper chest looks."""
        return self.frames[-1]


def skeleton(start: Pose, stop: Pose, part: float, base: Base, rooted: str, breath: float = 0.0) -> Skeleton:
    """The body `part` (0 to 1, already eased) of the way from one pose to another.

    A limb that has a target in either pose moves by targets, each resolved on the body as it is at this moment;
    a limb that has none turns by its angles. `breath` (0 to 1) lifts the chest a little.
    """
    spine, frames = _trunk(start, stop, part, base, rooted)
    neck = _mixed(start.neck, stop.neck, part)
    neck_frame = _joint(frames[-1], neck)
    neck_top = spine[-1].plus(neck_frame.up, body.NECK)
    head_frame = _joint(neck_frame, _mixed(start.head, stop.head, part))
    skull = neck_top.plus(head_frame.up, body.HEAD * 0.92).plus(head_frame.front, 2.2)
    torso = _Torso(spine, frames, skull, head_frame)
    legs = (_leg(torso, 0, start, stop, part), _leg(torso, 1, start, stop, part))
    lift = 0.5 * breath
    arms = (_arm(torso, legs, 0, start, stop, part, lift), _arm(torso, legs, 1, start, stop, part, lift))
    return Skeleton(spine, frames, neck_top, neck_frame, skull, head_frame, legs, arms, breath)


@dataclass(frozen=True, slots=True)
class _Torso:
    spine: tuple[Vec, ...]
    frames: tuple[Frame, ...]
    skull: Vec
    head_frame: Frame


def _number(a: float, b: float, part: float) -> float:
    return a + (b - a) * part


def _mixed(a: Bend, b: Bend, part: float) -> Bend:
    return Bend(
        bend=_number(a.bend, b.bend, part),
        side=_number(a.side, b.side, part),
        turn=_number(a.turn, b.turn, part),
    )


def _joint(frame: Frame, bend: Bend, share: float = 1.0) -> Frame:
    return frame.twisted(bend.turn * share).bent(bend.bend * share).tipped(bend.side * share)


def _unjoint(frame: Frame, bend: Bend, share: float) -> Frame:
    return frame.tipped(-bend.side * share).bent(-bend.bend * share).twisted(-bend.turn * share)


def _root_point(a: Root, b: Root, part: float) -> Vec:
    return Vec(_number(a.x, b.x, part), _number(a.height, b.height, part), _number(a.out, b.out, part))


def _trunk(
    start: Pose, stop: Pose, part: float, base: Base, rooted: str
) -> tuple[tuple[Vec, ...], tuple[Frame, ...]]:
    """Six points and five frames of the spine, built from the pelvis up or from the base of the neck down."""
    origin = _root_point(start.root, stop.root, part)
    frame = _joint(BASES[base], _mixed(start.root.lean, stop.root.lean, part))
    waist, chest = _mixed(start.waist, stop.waist, part), _mixed(start.chest, stop.chest, part)
    bends = (waist, waist, chest, chest)
    frames, points = [frame], [origin]
    if rooted == "pelvis":
        for bend in bends:
            frames.append(_joint(frames[-1], bend, 0.5))
        for one, length in zip(frames, body.SPINE, strict=True):
            points.append(points[-1].plus(one.up, length))
        return tuple(points), tuple(frames)
    for bend in reversed(bends):
        frames.append(_unjoint(frames[-1], bend, 0.5))
    for one, length in zip(frames, reversed(body.SPINE), strict=True):
        points.append(points[-1].plus(one.up, -length))
    return tuple(reversed(points)), tuple(reversed(frames))


# --- legs ---------------------------------------------------------------------------------------------------


def _leg(torso: _Torso, index: int, start: Pose, stop: Pose, part: float) -> Leg:
    pelvis = torso.frames[0]
    hip = torso.spine[0].plus(pelvis.right, OUTWARD[index] * body.HIP_OUT)
    a, b = start.legs[index], stop.legs[index]
    if a.foot is None and b.foot is None:
        return _turned_leg(hip, pelvis, index, _mixed_leg(a, b, part))
    ends = [_leg_alone(hip, pelvis, index, a), _leg_alone(hip, pelvis, index, b)]
    toes = ends[0].foot_frame.front.towards(ends[1].foot_frame.front, part).unit()
    pole = ends[0].frame.front.towards(ends[1].frame.front, part).unit()
    up = ends[0].foot_frame.up.towards(ends[1].foot_frame.up, part)
    ankle = ends[0].ankle.towards(ends[1].ankle, part)
    return _reaching_leg(hip, pelvis, index, ankle, pole, toes, up)


def _mixed_leg(a: LegPose, b: LegPose, part: float) -> LegPose:
    return LegPose(
        hip=_number(a.hip, b.hip, part), out=_number(a.out, b.out, part), twist=_number(a.twist, b.twist, part),
        knee=_number(a.knee, b.knee, part), ankle=_number(a.ankle, b.ankle, part),
    )  # fmt: skip


def _turned_leg(hip: Vec, pelvis: Frame, index: int, pose: LegPose) -> Leg:
    """By angles: hip bends forward, then out, then turns outward; the knee is a hinge."""
    outward = OUTWARD[index]
    frame = pelvis.bent(-pose.hip).tipped(-outward * pose.out).twisted(outward * pose.twist)
    shin_frame = frame.bent(pose.knee)
    foot_frame = shin_frame.bent(pose.ankle)
    knee = hip.plus(frame.up, -body.THIGH)
    return Leg(hip, knee, knee.plus(shin_frame.up, -body.SHIN), frame, shin_frame, foot_frame)


def _outward(direction: Vec, index: int) -> Vec:
    return Vec(direction.x, direction.y, direction.z * OUTWARD[index])


def _leg_alone(hip: Vec, pelvis: Frame, index: int, pose: LegPose) -> Leg:
    if pose.foot is None:
        return _turned_leg(hip, pelvis, index, pose)
    toes = _outward(pose.toes, index).unit() if pose.toes else Vec(1.0, 0.0, 0.0)
    sole = _outward(pose.foot.offset, index)
    up = Vec(0.0, 1.0, 0.0) if abs(toes.y) < 0.75 else hip.minus(sole)
    up = up.plus(toes, -up.dot(toes)).unit()
    pole = _outward(pose.knee_towards, index).unit() if pose.knee_towards else pelvis.front.plus(toes, 0.3)
    return _reaching_leg(hip, pelvis, index, sole.plus(up, body.ANKLE_HEIGHT), pole, toes, up)


def _reaching_leg(hip: Vec, pelvis: Frame, index: int, target: Vec, pole: Vec, toes: Vec, up: Vec) -> Leg:
    knee, ankle = two_links(hip, target, body.THIGH, body.SHIN, pole)
    thigh, shin = knee.minus(hip).unit(), ankle.minus(knee).unit()
    hinge = shin.cross(thigh)
    if hinge.length() < 0.03:
        hinge = pole.cross(thigh.scaled(-1))
    hinge = hinge.unit(pelvis.right)
    frame = Frame(hinge.cross(thigh), thigh.scaled(-1), hinge)
    shin_frame = Frame(hinge.cross(shin), shin.scaled(-1), hinge)
    front = toes.unit()
    level = up.plus(front, -up.dot(front)).unit()
    return Leg(hip, knee, ankle, frame, shin_frame, Frame(front, level, front.cross(level)))


# --- arms ---------------------------------------------------------------------------------------------------


def _arm(
    torso: _Torso, legs: tuple[Leg, Leg], index: int, start: Pose, stop: Pose, part: float, lift: float
) -> Arm:
    chest = torso.frames[-1]
    a, b = start.arms[index], stop.arms[index]
    shoulder = chest.at(
        torso.spine[-1],
        _number(a.forward, b.forward, part) + 0.6 * lift,
        _number(a.raised, b.raised, part) - body.SHOULDER_DOWN + lift,
        OUTWARD[index] * body.SHOULDER_OUT,
    )
    if a.hand is None and b.hand is None:
        return _turned_arm(shoulder, chest, index, _mixed_arm(a, b, part))
    one = _arm_alone(torso, legs, shoulder, index, a)
    two = _arm_alone(torso, legs, shoulder, index, b)
    pole = _pole(one, chest).towards(_pole(two, chest), part).unit()
    fingers = one.hand_frame.up.towards(two.hand_frame.up, part).scaled(-1)
    wrist = one.wrist.towards(two.wrist, part)
    away = chest.front.plus(chest.right, 0.8 * OUTWARD[index])
    away = Vec(away.x, max(0.0, away.y), away.z).unit()
    bow = min(_WIDEST_BOW, 0.22 * one.wrist.distance(two.wrist)) * sin(pi * part)
    return _reaching_arm(shoulder, wrist.plus(away, bow), pole, fingers)


_WIDEST_BOW = 15.0
"""A hand on a long way swings out from the body by up to so many centimetres, and not through it."""


def _pole(arm: Arm, chest: Frame) -> Vec:
    """Where the elbow of a solved arm points."""
    along = arm.wrist.minus(arm.shoulder).unit()
    out = arm.elbow.minus(arm.shoulder)
    return out.plus(along, -out.dot(along)).unit(chest.front.scaled(-1))


def _mixed_arm(a: ArmPose, b: ArmPose, part: float) -> ArmPose:
    return ArmPose(
        flex=_number(a.flex, b.flex, part), out=_number(a.out, b.out, part), twist=_number(a.twist, b.twist, part),
        elbow=_number(a.elbow, b.elbow, part), wrist=_number(a.wrist, b.wrist, part),
    )  # fmt: skip


def _turned_arm(shoulder: Vec, chest: Frame, index: int, pose: ArmPose) -> Arm:
    """By angles: the arm is raised forward, then out, then turned outward; the elbow is a hinge."""
    outward = OUTWARD[index]
    frame = chest.bent(-pose.flex).tipped(-outward * pose.out).twisted(outward * pose.twist)
    forearm = frame.bent(-pose.elbow)
    elbow = shoulder.plus(frame.up, -body.UPPER_ARM)
    wrist = elbow.plus(forearm.up, -body.FOREARM)
    return Arm(shoulder, elbow, wrist, frame, forearm.bent(-pose.wrist))


def _arm_alone(torso: _Torso, legs: tuple[Leg, Leg], shoulder: Vec, index: int, pose: ArmPose) -> Arm:
    chest = torso.frames[-1]
    if pose.hand is None:
        return _turned_arm(shoulder, chest, index, pose)
    outward = OUTWARD[index]
    palm = _resolved(torso, legs, pose.hand, index)
    hint = pose.elbow_towards or Vec(-0.5, -0.6, 0.6)
    pole = chest.at(Vec(0.0, 0.0, 0.0), hint.x, hint.y, hint.z * outward).unit()
    if pose.fingers:
        fingers = _outward(pose.fingers, index).unit()
        return _reaching_arm(shoulder, palm.plus(fingers, -body.HAND * 0.45), pole, fingers)
    rough = two_links(shoulder, palm, body.UPPER_ARM, body.FOREARM + body.HAND * 0.45, pole)
    along = rough[1].minus(rough[0]).unit()
    return _reaching_arm(shoulder, rough[1].plus(along, -body.HAND * 0.45), pole, along)


def _reaching_arm(shoulder: Vec, target: Vec, pole: Vec, fingers: Vec) -> Arm:
    elbow, wrist = two_links(shoulder, target, body.UPPER_ARM, body.FOREARM, pole)
    upper, fore = elbow.minus(shoulder).unit(), wrist.minus(elbow).unit()
    hinge = upper.cross(fore)
    if hinge.length() < 0.03:
        hinge = upper.cross(pole.scaled(-1))
    hinge = hinge.unit()
    frame = Frame(upper.cross(hinge).scaled(-1), upper.scaled(-1), hinge)
    down = fingers.unit(fore)
    right = hinge.plus(down, -hinge.dot(down)).unit()
    return Arm(shoulder, elbow, wrist, frame, Frame(down.scaled(-1).cross(right), down.scaled(-1), right))


def _resolved(torso: _Torso, legs: tuple[Leg, Leg], target: Target, index: int) -> Vec:
    """A target's point in the world, on the body as it is now."""
    outward = OUTWARD[index]
    if not target.anchor:
        return _outward(target.offset, index)
    origin, frame = anchor_point(torso.spine, torso.frames, torso.skull, torso.head_frame, legs, target)
    return frame.at(origin, target.offset.x, target.offset.y, target.offset.z * outward)


def anchor_point(
    spine: tuple[Vec, ...],
    frames: tuple[Frame, ...],
    skull: Vec,
    head: Frame,
    legs: tuple[Leg, Leg],
    target: Target,
) -> tuple[Vec, Frame]:
    """Origin and frame of the part of the body that a target is on."""
    fixed = {"chest": (spine[4], frames[-1]), "pelvis": (spine[0], frames[0]), "head": (skull, head)}
    if target.anchor in fixed:
        return fixed[target.anchor]
    side, _, name = target.anchor.partition("_")
    leg = legs[0 if side == "left" else 1]
    if name in ("shoulder", "upper_arm", "elbow", "hand"):
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
