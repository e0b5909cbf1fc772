"""Burnt-in captions: which of them a frame shows, and its pixels."""

from dataclasses import replace
from fractions import Fraction

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group
from compiler.draw.filling import Words, fill, shape_bounds
from compiler.draw.pixels import Overlay, overlay
from compiler.draw.raster import Rgba
from compiler.model.scene_words import CAPTION
from compiler.model.timeline import Scene


class CaptionPart:
    """Burnt-in captions, one drawing for each; nothing between them. `x` and `y` are where they stand, in pixels."""

    def __init__(self, group: Group, where: Words, canvas: Canvas) -> None:
        self._group, self._canvas = group, canvas
        self._sample = canvas.box(shape_bounds(group.part("panel")))
        place = {name: int(value) for name, value in where.items()}
        self.box: PixelBox = replace(self._sample, x=place["x"], y=place["y"])

    def state(self, scene: Scene, frame: int, _frame_rate: Fraction) -> tuple[str] | None:
        """The caption's words."""
        return next(((one.text,) for one in scene.captions if one.start <= frame < one.stop), None)

    def turns(self, scene: Scene) -> tuple[int, ...]:
        """Where each of them comes and goes."""
        return tuple(frame for one in scene.captions for frame in (one.start, one.stop))

    def pixels(self, state: tuple[str]) -> Rgba:
        """Straight RGBA of the box."""
        filled = fill(self._group, {CAPTION: state[0]}, self._canvas.fonts)
        return self._canvas.draw([filled.element] if filled else [], self._sample)

    def overlay(self, state: tuple[str]) -> Overlay:
        """The same, ready to blend."""
        return overlay(self.pixels(state), self.box.x, self.box.y)
