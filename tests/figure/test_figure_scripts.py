"""What a script may say, and what it is told when it is wrong."""

from collections.abc import Callable

import pytest
from figure_samples import SMALL

from compiler.figure import Figure
from compiler.model.errors import Diagnostic
from compiler.model.routine import PhaseRole, Side

Read = Callable[[str], tuple[Figure | None, list[Diagnostic]]]

WANTED = {
    "pelvic_tilt", "bridge", "knee_to_chest", "trunk_rotation", "hamstring_strap", "double_knee_to_chest",
    "figure_four", "seated_rhomboid", "shoulder_blade_squeeze", "upper_trap_stretch", "levator_stretch",
    "chin_tuck", "thread_the_needle", "cat_cow", "child_pose", "open_book", "thoracic_extension_chair",
    "seated_side_bend", "seated_trunk_rotation", "seated_cat_cow", "seated_forward_bend", "seated_march",
    "seated_hamstring", "sit_to_stand", "seated_knee_extension", "wall_ball_release", "self_massage_shoulder",
    "wall_pec_stretch", "standing_back_extension", "bird_dog", "clamshell", "side_lying_leg_lift",
    "standing_pelvic_tilt_wall", "heel_slide", "ankle_pump", "arm_reach_overhead_lying", "butterfly",
}  # fmt: skip


def test_the_library_has_what_the_routines_use(shipped: dict[str, Figure]) -> None:
    assert set(shipped) >= WANTED


def test_phases_are_the_scripts_own_in_order(shipped: dict[str, Figure]) -> None:
    phases = shipped["bridge"].phases
    assert [(p.name, int(p.seconds)) for p in phases] == [("lift", 2), ("hold", 4), ("lower", 2)]
    assert [p.role for p in phases] == [PhaseRole.MOVE_IN, PhaseRole.HOLD, PhaseRole.MOVE_OUT]


NEVER_STILL = {"shoulder_roll", "shoulder_pendulum"}
"""Their exercises are counted: rolling and swinging, there is nothing to hold."""


def test_every_shipped_turn_moves_in_and_can_be_held(shipped: dict[str, Figure]) -> None:
    for name, figure in shipped.items():
        roles = [p.role for p in figure.phases]
        assert roles[0] is PhaseRole.MOVE_IN, name
        assert (PhaseRole.HOLD in roles) is (name not in NEVER_STILL), name
        assert roles[-1] is (PhaseRole.HOLD if name.startswith("way_") else PhaseRole.MOVE_OUT), name


def test_the_side_that_moves_is_said(shipped: dict[str, Figure]) -> None:
    assert shipped["knee_to_chest"].shown_side is Side.RIGHT
    assert shipped["clamshell"].shown_side is Side.LEFT


def test_a_pose_takes_over_what_it_does_not_say(small: Figure) -> None:
    rest, up = small.movements[-1].stop, small.movements[0].stop
    assert up.root == rest.root
    assert up.legs[0] == rest.legs[0]
    assert (up.legs[1].hip, up.legs[1].foot) == (100, None)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ("view: side", "view: sidewise", 2, "view must be one of"),
        ("place: bed", "place: sofa", 3, "place must be one of"),
        ("hip: 100", "hip: high", 14, "hip must be a number"),
        ("hip: 100", "hips: 100", 14, "unknown key 'hips'"),
        ("[50, 0, 9]", "[50, 0]", 10, "must be three numbers"),
        ("[50, 0, 9]", "[50, low, 9]", 10, "must be a number"),
        ("like: rest", "like: rust", 13, "there is no pose 'rust'"),
        ("to: up", "to: upp", 16, "there is no pose 'upp'"),
        ("seconds: 2s, to: up", "seconds: 2, to: up", 16, "has no unit"),
        ("role: move-in", "role: lift", 16, "role must be one of"),
        (", to: up", "", 16, "says where to"),
        ("[left_foot]", "[left_ear]", 6, "planted must be one of"),
        ("arms: {flex: 8, out: 14, elbow: 10}", "arms: {hand: [1, 2]}", 11, "hand must be three numbers"),
        ("arms: {flex: 8, out: 14, elbow: 10}", "arms: {hand: {on: left_eye}}", 11, "on must be one of"),
        ("poses:", "props:\n  - {kind: arrow, path: [[1, 2, 3]]}\nposes:", 8, "path of three points, not 1"),
        ("poses:", "props:\n  - {kind: pillow, path: [[1, 2, 3]]}\nposes:", 8, "only an arrow has a path"),
        ("poses:", "posture: 1\nposes:", 7, "unknown key 'posture'"),
    ],
)
def test_a_wrong_word_is_shown_where_it_stands(
    script: Read, was: str, becomes: str, line: int, says: str
) -> None:
    figure, problems = script(SMALL.replace(was, becomes, 1))
    assert figure is None
    found = [(d.span.line, d.message) for d in problems if d.span]
    assert any(at == line and says in message for at, message in found), found


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("hip: 100, knee: 100", "hip: 100, knee: 175", "the right knee comes to 17"),
        ("hip: 100, knee: 100", "hip: 170, knee: 100", "the right hip bend comes to 1"),
        ("hip: 100, knee: 100", "hip: 100, knee: -30", "the right knee comes to"),
        ("hip: 100, knee: 100", "hip: -25, knee: 0", "too high for the right knee"),
        ("height: 10.5}", "height: 3}", "too high for the chest"),
        (
            "up:\n    like: rest\n",
            "up:\n    like: rest\n    root: {x: -90}\n",
            "left foot is planted but slides",
        ),
        ("up:\n    like: rest\n", "up:\n    like: rest\n    neck: {bend: 120}\n", "neck's bend comes to 120"),
        ("elbow: 10}", "elbow: -40}", "elbow"),
    ],
)
def test_what_no_body_can_do_is_refused_with_its_phase(
    script: Read, was: str, becomes: str, says: str
) -> None:
    figure, problems = script(SMALL.replace(was, becomes, 1))
    assert figure is None
    assert any(says in d.message and d.span and d.span.line >= 16 for d in problems), problems


def test_all_mistakes_come_at_once(script: Read) -> None:
    text = SMALL.replace("view: side", "view: up").replace("hip: 100", "hip: x").replace("bed", "cloud")
    _, problems = script(text)
    assert len(problems) == 3
