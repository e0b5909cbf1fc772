"""The edges of a video: its title and end cards, and where the disclaimer stands."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from compiler.model.errors import SourceSpan

USUAL_END = Fraction(20)
"""Seconds of an end card: as long as a channel lays an end screen over it."""


class DisclaimerAt(StrEnum):
    """Where the disclaimer is to be seen or heard."""

    TITLE = "title"
    PICTURE = "picture"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is otherwise about a title or an end card; None and "" leave it as it is, `shown` False is for none.

    It lasts `seconds`; `said` is in place of the words that are spoken on it, `heading` of the end card's own.
    """

    shown: bool | None = None
    seconds: Fraction | None = None
    said: str = ""
    heading: str = ""
    span: SourceSpan | None = field(default=None, compare=False)

    @property
    def absent(self) -> bool:
        """Whether there is no such card."""
        return self.shown is False

    def lasting(self, usual: Fraction) -> Fraction:
        """How many seconds it lasts, where it usually lasts so many; without a card, none."""
        return Fraction(0) if self.absent else self.seconds or usual

    def over(self, other: "Card") -> "Card":
        """This one, with what it leaves open as in `other`."""
        return Card(
            shown=other.shown if self.shown is None else self.shown,
            seconds=self.seconds if self.seconds is not None else other.seconds,
            said=self.said or other.said,
            heading=self.heading or other.heading,
            span=self.span or other.span,
        )
