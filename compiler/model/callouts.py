"""Short texts at a place of the picture: as written, and as they are shown."""

from dataclasses import dataclass, field
from fractions import Fraction

from compiler.model.brand import Corner as Corner  # noqa: PLC0414 - it is read here as well
from compiler.model.cue_times import CueAnchor, RepMoment
from compiler.model.errors import SourceSpan

Point = tuple[Fraction, Fraction]
"""Shares of a picture from the left and from the top, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """When a callout comes or goes: `offset` seconds from the `anchor`, or with a `moment` of the repetitions."""

    anchor: CueAnchor
    offset: Fraction = Fraction(0)
    moment: RepMoment = RepMoment()
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A text at a place of the picture as it is shown for the first side; with `arrow`, one points to the place.

    It comes at `start` (None: with the dose) and goes at `stop` (None: with the moment that it came for, or with the
    dose). `picture` is the size of the footage in pixels, where there is some.
    """

    text: str
    at: Point
    start: Edge | None = None
    stop: Edge | None = None
    arrow: bool = False
    picture: tuple[int, int] | None = None
    span: SourceSpan | None = field(default=None, compare=False)
    place: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCallout:
    """A callout in a step: at a place of the frame, in these half-open ranges of the step's frames.

    `text_span` and `place_span` are where its words and its place are written.
    """

    text: str
    at: Point
    ranges: tuple[tuple[int, int], ...]
    arrow: bool = False
    text_span: SourceSpan | None = field(default=None, compare=False)
    place_span: SourceSpan | None = field(default=None, compare=False)
