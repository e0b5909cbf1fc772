"""Every frame of every shipped script is a body that people have."""

from dataclasses import dataclass

import pytest
from figure_samples import SHIPPED, movements_once

from compiler.figure import Figure, body
from compiler.figure.anatomy import SLIDE, bearing_points, movement_faults
from compiler.figure.motion import moment, moments_of, turn
from compiler.figure.skeleton import Skeleton
from compiler.model.routine import PhaseRole

NAMES = [path.stem for path in SHIPPED]
RATE = 30


def frames_of(figure: Figure) -> tuple[int, ...]:
    return tuple(int(phase.seconds * RATE) for phase in figure.phases)


def joints(bones: Skeleton) -> list[tuple[float, float, float]]:
    points = [*bones.spine, bones.skull]
    for leg, arm in zip(bones.legs, bones.arms, strict=True):
        points += [leg.knee, leg.ankle, leg.toes, arm.elbow, arm.wrist, arm.fingertips]
    return [tuple(p) for p in points]


@dataclass(frozen=True)
class Acted:
    """A shipped figure, and the skeletons of every frame of each of its movements."""

    figure: Figure
    frames: tuple[list[Skeleton], ...]


@pytest.fixture(scope="module", params=NAMES)
def acted(request: pytest.FixtureRequest, shipped: dict[str, Figure]) -> Acted:
    figure = shipped[request.param]
    lengths = zip(figure.movements, frames_of(figure), strict=True)
    return Acted(figure, tuple(list(moments_of(figure, one, length, RATE)) for one, length in lengths))


def test_no_frame_bends_slides_or_sinks_too_far(acted: Acted) -> None:
    figure = acted.figure
    once = [id(movement) for movement in movements_once(figure.movements)]
    faults = [
        fault
        for movement, frames in zip(figure.movements, acted.frames, strict=True)
        if id(movement) in once
        for fault in movement_faults(figure, movement, frames)
    ]
    assert not faults, sorted({fault.says for fault in faults})


def test_limbs_keep_their_length_in_space(acted: Acted) -> None:
    figure = acted.figure
    for bones in turn(figure, tuple(6 for _ in figure.phases), RATE):
        for leg in bones.legs:
            assert leg.hip.distance(leg.knee) == pytest.approx(body.THIGH, abs=0.01)
            assert leg.knee.distance(leg.ankle) == pytest.approx(body.SHIN, abs=0.01)
            foot = leg.heel.distance(leg.ball) + leg.ball.distance(leg.toes)
            assert foot == pytest.approx(body.HEEL_BACK + body.FOOT, abs=0.01)
        for arm in bones.arms:
            assert arm.shoulder.distance(arm.elbow) == pytest.approx(body.UPPER_ARM, abs=0.01)
            assert arm.elbow.distance(arm.wrist) == pytest.approx(body.FOREARM, abs=0.01)
        lengths = [a.distance(b) for a, b in zip(bones.spine, bones.spine[1:], strict=False)]
        assert lengths == pytest.approx(list(body.SPINE), abs=0.01)


def test_a_turn_ends_where_it_starts_and_no_joint_jumps(acted: Acted) -> None:
    places = {id(bones): joints(bones) for frames in acted.frames for bones in frames}
    drawn = [places[id(bones)] for frames in acted.frames for bones in frames]
    steps = zip([drawn[-1], *drawn], drawn, strict=False)
    fastest = max(
        sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        for before, after in steps
        for a, b in zip(before, after, strict=True)
    )
    assert fastest < 5.0, f"a joint moves {fastest:.1f} cm between two frames"


def test_a_hold_is_a_seamless_loop_that_only_breathes(acted: Acted) -> None:
    figure = acted.figure
    for movement in movements_once(figure.movements):
        if movement.phase.role is not PhaseRole.HOLD:
            continue
        whole = list(moments_of(figure, movement, 120, RATE))
        held = moment(figure, movement, 0, 1, RATE)
        assert whole[-1].breath == pytest.approx(0, abs=1e-9)
        assert 0.9 < max(b.breath for b in whole) / figure.breathing <= 1
        for bones in whole:
            assert bones.spine == held.spine
            for name_of, point in bearing_points(bones).items():
                if name_of in movement.planted:
                    assert point.distance(bearing_points(held)[name_of]) < SLIDE


def whole_turn(figure: Figure) -> list[Skeleton]:
    return list(turn(figure, frames_of(figure), RATE))


def test_the_clamshell_opens_at_the_knees_alone(shipped: dict[str, Figure]) -> None:
    """Feet stay on each other and knees start so: that is what its words tell."""
    drawn = whole_turn(shipped["clamshell"])
    ankles = [bones.legs[0].ankle.distance(bones.legs[1].ankle) for bones in drawn]
    knees = [bones.legs[0].knee.distance(bones.legs[1].knee) for bones in drawn]
    assert max(ankles) < 10.5
    assert min(knees) < 11
    assert max(knees) > 28


def test_the_top_leg_starts_its_lift_from_the_bed(shipped: dict[str, Figure]) -> None:
    rest = whole_turn(shipped["side_lying_leg_lift"])[-1]
    assert rest.legs[0].ankle.y < 15


def test_the_ankle_stays_above_the_other_knee_in_figure_four(shipped: dict[str, Figure]) -> None:
    for bones in whole_turn(shipped["figure_four"]):
        left, right = bones.legs
        above_the_knee = left.knee.towards(left.hip, 0.2)
        assert 6 < right.ankle.distance(above_the_knee) < 12
        assert left.frame.front.dot(right.ankle.minus(above_the_knee)) > 5


def test_the_needle_is_threaded_far_under_the_other_arm(shipped: dict[str, Figure]) -> None:
    held = whole_turn(shipped["thread_the_needle"])[5 * RATE]
    left, right = held.arms
    assert left.palm.z > right.shoulder.z + 30
    assert left.palm.y < 6


def test_a_march_lifts_the_knee_well_above_the_seat(shipped: dict[str, Figure]) -> None:
    heights = [bones.legs[1].knee.y for bones in whole_turn(shipped["seated_march"])]
    assert max(heights) - min(heights) > 20


def test_child_s_pose_stays_on_its_knees_and_they_are_wide(shipped: dict[str, Figure]) -> None:
    for bones in whole_turn(shipped["child_pose"]):
        left, right = bones.legs
        assert max(left.knee.y, right.knee.y) < 9
        assert left.knee.distance(right.knee) > 40


@pytest.mark.parametrize("name", ["levator_stretch", "upper_trap_stretch"])
def test_the_hand_goes_to_the_head_beside_the_face(name: str, shipped: dict[str, Figure]) -> None:
    """Seen from the front, neither palm nor forearm crosses eyes, nose or mouth on its way."""
    for bones in whole_turn(shipped[name]):
        arm = bones.arms[1]
        face = bones.head_frame.at(bones.skull, 9.0, -3.0, 0.0)
        for point in (arm.palm, arm.wrist, arm.elbow.towards(arm.wrist, 0.5)):
            if point.x > face.x - 4:
                assert ((point.y - face.y) ** 2 + (point.z - face.z) ** 2) ** 0.5 > 8


def test_the_strap_passes_above_the_knee(shipped: dict[str, Figure]) -> None:
    for bones in whole_turn(shipped["hamstring_strap"]):
        leg, palm = bones.legs[1], bones.arms[1].palm
        ball_of_foot = leg.sole.towards(leg.toes, 0.5)
        part = (leg.knee.x - palm.x) / (ball_of_foot.x - palm.x)
        assert palm.towards(ball_of_foot, part).y > leg.knee.y + body.Build().knee
