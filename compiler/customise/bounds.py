"""Whether a routine asks for more than one video can hold: told before anything is planned, at its place."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from compiler.customise.layers import Customisation, DoseKind, FitTarget
from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.limits import (
    LONGEST_VIDEO,
    MOST_PARTS_OF_ALL_VERSIONS,
    MOST_REPS_IN_ALL,
    MOST_SETS_IN_ALL,
)
from compiler.model.routine import ExerciseStep, RestStep, Routine, SayStep, Step
from compiler.model.structure import Circuit, Form

_FASTEST_LETTERS_PER_SECOND = 30
"""No voice is faster, so that a text is at least so long."""
_FIT_COSTS = 3
"""A version that is fitted is planned again and again."""


def beyond_bounds(routine: Routine, fit: FitTarget | None = None) -> list[Diagnostic]:
    """What of a routine is too much for one video: the step with which it becomes so, or the length asked for."""
    found = [_too_many(steps, span) for steps, span in _first_beyond(routine.steps)]
    if fit and fit.seconds > LONGEST_VIDEO:
        message = f"{fit.origin or 'fit'}: a video is at most {LONGEST_VIDEO // 3600} hours long"
        found.append(Diagnostic(message=message, span=fit.span))
    return found


def _first_beyond(steps: Iterable[Step]) -> Iterator[tuple[str, SourceSpan | None]]:
    """The first limit that is passed, with the place of the step that passes it."""
    sets, reps, seconds = 0, 0, Fraction(0)
    clocks: set[Circuit] = set()
    for step in steps:
        if step.round and step.round.form is Form.AMRAP and step.round.circuit not in clocks:
            clocks.add(step.round.circuit)
            seconds += step.round.circuit.work
        if isinstance(step, ExerciseStep):
            sets += sets_of(step)
            reps += sets_of(step) * (step.dose.reps or 0)
        seconds += least_seconds(step)
        for much, most, what in (
            (sets, MOST_SETS_IN_ALL, f"has more than {MOST_SETS_IN_ALL:,} sets, each side counted"),
            (reps, MOST_REPS_IN_ALL, f"has more than {MOST_REPS_IN_ALL:,} repetitions"),
            (seconds, LONGEST_VIDEO, f"is longer than {LONGEST_VIDEO // 3600} hours"),
        ):
            if much > most:
                yield what, step.span
                return


def _too_many(what: str, span: SourceSpan | None) -> Diagnostic:
    return Diagnostic(
        message=f"with this step the routine {what}", span=span, hint="make several routines of it"
    )


def sets_of(step: ExerciseStep, sets: int | None = None) -> int:
    """How many sets a step shows, or would show with so many `sets`: each side counts."""
    return (sets or step.dose.sets) * max(1, len(step.dose.sides))


def least_seconds(step: Step) -> Fraction:
    """What a step takes at least, however fast its words are spoken."""
    if isinstance(step, ExerciseStep):
        turn = step.dose.hold or (step.dose.reps or 0) * sum(
            (p.seconds for p in step.dose.tempo), Fraction(0)
        )
        words = sum(len(line.text) for line in step.setup)
        rests = step.rest_between * (step.dose.sets - 1)
        return turn * sets_of(step) + rests + Fraction(words, _FASTEST_LETTERS_PER_SECOND)
    if isinstance(step, RestStep):
        return step.seconds
    assert isinstance(step, SayStep)
    return step.slot or Fraction(len(step.line.text), _FASTEST_LETTERS_PER_SECOND)


def versions_beyond_bounds(routine: Routine, versions: Iterable[Customisation]) -> list[Diagnostic]:
    """The version with which all that `check` looks into come to too much, if there is one."""
    total = sum(parts_of(step) for step in routine.steps)
    for version in versions:
        added = (step for addition in version.additions for step in addition.steps)
        parts = sum(parts_of(step, version) for step in (*routine.steps, *added))
        total += parts * (_FIT_COSTS if version.fit else 1)
        if total > MOST_PARTS_OF_ALL_VERSIONS:
            message = (
                f"with this profile all versions together have more than {MOST_PARTS_OF_ALL_VERSIONS:,} parts"
            )
            hint = f"one is a set on one side, ten repetitions or another step; with fit each counts {_FIT_COSTS} times"
            return [Diagnostic(message=message, span=version.place, hint=hint)]
    return []


def parts_of(step: Step, version: Customisation | None = None) -> int:
    """How much there is to plan: each set on each side, and ten repetitions, count like another step."""
    if not isinstance(step, ExerciseStep):
        return 1
    doses = version.doses if version else ()
    own = {(d.kind, d.exercise): int(d.value) for d in doses if d.exercise in {None, step.id}}
    sets = own.get((DoseKind.SETS, step.id)) or own.get((DoseKind.SETS, None))
    reps = own.get((DoseKind.REPS, step.id)) or own.get((DoseKind.REPS, None)) or step.dose.reps
    return sets_of(step, sets) * (1 + (reps or 0) // 10)
