"""What is used of a file, how it fills the frame, and what MoviePy's effects make of it."""

from fractions import Fraction

import numpy as np
import pytest

from compiler.media.effects import check_effect, effect_names
from compiler.model.errors import InvalidRoutine
from compiler.model.routine import Effect, Fit, Footage
from tests.media.conftest import BLUE, GREEN, RED, WHITE, brightening, corners, nearest

SHOWN = (60, 80, 0)


def source_frames(frames: list[np.ndarray]) -> list[int]:
    """Which frame of `brightening` each one shows."""
    return [round((int(frame[SHOWN]) - 10) / 3) for frame in frames]


@pytest.mark.parametrize(("start", "stop"), [(0, 30), (7, 19), (45, 60), (59, 60)])
def test_trim_is_exact_to_the_frame(make_clip, conformed, start, stop):
    path = make_clip(paint=brightening, frames=60)
    footage = Footage(path=path, start=Fraction(start, 30), stop=Fraction(stop, 30))
    assert source_frames(conformed(footage)) == list(range(start, stop))


@pytest.mark.parametrize(("speed", "expected"), [(2, list(range(0, 30, 2))), (Fraction(1, 2), None)])
def test_speed(make_clip, conformed, speed, expected):
    path = make_clip(paint=brightening, frames=30)
    shown = source_frames(conformed(Footage(path=path, speed=Fraction(speed))))
    assert shown == (expected or sorted(shown))
    assert len(shown) == 30 / speed


@pytest.mark.parametrize(
    ("focus", "colours"),
    [((0, Fraction(1, 2)), (RED, BLUE)), ((1, Fraction(1, 2)), (GREEN, WHITE))],
)
def test_cover_keeps_the_focus(make_clip, conformed, focus, colours):
    path = make_clip(size=(320, 120), frames=1)
    frame = conformed(Footage(path=path, focus=(Fraction(focus[0]), Fraction(focus[1]))))[0]
    for x in (10, 80, 150):
        assert np.abs(frame[30, x].astype(int) - colours[0]).max() < 25
        assert np.abs(frame[90, x].astype(int) - colours[1]).max() < 25


def test_contain_shows_everything_between_dark_bars(make_clip, conformed):
    frame = conformed(Footage(path=make_clip(size=(320, 120), frames=1), fit=Fit.CONTAIN))[0]
    assert corners(frame[32:88]) == ["red", "green", "blue", "white"]
    assert frame[:26].mean() < 0.5 * frame[34:60].mean()


def test_every_effect_is_judged_by_its_constructor():
    assert not check_effect(Effect(name="LumContrast", parameters=(("lum", 10), ("contrast", 0.2))))
    for name in effect_names():
        for problem in check_effect(Effect(name=name)):
            assert name in problem.message


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (Effect(name="black_and_white"), "did you mean BlackAndWhite"),
        (Effect(name="Sparkle"), "there are AccelDecel"),
        (Effect(name="FadeIn"), "needs the parameter 'duration'"),
        (Effect(name="FadeIn", parameters=(("durations", 1),)), "did you mean duration"),
        (Effect(name="HeadBlur", parameters=(("radius", 3),)), "must be made in Python"),
        (Effect(name="InvertColors", parameters=(("much", 3),)), "takes no parameters"),
    ],
)
def test_mistakes_in_effects(effect, words):
    assert words in "\n".join(problem.render() for problem in check_effect(effect))


def test_effects_change_the_picture_in_order(make_clip, conformed):
    path = make_clip(frames=6)
    mirrored = conformed(Footage(path=path, effects=(Effect(name="TimeMirror"), Effect(name="InvertColors"))))
    assert len(mirrored) == 6
    assert np.abs(mirrored[3][30, 40].astype(int) - (255 - np.array(RED))).max() < 12


def test_effects_that_change_time_or_size_give_the_timelines_size(make_clip, conformed):
    path = make_clip(paint=brightening, frames=20)
    backwards = conformed(Footage(path=path, effects=(Effect(name="TimeMirror"),)))
    assert source_frames(backwards) == list(range(19, -1, -1))
    twice = Effect(name="MultiplySpeed", parameters=(("factor", 2),))
    wide = Effect(name="Margin", parameters=(("left", 40), ("right", 40)))
    assert len(conformed(Footage(path=path, effects=(twice, wide)))) == 10


def test_transparency_that_an_effect_makes_falls_on_the_background(make_clip, conformed):
    effect = Effect(name="CrossFadeIn", parameters=(("duration", 1),))
    frames = conformed(Footage(path=make_clip(), effects=(effect,)))
    assert nearest(frames[0][90, 120]) == "ink"
    assert frames[29][90, 120].min() > 210


def test_an_endless_effect_is_refused(make_clip, conformed):
    with pytest.raises(InvalidRoutine, match="Loop"):
        conformed(Footage(path=make_clip(frames=2), effects=(Effect(name="Loop"),)))


def test_a_focus_that_moves_goes_softly_from_point_to_point(make_clip, conformed):
    """The clip is twice as wide as the frame; its left half is red above, its right half green."""
    middle = (Fraction(1, 2), Fraction(1, 2))
    moves = ((Fraction(0), (Fraction(0), middle[1])), (Fraction(1), (Fraction(1), middle[1])))
    path = make_clip(size=(320, 120), frames=60)
    frames = conformed(Footage(path=path, focus_moves=moves))
    red = [int((np.abs(frame[30].astype(int) - RED).max(axis=1) < 25).sum()) for frame in frames]
    assert red == sorted(red, reverse=True)
    assert red[0] >= 156
    assert 60 < red[15] < 100
    assert max(red[30:]) <= 4
