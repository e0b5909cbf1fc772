"""What lies over the clip, frame by frame."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from draw_scenes import CLIP, MakePainter, hold, scenes
from numpy.typing import NDArray

from compiler.draw.painter import Layer, Painter
from compiler.model.timeline import ProgressBar, Scene

SIZES = [(640, 360), (360, 640), (360, 360), (480, 360), (322, 242), (288, 360), (854, 480), (430, 1000)]


@pytest.mark.parametrize("name", scenes())
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_layer_lies_inside_the_frame(
    make_painter: MakePainter, name: str, size: tuple[int, int]
) -> None:
    painter = make_painter(size)
    layers = painter.layers(scenes()[name], 70)
    assert layers or name == "missing"  # its words are on the card
    for layer in layers:
        height, width = painter.pixels(layer).shape[:2]
        assert layer.x % 2 == layer.y % 2 == width % 2 == height % 2 == 0
        assert layer.x >= 0 and layer.y >= 0
        assert layer.x + width <= size[0] and layer.y + height <= size[1]
        assert painter.pixels(layer)[..., 3].any()


@pytest.mark.parametrize("name", scenes())
def test_constant_until_agrees_with_looking_at_every_frame(make_painter: MakePainter, name: str) -> None:
    painter, scene, stop = make_painter(), scenes()[name], 160
    shown = [painter.layers(scene, frame) for frame in range(stop)]
    frame = 0
    while frame < stop:
        until = painter.constant_until(scene, frame, stop)
        assert frame < until <= stop
        assert all(layers == shown[frame] for layers in shown[frame:until])
        if until < stop and until not in (60, 150):
            assert shown[until] != shown[frame]
        frame = until
    assert painter.constant_until(scene, 20, 20) == 20


def opacities(painter: Painter, scene: Scene, kind: str, frames: range) -> list[float]:
    return [la.opacity for f in frames for la in painter.layers(scene, f) if la.key[0] == kind]


@pytest.mark.parametrize(("rate", "frames"), [(Fraction(30), 6), (Fraction(60), 12), (Fraction(25), 5)])
def test_a_panel_fades_in_over_a_fifth_of_a_second(
    make_painter: MakePainter, rate: Fraction, frames: int
) -> None:
    found = opacities(make_painter(frame_rate=rate), hold(), "words", range(frames + 2))
    assert found == pytest.approx([min(1, (f + 1) / frames) for f in range(frames + 2)])


def test_a_panel_that_goes_on_and_the_ring_are_there_at_once(make_painter: MakePainter) -> None:
    painter = make_painter()
    assert opacities(painter, replace(hold(), fade_in=False), "words", range(3)) == [1, 1, 1]
    assert opacities(painter, hold(), "ring", range(3)) == [1, 1, 1]


def test_the_end_card_stands_still(make_painter: MakePainter) -> None:
    painter, scene = make_painter(), scenes()["end"]
    assert painter.constant_until(scene, 0, 600) == 600


def test_equal_keys_are_equal_pixels_for_every_painter(make_painter: MakePainter) -> None:
    first, second = make_painter(), make_painter()
    for one, other in zip(first.layers(hold(), 40), second.layers(hold(), 40), strict=True):
        assert one == other
        assert json.loads(json.dumps(one.key))
        assert np.array_equal(first.pixels(one), second.pixels(other))


def test_another_theme_or_size_or_word_is_another_key(make_painter: MakePainter) -> None:
    def keys(painter: Painter, scene: Scene) -> set[str]:
        return {json.dumps(layer.key) for layer in painter.layers(scene, 40)}

    plain = keys(make_painter(), hold())
    assert not plain & keys(make_painter(theme="plain"), hold())
    assert not plain & keys(make_painter((360, 640)), hold())
    assert len(plain & keys(make_painter(), hold(name="Bridges"))) == 2  # ring and bar stay


# --- the progress bar ---------------------------------------------------------------------------------------


def bar(painter: Painter, progress: ProgressBar, frame: int) -> NDArray[np.int_]:
    """The colours along the bar's middle."""
    scene = Scene(layout="exercise", clip=CLIP, progress=progress)
    layer = next(la for la in painter.layers(scene, frame) if la.key[0] == "progress")
    pixels = painter.pixels(layer).astype(int)
    return pixels[pixels.shape[0] // 2]


def filled(painter: Painter, progress: ProgressBar, frame: int) -> int:
    line = bar(painter, progress, frame)
    return int(((line[:, 1] > 200) & (line[:, 3] > 200)).sum())


def of_five(**changes: object) -> ProgressBar:
    whole = ProgressBar(index=2, count=5, start=Fraction(0), stop=Fraction(1), frames=300)
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_the_bar_fills_from_start_to_stop(make_painter: MakePainter) -> None:
    painter = make_painter((1920, 1080))
    widths = [filled(painter, of_five(), frame) for frame in range(0, 301, 20)]
    assert widths == sorted(widths)
    assert widths[0] == pytest.approx(2 * 340, abs=4)
    assert widths[-1] == pytest.approx(3 * 340, abs=6)
    half = filled(painter, of_five(start=Fraction(1, 4), stop=Fraction(3, 4)), 150)
    assert half == pytest.approx(2.5 * 340, abs=6)


def test_a_step_takes_up_where_the_one_before_left_the_bar(make_painter: MakePainter) -> None:
    painter = make_painter((1920, 1080))
    before = filled(painter, of_five(stop=Fraction(1, 2)), 300)
    assert filled(painter, of_five(start=Fraction(1, 2)), 0) == before


def test_the_bar_is_constant_between_whole_pixels(make_painter: MakePainter) -> None:
    painter = make_painter((1920, 1080))
    scene = Scene(layout="exercise", clip=CLIP, progress=of_five(frames=3000), fade_in=False)
    changes, frame = 0, 0
    while frame < 3000:
        frame, changes = painter.constant_until(scene, frame, 3000), changes + 1
    assert 300 < changes < 360


@pytest.mark.parametrize("count", [1, 2, 40, 300])
def test_any_number_of_exercises_fits_into_the_bar(make_painter: MakePainter, count: int) -> None:
    painter = make_painter((1920, 1080))
    full = of_five(index=count - 1, count=count, start=Fraction(1), stop=Fraction(1))
    empty = of_five(index=0, count=count, stop=Fraction(0))
    assert filled(painter, full, 0) > 400
    assert filled(painter, empty, 0) == 0


def luminance(rgb: NDArray[np.float64]) -> float:
    part = rgb / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


def over(rgba: NDArray[np.int_], grey: int) -> NDArray[np.float64]:
    alpha = rgba[3] / 255
    return np.asarray(rgba[:3] * alpha + grey * (1 - alpha))


@pytest.mark.parametrize("theme", ["calm", "plain"])
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_the_bar_can_be_read_on_bright_and_dark_clips(
    make_painter: MakePainter, theme: str, grey: int
) -> None:
    line = bar(make_painter((1920, 1080), theme=theme), of_five(), 0)
    assert contrast(over(line[200], grey), over(line[-200], grey)) > 3


@pytest.mark.parametrize("theme", ["calm", "plain"])
@pytest.mark.parametrize("kind", ["words", "ring"])
def test_words_stand_out_from_their_panel_over_white(
    make_painter: MakePainter, theme: str, kind: str
) -> None:
    painter = make_painter((1920, 1080), theme=theme)
    layer = next(la for la in painter.layers(hold(), 40) if la.key[0] == kind)
    colours, counts = np.unique(painter.pixels(layer).reshape(-1, 4), axis=0, return_counts=True)
    common = colours[counts > 80].astype(int)
    panel = max(common[common[:, 3] > 0], key=lambda c: counts[(colours == c).all(axis=1)][0])
    words = [c for c in common if c[3] == 255 and c[1] > 128]
    assert 150 < panel[3] < 255
    assert words
    assert all(contrast(over(c, 255), over(panel, 255)) > 4.5 for c in words)


def test_a_layer_of_another_painter_is_refused(make_painter: MakePainter) -> None:
    layer: Layer = make_painter((360, 640)).layers(hold(), 9)[0]
    with pytest.raises(ValueError, match="another painter"):
        make_painter().pixels(layer)


@pytest.mark.parametrize("size", [(641, 360), (640, 361), (8, 8)])
def test_a_frame_is_even_and_not_tiny(make_painter: MakePainter, size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="even"):
        make_painter(size)
