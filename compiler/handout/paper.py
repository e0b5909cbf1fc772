"""How a sheet is printed: on which paper, how large, and as which kind of file."""

from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """Sizes of paper, by the names that typst and CSS have for them."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The paper, and whether letters and pictures are big, for older eyes."""

    paper: Paper = Paper.A4
    big: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Letters in points, a picture's width in millimetres; a `dense` sheet is the same in less room."""

    letters: float
    picture: float
    gap: float


USUAL = Measures(letters=10.5, picture=44, gap=4)
DENSE = Measures(letters=9.5, picture=36, gap=2.5)
BIG = Measures(letters=15, picture=50, gap=4.5)

MOST_PAGES = 2
"""A sheet with more is warned of."""
