"""One moment of a turn, as large as it goes: for a thumbnail; and how much a figure has to show."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING

import numpy as np

from compiler.figure.camera import Ball, Bounds, Camera
from compiler.figure.frames import moment_shapes, moments, still_room
from compiler.figure.motion import moment
from compiler.figure.pose import Figure
from compiler.figure.presenters import presenter_named
from compiler.figure.shapes import Shape, corners_of
from compiler.figure.skeleton import Skeleton
from compiler.figure.staging import staged
from compiler.figure.vectors import Vec
from compiler.figure.watched import moments as looked_at

if TYPE_CHECKING:
    from compiler.media import Picture

_FREE = 0.055
"""The share of the picture that stays free on each side."""
_FRAME = (1920, 1080)


def close_up(
    figure: Figure,
    phase_frames: tuple[int, ...],
    number: int,
    *,
    size: tuple[int, int],
    frame_rate: Fraction,
    presenter: str,
    mirrored: bool,
) -> Picture:
    """The frame of that number (from 0) of a turn, drawn so that the figure fills a picture of `size`."""
    from compiler.figure.paint import Stage, box_of, packed

    at = list(moments(figure, phase_frames))[number]
    bones = moment(figure, at.movement, at.index, at.frames, float(frame_rate))
    who, usual = presenter_named(presenter), staged(figure, _FRAME, mirrored)
    camera = _nearer(usual, moment_shapes(figure, bones, who, usual), size)
    drawing = packed(moment_shapes(figure, bones, who, camera))
    stage = Stage(still_room(figure, camera, size), box_of([drawing], size))
    picture = stage.room.copy()
    picture.place(stage.painted(drawing), stage.at)
    return picture


def _nearer(camera: Camera, shapes: list[Shape], size: tuple[int, int]) -> Camera:
    """The camera moved so that what is not a shadow fills the picture, in its middle."""
    seen = [outline for shape in shapes if not shape.soft for outline in shape.outlines]
    box = Bounds.around((x, y, 0.0) for x, y in np.concatenate(corners_of(seen)).tolist())
    width, height = (side * (1 - 2 * _FREE) for side in size)
    larger = min(width / box.width, height / box.height)
    x = size[0] / 2 - larger * ((box.left + box.right) / 2 - camera.x)
    y = size[1] / 2 - larger * ((box.top + box.bottom) / 2 - camera.y)
    return replace(camera, scale=camera.scale * larger, x=x, y=y)


@lru_cache(maxsize=128)
def telling(figure: Figure) -> float:
    """How far the body goes in a turn where it is seen as large as it goes, and more where its face is seen.

    That is what can be seen at a glance: in pixels of a close-up.
    """
    camera = staged(figure, _FRAME, mirrored=False)
    first, *others = looked_at(figure)
    found = (
        sum(_apart(camera, a, b) for a, b in zip(_joints(first), _joints(one), strict=True))
        * _worth(one, camera)
        for one in others
    )
    return max(found, default=0.0)


_LARGE = (970, 1080)
_AROUND = 14.0
"""Centimetres round the joints that a close-up holds."""


def _worth(bones: Skeleton, camera: Camera) -> float:
    """How many times larger a pose is seen in a close-up, and how much of the face."""
    box = Bounds.around(camera.circle(Ball(joint, _AROUND)) for joint in _joints(bones))
    larger = min(_LARGE[0] / box.width, _LARGE[1] / box.height)
    return larger * (0.7 + 0.3 * max(0.0, camera.towards.dot(bones.head_frame.front)))


def _joints(bones: Skeleton) -> list[Vec]:
    limbs = [joint for leg in bones.legs for joint in (leg.knee, leg.toes)]
    return [bones.spine[0], bones.skull, *limbs, *(j for arm in bones.arms for j in (arm.elbow, arm.palm))]


def _apart(camera: Camera, a: Vec, b: Vec) -> float:
    (x0, y0), (x1, y1) = camera.point(a), camera.point(b)
    return hypot(x1 - x0, y1 - y0)
