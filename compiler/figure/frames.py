"""A turn as pictures: the still room once, and the moving box of every frame."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from compiler.figure.arrows import arrow_shapes
from compiler.figure.camera import Camera
from compiler.figure.ghost import ghost_shapes, has_ghost
from compiler.figure.motion import breathed, eased, is_still, moment
from compiler.figure.person import person_shapes
from compiler.figure.pose import Figure, Movement, Pose
from compiler.figure.presenters import Presenter, presenter_named
from compiler.figure.props import held_shapes, prop_shapes
from compiler.figure.room import room_markup
from compiler.figure.shadow import shadow_shapes
from compiler.figure.shapes import Shape
from compiler.figure.skeleton import Skeleton
from compiler.figure.staging import staged
from compiler.figure.tints import tint_shapes
from compiler.model.routine import PhaseRole

if TYPE_CHECKING:
    from compiler.figure.paint import Drawing, Rgb, Stage
    from compiler.media import Picture


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn in the form in which it is kept: a still room, and what a box of it shows, each picture once.

    `order` tells for every frame which of the `drawings` it is.
    """

    stage: Stage
    drawings: tuple[Drawing, ...]
    order: tuple[int, ...]

    def boxes(self) -> Iterator[Picture]:
        """What the box shows, each picture once."""
        return map(self.stage.painted, self.drawings)

    def pictures(self) -> Iterator[Picture]:
        """All frames, whole."""
        for number, same in groupby(self.order):
            box = self.stage.painted(self.drawings[number])
            for _ in same:
                picture = self.stage.room.copy()
                picture.place(box, self.stage.at)
                yield picture


@dataclass(frozen=True, slots=True)
class Moment:
    """A frame of a turn: the `index`th of a movement that has `frames`."""

    movement: Movement
    index: int
    frames: int


def drawn_turn(
    figure: Figure,
    phase_frames: tuple[int, ...],
    *,
    size: tuple[int, int],
    frame_rate: Fraction,
    presenter: str,
    mirrored: bool,
    only: Container[int] | None = None,
) -> Turn:
    """One turn of sum(`phase_frames`) frames; each phase takes as many as it is given, 0 leaves it out.

    `only` holds the numbers (from 0) of the frames that are wanted; without it, all are drawn.
    Mirrored, the figure and what it lies or sits on change sides; the room behind stays as it is.

    Raises:
        InvalidRoutine: there is no such presenter.
        ValueError: `phase_frames` has not one number for each phase.
    """
    from compiler.figure.paint import Stage, box_of, packed

    who = presenter_named(presenter)
    camera = staged(figure, size, mirrored)
    wanted = [m for n, m in enumerate(moments(figure, phase_frames)) if only is None or n in only]
    numbers: dict[_Seen, int] = {}
    order = tuple(numbers.setdefault(_seen(figure, m, float(frame_rate)), len(numbers)) for m in wanted)
    first = (wanted[order.index(number)] for number in range(len(numbers)))
    drawings = tuple(packed(_shapes(figure, m, float(frame_rate), who, camera)) for m in first)
    stage = Stage(still_room(figure, camera, size), box_of(drawings, size))
    return Turn(stage, drawings, order)


def moment_shapes(figure: Figure, bones: Skeleton, presenter: Presenter, camera: Camera) -> list[Shape]:
    """All that moves: shadow, props behind, figure, props in front."""
    behind, before = prop_shapes(figure, bones, camera)
    held = [*held_shapes(figure, bones, camera), *tint_shapes(figure, bones, camera)]
    person = person_shapes(bones, presenter, camera, held)
    return [*shadow_shapes(figure, bones, camera), *behind, *person, *before]


def moments(figure: Figure, phase_frames: tuple[int, ...]) -> Iterator[Moment]:
    """The frames of a turn, in order."""
    for movement, frames in zip(figure.movements, phase_frames, strict=True):
        yield from (Moment(movement, index, frames) for index in range(frames))


def _shapes(
    figure: Figure, at: Moment, frame_rate: float, presenter: Presenter, camera: Camera
) -> list[Shape]:
    bones = moment(figure, at.movement, at.index, at.frames, frame_rate)
    shapes = moment_shapes(figure, bones, presenter, camera)
    if is_still(at.movement):
        return shapes
    part = (at.index + 1) / at.frames
    ghost = ghost_shapes(figure, at.movement, part, presenter, camera)
    return [*ghost, *shapes, *arrow_shapes(figure, at.movement, part, bones, camera)]


_Seen = tuple[object, ...]
"""Equal for moments that look alike."""


def _seen(figure: Figure, at: Moment, frame_rate: float) -> _Seen:
    """From which pose to which, how far, and how far breathed in: the way back looks like the way out."""
    movement = at.movement
    poses = _poses(figure)
    start, stop = poses.index(movement.start), poses.index(movement.stop)
    if is_still(movement):
        return stop, stop, 0.0, breathed(at.index, at.frames, frame_rate) * figure.breathing
    arrows = movement.phase.role is PhaseRole.MOVE_IN and any(prop.kind == "arrow" for prop in figure.props)
    if arrows or has_ghost(figure, movement):
        return start, stop, at.index, at.frames, "with what hints at its end"
    part = round(eased((at.index + 1) / at.frames, movement.easing), 9)
    if part == 1:
        return stop, stop, 0.0, 0.0
    return (start, stop, part, 0.0) if start < stop else (stop, start, round(1 - part, 9), 0.0)


def _poses(figure: Figure) -> list[Pose]:
    return [pose for movement in figure.movements for pose in (movement.start, movement.stop)]


def still_room(figure: Figure, camera: Camera, size: tuple[int, int]) -> Rgb:
    """The room and the place, where nothing moves."""
    return _room(room_markup(figure, camera, size), size)


@lru_cache(maxsize=4)
def _room(markup: str, size: tuple[int, int]) -> Rgb:
    """The still room; exercises at one place from one camera share it."""
    from compiler.draw.dithering import unbanded
    from compiler.draw.raster import rasterise

    return unbanded(rasterise(markup, *size, fonts=None)[..., :3])
