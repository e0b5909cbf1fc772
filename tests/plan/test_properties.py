"""What holds for every routine and every dose."""

import re
from dataclasses import replace
from fractions import Fraction
from math import ceil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.customise import Customisation, DoseChange, DoseKind, customise
from compiler.customise.layers import Scale
from compiler.model.routine import ExerciseStep, RestStep, Routine, Step, with_rests
from compiler.model.structure import Form
from compiler.model.timeline import CueRole, StepKind, Timeline
from compiler.model.timing import frames_of
from compiler.plan import fit, plan
from tests.plan.routines import clocked, half_a_second_a_word, routines

AN_AUTHORS = re.compile(r"Breathe|Let your|Halfway there|Then |.* on the |{")
"""Words of tests.plan.routines, filled in or not."""

BUSY = [HealthCheck.too_slow]
"""Other work on the machine is no failure."""
FEW = settings(max_examples=40, deadline=None, suppress_health_check=BUSY)


def timeline_of(routine: Routine) -> Timeline:
    planned = plan(routine, half_a_second_a_word, measured=True)
    assert planned.diagnostics == ()
    return planned.timeline


@FEW
@given(routines())
def test_steps_follow_each_other_and_add_up_to_the_total(routine: Routine) -> None:
    timeline = timeline_of(routine)
    position = 0
    for step in timeline.steps:
        assert step.range.start == position
        position = step.range.stop
    assert sum(len(step.range) for step in timeline.steps) == timeline.frames == position


@FEW
@given(routines())
def test_both_sides_get_the_same_time(routine: Routine) -> None:
    dosed = [step for step in timeline_of(routine).steps if step.kind in {StepKind.HOLD, StepKind.REPS}]
    exercises = [step for step in routine.steps if isinstance(step, ExerciseStep)]
    for exercise in exercises:
        count = exercise.dose.sets * max(1, len(exercise.dose.sides))
        turns, dosed = dosed[:count], dosed[count:]
        assert len({len(turn.range) for turn in turns}) == 1
        assert {turn.side for turn in turns} == set(exercise.dose.sides or (None,))
    assert not dosed


@FEW
@given(routines())
def test_cues_lie_inside_their_steps_and_never_overlap(routine: Routine) -> None:
    timeline = timeline_of(routine)
    for before, after in zip(timeline.cues, timeline.cues[1:], strict=False):
        assert before.range.stop <= after.range.start
    for cue in timeline.cues:
        assert any(step.range.contains(cue.range) for step in timeline.steps)


@FEW
@given(routines())
def test_every_cue_is_said_or_told_to_be_dropped(routine: Routine) -> None:
    timeline = timeline_of(routine)
    wanted = sum(
        len(step.cues) * step.dose.sets * max(1, len(step.dose.sides))
        for step in routine.steps
        if isinstance(step, ExerciseStep)
    )
    said = sum(cue.role is CueRole.CUE for cue in timeline.cues)
    dosed = [i for i, s in enumerate(timeline.steps) if s.kind in {StepKind.HOLD, StepKind.REPS}]
    dropped = sum(one.step in dosed and bool(AN_AUTHORS.match(one.text)) for one in timeline.dropped)
    assert said + dropped == wanted


@FEW
@given(clocked())
def test_a_clock_runs_as_long_as_it_says_and_nothing_is_said_at_once(routine: Routine) -> None:
    timeline = plan(routine, half_a_second_a_word, measured=True).timeline
    first = routine.steps[0].round
    assert first
    dosed = [step for step in timeline.steps if step.kind in {StepKind.HOLD, StepKind.REPS}]
    work = frames_of(first.circuit.work, routine.frame_rate)
    if first.form is Form.AMRAP:
        assert sum(len(step.range) for step in dosed) == work
    else:
        assert [len(step.range) for step in dosed] == [work] * first.circuit.times
    for before, after in zip(timeline.cues, timeline.cues[1:], strict=False):
        assert before.range.stop <= after.range.start
    for cue in timeline.cues:
        assert any(step.range.contains(cue.range) for step in timeline.steps)
    for step, following in zip(timeline.steps, timeline.steps[1:], strict=False):
        assert step.range.stop == following.range.start


# --- fit ----------------------------------------------------------------------------------------------------


def with_random_doses(routine: Routine, draw: st.DrawFn) -> Routine:
    """Other doses for everything that has a range, each within it."""
    steps: list[Step] = []
    rounds: dict[object, Step] = {}
    for step in with_rests(routine):
        key = (step.round.circuit, step.round.place, type(step)) if step.round else None
        twin = rounds.get(key) if key else None
        if isinstance(twin, ExerciseStep):
            steps.append(replace(step, dose=twin.dose))
        elif isinstance(twin, RestStep):
            steps.append(replace(step, seconds=twin.seconds))
        elif isinstance(step, RestStep):
            low, high = (step.limits.minimum, step.limits.maximum) if step.limits else (step.seconds,) * 2
            steps.append(replace(step, seconds=Fraction(draw(st.integers(int(low), int(high))))))
        elif isinstance(step, ExerciseStep):
            steps.append(redosed(step, draw))
        else:
            steps.append(step)
        if key:
            rounds.setdefault(key, steps[-1])
    return replace(routine, steps=tuple(steps))


def redosed(step: ExerciseStep, draw: st.DrawFn) -> ExerciseStep:
    dose = step.dose
    if step.hold_limits and dose.hold is not None:
        ends = int(step.hold_limits.minimum), int(step.hold_limits.maximum)
        dose = replace(dose, hold=Fraction(draw(st.integers(*ends))))
    if step.sets_limits:
        dose = replace(
            dose, sets=draw(st.integers(int(step.sets_limits.minimum), int(step.sets_limits.maximum)))
        )
    return replace(step, dose=dose)


def assert_within_ranges(routine: Routine) -> None:
    for step in routine.steps:
        if isinstance(step, RestStep):
            pairs = [(step.seconds, step.limits)]
        elif isinstance(step, ExerciseStep):
            pairs = [(step.dose.hold, step.hold_limits), (Fraction(step.dose.sets), step.sets_limits)]
        else:
            continue
        for value, range_ in pairs:
            assert value is None or range_ is None or range_.minimum <= value <= range_.maximum


@settings(FEW, max_examples=60)
@given(routines(most=3), st.data())
def test_a_fit_lands_on_the_second_whenever_some_doses_would(routine: Routine, data: st.DataObject) -> None:
    some = timeline_of(with_random_doses(routine, data.draw))
    asked = Fraction(ceil(some.duration_seconds))
    found = fit(routine, asked, half_a_second_a_word)
    assert found.exact
    assert timeline_of(found.routine).frames == frames_of(asked, routine.frame_rate)
    assert_within_ranges(found.routine)


@settings(FEW, max_examples=30)
@given(routines(most=3), st.integers(10, 2000))
def test_a_fit_tells_how_long_it_has_come_out(routine: Routine, asked: int) -> None:
    found = fit(routine, Fraction(asked), half_a_second_a_word)
    assert timeline_of(found.routine).duration_seconds == found.seconds
    assert_within_ranges(found.routine)
    if not found.exact:
        nearer = abs(found.seconds - asked) <= abs(timeline_of(routine).duration_seconds - asked)
        assert nearer


# --- layers -------------------------------------------------------------------------------------------------

changes = st.builds(
    DoseChange,
    kind=st.just(DoseKind.HOLD),
    value=st.integers(4, 40).map(Fraction),
    exercise=st.none() | st.sampled_from("abcd"),
)
layers = st.lists(
    st.builds(
        Customisation,
        doses=st.lists(changes, max_size=3).map(tuple),
        scale=st.none()
        | st.builds(Scale, factor=st.sampled_from([Fraction(1, 2), Fraction(2), Fraction(3, 2)])),
        lenient=st.just(True),
    ),
    min_size=1,
    max_size=4,
)


def expected_hold(start: Fraction, exercise: str, chosen: list[Customisation]) -> int:
    """In each layer, the last dose for all, then the scale; a dose by name stands above both."""
    value = start
    for layer in chosen:
        named = [c.value for c in layer.doses if c.exercise == exercise]
        common = [c.value for c in layer.doses if c.exercise is None]
        if named:
            value = named[-1]
            continue
        value = common[-1] if common else value
        value *= layer.scale.factor if layer.scale else 1
    return max(1, int(value + Fraction(1, 2)))


@FEW
@given(routines(), layers)
def test_layers_compose_in_their_order(routine: Routine, chosen: list[Customisation]) -> None:
    before = [s for s in routine.steps if isinstance(s, ExerciseStep)]
    changed = customise(routine, chosen, beyond_range=True).routine
    after = [s for s in changed.steps if isinstance(s, ExerciseStep)]
    for old, new in zip(before, after, strict=True):
        if old.dose.hold is not None:
            assert new.dose.hold == expected_hold(old.dose.hold, old.id, chosen)
        assert (new.dose.sets, new.dose.sides, new.dose.reps) == (
            old.dose.sets,
            old.dose.sides,
            old.dose.reps,
        )
