"""A turn as pictures: the still room once, then the moving box of every frame over it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from compiler.figure.arrows import arrow_shapes
from compiler.figure.camera import Camera
from compiler.figure.motion import is_still, moment
from compiler.figure.person import person_shapes
from compiler.figure.pose import Figure
from compiler.figure.presenters import Presenter, presenter_named
from compiler.figure.props import held_shapes, prop_shapes
from compiler.figure.room import room_markup
from compiler.figure.shadow import shadow_shapes
from compiler.figure.shapes import Shape
from compiler.figure.skeleton import Skeleton
from compiler.figure.staging import staged

if TYPE_CHECKING:
    from compiler.media import Picture


def draw_figure(
    figure: Figure,
    phase_frames: tuple[int, ...],
    *,
    size: tuple[int, int],
    frame_rate: Fraction,
    presenter: str,
    mirrored: bool,
    only: Container[int] | None = None,
) -> Iterator[Picture]:
    """One turn of sum(`phase_frames`) frames; each phase takes as many as it is given, 0 leaves it out.

    `only` holds the numbers (from 0) of the frames that are wanted; without it, all are drawn.
    Mirrored, the figure and what it lies or sits on change sides; the room behind stays as it is.

    Raises:
        InvalidRoutine: there is no such presenter.
        ValueError: `phase_frames` has not one number for each phase.
    """
    from compiler.draw.pixels import picture_of
    from compiler.draw.raster import rasterise
    from compiler.figure.paint import paint

    who = presenter_named(presenter)
    camera = staged(figure, size, mirrored)
    room = picture_of(rasterise(room_markup(figure, camera, size), *size))

    def drawn(bones: Skeleton, arrows: list[Shape]) -> Picture:
        picture = room.copy()
        paint(picture, [*moment_shapes(figure, bones, who, camera), *arrows])
        return picture

    first = 0
    for movement, frames in zip(figure.movements, phase_frames, strict=True):
        known: dict[float, Picture] = {}
        for k in (k for k in range(frames) if only is None or first + k in only):
            bones = moment(figure, movement, k, frames, float(frame_rate))
            if not is_still(movement):
                yield drawn(bones, arrow_shapes(figure, movement, (k + 1) / frames, bones, camera))
                continue
            if bones.breath not in known:
                known[bones.breath] = drawn(bones, [])
            yield known[bones.breath].copy()
        first += frames


def moment_shapes(figure: Figure, bones: Skeleton, presenter: Presenter, camera: Camera) -> list[Shape]:
    """All that moves: shadow, props behind, figure, props in front."""
    behind, before = prop_shapes(figure, bones, camera)
    person = person_shapes(bones, presenter, camera, held_shapes(figure, bones, camera))
    return [*shadow_shapes(figure, bones, camera), *behind, *person, *before]
