"""Routine + layers of customisation -> Routine. Pure; the only place where a dose is changed and checked.

Layers come in the order that docs/language.md states. In each, a dose for all comes first, then the scale,
then a dose for a named exercise, which the scale leaves alone. A range is checked once, on what comes out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial, reduce
from typing import TypeVar

from compiler.customise.avoiding import avoided_problems
from compiler.customise.bounds import beyond_bounds
from compiler.customise.clocks import recounted
from compiler.customise.in_vain import Outcome, Part, changes_nothing, said_in_vain
from compiler.customise.layers import (
    CueChange,
    Customisation,
    DoseChange,
    DoseKind,
    FitTarget,
    Scale,
    VoiceChange,
)
from compiler.customise.mentions import stale_words
from compiler.customise.ranges import dose_text, range_problem
from compiler.customise.selecting import Chosen, select
from compiler.customise.wording import worded
from compiler.model.edges import USUAL_END
from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.moments import moment_problem
from compiler.model.placeholders import fillable, placeholder_problems
from compiler.model.prescription import Load, Prescription
from compiler.model.routine import (
    LONGEST_HOLD,
    Dose,
    ExerciseStep,
    Limits,
    RestStep,
    Routine,
    Step,
    Voice,
)
from compiler.model.structure import Form
from compiler.model.voicing import with_voices

T = TypeVar("T")

Fixed = frozenset[tuple[int, DoseKind]]
"""Doses, by the step's index, that somebody gave and that a fit leaves alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customised:
    """The routine as it is to be, what is wrong with it, and what a fit still has to do."""

    routine: Routine
    diagnostics: tuple[Diagnostic, ...] = ()
    fixed: Fixed = frozenset()
    fit: FitTarget | None = None


def customise(routine: Routine, layers: Sequence[Customisation], *, beyond_range: bool = False) -> Customised:
    """Apply `layers`, the first of them first. Without any, the routine comes back as it is.

    With `beyond_range`, a dose outside its exercise's range is a warning and no error.
    """
    if not layers:
        plain = worded(routine)
        return Customised(routine=plain, diagnostics=tuple(beyond_bounds(plain)))
    chosen, problems = select(routine, layers)
    work = _Work(layers, beyond_range, problems)
    steps = tuple(recounted([work.step(index, one, chosen) for index, one in enumerate(chosen)]))
    end_card = reduce(lambda card, layer: layer.end_card.over(card), layers, routine.end_card)
    fit = _last(layers, lambda layer: layer.fit)
    changed = replace(
        routine,
        steps=steps,
        rest_between_exercises=work.default_rest(routine.rest_between_exercises),
        voice=work.voice(routine.voice),
        title=_last(layers, lambda layer: layer.title) or routine.title,
        summary=_last(layers, lambda layer: layer.summary) or routine.summary,
        title_card=reduce(lambda card, layer: layer.title_card.over(card), layers, routine.title_card),
        end_card=end_card,
        end_seconds=end_card.lasting(USUAL_END) if end_card != routine.end_card else routine.end_seconds,
        summary_span=_last_span(layers) or routine.summary_span,
        patient=_last(layers, lambda layer: layer.patient) or routine.patient,
        captions=_last(layers, lambda layer: layer.captions) or routine.captions,
        prescription=reduce(
            Prescription.with_more, (layer.prescription for layer in layers), routine.prescription
        ),
        variant=".".join(name for name in (routine.variant, *(layer.name for layer in layers)) if name),
    )
    changed = worded(changed)
    return Customised(
        routine=_revoiced(changed, layers),
        diagnostics=(*_told(routine, changed, layers, work), *beyond_bounds(changed, fit)),
        fixed=frozenset(work.fixed),
        fit=fit,
    )


def _told(
    routine: Routine, changed: Routine, layers: Sequence[Customisation], work: "_Work"
) -> Iterator[Diagnostic]:
    """What went wrong, and what was said in vain."""
    yield from work.problems
    before = (*routine.steps, *(step for layer in layers for a in layer.additions for step in a.steps))
    outcome = Outcome.of(work.used, before, changed.steps)
    idle = [problem for layer in layers for problem in said_in_vain(layer, outcome)]
    yield from idle
    if len(layers) == 1 and not idle:
        yield from changes_nothing(worded(routine), changed, layers[0])
    yield from stale_words(routine, changed)
    yield from avoided_problems(changed, [one for layer in layers for one in layer.avoid])


def _revoiced(routine: Routine, layers: Sequence[Customisation]) -> Routine:
    """In the voice that layers ask for: the routine's own, and everybody's who has none of their own."""
    for layer in layers:
        if layer.voice:
            routine = with_voices(routine, partial(_voice_beside, layer.voice, routine.voice))
    return routine


def _voice_beside(change: VoiceChange, own: Voice, voice: Voice) -> Voice:
    """A speaker's voice after a change of the routine's `own`.

    Who has a voice of their own keeps it, but an offline one goes where the routine's goes: natural and offline
    voices do not go together.
    """
    if voice == own:
        return change.of(own)
    return change.of_guest(voice, own) if voice.engine == own.engine == "pyttsx3" else voice


def _last_span(layers: Sequence[Customisation]) -> SourceSpan | None:
    """Where the summary stands that :func:`_last` finds."""
    return next((layer.summary_span for layer in reversed(layers) if layer.summary), None)


def _last(layers: Sequence[Customisation], of: Callable[[Customisation], T | None]) -> T | None:
    """What the last layer says that says something."""
    return next((value for layer in reversed(layers) if (value := of(layer))), None)


@dataclass(slots=True)
class _Work:
    """What is gathered while the steps are gone through."""

    layers: Sequence[Customisation]
    beyond_range: bool
    problems: list[Diagnostic]
    fixed: set[tuple[int, DoseKind]] = field(default_factory=set)
    used: set[Part] = field(default_factory=set)

    def step(self, index: int, chosen: Chosen, all_: Sequence[Chosen]) -> Step:
        step = chosen.step
        layers = self.layers[chosen.layer + 1 :]
        if isinstance(step, ExerciseStep):
            return self._exercise(index, step, layers)
        if isinstance(step, RestStep):
            return self._rest(index, step, _exercise_before(index, all_), layers)
        return replace(step, voice=self.voice(step.voice))

    # --- exercises ------------------------------------------------------------------------------------------

    def _exercise(self, index: int, step: ExerciseStep, layers: Sequence[Customisation]) -> ExerciseStep:
        dose = self._dose(index, step, layers)
        cues = step.cues
        for layer in layers:
            change = layer.cue_change(step.id)
            cues = change.cues if change else cues
            self.used.update([change] if change else [])
            if change and change.exercise:  # those for all may not suit every exercise
                self._check_cues(change, dose, step.name)
        spoken = self.voice(step.voice)
        if (dose.hold, dose.reps, spoken) != (step.dose.hold, step.dose.reps, step.voice):
            cues = tuple(replace(cue, required=False) for cue in cues)
        rest = self._rest_between(index, step, dose.sets, layers)
        changed = replace(step, dose=dose, cues=cues, rest_between=rest, voice=spoken)
        if step.speaker:
            return replace(changed, speaker=replace(step.speaker, voice=self.voice(step.speaker.voice)))
        return changed

    def _check_cues(self, change: CueChange, dose: Dose, name: str) -> None:
        """Names in braces, and moments, that the exercise does not have that the cues are for."""
        for cue in change.cues:
            found = [problem for problem in (moment_problem(cue, dose, name),) if problem]
            if cue.line.span:
                found += placeholder_problems(cue.line.text, cue.line.span, fillable(dose))
            self.problems += [problem for problem in found if problem not in self.problems]

    def _rest_between(
        self, index: int, step: ExerciseStep, sets: int, layers: Sequence[Customisation]
    ) -> Fraction:
        """The rest between sets; with one set it changes nothing, so it does not count as used."""
        used = set(self.used)
        rest = self._value(index, step, DoseKind.REST, step.rest_between, step.rest_limits, layers)
        if sets == 1 and not any(layer.fit for layer in layers):
            self.used = used
        return rest

    def _dose(self, index: int, step: ExerciseStep, layers: Sequence[Customisation]) -> Dose:
        dose = replace(step.dose, load=self._load(step, layers))
        sets = dose.sets
        if not (step.round and step.round.form is not Form.ROUNDS):  # by the clock there are no sets
            sets = int(self._value(index, step, DoseKind.SETS, Fraction(sets), step.sets_limits, layers))
        if dose.hold is None:
            self._refuse_other(step, DoseKind.HOLD, layers)
            reps = self._value(index, step, DoseKind.REPS, Fraction(dose.reps or 1), step.reps_limits, layers)
            return replace(dose, reps=int(reps), sets=sets)
        if not dose.moving:  # by the clock, its repetitions are not counted; elsewhere they may be
            self._refuse_other(step, DoseKind.REPS, layers)
        hold = self._value(index, step, DoseKind.HOLD, dose.hold, step.hold_limits, layers)
        return replace(dose, hold=hold, sets=sets)

    def _load(self, step: ExerciseStep, layers: Sequence[Customisation]) -> Load | None:
        """The load that the last layer gives which speaks of one."""
        changes = [change for layer in layers if (change := layer.load_change(step.id))]
        self.used.update(changes)
        return changes[-1].load if changes else step.dose.load

    def _refuse_other(self, step: ExerciseStep, kind: DoseKind, layers: Sequence[Customisation]) -> None:
        """A hold for an exercise that is counted in reps, or the other way round, is a mistake."""
        way = "done in reps" if kind is DoseKind.HOLD else "held"
        for layer in layers:
            change = layer.dose(kind, step.id)
            if change:
                self.used.add(change)
                other = DoseKind.REPS if kind is DoseKind.HOLD else DoseKind.HOLD
                self._complain(change, f"{step.name} is {way} and has no {kind}", f"change its {other}")

    def _value(
        self,
        index: int,
        step: ExerciseStep,
        kind: DoseKind,
        start: Fraction,
        limits: Limits | None,
        layers: Sequence[Customisation],
    ) -> Fraction:
        """The dose after all layers, within its limits or complained of."""
        value, source = start, None
        for layer in layers:
            value, told = self._layered(layer, kind, step.id, value)
            source = told or source
            if isinstance(told, DoseChange):
                self.fixed.add((index, kind))
        if kind is DoseKind.HOLD:
            value = Fraction(max(1, int(value + Fraction(1, 2))))
        if source and value != start:
            self._check(kind, value, start, step.name, limits, source)
        return value

    def _layered(
        self, layer: Customisation, kind: DoseKind, exercise: str | None, value: Fraction
    ) -> tuple[Fraction, DoseChange | Scale | None]:
        named = layer.dose(kind, exercise) if exercise else None
        common = layer.dose(kind, None)
        scale = layer.scale if kind is DoseKind.HOLD and not named else None
        self.used.update(part for part in (named, common, scale) if part)
        change = named or common
        if change:
            value = change.value
        return (value * scale.factor, scale) if scale else (value, change)

    def _check(
        self,
        kind: DoseKind,
        value: Fraction,
        start: Fraction,
        name: str,
        limits: Limits | None,
        source: DoseChange | Scale,
    ) -> None:
        reckoned = ""
        if isinstance(source, Scale):
            reckoned = f" ({dose_text(kind, start)} times {float(source.factor):g})"
        if kind is DoseKind.HOLD and value > LONGEST_HOLD:
            longest = dose_text(kind, LONGEST_HOLD)
            self._complain(
                source, f"{kind} of {dose_text(kind, value)}{reckoned} of {name} is longer than {longest}"
            )
            return
        problem = range_problem(
            kind, value, limits, name,
            span=source.span, beyond_range=self.beyond_range, origin=source.origin, reckoned=reckoned,
        )  # fmt: skip
        self.problems += [problem] if problem else []

    def _complain(self, source: DoseChange | Scale, message: str, hint: str | None = None) -> None:
        text = f"{source.origin}: {message}" if source.origin else message
        self.problems.append(Diagnostic(message=text, span=source.span, hint=hint))

    # --- rests ----------------------------------------------------------------------------------------------

    def _rest(
        self, index: int, step: RestStep, before: ExerciseStep | None, layers: Sequence[Customisation]
    ) -> RestStep:
        """A rest belongs to the exercise that it follows."""
        seconds, source = step.seconds, None
        for layer in layers:
            seconds, told = self._layered(layer, DoseKind.REST, before.id if before else None, seconds)
            source = told or source
        if source:
            self.fixed.add((index, DoseKind.REST))
        if source and seconds != step.seconds:
            name = f"the rest after {before.name}" if before else "the first rest"
            self._check(DoseKind.REST, seconds, step.seconds, name, step.limits, source)
        required = step.required and seconds == step.seconds
        return replace(step, seconds=seconds, required=required, voice=self.voice(step.voice))

    def default_rest(self, seconds: Fraction | None) -> Fraction | None:
        """What is put between exercises that have come to follow each other directly."""
        for layer in self.layers if seconds else ():
            change = layer.dose(DoseKind.REST, None)
            seconds = change.value if change else seconds
        return seconds

    # --- all ------------------------------------------------------------------------------------------------

    def voice(self, voice: Voice) -> Voice:
        """The voice at the rate that the last layer gives."""
        for layer in self.layers:
            if layer.words_per_minute:
                voice = replace(voice, words_per_minute=layer.words_per_minute)
        return voice


def _exercise_before(index: int, chosen: Sequence[Chosen]) -> ExerciseStep | None:
    steps = (one.step for one in reversed(chosen[:index]))
    return next((step for step in steps if isinstance(step, ExerciseStep)), None)
