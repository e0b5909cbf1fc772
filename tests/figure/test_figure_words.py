"""Hands and feet are where the words of the exercise put them."""

import pytest

from compiler.figure import Figure
from compiler.figure.motion import turn
from compiler.figure.skeleton import Skeleton
from compiler.model.routine import PhaseRole


def held(figure: Figure) -> Skeleton:
    """The body at the end of the last move before the hold."""
    frames = list(turn(figure, tuple(2 for _ in figure.phases), 30))
    first = next(k for k, phase in enumerate(figure.phases) if phase.role is PhaseRole.HOLD)
    return frames[2 * first - 1]


def rested(figure: Figure) -> Skeleton:
    return list(turn(figure, tuple(2 for _ in figure.phases), 30))[-1]


def test_heel_to_toe_the_feet_stand_in_one_line(shipped: dict[str, Figure]) -> None:
    left, right = held(shipped["tandem_stand"]).legs
    assert abs(left.sole.z - right.sole.z) < 2
    assert 0 <= right.heel.x - left.toes.x < 3


def test_on_one_leg_the_other_foot_is_well_off_the_floor(shipped: dict[str, Figure]) -> None:
    left, right = held(shipped["one_leg_stand"]).legs
    assert left.sole.y < 0.5
    assert min(right.heel.y, right.toes.y) > 8


def test_most_of_the_weight_is_on_the_side_that_is_shifted_to(shipped: dict[str, Figure]) -> None:
    bones = held(shipped["weight_shift"])
    left, right = (leg.sole.z for leg in bones.legs)
    assert (bones.spine[0].z - left) / (right - left) > 0.8


def test_the_arm_is_held_above_the_elbow_and_not_on_it(shipped: dict[str, Figure]) -> None:
    left, right = held(shipped["cross_body_stretch"]).arms
    way = right.elbow.minus(right.shoulder)
    along = left.palm.minus(right.shoulder).dot(way) / way.dot(way)
    assert 0.4 < along < 0.9
    assert left.palm.distance(right.shoulder.towards(right.elbow, along)) < 8


@pytest.mark.parametrize("name", ["wrist_flexor_stretch", "wrist_extensor_stretch"])
def test_the_forearm_is_stretched_with_a_long_arm_by_the_other_hand(
    name: str, shipped: dict[str, Figure]
) -> None:
    left, right = held(shipped[name]).arms
    assert right.shoulder.distance(right.wrist) > 0.95 * (28 + 24)
    fore = right.wrist.minus(right.elbow).unit()
    assert abs(fore.dot(right.hand_frame.up)) < 0.35
    assert left.palm.distance(right.wrist.towards(right.fingertips, 0.6)) < 8


def test_palms_stay_together_all_the_way_down(shipped: dict[str, Figure]) -> None:
    for bones in turn(shipped["prayer_stretch"], (6, 1, 6), 30):
        left, right = bones.arms
        assert left.palm.distance(right.palm) < 5


def test_only_the_hand_on_the_belly_rises(shipped: dict[str, Figure]) -> None:
    chest, belly = (
        held(shipped["belly_breathing"]).arms[k].palm.y - rested(shipped["belly_breathing"]).arms[k].palm.y
        for k in (0, 1)
    )
    assert belly > 4
    assert abs(chest) < 0.6


@pytest.mark.parametrize("name", ["external_rotation_band", "fist_opening"])
def test_both_hands_do_the_same(name: str, shipped: dict[str, Figure]) -> None:
    left, right = held(shipped[name]).arms
    assert (left.palm.x, left.palm.y, -left.palm.z) == pytest.approx(tuple(right.palm), abs=0.1)


def test_elbows_stay_at_the_sides_while_the_hands_turn_out(shipped: dict[str, Figure]) -> None:
    figure = shipped["external_rotation_band"]
    before, after = rested(figure).arms[1], held(figure).arms[1]
    assert before.elbow.distance(after.elbow) < 6
    assert after.palm.z - before.palm.z > 15


def test_the_fingers_are_on_the_wall_all_the_way(shipped: dict[str, Figure]) -> None:
    for bones in turn(shipped["wall_crawl"], (6, 1, 6), 30):
        assert -24.5 < bones.arms[0].fingertips.x < -21
    assert held(shipped["wall_crawl"]).arms[0].palm.y - rested(shipped["wall_crawl"]).arms[0].palm.y > 50
