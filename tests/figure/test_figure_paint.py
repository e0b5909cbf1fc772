"""Painting: edges by their share of a pixel, overlaps once, nothing outside."""

from math import pi

import numpy as np
import pytest

from compiler.figure.paint import Stage, box_of, packed
from compiler.figure.shapes import Hull, Shape
from compiler.media import Picture

Box = tuple[tuple[float, float], ...]


def painted(*shapes: Shape, width: int = 32, height: int = 24) -> Picture:
    """The shapes on black."""
    drawing = packed(shapes)
    stage = Stage(np.zeros((height, width, 3), np.uint8), box_of([drawing], (width, height)))
    picture = stage.room.copy()
    picture.place(stage.painted(drawing), stage.at)
    return picture


def covered(*outlines: Hull | Box, width: int = 12, height: int = 8) -> np.ndarray:
    """The share of each pixel that is covered."""
    return (painted(Shape(outlines, "#ffffff"), width=width, height=height).y.astype(float) - 16) / 219


def box(left: float, top: float, right: float, bottom: float) -> Box:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


WIDER = 0.25
"""So many pixels AGG paints beyond an outline, all round: no seam is seen between neighbours."""


def test_pixels_on_an_edge_are_covered_by_their_share() -> None:
    found = covered(box(1.5, 1, 4.25, 2.5))
    assert found[1, :6] == pytest.approx([0, 0.5 + WIDER, 1, 1, 0.25 + WIDER, 0], abs=0.01)
    assert found[2, 2] == pytest.approx(0.5 + WIDER, abs=0.01)
    assert found[3].sum() == 0


def test_overlapping_outlines_count_once() -> None:
    found = covered(box(1, 1, 6, 5), box(3, 2, 9, 7))
    assert found.max() == pytest.approx(1, abs=0.01)
    assert found.sum() == pytest.approx(20 + 30 - 9 + WIDER * 28, rel=0.02)


def test_a_slanted_edge_covers_half_of_each_pixel_that_it_crosses() -> None:
    found = covered(((0, 0), (8, 8), (0, 8)))
    assert np.diagonal(found) == pytest.approx([0.5 + WIDER * 2**0.5] * 8, abs=0.08)


@pytest.mark.parametrize("radius", [1.5, 4.0, 30.0])
def test_a_circle_has_its_area(radius: float) -> None:
    outline = Hull(((40.3, 39.6, radius),))
    area = covered(outline, width=80, height=80).sum()
    assert area == pytest.approx(pi * (radius + WIDER) ** 2, rel=0.08 if radius < 2 else 0.03)


def test_a_hull_of_two_circles_is_a_tapered_limb() -> None:
    area = covered(Hull(((20, 20, 8), (60, 20, 8))), width=80, height=40).sum()
    assert area == pytest.approx(pi * (8 + WIDER) ** 2 + 40 * 2 * (8 + WIDER), rel=0.01)


def test_a_hull_of_many_circles_holds_them_all() -> None:
    circles = ((20.0, 20.0, 9.0), (50.0, 16.0, 6.0), (34.0, 42.0, 7.0))
    together = covered(Hull(circles), width=70, height=60)
    for circle in circles:
        alone = covered(Hull((circle,)), width=70, height=60)
        assert float((alone - together).max()) < 0.35
    assert together.sum() > sum(covered(Hull((c,)), width=70, height=60).sum() for c in circles)


def test_painting_changes_only_what_is_covered() -> None:
    picture = painted(Shape((box(8, 6, 20, 14),), "#ffffff"))
    assert picture.y[10, 12] == 235
    assert (picture.y > 16 + 219 / 2).sum() == 12 * 8
    assert (picture.y != 16).sum() == 14 * 10
    assert (picture.u == 128).all()


def test_half_opaque_is_half_way() -> None:
    picture = painted(Shape((box(0, 0, 16, 16),), "#ffffff", 0.5), width=16, height=16)
    assert abs(int(picture.y[8, 8]) - (16 + 235) // 2) <= 1


@pytest.mark.parametrize("outline", [box(-50, -50, -10, -10), box(40, 40, 90, 90), box(3, 3, 3, 3)])
def test_what_lies_outside_is_cut_off(outline: Box) -> None:
    assert (painted(Shape((outline,), "#ffffff")).y == 16).all()


def test_what_reaches_over_the_frame_is_painted_up_to_its_edge() -> None:
    assert (painted(Shape((box(-100, -100, 100, 100),), "#ffffff")).y == 235).all()


def test_soft_shapes_of_one_colour_fade_out_around_their_edge() -> None:
    layers = [Shape((box(16, 16, 48, 32),), "#ffffff", 0.3, soft=True) for _ in range(2)]
    row = painted(*layers, width=64, height=48).y[24].astype(int)
    assert row[32] == pytest.approx(16 + 219 * (1 - 0.7**2), abs=3)
    assert row[0] == 16 and 16 < row[11] < row[14] < row[32]


def test_a_later_shape_lies_over_a_soft_one_and_the_other_way_round() -> None:
    hard, soft = (
        Shape((box(8, 4, 24, 20),), "#ffffff"),
        Shape((box(0, 0, 32, 24),), "#000000", 0.5, soft=True),
    )
    assert painted(soft, hard).y[12, 16] == 235
    assert painted(hard, soft).y[12, 16] == pytest.approx(16 + 219 / 2, abs=3)


def test_the_box_holds_every_drawing_and_stays_in_the_picture() -> None:
    drawings = [
        packed([Shape((box(41, 33, 61, 47),), "#ffffff")]),
        packed([Shape((box(90, 60, 300, 70),), "#ffffff")]),
    ]
    left, top, right, bottom = box_of(drawings, (160, 90))
    assert left <= 41 and top <= 33 and right == 160 and 70 <= bottom <= 90
    assert not any(edge % 2 for edge in (left, top, right, bottom))
