"""Loads, how often and until when, signs to stop at, and doses that go on week by week."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from compiler.customise import customise
from compiler.customise.progression import layers_in
from compiler.deliver.description import description
from compiler.deliver.timeline_json import plan_object
from compiler.load import Loaded, load_patient
from compiler.model.errors import Diagnostic
from compiler.model.prescription import Load
from compiler.model.routine import Routine
from compiler.model.timeline import StepKind, Timeline
from compiler.narrate import estimate_seconds
from compiler.pipeline.variants import Variant, prepare
from compiler.plan import plan

from .conftest import ROUTINE, Desk

PRESCRIBED = f"""\
{ROUTINE}\
    load: 2 kg
frequency: twice a day
until: 31.1.2027
notes: On the firm side of the bed.
stop_if: [numbness, chest pain]
progression:
  week 1: {{hold: 20s}}
  week 3: {{sets: 3, load: {{tilt: red band}}}}
"""


def timeline(routine: Routine) -> Timeline:
    return plan(routine, estimate_seconds, measured=True).timeline


def loaded(desk: Desk, text: str = PRESCRIBED, name: str = "morning.yaml") -> Loaded:
    found = desk.load(text, name)
    assert found.routine, [problem.render() for problem in found.diagnostics]
    return found


def planned(desk: Desk, language: str = "en") -> Timeline:
    routine = loaded(desk).routine
    assert routine
    return timeline(customise(replace(routine, language=language), []).routine)


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("2 kg", "2", "kg"),
        ("2,5kg", "2.5", "kg"),
        ("5 lbs", "5", "lb"),
        ("500 g", "500", "g"),
        ("½ kg", "0", ""),
    ],
)
def test_a_weight_is_understood(written: str, amount: str, unit: str) -> None:
    load = Load.of(written)
    assert (float(load.amount), load.unit) == (float(amount), unit)


@pytest.mark.parametrize("written", ["red band", "RPE 4", "2 red bands"])
def test_other_loads_are_words(written: str) -> None:
    assert Load.of(written) == Load(written=written)


@pytest.mark.parametrize(
    ("language", "announced", "shown"),
    [
        ("en", "Knee to Chest. Thirty seconds each side, two sets, with two kilograms.", "2 kg"),
        ("de", "Knee to Chest. Dreißig Sekunden je Seite, zwei Sätze, zwei Kilogramm Gewicht.", "2 kg"),
        ("es", "Knee to Chest. Treinta segundos por lado, dos series, con dos kilogramos.", "2 kg"),
    ],
)
def test_a_load_is_announced_and_shown_and_told(
    desk: Desk, language: str, announced: str, shown: str
) -> None:
    made = planned(desk, language)
    assert announced in [cue.text for cue in made.cues]
    panels = [step.scene.word("detail") for step in made.steps if step.kind is StepKind.HOLD]
    assert panels[-1].endswith(f" · {shown}") and not panels[0].endswith(shown)
    assert made.exercises[-1].dose_words.endswith(f" · {shown}")
    assert plan_object(made)["exercises"][-1]["load"] == {"text": "2 kg", "amount": 2.0, "unit": "kg"}


@pytest.mark.parametrize(
    ("load", "said"),
    [("1 lb", "with one pound"), ("0.5 kg", "with half a kilogram"), ("2,5 kg", "with 2.5 kilograms")],
)
def test_a_weight_is_spoken_in_words(desk: Desk, load: str, said: str) -> None:
    made = timeline(desk.routine(f"{ROUTINE}    load: {load}\n"))
    assert any(cue.text.endswith(f"two sets, {said}.") for cue in made.cues)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Twice a day, until January 31, 2027"),
        ("de", "Zweimal täglich, bis 31. Januar 2027"),
        ("es", "Dos veces al día, hasta el 31 de enero de 2027"),
    ],
)
def test_how_often_and_until_when_is_told_at_the_end(desk: Desk, language: str, shown: str) -> None:
    made = planned(desk, language)
    assert made.steps[-1].scene.word("text").endswith(f"{shown}.")
    assert made.cues[-1].text == f"{shown}."
    assert shown in description(made)


def test_when_to_stop_is_told_at_the_start_and_notes_are_for_paper(desk: Desk) -> None:
    made = planned(desk)
    sign = "Stop if: numbness; chest pain."
    assert sign in [cue.text for cue in made.cues if cue.range.stop <= made.steps[0].range.stop]
    assert made.steps[0].scene.word("disclaimer").endswith(sign)
    assert sign in description(made)
    note = "On the firm side of the bed."
    prescribed = plan_object(made)["prescription"]
    assert (prescribed["notes"], prescribed["until"]) == ([note], "2027-01-31")
    without = {**plan_object(made), "prescription": None}
    assert note not in json.dumps(without) + description(made)


def test_a_patients_signs_come_to_those_of_the_routine(desk: Desk) -> None:
    path = desk.write("ana.yaml", "name: Ana\nfrequency: daily\nstop_if: dizziness\nload: {knee: none}\n")
    patient, problems = load_patient(path, ("tilt", "knee"))
    assert patient and not problems
    routine = loaded(desk).routine
    assert routine
    hers = customise(routine, [patient.layer]).routine
    assert hers.prescription.stop_if == ("numbness", "chest pain", "dizziness")
    assert (hers.prescription.frequency, hers.prescription.until) == ("daily", routine.prescription.until)
    assert {exercise.dose.load for exercise in timeline(hers).exercises} == {None}


@pytest.mark.parametrize(
    ("week", "holds", "sets", "load"),
    [(1, 20, 2, None), (2, 20, 2, None), (3, 20, 3, "red band"), (9, 20, 3, "red band")],
)
def test_what_a_week_says_holds_until_a_later_one(
    desk: Desk, week: int, holds: int, sets: int, load: str | None
) -> None:
    found = loaded(desk)
    assert found.routine
    made = timeline(customise(found.routine, list(layers_in(week, found.progression))).routine)
    tilt, *_, knee = made.exercises
    assert (knee.dose.hold, knee.dose.sets) == (holds, sets)
    assert (tilt.dose.load.written if tilt.dose.load else None) == load


def prepared(path: Path, variant: Variant) -> tuple[Routine | None, tuple[Diagnostic, ...]]:
    found = prepare(path, variant, animatic=True)
    return found.customised.routine if found.customised else None, found.diagnostics


def test_the_week_is_in_the_names_of_results_and_never_taken_for_a_profile(desk: Desk) -> None:
    path = desk.write("morning.yaml", PRESCRIBED)
    ana = desk.write("ana.yaml", "name: Ana\nprogression: {week 2: {reps: 4}}\n")
    routine, _ = prepared(path, Variant(patient=ana, week=3))
    assert routine and routine.variant == "ana.week-3"
    assert routine.source and routine.source.week == 3
    path = desk.write("other.yaml", f"{PRESCRIBED}profiles: {{week-3: {{hold: 10s}}}}\n")
    by_week, _ = prepared(path, Variant(week=3))
    assert by_week and by_week.variant == "in-week-3"


def test_a_week_without_a_progression_is_an_error_and_one_before_it_a_warning(desk: Desk) -> None:
    plain = desk.write("plain.yaml", ROUTINE)
    assert prepared(plain, Variant(week=3))[1][-1].message == "--week 3: there is no progression"
    late = desk.write("late.yaml", f"{ROUTINE}progression: {{week 4: {{reps: 4}}}}\n")
    _, (told,) = prepared(late, Variant(week=3))
    assert told.message.startswith("--week 3: the progression begins with week 4")


@pytest.mark.parametrize(
    ("weeks", "week", "told"),
    [
        ("{week 1: {hold: 20s}, week 3: {hold: 20s}}", 3, "all is as in week 1"),
        ("{week 2: {hold: {knee: 30s}}}", 2, "all is as it is without it"),
        ("{week 1: {hold: 30s}}", 1, ""),
        ("{week 1: {hold: 20s}, week 2: {frequency: daily}}", 2, ""),
        ("{week 1: {hold: 20s}, week 3: {hold: 30s}}", 2, ""),
    ],
)
def test_a_week_that_changes_nothing_is_told_at_its_place(
    desk: Desk, weeks: str, week: int, told: str
) -> None:
    path = desk.write("morning.yaml", f"{ROUTINE}progression: {weeks}\n")
    found = prepare(path, Variant(week=week), animatic=True).diagnostics
    idle = [d for d in found if "changes nothing" in d.message]
    assert [d.message.partition(": ")[2] for d in idle] == ([told] if told else [])
    assert all(d.span and d.span.source_line[d.span.column - 1 :].startswith(f"week {week}") for d in idle)


def test_a_later_scale_stands_in_place_of_an_earlier_one(desk: Desk) -> None:
    text = f"{ROUTINE}progression: {{week 1: {{scale: 1.5}}, week 2: {{scale: 2}}}}\n"
    found = loaded(desk, text)
    assert found.routine
    made = timeline(customise(found.routine, list(layers_in(2, found.progression))).routine)
    assert made.exercises[-1].dose.hold == 60


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("frequency: [a, b]", "must be a single value"),
        ("until: 1/2/2027", "is no day: 1/2/2027"),
        ("until: 2027-02-30", "is no day: 2027-02-30"),
        ("progression: {week 0: {reps: 4}}", "is no week: week 0"),
        ("progression: {week 1: {reps: 4}, Week 1: {reps: 5}}", "'week 1' and 'Week 1' are the same week"),
        ("progression: {week 1: {cues: {}}}", "unknown key 'cues'"),
        ("defaults: {rest: 10s}\nprofiles: {a: {load: 2}}", "has no unit: 2"),
        ("profiles: {a: {load: 0 kg}}", "must be more than nothing, got 0 kg"),
    ],
)
def test_mistakes_in_prescriptions_are_told_at_their_place(desk: Desk, keys: str, message: str) -> None:
    found = desk.load(f"{ROUTINE}{keys}\n")
    assert found.routine is None
    assert [d for d in found.diagnostics if message in d.message and d.span], found.diagnostics
