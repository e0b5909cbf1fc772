"""What a fit may change: the dose of an exercise, and the length of a rest, each with its range."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil

from compiler.model.routine import ExerciseStep, Limits, RestStep, Routine, Step
from compiler.model.timing import LONGEST, written_duration
from compiler.plan import rest_words
from compiler.plan.approach import approaches
from compiler.plan.exercise import ExercisePlanner
from compiler.plan.rest_words import RestWords
from compiler.plan.rounds import clocked
from compiler.plan.setting import LEAD, LengthOf, Setting, names_of

SHORTEST_REST, LONGEST_REST = Fraction(5), Fraction(30)
"""Seconds between which a rest may be chosen that has no range of its own."""

STAYS = range(0)
"""The range of what may not change."""

Fixed = frozenset[tuple[int, str]]
"""(index of the step, "hold", "rest" or "sets") of what somebody gave, so that it is to stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A dose: of an exercise, or of a rest (then only `rest` counts). Holds and rests are in seconds."""

    hold: Fraction = Fraction(0)
    sets: int = 0
    rest: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """How many seconds a hold and a rest may be moved; None means as far as their ranges allow."""

    hold: int | None
    rest: int | None


Share = Fraction | int | None
"""A part of the room up to the end of a range, from -1 (its least) to 1 (its most); None leaves things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A step with what it may be; `planner` is there for an exercise, and missing for a rest.

    `twins` are the same step in other rounds: they are always done alike.
    """

    index: int
    step: ExerciseStep | RestStep
    name: str
    setting: Setting
    current: Choice
    planner: ExercisePlanner | None = None
    holds: range = STAYS
    sets: range = STAYS
    rests: range = STAYS
    twins: tuple["Part", ...] = ()
    _known: dict[tuple[Fraction, int], tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def may_change(self) -> bool:
        """Whether there is more than one choice."""
        return max(len(self.holds), len(self.sets), len(self.rests)) > 1

    def frames(self, choice: Choice) -> int:
        """How long the step takes with this choice, exactly as the planner counts it; with its twins, all of them."""
        return self._alone(choice) + sum(twin.frames(choice) for twin in self.twins)

    def _alone(self, choice: Choice) -> int:
        rest = self.setting.frames(choice.rest)
        if self.planner is None:
            return rest
        key = (choice.hold, choice.sets)
        if key not in self._known:
            step = self.step_with(choice)
            assert isinstance(step, ExerciseStep)
            planner = replace(self.planner, step=step)
            self._known[key] = (planner.frames_without_rests(), planner.least_rest())
        others, least = self._known[key]
        return others + (choice.sets - 1) * max(rest, least)

    def steps_with(self, choice: Choice) -> Iterator[tuple[int, Step]]:
        """The step, and its twins, with a choice as their dose; and where they stand."""
        for one in (self, *self.twins):
            yield one.index, one.step_with(choice)

    def step_with(self, choice: Choice) -> Step:
        """The step with a choice as its dose; a changed one may leave out cues that no longer fit."""
        step = self.step
        if choice == self.current:
            return step
        if isinstance(step, RestStep):
            return replace(step, seconds=choice.rest, required=False)
        hold = choice.hold if step.dose.hold is not None else None
        cues = step.cues
        if hold != step.dose.hold:
            cues = tuple(replace(cue, required=False) for cue in cues)
        dose = replace(step.dose, hold=hold, sets=choice.sets)
        return replace(step, dose=dose, rest_between=choice.rest, cues=cues)

    def moved(self, choice: Choice, *, hold: Share = None, rest: Share = None) -> Choice:
        """Hold and rest moved from `choice` by a share of their room."""
        return replace(
            choice, hold=_moved(choice.hold, self.holds, hold), rest=_moved(choice.rest, self.rests, rest)
        )

    def options(self, fair: Choice, ranges: Ranges) -> tuple[Choice, ...]:
        """Choices around a fair one, the nearest first."""
        rested = self.planner is None or fair.sets > 1
        rests = _around(fair.rest, self.rests, ranges.rest) if rested else (fair.rest,)
        holds = _around(fair.hold, self.holds, ranges.hold)
        return tuple(replace(fair, hold=hold, rest=rest) for hold in holds for rest in rests)

    def all_options(self) -> tuple[Choice, ...]:
        """Every choice there is; the sets, then the hold, nearest to the current ones first."""
        sets = _around(Fraction(self.current.sets), self.sets, None)
        bases = [replace(self.current, sets=int(number)) for number in sets]
        return tuple(choice for base in bases for choice in self.options(base, Ranges(hold=None, rest=None)))

    def room_for_sets(self, sets: int, *, up: bool) -> Fraction:
        """The share of its range by which the sets can still go up, or down."""
        if len(self.sets) < 2:
            return Fraction(0)
        return Fraction(self.sets[-1] - sets if up else sets - self.sets[0], len(self.sets) - 1)

    def told(self, choice: Choice) -> str:
        """What a choice changes, for people."""
        old, changes = self.current, []
        if choice.hold != old.hold:
            changes.append(f"hold {written_duration(old.hold)} -> {written_duration(choice.hold)}")
        if choice.sets != old.sets:
            changes.append(f"sets {old.sets} -> {choice.sets}")
        if choice.rest != old.rest and (self.planner is None or choice.sets > 1):
            which = "rest between sets " if self.planner else ""
            changes.append(f"{which}{written_duration(old.rest)} -> {written_duration(choice.rest)}")
        return f"{self.name}: {', '.join(changes)}" if changes else ""


def _moved(value: Fraction, within: range, share: Share) -> Fraction:
    if share is None or not within:
        return value
    end = within[-1] if share > 0 else within[0]
    return Fraction(round(value + (end - value) * abs(Fraction(share))))


def _around(value: Fraction, within: range, steps: int | None) -> tuple[Fraction, ...]:
    """The whole seconds of a range up to `steps` away from a value, the nearest first; and the value itself."""
    near = [Fraction(n) for n in within if steps is None or abs(n - value) <= steps]
    return tuple(sorted({value, *near}, key=lambda n: (abs(n - value), n)))


def parts_of(
    routine: Routine, length_of: LengthOf, fixed: Iterable[tuple[int, str]] = ()
) -> tuple[Part, ...]:
    """Every exercise that has more than one choice, then every such rest: what comes first is moved least.

    `routine` has its default rests written out.
    """
    setting = Setting(routine, length_of, measured=False, say_as=names_of(routine))
    exercises = [step for step in routine.steps if isinstance(step, ExerciseStep)]
    stay, parts, done = frozenset(fixed), [], 0
    for index, (step, approach) in enumerate(
        zip(routine.steps, approaches(routine.steps, setting), strict=True)
    ):
        following = exercises[done] if done < len(exercises) else None
        if isinstance(step, ExerciseStep):
            name = exercises[done + 1].name if done + 1 < len(exercises) else ""
            planner = ExercisePlanner(
                step=step,
                index=done,
                count=len(exercises),
                setting=setting,
                next_name=name,
                approach=approach,
            )
            parts += [] if clocked(step) else [_exercise_part(index, planner, stay)]
            done += 1
        elif isinstance(step, RestStep) and not clocked(step):
            before = exercises[done - 1].name if done else ""
            words = rest_words.words_of(step, following, approach, setting)
            least = Fraction(0)
            if step.line:
                least = LEAD + setting.length_of(rest_words.author_line(step, following, setting).utterance)
            parts.append(_rest_part(index, step, words, (before, least), stay))
    joined = _with_twins(parts)
    return tuple(sorted((part for part in joined if part.may_change), key=lambda part: part.planner is None))


def _with_twins(parts: Iterable[Part]) -> Iterator[Part]:
    """Each part once, with what is the same step in other rounds."""
    found: dict[object, list[Part]] = {}
    for part in parts:
        round_ = part.step.round
        key = (round_.circuit, round_.place, part.planner is None) if round_ else part.index
        found.setdefault(key, []).append(part)
    for first, *others in found.values():
        yield _joined(first, others) if others else first


def _joined(first: Part, others: Sequence[Part]) -> Part:
    rests = [part.rests for part in (first, *others)]
    common = range(max(r.start for r in rests), min(r.stop for r in rests)) if all(rests) else STAYS
    return replace(first, name=f"{first.name}, each round", twins=tuple(others), rests=common)


def _exercise_part(index: int, planner: ExercisePlanner, fixed: Fixed) -> Part:
    step = planner.step
    dose, free = step.dose, _Free(index, fixed)
    rest_limits = step.rest_limits or _any_rest(step.rest_between)
    return Part(
        index=index,
        step=step,
        name=step.name,
        setting=planner.setting,
        planner=planner,
        current=Choice(hold=dose.hold or Fraction(0), sets=dose.sets, rest=step.rest_between),
        holds=free.range("hold", step.hold_limits) if dose.hold is not None else STAYS,
        sets=free.range("sets", step.sets_limits),
        rests=free.range("rest", rest_limits),
    )


def _rest_part(
    index: int, step: RestStep, words: RestWords, told: tuple[str, Fraction], fixed: Fixed
) -> Part:
    """A rest, `told` by the exercise before it and the seconds of its author's words: it is never shorter than these.

    Nor does it come to tell, or to leave untold, what else the setup after it would have to say: that would change
    the length of another step.
    """
    setting, most = words.setting, LONGEST
    before, least = told
    telling = words.telling_frames()
    if telling is not None and telling <= setting.frames(step.seconds):
        least = max(least, setting.seconds(telling))
    elif telling is not None:
        most = setting.seconds(telling - 1)
    limits = step.limits or _any_rest(step.seconds)
    limits = replace(limits, minimum=max(limits.minimum, least), maximum=min(limits.maximum, most))
    return Part(
        index=index,
        step=step,
        name=f"rest after {before}" if before else "first rest",
        setting=setting,
        current=Choice(rest=step.seconds),
        rests=_Free(index, fixed).range("rest", limits),
    )


def _any_rest(written: Fraction) -> Limits:
    return Limits(minimum=min(SHORTEST_REST, written), maximum=max(LONGEST_REST, written))


@dataclass(frozen=True, slots=True)
class _Free:
    """Ranges of a step's doses, as far as nobody fixed them."""

    index: int
    fixed: Fixed

    def range(self, kind: str, limits: Limits | None) -> range:
        if limits is None or (self.index, kind) in self.fixed:
            return STAYS
        return range(ceil(limits.minimum), int(limits.maximum) + 1)
