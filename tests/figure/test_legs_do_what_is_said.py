"""What the words of the leg exercises promise is what their figures do: straight knees, heels down, one line."""

from math import acos, degrees

import pytest

from compiler.figure import Figure
from compiler.figure.anatomy import joint_angles
from compiler.figure.motion import moment
from compiler.figure.skeleton import Skeleton
from compiler.figure.vectors import Vec
from compiler.model.routine import PhaseRole


def turn_of(figure: Figure) -> list[Skeleton]:
    """Ten moments of every phase."""
    return [moment(figure, m, k, 10, 30.0) for m in figure.movements for k in range(10)]


def held(figure: Figure) -> Skeleton:
    movement = next(m for m in figure.movements if m.phase.role is PhaseRole.HOLD)
    return moment(figure, movement, 0, 1, 30.0)


def angle(a: Vec, b: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, a.unit().dot(b.unit())))))


@pytest.mark.parametrize(
    ("name", "knee"),
    [
        ("heel_raise", "left knee"), ("heel_raise", "right knee"), ("toe_raise", "right knee"),
        ("straight_leg_raise", "right knee"), ("standing_hip_abduction", "left knee"),
        ("standing_hip_extension", "right knee"), ("prone_leg_lift", "right knee"),
    ],
)  # fmt: skip
def test_a_knee_that_shall_be_straight_is_straight_all_the_time(
    shipped: dict[str, Figure], name: str, knee: str
) -> None:
    assert max(joint_angles(bones)[knee] for bones in turn_of(shipped[name])) < 14


def test_heels_and_toes_rise_while_the_rest_of_the_foot_stays_down(shipped: dict[str, Figure]) -> None:
    for leg in held(shipped["heel_raise"]).legs:
        assert leg.heel.y > 9 and abs(leg.toes.y) < 1
    for leg in held(shipped["toe_raise"]).legs:
        assert leg.toes.y > 5 and abs(leg.heel.y) < 1


@pytest.mark.parametrize(("name", "straight"), [("calf_stretch", True), ("soleus_stretch", False)])
def test_the_calf_is_stretched_with_the_heel_down(
    shipped: dict[str, Figure], name: str, straight: bool
) -> None:
    bones = held(shipped[name])
    assert abs(bones.legs[0].heel.y) < 1
    angles = joint_angles(bones)
    assert (angles["left knee"] < 8) == straight
    assert angles["left ankle"] < -22


def test_the_straight_leg_goes_no_higher_than_the_other_knee(shipped: dict[str, Figure]) -> None:
    left, right = held(shipped["straight_leg_raise"]).legs
    assert right.heel.y < left.knee.y + 5


def test_the_wall_squat_stays_above_a_chair_and_its_knees_over_the_feet(shipped: dict[str, Figure]) -> None:
    bones = held(shipped["wall_squat"])
    for leg in bones.legs:
        assert leg.hip.y > 55
        assert leg.ankle.x - 4 < leg.knee.x < leg.toes.x


def test_the_body_is_one_line_in_the_side_plank(shipped: dict[str, Figure]) -> None:
    bones = held(shipped["side_plank_knees"])
    trunk = bones.spine[-1].minus(bones.spine[0])
    assert angle(trunk, bones.spine[0].minus(bones.legs[1].knee)) < 20
    lower = bones.arms[1]
    assert angle(lower.shoulder.minus(lower.elbow), Vec(0, 1, 0)) < 15


def test_the_hip_flexor_stretch_keeps_the_trunk_upright_and_takes_the_thigh_back(
    shipped: dict[str, Figure],
) -> None:
    bones = held(shipped["hip_flexor_stretch"])
    assert angle(bones.spine[-1].minus(bones.spine[0]), Vec(0, 1, 0)) < 10
    assert joint_angles(bones)["right hip bend"] < -20


def test_the_back_stays_long_in_the_hip_hinge(shipped: dict[str, Figure]) -> None:
    for bones in turn_of(shipped["hip_hinge"]):
        assert angle(bones.frames[0].up, bones.frames[-1].up) < 10
        for arm, leg in zip(bones.arms, bones.legs, strict=True):
            thigh = [leg.hip.towards(leg.knee, part / 10) for part in range(11)]
            assert min(arm.palm.distance(point) for point in thigh) < 12


def test_the_hand_holds_the_ankle_in_the_quad_stretch(shipped: dict[str, Figure]) -> None:
    bones = held(shipped["standing_quad_stretch"])
    assert bones.arms[1].palm.distance(bones.legs[1].ankle) < 9
    assert bones.legs[1].knee.x < bones.legs[0].knee.x + 3


@pytest.mark.parametrize("name", ["heel_raise", "seated_heel_raise"])
def test_the_toes_stay_flat_on_the_floor_while_the_heels_rise(name: str, shipped: dict[str, Figure]) -> None:
    for bones in turn_of(shipped[name]):
        for leg in bones.legs:
            assert -1 < leg.ball.y < 1
            assert -1 < leg.toes.y < 1
    assert all(leg.heel.y > 8 for leg in held(shipped[name]).legs)


def test_in_child_s_pose_the_buttocks_come_down_on_the_heels(shipped: dict[str, Figure]) -> None:
    bones = held(shipped["child_pose"])
    buttocks = bones.spine[0]
    for leg in bones.legs:
        assert abs(leg.heel.x - buttocks.x) < 6
        assert buttocks.y - leg.heel.y < 12
