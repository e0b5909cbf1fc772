"""How names are spoken: in the routine, an exercise, a project and a translation."""

import pytest

from compiler.model.routine import ExerciseStep, SayAs
from tests.load.conftest import ROUTINE, TILT, Desk

NAMED = ROUTINE.replace("say: Lie down.", "say: Lie down with Dr. Nguyen.")


def table(names: tuple[SayAs, ...]) -> dict[str, tuple[str, str]]:
    return {name.written: (name.plain, name.ipa) for name in names}


def with_names(names: str, text: str = NAMED) -> str:
    return text.replace("steps:", f"say_as: {names}\nsteps:")


def test_plain_spelling_ipa_or_both(desk: Desk) -> None:
    names = "{Lie: lye, Dr. Nguyen: /nwɪn/, down: {say: dowun, ipa: daʊn}}"
    loaded = desk.load(with_names(names))
    assert loaded.diagnostics == ()
    assert loaded.routine is not None
    assert table(loaded.routine.say_as) == {
        "Lie": ("lye", ""),
        "Dr. Nguyen": ("", "nwɪn"),
        "down": ("dowun", "daʊn"),
    }


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("{Lie: /l1e/}", "is no IPA: '1' is no letter of it"),
        ("{Lie: '...'}", "cannot be spoken: ..."),
        ("{Lie: {ipa: '//'}}", "is no IPA: it is empty"),
        ("{Lie: {}}", "needs how it is spoken"),
        ("{'--': dash}", "is no name: '--'"),
    ],
)
def test_what_cannot_be_spoken_is_a_mistake_at_its_place(desk: Desk, names: str, message: str) -> None:
    (problem,) = desk.load(with_names(names)).diagnostics
    assert message in problem.message
    assert problem.span and problem.span.line == 2


def test_a_name_that_nothing_says_is_told(desk: Desk) -> None:
    (problem,) = desk.load(with_names("{Nguyen: win, Zorp: zoorp}")).diagnostics
    assert (problem.severity, problem.message) == (
        "warning",
        "say_as has no effect: nothing says 'Zorp'",
    )


def test_an_exercise_brings_its_own(desk: Desk) -> None:
    desk.write("assets/exercises/tilt.yaml", f"{TILT}say_as: {{Pelvic: PEL-vick}}\n")
    tilt = desk.routine().steps[1]
    assert isinstance(tilt, ExerciseStep)
    assert table(tilt.say_as) == {"Pelvic": ("PEL-vick", "")}


def test_the_projects_table_holds_everywhere_and_the_routines_goes_before_it(desk: Desk) -> None:
    desk.write("assets/say_as.yaml", "say_as: {Nguyen: noo-yen, Kegel: KAY-gul}\n")
    loaded = desk.load(with_names("{Nguyen: win}"))
    assert loaded.diagnostics == ()
    assert loaded.routine is not None
    assert table(loaded.routine.say_as) == {"Nguyen": ("win", ""), "Kegel": ("KAY-gul", "")}


def test_a_mistake_in_the_projects_table_is_told_in_its_file(desk: Desk) -> None:
    path = desk.write("assets/say_as.yaml", "say_as:\n  Nguyen: '!'\n")
    loaded = desk.load(NAMED)
    assert loaded.routine is None
    (problem,) = loaded.diagnostics
    assert str(problem.span) == f"{path.relative_to(desk.folder)}:2:11"


def test_a_translation_keeps_ipa_and_not_what_is_spelt_for_another_voice(desk: Desk) -> None:
    desk.write("assets/say_as.yaml", "say_as: {Kegel: KAY-gul}\n")
    desk.write("assets/say_as.de.yaml", "say_as: {Kegel: Kegl}\n")
    words = "Morning: Morgen, Lie down with Dr. Nguyen.: Mit Dr. Nguyen hinlegen."
    desk.write("morning.de.yaml", f"words: {{{words}}}\nsay_as: {{Mit: mitt}}\n")
    routine = desk.load(with_names("{Lie: lye, Nguyen: {say: win, ipa: nwɪn}}"), language="de").routine
    assert routine is not None
    assert table(routine.say_as) == {"Kegel": ("Kegl", ""), "Nguyen": ("", "nwɪn"), "Mit": ("mitt", "")}
