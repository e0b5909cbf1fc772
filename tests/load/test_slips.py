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
        (
            "title: T\nsteps:\n  - exercise: knee\n  - rest: {default: 5s, min: 9s}\n",
            "min is more than the default",
            None,
        ),
        ("title:\nsteps:\n  - exercise: knee\n", "title has no value", "give it one or remove it"),
        ("title: T\nsteps:\n  - rest = 20s\n", "no colon after rest", "write rest: 20s"),
        ("title: T\nsteps:\n  - {rest: 5s,, say: Hello.}\n", "two commas in a row", "delete one of them"),
        (
            "title: T\nsteps:\n  - {exercise: knee, sets: three}\n",
            "sets must be a whole number, got three",
            "write it in digits: 3",
        ),
        (
            "title: T\nsteps:\n  - {exercise: knee, sets: 4 sets}\n",
            "sets must be a whole number, got 4 sets",
            "write the number alone: 4",
        ),
        (
            "title: T\nsteps:\n  - {exercise: knee, video: knee.mp4}\n",
            "unknown key 'video'",
            "did you mean clip?",
        ),
        (
            "title: T\npresenter: mayaa\nsteps:\n  - exercise: knee\n",
            "there is no presenter 'mayaa'",
            "did you mean maya?",
        ),
        (
            "title: T\nsteps:\n  - <<: x\n    exercise: knee\n",
            "merge keys (<<) are not used here",
            "write the values out",
        ),
    ],
)
def test_a_slip_is_named_for_what_it_is(desk: Desk, text: str, message: str, hint: str | None) -> None:
    problem = desk.load(text).diagnostics[0]
    assert (problem.message, problem.hint) == (message, hint)


def test_a_rest_may_have_words(desk: Desk) -> None:
    routine = desk.routine("title: T\nsteps:\n  - exercise: knee\n  - say: Shake your legs.\n    rest: 20s\n")
    assert [type(step).__name__ for step in routine.steps] == ["ExerciseStep", "RestStep"]
