"""The shipped routines: whole, quiet under `check`, of sensible length, and careful in what they say."""

import re
from fractions import Fraction

import pytest
from shipped import LIBRARY, ROOT, ROUTINES, Planned, texts

from compiler.figure.place import LYING, SEATED
from compiler.listen import eyes_closed, score_of
from compiler.model.routine import ExerciseStep, FigureUse, SayStep
from compiler.model.timeline import StepKind, Timeline
from compiler.model.timing import seconds_of

MINUTES = {"before-getting-up": (5, 8), "stretches-in-bed": (6, 10)}
"""Shortest and longest for those that differ from 5 to 14 minutes."""

PROMISES = re.compile(
    r"\b(cure[sd]?|heals?|healing|guarantee\w*|diagnos\w*|treat(s|ment)?|prescri\w*|miracle|permanent\w*"
    r"|proven|instant(ly)?|fix(es|ed)?|eliminat\w*|pain[- ]free|get rid of|will relieve|always works)\b",
    re.IGNORECASE,
)


def test_the_routines_of_the_channel_and_of_every_day_are_there() -> None:
    assert [path.stem for path in ROUTINES] == [
        "after-a-long-drive",
        "back-relief-real-time",
        "balance-older-adults",
        "before-getting-up",
        "desk-break",
        "evening-wind-down",
        "hip-exercises",
        "knee-exercises",
        "mid-back-stretches",
        "neck-and-shoulders",
        "pregnancy-low-back",
        "spinal-stenosis-seated",
        "stretches-in-bed",
        "upper-back-stretch",
        "upper-back-trigger-points",
    ]


def test_check_has_nothing_to_say(planned: Planned, routine: str) -> None:
    found = planned(routine)
    assert [d.render() for d in found.diagnostics] == []
    assert found.timeline is not None


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_routine_is_there_in_every_language(planned: Planned, routine: str, language: str) -> None:
    """Nothing stays English, all of it is said, can be heard with eyes closed, and takes hardly longer."""
    found = planned(f"{routine}.{language}")
    assert [d.render() for d in found.diagnostics] == []
    assert found.timeline and [dropped.text for dropped in found.timeline.dropped] == []
    assert eyes_closed(score_of(found.timeline)) == ()
    longest = timeline_of(planned, routine).duration_seconds * Fraction(11, 10)
    assert found.timeline.duration_seconds <= longest


def timeline_of(planned: Planned, routine: str) -> Timeline:
    timeline = planned(routine).timeline
    assert timeline is not None
    return timeline


def test_everything_written_is_said(planned: Planned, routine: str) -> None:
    assert [dropped.text for dropped in timeline_of(planned, routine).dropped] == []


def test_length_suits_its_title(planned: Planned, routine: str) -> None:
    shortest, longest = MINUTES.get(routine, (5, 14))
    assert shortest * 60 <= timeline_of(planned, routine).duration_seconds <= longest * 60


def test_both_sides_get_the_same_time(planned: Planned, routine: str) -> None:
    timeline = timeline_of(planned, routine)
    done: dict[str, dict[str, Fraction]] = {}
    for step in timeline.steps:
        if step.kind in {StepKind.HOLD, StepKind.REPS} and step.exercise and step.side:
            sides = done.setdefault(step.exercise, {"left": Fraction(0), "right": Fraction(0)})
            sides[step.side] += seconds_of(len(step.range), timeline.frame_rate)
    assert all(sides["left"] == sides["right"] for sides in done.values())


def test_it_does_not_go_from_one_bed_mat_or_chair_to_another(planned: Planned, routine: str) -> None:
    found = planned(routine)
    assert found.routine
    media = [step.media for step in found.routine.steps if isinstance(step, ExerciseStep)]
    places = {one.on for one in media if isinstance(one, FigureUse)}
    assert len(places & LYING) <= 1
    assert len(places & SEATED) <= 1


def test_doses_are_those_of_such_routines(planned: Planned, routine: str) -> None:
    """Holds of 20 to 30 s, or 5 to 10 slow reps."""
    found = planned(routine)
    assert found.routine
    for step in found.routine.steps:
        if isinstance(step, ExerciseStep):
            assert step.dose.hold is None or 20 <= step.dose.hold <= 30, step.name
            assert step.dose.reps is None or 5 <= step.dose.reps <= 10, step.name


def test_starts_with_words_and_warns(planned: Planned, routine: str) -> None:
    found = planned(routine)
    assert found.routine and found.timeline
    assert isinstance(found.routine.steps[0], SayStep)
    assert "not medical advice" in found.timeline.disclaimer
    assert found.routine.closing and found.routine.summary and len(found.routine.tags) >= 3


def test_no_exercise_comes_twice(planned: Planned, routine: str) -> None:
    found = planned(routine)
    assert found.routine
    names = [step.id for step in found.routine.steps if isinstance(step, ExerciseStep)]
    assert len(set(names)) == len(names) >= 3


@pytest.mark.parametrize("path", [*ROUTINES, *LIBRARY], ids=lambda path: path.stem)
def test_nothing_is_promised(path: object) -> None:
    promised = [text for text in texts(path) if PROMISES.search(text)]  # type: ignore[arg-type]
    assert promised == []


def test_editors_find_the_schema() -> None:
    first = {path.read_text(encoding="utf-8").splitlines()[0] for path in ROUTINES}
    assert first == {"# yaml-language-server: $schema=../docs/routine.schema.json"}


def test_the_pregnancy_routine_has_a_guest_with_voice_and_figure_of_her_own(planned: Planned) -> None:
    found = planned("pregnancy-low-back")
    assert found.routine
    exercises = [step for step in found.routine.steps if isinstance(step, ExerciseStep)]
    assert len(exercises) == 5
    for step in exercises:
        assert step.speaker and step.speaker.presenter and step.speaker.presenter.name == "maya"
        assert step.voice != found.routine.voice


def test_nobody_lies_on_the_back_in_the_pregnancy_routine(planned: Planned) -> None:
    from compiler.figure import read_figure

    found = planned("pregnancy-low-back")
    assert found.routine
    for step in found.routine.steps:
        if isinstance(step, ExerciseStep):
            figure, _ = read_figure(ROOT / "assets" / "figures" / f"{step.id}.yaml")
            assert figure and figure.base != "lying"


def test_the_guest_is_named_while_she_explains_and_not_in_the_dose(planned: Planned) -> None:
    for step in timeline_of(planned, "pregnancy-low-back").steps:
        words = dict(step.scene.words)
        if step.kind is StepKind.SETUP:
            assert words["speaker"] == "Maya"
        elif step.kind in {StepKind.HOLD, StepKind.REPS}:
            assert "speaker" not in words


def test_what_is_needed_is_told_once(planned: Planned) -> None:
    timeline = timeline_of(planned, "upper-back-stretch")
    told = [cue.text for cue in timeline.cues if "You will need" in cue.text]
    assert told == ["You will need: a chair."]  # every exercise needs one
    pregnancy = timeline_of(planned, "pregnancy-low-back")
    assert sum("a mat" in cue.text for cue in pregnancy.cues if "You will need" in cue.text) == 1
