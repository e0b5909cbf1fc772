"""Every frame of every shipped script is a body that people have."""

import pytest
from figure_samples import SHIPPED

from compiler.figure import Figure, body
from compiler.figure.anatomy import SLIDE, bearing_points, movement_faults
from compiler.figure.motion import moment, turn
from compiler.figure.skeleton import Skeleton
from compiler.routine import PhaseRole

NAMES = [path.stem for path in SHIPPED]
RATE = 30


def frames_of(figure: Figure) -> tuple[int, ...]:
    return tuple(int(phase.seconds * RATE) for phase in figure.phases)


def joints(bones: Skeleton) -> list[tuple[float, float, float]]:
    points = [*bones.spine, bones.skull]
    for leg, arm in zip(bones.legs, bones.arms, strict=True):
        points += [leg.knee, leg.ankle, leg.toes, arm.elbow, arm.wrist, arm.fingertips]
    return [tuple(p) for p in points]


@pytest.mark.parametrize("name", NAMES)
def test_no_frame_bends_slides_or_sinks_too_far(name: str, shipped: dict[str, Figure]) -> None:
    figure = shipped[name]
    faults = [
        fault
        for movement, frames in zip(figure.movements, frames_of(figure), strict=True)
        for fault in movement_faults(figure, movement, frames)
    ]
    assert not faults, sorted({fault.says for fault in faults})


@pytest.mark.parametrize("name", NAMES)
def test_limbs_keep_their_length_in_space(name: str, shipped: dict[str, Figure]) -> None:
    figure = shipped[name]
    for bones in turn(figure, tuple(6 for _ in figure.phases), RATE):
        for leg in bones.legs:
            assert leg.hip.distance(leg.knee) == pytest.approx(body.THIGH, abs=0.01)
            assert leg.knee.distance(leg.ankle) == pytest.approx(body.SHIN, abs=0.01)
            assert leg.heel.distance(leg.toes) == pytest.approx(body.HEEL_BACK + body.FOOT, abs=0.01)
        for arm in bones.arms:
            assert arm.shoulder.distance(arm.elbow) == pytest.approx(body.UPPER_ARM, abs=0.01)
            assert arm.elbow.distance(arm.wrist) == pytest.approx(body.FOREARM, abs=0.01)
        lengths = [a.distance(b) for a, b in zip(bones.spine, bones.spine[1:], strict=False)]
        assert lengths == pytest.approx(list(body.SPINE), abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_a_turn_ends_where_it_starts_and_no_joint_jumps(name: str, shipped: dict[str, Figure]) -> None:
    figure = shipped[name]
    drawn = [joints(bones) for bones in turn(figure, frames_of(figure), RATE)]
    steps = zip([drawn[-1], *drawn], drawn, strict=False)
    fastest = max(
        sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        for before, after in steps
        for a, b in zip(before, after, strict=True)
    )
    assert fastest < 5.0, f"a joint moves {fastest:.1f} cm between two frames"


@pytest.mark.parametrize("name", NAMES)
def test_a_hold_is_a_seamless_loop_that_only_breathes(name: str, shipped: dict[str, Figure]) -> None:
    figure = shipped[name]
    for movement in figure.movements:
        if movement.phase.role is not PhaseRole.HOLD:
            continue
        whole = [moment(figure, movement, k, 120, RATE) for k in range(120)]
        held = moment(figure, movement, 0, 1, RATE)
        assert whole[-1].breath == pytest.approx(0, abs=1e-9)
        assert 0.9 < max(b.breath for b in whole) / figure.breathing <= 1
        for bones in whole:
            assert bones.spine == held.spine
            for name_of, point in bearing_points(bones).items():
                if name_of in movement.planted:
                    assert point.distance(bearing_points(held)[name_of]) < SLIDE
