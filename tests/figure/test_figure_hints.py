"""Regions that are tinted, and the end of a way in that is hinted at: seen where they should be, and only there."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from figure_samples import SMALL

from compiler.figure import Figure, figure_key
from compiler.figure.camera import looking
from compiler.figure.frames import drawn_turn
from compiler.figure.ghost import ghost_shapes
from compiler.figure.motion import moment
from compiler.figure.presenters import presenter_named
from compiler.figure.regions import REGIONS, region_names
from compiler.figure.tints import tint_shapes
from compiler.model.errors import Diagnostic

Script = Callable[[str], tuple[Figure | None, list[Diagnostic]]]

HELD = 1
"""The number of the phase in which the small figure holds its knee up."""


def tints(figure: Figure, *names: str, view: str = "side") -> list[tuple[float, float]]:
    """Where the middle of each tint is seen while the pose is held, in centimetres right and up."""
    shown = replace(figure, highlight=names)
    bones = moment(figure, figure.movements[HELD], 0, 2, 30.0)
    found = []
    for _, shapes in tint_shapes(shown, bones, looking(view)):  # type: ignore[arg-type]
        points = [point for outline in shapes[0].corners for point in outline]
        found.append((sum(x for x, _ in points) / len(points), -sum(y for _, y in points) / len(points)))
    return found


@pytest.mark.parametrize("name", REGIONS)
def test_every_region_is_seen_from_some_side(small: Figure, name: str) -> None:
    views = ("side", "front", "back", "top", "feet", "high")
    assert any(tints(small, name, view=view) for view in views)


def test_the_side_that_works_is_tinted_and_others_by_their_names(small: Figure) -> None:
    working, other = tints(small, "quadriceps"), tints(small, "other_quadriceps")
    assert len(working) == len(other) == 1
    assert working == tints(small, "right_quadriceps") and other == tints(small, "left_quadriceps")
    assert working[0][1] > other[0][1] - 30 and working != other
    assert len(tints(small, "both_quadriceps")) == 2


def test_what_lies_on_the_front_is_not_seen_from_behind(shipped: dict[str, Figure]) -> None:
    standing = shipped["standing_back_extension"]
    assert tints(standing, "abdomen", view="front") and not tints(standing, "abdomen", view="back")
    assert tints(standing, "lower_back", view="back") and not tints(standing, "lower_back", view="front")


def test_the_front_of_a_forearm_is_where_its_palm_looks(script: Script) -> None:
    arms = "arms: {hand: [0, 24, 34], elbow_towards: [0, 0, 1], fingers: [1, 0, 0], thumb: [0, 0, OUT]}"
    for out, above, below in (
        ("1", "forearm_front", "forearm_back"),
        ("-1", "forearm_back", "forearm_front"),
    ):
        figure, problems = script(
            SMALL.replace("arms: {flex: 8, out: 14, elbow: 10}", arms.replace("OUT", out))
        )
        assert figure, problems
        assert len(tints(figure, above, view="top")) == 2 and not tints(figure, below, view="top")


def test_an_unknown_region_is_told_with_its_place_and_what_was_meant(script: Script) -> None:
    figure, problems = script(SMALL.replace("planted", "highlight: [calf, hamstring]\nplanted", 1))
    assert figure is None
    (problem,) = problems
    assert problem.span and (problem.span.line, problem.span.column) == (6, 19)
    assert "hamstring" in problem.message and "hamstrings" in (problem.hint or "")


def test_the_docs_list_every_region() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in REGIONS)
    assert len(region_names()) == len(set(region_names()))


def test_the_end_is_hinted_at_on_the_way_there_alone(small: Figure) -> None:
    camera, who, hinting = looking("side"), presenter_named("default"), replace(small, ghost=True)
    lift, hold, lower = hinting.movements
    assert ghost_shapes(hinting, lift, 0.5, who, camera)
    assert not ghost_shapes(hinting, lift, 1.0, who, camera)
    assert not ghost_shapes(small, lift, 0.5, who, camera)
    assert not ghost_shapes(hinting, hold, 0.5, who, camera) + ghost_shapes(hinting, lower, 0.5, who, camera)


def test_small_movements_hint_at_nothing(shipped: dict[str, Figure]) -> None:
    tuck = replace(shipped["chin_tuck"], ghost=True)
    assert not ghost_shapes(tuck, tuck.movements[0], 0.5, presenter_named("default"), looking("side"))


def test_hints_change_pictures_and_keys(small: Figure) -> None:
    how = {"size": (160, 90), "frame_rate": Fraction(10), "presenter": "default", "mirrored": False}
    figures = [small, replace(small, ghost=True), replace(small, highlight=("hamstrings",))]
    pictures = [next(drawn_turn(one, (4, 2, 4), **how, only={1}).pictures()).y.tobytes() for one in figures]  # type: ignore[arg-type]
    assert len(set(pictures)) == 3
    assert len({figure_key(one, (4, 2, 4), **how) for one in figures}) == 3  # type: ignore[arg-type]
