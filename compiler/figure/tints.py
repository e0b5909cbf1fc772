"""The tints of a figure's regions, laid on the parts of its body where those are now."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from compiler.figure.camera import Ball, Camera
from compiler.figure.limbs import Arm, Leg
from compiler.figure.pose import OUTWARD, SIDES, Figure
from compiler.figure.regions import MIDDLE, REGIONS, Bone, Region
from compiler.figure.shapes import Hull, Shape
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Frame, Vec

COLOUR = "#ff7a2f"
_LAYERS = ((1.0, 0.17), (0.8, 0.2), (0.58, 0.22))
"""How wide, and how strong: soft edges come of a few that lie on each other."""
_STEPS = 5
_ARMS: tuple[Bone, ...] = ("upper arm", "forearm", "shoulder")


def tint_shapes(figure: Figure, bones: Skeleton, camera: Camera) -> list[tuple[float, list[Shape]]]:
    """The tints of a figure's regions, each with its nearness; what looks away from the viewer is not seen."""
    return [tint for name in figure.highlight for tint in _tints(name, figure, bones, camera)]


def _tints(name: str, figure: Figure, bones: Skeleton, camera: Camera) -> Iterator[tuple[float, list[Shape]]]:
    side, _, rest = name.partition("_")
    region = REGIONS[name] if name in REGIONS else REGIONS[rest]
    asked = "" if name in REGIONS else side
    for index in _indices(asked, region, figure):
        carrier = _carrier(region, bones, index)
        shown = _shown(region, carrier, camera)
        if shown > 0.02:
            yield _near(region, carrier, camera), _layers(_balls(region, carrier), camera, shown)


def _indices(asked: str, region: Region, figure: Figure) -> tuple[int, ...]:
    """On which sides a region is tinted: 0 left, 1 right."""
    if region.bone in MIDDLE:
        return (1,)
    working = SIDES.index(figure.shown_side)
    both = (0, 1) if _works_on_both(figure, arms=region.bone in _ARMS) else (working,)
    return {"left": (0,), "right": (1,), "both": (0, 1), "other": (1 - working,)}.get(asked, both)


def _works_on_both(figure: Figure, *, arms: bool) -> bool:
    """Whether both arms, or both legs and the trunk, do the same in all poses."""
    for movement in figure.movements:
        pose = movement.stop
        limbs = pose.arms if arms else pose.legs
        bends = (pose.root.lean, pose.waist, pose.chest, pose.neck, pose.head)
        if limbs[0] != limbs[1] or (not arms and any(one.side or one.turn for one in bends[1:])):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A bone where it is now: its ends, how it looks, and which way is outward."""

    start: Vec
    stop: Vec
    frame: Frame
    outward: float

    def at(self, region: Region, part: float) -> Vec:
        """A point of the region, `part` (0 to 1) of its length."""
        along = region.start + (region.stop - region.start) * part
        middle = self.start.plus(self.stop.minus(self.start), along)
        return middle.plus(self.frame.front, region.front).plus(self.frame.right, self.outward * region.out)


def _carrier(region: Region, bones: Skeleton, index: int) -> _Carrier:
    outward, leg, arm = OUTWARD[index], bones.legs[index], bones.arms[index]
    if region.bone in MIDDLE:
        return _middle(region.bone, bones, outward)
    if region.bone in ("thigh", "shin", "hip"):
        return _on_leg(region.bone, bones, leg, outward)
    return _on_arm(region.bone, bones, arm, outward)


def _middle(bone: Bone, bones: Skeleton, outward: float) -> _Carrier:
    if bone == "neck":
        return _Carrier(bones.spine[-1], bones.skull, bones.neck_frame, outward)
    return _Carrier(bones.spine[0], bones.spine[-1], bones.frames[2], outward)


def _on_leg(bone: Bone, bones: Skeleton, leg: Leg, outward: float) -> _Carrier:
    if bone == "thigh":
        return _Carrier(leg.hip, leg.knee, leg.frame, outward)
    if bone == "shin":
        return _Carrier(leg.knee, leg.ankle, leg.shin_frame, outward)
    pelvis = bones.pelvis_frame
    return _Carrier(leg.hip, leg.hip.plus(pelvis.up, 9.0), pelvis, outward)


def _on_arm(bone: Bone, bones: Skeleton, arm: Arm, outward: float) -> _Carrier:
    chest = bones.chest_frame
    if bone == "upper arm":
        return _Carrier(arm.shoulder, arm.elbow, arm.frame, outward)
    if bone == "forearm":
        return _Carrier(arm.elbow, arm.wrist, _along(arm, outward), outward)
    if bone == "flank":
        low, high = (bones.spine[k].plus(bones.frames[k - 1].right, outward * 6.5) for k in (1, 4))
        return _Carrier(low, high, bones.frames[2], outward)
    if bone == "neck side":
        above = bones.spine[-1].plus(bones.neck_frame.up, 5.5)
        return _Carrier(above.plus(bones.neck_frame.right, outward * 2.0), arm.shoulder, chest, outward)
    return _Carrier(arm.shoulder, arm.elbow, chest, outward)


def _along(arm: Arm, outward: float) -> Frame:
    """How the forearm looks: its front is the palm's side, however the wrist is bent."""
    up = arm.elbow.minus(arm.wrist).unit()
    front = up.cross(arm.hand_frame.front).scaled(outward).unit(arm.frame.front)
    return Frame(front, up, front.cross(up))


def _shown(region: Region, carrier: _Carrier, camera: Camera) -> float:
    """1 where the region looks at the viewer, about half from its side, nothing from behind."""
    towards = Vec(0.0, 0.0, 0.0).plus(carrier.frame.front, region.front)
    towards = towards.plus(carrier.frame.right, carrier.outward * region.out)
    if towards.length() < 1e-6:
        return 1.0
    return max(0.0, min(1.0, 0.62 + 1.0 * towards.unit().dot(camera.towards)))


def _near(region: Region, carrier: _Carrier, camera: Camera) -> float:
    """Just nearer than the part of the body that it lies on."""
    if region.bone in MIDDLE:
        return camera.depth(carrier.start.towards(carrier.stop, 0.5)) + region.radius + 1.5
    return camera.depth(carrier.start.towards(carrier.stop, 0.5)) + 1.5


def _balls(region: Region, carrier: _Carrier) -> list[Ball]:
    return [Ball(carrier.at(region, k / _STEPS), region.radius) for k in range(_STEPS + 1)]


def _layers(balls: list[Ball], camera: Camera, shown: float) -> list[Shape]:
    found = []
    for wide, strong in _LAYERS:
        circles = [(x, y, r * wide) for x, y, r in (camera.circle(ball) for ball in balls)]
        bands = tuple(Hull((a, b)) for a, b in pairwise(circles))
        found.append(Shape(bands, COLOUR, strong * shown))
    return found
