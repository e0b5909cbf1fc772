"""Cards, veils and the next-up picture: what is under the layers."""

from dataclasses import replace

import numpy as np
import pytest
from draw_scenes import CLIP, MakePainter, hold, problems_of, scenes

from compiler.draw.painter import Painter
from compiler.draw.pixels import blend, overlay
from compiler.media.picture import Picture
from compiler.model.routine import MissingClip
from compiler.model.timeline import Clip, Scene

SIZES = [(640, 360), (360, 640), (360, 360), (480, 360), (854, 480)]


@pytest.mark.parametrize("name", scenes())
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_there_is_an_opaque_card_exactly_where_there_is_no_clip(
    make_painter: MakePainter, name: str, size: tuple[int, int]
) -> None:
    scene = scenes()[name]
    card = make_painter(size).backdrop(scene)
    if scene.clip:
        assert card is None
    else:
        assert card is not None
        assert card.shape == (size[1], size[0], 4)
        assert (card[..., 3] == 255).all()


def white_pixels(painter: Painter, scene: Scene) -> int:
    card = painter.backdrop(scene)
    assert card is not None
    return int((card[..., :3].min(axis=-1) > 240).sum())


def test_a_missing_clip_becomes_a_card_with_the_exercises_name(make_painter: MakePainter) -> None:
    painter = make_painter((1280, 720))
    missing = Clip(media=MissingClip(name="Knee to Chest"))
    nameless = Scene(layout="exercise", clip=missing)
    assert white_pixels(painter, nameless) > 1500
    assert white_pixels(painter, replace(nameless, words=(("missing", "clip to be filmed"),))) > 2000
    assert white_pixels(painter, Scene(layout="exercise")) == 0
    longer = white_pixels(painter, Scene(layout="missing", words=(("name", "Knee to Chest again"),)))
    assert longer > white_pixels(painter, nameless)


def test_the_end_card_leaves_the_right_two_thirds_to_end_screen_elements(make_painter: MakePainter) -> None:
    painter = make_painter((1920, 1080))
    words = (("title", "Wonderfully done, everybody"), ("text", "word " * 30), ("disclaimer", "word " * 20))
    scene = Scene(layout="end", words=words)
    assert not problems_of(painter, scene)
    for layer in painter.layers(scene, 0):
        drawn = np.flatnonzero(painter.pixels(layer)[..., 3].any(axis=0))
        assert layer.x + drawn[-1] < 640


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_next_up_picture_has_an_even_box_and_round_corners_under_its_frame(
    make_painter: MakePainter, size: tuple[int, int]
) -> None:
    painter, scene = make_painter(size), scenes()["rest over a clip"]
    box, mask = painter.preview_box(scene), painter.preview_mask(scene)
    assert box is not None and mask is not None
    x, y, width, height = box
    assert not any(number % 2 for number in box)
    assert x >= 0 and y >= 0 and x + width <= size[0] and y + height <= size[1]
    assert mask.shape == (height, width)
    assert mask[0, 0] == mask[-1, -1] == 0
    assert mask[height // 2, width // 2] == mask[0, width // 2] == mask[height // 2, -1] == 255
    frame = next(la for la in painter.layers(scene, 9) if la.key[0] == "preview")
    alpha = painter.pixels(frame)[..., 3]
    assert alpha[(y - frame.y) + height // 2, (x - frame.x) + width // 2] == 0
    assert alpha[(y - frame.y) + height // 2].max() > 200


def test_the_next_up_picture_has_the_shape_of_the_video(make_painter: MakePainter) -> None:
    for size in ((1920, 1080), (1080, 1920), (1080, 1080)):
        box = make_painter(size).preview_box(scenes()["rest over a clip"])
        assert box is not None
        assert box[2] / box[3] == pytest.approx(size[0] / size[1], rel=0.01)


def test_only_a_rest_over_a_clip_is_dimmed_and_all_of_it(make_painter: MakePainter) -> None:
    painter = make_painter((480, 360))
    dimmed = [name for name, scene in scenes().items() if painter.clip_dim(scene)]
    assert dimmed == ["rest over a clip"]
    veil = painter.clip_dim(scenes()["rest over a clip"])
    assert veil is not None
    pixels = painter.pixels(veil)
    assert pixels.shape == (360, 480, 4)
    assert (pixels == pixels[0, 0]).all() and 150 < pixels[0, 0, 3] < 230
    quick, slow = (Picture.blank(480, 360) for _ in range(2))
    blend(quick, painter.overlay(veil))
    blend(slow, overlay(pixels))
    assert all((a == b).all() for a, b in ((quick.y, slow.y), (quick.u, slow.u), (quick.v, slow.v)))


def test_without_a_preview_there_is_neither_box_nor_frame(make_painter: MakePainter) -> None:
    painter, scene = make_painter(), replace(scenes()["rest over a clip"], preview=None)
    assert painter.preview_box(scene) is None and painter.preview_mask(scene) is None
    assert not any(layer.key[0] == "preview" for layer in painter.layers(scene, 9))
    assert painter.preview_box(replace(hold(), preview=CLIP)) is None
