"""A routine is made as long as asked: holds first, then rests, then sets, each within its range."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from compiler.model.routine import (
    Dose,
    ExerciseStep,
    Limits,
    Line,
    MissingClip,
    RestStep,
    Routine,
    Side,
    Voice,
)
from compiler.plan import Fitted, fit, plan
from compiler.plan.sums import Sums
from tests.plan.routines import half_a_second_a_word


def range_of(least: int, most: int) -> Limits:
    return Limits(minimum=Fraction(least), maximum=Fraction(most))


def exercise(name: str, hold: int, *, sets: int = 1, sets_range: Limits | None = None) -> ExerciseStep:
    return ExerciseStep(
        id=name,
        name=name,
        dose=Dose(hold=Fraction(hold), sets=sets, sides=(Side.LEFT, Side.RIGHT)),
        media=MissingClip(name=name),
        hold_limits=range_of(10, 60),
        sets_limits=sets_range,
    )


@pytest.fixture
def routine() -> Routine:
    """Two holds of half a minute on each side, and a rest between them."""
    return Routine(
        path=Path("r.yaml"),
        slug="r",
        title="Two Holds",
        summary="",
        voice=Voice(),
        steps=(
            exercise("a", 30, sets_range=range_of(1, 3)),
            RestStep(seconds=Fraction(15), limits=range_of(10, 20)),
            exercise("b", 30),
        ),
    )


@pytest.fixture
def fitted(routine: Routine) -> Callable[[int], Fitted]:
    """The routine with so many seconds more, or fewer, than it has."""

    def make(change: int) -> Fitted:
        length = plan(routine, half_a_second_a_word, measured=True).timeline.duration_seconds
        found = fit(routine, Fraction(ceil(length) + change), half_a_second_a_word)
        planned = plan(found.routine, half_a_second_a_word, measured=True).timeline
        assert planned.duration_seconds == found.seconds
        return found

    return make


def doses(found: Fitted) -> list[tuple[int, int]]:
    """Seconds and sets of each exercise; of a rest its seconds and no sets."""
    return [
        (int(step.dose.hold or 0), step.dose.sets)
        if isinstance(step, ExerciseStep)
        else (int(step.seconds), 0)
        for step in found.routine.steps
        if isinstance(step, ExerciseStep | RestStep)
    ]


def test_time_is_spread_evenly_over_holds(fitted: Callable[[int], Fitted]) -> None:
    found = fitted(40)
    assert found.exact
    assert doses(found) == [(40, 1), (15, 0), (40, 1)]


def test_what_holds_cannot_make_up_evenly_a_rest_does(fitted: Callable[[int], Fitted]) -> None:
    found = fitted(41)
    assert found.exact
    assert doses(found) == [(40, 1), (16, 0), (40, 1)]


def test_rests_change_when_holds_are_at_their_end(fitted: Callable[[int], Fitted]) -> None:
    found = fitted(123)
    assert found.exact
    assert doses(found)[0] == doses(found)[2] == (60, 1)
    assert 15 < doses(found)[1][0] <= 20


def test_sets_change_when_rests_are_at_their_end_too(fitted: Callable[[int], Fitted]) -> None:
    found = fitted(200)
    assert found.exact
    assert doses(found)[0][1] == 2
    assert doses(found)[2][1] == 1  # b has no range of sets


def test_shorter_works_as_well(fitted: Callable[[int], Fitted]) -> None:
    found = fitted(-60)
    assert found.exact
    assert doses(found)[0][0] == doses(found)[2][0] == 15


@pytest.mark.parametrize(
    ("change", "expected"), [(-300, [(10, 1), (10, 0), (10, 1)]), (3000, [(60, 3), (20, 0), (60, 1)])]
)
def test_out_of_reach_is_the_nearest_that_the_ranges_allow(
    fitted: Callable[[int], Fitted], change: int, expected: list[tuple[int, int]]
) -> None:
    found = fitted(change)
    assert not found.exact
    assert doses(found) == expected


def test_what_is_fixed_stays(routine: Routine) -> None:
    length = plan(routine, half_a_second_a_word, measured=True).timeline.duration_seconds
    found = fit(
        routine, Fraction(ceil(length) + 40), half_a_second_a_word, {(0, "hold"), (0, "sets"), (1, "rest")}
    )
    assert found.exact
    assert doses(found) == [(30, 1), (15, 0), (50, 1)]


def test_an_exercise_without_a_range_stays(routine: Routine) -> None:
    steps = tuple(
        replace(step, hold_limits=None, sets_limits=None) if isinstance(step, ExerciseStep) else step
        for step in routine.steps
    )
    found = fit(replace(routine, steps=steps), Fraction(600), half_a_second_a_word)
    assert doses(found) == [(30, 1), (20, 0), (30, 1)]


def test_a_rest_stays_long_enough_for_its_words(routine: Routine) -> None:
    words = RestStep(seconds=Fraction(15), limits=range_of(2, 20), line=Line(text=" ".join(["word"] * 20)))
    found = fit(
        replace(routine, steps=(routine.steps[0], words, routine.steps[2])),
        Fraction(30),
        half_a_second_a_word,
    )
    assert doses(found)[1] == (11, 0)  # ten seconds of words and the quiet before them


def test_what_changed_is_told(fitted: Callable[[int], Fitted]) -> None:
    assert fitted(120).changed == ("a: hold 30s -> 1m", "b: hold 30s -> 1m")


def test_sums_prefer_the_first_choices_and_find_the_nearest() -> None:
    sums = Sums([(5, 3, 9), (10, 20)])
    assert sums.pick(14, 16) == (0, 0)
    assert sums.pick(22, 24) == (1, 1)
    assert sums.pick(16, 18) is None
    assert sums.nearest(16) == 15
    assert sums.nearest(100) == 29
    assert sums.nearest(0) == 13
