"""Exercises that words depend on by `if:` must be in some version of the routine."""

from collections.abc import Iterable, Iterator

from compiler.customise.layers import Customisation
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.routine import ExerciseStep, Line, Presence, Routine, Step


def condition_problems(routine: Routine, profiles: Iterable[Customisation]) -> Iterator[Diagnostic]:
    """Names after `if:` that are no exercise of the routine, nor of one of its profiles."""
    layers = tuple(profiles)
    steps = (*routine.steps, *(step for layer in layers for added in layer.additions for step in added.steps))
    known = sorted({step.id for step in steps if isinstance(step, ExerciseStep)})
    cues = (cue.line for layer in layers for change in layer.cues for cue in change.cues)
    needs = [one for line in (*cues, *((routine.closing,) if routine.closing else ())) for one in line.needs]
    needs += [one for step in steps for one in _needs_of(step)]
    for one in needs:
        if one.exercise not in known:
            hint = did_you_mean(one.exercise, known) or f"it has: {', '.join(known)}"
            yield Diagnostic(
                message=f"the routine has no exercise {one.exercise!r}", span=one.span, hint=hint
            )


def _needs_of(step: Step) -> Iterator[Presence]:
    lines: tuple[Line, ...] = ()
    if isinstance(step, ExerciseStep):
        lines = (*step.setup, *(cue.line for cue in step.cues))
    else:
        yield from step.needs
        lines = getattr(step, "parts", ())
    yield from (one for line in lines for one in line.needs)
