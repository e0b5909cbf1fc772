"""How far the groups of a drawing reach with words in them, and which of them lie over each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from compiler.draw.canvas import Bounds
from compiler.draw.design import number
from compiler.draw.filling import Filled, shape_bounds
from compiler.draw.fonts import FontBook
from compiler.draw.markup import SVG, Element

_ASCENT, _DESCENT = 0.74, 0.22
"""Of capitals and of descenders, as shares of the size."""
_NEARLY = 2.0
"""Units that two groups may share: edges that are drawn smoothly."""


def extent(filled: Filled, fonts: FontBook) -> tuple[Bounds, ...]:
    """What each line of words and each shape of a group covers, in units of its drawing."""
    words = words_extent(filled, fonts)
    shapes = [bounds for shape in filled.element.iter() if (bounds := shape_bounds(shape))]
    return (*words, *shapes)


def words_extent(filled: Filled, fonts: FontBook) -> tuple[Bounds, ...]:
    """What its words cover."""
    texts = filled.element.iter(f"{SVG}text")
    return tuple(box for text in texts for box in line_boxes(text, fonts))


def line_boxes(text: Element, fonts: FontBook) -> Iterator[Bounds]:
    """What each line of a text that was filled in covers."""
    size = number(text, "font-size")
    for span in text.iter(f"{SVG}tspan"):
        if span.get("y") is None:
            continue
        family = span.get("font-family") or text.get("font-family") or ""
        weight = number(span, "font-weight", number(text, "font-weight", 400))
        letters = "".join(span.itertext())
        spacing = number(text, "letter-spacing", 0)
        width = fonts.width(letters, fonts.face(family, int(weight))) * size + spacing * len(letters)
        anchor = span.get("text-anchor") or text.get("text-anchor") or "start"
        left = number(span, "x") - {"middle": width / 2, "end": width}.get(anchor, 0.0)
        y = number(span, "y")
        yield left, y - _ASCENT * size, left + width, y + _DESCENT * size


Covered = tuple[str, tuple[Bounds, ...]]
"""The name of a group, and what it covers."""


def overlapping(groups: Sequence[Covered]) -> Iterator[tuple[str, str]]:
    """The names of those that lie over each other."""
    for (one, first), (other, second) in combinations(groups, 2):
        if any(_touch(here, there) for here, there in product(first, second)):
            yield one, other


def _touch(one: Bounds, other: Bounds) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _NEARLY and down > _NEARLY
