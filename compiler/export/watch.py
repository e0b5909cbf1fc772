"""What a watch is told to count, step by step: rounds that are alike once, and how often they come. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby

from compiler.model.errors import SourceSpan
from compiler.model.structure import Circuit, Form
from compiler.model.timeline import StepKind, Timeline, TimelineStep
from compiler.model.timing import seconds_of

STEPS = frozenset({StepKind.SETUP, StepKind.HOLD, StepKind.REPS, StepKind.SWITCH, StepKind.REST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something to do or to rest in, for so many `reps` or, without them, `seconds`.

    Rows that differ in their notes alone are equal.
    """

    name: str
    active: bool
    seconds: Fraction
    reps: int | None = None
    notes: str = field(default="", compare=False)
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """All from row `first` on is done `times` times in all; with `seconds`, again and again until they are over."""

    first: int
    times: int = 0
    seconds: Fraction | None = None


def watch_rows(timeline: Timeline) -> tuple[Row | Repeat, ...]:
    """The rows in the order of the video. A round that is not like the next ones, as the first, stands by itself."""
    rows: list[Row | Repeat] = []
    steps = [step for step in timeline.steps if step.kind in STEPS]
    for circuit, group in groupby(steps, key=lambda step: step.round.circuit if step.round else None):
        members = list(group)
        if circuit is None:
            rows += [_row(step, timeline) for step in members]
        elif circuit.form is Form.AMRAP:
            rows += _until_time(circuit, members, len(rows), timeline)
        else:
            rows += _repeated(_rounds(members, timeline), len(rows))
    return tuple(rows)


def _rounds(steps: Sequence[TimelineStep], timeline: Timeline) -> list[list[Row]]:
    return [
        [_row(step, timeline) for step in group]
        for _, group in groupby(steps, key=lambda step: step.round.number if step.round else 0)
    ]


def _repeated(rounds: Sequence[list[Row]], start: int) -> list[Row | Repeat]:
    """The first round, then as few of the others as there are different ones, with how often they come."""
    found: list[Row | Repeat] = list(rounds[0])
    others = rounds[1:]
    for length in range(1, len(others) // 2 + 1):
        times = len(others) // length
        if all(others[n] == others[n % length] for n in range(times * length)):
            first = start + len(found)
            for place in range(length):
                found += _in_common([others[n] for n in range(place, times * length, length)])
            found.append(Repeat(first=first, times=times))
            others = others[times * length :]
            break
    return [*found, *(row for one in others for row in one)]


def _in_common(rounds: Sequence[list[Row]]) -> Iterator[Row]:
    """The rows of rounds that are alike, with what is noted in all of them."""
    for rows in zip(*rounds, strict=True):
        kept = [part for part in rows[0].notes.split(SEPARATOR) if all(part in row.notes for row in rows)]
        yield replace(rows[0], notes=SEPARATOR.join(kept))


def _until_time(
    circuit: Circuit, steps: Sequence[TimelineStep], start: int, timeline: Timeline
) -> list[Row | Repeat]:
    """One time round, again and again until the clock has run down."""
    ready = [step for step in steps if step.kind is StepKind.SETUP]
    once = [step for step in steps if step.kind is not StepKind.SETUP and step.set == 1]
    rows: list[Row | Repeat] = [_row(step, timeline) for step in (*ready, *once)]
    if len(ready) + len(once) < len(steps):
        rows.append(Repeat(first=start + len(ready), seconds=circuit.work))
    return rows


def _row(step: TimelineStep, timeline: Timeline) -> Row:
    return Row(
        name=name_of(step),
        active=step.kind in {StepKind.HOLD, StepKind.REPS},
        seconds=seconds_of(len(step.range), timeline.frame_rate),
        reps=_reps(step, timeline),
        notes=notes_of(step, timeline),
        span=step.span,
    )


def _reps(step: TimelineStep, timeline: Timeline) -> int | None:
    if step.kind is not StepKind.REPS or step.exercise_index is None:
        return None
    return timeline.exercises[step.exercise_index].dose.reps


SEPARATOR = " · "


def name_of(step: TimelineStep) -> str:
    """The step as it is called in the video, with its side: `Knee to Chest · Left leg`."""
    return SEPARATOR.join(words for words in (step.name, step.scene.word("side")) if words)


def notes_of(step: TimelineStep, timeline: Timeline) -> str:
    """What to do, where one gets ready; else what the video shows beside the name, such as the set or what is next."""
    if step.kind is StepKind.SETUP and step.exercise_index is not None:
        exercise = timeline.exercises[step.exercise_index]
        return " ".join(words for words in (exercise.dose_words + ".", *exercise.setup) if words)
    shown = [step.scene.word("detail")] if step.kind is not StepKind.REST else [
        step.scene.word("name"), step.scene.word("detail"), step.scene.word("needs")
    ]  # fmt: skip
    return SEPARATOR.join(words for words in shown if words and words != step.name)
