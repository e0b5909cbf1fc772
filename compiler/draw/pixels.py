"""RGBA drawings -> planes that are blended into a Picture, only inside their box.

The conversion is done once for each drawing; blending is integer arithmetic on the box, about 1 ms for a
600 by 200 panel.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compiler.draw.dithering import dither
from compiler.media.picture import Picture

_BT709 = np.array(
    [[0.2126, 0.7152, 0.0722], [-0.114572, -0.385428, 0.5], [0.5, -0.454153, -0.045847]], np.float32
) * np.array([[219 / 255], [224 / 255], [224 / 255]], np.float32)
_OFFSET = np.array([16, 128, 128], np.float32)

Weights = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Overlay:
    """A drawing ready to blend: position in pixels (even), and planes already multiplied by their alpha.

    `*_kept` is 256 - alpha, `*_added` is value * alpha, alpha running from 0 to 256; all uint16.
    """

    x: int
    y: int
    luma_kept: Weights
    luma_added: Weights
    chroma_kept: Weights
    u_added: Weights
    v_added: Weights

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, both even."""
        return self.luma_kept.shape[1], self.luma_kept.shape[0]

    def faded(self, opacity: float) -> "Overlay":
        """The same at `opacity` from 0 to 1."""

        def kept(weights: Weights) -> Weights:
            covered: Weights = np.rint((256 - weights.astype(np.float32)) * opacity).astype(np.uint16)
            return 256 - covered

        def added(weights: Weights) -> Weights:
            scaled: Weights = np.rint(weights.astype(np.float32) * opacity).astype(np.uint16)
            return scaled

        return Overlay(
            self.x, self.y, kept(self.luma_kept), added(self.luma_added),
            kept(self.chroma_kept), added(self.u_added), added(self.v_added),
        )  # fmt: skip


def overlay(rgba: NDArray[np.uint8], x: int = 0, y: int = 0, *, smooth: bool = False) -> Overlay:
    """Convert straight RGBA (height, width, 4) placed at pixel (x, y); odd edges are padded to even ones.

    One that is `smooth` has no bands in its gradients, where nothing is seen through it.
    """
    left, top = x % 2, y % 2
    height, width = rgba.shape[0] + top, rgba.shape[1] + left
    padded = np.zeros((height + height % 2, width + width % 2, 4), np.float32)
    padded[top:height, left:width] = rgba
    planes = weighted(padded)
    alpha = planes[..., 3]
    alpha_half = _halved(alpha)
    luma = _unbanded(planes[..., 0], alpha) if smooth else planes[..., 0]
    return Overlay(
        x - left, y - top,
        _weights(256 - alpha), _weights(luma),
        _weights(256 - alpha_half), _weights(_halved(planes[..., 1])), _weights(_halved(planes[..., 2])),
    )  # fmt: skip


def _unbanded(luma: NDArray[np.float32], alpha: NDArray[np.float32]) -> NDArray[np.float32]:
    """Luma times alpha, to whole numbers of luma where alpha is full."""
    exact = luma / np.float32(256)
    plane = np.rint(np.clip(exact, 0, 255)).astype(np.uint8)
    dither(plane, exact)
    return np.where(alpha >= 256, plane * np.float32(256), luma)


def plain_overlay(colour: NDArray[np.uint8], width: int, height: int) -> Overlay:
    """One straight RGBA colour over `width` by `height` pixels (even) at (0, 0), in next to no memory."""
    small = overlay(np.broadcast_to(colour, (2, 2, 4)))
    whole, half = (height, width), (height // 2, width // 2)
    return Overlay(
        0, 0,
        np.broadcast_to(small.luma_kept[0, 0], whole), np.broadcast_to(small.luma_added[0, 0], whole),
        np.broadcast_to(small.chroma_kept[0, 0], half),
        np.broadcast_to(small.u_added[0, 0], half), np.broadcast_to(small.v_added[0, 0], half),
    )  # fmt: skip


def weighted(rgba: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Straight RGBA -> float32 (height, width, 4): y, u, v times alpha, and alpha from 0 to 256."""
    alpha = rgba[..., 3:].astype(np.float32) * np.float32(256 / 255)
    planes = (rgba[..., :3].astype(np.float32) * alpha) @ _BT709.T + alpha * _OFFSET
    return np.concatenate([planes, alpha], axis=-1)


def _weights(values: NDArray[np.float32]) -> Weights:
    return np.rint(np.clip(values, 0, 65_535)).astype(np.uint16)


def _halved(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean over 2 by 2 blocks."""
    quarter = values[0::2, 0::2] + values[0::2, 1::2] + values[1::2, 0::2] + values[1::2, 1::2]
    return (quarter * np.float32(0.25)).astype(np.float32)


def blend(picture: Picture, over: Overlay) -> None:
    """Draw `over` onto `picture` in place; it must lie wholly inside."""
    width, height = over.size
    box = np.s_[over.y : over.y + height, over.x : over.x + width]
    half = np.s_[over.y // 2 : (over.y + height) // 2, over.x // 2 : (over.x + width) // 2]
    _blend_plane(picture.y[box], over.luma_kept, over.luma_added)
    _blend_plane(picture.u[half], over.chroma_kept, over.u_added)
    _blend_plane(picture.v[half], over.chroma_kept, over.v_added)


def _blend_plane(region: NDArray[np.uint8], kept: Weights, added: Weights) -> None:
    mixed = np.multiply(region, kept, dtype=np.uint16)
    mixed += added
    mixed += 128
    mixed >>= 8
    region[...] = mixed


def picture_of(rgba: NDArray[np.uint8]) -> Picture:
    """An opaque drawing of even size as a whole Picture; transparency falls on black."""
    picture = Picture.blank(rgba.shape[1], rgba.shape[0])
    blend(picture, overlay(rgba))
    over = weighted(rgba)
    shown: NDArray[np.float32] = over[..., 0] + _OFFSET[0] * (256 - over[..., 3])
    dither(picture.y, shown / np.float32(256))
    return picture
