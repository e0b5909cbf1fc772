"""A skeleton dressed: balls around joints, stretched into limbs and trunk, painted from far to near."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from compiler.figure import body
from compiler.figure.camera import Ball, Camera
from compiler.figure.colour import shaded
from compiler.figure.face import head_shapes
from compiler.figure.hands import Group, chain, hand_pieces
from compiler.figure.limbs import Arm, Leg
from compiler.figure.pose import OUTWARD
from compiler.figure.presenters import Presenter
from compiler.figure.shapes import Hull, Shape
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Frame, Vec


@dataclass(frozen=True, slots=True)
class Part:
    """Something of one colour. Parts that share a `limb` and are painted one after the other are merged."""

    limb: str
    groups: tuple[Group, ...]
    colour: str
    bias: float = 0.0
    cover: "Part | None" = None
    """Painted straight after the part: a sleeve over its arm."""
    edge: float = 0.13
    """How much darker its rim is."""

    def depth(self, camera: Camera) -> float:
        """Mean nearness of its balls."""
        balls = [b for g in self.groups for b in g]
        return sum(camera.depth(b.at) for b in balls) / len(balls) + self.bias


def person_shapes(
    bones: Skeleton, presenter: Presenter, camera: Camera, held: Iterable[tuple[float, list[Shape]]] = ()
) -> list[Shape]:
    """All of the figure and what its hands hold (each piece with its nearness), far parts first."""
    parts = [*_trunk(bones, presenter), *_limbs(bones, presenter)]
    nearness = _limb_nearness(parts, camera, camera.depth(bones.spine[2]))
    head = camera.depth(bones.skull) + 3.0
    over_the_neck = head if camera.towards.dot(bones.head_frame.front) > 0 else inf
    painted: list[tuple[float, list[Shape]]] = [
        (depth, _painted(run, camera, nearness[run[0].limb[:4]]))
        for depth, run in _ordered(parts, camera, over_the_neck)
    ]
    painted += [(head, head_shapes(bones, presenter, camera)), *held]
    painted.sort(key=lambda one: one[0])
    return [shape for _, shapes in painted for shape in shapes]


def _ordered(parts: list[Part], camera: Camera, over_the_neck: float) -> list[tuple[float, list[Part]]]:
    """Far to near, but the hips always just under the shirt, and the neck under what is `over_the_neck`.

    Neighbours of one limb and colour are together.
    """
    depths = {part.limb: part.depth(camera) for part in parts if part.limb in ("hips", "shirt")}
    under_the_shirt = min(depths.values()) - 0.01

    def depth_of(part: Part) -> float:
        if part.limb == "neck":
            return min(over_the_neck - 0.01, part.depth(camera))
        return under_the_shirt if part.limb == "hips" else part.depth(camera)

    sorted_parts = sorted(((depth_of(p), k, p) for k, p in enumerate(parts)), key=lambda t: t[:2])
    runs: list[tuple[float, list[Part]]] = []
    for depth, _, part in sorted_parts:
        if runs and runs[-1][1][-1].limb == part.limb and runs[-1][1][-1].colour == part.colour:
            runs[-1][1].append(part)
        else:
            runs.append((depth, [part]))
    return runs


def _limb_nearness(parts: Iterable[Part], camera: Camera, middle: float) -> dict[str, float]:
    """How much nearer than the trunk each whole limb is, so that all of it has one shade."""
    depths: dict[str, list[float]] = {}
    for part in parts:
        depths.setdefault(part.limb[:4], []).append(part.depth(camera) - middle)
    return {limb: sum(found) / len(found) for limb, found in depths.items()}


_FAR = 0.022
"""How much darker a limb is for each centimetre behind the trunk's middle."""


def _painted(parts: list[Part], camera: Camera, nearness: float) -> list[Shape]:
    colour = shaded(parts[0].colour, min(0.26, max(0.0, -nearness - 2.5) * _FAR))
    groups = [tuple(map(camera.circle, group)) for part in parts for group in part.groups]
    shapes = [
        Shape(tuple(map(Hull, groups)), shaded(colour, parts[0].edge)),
        Shape(tuple(Hull(group, 0.13) for group in groups), colour),
    ]
    for part in parts:
        if part.cover:
            shapes += _painted([part.cover], camera, nearness)
    return shapes


# --- trunk --------------------------------------------------------------------------------------------------


def _pair(at: Vec, frame: Frame, forward: float, out: float, radius: float) -> Group:
    """Two balls side by side."""
    middle = at.plus(frame.front, forward)
    return Ball(middle.plus(frame.right, out), radius), Ball(middle.plus(frame.right, -out), radius)


def _levels(bones: Skeleton, presenter: Presenter) -> list[Group]:
    """Pairs of balls from the hips up to under the shoulders."""
    build, breath, ribs = presenter.build, bones.breath, bones.ribs
    points, frames = bones.spine, bones.frames
    rise = 0.55 * breath
    table = (
        (points[0].plus(frames[0].up, -0.5), frames[0], -0.6, build.hips_out, build.hips),
        (points[0].towards(points[1], 0.75), frames[0], -0.2, build.hips_out - 0.4, build.hips - 0.5),
        (points[1].towards(points[2], 0.7), frames[1], 0.3, build.waist_out + 0.2, build.waist),
        (
            points[3],
            frames[3],
            0.5 + 0.4 * rise,
            build.waist_out + 0.6 + 0.7 * ribs,
            build.waist + 0.4 + 0.5 * rise,
        ),
        (
            points[3].towards(points[4], 0.6),
            frames[3],
            0.6 + 0.6 * rise,
            build.chest_out + ribs,
            build.chest + rise * 0.6,
        ),
        (
            points[4].towards(points[5], 0.25),
            frames[4],
            0.2 + 0.5 * rise,
            build.chest_out + 1.2,
            build.chest - 0.8,
        ),
        (points[4].towards(points[5], 0.72), frames[4], -0.4, build.chest_out + 2.4, build.shoulder + 1.2),
    )
    return [_pair(*row) for row in table]


def _smoothed(levels: list[Group]) -> list[Group]:
    """The levels with one more between each pair, on a curve through all of them."""
    ends = [levels[0], *levels, levels[-1]]
    fours = zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    found: list[Group] = [
        tuple(_between(balls, part) for balls in zip(*four, strict=True))
        for four in fours
        for part in (0.0, 0.5)
    ]
    return [*found, levels[-1]]


def _between(balls: tuple[Ball, ...], part: float) -> Ball:
    """Catmull-Rom between the second and the third of four."""
    weights = (
        -0.5 * part + part**2 - 0.5 * part**3,
        1 - 2.5 * part**2 + 1.5 * part**3,
        0.5 * part + 2 * part**2 - 1.5 * part**3,
        -0.5 * part**2 + 0.5 * part**3,
    )
    at, radius = Vec(0.0, 0.0, 0.0), 0.0
    for ball, weight in zip(balls, weights, strict=True):
        at, radius = at.plus(ball.at, weight), radius + weight * ball.radius
    return Ball(at, radius)


def _trunk(bones: Skeleton, presenter: Presenter) -> list[Part]:
    levels = _levels(bones, presenter)
    smooth = _smoothed(levels[1:])
    shirt = [(*a, *b) for a, b in pairwise(smooth)]
    base = bones.spine[5].plus(bones.chest_frame.up, -1.5)
    shoulders = tuple(Ball(arm.shoulder, presenter.build.shoulder) for arm in bones.arms)
    yoke = (Ball(base, presenter.build.neck + 0.9), *shoulders, *levels[5])
    fullness = _fullness(bones, presenter)
    collar = Ball(bones.spine[5].plus(bones.neck_frame.up, 0.4), presenter.build.neck + 0.3)
    neck = chain(
        Ball(bones.spine[5], presenter.build.neck),
        Ball(bones.neck_top, presenter.build.neck - 0.5),
        Ball(bones.skull.plus(bones.head_frame.up, -4.0).plus(bones.head_frame.front, -2.0), 4.6),
    )
    return [
        Part("hips", ((*levels[0], *levels[1]),), presenter.bottom, -1.0),
        Part("shirt", (*shirt, yoke, *fullness), presenter.top),
        Part("neck", neck, shaded(presenter.skin, 0.08), 0.4),
        Part("collar", ((collar, Ball(base, presenter.build.neck + 0.6)),), presenter.top, 0.5),
    ]


def _fullness(bones: Skeleton, presenter: Presenter) -> list[Group]:
    """Bust and belly."""
    build, found = presenter.build, []
    points, frames = bones.spine, bones.frames
    if build.bust:
        low = points[4].towards(points[3], 0.25)
        front = _pair(low, frames[4], build.chest - 6.4 + build.bust, 5.4, 6.4)
        found.append((*front, *_pair(points[4], frames[4], 1.0, build.chest_out, build.chest - 0.6)))
    belly = build.belly + bones.belly
    if belly:
        middle = points[2].plus(frames[2].front, belly)
        around = _pair(points[1], frames[1], 0.0, build.waist_out, build.waist)
        over = _pair(points[3], frames[3], 0.5, build.waist_out, build.waist)
        radius = min(11.5, build.waist + 0.3 * belly) + 0.3 * bones.breath
        found.append((Ball(middle, radius), *around, *over))
    return found


# --- limbs --------------------------------------------------------------------------------------------------


def _limbs(bones: Skeleton, presenter: Presenter) -> list[Part]:
    parts = []
    for index, (leg, arm) in enumerate(zip(bones.legs, bones.arms, strict=True)):
        parts += _leg(leg, f"leg{index}", presenter)
        parts += _arm(arm, index, presenter)
    return parts


def _leg(leg: Leg, limb: str, presenter: Presenter) -> list[Part]:
    build = presenter.build
    calf = leg.knee.towards(leg.ankle, 0.3).plus(leg.shin_frame.front, -0.9)
    thigh = chain(
        Ball(leg.hip, build.thigh),
        Ball(leg.hip.towards(leg.knee, 0.45), build.thigh * 0.86),
        Ball(leg.knee, build.knee),
    )
    shin = chain(
        Ball(leg.knee, build.knee),
        Ball(calf, build.calf),
        Ball(leg.knee.towards(leg.ankle, 0.92), build.ankle + 0.5),
    )
    front, up = leg.foot_frame.front, leg.foot_frame.up
    sole = leg.sole
    ankle = Ball(leg.ankle, build.ankle - 0.1)
    heel = Ball(sole.plus(front, -body.HEEL_BACK + 3.2).plus(up, 3.2), 3.2)
    instep = Ball(sole.plus(front, 6.5).plus(up, 3.4), 3.2)
    ball = Ball(leg.ball.plus(up, 2.4), 2.4)
    toes = Ball(leg.toes.plus(leg.toe_frame.front, -1.9).plus(leg.toe_frame.up, 1.9), 1.9)
    foot = ((ankle, heel, instep), (heel, instep, ball), (ball, toes))
    return [
        Part(limb, thigh, presenter.bottom),
        Part(f"{limb}foot", foot, presenter.shoes, -0.5),
        Part(limb, shin, presenter.bottom),
    ]


_BETWEEN_FINGERS = 0.38
"""How much darker the rims of fingers are: so they can be told apart in a fist, too."""


def _arm(arm: Arm, index: int, presenter: Presenter) -> list[Part]:
    build, limb = presenter.build, f"arm{index}"
    hand = hand_pieces(arm, OUTWARD[index], build.wrist)
    apart = f"{limb}hand" if presenter.sleeves == "long" or arm.grip else limb
    upper = chain(
        Ball(arm.shoulder, build.shoulder - 0.5),
        Ball(arm.shoulder.towards(arm.elbow, 0.45), build.upper_arm),
        Ball(arm.elbow, build.elbow),
    )
    fore = chain(
        Ball(arm.elbow, build.elbow),
        Ball(arm.elbow.towards(arm.wrist, 0.3), build.forearm),
        Ball(arm.wrist, build.wrist),
    )
    long = presenter.sleeves == "long"
    skin = presenter.skin
    sleeve = chain(
        Ball(arm.shoulder, build.shoulder + 0.1),
        Ball(arm.shoulder.towards(arm.elbow, 0.5), build.upper_arm + 0.9),
    )
    return [
        Part(limb, upper, presenter.top if long else skin, cover=Part(limb, sleeve, presenter.top)),
        Part(limb, fore, presenter.top if long else skin),
        *(
            Part(f"{apart}{k or ''}", piece, skin, 0.3, edge=_BETWEEN_FINGERS if k else 0.13)
            for k, piece in enumerate(hand)
        ),
    ]
