"""The progress bar: one segment for each exercise, the current one filling in whole pixels."""

import copy
from fractions import Fraction
from functools import lru_cache

import numpy as np

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group, number
from compiler.draw.filling import shape_bounds
from compiler.draw.markup import Element
from compiler.draw.mixture import Mixture, Share
from compiler.draw.pixels import Overlay
from compiler.model.timeline import Scene

State = tuple[int, int, int]
"""How many segments, which is the current one, and how many pixels of it are filled."""

_WIDEST_GAP = 0.25
"""A gap takes at most this share of a segment and its gap, however many there are."""


class BarPart:
    """A progress layer of a design, ready to be drawn in any state."""

    def __init__(self, group: Group, canvas: Canvas) -> None:
        self._group, self._canvas = group, canvas
        self._track, self._fill = group.part("track"), group.part("fill")
        self.box: PixelBox = canvas.box(shape_bounds(self._track))
        self._mixture = lru_cache(maxsize=2)(self._draw)

    def state(self, scene: Scene, frame: int, _frame_rate: Fraction) -> State | None:
        """What the step's `frame` shows; equal states have equal pixels. None: nothing."""
        progress = scene.progress
        if progress is None or progress.count < 1:
            return None
        done = Fraction(min(max(frame, 0), progress.frames), max(1, progress.frames))
        filled = progress.start + (progress.stop - progress.start) * done
        width = round(self._segment_width(progress.count) * self._canvas.scale)
        return progress.count, progress.index, int(min(max(filled, Fraction(0)), Fraction(1)) * width)

    def turns(self, _scene: Scene) -> tuple[()]:
        """It only grows."""
        return ()

    def pixels(self, state: State) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """Straight RGBA of the box."""
        mixture = self._mixture(state[0])
        return mixture.pixels(self._share(mixture, state))

    def overlay(self, state: State) -> Overlay:
        """The same, ready to blend."""
        mixture = self._mixture(state[0])
        return mixture.overlay(self._share(mixture, state))

    def _pitch(self, count: int) -> tuple[float, float]:
        """From one segment's start to the next one's, and the gap between them, in design units."""
        gap = number(self._group.element, "data-gap", 10)
        pitch = (number(self._track, "width") + gap) / count
        narrow = min(gap, _WIDEST_GAP * pitch)
        return (number(self._track, "width") + narrow) / count, narrow

    def _segment_width(self, count: int) -> float:
        """The width of a segment's fill, in design units."""
        pitch, gap = self._pitch(count)
        return max(0.0, pitch - gap - 2 * self._inset(count))

    def _inset(self, count: int) -> float:
        pitch, gap = self._pitch(count)
        return min(number(self._fill, "x") - number(self._track, "x"), (pitch - gap) / 4)

    def _draw(self, count: int) -> Mixture:
        pitch, gap = self._pitch(count)
        inset, left = self._inset(count), number(self._track, "x")
        tracks = [_moved(self._track, left + i * pitch, pitch - gap) for i in range(count)]
        fills = [
            _moved(self._fill, left + i * pitch + inset, self._segment_width(count)) for i in range(count)
        ]
        empty = self._canvas.draw(tracks, self.box)
        full = self._canvas.draw([*tracks, *fills], self.box)
        return Mixture(empty, full, self.box.x, self.box.y)

    def _share(self, mixture: Mixture, state: State) -> Share:
        """All of the segments before the current one, and its filled pixels up to a round end."""
        count, index, filled = state
        pitch, _ = self._pitch(count)
        left = number(self._track, "x") + index * pitch + self._inset(count)
        x, y = self._canvas.pixel(left, number(self._fill, "y") + number(self._fill, "height") / 2)
        start, middle = x - self.box.x, y - self.box.y
        radius = number(self._fill, "height") * self._canvas.scale / 2
        across = mixture.columns + 0.5 - (start + filled - radius)
        down = mixture.rows + 0.5 - middle
        rounded = np.clip(radius + 0.5 - np.hypot(np.maximum(across, 0), down), 0, 1)
        before = mixture.columns + 1 <= start - self._inset(count) * self._canvas.scale / 2
        return np.where(before, 1, rounded if filled else 0).astype(np.float32)


def _moved(rect: Element, x: float, width: float) -> Element:
    moved = copy.deepcopy(rect)
    moved.set("x", f"{x:.3f}")
    moved.set("width", f"{max(0.1, width):.3f}")
    return moved
