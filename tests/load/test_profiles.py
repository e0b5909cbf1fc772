"""Versions that a routine describes, and a patient's own file."""

import pytest

from compiler.customise import Customisation, DoseKind, customise
from compiler.load import OptionProblem, from_options, load_patient
from compiler.model.routine import Captions, ExerciseStep, SayStep
from tests.load.conftest import ROUTINE, Desk, DoseOf

PROFILES = f"""{ROUTINE}
profiles:
  gentle:
    title: Gentle Morning
    hold: {{all: 20s, knee: 15s}}
    words_per_minute: 120
    cues: {{knee: [{{at: +3s, say: Easy now.}}]}}
  longer:
    add:
      - after: tilt
        steps:
          - say: Once more.
          - exercise: tilt
            reps: 4
    fit: 8m
  short: {{skip: tilt, reps: 5}}
"""


KNOWN = ("knee", "tilt")


def profile(desk: Desk, name: str) -> Customisation:
    loaded = desk.load(PROFILES)
    assert loaded.routine, loaded.diagnostics
    return loaded.profiles[name]


def test_a_profile_changes_doses_voice_cues_and_title(desk: Desk, doses: DoseOf) -> None:
    changed = customise(desk.routine(PROFILES), [profile(desk, "gentle")]).routine
    assert doses(changed) == [("tilt", 8), ("knee", 15), ("knee", 15)]
    assert changed.title == "Gentle Morning"
    assert changed.variant == "gentle"
    assert {step.voice.words_per_minute for step in changed.steps} == {120}
    knee = changed.steps[3]
    assert isinstance(knee, ExerciseStep)
    assert [cue.line.text for cue in knee.cues] == ["Easy now."]


def test_a_profile_adds_steps(desk: Desk, doses: DoseOf) -> None:
    changed = customise(desk.routine(PROFILES), [profile(desk, "longer")])
    assert doses(changed.routine) == [("tilt", 8), ("tilt", 4), ("knee", 30), ("knee", 30)]
    added = changed.routine.steps[2]
    assert isinstance(added, SayStep)
    assert added.line.text == "Once more."
    assert changed.fit is not None


def test_what_a_profile_adds_can_be_changed_by_later_layers_only(desk: Desk, doses: DoseOf) -> None:
    later = from_options({DoseKind.REPS: ["6"]})
    assert later is not None
    changed = customise(desk.routine(PROFILES), [profile(desk, "longer"), later]).routine
    assert doses(changed)[:2] == [("tilt", 6), ("tilt", 6)]


def test_the_command_line_has_the_last_word_after_patient_and_profile(desk: Desk, doses: DoseOf) -> None:
    path = desk.write("ana.yaml", "name: Ana\nhold: {knee: 25s}\nreps: 4\n")
    patient, problems = load_patient(path, KNOWN)
    assert patient and not problems
    command = from_options({DoseKind.REPS: ["6"]})
    assert command
    changed = customise(desk.routine(PROFILES), [profile(desk, "gentle"), patient.layer, command]).routine
    assert doses(changed) == [("tilt", 6), ("knee", 25), ("knee", 25)]
    assert (changed.patient, changed.variant) == ("Ana", "gentle.ana")


def test_a_patients_file_may_speak_of_exercises_of_other_routines(desk: Desk) -> None:
    text = "name: Ana\nhold: {bridge: 25s}\nskip: lunge\n"
    patient, _ = load_patient(desk.write("ana.yaml", text), (*KNOWN, "bridge", "lunge"))
    assert patient
    assert customise(desk.routine(), [patient.layer]).diagnostics == ()


def test_a_profile_outside_a_range_is_told_at_its_line(desk: Desk) -> None:
    text = f"{ROUTINE}profiles:\n  long: {{hold: {{knee: 90s}}}}\n"
    layer = desk.load(text).profiles["long"]
    problem = customise(desk.routine(text), [layer]).diagnostics[0]
    assert str(problem.span) == f"{desk.folder / 'morning.yaml'}:11:23"
    assert "outside the range of Knee to Chest, 10s to 1m" in problem.message


def test_words_without_a_value_for_the_exercise_that_a_profile_names_are_a_mistake(desk: Desk) -> None:
    said = "[{at: halfway, say: 'Half of {hold}.'}]"
    text = f"{ROUTINE}profiles:\n  named: {{cues: {{tilt: {said}}}}}\n  common: {{cues: {{all: {said}}}}}\n"
    profiles = desk.load(text).profiles
    (problem,) = customise(desk.routine(text), [profiles["named"]]).diagnostics
    assert problem.message == "{hold} has no value here"
    assert problem.span
    assert customise(desk.routine(text), [profiles["common"]]).diagnostics == ()


@pytest.mark.parametrize(
    ("profile_text", "message"),
    [
        ("{hodl: 20s}", "unknown key 'hodl'"),
        ("{hold: 20}", "20 has no unit"),
        ("{add: [{steps: [{say: Hi}]}]}", "needs either after or before, with the name of an exercise"),
        ("{add: [{after: tilt, steps: [{exercise: tlit}]}]}", "there is no exercise 'tlit'"),
        ("{cues: {knee: [{at: +3s, say: 'Now {hodl}.'}]}}", "there is no {hodl} to fill in"),
        ("{scale: 0}", "must be from 0.1 to 10"),
    ],
)
def test_mistakes_in_profiles_are_found_by_loading(desk: Desk, profile_text: str, message: str) -> None:
    loaded = desk.load(f"{ROUTINE}profiles:\n  broken: {profile_text}\n")
    assert loaded.routine is None
    assert [d for d in loaded.diagnostics if message in d.message and d.span], loaded.diagnostics


def test_a_patients_exercise_that_is_nowhere_is_an_error(desk: Desk) -> None:
    path = desk.write("ana.yaml", "name: Ana\nhold: {kne: 25s}\n")
    patient, (problem,) = load_patient(path, KNOWN)
    assert patient is not None  # so that what else is wrong with the doses is told as well
    assert (str(problem.span), problem.hint) == (f"{path}:2:13", "did you mean knee?")


def test_a_patients_file_needs_a_name(desk: Desk) -> None:
    patient, problems = load_patient(desk.write("ana.yaml", "hold: 20s\n"), KNOWN)
    assert patient is None
    assert problems[0].message == "'name' is missing here"


def test_a_profile_or_an_option_burns_captions_in(desk: Desk) -> None:
    text = f"{ROUTINE}captions: burnt_in\nprofiles: {{plain: {{captions: closed}}}}\n"
    loaded = desk.load(text)
    assert loaded.routine and loaded.routine.captions is Captions.BURNT_IN
    plain, option = loaded.profiles["plain"], from_options({}, captions="burnt_in")
    assert option is not None
    assert customise(loaded.routine, [plain]).routine.captions is Captions.CLOSED
    assert customise(loaded.routine, [plain, option]).routine.captions is Captions.BURNT_IN
    assert desk.routine().captions is Captions.CLOSED


@pytest.mark.parametrize("word", ["burned_in", "yes", "[closed]"])
def test_captions_of_another_kind_are_a_mistake(desk: Desk, word: str) -> None:
    loaded = desk.load(f"{ROUTINE}captions: {word}\n")
    assert loaded.routine is None
    assert "captions" in loaded.diagnostics[0].render()
    with pytest.raises(OptionProblem, match="burnt_in"):
        from_options({}, captions=word)
