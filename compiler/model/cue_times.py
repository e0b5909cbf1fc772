"""What times in a step are told by: its start, its end, its half, and the repetitions with their phases."""

from dataclasses import dataclass
from enum import StrEnum


class CueAnchor(StrEnum):
    """What a cue's time counts from."""

    START = "start"
    END = "end"
    HALFWAY = "halfway"
    REP = "rep"


LAST_REP = -1
"""Stands for the last repetition, however many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepMoment:
    """A moment of the repetitions: the `rep`-th (from 1, or :data:`LAST_REP`), or any of them; in `phase`, or in any.

    `every` is for words that come again in each repetition.
    """

    phase: str = ""
    rep: int | None = None
    every: bool = False
