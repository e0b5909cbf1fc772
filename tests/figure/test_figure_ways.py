"""What the ways between positions promise: they meet, one can wait on them, and they are the safe ones."""

from math import cos, radians

import pytest
from figure_samples import SHIPPED

from compiler.figure import Figure
from compiler.figure.motion import is_still, moment
from compiler.model.position import Body

WAYS = [path.stem for path in SHIPPED if path.stem.startswith("way_")]
POSITIONS = {*Body, "lying on the other side"}


@pytest.mark.parametrize("name", WAYS)
def test_phases_of_one_name_end_in_one_pose_and_positions_can_be_waited_in(
    name: str, shipped: dict[str, Figure]
) -> None:
    movements = shipped[name].movements
    poses: dict[str, set[str]] = {}
    for one, following in zip(movements, [*movements[1:], movements[0]], strict=True):
        if not is_still(one):
            poses.setdefault(one.phase.name, set()).add(one.stop.name)
            assert is_still(following) is (one.phase.name in POSITIONS), one.phase.name
    assert all(len(ends) == 1 for ends in poses.values()), poses
    assert set(poses) & POSITIONS


def test_hips_and_shoulders_turn_over_together_with_the_knees_bent(shipped: dict[str, Figure]) -> None:
    """From one side to the other, over the back."""
    figure = shipped["way_lying"]
    over = [
        one
        for one in figure.movements
        if one.phase.name in ("over", "lift", "lying on the back", "lying on the side")
    ][:4]
    assert (over[0].start.name, over[-1].stop.name) == ("other_side", "side")
    for movement in over:
        for index in range(10):
            bones = moment(figure, movement, index, 10, 30)
            apart = bones.pelvis_frame.right.dot(bones.chest_frame.right)
            assert apart > cos(radians(10)), "hips and shoulders go together"
            for leg in bones.legs:
                bend = leg.frame.up.dot(leg.shin_frame.up)
                assert bend < 0.35, "the knees stay bent"
