"""Slips of the pen that everybody makes once, and the hint that each gets."""

import pytest

from tests.load.conftest import Desk


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "title: T\nsteps:\n  - exercise: knee\n    side_names: {left: leg, the near one, right: leg}\n",
            "unknown key 'the near one'",
            "inside { } a comma starts a new key: put words that contain a comma in quotes",
        ),
        ("title:\nsteps:\n  - exercise: knee\n", "title has no value", "give it one or remove it"),
        (
            "title: T\nsteps:\n  - <<: x\n    exercise: knee\n",
            "merge keys (<<) are not used here",
            "write the values out",
        ),
    ],
)
def test_a_slip_is_named_for_what_it_is(desk: Desk, text: str, message: str, hint: str) -> None:
    problem = desk.load(text).diagnostics[0]
    assert (problem.message, problem.hint) == (message, hint)


def test_a_rest_may_have_words(desk: Desk) -> None:
    routine = desk.routine("title: T\nsteps:\n  - exercise: knee\n  - say: Shake your legs.\n    rest: 20s\n")
    assert [type(step).__name__ for step in routine.steps] == ["ExerciseStep", "RestStep"]
