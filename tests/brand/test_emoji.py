"""Emoji in titles: found, measured and drawn, alone, in sequences and among words."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from compiler.draw import Proofreader, load_theme
from compiler.draw.fonts import EMOJI_FAMILY
from compiler.draw.painter import Painter
from compiler.model.timeline import Scene
from compiler.pipeline.look_scenes import look_scenes

TITLES = ["Rücken 💪🏽 und Nacken", "👩‍⚕️ 🧘‍♀️", "Fünf 5️⃣ Minuten ❤️", "🇩🇪 Deutsch"]


@pytest.fixture(scope="module")
def painter() -> Painter:
    theme, problems = load_theme("calm")
    assert theme, problems
    return Painter(theme, (640, 360), Fraction(10))


def titled(text: str) -> Scene:
    return replace(look_scenes(None, burnt_in=False)["title"], words=(("title", text),))


@pytest.mark.parametrize("text", TITLES)
def test_emoji_can_be_shown_and_are_drawn(text: str, painter: Painter) -> None:
    scene = titled(text)
    assert Proofreader().read(scene, painter.theme, painter.size, painter.frame_rate) == []
    (layer,) = painter.layers(scene, 30)
    drawn = painter.pixels(layer)
    assert np.count_nonzero(drawn[..., 3]) > 300


def test_a_line_is_as_wide_as_its_runs(painter: Painter) -> None:
    fonts = painter.theme.fonts
    face = fonts.face("Roboto", 900)
    runs = fonts.runs("Ja 💪🏽 👩‍⚕️!", face)
    assert [(text, one.family == EMOJI_FAMILY) for text, one in runs] == [
        ("Ja ", False), ("💪🏽", True), (" ", False), ("👩‍⚕️", True), ("!", False),
    ]  # fmt: skip
    assert fonts.width("Ja 💪🏽 👩‍⚕️!", face) == pytest.approx(sum(one.advance(text) for text, one in runs))


def test_a_sign_without_its_selector_stays_what_the_font_has(painter: Painter) -> None:
    fonts = painter.theme.fonts
    face = fonts.face("Roboto", 400)
    assert [one.family for _, one in fonts.runs("5", face)] == ["Roboto"]
    assert [one.family for _, one in fonts.runs("5\ufe0f\u20e3", face)] == [EMOJI_FAMILY]


def test_what_no_font_has_is_still_told(painter: Painter) -> None:
    assert painter.theme.fonts.lacking("Ruhe 寿 💪") == ("寿",)
