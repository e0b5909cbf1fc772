"""Any presenter for any exercise: whoever is drawn, hands, elbows, knees and feet are where the script has them."""

import numpy as np
import pytest

from compiler.figure import Figure, presenters
from compiler.figure.camera import Camera, looking
from compiler.figure.limbs import Arm, Leg
from compiler.figure.person import person_shapes
from compiler.figure.presenters import presenter_named
from compiler.figure.shapes import Shape, corners_of
from compiler.figure.skeleton import skeleton
from compiler.figure.vectors import Vec

NEAR = 4.5
"""Centimetres from a joint within which something of its limb is drawn."""


def ends(limb: Arm | Leg) -> tuple[Vec, ...]:
    return (limb.palm, limb.elbow) if isinstance(limb, Arm) else (limb.sole, limb.knee)


Boxes = tuple[np.ndarray, np.ndarray]
"""Their corners at the upper left and at the lower right."""


def boxes_of(shapes: list[Shape]) -> Boxes:
    """What the outlines cover that are no larger than a limb; all numbers must be numbers."""
    outlines = corners_of([one for shape in shapes for one in shape.outlines if one])
    corners, starts = np.concatenate(outlines), np.cumsum([0, *map(len, outlines[:-1])])
    assert np.isfinite(corners).all()
    low, high = np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)
    small = np.hypot(*(high - low).T) < 70
    return low[small], high[small]


def is_drawn(point: Vec, boxes: Boxes, camera: Camera) -> bool:
    """Whether the joint lies in what is drawn, or at its edge."""
    low, high = boxes
    at = camera.point(point)
    return bool(((low - NEAR <= at) & (high + NEAR >= at)).all(axis=1).any())


def test_there_are_six_who_differ_in_build_skin_and_hair() -> None:
    people = [presenter_named(name) for name in presenters()]
    assert len(people) >= 6
    assert len({one.skin for one in people}) >= 4
    assert len({one.build for one in people}) >= 4
    assert len({(one.hair, one.hair_style) for one in people}) >= 5


@pytest.mark.slow
def test_every_script_is_drawn_whole_with_every_presenter(shipped: dict[str, Figure]) -> None:
    people = [presenter_named(name) for name in presenters()]
    for name, figure in shipped.items():
        camera = looking(figure.view)  # a pixel is a centimetre
        movement = figure.movements[0]
        bones = skeleton(movement.start, movement.stop, 1.0, base=figure.base, rooted=figure.rooted)
        for who in people:
            boxes = boxes_of(person_shapes(bones, who, camera))
            for limb in (*bones.arms, *bones.legs):
                assert all(is_drawn(point, boxes, camera) for point in ends(limb)), (name, who.name)
