"""The sentence that nobody may miss can be read: bright enough, and large enough where a telephone shows it."""

import pytest

from compiler.draw import load_theme, theme_names
from compiler.draw.contrast import _readings
from compiler.model.shapes import SHAPES

PHONE = 390
"""Pixels that a telephone held upright is wide."""


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("layout", ["title", "end"])
def test_the_disclaimer_stands_out_from_its_card(name: str, layout: str) -> None:
    theme, problems = load_theme(name)
    assert theme, problems
    for shape in SHAPES:
        readings = list(_readings(theme.designs[f"{layout}{shape}"], theme.fonts))
        assert min(one.ratio for one in readings if one.words == "disclaimer") >= 4.5, shape


@pytest.mark.parametrize(
    ("layout", "word"), [("title", "disclaimer"), ("end", "disclaimer"), ("exercise", "side detail")]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_small_words_are_not_tiny_on_a_telephone(layout: str, word: str, shape: str) -> None:
    theme, problems = load_theme("calm")
    assert theme, problems
    design = theme.designs[f"{layout}{shape}"]
    text = next(t for group in design.groups for t in group.texts() if t.get("data-word") == word)
    least, usual = float(text.get("data-least", "0")), float(text.get("font-size", "0"))
    wide = PHONE / design.size[0]
    if shape:
        assert (usual * wide >= 12, least * wide >= 10.5) == (True, True)
    else:  # a wide video is turned to be seen; upright it is a strip
        assert (usual * wide >= 6.5, least * wide >= 5.6) == (True, True)
