"""A routine says where it is done; each exercise is drawn there, or it is told where it can be."""

from pathlib import Path

import pytest

from compiler.model.errors import Diagnostic
from compiler.model.routine import ExerciseStep, FigureUse, Routine
from tests.load.conftest import Desk

STEPS = "steps:\n  - exercise: bridge\n  - exercise: chin_tuck\n    hold: 10s\n"


def places(routine: Routine | None) -> list[str]:
    """Where each figure is drawn; "" is its usual place."""
    assert routine
    media = [step.media for step in routine.steps if isinstance(step, ExerciseStep)]
    return [one.place for one in media if isinstance(one, FigureUse)]


def told(problems: tuple[Diagnostic, ...]) -> list[tuple[int, str]]:
    return [(d.span.line, d.message) for d in problems if d.span and "place" in f"{d.message} {d.hint}"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("", ["", ""]),
        ("place: [mat, chair]\n", ["mat", ""]),
        ("place: [chair, floor]\n", ["floor", ""]),
        ("place: [bed, chair-at-wall]\n", ["", "chair-at-wall"]),
    ],
)
def test_each_exercise_takes_the_first_place_that_it_can_be_done_on(
    desk: Desk, place: str, expected: list[str]
) -> None:
    loaded = desk.load(f"title: T\n{place}{STEPS}")
    assert places(loaded.routine) == expected
    assert not told(loaded.diagnostics)


def test_a_step_has_a_place_of_its_own(desk: Desk) -> None:
    loaded = desk.load(
        "title: T\nplace: bed\nsteps:\n  - exercise: bridge\n  - exercise: bridge\n    place: mat\n"
    )
    assert places(loaded.routine) == ["", "mat"]


def test_a_place_that_cannot_be_is_told_with_those_that_can(desk: Desk) -> None:
    loaded = desk.load(f"title: T\nplace: mat\n{STEPS}")
    assert loaded.routine is None
    (problem,) = [d for d in loaded.diagnostics if "cannot be done" in d.message]
    assert problem.span
    assert problem.span.line == 5
    assert "chair, chair-at-wall" in (problem.hint or "")
    assert "place: [mat, chair]" in (problem.hint or "")


def test_a_step_s_own_place_is_told_where_it_stands(desk: Desk) -> None:
    loaded = desk.load("title: T\nsteps:\n  - exercise: bridge\n    place: chair\n")
    assert [
        (d.span.line, d.span.column) for d in loaded.diagnostics if d.span and "'chair'" in d.message
    ] == [(4, 12)]
    assert any("it can be: bed, mat, floor" in (d.hint or "") for d in loaded.diagnostics)


def test_a_place_where_nothing_is_done_is_told(desk: Desk) -> None:
    loaded = desk.load(f"title: T\nplace:\n  - bed\n  - chair\n  - wall\n{STEPS}")
    assert told(loaded.diagnostics) == [(5, "place 'wall' has no effect: nothing is done there")]


def test_what_is_filmed_is_where_it_was_filmed_unless_it_says_otherwise(desk: Desk, tmp_path: Path) -> None:
    desk.write("assets/clips/a.mp4", "")
    own = "exercises:\n  a:\n    name: A\n    clip: a.mp4\n    hold: {default: 30s}\n"
    loaded = desk.load(f"title: T\n{own}steps:\n  - exercise: a\n    place: mat\n")
    assert told(loaded.diagnostics) == [(9, "place has no effect: A is shown where it was filmed")]
    loaded = desk.load(f"title: T\n{own}    place: [chair]\nsteps:\n  - exercise: a\n    place: mat\n")
    assert any("A cannot be done on 'mat'" in d.message for d in loaded.diagnostics)


def test_an_exercise_may_leave_out_places_of_its_figure(desk: Desk) -> None:
    own = "exercises:\n  b:\n    name: B\n    figure: bridge\n    hold: {default: 30s}\n    place: [floor, mat]\n"
    assert places(desk.load(f"title: T\n{own}steps:\n  - exercise: b\n").routine) == ["floor"]
    loaded = desk.load(f"title: T\nplace: bed\n{own}steps:\n  - exercise: b\n")
    assert any("it can be done on: floor, mat" in (d.hint or "") for d in loaded.diagnostics)


def test_who_speaks_and_the_way_are_at_the_wall_where_the_exercises_are(desk: Desk) -> None:
    steps = "steps:\n  - say: Sit down.\n  - exercise: seated_march\n"
    routine = desk.load(f"title: T\nplace: chair-at-wall\n{steps}").routine
    assert routine
    media = routine.steps[1].media  # type: ignore[union-attr]
    assert isinstance(media, FigureUse)
    person = dict(routine.figures.speakers)[media.on]
    assert person.on == "chair-at-wall"
    assert person.at("bed") == person
