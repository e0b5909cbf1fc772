"""Design units -> pixels: a design placed in a frame of any even size, and its elements rasterised."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from compiler.draw.design import Design
from compiler.draw.fonts import EMOJI_FAMILY, FontBook, emoji_face
from compiler.draw.markup import SVG, Element

if TYPE_CHECKING:
    from compiler.draw.raster import Rgba

Bounds = tuple[float, float, float, float]
"""left, top, right, bottom in design units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelBox:
    """A part of the frame; all four numbers are even."""

    x: int
    y: int
    width: int
    height: int

    def clipped(self, other: "PixelBox") -> "PixelBox":
        """What of it lies in `other`, which it must touch."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return PixelBox(x=x, y=y, width=right - x, height=bottom - y)


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A frame of `size` pixels with `design` in its middle, as large as it goes."""

    size: tuple[int, int]
    design: Design
    fonts: FontBook

    @property
    def scale(self) -> float:
        """Pixels in a design unit."""
        return min(self.size[0] / self.design.size[0], self.size[1] / self.design.size[1])

    @property
    def offset(self) -> tuple[float, float]:
        """Design units left of and above the design."""
        scale = self.scale
        return (
            (self.size[0] / scale - self.design.size[0]) / 2,
            (self.size[1] / scale - self.design.size[1]) / 2,
        )

    @property
    def whole(self) -> PixelBox:
        """The frame."""
        return PixelBox(x=0, y=0, width=self.size[0], height=self.size[1])

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the design lies in the frame."""
        left, top = self.offset
        return (x + left) * self.scale, (y + top) * self.scale

    def box(self, bounds: Bounds | None) -> PixelBox:
        """The smallest even box around `bounds`, inside the frame; the whole frame for None."""
        if bounds is None:
            return self.whole
        left, top = self.pixel(bounds[0], bounds[1])
        right, bottom = self.pixel(bounds[2], bounds[3])
        x, y = (_within(floor(v / 2) * 2, most - 2) for v, most in zip((left, top), self.size, strict=True))
        stop_x, stop_y = (
            _within(ceil(v / 2) * 2, most) for v, most in zip((right, bottom), self.size, strict=True)
        )
        return PixelBox(x=x, y=y, width=max(2, stop_x - x), height=max(2, stop_y - y))

    def draw(self, elements: Iterable[Element], box: PixelBox) -> "Rgba":
        """`elements` as far as they lie in `box`, on nothing."""
        from compiler.draw.raster import rasterise

        left, top = self.offset
        view = (
            box.x / self.scale - left,
            box.y / self.scale - top,
            box.width / self.scale,
            box.height / self.scale,
        )
        root = ElementTree.Element(f"{SVG}svg", viewBox=" ".join(f"{v:.6f}" for v in view))
        root.set("width", str(box.width))  # without these, resvg may come out a pixel smaller
        root.set("height", str(box.height))
        root.set("preserveAspectRatio", "none")
        root.extend(self.design.definitions)
        root.extend(elements)
        svg = ElementTree.tostring(root, encoding="unicode")
        return rasterise(svg, box.width, box.height, self._font_files(root))

    def _font_files(self, root: Element) -> tuple[str, ...] | None:
        """What its words are set in; None without any."""
        if next(root.iter(f"{SVG}text"), None) is None:
            return None
        emoji = any(span.get("font-family") == EMOJI_FAMILY for span in root.iter(f"{SVG}tspan"))
        return (*self.fonts.files, str(emoji_face().path)) if emoji else self.fonts.files

    def covering(self, element: Element) -> Element:
        """`element` with its 100 % wide rectangles laid over the whole frame."""
        left, top = self.offset
        for rect in element.iter(f"{SVG}rect"):
            if rect.get("width") == "100%":
                spread = {"x": -left, "width": self.size[0] / self.scale}
                spread |= (
                    {"y": -top, "height": self.size[1] / self.scale} if rect.get("height") == "100%" else {}
                )
                for name, value in spread.items():
                    rect.set(name, f"{value:.6f}")
        return element


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))
