"""Two drawings of one box and any mix of them: rings and bars that fill without being drawn anew.

Where the two differ, both are kept as numbers ready to mix, so that a frame costs a few small array
operations and no rasterising. What cannot change stays as converted once.
"""

from dataclasses import replace

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
        first, second = (_ready(weighted(drawing)[self.rows, self.columns]) for drawing in (empty, full))
        self._first, self._change = first, second - first
        self._last: tuple[Overlay, Share, Overlay] | None = None

    def under(self, top: Rgba) -> Overlay:
        """`top` on the empty drawing, ready to be given to :meth:`overlay`."""
        box = _inked(top)
        return _replaced(self._base, overlay(laid_over(self._empty[box], top[box])), box)

    def overlay(self, share: Share, base: Overlay | None = None) -> Overlay:
        """The mix, ready to blend; `base` shows where the two drawings are the same.

        From one frame to the next most of it stays: only what has changed since the last call is mixed anew.
        """
        base = base or self._base
        before, blocks = base, np.arange(share.shape[1])
        if self._last and self._last[0] is base:
            _, last_share, before = self._last
            blocks = np.flatnonzero((share != last_share).any(axis=0))
        mix = self._mixed_at(blocks, share, before)
        self._last = (base, share, mix)
        return mix

    def _mixed_at(self, blocks: NDArray[np.intp], share: Share, before: Overlay) -> Overlay:
        kept, y, u, v = self._first[..., blocks] + share[:, blocks] * self._change[..., blocks]
        luma_at, chroma_at = self._luma_at[:, blocks], self._chroma_at[blocks]
        return Overlay(
            before.x, before.y,
            _put(before.luma_kept, luma_at, kept), _put(before.luma_added, luma_at, y),
            _put(before.chroma_kept, chroma_at, _block_mean(kept)),
            _put(before.u_added, chroma_at, _block_mean(u)), _put(before.v_added, chroma_at, _block_mean(v)),
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


def _ready(planes: NDArray[np.float32]) -> NDArray[np.float32]:
    """y, u, v and alpha of pixels (..., 4) as what is kept and the three that are added: (4, ...)."""
    y, u, v, alpha = np.moveaxis(planes, -1, 0)
    return np.stack([256 - alpha, y, u, v])


def _inked(drawing: Rgba) -> tuple[slice, slice]:
    """The rows and columns, even at both ends, outside of which there is nothing; at least two of each."""
    inked = drawing[..., 3] > 0
    return _reach(np.asarray(inked.any(axis=1))), _reach(np.asarray(inked.any(axis=0)))


def _reach(found: NDArray[np.bool_]) -> slice:
    places = np.flatnonzero(found)
    return slice(places[0] // 2 * 2, places[-1] // 2 * 2 + 2) if places.size else slice(0, 2)


def _replaced(whole: Overlay, part: Overlay, box: tuple[slice, slice]) -> Overlay:
    """`whole` with `part` in place of what it has in those rows and columns, which are even at both ends."""
    half = tuple(slice(side.start // 2, side.stop // 2) for side in box)
    changed = {}
    for where, names in ((box, ("luma_kept", "luma_added")), (half, ("chroma_kept", "u_added", "v_added"))):
        for name in names:
            changed[name] = getattr(whole, name).copy()
            changed[name][where] = getattr(part, name)
    return replace(whole, **changed)


def _put(plane: NDArray[np.uint16], at: NDArray[np.intp], values: NDArray[np.float32]) -> NDArray[np.uint16]:
    changed = plane.copy()
    changed.reshape(-1)[at] = np.maximum(values, 0) + np.float32(0.5)
    return changed


def _block_mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(values.sum(axis=0) * np.float32(0.25), np.float32)
