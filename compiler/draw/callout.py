"""A callout's panel: a few words in the theme's own look, and where it may stand. Nothing is drawn."""

from dataclasses import dataclass

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group, number
from compiler.draw.filling import Filled, fill, shape_bounds
from compiler.draw.markup import SVG, Element
from compiler.draw.showing import WordPairs
from compiler.draw.theme import Theme
from compiler.model.shapes import shape_of

CALLOUT = "callout"
"""The name of its only word, and what stands for a layout in keys of layers."""
LIKE = "exercise"
"""The layout whose panel a callout is drawn like."""

VERSION = 1
"""Raised when the same callout comes to other pixels."""

ROOMS = ((100, 3), (60, 4), (45, 5))
"""Per cent of the room across, and lines: words stand narrower where there is no place for them otherwise."""
WIDTHS = {True: 620.0, False: 560.0}
"""Room for the words in design units, in wide frames and in others."""
PAD = (24.0, 16.0)
LEADING, ASCENT, DESCENT = 1.18, 0.78, 0.24
LEAST = 0.78
"""The share of their size that words may shrink to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a callout stands: its panel, and the pixel that it is about; `arrow` is whether one points there.

    `room` is which of :data:`ROOMS` its words are set in.
    """

    panel: PixelBox
    target: tuple[int, int]
    arrow: bool
    room: int = 0


def callout_group(theme: Theme, size: tuple[int, int], room: int = 0) -> Group:
    """A panel with one text, in the look of the panel that an exercise's name stands on, at the design's origin."""
    design = theme.design(LIKE, size)
    groups = [group for group in design.groups if group.kind == "words" and group.texts()]
    texts = groups[0].texts() if groups else []
    panel = next(
        (e for g in groups for e in g.element.iter(f"{SVG}rect") if e.get("data-hug") == "both"), None
    )
    if panel is None:
        panel = next(
            (e for g in groups for e in g.element.iter(f"{SVG}rect")), Element(f"{SVG}rect", fill="#000000")
        )
    size_ = number(texts[-1], "font-size", 36) if texts else 36.0
    size_ = max(size_, number(texts[min(1, len(texts) - 1)], "font-size", 36)) if texts else size_
    wide = not shape_of(size)
    group = Element(f"{SVG}g", {"data-layer": "words", "data-stack": "top"})
    group.append(_rectangle(panel, size_))
    group.append(_text(texts[0] if texts else Element("text"), size_, WIDTHS[wide], room))
    return Group("words", "", fades=False, element=group)


def _rectangle(panel: Element, size: float) -> Element:
    look = {name: value for name in ("fill", "fill-opacity", "stroke") if (value := panel.get(name))}
    height = 2 * PAD[1] + size * (ASCENT + DESCENT)
    corner = min(number(panel, "rx", 16), 20.0)
    shape = {"x": "0", "y": "0", "width": "100", "height": f"{height:.2f}", "rx": f"{corner:g}"}
    return Element(f"{SVG}rect", {"data-hug": "both", **shape, **look})


def _text(like: Element, size: float, width: float, room: int) -> Element:
    look = {name: value for name in ("fill", "font-family") if (value := like.get(name))}
    per_cent, lines = ROOMS[room]
    return Element(
        f"{SVG}text",
        {
            "data-word": CALLOUT,
            "data-width": f"{width * per_cent / 100:g}",
            "data-lines": str(lines),
            "data-least": f"{size * LEAST:.2f}",
            "data-leading": f"{LEADING}",
            "x": f"{PAD[0]}",
            "y": f"{PAD[1] + size * ASCENT:.2f}",
            "font-size": f"{size:g}",
            "font-weight": "500",
            **look,
        },
    )


def filled_callout(theme: Theme, size: tuple[int, int], text: str, room: int = 0) -> Filled:
    """The panel with its words."""
    found = fill(callout_group(theme, size, room), {CALLOUT: text}, theme.fonts)
    assert found
    return found


def panel_size(filled: Filled, canvas: Canvas) -> tuple[int, int]:
    """Width and height of the panel in pixels, both even."""
    bounds = shape_bounds(next(filled.element.iter(f"{SVG}rect")))
    assert bounds
    width, height = ((bounds[n + 2] - bounds[n]) * canvas.scale for n in (0, 1))
    return -(-int(width + 1) // 2) * 2, -(-int(height + 1) // 2) * 2


def arrow_start(spot: Spot) -> tuple[float, float]:
    """The point of the panel's edge from which the arrow goes."""
    box = spot.panel
    x = min(max(spot.target[0], box.x + box.width * 0.2), box.x + box.width * 0.8)
    y = min(max(spot.target[1], box.y + box.height * 0.3), box.y + box.height * 0.7)
    if not box.x <= spot.target[0] <= box.x + box.width:
        x = box.x if spot.target[0] < box.x else box.x + box.width
    if not box.y <= spot.target[1] <= box.y + box.height:
        y = box.y if spot.target[1] < box.y else box.y + box.height
    return x, y


def told_spot(text: str, spot: Spot) -> WordPairs:
    """A callout and its place as words, so that equal drawings have equal keys."""
    box = spot.panel
    numbers = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    numbers |= {"to_x": spot.target[0], "to_y": spot.target[1], "arrow": int(spot.arrow), "room": spot.room}
    numbers["version"] = VERSION
    return ((CALLOUT, text), *((name, str(value)) for name, value in numbers.items()))
