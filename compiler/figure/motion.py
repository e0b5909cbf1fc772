"""A turn's frames as skeletons: phases stretched to their frames, eased, breathing while they hold."""

from collections.abc import Iterator
from math import cos, pi

from compiler.figure.pose import Figure, Movement
from compiler.figure.skeleton import Skeleton, skeleton

_BREATH_SECONDS = 4.0


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
        for index in range(frames):
            yield moment(figure, movement, index, frames, frame_rate)


def moment(figure: Figure, movement: Movement, index: int, frames: int, frame_rate: float) -> Skeleton:
    """The skeleton of frame `index` of a movement that lasts `frames`."""
    still = movement.start == movement.stop
    part = eased((index + 1) / frames, movement.easing)
    breath = breathed(index, frames, frame_rate) * figure.breathing if still else 0.0
    return skeleton(
        movement.start, movement.stop, part, base=figure.base, rooted=figure.rooted, breath=breath
    )


def breathed(index: int, frames: int, frame_rate: float) -> float:
    """0 breathed out to 1 breathed in, in whole breaths of about 4 s over `frames`."""
    breaths = max(1, round(frames / frame_rate / _BREATH_SECONDS))
    return (1 - cos(2 * pi * breaths * (index + 1) / frames)) / 2
