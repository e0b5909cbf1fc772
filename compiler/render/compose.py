"""One frame: the clip or card, the veil and the next-up picture, then the layers, on the encoder's canvas."""

from contextlib import ExitStack
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compiler.draw.painter import Layer, Painter, Window, mask_of
from compiler.draw.pixels import Overlay, blend, picture_of
from compiler.draw.showing import WordPairs
from compiler.media import Picture
from compiler.media.planes import frame_of_picture, picture_of_frame
from compiler.render.kept import PictureReader
from compiler.render.segments import Segment, Shown

Under = tuple[int | None, int | None]
"""Which frame of the clip is seen, and which of the second one in its corner."""


class Compositor:
    """Draws the frames of one segment. Use as a context manager: it keeps clips open."""

    def __init__(self, segment: Segment, painter: Painter) -> None:
        self.segment, self.painter = segment, painter
        self._fixed = painter.ground(segment.scene)
        self._files = ExitStack()
        self._readers: dict[str, PictureReader] = {}
        self._ground: tuple[Any, Picture] | None = None
        self._last: Any = None

    def __enter__(self) -> "Compositor":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def draw(self, frame: int, canvas: Picture) -> None:
        """Make `canvas` show the step's frame; nothing is touched if it already does."""
        layers = self.painter.layers(self.segment.scene, frame)
        clip, inset = self.segment.clip, self.segment.inset
        under = (clip.frame(frame) if clip else None, inset.frame(frame) if inset else None)
        if (under, layers) == self._last:
            return
        same = _unchanged(layers, self._last[1]) if self._last and self._last[0] == under else 0
        self._last = (under, layers)
        ground, drawn = self._grounded(under, layers, same)
        _copy(ground, canvas)
        for layer in layers[drawn:]:
            blend(canvas, self.painter.overlay(layer))

    def _grounded(self, under: Under, layers: tuple[Layer, ...], same: int) -> tuple[Picture, int]:
        """The picture without its changing layers, and how many layers are in it already.

        While clip and first layers stay the same, they are drawn once and copied.
        """
        if not same and not self._still:
            return self._bottom(under), 0
        key = (under, layers[:same])
        if self._ground is None or self._ground[0] != key:
            picture = self._bottom(under).copy()
            for layer in layers[:same]:
                blend(picture, self.painter.overlay(layer))
            self._ground = (key, picture)
        return self._ground[1], same

    @property
    def _still(self) -> bool:
        clip = self.segment.clip
        return self.segment.inset is None and (clip is None or len(clip.clip.loop or ()) == 1)

    def _bottom(self, frames: Under) -> Picture:
        clip, ground = self.segment.clip, self._fixed
        under, inner = frames
        if clip is None or under is None:
            assert ground.card is not None
            picture = _card_picture(self.painter, *ground.card)
        else:
            picture = self._clip_picture(clip, under)
        preview, inset = self.segment.preview, self.segment.inset
        if ground.veil is None and preview is None and inset is None:
            return picture
        picture = picture.copy()
        if ground.veil is not None:
            blend(picture, self.painter.overlay(ground.veil))
        if preview is not None and ground.window is not None:
            self._inset(picture, self._clip_picture(preview, preview.frame(0)), ground.window)
        if inset is not None and inner is not None and ground.inset is not None:
            self._inset(picture, self._clip_picture(inset, inner), ground.inset)
        return picture

    def _clip_picture(self, shown: Shown, index: int) -> Picture:
        reader = self._readers.get(shown.kept.key)
        if reader is None:
            reader = self._files.enter_context(shown.kept.opened())
            self._readers[shown.kept.key] = reader
        picture = reader.picture(index)
        return picture.mirrored() if shown.flipped else picture

    def _inset(self, picture: Picture, inner: Picture, window: Window) -> None:
        x, y, width, height = window.box
        small = scaled(inner, width, height)
        blend(picture, masked(small, mask_of(window), x, y))


def _unchanged(layers: tuple[Layer, ...], before: tuple[Layer, ...]) -> int:
    """How many layers, from the bottom, are as in the frame before."""
    count = 0
    for now, then in zip(layers, before, strict=False):
        if now != then:
            break
        count += 1
    return count


def _copy(source: Picture, canvas: Picture) -> None:
    np.copyto(canvas.y, source.y)
    np.copyto(canvas.u, source.u)
    np.copyto(canvas.v, source.v)


def scaled(picture: Picture, width: int, height: int) -> Picture:
    """The picture filling `width` by `height` (even), cropped in the middle where the shape differs."""
    across, down = picture.size
    keep = min(across, down * width // height) // 2 * 2, min(down, across * height // width) // 2 * 2
    x, y = (across - keep[0]) // 4 * 2, (down - keep[1]) // 4 * 2
    crop = (
        np.s_[y : y + keep[1], x : x + keep[0]],
        np.s_[y // 2 : (y + keep[1]) // 2, x // 2 : (x + keep[0]) // 2],
    )
    part = Picture(picture.y[crop[0]], picture.u[crop[1]], picture.v[crop[1]])
    return picture_of_frame(frame_of_picture(part).reformat(width, height, interpolation="AREA"))


def masked(picture: Picture, mask: NDArray[np.uint8], x: int, y: int) -> Overlay:
    """A picture ready to blend at (x, y), seen through `mask` (height, width), 0 to 255."""
    alpha = np.rint(mask.astype(np.float32) * (256 / 255)).astype(np.uint16)
    blocks = alpha.reshape(alpha.shape[0] // 2, 2, alpha.shape[1] // 2, 2)
    half = np.rint(blocks.mean(axis=(1, 3))).astype(np.uint16)
    return Overlay(x, y, 256 - alpha, picture.y * alpha, 256 - half, picture.u * half, picture.v * half)


@lru_cache(maxsize=4)
def _card_picture(painter: Painter, layout: str, words: WordPairs) -> Picture:
    return picture_of(painter.card(layout, words))
