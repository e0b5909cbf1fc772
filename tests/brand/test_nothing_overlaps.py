"""Nothing lies over anything else, in any size and layout, with long German words: reckoned, and as it is drawn."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from compiler.draw import Proofreader
from compiler.draw.beside import placed_beside
from compiler.draw.callout import CALLOUT
from compiler.draw.canvas import PixelBox
from compiler.draw.design import spot_of
from compiler.draw.extent import overlapping
from compiler.draw.painter import Painter
from compiler.model.brand import (
    BrandFile,
    Corner,
    Count,
    CountAt,
    Free,
    Layout,
    Letters,
    Look,
    PanelAt,
)
from compiler.model.scene_words import CAPTIONS
from compiler.model.shapes import SHAPES
from compiler.model.timeline import Scene
from compiler.store import file_digest
from tests.brand.looks import RATE, SIZES, arrangements, brand, long_scenes, theme_in

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="200" height="80" fill="#FFF"/></svg>'


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> BrandFile:
    path = tmp_path_factory.mktemp("brand") / "logo.svg"
    path.write_text(LOGO)
    return BrandFile(path=path, sha256=file_digest(path))


def problems(look: Look, size: tuple[int, int], *kinds: str) -> list[str]:
    scenes = long_scenes(look.brand, burnt_in=look.burnt_in)
    reader, theme = Proofreader(), theme_in(look)
    return [
        f"{kind}: {problem.message}"
        for kind, scene in scenes.items()
        if not kinds or kind in kinds
        for problem in reader.read(scene, theme, size, RATE)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("letters", [None, Letters.BIG], ids=["usual", "big"])
def test_panel_and_count_have_their_own_places_in_every_layout(letters: Letters | None) -> None:
    for layout in arrangements(letters):
        for name, size in SIZES.items():
            found = problems(Look(layout=layout), size, "callout", "repetitions", "clip to be filmed")
            if letters is Letters.BIG:  # a callout that finds no place beside them is told, and not drawn
                found = [one for one in found if "the callout" not in one]
            assert found == [], (layout, name)


@pytest.mark.parametrize("corner", [None, *Corner])
@pytest.mark.parametrize("letters", [None, Letters.BIG], ids=["usual", "big"])
def test_a_brand_finds_room_on_every_card(
    letters: Letters | None, corner: Corner | None, logo: BrandFile
) -> None:
    shown = brand(logo=logo, corner=corner)
    for name, size in SIZES.items():
        assert problems(Look(brand=shown, layout=Layout(letters=letters)), size) == [], name


CHOSEN = [
    Look(layout=Layout(panel=PanelAt.RIGHT, count_at=CountAt.RIGHT, count=Count.BAR, letters=Letters.BIG)),
    Look(brand=brand(corner=Corner.TOP_RIGHT), layout=Layout(panel=PanelAt.BELOW, count=Count.NUMBER)),
    Look(brand=brand(corner=Corner.BOTTOM_LEFT, free=Free.LEFT), layout=Layout(count_at=CountAt.MIDDLE)),
]


PAIRS = [
    *zip(CHOSEN, ("wide", "upright", "square"), strict=True),
    *zip(CHOSEN, ("square", "wide", "upright"), strict=True),
]


def with_logo(look: Look, logo: BrandFile) -> Look:
    return replace(look, brand=replace(look.brand, logo=logo)) if look.brand else look


def drawn(painter: Painter, scene: Scene) -> Iterator[tuple[str, PixelBox]]:
    """What each layer covers in the middle of its step."""
    for spot in placed_beside(scene, painter.theme, painter.size).spots:
        assert spot
        yield "callout", spot.panel
    for layer in (layer for layer in painter.layers(scene, 120) if layer.key[0] != CALLOUT):
        rows, columns = (painter.pixels(layer)[..., 3] > 40).nonzero()
        box = PixelBox(
            x=layer.x + int(columns.min()), y=layer.y + int(rows.min()),
            width=int(np.ptp(columns)) + 1, height=int(np.ptp(rows)) + 1,
        )  # fmt: skip
        yield str(layer.key[0]), box
    if window := painter.preview_box(scene):
        yield "picture", PixelBox(x=window[0], y=window[1], width=window[2], height=window[3])


def overlap(one: PixelBox, other: PixelBox) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1 and down > 1


@pytest.mark.slow
@pytest.mark.parametrize(("look", "shape"), PAIRS)
def test_what_is_drawn_lies_apart(look: Look, shape: str, logo: BrandFile) -> None:
    look, size = with_logo(look, logo), SIZES[shape]
    painter = Painter(theme_in(look), size, RATE)
    for kind, scene in long_scenes(look.brand).items():
        boxes = list(drawn(painter, scene))
        near = [
            (one, other)
            for (one, first), (other, second) in combinations(boxes, 2)
            if {one, other} != {"preview", "picture"} and overlap(first, second)
        ]
        assert near == [], kind
        for name, box in boxes:
            assert box.x >= 0 and box.x + box.width <= size[0], (kind, name)
            assert box.y >= 0 and box.y + box.height <= size[1], (kind, name)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("letters", [None, Letters.BIG], ids=["usual", "big"])
def test_burnt_captions_find_room_in_a_brand(
    letters: Letters | None, size: tuple[int, int], logo: BrandFile
) -> None:
    look = Look(
        brand=brand(logo=logo, corner=Corner.TOP_RIGHT, contact=(), links=()),
        layout=Layout(letters=letters),
        burnt_in=True,
    )
    assert [one for one in problems(look, size) if "room" in one] == []


def test_big_letters_are_12_pixels_where_a_video_is_390_pixels_wide() -> None:
    theme = theme_in(Look(layout=Layout(letters=Letters.BIG), burnt_in=True))
    for name, design in theme.designs.items():
        if name.startswith("thumbnail"):
            continue
        for group in design.groups:
            for text in group.texts():
                if "ring" in text.get("data-word", ""):
                    continue
                spot = spot_of(text)
                assert spot.room.least * 390 / design.size[0] >= 12, (name, spot.words)
    assert {"", ".portrait", ".square"} == set(SHAPES) and CAPTIONS in theme.designs


def test_groups_that_share_a_place_are_found() -> None:
    boxes = {"one": (0.0, 0.0, 10.0, 10.0), "two": (5.0, 5.0, 20.0, 20.0), "three": (30.0, 0.0, 40.0, 9.0)}
    assert list(overlapping([(name, (box,)) for name, box in boxes.items()])) == [("one", "two")]


def test_more_lines_of_contact_than_the_end_card_has_room_for_are_told() -> None:
    full = brand(contact=("Telefon 0171 2345678",) * 4, links=("lindenhof.example",) * 4)
    assert problems(Look(brand=full), SIZES["wide"], "end") == []
    found = problems(Look(brand=full, layout=Layout(letters=Letters.BIG)), SIZES["wide"], "end")
    assert any("the title and the disclaimer lie over each other" in problem for problem in found)
