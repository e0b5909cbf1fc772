"""Any presenter for any exercise: whoever is drawn, hands, elbows, knees and feet are where the script has them."""

from itertools import chain
from math import hypot, isfinite

import pytest

from compiler.figure import Figure, presenters
from compiler.figure.camera import Camera, looking
from compiler.figure.limbs import Arm, Leg
from compiler.figure.person import person_shapes
from compiler.figure.presenters import presenter_named
from compiler.figure.shapes import Shape
from compiler.figure.skeleton import skeleton
from compiler.figure.vectors import Vec

NEAR = 4.5
"""Centimetres from a joint within which something of its limb is drawn."""


def ends(limb: Arm | Leg) -> tuple[Vec, ...]:
    return (limb.palm, limb.elbow) if isinstance(limb, Arm) else (limb.sole, limb.knee)


Box = tuple[float, float, float, float]


def boxes_of(shapes: list[Shape]) -> list[Box]:
    """What the outlines cover that are no larger than a limb; all numbers must be numbers."""
    found = []
    for outline in chain.from_iterable(shape.outlines for shape in shapes):
        across, down = [p[0] for p in outline], [p[1] for p in outline]
        box = min(across), min(down), max(across), max(down)
        assert all(map(isfinite, box))
        if hypot(box[2] - box[0], box[3] - box[1]) < 70:
            found.append(box)
    return found


def is_drawn(point: Vec, boxes: list[Box], camera: Camera) -> bool:
    """Whether the joint lies in what is drawn, or at its edge."""
    x, y = camera.point(point)
    return any(
        left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR
        for left, top, right, bottom in boxes
    )


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
