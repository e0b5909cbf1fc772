"""A count without a ring: a plain number, or one over a bar that empties; repetitions fill a bar that is cut."""

import copy
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group, number
from compiler.draw.digits import State, state_of, turns_of
from compiler.draw.filling import Words, shape_bounds
from compiler.draw.mixture import Mixture, Share, laid_over
from compiler.draw.numerals import draw_numerals
from compiler.draw.pixels import Overlay, overlay
from compiler.draw.raster import Rgba
from compiler.model.timeline import Scene

_GAP = 8.0
"""Units between the parts of a bar for repetitions, at most a third of a part."""


class CounterPart:
    """A layer with a panel, digits and perhaps a bar (`track` and `fill`), ready to be drawn in any state."""

    def __init__(self, group: Group, words: Words, canvas: Canvas) -> None:
        self._group, self._words, self._canvas = group, words, canvas
        self.box: PixelBox = canvas.box(shape_bounds(group.part("panel")))
        self._fill = group.part("fill") if group.kind == "bar" else None
        self._width = number(self._fill, "width") * canvas.scale if self._fill is not None else 0.0
        self._steps = round(self._width)  # the bar empties by pixels; nothing of a number alone does
        self._art = lru_cache(maxsize=3)(self._draw_art)
        self._numerals = lru_cache(maxsize=4)(self._draw_numerals)

    def state(self, scene: Scene, frame: int, frame_rate: Fraction) -> State | None:
        """What the step's `frame` shows of the scene's count; equal states have equal pixels. None: nothing."""
        return state_of(scene.ring, frame, frame_rate, self._steps)

    def turns(self, scene: Scene) -> tuple[int, ...]:
        """Where a count of seconds comes and goes."""
        return turns_of(scene.ring)

    def pixels(self, state: State) -> Rgba:
        """Straight RGBA of the box."""
        numerals = self._numerals(state[1], state[2])
        if self._fill is None:
            return laid_over(self._art(), numerals)
        return laid_over(self._mixture.pixels(self._share(state)), numerals)

    def overlay(self, state: State) -> Overlay:
        """The same, ready to blend."""
        return overlay(self.pixels(state), self.box.x, self.box.y)

    @cached_property
    def _mixture(self) -> Mixture:
        return Mixture(self._art("track"), self._art("track", "fill"), self.box.x, self.box.y)

    def _draw_art(self, *parts: str) -> Rgba:
        """The drawing without words: what belongs to no part, the panel, and these parts."""
        element = copy.deepcopy(self._group.element)
        for child in list(element):
            named = child.get("data-part", "")
            if child.tag.endswith("}text") or (named in {"track", "fill"} and named not in parts):
                element.remove(child)
        return self._canvas.draw([element], self.box)

    def _share(self, state: State) -> Share:
        """How much of the full bar shows: what is left of the seconds, or the repetitions up to this one."""
        assert self._fill is not None
        kind, digit, _, amount = state
        left, _ = self._canvas.pixel(number(self._fill, "x"), 0)
        across = self._mixture.columns + 0.5 - (left - self.box.x)
        if kind == "seconds":
            return np.asarray(np.clip(amount - across + 0.5, 0, 1), np.float32)
        pitch = self._width / amount
        gap = min(_GAP * self._canvas.scale, pitch / 3)
        inside = np.abs(across % pitch - pitch / 2) < (pitch - gap) / 2
        return np.asarray(inside & (across < digit * pitch), np.float32)

    def _draw_numerals(self, digit: int, places: int) -> Rgba:
        return draw_numerals(self._group, self._words, self._canvas, self.box, digit, places)
