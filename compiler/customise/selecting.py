"""Which steps a customised routine has: additions of profiles, `only` and `skip`, and the rests that go along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compiler.customise.layers import Addition, Customisation, Named
from compiler.customise.wording import exercises_of, stands
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.routine import ExerciseStep, RestStep, Routine, Step, with_rests

WRITTEN = -1
"""The layer of what the file's own `steps` say."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A step and the layer that brought it, from which on it may be changed."""

    step: Step
    layer: int = WRITTEN


def select(routine: Routine, layers: Sequence[Customisation]) -> tuple[tuple[Chosen, ...], list[Diagnostic]]:
    """The steps that are left and added, default rests written out, and names that are not there."""
    chosen = [Chosen(step) for step in routine.steps]
    problems: list[Diagnostic] = []
    for index, layer in enumerate(layers):
        for addition in layer.additions:
            chosen, unknown = _added(chosen, addition, index)
            problems += unknown
    known = {c.step.id for c in chosen if isinstance(c.step, ExerciseStep)}
    for layer in layers:
        problems += _unknown_names(layer, known)
    chosen = _with_rests(routine, chosen)
    dropped = {i for i, c in enumerate(chosen) if isinstance(c.step, ExerciseStep) and not _kept(c, layers)}
    left = _without(chosen, dropped)
    if dropped and not problems and not any(isinstance(c.step, ExerciseStep) for c in left):
        problems.append(_nothing_left(layers))
    exercises = exercises_of(c.step for c in left)
    return tuple(c for c in left if stands(c.step, exercises)), problems


def _added(chosen: list[Chosen], addition: Addition, layer: int) -> tuple[list[Chosen], list[Diagnostic]]:
    places = [
        i for i, c in enumerate(chosen)
        if isinstance(c.step, ExerciseStep) and c.step.id == addition.beside.exercise
    ]  # fmt: skip
    if not places:
        known = {c.step.id for c in chosen if isinstance(c.step, ExerciseStep)}
        return chosen, [_unknown(addition.beside, known)]
    at = places[-1] + 1 if addition.after else places[0]
    new = [Chosen(step, layer) for step in addition.steps]
    return [*chosen[:at], *new, *chosen[at:]], []


def _with_rests(routine: Routine, chosen: list[Chosen]) -> list[Chosen]:
    """Default rests as steps of their own, so that each can be changed."""
    steps = with_rests(replace(routine, steps=tuple(c.step for c in chosen)))
    queue, found = list(chosen), []
    for step in steps:
        if queue and queue[0].step is step:
            found.append(queue.pop(0))
        else:
            found.append(Chosen(step))
    return found


def _kept(chosen: Chosen, layers: Sequence[Customisation]) -> bool:
    """Whether an exercise stays: the last layer that speaks of it decides."""
    assert isinstance(chosen.step, ExerciseStep)
    kept = True
    for layer in layers[chosen.layer + 1 :]:
        if layer.only:
            kept = any(named.exercise == chosen.step.id for named in layer.only)
        if any(named.exercise == chosen.step.id for named in layer.skip):
            kept = False
    return kept


def _without(chosen: list[Chosen], dropped: set[int]) -> list[Chosen]:
    """A dropped exercise takes the rest that leads to it along; the first of all takes the one after it."""
    gone = set(dropped)
    for index in sorted(dropped):
        before = [i for i in range(index) if i not in gone]
        if before and isinstance(chosen[before[-1]].step, RestStep):
            gone.add(before[-1])
        elif not any(isinstance(chosen[i].step, ExerciseStep) for i in before):
            after = index + 1
            if after < len(chosen) and isinstance(chosen[after].step, RestStep):
                gone.add(after)
    return [c for i, c in enumerate(chosen) if i not in gone]


def _unknown_names(layer: Customisation, known: set[str]) -> list[Diagnostic]:
    if layer.lenient:
        return []
    return [_unknown(one, known) for one in layer.names if one.exercise not in known]


def _unknown(named: Named, known: set[str]) -> Diagnostic:
    source = f"{named.origin}: " if named.origin else ""
    hint = did_you_mean(named.exercise, sorted(known)) or f"it has: {', '.join(sorted(known))}"
    message = f"{source}the routine has no exercise {named.exercise!r}"
    return Diagnostic(message=message, span=named.span, hint=hint)


def _nothing_left(layers: Sequence[Customisation]) -> Diagnostic:
    last = [named for layer in layers for named in (*layer.only, *layer.skip)][-1]
    source = f"{last.origin}: " if last.origin else ""
    return Diagnostic(message=f"{source}no exercise is left", span=last.span, hint="keep at least one")
