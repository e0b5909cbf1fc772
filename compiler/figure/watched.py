"""What has to be seen of a figure: the face, what bears weight, every limb that moves, and what its script asks for."""

from collections.abc import Iterator

from compiler.figure.camera import Ball
from compiler.figure.limbs import Arm, Leg
from compiler.figure.motion import is_still, moment
from compiler.figure.place import SEATED
from compiler.figure.pose import SIDES, Figure, Movement
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec

MOVES = 4.0
"""Centimetres that a limb's joint goes in a turn for the limb to count as moving."""
SAMPLES = 10
"""Moments of a movement that are looked at; a hold has one."""
_RATE = 30.0
"""Moments a second: of no matter, since only holds breathe, and the one moment of theirs is breathed out."""


def moments(figure: Figure, samples: int = SAMPLES) -> list[Skeleton]:
    """The skeletons of a turn at so many even times of every movement."""
    return [bones for movement in figure.movements for bones in moments_of(figure, movement, samples)]


def moments_of(figure: Figure, movement: Movement, samples: int) -> Iterator[Skeleton]:
    """The same of one movement, its last moment among them."""
    count = 1 if is_still(movement) else samples
    return (moment(figure, movement, index, count, _RATE) for index in range(count))


def watched_parts(figure: Figure, turn: list[Skeleton]) -> frozenset[str]:
    """Names of the parts that have to be seen throughout the `turn`: the face is one, but not in a `lower` framing."""
    parts = {*figure.watch} if figure.framing == "lower" else {"face", *figure.watch}
    sits_closely = figure.framing == "upper" and figure.place in SEATED  # the seat bears, and not the feet
    for movement in figure.movements:
        parts |= {
            part
            for part in movement.planted
            if not (sits_closely and part.endswith(("foot", "toes", "knee")))
        }
    for index, side in enumerate(SIDES):
        if _travel([b.legs[index].knee for b in turn]) > MOVES or _turns(turn, index):
            parts |= {f"{side}_knee", f"{side}_foot"}
        if _travel([b.arms[index].palm for b in turn]) > MOVES or figure.framing == "upper":
            parts |= {f"{side}_elbow", f"{side}_hand"}
    if figure.framing == "whole":
        parts |= {f"{side}_{part}" for side in SIDES for part in ("knee", "foot", "elbow", "hand")}
    return frozenset(parts)


def _turns(turn: list[Skeleton], index: int) -> bool:
    """Whether a foot moves, be it only about its ankle."""
    return _travel([b.legs[index].toes for b in turn]) > MOVES


def _travel(path: list[Vec]) -> float:
    """The longest way from where a path begins to anywhere on it."""
    return max(point.distance(path[0]) for point in path)


def watched_balls(bones: Skeleton, parts: frozenset[str]) -> Iterator[Ball]:
    """The parts that have to be seen, as balls around them at one moment."""
    if "face" in parts:
        yield Ball(bones.skull.plus(bones.head_frame.up, 1.0), 11.5)
    if "hips" in parts:
        yield Ball(bones.spine[0], 11.0)
    for side, leg, arm in zip(SIDES, bones.legs, bones.arms, strict=True):
        yield from _of_leg(leg, str(side), parts)
        yield from _of_arm(arm, str(side), parts)


def _of_leg(leg: Leg, side: str, parts: frozenset[str]) -> Iterator[Ball]:
    if f"{side}_knee" in parts:
        yield Ball(leg.knee, 5.5)
    if f"{side}_foot" in parts or f"{side}_toes" in parts:
        yield Ball(leg.heel.plus(leg.foot_frame.up, 3.0), 3.2)
        yield Ball(leg.toes.plus(leg.toe_frame.up, 1.9), 2.2)


def _of_arm(arm: Arm, side: str, parts: frozenset[str]) -> Iterator[Ball]:
    if f"{side}_shoulder" in parts:
        yield Ball(arm.shoulder, 5.5)
    if f"{side}_elbow" in parts:
        yield Ball(arm.elbow, 4.0)
    if f"{side}_hand" in parts:
        yield Ball(arm.palm, 3.4)
        yield Ball(arm.fingertips, 1.8)
