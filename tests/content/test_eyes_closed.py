"""All that is shipped can be followed with eyes closed: as written, in every version, at every dose and pace."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from shipped import ROUTINES, TRANSLATIONS

from compiler.customise import Customisation, DoseChange, DoseKind, customise
from compiler.listen import Score, eyes_closed, score_of
from compiler.load import Loaded, load_routine
from compiler.model.routine import ExerciseStep, Limits, Routine
from compiler.model.timeline import StepKind
from compiler.narrate import estimate_seconds
from compiler.pipeline.variants import Variant, fitted, prepare
from compiler.plan import plan

ALL = [*ROUTINES, *TRANSLATIONS]
SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080)}


@cache
def loaded(path: Path) -> Loaded:
    return load_routine(path)


def doubts(routine: Routine) -> list[str]:
    planned = plan(routine, estimate_seconds, measured=True)
    assert planned.diagnostics == ()
    return heard(score_of(planned.timeline))


@cache
def heard(score: Score) -> list[str]:
    """What cannot be told by ear; once for the sizes, which mostly sound alike."""
    return [f"{float(f.second):.0f} s, {f.doing.exercise}: {f.message}" for f in eyes_closed(score)]


def profiles_in(path: Path) -> list[str]:
    """Their names, by the text alone: each process of the tests asks for them, and one of them reads the routines."""
    original = path.with_name(f"{path.name.partition('.')[0]}.yaml")
    return list(yaml.safe_load(original.read_text(encoding="utf-8")).get("profiles") or ())


VERSIONS = [(path, profile) for path in ROUTINES for profile in (None, *profiles_in(path))]
VERSIONS += [(path, profile) for path in TRANSLATIONS for profile in profiles_in(path)]
"""As they are written, translations are listened to in test_shipped_routines."""


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_profile_is_among_them(path: Path) -> None:
    assert set(loaded(path).profiles) == {profile for one, profile in VERSIONS if one == path and profile}


@pytest.mark.parametrize(("path", "profile"), VERSIONS, ids=lambda value: getattr(value, "stem", value))
def test_every_version_can_be_followed_with_eyes_closed(path: Path, profile: str | None) -> None:
    for size in SIZES.items():
        prepared = prepare(path, Variant(profile=profile, size=size), animatic=False)
        assert prepared.customised
        routine, fit = fitted(prepared.customised, estimate_seconds)
        assert fit is None or fit.exact
        assert doubts(routine) == []


def within(limits: Limits) -> st.SearchStrategy[Fraction]:
    return st.integers(int(limits.minimum), int(limits.maximum)).map(Fraction)


def doses_of(step: ExerciseStep) -> st.SearchStrategy[tuple[DoseChange, ...]]:
    """Any dose within the ranges of an exercise."""
    amount, limits = (
        (DoseKind.HOLD, step.hold_limits) if step.dose.hold is not None else (DoseKind.REPS, step.reps_limits)
    )
    kinds = [(amount, limits), (DoseKind.SETS, step.sets_limits)]
    changes = [
        within(limits).map(lambda value, kind=kind: DoseChange(kind=kind, value=value, exercise=step.id))
        for kind, limits in kinds
        if limits
    ]
    return st.tuples(*changes)


@st.composite
def customised(draw: st.DrawFn) -> Routine:
    """A shipped routine with any doses, rests and pace of speech."""
    routine = loaded(draw(st.sampled_from(ALL))).routine
    assert routine
    steps = [step for step in routine.steps if isinstance(step, ExerciseStep)]
    doses = [change for step in steps for change in draw(doses_of(step))]
    doses.append(DoseChange(kind=DoseKind.REST, value=Fraction(draw(st.integers(5, 40)))))
    pace = draw(st.none() | st.integers(110, 190))
    layer = Customisation(name="any", doses=tuple(doses), words_per_minute=pace)
    return customise(routine, [layer]).routine


SOME = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a whole routine smaller takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


@SOME
@given(customised())
def test_any_dose_can_be_followed_with_eyes_closed_and_lasts_as_long_as_it_is(routine: Routine) -> None:
    assert doubts(routine) == []
    timeline = plan(routine, estimate_seconds, measured=True).timeline
    for step in timeline.steps:
        if step.kind is StepKind.HOLD:
            assert step.exercise_index is not None
            assert len(step.range) == timeline.exercises[step.exercise_index].dose.hold * timeline.frame_rate
