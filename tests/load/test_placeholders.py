"""Words that are filled in with the dose: known names only, and only where they have a value."""

import pytest

from compiler.model.placeholders import filled
from tests.load.conftest import Desk


def test_filled_reads_naturally() -> None:
    values = {"hold": "thirty seconds", "side": "left knee"}
    assert filled("Now {hold} on the {side}.", values) == "Now thirty seconds on the left knee."
    assert filled("{hold} more.", values) == "Thirty seconds more."
    assert filled("Next is {next} then.", values) == "Next is then."


def test_other_braces_are_characters() -> None:
    assert filled("""'":\\%{}[];,<&> { hold }""", {"hold": "x"}) == """'":\\%{}[];,<&> { hold }"""


def routine(where: str) -> str:
    return f"title: Morning\nsteps:\n  - exercise: knee\n  - rest: 9s\n  - exercise: tilt\n{where}"


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("    setup: Do {resp} of these.", "there is no {resp} to fill in", "did you mean reps?"),
        (
            "    setup: Hold for {hold}.",
            "{hold} has no value here",
            "there is {reps}, {sets}, {name}, {next}, {count}",
        ),
        (
            "    setup: The {side} first.",
            "{side} has no value here",
            "there is {reps}, {sets}, {name}, {next}, {count}",
        ),
        ("  - say: For {hold}.", "{hold} has no value here", "there is {next}, {count}"),
        ("closing: On to {next}.", "{next} has no value here", "there is {count}"),
    ],
)
def test_a_name_without_a_value_is_an_error_with_a_place(
    desk: Desk, lines: str, message: str, hint: str
) -> None:
    loaded = desk.load(routine(f"{lines}\n"))
    (problem,) = loaded.diagnostics
    assert (problem.message, problem.hint) == (message, hint)
    assert problem.span is not None
    assert problem.span.line == 6


def test_known_names_are_fine(desk: Desk) -> None:
    text = routine("    setup: Do {reps} of {name}, {sets} times. Then {next}.\n  - say: Now {next}.\n")
    assert desk.load(text).diagnostics == ()
