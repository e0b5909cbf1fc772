"""Colours as `#RRGGBB`: their contrast as WCAG 2.2 reckons it, and shades that have enough of it."""

from collections.abc import Callable, Iterable

BLACK, WHITE = "#000000", "#FFFFFF"

LETTERS = 4.5
"""The least contrast of letters and what is behind them (WCAG 2.2, 1.4.3)."""
LARGE_LETTERS = 3.0
"""The same for large ones (1.4.3)."""
SHAPES = 3.0
"""The same for shapes that tell something (1.4.11)."""


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(one / 255) for one in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """With the ground on which it is worst to be seen."""
    return min(contrast(colour, ground) for ground in grounds)


def mixed(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of the way from one colour to the other."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def over(colour: str, opacity: float, behind: str) -> str:
    """What is seen of a colour that lies over another one."""
    return mixed(behind, colour, opacity)


_STEPS = 100


def nearest_shade(
    colour: str, enough: Callable[[str], bool], ends: tuple[str, ...] = (WHITE, BLACK)
) -> str | None:
    """`colour`, or the nearest mix of it with one of `ends` that is `enough`; None where no mix is."""
    for step in range(_STEPS + 1):
        for end in ends:
            shade = mixed(colour, end, step / _STEPS)
            if enough(shade):
                return shade
    return None


def told(ratio: float) -> str:
    """A contrast for people; rounded down, so that what is told as enough is enough."""
    return f"{int(ratio * 10) / 10:.1f} : 1"
