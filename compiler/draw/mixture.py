"""Two drawings of one box and any mix of them: rings and bars that fill without being drawn anew.

Where the two differ, both are kept as numbers ready to mix, so that a frame costs a few small array
operations and no rasterising. What cannot change stays as converted once.
"""

import numpy as np
from numpy.typing import NDArray

from compiler.draw.pixels import Overlay, overlay, weighted
from compiler.draw.raster import Rgba

Share = NDArray[np.float32]
"""How much of the second drawing shows, 0 to 1, at :attr:`Mixture.columns` and `rows`: (4, n)."""


class Mixture:
    """`empty` and `full` are of one even size and lie at the even pixel (x, y).

    The pixels that differ are taken in blocks of 2 by 2, the size of a chroma pixel: shape (4, blocks).
    `columns` and `rows` are the pixels' places in the box.
    """

    def __init__(self, empty: Rgba, full: Rgba, x: int, y: int) -> None:
        self._empty, self._full = empty, full
        self._base = overlay(empty, x, y)
        height, width = empty.shape[:2]
        differs = (empty != full).any(axis=-1).reshape(height // 2, 2, width // 2, 2).any(axis=(1, 3))
        block_rows, block_columns = np.nonzero(differs)
        self.rows = 2 * block_rows + np.array([[0], [0], [1], [1]])
        self.columns = 2 * block_columns + np.array([[0], [1], [0], [1]])
        self._luma_at = self.rows * width + self.columns
        self._chroma_at = block_rows * (width // 2) + block_columns
        first = weighted(empty)[self.rows, self.columns]
        change = weighted(full)[self.rows, self.columns] - first
        self._first = [np.ascontiguousarray(first[..., channel]) for channel in range(4)]
        self._change = [np.ascontiguousarray(change[..., channel]) for channel in range(4)]

    def under(self, top: Rgba) -> Overlay:
        """`top` on the empty drawing, ready to be given to :meth:`overlay`."""
        return overlay(laid_over(self._empty, top), self._base.x, self._base.y)

    def overlay(self, share: Share, base: Overlay | None = None) -> Overlay:
        """The mix, ready to blend; `base` shows where the two drawings are the same."""
        y, u, v, alpha = (
            first + share * change for first, change in zip(self._first, self._change, strict=True)
        )
        base = base or self._base
        return Overlay(
            base.x, base.y,
            _put(base.luma_kept, self._luma_at, 256 - alpha), _put(base.luma_added, self._luma_at, y),
            _put(base.chroma_kept, self._chroma_at, 256 - _block_mean(alpha)),
            _put(base.u_added, self._chroma_at, _block_mean(u)),
            _put(base.v_added, self._chroma_at, _block_mean(v)),
        )  # fmt: skip

    def pixels(self, share: Share, top: Rgba | None = None) -> Rgba:
        """The mix as straight RGBA, and `top` where the two drawings are the same."""
        everywhere = np.zeros(self._empty.shape[:2], np.float32)
        everywhere[self.rows, self.columns] = share
        mix = mixed(self._empty, self._full, everywhere)
        if top is None:
            return mix
        shown = top.copy()
        shown[self.rows, self.columns] = 0
        return laid_over(mix, shown)


def mixed(first: Rgba, second: Rgba, share: Share) -> Rgba:
    """`share` (height, width) of `second` over what is left of `first`, alpha taken into account."""
    a, b = first.astype(np.float32), second.astype(np.float32)
    alpha_a, alpha_b = a[..., 3] * (1 - share), b[..., 3] * share
    alpha = alpha_a + alpha_b
    colour = a[..., :3] * alpha_a[..., None] + b[..., :3] * alpha_b[..., None]
    colour /= np.maximum(alpha, 1e-6)[..., None]
    return _rgba(colour, alpha[..., None])


def laid_over(below: Rgba, above: Rgba) -> Rgba:
    """`above` on top of `below`, both straight RGBA of one size."""
    a, b = below.astype(np.float32), above.astype(np.float32)
    cover = b[..., 3:] / np.float32(255)
    kept = a[..., 3:] * (1 - cover)
    alpha = kept + b[..., 3:]
    colour = a[..., :3] * kept + b[..., :3] * b[..., 3:]
    colour /= np.maximum(alpha, np.float32(1e-6))
    return _rgba(colour, alpha)


def _rgba(colour: NDArray[np.float32], alpha: NDArray[np.float32]) -> Rgba:
    rounded: Rgba = np.rint(np.concatenate([colour, alpha], axis=-1)).astype(np.uint8)
    return rounded


def _put(plane: NDArray[np.uint16], at: NDArray[np.intp], values: NDArray[np.float32]) -> NDArray[np.uint16]:
    changed = plane.copy()
    changed.reshape(-1)[at] = np.maximum(values, 0) + np.float32(0.5)
    return changed


def _block_mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(values.sum(axis=0) * np.float32(0.25), np.float32)
