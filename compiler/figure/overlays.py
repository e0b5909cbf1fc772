"""Where panel, ring and progress stand over a figure, as shares of a frame; a test holds it to the themes."""

from collections.abc import Iterable
from math import sqrt

from compiler.figure.camera import Bounds, Circle
from compiler.model.shapes import SAFE, shape_of

TAKEN: dict[str, tuple[Bounds, ...]] = {
    "": (Bounds(0.0, 0.0, 1.0, 0.056), Bounds(0.0, 0.78, 0.692, 1.0), Bounds(0.812, 0.686, 1.0, 1.0)),
    ".portrait": (
        Bounds(0.0, 0.0, 1.0, 0.235),
        Bounds(0.427, 0.627, 0.573, 0.6395),
        Bounds(0.38, 0.638, 0.62, 0.658),
        Bounds(0.335, 0.6575, 0.665, 1.0),
    ),
    ".square": (Bounds(0.0, 0.0, 1.0, 0.056), Bounds(0.0, 0.72, 1.0, 1.0)),
}
"""By the frame's shape: what exercises of the library have there, with their names in any language."""

FREE: dict[str, tuple[Bounds, ...]] = {
    "": (Bounds(0.05, 0.063, 0.95, 0.68), Bounds(0.21, 0.063, 0.79, 0.774)),
    ".portrait": (Bounds(0.058, 0.24, 0.942, 0.622),),
    ".square": (Bounds(0.05, 0.063, 0.95, 0.712),),
}
"""The largest boxes between them."""


def are_clear(circles: Iterable[Circle], size: tuple[int, int]) -> bool:
    """Whether all circles lie in the safe area and touch no overlay."""
    left, top, right, bottom = (
        float(s) * side for s, side in zip(SAFE[shape_of(size)], size * 2, strict=True)
    )
    taken = [scaled(box, size) for box in TAKEN[shape_of(size)]]
    return all(
        left <= x - r
        and top <= y - r
        and x + r <= right
        and y + r <= bottom
        and not any(t.left < x + r and x - r < t.right and t.top < y + r and y - r < t.bottom for t in taken)
        for x, y, r in circles
    )


_STEPS = (0.0, 0.055, 0.16, 1.0)
"""How far down a disc is cut into boxes, as shares of its height."""


def disc(around: Bounds) -> tuple[Bounds, ...]:
    """What a disc covers, and at most a little more, as boxes: a ring leaves the upper corners round it free."""
    middle, half = (around.left + around.right) / 2, around.width / 2
    wide = [half * sqrt(1 - (1 - 2 * min(low, 0.5)) ** 2) for low in _STEPS[1:]]
    return tuple(
        Bounds(
            middle - out, around.top + high * around.height, middle + out, around.top + low * around.height
        )
        for high, low, out in zip(_STEPS, _STEPS[1:], wide, strict=False)
    )


def scaled(shares: Bounds, size: tuple[int, int]) -> Bounds:
    """A box of a frame, in its pixels."""
    width, height = size
    return Bounds(shares.left * width, shares.top * height, shares.right * width, shares.bottom * height)
