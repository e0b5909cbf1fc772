"""One frame: the clip or card, the veil and the next-up picture, then the layers, on the encoder's canvas."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from compiler.draw.painter import Layer, Painter, Window, mask_of
from compiler.draw.pixels import Overlay, blend, picture_of
from compiler.draw.showing import WordPairs
from compiler.media import Picture
from compiler.media.planes import frame_of_picture, picture_of_frame
from compiler.render.kept import Box, PictureReader
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
        self._shown: tuple[Under, tuple[Layer, ...]] | None = None
        self._ground: Picture | None = None
        self._over: dict[Layer, Overlay] = {}

    def __enter__(self) -> "Compositor":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def draw(self, frame: int, canvas: Picture) -> None:
        """Make `canvas`, which shows the frame drawn before, show the step's `frame`; what stays is not touched."""
        layers = self.painter.layers(self.segment.scene, frame)
        clip, inset = self.segment.clip, self.segment.inset
        under = (clip.frame(frame) if clip else None, inset.frame(frame) if inset else None)
        if (under, layers) == self._shown:
            return
        ground, stale = self._grounded(under)
        before = self._over
        self._over = {layer: before.get(layer) or self.painter.overlay(layer) for layer in layers}
        self._shown = (under, layers)
        changed = before.keys() ^ self._over.keys()
        boxes = [_box(over) for layer, over in (before | self._over).items() if layer in changed]
        _redraw(canvas, ground, [self._over[layer] for layer in layers], stale + boxes)

    def _grounded(self, under: Under) -> tuple[Picture, list[Box]]:
        """The picture without its layers, and where it is another than the one before."""
        before = self._ground
        if before and self._shown and self._shown[0] == under:
            return before, []
        ground = self._ground = self._bottom(under)
        clip = self.segment.clip
        moving = self._readers[clip.kept.key].moving if clip else None
        return ground, [moving if moving and ground is before else ((0, 0), ground.size)]

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


def _redraw(canvas: Picture, ground: Picture, overlays: Sequence[Overlay], stale: list[Box]) -> None:
    """Show the ground with overlays on it, where the canvas is `stale`.

    An overlay that lies there in part is blended anew, so that all of its box has to be.
    """
    left, again = dict(enumerate(overlays)), []
    while met := [n for n, over in left.items() if any(_meet(_box(over), box) for box in stale)]:
        stale = stale + [_box(left.pop(number)) for number in met]
        again += met
    for at, size in stale:
        canvas.place(ground.part(at, size), at)
    for number in sorted(again):
        blend(canvas, overlays[number])


def _box(over: Overlay) -> Box:
    return (over.x, over.y), over.size


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a pixel in common."""
    ((x, y), (width, height)), ((left, top), (wide, high)) = one, other
    return x < left + wide and left < x + width and y < top + high and top < y + height


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
