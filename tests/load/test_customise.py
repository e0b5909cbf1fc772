"""Doses, selection and cues of a routine are changed without touching its file."""

from collections.abc import Mapping

import pytest

from compiler.customise import Customisation, DoseKind, customise
from compiler.load import OptionProblem, from_options
from compiler.model.routine import ExerciseStep, RestStep, Routine
from tests.load.conftest import Desk, DoseOf


def flags(doses: Mapping[DoseKind, list[str]] | None = None, **more: object) -> Customisation:
    layer = from_options(doses or {}, **more)  # type: ignore[arg-type]
    assert layer is not None
    return layer


def hold(*values: str) -> Customisation:
    return flags({DoseKind.HOLD: list(values)})


def rests(routine: Routine) -> list[int]:
    return [int(step.seconds) for step in routine.steps if isinstance(step, RestStep)]


def kinds(routine: Routine) -> list[str]:
    names = {RestStep: "rest"}
    return [getattr(step, "id", names.get(type(step), "say")) for step in routine.steps]


def test_no_options_make_no_layer() -> None:
    assert from_options({DoseKind.HOLD: [], DoseKind.REST: []}) is None


def test_a_hold_for_all_leaves_reps_alone(desk: Desk, doses: DoseOf) -> None:
    assert doses(customise(desk.routine(), [hold("45s")]).routine) == [
        ("tilt", 8),
        ("knee", 45),
        ("knee", 45),
    ]


def test_a_named_exercise_goes_before_all(desk: Desk, doses: DoseOf) -> None:
    changed = customise(desk.routine(), [flags({DoseKind.HOLD: ["knee=20s", "45s"], DoseKind.REPS: ["5"]})])
    assert doses(changed.routine) == [("tilt", 5), ("knee", 20), ("knee", 20)]


def test_scale_rounds_to_whole_seconds_once(desk: Desk, doses: DoseOf) -> None:
    layers = [flags(scale="0.75"), flags(scale="0.75")]
    assert doses(customise(desk.routine(), layers).routine)[1] == ("knee", 17)  # 16.875


def test_scale_leaves_a_hold_alone_that_is_given_by_name(desk: Desk, doses: DoseOf) -> None:
    changed = customise(desk.routine(), [flags({DoseKind.HOLD: ["knee=20s"]}, scale="2")])
    assert doses(changed.routine)[1] == ("knee", 20)


def test_outside_the_range_is_an_error_that_names_option_range_and_place(desk: Desk) -> None:
    changed = customise(desk.routine(), [hold("knee=75s")])
    problem = changed.diagnostics[0]
    assert (
        problem.message == "--hold knee=75s: hold of 1m15s is outside the range of Knee to Chest, 10s to 1m"
    )
    assert problem.hint is not None
    assert "the range is set in assets/exercises/knee.yaml:2:27" in problem.hint
    assert "--beyond-range" in problem.hint


def test_a_scaled_hold_outside_the_range_tells_how_it_came_about(desk: Desk) -> None:
    problem = customise(desk.routine(), [flags(scale="3")]).diagnostics[0]
    assert "hold of 1m30s (30s times 3) is outside the range" in problem.message


def test_beyond_range_goes_on_with_a_warning(desk: Desk, doses: DoseOf) -> None:
    changed = customise(desk.routine(), [hold("knee=75s")], beyond_range=True)
    assert {d.severity.value for d in changed.diagnostics} == {"warning"}
    assert doses(changed.routine)[1] == ("knee", 75)


def test_a_range_counts_for_what_comes_out_not_for_what_a_layer_says(desk: Desk) -> None:
    assert customise(desk.routine(), [hold("knee=75s"), hold("knee=50s")]).diagnostics == ()


def test_a_hold_for_an_exercise_done_in_reps_is_a_mistake(desk: Desk) -> None:
    (problem,) = customise(desk.routine(), [hold("tilt=20s")]).diagnostics
    assert problem.message == "--hold tilt=20s: Pelvic Tilt is done in reps and has no hold"


def test_an_unknown_exercise_is_a_mistake_with_the_nearest_name(desk: Desk) -> None:
    (problem,) = customise(desk.routine(), [hold("kne=20s")]).diagnostics
    assert (problem.message, problem.hint) == (
        "--hold kne=20s: the routine has no exercise 'kne'",
        "did you mean knee?",
    )


@pytest.mark.parametrize("text", ["45", "0s", "-5s", "2.5s", "knee=", "=45s", " =45s", "11m", "abc"])
def test_a_hold_that_is_none_is_a_usage_error(text: str) -> None:
    with pytest.raises(OptionProblem) as caught:
        from_options({DoseKind.HOLD: [text]})
    assert caught.value.option == "--hold"


def test_a_changed_hold_makes_its_cues_give_way(desk: Desk) -> None:
    routine = desk.routine("""\
        title: Morning
        steps:
          - exercise: knee
            cues: [{at: +20s, say: Twenty.}]
        """)
    step = customise(routine, [hold("15s")]).routine.steps[0]
    assert isinstance(step, ExerciseStep)
    assert [cue.required for cue in step.cues] == [False]


def test_a_rest_for_all_and_one_after_an_exercise(desk: Desk) -> None:
    changed = customise(desk.routine(), [flags({DoseKind.REST: ["20s", "tilt=12s"]})])
    assert rests(changed.routine) == [12, 20]
    last = changed.routine.steps[-1]
    assert isinstance(last, ExerciseStep)
    assert last.rest_between == 20


def test_a_default_rest_can_be_changed_after_one_exercise(desk: Desk) -> None:
    routine = desk.routine("""\
        title: Morning
        defaults: {rest: 10s}
        steps:
          - exercise: tilt
          - exercise: knee
          - exercise: tilt
        """)
    assert rests(customise(routine, [flags({DoseKind.REST: ["knee=25s"]})]).routine) == [10, 25]


def test_a_rest_that_there_is_not_is_a_mistake(desk: Desk) -> None:
    routine = desk.routine("title: Morning\nsteps:\n  - exercise: knee\n")
    (problem,) = customise(routine, [flags({DoseKind.REST: ["knee=20s"]})]).diagnostics
    assert "there is no rest after Knee to Chest" in problem.message


def test_a_skipped_exercise_takes_the_rest_that_leads_to_it_along(desk: Desk) -> None:
    assert kinds(customise(desk.routine(), [flags(skip=["knee"])]).routine) == ["say", "tilt"]
    assert kinds(customise(desk.routine(), [flags(skip=["tilt"])]).routine) == ["say", "knee", "rest", "knee"]


def test_only_keeps_what_it_names(desk: Desk) -> None:
    assert kinds(customise(desk.routine(), [flags(only=["tilt"])]).routine) == ["say", "tilt"]


def test_a_later_only_brings_back_what_an_earlier_layer_skipped(desk: Desk) -> None:
    changed = customise(desk.routine(), [flags(skip=["tilt"]), flags(only=["tilt"])])
    assert kinds(changed.routine) == ["say", "tilt"]


def test_nothing_left_is_a_mistake(desk: Desk) -> None:
    (problem,) = customise(desk.routine(), [flags(skip=["tilt,knee"])]).diagnostics
    assert problem.message == "--skip knee: no exercise is left"


def test_a_misspelt_only_is_told_as_what_it_is(desk: Desk) -> None:
    (problem,) = customise(desk.routine(), [flags(only=["kne"])]).diagnostics
    assert problem.message == "--only kne: the routine has no exercise 'kne'"


def test_doses_that_were_given_are_not_for_a_fit_to_change(desk: Desk) -> None:
    changed = customise(desk.routine(), [flags({DoseKind.HOLD: ["knee=20s"]}, fit="5m")])
    assert changed.fixed == {(3, "hold"), (5, "hold")}
    assert changed.fit is not None
    assert changed.fit.seconds == 300
