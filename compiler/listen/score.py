"""What is heard, and what really happens: all that the listener is given."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from compiler.language import Language, language_of
from compiler.model.errors import SourceSpan
from compiler.model.position import Place
from compiler.model.routine import Phase, Side
from compiler.model.structure import Form
from compiler.model.timeline import StepKind, Timeline, TimelineStep, ToneKind
from compiler.model.timing import seconds_of

DOSES = frozenset({StepKind.HOLD, StepKind.REPS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Something that is said, from `start` to `stop` seconds."""

    start: Fraction
    stop: Fraction
    text: str
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A tone that is heard at a second."""

    at: Fraction
    kind: ToneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From second `start` on this exercise is done under a clock, on a `side` as it is called, if it has sides."""

    start: Fraction
    exercise: str
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What is really done from `start` to `stop` seconds; `side` as it is called, "" where there is none.

    `place` is where the body has to be at its end, `left` where it was; `change` are the seconds that its author
    gives for the way, None where the usual ones count. `setup` are the words that make one take the position.

    Several exercises under one clock are one doing: its `hold` is the time on the clock, and `turns` are what one goes
    on to while it runs. `clocked` is whether a clock of a circuit gives its time: it is told once for all.
    """

    kind: StepKind
    start: Fraction
    stop: Fraction
    exercise: str = ""
    side: str = ""
    set: int | None = None
    hold: Fraction | None = None
    reps: int | None = None
    phases: tuple[Phase, ...] = ()
    needs: str = ""
    setup: tuple[str, ...] = ()
    place: Place | None = None
    left: Place | None = None
    change: Fraction | None = None
    clocked: bool = False
    turns: tuple[Turn, ...] = ()
    span: SourceSpan | None = None

    @property
    def is_dose(self) -> bool:
        """Whether it is the exercise itself."""
        return self.kind in DOSES

    def phase_at(self, second: Fraction) -> tuple[int, int, Fraction]:
        """Repetition and phase (both from 0) at a second of repetitions, and since when the phase runs."""
        turn = sum((phase.seconds for phase in self.phases), Fraction(0))
        rep = int((second - self.start) // turn)
        begun = self.start + rep * turn
        for number, phase in enumerate(self.phases):
            if second < begun + phase.seconds or number == len(self.phases) - 1:
                return rep, number, begun
            begun += phase.seconds
        raise AssertionError("repetitions have phases")


@dataclass(frozen=True, kw_only=True)
class Score:
    """A routine as it is heard and as it is."""

    language: Language
    words: tuple[Words, ...]
    sounds: tuple[Sound, ...]
    doings: tuple[Doing, ...]

    def heard(self, start: Fraction, stop: Fraction) -> Sequence[Words]:
        """What begins to be said from `start` until before `stop`, in this order."""
        first, last = (bisect_left(self._in_order, second, key=_begins) for second in (start, stop))
        return self._in_order[first:last]

    @cached_property
    def _in_order(self) -> tuple[Words, ...]:
        return tuple(sorted(self.words, key=_begins))


def _begins(words: Words) -> Fraction:
    return words.start


def score_of(timeline: Timeline) -> Score:
    """What is heard of a timeline, and what is done in it."""
    rate = timeline.frame_rate
    words = tuple(
        Words(
            start=seconds_of(cue.range.start, rate),
            stop=seconds_of(cue.range.stop, rate),
            text=cue.text,
            span=cue.span,
        )
        for cue in timeline.cues
    )
    sounds = tuple(Sound(at=seconds_of(tone.frame, rate), kind=tone.kind) for tone in timeline.tones)
    doings = tuple(
        _under_one_clock([_doing(step, timeline) for step in group]) for group in _groups(timeline)
    )
    return Score(language=language_of(timeline.language), words=words, sounds=sounds, doings=doings)


def _groups(timeline: Timeline) -> Iterator[list[TimelineStep]]:
    """Steps by themselves; those that are done under one clock, together."""
    for _, group in groupby(enumerate(timeline.steps), key=lambda pair: _clock_of(*pair)):
        yield [step for _, step in group]


def _clock_of(number: int, step: TimelineStep) -> object:
    return step.round.circuit if step.round and _is_turn(step) else number


def _under_one_clock(doings: list[Doing]) -> Doing:
    """One doing of all that is done under a clock."""
    first, last = doings[0], doings[-1]
    if len(doings) == 1 and not first.turns:
        return first
    turns = tuple(turn for doing in doings for turn in doing.turns)
    return replace(
        first,
        kind=StepKind.HOLD,
        stop=last.stop,
        hold=last.stop - first.start,
        reps=None,
        phases=(),
        turns=turns,
    )


def _doing(step: TimelineStep, timeline: Timeline) -> Doing:
    start, stop = (seconds_of(n, timeline.frame_rate) for n in (step.range.start, step.range.stop))
    if step.exercise_index is None:
        return Doing(kind=step.kind, start=start, stop=stop, span=step.span)
    exercise = timeline.exercises[step.exercise_index]
    left, right = exercise.side_names
    side = {Side.LEFT: left, Side.RIGHT: right, None: ""}[step.side]
    return Doing(
        kind=step.kind,
        start=start,
        stop=stop,
        exercise=exercise.name,
        side=side,
        set=step.set,
        hold=exercise.dose.hold,
        reps=exercise.dose.reps,
        phases=exercise.dose.tempo,
        needs=exercise.needs,
        setup=exercise.setup,
        place=step.place,
        left=step.left,
        change=step.change if step.own_change else None,
        clocked=step.round is not None and step.round.form is not Form.ROUNDS,
        turns=(Turn(start=start, exercise=exercise.name, side=side),) if _is_turn(step) else (),
        span=step.span,
    )


def _is_turn(step: TimelineStep) -> bool:
    return step.round is not None and step.round.form is Form.AMRAP and step.kind in DOSES
