"""Words wrap, then shrink, then are an error; never an empty box in silence."""

import time
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from draw_scenes import CLIP, MakePainter, hold, problems_of, scenes, theme_named
from hypothesis import given
from hypothesis import strategies as st

from compiler.draw import Proofreader, load_theme
from compiler.draw.filling import fill
from compiler.draw.painter import Painter
from compiler.draw.typesetting import Face, Room, Typeset, typeset
from compiler.model.timeline import Scene

BOLD = Face(family="Roboto", weight=700, size=60)


def fitted(text: str, width: float, lines: int, least: float = 30, face: Face = BOLD) -> Typeset:
    return typeset(text, face, Room(width=width, lines=lines, least=least), theme_named("calm").fonts)


def test_words_first_wrap_then_shrink_then_do_not_fit() -> None:
    text = "Active Assisted Hamstring Stretch"
    assert fitted(text, 2000, 1).lines == (text,)
    wrapped = fitted(text, 600, 2)
    assert wrapped.lines == ("Active Assisted", "Hamstring Stretch") and wrapped.size == 60
    shrunk = fitted(text, 360, 2)
    assert shrunk.fits and 30 < shrunk.size < 60
    assert not fitted(text, 200, 2).fits


def test_lines_are_balanced_rather_than_filled() -> None:
    lines = fitted("one two three four five six seven eight nine ten eleven", 1200, 2).lines
    assert abs(len(lines[0]) - len(lines[1])) < 12


def test_a_line_may_end_after_a_hyphen() -> None:
    assert fitted("Schulter-Nacken", 300, 2).lines == ("Schulter-", "Nacken")


@given(st.text("abc -WÄß·", min_size=1, max_size=80), st.integers(80, 900), st.integers(1, 4))
def test_what_fits_stays_inside_and_keeps_every_character(text: str, width: int, lines: int) -> None:
    found = fitted(text, width, lines)
    if found.fits:
        assert len(found.lines) <= lines
        assert found.width <= width * 1.000001
    assert "".join(found.lines).replace(" ", "") == "".join(text.split())
    assert 30 <= found.size <= 60


def test_measured_widths_are_the_drawn_ones(make_painter: MakePainter) -> None:
    """The panel ends as far behind its longest line as it starts before it."""
    painter = make_painter((1920, 1080))
    words = (("name", "WAVE To Łódź, AVAVA & Tomfoolery"),)
    layer = painter.layers(Scene(layout="exercise", clip=CLIP, words=words), 9)[0]
    rgba = painter.pixels(layer)
    panel = np.flatnonzero(rgba[..., 3].any(axis=0))
    white = np.flatnonzero((rgba[..., :3].min(axis=-1) > 240).any(axis=0))
    assert panel[-1] - white[-1] == pytest.approx(white[0] - panel[0], abs=6)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)], ids=str)
@pytest.mark.parametrize("theme", ["calm", "plain"])
def test_ordinary_scenes_fit_in_every_shape(
    make_painter: MakePainter, size: tuple[int, int], theme: str
) -> None:
    painter = make_painter(size, theme=theme)
    assert [d.render() for scene in scenes().values() for d in problems_of(painter, scene)] == []


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)], ids=str)
def test_the_longest_words_that_pass_are_not_cut_at_any_edge(
    make_painter: MakePainter, size: tuple[int, int]
) -> None:
    painter = make_painter(size)
    for name, scene in scenes().items():
        longest = scene
        for _ in range(12):
            more = tuple((n, f"{t} jÅgÄqW") if n != "ring_unit" else (n, t) for n, t in longest.words)
            grown = Scene(layout=scene.layout, words=more, clip=scene.clip)
            if problems_of(painter, grown):
                break
            longest = grown
        for layer in painter.layers(longest, 9):
            alpha = painter.pixels(layer)[..., 3]
            if name in {"title", "rest", "switch", "end"}:
                assert not alpha[0].any() and not alpha[-1].any()
                assert not alpha[:, 0].any() and not alpha[:, -1].any()


def messages(painter: Painter, **words: str) -> str:
    return "\n".join(d.render() for d in problems_of(painter, hold(**words)))


def test_words_too_long_even_at_their_smallest_are_an_error_that_says_by_how_much(
    make_painter: MakePainter,
) -> None:
    found = messages(make_painter(), name="Lying Hamstring Stretch " * 12)
    assert "name" in found and "does not fit" in found and "shorten it by about" in found


def test_ten_thousand_characters_without_a_blank_are_an_error_at_once(make_painter: MakePainter) -> None:
    painter, start = make_painter(), time.process_time()
    assert "does not fit" in messages(painter, name="x" * 10_000)
    assert time.process_time() - start < 1


def test_one_reader_for_many_scenes_finds_in_each_what_another_one_would(make_painter: MakePainter) -> None:
    reader, rate, problems = Proofreader(), Fraction(30), 0
    long = "Lying Hamstring Stretch with a Strap " * 2
    for size, theme in product([(1920, 1080), (1080, 1920)], ["calm", "plain"]):
        painter = make_painter(size, theme=theme)
        for scene in scenes().values():
            for words in (scene.words, tuple((name, long) for name, _ in scene.words)):
                told = replace(scene, words=words)
                found = reader.read(told, painter.theme, size, rate)
                assert found == problems_of(painter, told)
                problems += len(found)
    assert problems > 20


def test_characters_without_a_glyph_are_named(make_painter: MakePainter) -> None:
    found = messages(make_painter(), name="Bridge 你", detail="\N{WHITE CHESS KING} 你 \x07")
    assert "你 (U+4F60" in found and "WHITE CHESS KING" in found and "U+0007" in found
    assert messages(make_painter(), name="Überdehnung · ¡niño! „ß“ Łódź – naïve… ½ µ") == ""


def test_every_character_shows_as_written(make_painter: MakePainter) -> None:
    written = "'\":\\%{}[];,<&> &amp; <tspan> {name} %d"
    painter = make_painter()
    group = painter.theme.design("exercise", (640, 360)).groups[1]
    filled = fill(group, {"name": written}, painter.theme.fonts)
    assert filled is not None
    again = ElementTree.fromstring(ElementTree.tostring(filled.element, encoding="unicode"))
    assert "".join(again.itertext()).split() == written.split()
    pictures = {
        painter.pixels(painter.layers(hold(name=name), 9)[1]).tobytes()
        for name in ("a<b", "a&lt;b", "ab", "a b")
    }
    assert len(pictures) == 4
    assert messages(painter, name=written) == ""


def test_absent_and_blank_words_leave_no_empty_panel(make_painter: MakePainter) -> None:
    painter = make_painter()
    scene = Scene(layout="exercise", clip=CLIP, words=(("name", "  "), ("detail", "")))
    assert painter.layers(scene, 9) == ()
    assert problems_of(painter, scene) == []


def test_a_panel_without_its_second_line_is_lower(make_painter: MakePainter) -> None:
    painter = make_painter((1920, 1080))

    def height(**words: str) -> int:
        scene = Scene(layout="exercise", clip=CLIP, words=tuple(words.items()))
        return painter.pixels(painter.layers(scene, 9)[0]).shape[0]

    name = "Active Assisted Hamstring Stretch of the Left and the Right Leg"
    assert height(name="Bridge") < height(name="Bridge", detail="Hold") < height(name=name, detail="Hold")


DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@pytest.mark.skipif(not DEJAVU.is_file(), reason="needs a font with Hebrew and Arabic: DejaVu Sans")
def test_right_to_left_words_start_at_the_right_with_a_themes_own_font(tmp_path: Path) -> None:
    (tmp_path / "DejaVuSans.ttf").write_bytes(DEJAVU.read_bytes())
    (tmp_path / "theme.yaml").write_text("based_on: calm\nfonts: {files: [DejaVuSans.ttf]}\n")
    theme, problems = load_theme(tmp_path)
    assert theme, problems
    painter = Painter(theme, (1920, 1080), Fraction(30))
    words = (("name", "שלום (עולם) 123!"), ("detail", "احبس · مرحبا"))
    scene = Scene(layout="exercise", clip=CLIP, words=words)
    assert problems_of(painter, scene) == []
    rgba = painter.pixels(painter.layers(scene, 9)[0])
    panel = np.flatnonzero(rgba[..., 3].any(axis=0))
    light = (rgba[..., :3].min(axis=-1) > 180) & (rgba[..., 3] > 200)
    upper, lower = (np.flatnonzero(part.any(axis=0)) for part in np.array_split(light, 2))
    assert panel[-1] - upper[-1] == pytest.approx(panel[-1] - lower[-1], abs=8)
    assert lower[0] - panel[0] > 80 > upper[0] - panel[0] > 20


@pytest.mark.skipif(not DEJAVU.is_file(), reason="needs a font with Hebrew and Arabic: DejaVu Sans")
@pytest.mark.parametrize("size", [(960, 540), (540, 960), (720, 720)])
def test_right_to_left_lines_of_a_card_end_at_one_edge(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "DejaVuSans.ttf").write_bytes(DEJAVU.read_bytes())
    (tmp_path / "theme.yaml").write_text("based_on: calm\nfonts: {files: [DejaVuSans.ttf]}\n")
    theme, problems = load_theme(tmp_path)
    assert theme, problems
    painter = Painter(theme, size, Fraction(30))
    long = "לחיצת ברכיים אל החזה לאט ובנשימה עמוקה עד שמרגישים מתיחה קלה בגב"
    words = (("kicker", "הבוקר"), ("title", "תרגילים"), ("subtitle", long), ("disclaimer", f"{long} {long}"))
    scene = Scene(layout="title", words=words)
    edges = []
    for layer in painter.layers(scene, 60):
        opaque = painter.pixels(layer)[..., 3] > 128
        rows = np.flatnonzero(opaque.any(axis=1))
        lines = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
        edges += [layer.x + np.flatnonzero(opaque[line].any(axis=0))[-1] for line in lines]
    assert len(edges) >= 5
    assert max(edges) - min(edges) < size[0] / 80
    assert max(edges) < size[0]
