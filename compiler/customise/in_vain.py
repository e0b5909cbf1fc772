"""What a layer says in vain: doses, cues and names that change nothing in this routine.

On the command line a dose that nothing takes is a mistake; in a file it is a warning, because it stops nothing.
A patient's file serves many routines, so that much of it may not be about this one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compiler.customise.layers import (
    CueChange,
    Customisation,
    DoseChange,
    DoseKind,
    LoadChange,
    Named,
    Scale,
)
from compiler.model.errors import Diagnostic, Severity
from compiler.model.routine import ExerciseStep, Routine, Step, with_rests

Part = DoseChange | LoadChange | Scale | CueChange
"""What a layer changes, piece by piece."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the layers: the parts of them that were `used`, and the exercises, of all `known`, that are left."""

    used: Collection[Part]
    known: Collection[str]
    left: Mapping[str, str]

    @staticmethod
    def of(used: Collection[Part], before: Sequence[Step], after: Sequence[Step]) -> "Outcome":
        """From the steps before any was left out, and those after."""
        known = frozenset(step.id for step in before if isinstance(step, ExerciseStep))
        return Outcome(used, known, {s.id: s.name for s in after if isinstance(s, ExerciseStep)})


def said_in_vain(layer: Customisation, outcome: Outcome) -> Iterator[Diagnostic]:
    """What of a layer changes nothing, at its place."""
    if layer.lenient:
        yield from _left_out_by_itself(layer)
        return
    yield from _of_selection(layer, outcome)
    for dose in layer.doses:
        if dose not in outcome.used:
            yield from _of_dose(dose, outcome)
    for load in layer.loads:
        if load not in outcome.used and (load.exercise is None or load.exercise in outcome.known):
            why = f"{load.exercise} is left out" if load.exercise else "every exercise has a load of its own"
            severity = Severity.ERROR if load.origin and not load.exercise else Severity.WARNING
            yield _told(f"load has no effect: {why}", load, severity)
    if layer.scale and layer.scale not in outcome.used:
        yield _told("scale has no effect: no hold is left that it could change", layer.scale)
    for change in layer.cues:
        if change not in outcome.used and (change.exercise is None or change.exercise in outcome.known):
            name = change.exercise
            why = f"{name} is left out" if name else "every exercise that is left has cues of its own here"
            yield _told(f"cues have no effect: {why}", change)


def _left_out_by_itself(layer: Customisation) -> Iterator[Diagnostic]:
    """What a patient's file says of exercises that it leaves out itself, whatever the routine is."""
    only, skip = ({named.exercise for named in named_ones} for named_ones in (layer.only, layer.skip))
    for named in layer.skip:
        if only and named.exercise not in only:
            yield _told(f"skip has no effect: only leaves {named.exercise} out already", named)
    parts: tuple[DoseChange | LoadChange | CueChange, ...] = (*layer.doses, *layer.loads, *layer.cues)
    for part in parts:
        name = part.exercise
        if name and (name in skip or (only and name not in only)):
            yield _told(f"{_has(part)} no effect: {name} is left out here", part)


def _has(part: DoseChange | LoadChange | CueChange) -> str:
    if isinstance(part, CueChange):
        return "cues have"
    return f"{part.kind} has" if isinstance(part, DoseChange) else "load has"


def _of_dose(dose: DoseChange, outcome: Outcome) -> Iterator[Diagnostic]:
    severity = Severity.ERROR if dose.origin else Severity.WARNING
    name = dose.exercise
    if name is None:
        yield _told(f"nothing in the routine has {dose.kind}", dose, severity)
    elif name in outcome.left and dose.kind is DoseKind.REST:
        where = outcome.left[name]
        yield _told(f"there is no rest after {where}, nor between sets of it", dose, severity)
    elif name in outcome.known and name not in outcome.left:
        yield _told(f"{dose.kind} has no effect: {name} is left out", dose)
    elif name in outcome.left:
        yield _told(f"{outcome.left[name]} is done by the clock here, and has no {dose.kind}", dose, severity)


def _of_selection(layer: Customisation, outcome: Outcome) -> Iterator[Diagnostic]:
    only = {named.exercise for named in layer.only}
    if only and only >= set(outcome.known):
        yield _told("only has no effect: it names every exercise", layer.only[0])
    for named in layer.skip:
        if only and named.exercise in outcome.known and named.exercise not in only:
            yield _told(f"skip has no effect: only leaves {named.exercise} out already", named)


def changes_nothing(routine: Routine, changed: Routine, layer: Customisation) -> Iterator[Diagnostic]:
    """A profile that leaves the routine as it is written, default rests written out or not."""
    plain = replace(changed, variant=routine.variant)
    if layer.place and not layer.fit and plain in (routine, replace(routine, steps=with_rests(routine))):
        hint = "give it doses, words or exercises of its own, or leave it out"
        message = "the profile changes nothing: all is as the routine says by itself"
        yield Diagnostic(message=message, span=layer.place, hint=hint, severity=Severity.WARNING)


def _told(message: str, part: Part | Named, severity: Severity = Severity.WARNING) -> Diagnostic:
    """At the place of a part, or with the option that it comes from."""
    origin = "" if isinstance(part, CueChange) else part.origin
    return Diagnostic(
        message=f"{origin}: {message}" if origin else message, span=part.span, severity=severity
    )
