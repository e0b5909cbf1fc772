"""A brand's colours can be read: what has too little contrast is mended or refused, with its figures."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compiler.draw import Theme, load_look
from compiler.draw.colour import contrast, nearest_shade, over
from compiler.draw.contrast import contrast_problems
from compiler.draw.painter import Painter
from compiler.draw.palette import palette
from compiler.model.brand import Brand, Look
from compiler.model.errors import Severity
from tests.brand.looks import RATE, SIZES, brand, coloured, long_scenes, theme_in

PAIRS = {
    "good": ("#16324F", "#F2A541"),
    "pink and lemon": ("#FFD6E8", "#FFE600"),
    "grey on grey": ("#808080", "#8A8A8A"),
    "neon": ("#FF00FF", "#00FF00"),
    "white": ("#FFFFFF", "#FFFFFF"),
    "black": ("#000000", "#000000"),
    "orange": ("#E4572E", "#17BEBB"),
}


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert over("#000000", 0.5, "#FFFFFF") == "#808080"
    assert nearest_shade("#777777", lambda shade: contrast(shade, "#FFFFFF") >= 4.5) == "#767676"


def test_good_colours_stay_as_they_are() -> None:
    found = palette(coloured(*PAIRS["good"]))
    assert found.problems == ()
    assert (found.shapes["teal"], found.shapes["mint"], found.shapes["white"]) == (
        "#16324F",
        "#F2A541",
        "#FFFFFF",
    )


@pytest.mark.parametrize("name", [name for name in PAIRS if name not in {"good", "white", "black"}])
def test_what_is_mended_is_told_with_both_figures(name: str) -> None:
    found = palette(coloured(*PAIRS[name]))
    assert found.problems
    for problem in found.problems:
        assert problem.severity is Severity.WARNING
        ratio, need = (float(one) for one in re.findall(r"([\d.]+) : 1", problem.message)[:2])
        written, drawn = re.findall("#[0-9A-F]{6}", problem.message)[
            :: len(re.findall("#", problem.message)) - 1
        ]
        assert ratio < need and written != drawn


@pytest.mark.parametrize("colours", [PAIRS["grey on grey"], PAIRS["neon"]])
def test_every_word_can_be_read_in_any_colours(colours: tuple[str, str]) -> None:
    look = Look(brand=brand(colours=coloured(*colours)))
    assert contrast_problems(theme_in(look), look) == []


def test_the_disclaimer_is_drawn_with_enough_contrast_in_ugly_colours() -> None:
    theme = theme_in(Look(brand=brand(colours=coloured(*PAIRS["neon"]), logo=None)))
    scene = long_scenes(None)["title"]
    scene = replace(scene, words=tuple(pair for pair in scene.words if pair[0] == "disclaimer"))
    painter = Painter(theme, (960, 540), RATE)
    card = painter.backdrop(scene)
    (layer,) = painter.layers(scene, 30)
    drawn = painter.pixels(layer)
    assert card is not None
    letters = drawn[drawn[..., 3] == 255][0, :3]
    ratios = [
        contrast(_hex(letters), _hex(ground)) for ground in card[440:500:10, 100:700:50, :3].reshape(-1, 3)
    ]
    assert min(ratios) >= 4.5


def _hex(pixel: np.ndarray) -> str:
    return "#" + "".join(f"{int(one):02X}" for one in pixel)


def refused(look: Look) -> str:
    theme, problems = load_look(look)
    assert theme is None
    (error,) = [problem for problem in problems if problem.severity is Severity.ERROR]
    return error.message


def test_letters_that_would_become_another_colour_are_refused() -> None:
    message = refused(Look(brand=brand(colours=coloured("#16324F", "#F2A541", text="#1B3B5C"))))
    assert message == "text #1B3B5C on main #16324F has a contrast of 1.1 : 1, and letters need 4.5 : 1"


def test_letters_that_are_nearly_right_are_moved() -> None:
    found = palette(coloured("#16324F", "#F2A541", text="#8896A3"))
    assert found.shapes["white"] == "#96A3AE"
    assert "3.9 : 1, where 4.5 : 1 is needed: #96A3AE is drawn in its place" in found.problems[0].message


def test_a_theme_whose_own_colours_cannot_be_read_in_the_brand_is_refused_with_figures(
    tmp_path: Path,
) -> None:
    calm = Path(load_look.__code__.co_filename).parent / "themes" / "calm"
    (tmp_path / "theme.yaml").write_text("based_on: calm\n")
    drawing = (calm / "rest.svg").read_text().replace('class="fill-pale" fill="#BFEDE4"', 'fill="#20405F"')
    (tmp_path / "rest.svg").write_text(drawing)
    look = Look(theme=tmp_path, brand=brand())
    (problem,) = contrast_problems(theme_in(look), look)
    assert problem.severity is Severity.ERROR
    assert re.match(
        r"the kicker of the rest picture, #20405F on #[0-9A-F]{6}, has a contrast of 1\.\d : 1",
        problem.message,
    )
    assert contrast_problems(theme_in(Look(theme=tmp_path)), Look(theme=tmp_path)) == []


def test_panels_are_measured_over_black_and_over_white_clips(tmp_path: Path) -> None:
    """Dark letters on a light panel that lets much of a clip through: over black they cannot be read."""
    calm = Path(load_look.__code__.co_filename).parent / "themes" / "calm"
    (tmp_path / "theme.yaml").write_text("based_on: calm\n")
    drawing = (calm / "exercise.svg").read_text()
    drawing = re.sub(
        r'class="fill-ink" fill="#10241F" fill-opacity="0.8"', 'fill="#FFFFFF" fill-opacity="0.4"', drawing
    )
    drawing = re.sub(r'class="fill-\w+( mark-mint)?" fill="#\w+">', 'fill="#10241F">', drawing)
    (tmp_path / "exercise.svg").write_text(drawing)
    look = Look(theme=tmp_path, brand=brand())
    (problem,) = contrast_problems(theme_in(look), look)
    assert re.search(
        r"of the exercise picture, #10241F on #666666, has a contrast of 2\.\d : 1", problem.message
    )


def digests(look: Look) -> dict[str, str]:
    """What stands for each kind of scene in the keys of its segments."""
    painter = Painter(theme_in(look), SIZES["wide"], RATE)
    return {kind: painter.digest(scene) for kind, scene in long_scenes(look.brand).items()}


def changed(one: Brand, other: Brand) -> set[str]:
    before, after = digests(Look(brand=one)), digests(Look(brand=other))
    return {kind for kind in before if before[kind] != after[kind]}


def test_a_change_of_brand_renders_anew_what_shows_it_and_nothing_else() -> None:
    usual = brand()
    everything = set(digests(Look(brand=usual)))
    assert changed(usual, replace(usual, colours=coloured(main="#402060"))) == everything
    assert changed(usual, replace(usual, colours=coloured(accent="#FFD84D"))) == everything
    assert changed(usual, replace(usual, name="Praxis am Park")) == set()  # words are in the scene
    assert changed(usual, replace(usual, contact=(*usual.contact, "Montag bis Freitag"))) == {"end"}
    assert changed(usual, replace(usual, links=())) == {"end"}


def test_another_name_or_number_is_in_the_words_of_the_end_card_alone() -> None:
    one, other = (long_scenes(brand(contact=(number,))) for number in ("Telefon 1", "Telefon 2"))
    assert [kind for kind in one if one[kind] != other[kind]] == ["end"]


def test_without_a_brand_all_drawings_share_the_theme_s_digest() -> None:
    theme: Theme = theme_in(Look())
    assert {theme.digest_of(layout, (640, 360)) for layout in ("title", "exercise", "rest")} == {theme.digest}
    assert theme.digest_of("thumbnail", (640, 360)) != theme.digest
