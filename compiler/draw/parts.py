"""The pieces that a scene is drawn from, each ready to be drawn."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol

from compiler.draw.bar import BarPart
from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.caption import CaptionPart
from compiler.draw.counter import CounterPart
from compiler.draw.design import Group
from compiler.draw.filling import Filled, Words, fill, shape_bounds
from compiler.draw.kinds import LOGO
from compiler.draw.markup import Element
from compiler.draw.pixels import Overlay, overlay, plain_overlay
from compiler.draw.raster import Rgba
from compiler.draw.ring import RingPart
from compiler.draw.showing import WordPairs
from compiler.model.scene_words import CAPTIONS
from compiler.model.timeline import Scene


class Part(Protocol):
    """One overlay of a scene. What it shows in a frame is its state: equal states have equal pixels.

    A state holds text and whole numbers; the segments' keys are made from it.
    """

    box: PixelBox

    def state(self, scene: Scene, frame: int, frame_rate: Fraction) -> tuple[int | str, ...] | None:
        """What the step's `frame` shows; None: nothing."""

    def turns(self, scene: Scene) -> tuple[int, ...]:
        """The step's frames at which it comes or goes though it may look the same some frames before and after."""

    def pixels(self, state: Any) -> Rgba:
        """Straight RGBA of the box."""

    def overlay(self, state: Any) -> Overlay:
        """The same, ready to blend."""


class StillPart:
    """A group whose drawing stays the same throughout a step."""

    def __init__(self, filled: Filled, canvas: Canvas) -> None:
        self._filled, self._canvas = filled, canvas
        self.box: PixelBox = canvas.box(filled.bounds)

    @property
    def element(self) -> Element:
        """What is drawn, in the places that it has in this frame."""
        return self._canvas.covering(self._filled.element)

    def state(self, _scene: Scene, _frame: int, _frame_rate: Fraction) -> tuple[()]:
        """The only one there is."""
        return ()

    def turns(self, _scene: Scene) -> tuple[()]:
        """It is there all the time."""
        return ()

    def pixels(self, _state: tuple[()] = ()) -> Rgba:
        """Straight RGBA of the box."""
        return self._canvas.draw([self.element], self.box)

    def overlay(self, _state: tuple[()] = ()) -> Overlay:
        """The same, ready to blend."""
        pixels, whole = self.pixels(), self.box == self._canvas.whole
        if whole and (pixels == pixels[0, 0]).all():
            return plain_overlay(pixels[0, 0], self.box.width, self.box.height)
        return overlay(pixels, self.box.x, self.box.y, smooth=whole)


class LogoPart:
    """A brand's mark. It is drawn by itself: what it names inside is its own, whatever it is called."""

    def __init__(self, group: Group, canvas: Canvas) -> None:
        self._group = group
        self._canvas = replace(canvas, design=replace(canvas.design, definitions=()))
        self.box: PixelBox = canvas.box(shape_bounds(group.part("place")))

    def state(self, _scene: Scene, _frame: int, _frame_rate: Fraction) -> tuple[()]:
        """The only one there is."""
        return ()

    def turns(self, _scene: Scene) -> tuple[()]:
        """It is there all the time."""
        return ()

    def pixels(self, _state: tuple[()] = ()) -> Rgba:
        """Straight RGBA of the box."""
        shown = [child for child in self._group.element if child.get("data-part") != "place"]
        return self._canvas.draw(shown, self.box)

    def overlay(self, _state: tuple[()] = ()) -> Overlay:
        """The same, ready to blend."""
        return overlay(self.pixels(), self.box.x, self.box.y)


Maker = Callable[[Group, Words, Canvas], Part]
"""A group of a drawing, the scene's words that it has places for, and the canvas that it is drawn on."""

MAKERS: dict[str, Maker] = {
    "progress": lambda group, _, canvas: BarPart(group, canvas),
    "ring": RingPart,
    "bar": CounterPart,
    "number": CounterPart,
    LOGO: lambda group, _, canvas: LogoPart(group, canvas),
    CAPTIONS: CaptionPart,
}
"""Kinds of groups whose drawing changes in the course of a step; all others are still."""


def make_part(group: Group, words: WordPairs, canvas: Canvas) -> Part | None:
    """The part that draws `group`; None where there is nothing in it, or all of its words are absent."""
    if not len(group.element):
        return None
    if group.kind in MAKERS:
        return MAKERS[group.kind](group, dict(words), canvas)
    filled = fill(group, dict(words), canvas.fonts)
    return StillPart(filled, canvas) if filled else None
