"""A bar or a plain number in place of the ring: what is seen in which frame."""

from dataclasses import replace

import numpy as np
import pytest

from compiler.draw.painter import Painter
from compiler.model.brand import Count, CountAt, Layout, Look
from compiler.model.timeline import RepsRing, Scene, SecondsRing
from compiler.pipeline.look_scenes import FRAMES, look_scenes
from tests.brand.looks import RATE, SIZES, theme_in


def painter(**layout: object) -> Painter:
    return Painter(theme_in(Look(layout=Layout(**layout))), SIZES["wide"], RATE)  # type: ignore[arg-type]


def hold() -> Scene:
    return look_scenes(None, burnt_in=False)["hold"]


def count_layers(painter: Painter, scene: Scene, frame: int) -> list[tuple[object, ...]]:
    return [layer.key for layer in painter.layers(scene, frame) if layer.key[0] in {"ring", "bar", "number"}]


def lit(painter: Painter, scene: Scene, frame: int) -> int:
    """Pixels in the accent's colour."""
    (layer,) = [one for one in painter.layers(scene, frame) if one.key[0] == "bar"]
    drawn = painter.pixels(layer).astype(int)
    accent = np.array([0x7B, 0xE0, 0xCF])
    return int(np.count_nonzero(np.abs(drawn[..., :3] - accent).sum(axis=-1) < 60))


def test_a_bar_empties_with_the_seconds() -> None:
    shown = painter(count=Count.BAR)
    full, half, nearly = (lit(shown, hold(), frame) for frame in (0, FRAMES // 2, FRAMES - 2))
    assert full > 40 and half == pytest.approx(full / 2, rel=0.25) and nearly < full / 6


def test_a_bar_is_cut_into_repetitions() -> None:
    shown = painter(count=Count.BAR)
    scene = replace(hold(), ring=RepsRing(reps=4, rep_frames=50), words=(("ring_unit", "of 4"),))
    first, third = lit(shown, scene, 10), lit(shown, scene, 120)
    assert third == pytest.approx(3 * first, rel=0.3)


def test_a_number_changes_by_the_second_and_by_nothing_else() -> None:
    shown = painter(count=Count.NUMBER)
    keys = [count_layers(shown, hold(), frame) for frame in (0, 5, 9, 10)]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert shown.constant_until(replace(hold(), progress=None, fade_in=False), 0, FRAMES) == 10


def test_a_ring_in_the_middle_is_for_holds_alone() -> None:
    shown = painter(count_at=CountAt.MIDDLE)
    scenes = look_scenes(None, burnt_in=False)
    (held,) = [one for one in shown.layers(scenes["hold"], 120) if one.key[0] == "ring"]
    (repeated,) = [one for one in shown.layers(scenes["repetitions"], 120) if one.key[0] == "ring"]
    width = SIZES["wide"][0]
    assert held.x < width / 2 < held.x + shown.pixels(held).shape[1]
    assert repeated.x > 0.7 * width
    assert shown.pixels(held).shape[0] > 1.4 * shown.pixels(repeated).shape[0]


def test_a_clock_that_goes_on_after_a_step_stays_at_the_side() -> None:
    """Of as many rounds as one can, the first turn begins with the clock, and looks like all others."""
    shown = painter(count_at=CountAt.MIDDLE)
    first = replace(hold(), ring=SecondsRing(start=0, total=4 * FRAMES))
    later = replace(hold(), ring=SecondsRing(start=-FRAMES, total=4 * FRAMES))
    places = {one.x for scene in (first, later) for one in shown.layers(scene, 120) if one.key[0] == "ring"}
    assert len(places) == 1 and places.pop() > 0.7 * SIZES["wide"][0]


@pytest.mark.parametrize("count", [Count.BAR, Count.NUMBER])
def test_ready_to_blend_is_the_same_as_drawn(count: Count) -> None:
    shown = painter(count=count)
    (layer,) = [one for one in shown.layers(hold(), 77) if one.key[0] == count.value]
    ready = shown.overlay(layer)
    assert ready.size == (shown.pixels(layer).shape[1], shown.pixels(layer).shape[0])
    assert (256 - ready.luma_kept > 0).sum() == pytest.approx(
        (shown.pixels(layer)[..., 3] > 0).sum(), rel=0.02
    )
