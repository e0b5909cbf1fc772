"""Captions in the picture: beside everything else that is shown, always to be read, nothing where nothing is said."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from draw_scenes import CLIP, problems_of, scenes

from compiler.draw import Proofreader, Theme, load_theme, theme_names
from compiler.draw.canvas import PixelBox
from compiler.draw.captioning import caption_design
from compiler.draw.filling import fill
from compiler.draw.painter import Painter
from compiler.model.routine import MissingClip
from compiler.model.timeline import BurntCaption, Clip, Scene

pytestmark = pytest.mark.slow

SIZES = {"wide": (640, 360), "upright": (360, 640), "square": (480, 480), "1280x960": (640, 480)}
CALM = Path(load_theme.__code__.co_filename).parent / "themes" / "calm"
LONGEST = {
    "en": "Lie on your back with both knees bent wide, your feet flat and your shoulders down",
    "de": "Rückenmuskulaturentspannungsübungen lockern Oberschenkelrückseitenmuskulatur.",
}
GROWING = {"en": "slowly stretching", "de": "Rückenmuskulatur"}


def themed(name: str | Path = "calm") -> Theme:
    theme, problems = load_theme(name, burnt_in=True)
    assert theme, problems
    return theme


def said(scene: Scene, text: str = LONGEST["en"]) -> Scene:
    return replace(scene, captions=(BurntCaption(start=8, stop=20, text=text),))


def every_scene() -> dict[str, Scene]:
    """One of every layout that a step may have, one with a guest, and one whose clip is not filmed yet."""
    found = {name: scene for name, scene in scenes().items() if name != "missing"}
    guest = (*found["hold"].words, ("speaker", "Maya"), ("speaker_role", "Guest · pelvic floor therapy"))
    waiting = (*found["hold"].words, ("missing", "clip to be filmed"))
    return found | {
        "guest": replace(found["hold"], words=guest),
        "to be filmed": replace(found["hold"], words=waiting, clip=Clip(media=MissingClip(name="Bridge"))),
    }


def longest(painter: Painter, scene: Scene, word: str) -> Scene:
    """Every word of the scene as long as it passes `check`."""
    reader = Proofreader()
    for name in [name for name, _ in scene.words if name != "ring_unit"]:
        while True:
            words = tuple((n, f"{t} {word}" if n == name else t) for n, t in scene.words)
            grown = replace(scene, words=words)
            if reader.read(grown, painter.theme, painter.size, painter.frame_rate):
                break
            scene = grown
    return scene


def box(painter: Painter, scene: Scene) -> tuple[PixelBox, list[PixelBox]]:
    """What is covered by the caption, and by all else over the clip or on the card."""
    *others, caption = painter.layers(scene, 10)
    assert caption.key[0] == "captions"
    found = []
    for layer in (caption, *others):
        rows, columns = (painter.pixels(layer)[..., 3] > 8).nonzero()
        x, y = layer.x + int(columns.min()), layer.y + int(rows.min())
        found.append(PixelBox(x=x, y=y, width=int(np.ptp(columns)) + 1, height=int(np.ptp(rows)) + 1))
    if scene.preview:
        x, y, width, height = painter.preview_box(scene) or (0, 0, 0, 0)
        found.append(PixelBox(x=x, y=y, width=width, height=height))
    return found[0], found[1:]


def overlap(one: PixelBox, other: PixelBox) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("language", LONGEST)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_captions_lie_over_nothing_even_beside_the_longest_words(
    size: tuple[int, int], language: str
) -> None:
    painter = Painter(themed(), size, Fraction(30))
    for name, scene in every_scene().items():
        for shown in (scene, longest(painter, scene, GROWING[language])):
            captioned = said(shown, LONGEST[language])
            assert problems_of(painter, captioned) == [], name
            caption, others = box(painter, captioned)
            assert not [other for other in others if overlap(caption, other)], name
            margin = min(size) // 25
            assert caption.x >= margin and caption.x + caption.width <= size[0] - margin, name
            assert caption.y >= margin and caption.y + caption.height <= size[1] - margin, name


def test_captions_keep_off_the_words_of_a_card_for_a_clip_to_come() -> None:
    for size in SIZES.values():
        painter = Painter(themed(), size, Fraction(30))
        scene = every_scene()["to be filmed"]
        caption, _ = box(painter, said(scene))
        card = painter.backdrop(scene)
        bare = painter.backdrop(replace(scene, words=(), clip=Clip(media=MissingClip(name=""))))
        assert card is not None and bare is not None
        lit = (card != bare).any(axis=-1)
        assert lit.any()
        assert not lit[caption.y : caption.y + caption.height, caption.x : caption.x + caption.width].any()


@pytest.mark.parametrize(
    "text",
    [*LONGEST.values(), "One", "שכבו על הגב עם ברכיים כפופות וכפות רגליים על הרצפה, ברוחב האגן בערך."],
    ids=["en", "de", "a number", "right to left"],
)
def test_two_lines_are_enough_for_what_a_caption_holds(text: str) -> None:
    theme = themed()
    for size in SIZES.values():
        filled = fill(caption_design(theme, size).group, {"caption": text}, theme.fonts)
        assert filled and not filled.misfits
        (words,) = filled.element.iter("{http://www.w3.org/2000/svg}text")
        assert len(words) == (1 if text == "One" else 2)


def test_captions_stand_where_they_are_throughout_a_step_and_are_gone_between() -> None:
    painter = Painter(themed(), SIZES["wide"], Fraction(30))
    words = (BurntCaption(start=8, stop=20, text="One"), BurntCaption(start=30, stop=40, text=LONGEST["en"]))
    scene = replace(scenes()["say"], captions=words)
    seen = {
        frame: [one for one in painter.layers(scene, frame) if one.key[0] == "captions"]
        for frame in range(50)
    }
    assert [frame for frame in seen if seen[frame]] == [*range(8, 20), *range(30, 40)]
    assert len({(layer.x, layer.y) for layers in seen.values() for layer in layers}) == 1
    assert len({layer.key for layers in seen.values() for layer in layers}) == 2
    turns = [8]
    while turns[-1] < 50:
        turns.append(painter.constant_until(scene, turns[-1], 50))
    assert turns == [8, 20, 30, 40, 50]


def luminance(colour: np.ndarray) -> float:
    """Relative luminance as in WCAG 2."""
    share = colour[:3] / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("behind", [0, 255])
def test_captions_stand_out_from_any_picture(theme: str, behind: int) -> None:
    painter = Painter(themed(theme), SIZES["wide"], Fraction(30))
    drawn = painter.pixels(painter.layers(said(scenes()["hold"]), 10)[-1]).astype(float)
    opaque = drawn[..., 3:] / 255
    mixed = drawn[..., :3] * opaque + behind * (1 - opaque)
    panel, letters = (luminance(mixed[drawn[..., :3].sum(axis=-1) == n][0]) for n in _ends(drawn))
    assert (max(panel, letters) + 0.05) / (min(panel, letters) + 0.05) >= 4.5


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    """Darkest and lightest of what is wholly panel or letter."""
    sums = drawn[..., :3].sum(axis=-1)[drawn[..., 3] > 200]
    return float(sums.min()), float(sums.max())


def test_a_theme_without_captions_of_its_own_has_the_usual_ones_in_its_colours(tmp_path: Path) -> None:
    shutil.copytree(CALM, tmp_path / "own", ignore=shutil.ignore_patterns("captions"))
    tokens = (CALM / "theme.yaml").read_text().replace("#10241F", "#400000")
    (tmp_path / "own" / "theme.yaml").write_text(tokens)
    painter = Painter(themed(tmp_path / "own"), SIZES["wide"], Fraction(30))
    drawn = painter.pixels(painter.layers(said(scenes()["hold"]), 10)[-1])
    assert (drawn[..., :3] == (0x40, 0, 0)).all(axis=-1).any()


def test_what_leaves_no_room_for_captions_is_an_error(tmp_path: Path) -> None:
    drawing = (CALM / "say.svg").read_text()
    (tmp_path / "theme.yaml").write_text("based_on: calm\n")
    shape = '<path d="M40 60 L1880 60 L1880 1060 L40 1060 Z"/>'
    (tmp_path / "say.svg").write_text(drawing.replace('data-stack="middle">', f'data-stack="middle">{shape}'))
    painter = Painter(themed(tmp_path), SIZES["wide"], Fraction(30))
    scene = scenes()["say"]
    (problem,) = problems_of(painter, said(scene))
    assert "no room for burnt-in captions in the say picture" in problem.message
    assert problems_of(painter, scene) == []
    assert [layer for layer in painter.layers(said(scene), 10) if layer.key[0] == "captions"] == []


def _wrong() -> Iterator[tuple[str, str, str]]:
    captions = (CALM / "captions" / "captions.svg").read_text()
    say = (CALM / "say.svg").read_text()
    yield (
        "captions/captions.svg",
        captions.replace('data-part="area"', 'data-part="place"'),
        'data-part="area"',
    )
    yield (
        "captions/captions.svg",
        captions.replace('data-word="caption"', 'data-word="text"'),
        "no word 'text'",
    )
    yield "captions/captions.svg", say, "needs one <g data-layer"
    yield "captions/captions.svg", re.sub("<text.*</text>", "", captions, flags=re.DOTALL), "with words"
    yield "say.svg", say.replace("</svg>", '<g data-layer="captions"/></svg>'), "a drawing of their own"


@pytest.mark.parametrize(
    ("name", "drawing", "message"), list(_wrong()), ids=["area", "word", "other", "wordless", "stray"]
)
def test_a_wrong_drawing_of_captions_is_told(tmp_path: Path, name: str, drawing: str, message: str) -> None:
    (tmp_path / "captions").mkdir()
    (tmp_path / "theme.yaml").write_text("based_on: calm\n")
    (tmp_path / name).write_text(drawing)
    _, problems = load_theme(tmp_path, burnt_in=True)
    assert message in "\n".join(problem.render() for problem in problems)


def test_drawings_for_captions_change_nothing_where_none_are_burnt_in(tmp_path: Path) -> None:
    bare = tmp_path / "calm"
    shutil.copytree(CALM, bare, ignore=shutil.ignore_patterns("captions"))
    (without, _), (as_it_is, _) = load_theme(bare), load_theme("calm")
    assert without and as_it_is and without.digest == as_it_is.digest
    for size, scene in product(SIZES.values(), scenes().values()):
        one, other = (Painter(theme, size, Fraction(30)) for theme in (without, as_it_is))
        assert one.layers(scene, 10) == other.layers(scene, 10)
    assert themed().digest != as_it_is.digest
    assert Scene(layout="say", clip=CLIP).captions == ()
