"""Painting: exact coverage at edges, overlaps once, nothing outside."""

from math import pi

import numpy as np
import pytest

from compiler.figure.paint import coverage, paint
from compiler.figure.shapes import Shape, hull
from compiler.media import Picture

Outline = tuple[tuple[float, float], ...]


def covered(*outlines: Outline, width: int = 12, height: int = 8) -> np.ndarray:
    starts = np.array([p for o in outlines for p in o], np.float32)
    stops = np.array([p for o in outlines for p in (*o[1:], o[0])], np.float32)
    return coverage(starts, stops, width, height)


def box(left: float, top: float, right: float, bottom: float) -> Outline:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def test_pixels_on_an_edge_are_covered_by_their_share() -> None:
    found = covered(box(1.5, 1, 4.25, 2.5))
    assert found[1, :6] == pytest.approx([0, 0.5, 1, 1, 0.25, 0])
    assert found[2, :6] == pytest.approx([0, 0.25, 0.5, 0.5, 0.125, 0])
    assert found[3].sum() == 0


def test_overlapping_outlines_count_once() -> None:
    found = covered(box(1, 1, 6, 5), box(3, 2, 9, 7))
    assert found.max() == pytest.approx(1)
    assert found.sum() == pytest.approx(20 + 30 - 9)


def test_a_slanted_edge_covers_its_exact_area() -> None:
    assert covered(((0, 0), (12, 8), (0, 8))).sum() == pytest.approx(48, abs=1e-3)


@pytest.mark.parametrize("radius", [1.5, 4.0, 30.0])
def test_a_circle_has_its_area(radius: float) -> None:
    outline = hull([(40.3, 39.6, radius)])
    area = covered(outline, width=80, height=80).sum()
    assert area == pytest.approx(pi * radius * radius, rel=0.08 if radius < 2 else 0.03)


def test_a_hull_of_two_circles_is_a_tapered_limb() -> None:
    area = covered(hull([(20, 20, 8), (60, 20, 8)]), width=80, height=40).sum()
    assert area == pytest.approx(pi * 64 + 40 * 16, rel=0.01)


def test_a_hull_of_many_circles_holds_them_all() -> None:
    circles = [(20.0, 20.0, 9.0), (50.0, 16.0, 6.0), (34.0, 42.0, 7.0)]
    together = covered(hull(circles), width=70, height=60)
    for circle in circles:
        alone = covered(hull([circle]), width=70, height=60)
        assert float((alone - together).max()) < 0.35
    assert together.sum() > sum(covered(hull([c]), width=70, height=60).sum() for c in circles)


def test_painting_changes_only_what_is_covered() -> None:
    picture = Picture.blank(32, 24)
    paint(picture, [Shape((box(8, 6, 20, 14),), "#ffffff")])
    assert picture.y[10, 12] == 235
    assert (picture.y != 16).sum() == 12 * 8
    assert (picture.u == 128).all()


def test_half_opaque_is_half_way() -> None:
    picture = Picture.blank(16, 16)
    paint(picture, [Shape((box(0, 0, 16, 16),), "#ffffff", 0.5)])
    assert abs(int(picture.y[8, 8]) - (16 + 235) // 2) <= 1


@pytest.mark.parametrize("outline", [box(-50, -50, -10, -10), box(40, 40, 90, 90), box(3, 3, 3, 3)])
def test_what_lies_outside_is_cut_off(outline: Outline) -> None:
    picture = Picture.blank(32, 24)
    paint(picture, [Shape((outline,), "#ffffff")])
    assert (picture.y == 16).all()


def test_what_reaches_over_the_frame_is_painted_up_to_its_edge() -> None:
    picture = Picture.blank(32, 24)
    paint(picture, [Shape((box(-100, -100, 100, 100),), "#ffffff")])
    assert (picture.y == 235).all()
