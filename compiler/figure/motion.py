"""A turn's frames as skeletons: phases stretched to their frames, eased, breathing while they hold."""

from collections.abc import Iterator
from math import cos, pi

from compiler.figure.pose import Figure, Movement, Pose
from compiler.figure.skeleton import Skeleton, skeleton

_BREATH_SECONDS = 4.0
_BREATH_LEVELS = 24
"""Breath goes in steps far smaller than a pixel, so that a hold has few different pictures."""


def eased(part: float, easing: str) -> float:
    """How far a movement has come when `part` of its time is over; both run from 0 to 1."""
    if easing == "even":
        return part
    if easing == "gentle":
        return part * part * part * (10 - 15 * part + 6 * part * part)
    return (1 - cos(pi * part)) / 2


def turn(figure: Figure, phase_frames: tuple[int, ...], frame_rate: float) -> Iterator[Skeleton]:
    """The skeleton of every frame: as many for each phase as `phase_frames` says.

    The last frame of a move is its pose exactly; a hold starts and ends breathed out, so that it loops.
    """
    for movement, frames in zip(figure.movements, phase_frames, strict=True):
        yield from moments_of(figure, movement, frames, frame_rate)


def moments_of(figure: Figure, movement: Movement, frames: int, frame_rate: float) -> Iterator[Skeleton]:
    """The skeletons of a movement that lasts `frames`; in a hold, one for each level of breath."""
    made: dict[float, Skeleton] = {}
    for index in range(frames):
        level = breathed(index, frames, frame_rate) if is_still(movement) else float(index)
        if level not in made:
            made[level] = moment(figure, movement, index, frames, frame_rate)
        yield made[level]


def moment(figure: Figure, movement: Movement, index: int, frames: int, frame_rate: float) -> Skeleton:
    """The skeleton of frame `index` of a movement that lasts `frames`."""
    part = eased((index + 1) / frames, movement.easing)
    breath = breathed(index, frames, frame_rate) * figure.breathing if is_still(movement) else 0.0
    return skeleton(
        movement.start, movement.stop, part, base=figure.base, rooted=figure.rooted, breath=breath
    )


def posed(figure: Figure, pose: Pose) -> Skeleton:
    """The skeleton of a pose, breathed out."""
    return skeleton(pose, pose, 1.0, base=figure.base, rooted=figure.rooted)


def is_still(movement: Movement) -> bool:
    """Whether a phase stays in its pose, so that only breath moves."""
    return movement.start == movement.stop


def breathed(index: int, frames: int, frame_rate: float) -> float:
    """0 breathed out to 1 breathed in, in whole breaths of about 4 s; flat ones in short holds."""
    seconds = frames / frame_rate
    breaths = max(1, round(seconds / _BREATH_SECONDS))
    full = min(1.0, seconds / 3) * (1 - cos(2 * pi * breaths * (index + 1) / frames)) / 2
    return round(full * _BREATH_LEVELS) / _BREATH_LEVELS
