"""The ring: the digit is the truth, and the arc says the same."""

from fractions import Fraction
from math import ceil, pi

import numpy as np
import pytest
from draw_scenes import CLIP, MakePainter, hold
from numpy.typing import NDArray

from compiler.draw.digits import digit_of, rep_of
from compiler.draw.painter import Painter
from compiler.draw.pixels import blend, overlay
from compiler.media.picture import Picture
from compiler.model.timeline import RepsRing, Scene, SecondsRing
from compiler.model.timing import frames_of

NAMES = "24 25 30 50 60 30000/1001 24000/1001 60000/1001 25/2"
RATES = [Fraction(rate) for rate in NAMES.split()]


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("seconds", [1, 3, 30, 45, 300])
def test_second_k_of_n_starts_with_the_digit_n_minus_k_plus_1(rate: Fraction, seconds: int) -> None:
    ring = SecondsRing(start=7, total=frames_of(Fraction(seconds), rate))
    assert digit_of(ring, 7, rate) == seconds
    for frame in range(7, 7 + ring.total):
        left = Fraction(ring.total - (frame - 7)) / rate
        assert digit_of(ring, frame, rate) == min(seconds, ceil(left))


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30), Fraction(60)], ids=str)
def test_digits_change_on_the_very_frame_of_a_whole_second(rate: Fraction) -> None:
    ring = SecondsRing(start=0, total=int(10 * rate))
    assert [digit_of(ring, int(k * rate), rate) for k in range(10)] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert [digit_of(ring, int(k * rate) - 1, rate) for k in range(1, 11)] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_a_total_rounded_up_to_a_frame_shows_no_second_more() -> None:
    rate = Fraction(30000, 1001)
    assert digit_of(SecondsRing(start=0, total=900), 0, rate) == 30


def test_a_ring_is_there_for_its_own_time_only(make_painter: MakePainter) -> None:
    painter = make_painter()
    scene = Scene(layout="exercise", clip=CLIP, ring=SecondsRing(start=60, total=90))
    shown = [any(layer.key[0] == "ring" for layer in painter.layers(scene, f)) for f in (59, 60, 149, 150)]
    assert shown == [False, True, True, False]


def test_rep_k_is_on_from_its_first_frame_and_the_last_stays() -> None:
    ring = RepsRing(reps=3, rep_frames=50)
    assert [rep_of(ring, frame) for frame in (0, 49, 50, 99, 100, 149, 150, 400)] == [1, 1, 2, 2, 3, 3, 3, 3]


def test_a_ring_looks_the_same_whatever_was_drawn_before_it(make_painter: MakePainter) -> None:
    scene = Scene(layout="exercise", clip=CLIP, ring=SecondsRing(start=0, total=150))
    well_used = make_painter()
    for frame in (149, 0, 1, 2, 29, 30, 31, 90, 7, 8):
        seen = [_over_grey(painter, scene, frame) for painter in (well_used, make_painter())]
        assert np.array_equal(seen[0], seen[1]), f"frame {frame}"


def _over_grey(painter: Painter, scene: Scene, frame: int) -> NDArray[np.uint8]:
    picture = Picture.blank(*painter.size)
    picture.y[:] = 126
    for layer in painter.layers(scene, frame):
        blend(picture, painter.overlay(layer))
    return np.concatenate([plane.reshape(-1) for plane in (picture.y, picture.u, picture.v)])


def lit(painter: Painter, scene: Scene, frame: int, turns: int = 720) -> list[bool]:
    """Whether the arc is on at so many places round the ring, clockwise from the top."""
    layer = next(la for la in painter.layers(scene, frame) if la.key[0] == "ring")
    rgba = painter.pixels(layer).astype(int)
    middle_y, middle_x = rgba.shape[0] / 2, rgba.shape[1] / 2
    radius = 110 / 136 * middle_x
    angles = (np.arange(turns) + 0.5) / turns * 2 * pi
    rows = (middle_y - radius * np.cos(angles)).astype(int)
    columns = (middle_x + radius * np.sin(angles)).astype(int)
    colour = rgba[rows, columns]
    return [bool(on) for on in (colour[:, 1] > 150) & (colour[:, 3] > 240) & (colour[:, 0] < 200)]


@pytest.mark.parametrize("share", [0.9, 0.5, 0.25])
def test_the_arc_shows_the_share_that_is_left(make_painter: MakePainter, share: float) -> None:
    on = lit(make_painter((1920, 1080)), hold(10), round(300 * (1 - share)))
    caps = 16 / (2 * pi * 110)
    assert share <= np.mean(on) + 0.004 and np.mean(on) <= share + caps + 0.004
    assert all(on[: round(720 * share)])


def test_the_arc_only_ever_shrinks(make_painter: MakePainter) -> None:
    painter = make_painter((1280, 720))
    sums = [sum(lit(painter, hold(5), frame)) for frame in range(0, 150, 7)]
    assert sums == sorted(sums, reverse=True) and sums[0] == 720 and sums[-1] < 80


@pytest.mark.parametrize("reps", [2, 6, 10])
def test_a_ring_for_reps_has_as_many_lit_arcs_as_reps_begun(make_painter: MakePainter, reps: int) -> None:
    painter = make_painter((1920, 1080))
    scene = Scene(layout="exercise", clip=CLIP, ring=RepsRing(reps=reps, rep_frames=30))
    for rep in range(1, reps + 1):
        on = lit(painter, scene, (rep - 1) * 30)
        starts = sum(now and not before for before, now in zip([on[-1], *on], on, strict=False))
        assert starts == rep
        assert 0.7 * rep / reps < np.mean(on) < rep / reps


def noise(width: int, height: int) -> Picture:
    random = np.random.default_rng(5)
    half = (height // 2, width // 2)
    return Picture(
        random.integers(16, 236, (height, width), np.uint8),
        random.integers(16, 241, half, np.uint8),
        random.integers(16, 241, half, np.uint8),
    )


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 360)])
@pytest.mark.parametrize("frame", [0, 1, 77, 140, 149])
def test_ready_overlays_are_the_pixels_within_rounding(
    make_painter: MakePainter, size: tuple[int, int], frame: int
) -> None:
    painter, scene = make_painter(size), hold(5)
    for layer in painter.layers(scene, frame):
        quick, plain = noise(*size), noise(*size)
        blend(quick, painter.overlay(layer))
        ready = overlay(painter.pixels(layer), layer.x, layer.y)
        blend(plain, ready if layer.opacity == 1 else ready.faded(layer.opacity))
        for a, b in ((quick.y, plain.y), (quick.u, plain.u), (quick.v, plain.v)):
            assert np.abs(a.astype(int) - b).max() <= 2


def test_digits_keep_one_size_through_a_countdown(make_painter: MakePainter) -> None:
    """The 9 after the 10 is not larger: both are as high as each other."""
    painter = make_painter((1920, 1080))

    def height(frame: int) -> int:
        layer = next(la for la in painter.layers(hold(200), frame) if la.key[0] == "ring")
        rgba = painter.pixels(layer)
        middle = rgba[: int(rgba.shape[0] * 0.66), rgba.shape[1] // 3 : -rgba.shape[1] // 3]
        white = (middle[..., :3].min(axis=-1) > 230) & (middle[..., 3] > 200)
        rows = np.flatnonzero(white.any(axis=1))
        return int(rows[-1] - rows[0])

    assert abs(height(0) - height(200 * 30 - 1)) <= 3
