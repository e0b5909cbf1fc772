"""Joints in space, found from poses: forward along angles, backward from targets of hands and feet."""

from dataclasses import dataclass

from compiler.figure import body
from compiler.figure.arms import arm_of
from compiler.figure.legs import leg_of
from compiler.figure.limbs import Arm, Leg, Torso, between
from compiler.figure.pose import Base, Bend, Pose, Root
from compiler.figure.vectors import Frame, Vec

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
class Skeleton:
    """`spine`: 6 points from the middle of the hips to the base of the neck; `frames`: its 5 segments'."""

    spine: tuple[Vec, ...]
    frames: tuple[Frame, ...]
    neck_top: Vec
    neck_frame: Frame
    skull: Vec
    head_frame: Frame
    legs: tuple[Leg, Leg]
    arms: tuple[Arm, Arm]
    breath: float
    belly: float = 0.0
    ribs: float = 0.0

    @property
    def torso(self) -> Torso:
        """What limbs hang on."""
        return Torso(self.spine, self.frames, self.skull, self.head_frame, 0.0)

    @property
    def pelvis_frame(self) -> Frame:
        """How the pelvis looks."""
        return self.frames[0]

    @property
    def chest_frame(self) -> Frame:
        """How the upper chest looks."""
        return self.frames[-1]


def skeleton(
    start: Pose, stop: Pose, part: float, *, base: Base, rooted: str, breath: float = 0.0
) -> Skeleton:
    """The body `part` (0 to 1, already eased) of the way from one pose to another.

    A limb that has a target in either pose moves by targets, each resolved on the body as it is now; a limb
    that has none turns by its angles. `breath` (0 to 1) lifts the chest a little.
    """
    spine, frames = _trunk(start, stop, part, base, rooted)
    neck = _mixed(start.neck, stop.neck, part)
    neck_frame = _joint(frames[-1], neck)
    neck_top = spine[-1].plus(neck_frame.up, body.NECK)
    head_frame = _joint(neck_frame, _mixed(start.head, stop.head, part))
    skull = neck_top.plus(head_frame.up, body.HEAD * 0.92).plus(head_frame.front, 2.2)
    torso = Torso(spine, frames, skull, head_frame, 0.5 * breath)
    legs = [leg_of(torso, k, start.legs[k], stop.legs[k], part) for k in (0, 1)]
    both = (legs[0], legs[1])
    arms = [arm_of(torso, both, k, (start.arms[k], stop.arms[k]), part) for k in (0, 1)]
    return Skeleton(
        spine, frames, neck_top, neck_frame, skull, head_frame, both, (arms[0], arms[1]), breath,
        between(start.belly, stop.belly, part), between(start.ribs, stop.ribs, part),
    )  # fmt: skip


def _mixed(a: Bend, b: Bend, part: float) -> Bend:
    return Bend(
        bend=between(a.bend, b.bend, part),
        side=between(a.side, b.side, part),
        turn=between(a.turn, b.turn, part),
    )


def _joint(frame: Frame, bend: Bend, share: float = 1.0) -> Frame:
    return frame.twisted(bend.turn * share).bent(bend.bend * share).tipped(bend.side * share)


def _unjoint(frame: Frame, bend: Bend, share: float) -> Frame:
    return frame.tipped(-bend.side * share).bent(-bend.bend * share).twisted(-bend.turn * share)


def _root_point(a: Root, b: Root, part: float) -> Vec:
    return Vec(between(a.x, b.x, part), between(a.height, b.height, part), between(a.out, b.out, part))


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
