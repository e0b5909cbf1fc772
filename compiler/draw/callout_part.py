"""A callout as it is drawn: its panel, and an arrow to a place if one is wanted."""

import copy
from fractions import Fraction
from math import hypot

from compiler.draw.callout import CALLOUT, LIKE, Spot, arrow_start, filled_callout
from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.filling import Words
from compiler.draw.markup import SVG, Element
from compiler.draw.pixels import Overlay, overlay
from compiler.draw.raster import Rgba
from compiler.draw.showing import WordPairs
from compiler.draw.theme import Theme
from compiler.model.timeline import Scene

LINE, HALO, DOT = 6.0, 12.0, 11.0
"""The arrow's width, that of the dark line around it, and the radius of the dot at its end."""


def _read_spot(words: Words) -> tuple[str, Spot]:
    x, y, width, height, to_x, to_y, arrow, room = (
        int(words[name]) for name in ("x", "y", "width", "height", "to_x", "to_y", "arrow", "room")
    )
    panel = PixelBox(x=x, y=y, width=width, height=height)
    return words[CALLOUT], Spot(panel=panel, target=(to_x, to_y), arrow=bool(arrow), room=room)


class CalloutPart:
    """The `number`-th callout of a scene, in its place."""

    def __init__(self, theme: Theme, canvas: Canvas, number_: int, words: WordPairs) -> None:
        """`words` are what :func:`told_spot` tells."""
        text, spot = _read_spot(dict(words))
        self._canvas, self._number, self._spot = canvas, number_, spot
        self._filled = filled_callout(theme, canvas.size, text, spot.room)
        self._accent = _accent(theme, canvas.size)
        self.box = self._reach()

    def state(self, scene: Scene, frame: int, _frame_rate: Fraction) -> tuple[()] | None:
        """Whether it is seen."""
        ranges = scene.callouts[self._number].ranges
        return () if any(start <= frame < stop for start, stop in ranges) else None

    def turns(self, scene: Scene) -> tuple[int, ...]:
        """Where it comes and goes."""
        return tuple(frame for one in scene.callouts[self._number].ranges for frame in one)

    def pixels(self, _state: tuple[()] = ()) -> Rgba:
        """Straight RGBA of the box."""
        return self._canvas.draw([*self._arrow(), self._panel()], self.box)

    def overlay(self, _state: tuple[()] = ()) -> Overlay:
        """The same, ready to blend."""
        return overlay(self.pixels(), self.box.x, self.box.y)

    def _reach(self) -> PixelBox:
        panel, (x, y) = self._spot.panel, self._spot.target
        if not self._spot.arrow:
            return panel
        reach = int((DOT + HALO) * self._canvas.scale) + 2
        left, top = min(panel.x, x - reach), min(panel.y, y - reach)
        right, bottom = max(panel.x + panel.width, x + reach), max(panel.y + panel.height, y + reach)
        whole = self._canvas.whole
        box = PixelBox(x=left // 2 * 2, y=top // 2 * 2, width=0, height=0)
        sized = PixelBox(
            x=box.x, y=box.y, width=-(-(right - box.x) // 2) * 2, height=-(-(bottom - box.y) // 2) * 2
        )
        return sized.clipped(whole)

    def _panel(self) -> Element:
        left, top = self._units(self._spot.panel.x, self._spot.panel.y)
        moved = Element(f"{SVG}g", {"transform": f"translate({left:.3f} {top:.3f})"})
        moved.append(copy.deepcopy(self._filled.element))
        return moved

    def _arrow(self) -> list[Element]:
        if not self._spot.arrow:
            return []
        (x1, y1), (x2, y2) = self._units(*arrow_start(self._spot)), self._units(*self._spot.target)
        length = max(hypot(x2 - x1, y2 - y1), 1e-6)
        short = max(0.0, 1 - DOT / length)
        ends = {"x1": x1, "y1": y1, "x2": x1 + (x2 - x1) * short, "y2": y1 + (y2 - y1) * short}
        line = {name: f"{value:.3f}" for name, value in ends.items()} | {"stroke-linecap": "round"}
        dot = {"cx": f"{x2:.3f}", "cy": f"{y2:.3f}", "fill": "none"}
        halo, width = {"stroke": "#000000", "stroke-opacity": "0.55"}, {"stroke-width": f"{LINE:g}"}
        return [
            Element(f"{SVG}line", {**line, **halo, "stroke-width": f"{HALO:g}"}),
            Element(f"{SVG}circle", {**dot, **halo, "r": f"{DOT:g}", "stroke-width": f"{HALO:g}"}),
            Element(f"{SVG}line", {**line, "stroke": self._accent, **width}),
            Element(f"{SVG}circle", {**dot, "r": f"{DOT:g}", "stroke": self._accent, **width}),
        ]

    def _units(self, x: float, y: float) -> tuple[float, float]:
        left, top = self._canvas.offset
        return x / self._canvas.scale - left, y / self._canvas.scale - top


def _accent(theme: Theme, size: tuple[int, int]) -> str:
    """The colour of the ring's arc, or of the bar; white where a theme has neither."""
    for group in theme.design(LIKE, size).groups:
        for element in group.element.iter():
            colour = {"arc": element.get("stroke"), "fill": element.get("fill")}.get(
                element.get("data-part", "")
            )
            if colour:
                return colour
    return "#FFFFFF"
