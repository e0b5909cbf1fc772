"""The digits of a count and its unit: they keep one size and one place while they change."""

import copy

import numpy as np

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group
from compiler.draw.filling import Words, fill
from compiler.draw.raster import Rgba
from compiler.model.scene_words import RING_DIGITS


def draw_numerals(group: Group, words: Words, canvas: Canvas, box: PixelBox, digit: int, places: int) -> Rgba:
    """Straight RGBA of the box with the words of `group` alone: `digit` as large as one of so many `places` can be."""
    texts = Group("words", "", fades=False, element=copy.deepcopy(group.element))
    for child in [c for c in texts.element if not c.tag.endswith("}text")]:
        texts.element.remove(child)
    shown = {**words, RING_DIGITS: str(digit)}
    filled = fill(texts, shown, canvas.fonts, like={RING_DIGITS: "8" * places})
    drawn = np.zeros((box.height, box.width, 4), np.uint8)
    if filled:
        inner = canvas.box(filled.bounds).clipped(box)
        rows = slice(inner.y - box.y, inner.y - box.y + inner.height)
        columns = slice(inner.x - box.x, inner.x - box.x + inner.width)
        drawn[rows, columns] = canvas.draw([filled.element], inner)
    return drawn
