"""Random routines for property tests, and a voice that takes half a second a word."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from compiler.model.routine import (
    CueAnchor,
    Dose,
    ExerciseStep,
    Limits,
    Line,
    MissingClip,
    Phase,
    PhaseRole,
    RestStep,
    Routine,
    SayStep,
    Side,
    Step,
    TimedLine,
    Utterance,
    Voice,
)
from compiler.model.structure import Circuit, Form, Round

WORDS = (
    "Breathe.",
    "Let your shoulders sink.",
    "Halfway there, keep going.",
    "{hold}{reps} on the {side}.",
    "Then {next}.",
)


def half_a_second_a_word(utterance: Utterance) -> Fraction:
    return Fraction(len(utterance.text.split()), 2)


def seconds(least: int, most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(least, most).map(Fraction)


def limits(least: int, most: int) -> st.SearchStrategy[Limits | None]:
    ends = st.tuples(st.integers(least, most), st.integers(least, most)).map(sorted)
    return st.none() | ends.map(lambda pair: Limits(minimum=Fraction(pair[0]), maximum=Fraction(pair[1])))


def within(range_: Limits | None, otherwise: st.SearchStrategy[Fraction]) -> st.SearchStrategy[Fraction]:
    return seconds(int(range_.minimum), int(range_.maximum)) if range_ else otherwise


cues = st.builds(
    TimedLine,
    line=st.builds(Line, text=st.sampled_from(WORDS)),
    anchor=st.sampled_from(CueAnchor),
    offset=seconds(0, 20),
    priority=st.integers(0, 100),
    required=st.just(False),
)
sides = st.sampled_from([(), (Side.LEFT,), (Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT)])
tempos = st.lists(seconds(1, 4), min_size=1, max_size=3).map(
    lambda times: tuple(Phase(name="move", seconds=s, role=PhaseRole.MOVE_IN) for s in times)
)


@st.composite
def exercises(draw: st.DrawFn, names: str = "abcd") -> ExerciseStep:
    """A hold or reps, with or without ranges, on any sides."""
    id_ = draw(st.sampled_from(names))
    hold_limits, sets_limits, rest_limits = draw(limits(4, 40)), draw(limits(1, 4)), draw(limits(5, 25))
    held = draw(st.booleans())
    dose = Dose(
        hold=draw(within(hold_limits, seconds(4, 40))) if held else None,
        reps=None if held else draw(st.integers(1, 8)),
        tempo=() if held else draw(tempos),
        sets=int(draw(within(sets_limits, seconds(1, 3)))),
        sides=draw(sides),
    )
    return ExerciseStep(
        id=id_,
        name=id_.upper(),
        dose=dose,
        first_side=dose.sides[0] if dose.sides else Side.LEFT,
        media=MissingClip(name=id_),
        setup=draw(st.lists(st.builds(Line, text=st.sampled_from(WORDS)), max_size=2).map(tuple)),
        cues=draw(st.lists(cues, max_size=4).map(tuple)),
        rest_between=draw(within(rest_limits, seconds(5, 20))),
        hold_limits=hold_limits if held else None,
        sets_limits=sets_limits,
        rest_limits=rest_limits,
    )


@st.composite
def rests(draw: st.DrawFn) -> RestStep:
    range_ = draw(limits(5, 30))
    return RestStep(seconds=draw(within(range_, seconds(5, 30))), limits=range_)


def in_rounds(steps: list[Step], rest: RestStep, name: str, times: int = 2) -> list[Step]:
    """The steps so many times, with a rest between the rounds."""
    circuit = Circuit(form=Form.ROUNDS, times=times, name=name)
    found: list[Step] = []
    for number in range(1, times + 1):
        round_ = Round(circuit=circuit, number=number, again=number > 1)
        found += [replace(rest, between=True, round=replace(round_, place=-1))] if number > 1 else []
        found += [replace(step, round=replace(round_, place=place)) for place, step in enumerate(steps)]
    return found


@st.composite
def clocked(draw: st.DrawFn) -> Routine:
    """A routine with exercises by the clock: in intervals, or as many rounds as one can."""
    form = draw(st.sampled_from([Form.INTERVALS, Form.AMRAP]))
    work, rest = draw(seconds(5, 30)), draw(seconds(5, 15))
    done = draw(st.lists(exercises(), min_size=1, max_size=3))
    times = len(done) if form is Form.INTERVALS else 1
    clock = Circuit(form=form, times=times, work=work if form is Form.INTERVALS else work * 6, rest=rest)
    steps: list[Step] = []
    for number, exercise in enumerate(done, 1):
        round_ = Round(circuit=clock, number=number if form is Form.INTERVALS else 1, place=number - 1)
        dose = replace(exercise.dose, sets=1)
        if form is Form.INTERVALS:
            steps += [RestStep(seconds=rest, round=round_)] if number > 1 else []
            dose = Dose(hold=work, tempo=dose.tempo, sides=dose.sides[:1])
        steps.append(replace(exercise, dose=dose, round=round_))
    return Routine(path=Path("r.yaml"), slug="r", title="R", summary="", steps=tuple(steps), voice=Voice())


says = st.builds(SayStep, line=st.builds(Line, text=st.sampled_from(["Lie down.", "Now comes {next}."])))


@st.composite
def routines(draw: st.DrawFn, most: int = 5) -> Routine:
    """A routine of up to `most` exercises with words and rests between them."""
    steps: list[Step] = []
    for exercise in draw(st.lists(exercises(), min_size=1, max_size=most)):
        steps += draw(st.lists(rests() | says, max_size=2))
        steps.append(exercise)
        if draw(st.sampled_from([False, False, False, True])):
            group = draw(st.lists(exercises() | rests(), min_size=1, max_size=2))
            steps += in_rounds(group, draw(rests()), f"group {len(steps)}")
    return Routine(
        path=Path("random.yaml"),
        slug="random",
        title="Random",
        summary="",
        steps=tuple(steps),
        voice=Voice(),
        frame_rate=draw(st.sampled_from([Fraction(30), Fraction(25), Fraction(30000, 1001)])),
        rest_between_exercises=draw(st.none() | seconds(5, 20)),
    )
