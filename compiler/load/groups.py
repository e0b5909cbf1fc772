"""The steps of a file, and the groups that they stand in -> the steps of a routine, one after the other.

A round is written once and stands here as often as it is done, so that all that is done with steps (doses, words of
a version, translation) holds for each of them without knowing of groups.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, cycle, islice

from compiler.customise.layers import DoseKind
from compiler.customise.ranges import range_problem
from compiler.load.context import Context
from compiler.load.lines import spoken_line
from compiler.load.ranges import limits_of
from compiler.load.schema import (
    AmrapStepFile,
    ExerciseStepFile,
    IntervalsStepFile,
    RestStepFile,
    RoundsStepFile,
    SayStepFile,
    SectionStepFile,
)
from compiler.load.steps import StepAsWritten, step_of
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.limits import MOST_STEPS_IN_ALL
from compiler.model.placeholders import BETWEEN
from compiler.model.routine import (
    CueAnchor,
    ExerciseStep,
    Line,
    RestStep,
    SayStep,
    Side,
    Step,
)
from compiler.model.structure import Circuit, Form, Round, Section
from compiler.yaml import value_of

GroupAsWritten = RoundsStepFile | IntervalsStepFile | AmrapStepFile
EntryAsWritten = StepAsWritten | GroupAsWritten | SectionStepFile


def steps_of(written: Iterable[EntryAsWritten], context: Context) -> tuple[Step, ...]:
    """The steps that could be made sense of, in their order."""
    found: list[Step] = []
    section: Section | None = None
    for entry in written:
        if isinstance(entry, SectionStepFile):
            own = _section(entry)
            section = None if entry.steps else own
            found += _in_section(entry, own, context)
        else:
            found += [replace(step, section=section) for step in entry_steps(entry, context)]
        if len(found) > MOST_STEPS_IN_ALL:
            message = f"with this the routine has more than {MOST_STEPS_IN_ALL:,} steps, each round counted"
            context.reading.complain(message, found[-1].span, "make several routines of it")
            return ()
    return tuple(found)


def entry_steps(entry: StepAsWritten | GroupAsWritten, context: Context) -> Iterator[Step]:
    """What comes of one step or of a group of them."""
    if isinstance(entry, RoundsStepFile):
        yield from _rounds(entry, context)
    elif isinstance(entry, IntervalsStepFile):
        yield from _intervals(entry, context)
    elif isinstance(entry, AmrapStepFile):
        yield from _amrap(entry, context)
    elif step := step_of(entry, context):
        yield step


def entries_of(entry: EntryAsWritten) -> tuple[StepAsWritten, ...]:
    """The steps that are written in an entry, each once."""
    if isinstance(entry, (ExerciseStepFile, SayStepFile, RestStepFile)):
        return (entry,)
    if isinstance(entry, IntervalsStepFile):
        return entry.steps or _named(entry)
    inner = chain.from_iterable(entries_of(one) for one in entry.steps or ())
    return tuple(inner)


# --- sections -----------------------------------------------------------------------------------------------


def _section(entry: SectionStepFile) -> Section:
    return Section(name=entry.section.value, chapter=value_of(entry.chapter, ""), span=entry.section.span)


def _in_section(entry: SectionStepFile, section: Section, context: Context) -> Iterator[Step]:
    """Its card, if it has one, and its own steps."""
    card = _card(entry, context)
    steps = chain([card] if card else [], *(entry_steps(one, context) for one in entry.steps or ()))
    yield from (replace(step, section=section) for step in steps)


def _card(entry: SectionStepFile, context: Context) -> SayStep | None:
    """What shows the section's name: if it is asked for, or if there is something to be said on it."""
    if entry.audio and not entry.say:
        context.reading.complain("audio is a recording of words", entry.audio.span, "write them: say: …")
    wanted = entry.card.value if entry.card else entry.say is not None
    if not wanted:
        if entry.say:
            context.reading.complain("words of a section are said on its card", entry.say.span, "card: yes")
        return None
    name = entry.section
    line = Line(text=f"{name.value}.", span=name.span)
    if entry.say:
        line = spoken_line(entry.say, entry.audio, BETWEEN, context.reading)
    return SayStep(line=line, heading=name.value, voice=context.speakers.voice, span=name.span)


# --- rounds -------------------------------------------------------------------------------------------------


def _rounds(entry: RoundsStepFile, context: Context) -> Iterator[Step]:
    circuit = _circuit(entry, Form.ROUNDS, times=entry.rounds.value, span=entry.rounds.span)
    steps = tuple(step for one in entry.steps if (step := step_of(one, context)))
    rest = entry.rest
    for number in range(1, circuit.times + 1):
        if rest and number > 1:
            yield RestStep(
                seconds=rest.default.value,
                limits=limits_of(rest),
                voice=context.speakers.voice,
                between=True,
                round=Round(circuit=circuit, number=number, place=-1, again=number > 2),
                span=rest.default.span,
            )
        yield from _numbered(steps, circuit, number, again=number > 1)


def _circuit(entry: GroupAsWritten, form: Form, **more: object) -> Circuit:
    name, chapter = value_of(entry.name, ""), value_of(entry.chapter, "")
    return Circuit(form=form, name=name, chapter=chapter, **more)  # type: ignore[arg-type]


def _numbered(steps: Iterable[Step], circuit: Circuit, number: int, *, again: bool) -> Iterator[Step]:
    for place, step in enumerate(steps):
        yield replace(step, round=Round(circuit=circuit, number=number, place=place, again=again))


# --- by the clock -------------------------------------------------------------------------------------------


def _named(entry: IntervalsStepFile) -> tuple[ExerciseStepFile, ...]:
    names = entry.intervals.exercises or ()
    return tuple(ExerciseStepFile.model_construct(exercise=name) for name in names)


def _intervals(entry: IntervalsStepFile, context: Context) -> Iterator[Step]:
    """One stretch of work for each side of an exercise, with the rest that leads to it."""
    clock = entry.intervals
    circuit = _circuit(
        entry, Form.INTERVALS, times=clock.times.value, work=clock.work.value, rest=clock.rest.value,
        span=clock.work.span,
    )  # fmt: skip
    exercises = [step for one in entries_of(entry) if isinstance(step := step_of(one, context), ExerciseStep)]
    turns = list(chain.from_iterable(_worked(step, circuit, context) for step in exercises))
    if circuit.times < len(turns):
        message = f"with times: {circuit.times} not all of the {len(turns)} stretches of work have a turn"
        hint = f"times: {len(turns)}, or leave an exercise out; one for both sides has a turn for each"
        context.reading.complain(message, clock.times.span, hint)
    _tell_uneven(turns, circuit, clock.times.span, context)
    _tell_idle(entry.steps or (), ("hold", "reps", "sets", "rest", "setup_time"), context)
    for number, (place, step) in enumerate(islice(cycle(enumerate(turns)), circuit.times if turns else 0), 1):
        where = Round(circuit=circuit, number=number, place=place, again=number > len(turns))
        if number > 1:
            yield RestStep(
                seconds=circuit.rest, voice=context.speakers.voice, round=where, span=clock.rest.span
            )
        yield replace(step, round=where)


def _tell_uneven(turns: Sequence[ExerciseStep], circuit: Circuit, span: SourceSpan, context: Context) -> None:
    """That one side of an exercise has a turn more than the other."""
    last = circuit.times % len(turns) if turns else 0
    if last and turns[last - 1].id == turns[last].id:
        message = f"{turns[last].name} is done once more on one side than on the other"
        hint = f"times: {circuit.times + 1}, or {circuit.times - 1}"
        warning = Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)
        context.reading.diagnostics.append(warning)


def _tell_idle(entries: Iterable[ExerciseStepFile], keys: Iterable[str], context: Context) -> None:
    """Keys of steps that mean nothing where a clock runs."""
    for entry, key in ((entry, key) for entry in entries for key in keys):
        if getattr(entry, key) is not None:
            clock = "a clock says how long, and there is one set"
            why = "exercises are shown before the clock runs, as long as the words need"
            message = f"{key} has no effect: {why if key == 'setup_time' else clock}"
            place = entry.place_of(key)
            warning = Diagnostic(message=message, span=place, severity=Severity.WARNING)
            context.reading.diagnostics.append(warning)


def _worked(step: ExerciseStep, circuit: Circuit, context: Context) -> Iterator[ExerciseStep]:
    """The exercise as it is done for a time: what counts repetitions has no meaning then."""
    limits = step.hold_limits if step.dose.hold is not None else None
    problem = range_problem(
        DoseKind.HOLD, circuit.work, limits, step.name,
        span=circuit.span, beyond_range=context.beyond_range,
    )  # fmt: skip
    context.reading.diagnostics.extend([problem] if problem else [])
    sides: Sequence[tuple[Side, ...]] = [(side,) for side in step.dose.sides] or [()]
    cues = tuple(replace(c, required=False) for c in step.cues if c.anchor is not CueAnchor.REP)
    for side in sides:
        dose = replace(step.dose, hold=circuit.work, reps=None, sets=1, sides=side)
        yield replace(step, dose=dose, cues=cues, hold_limits=limits, reps_limits=None, sets_limits=None)


def _amrap(entry: AmrapStepFile, context: Context) -> Iterator[Step]:
    circuit = _circuit(entry, Form.AMRAP, work=Fraction(entry.amrap.value), span=entry.amrap.span)
    _tell_idle(entry.steps, ("sets", "rest", "setup_time"), context)
    steps = (step for one in entry.steps if isinstance(step := step_of(one, context), ExerciseStep))
    once = (replace(step, dose=replace(step.dose, sets=1), sets_limits=None) for step in steps)
    yield from _numbered(once, circuit, 1, again=False)
