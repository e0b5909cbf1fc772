"""Between two positions lies the time that people need to get from one to the other."""

from fractions import Fraction

import pytest

from compiler.model.position import (
    CHANGING_STRAP,
    TURNING_OVER,
    Body,
    Place,
    Position,
    Which,
    change_seconds,
)
from compiler.model.side import Side

BACK, STANDING = Place(body=Body.ON_BACK), Place(body=Body.STANDING)


@pytest.mark.parametrize("before", [None, *(Place(body=body) for body in Body)])
@pytest.mark.parametrize("after", [Place(body=body) for body in Body], ids=lambda place: place.body.name)
def test_every_way_has_a_time_and_staying_takes_none(before: Place | None, after: Place) -> None:
    seconds = change_seconds(before, after)
    assert seconds >= 5 or (seconds == 0 and (before or STANDING) == after)


def test_ways_up_and_down_take_as_long_as_measured_and_more() -> None:
    assert change_seconds(BACK, STANDING) == change_seconds(STANDING, BACK) >= 3 * Fraction("4.1")


def test_a_side_is_told_from_the_one_that_works() -> None:
    position = Position(body=Body.ON_SIDE, down=Which.OTHER)
    left, right = position.at(Side.LEFT), position.at(Side.RIGHT)
    assert (left.down, right.down) == (Side.RIGHT, Side.LEFT)
    assert change_seconds(left, right) == TURNING_OVER


def test_a_strap_that_changes_feet_has_its_time() -> None:
    position = Position(body=Body.ON_BACK, holding="a strap", strap=Which.WORKING)
    assert change_seconds(position.at(Side.LEFT), position.at(Side.RIGHT)) == CHANGING_STRAP
    assert change_seconds(position.at(Side.LEFT), position.at(Side.LEFT)) == 0
