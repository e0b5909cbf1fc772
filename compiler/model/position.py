"""Where a body is for an exercise, and how long it takes to get from one position to the next.

The times are for older adults who move without hurry and listen meanwhile. Tests tell how long the pure movement
takes "as quickly as you can": healthy people of 50 to 90 years rise from the floor in 4.1 s on average (Bohannon
and Lusardi, Physiotherapy Theory and Practice 20, 2004), and five times from a chair take 11.4 to 14.8 s between
60 and 89 (Bohannon, Perceptual and Motor Skills 103, 2006), so about 3 s for once up and down. What is planned is
three times that for ways up from and down to the floor, and twice that for a chair; lying down and turning over are
reckoned in the same way, since most older people first roll to a side (Klima and others, Journal of Aging and
Physical Activity 24, 2016).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from compiler.model.side import Side


class Body(StrEnum):
    """How the body is: what it lies, kneels, sits or stands on."""

    ON_BACK = "lying on the back"
    ON_FRONT = "lying on the front"
    ON_SIDE = "lying on the side"
    HANDS_AND_KNEES = "hands and knees"
    KNEELING = "kneeling"
    ON_FLOOR = "sitting on the floor"
    SEATED = "seated"
    STANDING = "standing"


class Which(StrEnum):
    """A side, or the one that is told from the side that works."""

    LEFT = "left"
    RIGHT = "right"
    WORKING = "working"
    OTHER = "other"

    def of(self, side: Side | None) -> Side | None:
        """The side that is meant while `side` works; None where it cannot be told."""
        if self in {Which.LEFT, Which.RIGHT}:
            return Side(self.value)
        return side if self is Which.WORKING or side is None else side.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A position while a side works: `down` is the side that is lain on, `strap` the foot that is in it."""

    body: Body
    down: Side | None = None
    holding: str = ""
    strap: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The position of an exercise, as its author describes it."""

    body: Body
    down: Which | None = None
    holding: str = ""
    strap: Which | None = None

    def at(self, side: Side | None) -> Place:
        """Where one is while `side` works."""
        return Place(
            body=self.body,
            down=self.down.of(side) if self.down else None,
            holding=self.holding,
            strap=self.strap.of(side) if self.strap else None,
        )


_LYING = frozenset({Body.ON_BACK, Body.ON_FRONT, Body.ON_SIDE})
_LOW = frozenset({Body.HANDS_AND_KNEES, Body.KNEELING, Body.ON_FLOOR})
_LEVELS = (_LYING, _LOW, frozenset({Body.SEATED}), frozenset({Body.STANDING}))

_BETWEEN_LEVELS = {
    (0, 0): 8,
    (0, 1): 10,
    (0, 2): 15,
    (0, 3): 15,
    (1, 1): 5,
    (1, 2): 14,
    (1, 3): 12,
    (2, 3): 6,
}
"""Seconds from a level to another, either way; and from one position to another of the same level."""

TURNING_OVER = Fraction(12)
"""From one side to the other, over the back, with the pillow put right."""
CHANGING_STRAP = Fraction(12)
"""A strap off one foot and around the other, or around the first."""
TAKING = Fraction(6)
"""What lies ready, taken up."""
OTHER_SIDE = Fraction(5)
"""The other arm or leg in the same position."""


def level_of(body: Body) -> int:
    """How high up that is: 0 lying, 1 on the knees or the floor, 2 on a chair, 3 standing."""
    return next(number for number, bodies in enumerate(_LEVELS) if body in bodies)


def moves(before: Place | None, after: Place) -> bool:
    """Whether the body has to go somewhere else."""
    return before is None or (before.body, before.down) != (after.body, after.down)


def change_seconds(before: Place | None, after: Place) -> Fraction:
    """The least time to get from one place to another; from an unknown one, as if one had stood before."""
    start = before or Place(body=Body.STANDING)
    return _moving(start, after) + _taking(start, after)


def _moving(before: Place, after: Place) -> Fraction:
    if before.body is after.body:
        turned = before.down is not after.down
        return TURNING_OVER if turned and after.body is Body.ON_SIDE else Fraction(0)
    ends = sorted((level_of(before.body), level_of(after.body)))
    return Fraction(_BETWEEN_LEVELS[ends[0], ends[1]])


def _taking(before: Place, after: Place) -> Fraction:
    if after.strap is not None and after.strap is not before.strap:
        return CHANGING_STRAP
    return TAKING if after.holding and after.holding != before.holding else Fraction(0)
