"""The ring: how much of it a frame shows, and its pixels.

A ring for seconds empties smoothly: two drawings, empty and full, are mixed by an angle mask, so that only a
new digit is rasterised. A ring for reps is cut into arcs.
"""

import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import pi, tau

import numpy as np
from numpy.typing import NDArray

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group, number
from compiler.draw.digits import State, state_of, turns_of
from compiler.draw.filling import Words, shape_bounds
from compiler.draw.mixture import Mixture, Share, laid_over, mixed
from compiler.draw.numerals import draw_numerals
from compiler.draw.pixels import Overlay, overlay
from compiler.draw.raster import Rgba
from compiler.model.timeline import Scene

STEPS_PER_PIXEL = 4
"""How finely a ring empties: a change below a quarter of a pixel is not seen."""


@dataclass(frozen=True, slots=True, eq=False)
class _Dial:
    """The arc's circle in pixels of its box, and where every pixel lies on it."""

    radius: float
    half_width: float
    across: NDArray[np.float32]
    down: NDArray[np.float32]

    @property
    def turns(self) -> NDArray[np.float32]:
        """The angle of each pixel in turns, clockwise from the top, 0 to 1."""
        return np.asarray(np.arctan2(self.across, -self.down) / tau % 1, np.float32)

    def at(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> "_Dial":
        """Only these pixels."""
        return _Dial(self.radius, self.half_width, self.across[rows, columns], self.down[rows, columns])

    def cap(self, turn: float) -> Share:
        """The round end of an arc at that angle."""
        x, y = self.radius * np.sin(tau * turn), -self.radius * np.cos(tau * turn)
        distance = np.hypot(self.across - np.float32(x), self.down - np.float32(y))
        return np.asarray(np.clip(np.float32(self.half_width + 0.5) - distance, 0, 1), np.float32)


class RingPart:
    """A ring layer of a design with its unit words, ready to be drawn in any state."""

    def __init__(self, group: Group, words: Words, canvas: Canvas) -> None:
        self._group, self._words, self._canvas = group, words, canvas
        bounds = shape_bounds(group.part("disc"))
        self.box: PixelBox = canvas.box(bounds)
        self._dial = _dial(group, canvas, self.box)
        self._steps = round(tau * self._dial.radius * STEPS_PER_PIXEL)
        self._gap = number(group.part("arc"), "data-gap", 12) * canvas.scale
        self._art = lru_cache(maxsize=8)(self._draw_art)
        self._words_of = lru_cache(maxsize=4)(self._draw_words)
        self._under_digit = lru_cache(maxsize=32)(self._draw_under_digit)

    def state(self, scene: Scene, frame: int, frame_rate: Fraction) -> State | None:
        """What the step's `frame` shows of the scene's ring; equal states have equal pixels. None: nothing."""
        return state_of(scene.ring, frame, frame_rate, self._steps)

    def turns(self, scene: Scene) -> tuple[int, ...]:
        """Where a ring for seconds comes and goes."""
        return turns_of(scene.ring)

    def pixels(self, state: State) -> Rgba:
        """Straight RGBA of the box."""
        kind, digit, places, amount = state
        if kind == "reps":
            return self._draw_reps(digit, places, amount)
        return self._mixture.pixels(self._arc(amount), self._words_of(digit, places))

    def overlay(self, state: State) -> Overlay:
        """The same, ready to blend, without a way over RGBA where only the arc has moved."""
        kind, digit, places, amount = state
        if kind == "reps":
            return overlay(self._draw_reps(digit, places, amount), self.box.x, self.box.y)
        return self._mixture.overlay(self._arc(amount), self._under_digit(digit, places))

    @cached_property
    def _mixture(self) -> Mixture:
        """The ring without words, empty and full: words never reach into the arc's band."""
        empty, full = self._art("disc", "track"), self._art("disc", "track", "arc")
        return Mixture(empty, full, self.box.x, self.box.y)

    @cached_property
    def _band(self) -> tuple[_Dial, NDArray[np.float32], Share]:
        """The dial at the mixture's pixels, the turns of these, and the round end at the top."""
        band = self._dial.at(self._mixture.rows, self._mixture.columns)
        return band, band.turns, band.cap(0)

    def _arc(self, amount: int) -> Share:
        """An arc of that many steps from the top, with round ends."""
        dial, turns, start = self._band
        end = amount / self._steps
        body = (np.float32(end) - turns) * np.float32(tau * dial.radius) + np.float32(0.5)
        return np.asarray(np.maximum(np.maximum(np.clip(body, 0, 1), start), dial.cap(end)), np.float32)

    def _draw_under_digit(self, digit: int, places: int) -> Overlay:
        return self._mixture.under(self._draw_words(digit, places))

    def _draw_reps(self, rep: int, places: int, reps: int) -> Rgba:
        arcs, done = _arcs(self._dial, reps, rep, self._gap)
        tracks = mixed(self._art("disc"), self._art("disc", "track"), arcs)
        filled = mixed(tracks, self._art("disc", "track", "arc"), arcs * done)
        return laid_over(filled, self._draw_words(rep, places))

    def _draw_art(self, *parts: str) -> Rgba:
        """The ring's drawing without words: what belongs to no part, and these parts."""
        element = copy.deepcopy(self._group.element)
        for child in list(element):
            part = child.get("data-part", "")
            if child.tag.endswith("}text") or (part in {"disc", "track", "arc"} and part not in parts):
                element.remove(child)
            elif part == "arc":
                child.attrib.pop("stroke-dasharray", None)
        return self._canvas.draw([element], self.box)

    def _draw_words(self, digit: int, places: int) -> Rgba:
        return draw_numerals(self._group, self._words, self._canvas, self.box, digit, places)


def _dial(group: Group, canvas: Canvas, box: PixelBox) -> _Dial:
    arc = group.part("arc")
    x, y = canvas.pixel(number(arc, "cx"), number(arc, "cy"))
    columns = np.arange(box.width, dtype=np.float32) + np.float32(box.x + 0.5 - x)
    rows = np.arange(box.height, dtype=np.float32) + np.float32(box.y + 0.5 - y)
    across, down = np.meshgrid(columns, rows)
    return _Dial(
        number(arc, "r") * canvas.scale, number(arc, "stroke-width", 1) * canvas.scale / 2, across, down
    )


def _arcs(dial: _Dial, count: int, done: int, gap: float) -> tuple[Share, Share]:
    """Masks of all arcs with `gap` pixels between them, and of the first `done`."""
    turns = dial.turns
    first_done = (turns * count < done).astype(np.float32)
    length = tau * dial.radius / count
    if count == 1 or length < 3:
        return np.ones_like(turns), first_done
    to_cut = np.abs(turns - np.rint(turns * count) / count)
    distance = np.hypot(dial.across, dial.down) * np.sin(np.minimum(to_cut * tau, pi / 2))
    return np.clip(distance - np.float32(min(gap, 0.3 * length) / 2 - 0.5), 0, 1).astype(
        np.float32
    ), first_done
