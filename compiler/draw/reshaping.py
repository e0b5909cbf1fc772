"""Groups of a drawing moved, made larger and given other room, by their numbers: nothing is drawn to do it."""

from collections.abc import Iterator, Mapping

from compiler.draw.design import number
from compiler.draw.markup import SVG, Element

_ACROSS = ("x", "cx")
_DOWN = ("y", "cy")
_LENGTHS = ("width", "height", "r", "rx", "stroke-width", "font-size", "letter-spacing")
_ROOMS = ("data-width", "data-least", "data-gap")
_PLACED = {f"{SVG}{name}" for name in ("rect", "circle", "text", "tspan", "image", "svg")}


def layers(root: Element, kind: str) -> Iterator[Element]:
    """The groups of a kind, in their order."""
    return (child for child in root if child.get("data-layer") == kind)


def unit_of(root: Element, shape: str) -> float:
    """Units of a drawing in one of a drawing 1920 wide, or 1080 where its `shape` is upright or square."""
    width = float(root.get("viewBox", "0 0 1920 1080").split()[2])
    return width / (1080 if shape else 1920)


def words_of(group: Element) -> set[str]:
    """The names of all words that it has places for."""
    return {name for text in group.iter(f"{SVG}text") for name in text.get("data-word", "").split()}


def part(group: Element, name: str) -> Element:
    """The element with that `data-part`."""
    return next(one for one in group.iter() if one.get("data-part") == name)


def move(group: Element, right: float, down: float) -> None:
    """Everything in it, by so many units; shapes that have no place in numbers are moved as they are drawn."""
    for one in group:
        if one.tag not in _PLACED:
            one.set("transform", f"translate({right:g} {down:g}) {one.get('transform', '')}".strip())
            continue
        for element in one.iter():
            _shift(element, _ACROSS, right)
            _shift(element, _DOWN, down)


def _shift(element: Element, names: tuple[str, ...], by: float) -> None:
    for name in names:
        if element.get(name) is not None:
            element.set(name, f"{number(element, name) + by:g}")


def scale(group: Element, times: float, around: tuple[float, float], least: float = 0.0) -> None:
    """Everything in it so many times as large, around a point; letters are not made smaller than `least`."""
    for element in group.iter():
        for names, middle in ((_ACROSS, around[0]), (_DOWN, around[1])):
            for name in names:
                if element.get(name) is not None:
                    element.set(name, f"{middle + (number(element, name) - middle) * times:g}")
        for name in (*_LENGTHS, *_ROOMS):
            if element.get(name) is not None:
                smallest = least if name in {"font-size", "data-least"} else 0.0
                element.set(name, f"{max(smallest, number(element, name) * times):g}")


def restack(group: Element, edge: str, lines: Mapping[str, int], least: Mapping[str, float]) -> None:
    """Let its words grow away from that edge (top or bottom), in so many lines, down to such sizes."""
    group.set("data-stack", edge)
    for text in group.iter(f"{SVG}text"):
        for name in text.get("data-word", "").split():
            if name in lines:
                text.set("data-lines", str(lines[name]))
            if name in least:
                text.set("data-least", f"{min(least[name], number(text, 'data-least')):g}")
