"""Hands: how they close, where their palms look, what they hold; and a breath that is shown."""

from collections.abc import Callable

import pytest
from figure_samples import SMALL

from compiler.figure import Figure
from compiler.figure.camera import looking
from compiler.figure.hands import grasp, hand_pieces, inward
from compiler.figure.motion import posed
from compiler.figure.person import person_shapes
from compiler.figure.presenters import presenter_named
from compiler.figure.props import held_shapes
from compiler.figure.skeleton import Skeleton
from compiler.model.errors import Diagnostic

Read = Callable[[str], tuple[Figure | None, list[Diagnostic]]]
ARMS = "arms: {flex: 8, out: 14, elbow: 10}"


def lying(script: Read, arms: str, more: str = "poses:") -> tuple[Figure, Skeleton]:
    """The small script with other arms, and its body at rest."""
    figure, problems = script(SMALL.replace(ARMS, arms).replace("poses:", more))
    assert figure is not None, problems
    return figure, posed(figure, figure.movements[-1].stop)


def test_a_hand_closes_towards_its_palm(script: Read) -> None:
    reach = []
    for grip in ("0.05", "0.5", "1"):
        _, bones = lying(script, ARMS.replace("}", f", grip: {grip}}}"))
        arm = bones.arms[1]
        ends = [group[-1].at for piece in hand_pieces(arm, 1.0, 2.4) for group in piece]
        reach.append(max(end.distance(arm.wrist) for end in ends))
    assert reach[0] > reach[1] > reach[2]
    assert reach[2] < 14


@pytest.mark.parametrize(("thumb", "looks"), [("[0, 0, -1]", (0, -1, 0)), ("[0, 0, 1]", (0, 1, 0))])
def test_the_thumb_says_where_the_palm_looks(
    script: Read, thumb: str, looks: tuple[float, float, float]
) -> None:
    """Arms along the body, fingers to the feet: with the thumbs to the body both palms look down."""
    _, bones = lying(
        script, f"arms: {{hand: [0, 24, 34], elbow_towards: [0, 1, 1], fingers: [1, 0, 0], thumb: {thumb}}}"
    )
    for arm, outward in zip(bones.arms, (-1.0, 1.0), strict=True):
        assert tuple(inward(arm, outward)) == pytest.approx(looks, abs=1e-6)


def test_a_forearm_that_is_rolled_in_turns_its_thumb_to_the_body(script: Read) -> None:
    _, bones = lying(script, ARMS.replace("}", ", roll: 90}"))
    left, right = bones.arms
    assert right.hand_frame.front.z < -0.9
    assert left.hand_frame.front.z > 0.9


@pytest.mark.parametrize("kind", ["stick", "band", "towel"])
def test_what_is_held_runs_through_both_hands(script: Read, kind: str) -> None:
    props = f"props:\n  - {{kind: {kind}}}\nposes:"
    figure, bones = lying(script, "arms: {flex: 80, elbow: 4, grip: 0.8}", props)
    camera = looking("top")
    points = [
        p for _, shapes in held_shapes(figure, bones, camera) for s in shapes for o in s.corners for p in o
    ]
    for arm, outward in zip(bones.arms, (-1.0, 1.0), strict=True):
        x, y = camera.point(grasp(arm, outward))
        assert min(abs(px - x) + abs(py - y) for px, py in points) < 3
    assert (max(p[1] for p in points) - min(p[1] for p in points)) > 30


def test_the_ends_of_a_towel_hang_out_of_the_hands(script: Read) -> None:
    lowest = {}
    for kind in ("stick", "towel"):
        props = f"props:\n  - {{kind: {kind}}}\nposes:"
        figure, bones = lying(script, "arms: {flex: 80, elbow: 4, grip: 0.8}", props)
        held = held_shapes(figure, bones, looking("side"))
        lowest[kind] = max(y for _, shapes in held for s in shapes for o in s.corners for _, y in o)
    assert lowest["towel"] > lowest["stick"] + 10


def test_a_breath_lifts_the_belly_and_widens_the_ribs(script: Read) -> None:
    who, drawn = presenter_named("default"), {}
    for breath in ("", "    belly: 3\n", "    ribs: 2\n"):
        _, bones = lying(script, f"{ARMS}\n{breath}".rstrip())
        drawn[breath] = {view: person_shapes(bones, who, looking(view)) for view in ("side", "top")}
    flat, belly, ribs = drawn.values()
    assert flat["side"] != belly["side"]
    assert flat["top"] != ribs["top"]
