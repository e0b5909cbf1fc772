"""What a patient is to avoid: each exercise that asks for it is told at its place."""

import pytest

from compiler.customise import customise
from compiler.load import load_patient
from compiler.model.errors import Diagnostic, errors_among

from .conftest import KNEE, Desk

ROUTINE = """\
title: Morning
steps:
  - exercise: cat_cow
  - exercise: seated_march
  - exercise: knee
"""
OWN = f"{KNEE}needs: a mat and a long strap\nequipment: balance board\n"


def told(desk: Desk, avoid: str) -> list[Diagnostic]:
    desk.write("assets/exercises/knee.yaml", OWN)
    loaded = desk.load(ROUTINE)
    assert loaded.routine, loaded.diagnostics
    path = desk.write("ana.yaml", f"name: Ana\navoid: {avoid}\n")
    patient, problems = load_patient(path, loaded.exercises, loaded.routine.path)
    assert patient
    found = [*problems, *customise(loaded.routine, [patient.layer]).diagnostics]
    assert all(one.span and one.span.path == path and one.span.line == 2 for one in found)
    return found


@pytest.mark.parametrize(
    ("avoid", "exercises"),
    [
        ("hands and knees", ["Cat and Cow"]),
        ("kneeling", ["Cat and Cow"]),
        ("sitting", ["Seated March"]),
        ("lower back", ["Cat and Cow"]),
        ("bending back", ["Cat and Cow"]),
        ("chair", ["Seated March"]),
        ("strap", ["Knee to Chest"]),
        ("mat", ["Cat and Cow", "Knee to Chest"]),
        ("balance board", ["Knee to Chest"]),
        ("[lying on the front, ball]", []),
    ],
)
def test_an_exercise_that_asks_for_it_is_a_warning(desk: Desk, avoid: str, exercises: list[str]) -> None:
    warned = [one for one in told(desk, avoid) if "asks for what is to be avoided" in one.message]
    assert [one.message.split(" asks")[0] for one in warned] == exercises
    assert errors_among(warned) == ()


@pytest.mark.parametrize("avoid", ["kneeling", "neck", "twisting"])
def test_an_exercise_that_does_not_say_it_is_a_warning_too(desk: Desk, avoid: str) -> None:
    text = "name: Own\nhold: 20s\n"
    desk.write("assets/exercises/own.yaml", text)
    loaded = desk.load("title: T\nsteps:\n  - exercise: own\n")
    assert loaded.routine
    patient, _ = load_patient(desk.write("ana.yaml", f"name: Ana\navoid: {avoid}\n"), loaded.exercises)
    assert patient
    (one,) = customise(loaded.routine, [patient.layer]).diagnostics
    assert one.message == f"it is not known whether Own asks for {avoid}"


@pytest.mark.parametrize(
    ("avoid", "hint"),
    [
        ("kneling", "did you mean kneeling or lying?"),
        ("seated_march", "it is an exercise: write skip: seated_march"),
    ],
)
def test_a_word_that_no_exercise_asks_for_is_an_error(desk: Desk, avoid: str, hint: str) -> None:
    (problem,) = errors_among(tuple(told(desk, avoid)))
    assert (problem.message, problem.hint) == (f"no exercise asks for {avoid!r}", hint)
