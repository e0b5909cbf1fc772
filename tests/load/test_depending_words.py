"""Words that depend on what a version leaves: `{count}`, `if:`, and warnings where they do not but should."""

import pytest

from compiler.customise import customise
from compiler.load import from_options
from compiler.model.routine import ExerciseStep, RestStep, Routine, SayStep
from tests.load.conftest import Desk

ROUTINE = """\
title: "{count} Moves"
summary: Easy. {count} moves for everybody.
steps:
  - say:
      - Lie down.
      - {say: Have a strap at hand., if: strap}
      - Breathe.
  - say: No strap today.
    if: not strap
  - exercise: tilt
  - rest: 15s
    if: [strap, knee]
  - exercise: knee
    setup:
      - Bend your {side}.
      - {say: Put the strap aside., if: strap}
    cues:
      - {at: halfway, say: The strap comes next., if: strap}
      - {at: -10s, say: "{count} in all."}
  - exercise: strap
closing: {say: Put the strap away., if: strap}
"""
STRAP = "name: Strap Pull\nneeds: a strap, a belt or a towel under your foot\nhold: 30s\n"


@pytest.fixture
def strap(desk: Desk) -> Desk:
    desk.write("assets/exercises/strap.yaml", STRAP)
    return desk


def version(desk: Desk, *skip: str, text: str = ROUTINE) -> tuple[Routine, list[str]]:
    loaded = desk.load(text)
    assert loaded.routine, loaded.diagnostics
    layer = from_options({}, skip=skip)
    made = customise(loaded.routine, [layer] if layer else [])
    return made.routine, [d.message for d in made.diagnostics]


def said(routine: Routine) -> list[str]:
    found = []
    for step in routine.steps:
        if isinstance(step, ExerciseStep):
            found += [line.text for line in (*step.setup, *(cue.line for cue in step.cues))]
        elif step.line:
            found.append(step.line.text)
    return [*found, *([routine.closing.text] if routine.closing else [])]


def test_words_stand_with_their_exercise(strap: Desk) -> None:
    routine, told = version(strap)
    assert told == []
    assert (routine.title, routine.summary) == ("Three Moves", "Easy. Three moves for everybody.")
    assert said(routine) == [
        "Lie down. Have a strap at hand. Breathe.",
        "Bend your {side}.",
        "Put the strap aside.",
        "The strap comes next.",
        "Three in all.",
        "Put the strap away.",
    ]


def test_words_go_with_their_exercise(strap: Desk) -> None:
    routine, told = version(strap, "strap")
    assert told == []
    assert (routine.title, routine.summary) == ("Two Moves", "Easy. Two moves for everybody.")
    assert said(routine) == ["Lie down. Breathe.", "No strap today.", "Bend your {side}.", "Two in all."]
    assert routine.closing is None, "the tool's own words stand in"


def test_a_step_goes_where_nothing_of_its_list_is_said(strap: Desk) -> None:
    text = (
        "title: T\nsteps:\n  - say: [{say: A strap., if: strap}]\n  - exercise: tilt\n  - exercise: strap\n"
    )
    assert isinstance(version(strap, text=text)[0].steps[0], SayStep)
    assert isinstance(version(strap, "strap", text=text)[0].steps[0], ExerciseStep)


def test_a_rest_goes_where_it_is_not_wanted(strap: Desk) -> None:
    routine, _ = version(strap, "strap", "knee")
    assert not any(isinstance(step, RestStep) for step in routine.steps)


def test_the_number_is_in_the_routines_language(strap: Desk) -> None:
    text = 'title: "{count} Dehnübungen"\nlang: de\nsteps:\n  - exercise: tilt\n  - exercise: knee\n'
    assert version(strap, text=text)[0].title == "Zwei Dehnübungen"
    assert version(strap, text=text.replace("lang: de", "lang: es"))[0].title == "Dos Dehnübungen"


def test_an_exercise_after_if_must_be_one_of_the_routine(strap: Desk) -> None:
    loaded = strap.load("title: T\nsteps:\n  - say: Hi.\n    if: not strop\n  - exercise: strap\n")
    (told,) = loaded.diagnostics
    assert loaded.routine is None
    assert (told.message, told.hint) == ("the routine has no exercise 'strop'", "did you mean strap?")
    assert told.span and (told.span.line, told.span.column) == (4, 9)


def test_a_recording_goes_with_words_and_not_with_a_list(strap: Desk) -> None:
    (told,) = strap.load(
        "title: T\nsteps:\n  - say: [One., {say: Two., if: strap}]\n    audio: a.wav\n"
    ).diagnostics
    assert told.message == "audio goes with words, and not with a list of them"


STALE = """\
title: Mornings
summary: Three gentle moves.
steps:
  - say: Have a belt at hand. Three minutes of exercises follow.
  - exercise: tilt
  - exercise: knee
  - exercise: strap
    cues: []
"""


def test_words_that_speak_of_what_is_left_out_are_told(strap: Desk) -> None:
    assert version(strap, text=STALE)[1] == []
    assert version(strap, "strap", text=STALE)[1] == [
        "'Three gentle moves': there are 2 in this version",
        "'belt' belongs to Strap Pull, which is left out in this version",
    ]


def test_a_thing_that_another_exercise_needs_may_be_named(strap: Desk) -> None:
    text = STALE.replace("- exercise: knee", "- exercise: knee\n    needs: a belt").replace(
        "Three gentle moves", "Moves"
    )
    assert version(strap, "strap", text=text)[1] == []
