"""The shapes of frames that there are drawings for."""

from fractions import Fraction

SHAPES = ("", ".portrait", ".square")
"""Wide, upright and square, as the names of drawings have them."""

SAFE = {
    "": (Fraction(5, 100), Fraction(5, 100), Fraction(95, 100), Fraction(95, 100)),
    ".portrait": (Fraction(6, 108), Fraction(18, 192), Fraction(102, 108), Fraction(1552, 1920)),
    ".square": (Fraction(5, 100), Fraction(5, 100), Fraction(95, 100), Fraction(95, 100)),
}
"""Left, top, right and bottom, as shares: what no screen's edge and no button of a telephone's player covers."""


def shape_of(size: tuple[int, int]) -> str:
    """Which of :data:`SHAPES` a frame has; what is within a fifth of square counts as square."""
    width, height = size
    if width * 6 > height * 7:
        return ""
    return ".portrait" if width * 7 < height * 6 else ".square"
