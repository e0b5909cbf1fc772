"""Gradients have no bands, and nothing else is changed."""

import numpy as np

from compiler.draw.dithering import unbanded
from compiler.draw.pixels import picture_of
from compiler.draw.raster import rasterise

SLOPE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 240"><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="#12352F"/><stop offset="1" stop-color="#1a453e"/></linearGradient></defs>'
    '<rect width="480" height="240" fill="url(#g)"/><rect x="200" y="80" width="80" height="80" fill="#ffffff"/></svg>'
)


def longest_run(row: np.ndarray) -> int:
    ends = np.flatnonzero(np.diff(row.astype(int)))
    return int(np.diff([-1, *ends, len(row) - 1]).max())


def test_a_slow_gradient_has_no_bands() -> None:
    drawn = rasterise(SLOPE, 480, 240)[..., :3]
    smooth = unbanded(drawn)
    assert longest_run(drawn[20, 40:-40, 1]) >= 28
    assert longest_run(smooth[20, 40:-40, 1]) <= 24
    assert np.abs(smooth.astype(int) - drawn).max() <= 1


def test_a_card_s_brightness_follows_the_gradient_within_a_fifth_of_a_step() -> None:
    luma = picture_of(rasterise(SLOPE, 480, 240)).y[:64, :192].astype(float)
    blocks = luma.reshape(2, 32, 6, 32).mean(axis=(1, 3))
    steps = np.diff(blocks[0])
    assert steps.min() > 0
    assert np.ptp(steps) < 0.4


def test_what_is_flat_and_what_has_an_edge_stays() -> None:
    drawn = rasterise(SLOPE, 480, 240)[..., :3]
    assert np.array_equal(unbanded(drawn)[84:156, 204:276], drawn[84:156, 204:276])
    flat = np.full((64, 64, 3), 77, np.uint8)
    assert np.array_equal(unbanded(flat), flat)
