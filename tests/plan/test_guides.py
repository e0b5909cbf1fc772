"""What is said during a dose by itself, and how an author's words fit into it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.model.cueing import Breathing, CueGrammar, Guide
from compiler.model.routine import (
    CueAnchor,
    Dose,
    ExerciseStep,
    Line,
    MissingClip,
    Phase,
    PhaseRole,
    RepMoment,
    RestStep,
    Routine,
    Side,
    TimedLine,
    Voice,
)
from compiler.model.timeline import CueRole, StepKind, Timeline, ToneKind
from compiler.plan import plan
from compiler.plan.hold_guide import marks_of
from tests.plan.routines import half_a_second_a_word


def phase(name: str, seconds: str, role: PhaseRole) -> Phase:
    return Phase(name=name, seconds=Fraction(seconds), role=role)


TEMPO = (
    phase("lift", "2", PhaseRole.MOVE_IN),
    phase("hold", "3", PhaseRole.HOLD),
    phase("lower", "2", PhaseRole.MOVE_OUT),
)
BRIDGE = ExerciseStep(
    id="bridge", name="Bridge", dose=Dose(reps=3, tempo=TEMPO), media=MissingClip(name="bridge")
)
PLANK = ExerciseStep(id="plank", name="Plank", dose=Dose(hold=Fraction(30)), media=MissingClip(name="plank"))


USUAL = CueGrammar()


def planned(step: ExerciseStep, grammar: CueGrammar = USUAL) -> Timeline:
    """The step alone, with half a second a word."""
    routine = Routine(
        path=Path("r.yaml"), slug="r", title="R", summary="", voice=Voice(), grammar=grammar,
        steps=(step, RestStep(seconds=Fraction(10))),
    )  # fmt: skip
    found = plan(routine, half_a_second_a_word, measured=True)
    assert found.diagnostics == ()
    return found.timeline


def said(timeline: Timeline, kind: StepKind) -> list[tuple[float, str]]:
    """Seconds from the start of the first such step, and the words."""
    step = next(step for step in timeline.steps if step.kind is kind)
    return [
        (round(float((cue.range.start - step.range.start) / timeline.frame_rate), 2), cue.text)
        for cue in timeline.cues
        if step.range.contains(cue.range)
    ]


def tones(timeline: Timeline, kind: StepKind) -> list[tuple[float, ToneKind]]:
    step = next(step for step in timeline.steps if step.kind is kind)
    return [
        (float((tone.frame - step.range.start) / timeline.frame_rate), tone.kind)
        for tone in timeline.tones
        if step.range.start <= tone.frame <= step.range.stop
    ]


def cue(say: str, phase: str = "", rep: int | None = None, *, every: bool = False) -> TimedLine:
    moment = RepMoment(phase=phase, rep=rep, every=every)
    return TimedLine(line=Line(text=say), anchor=CueAnchor.REP, moment=moment)


# --- repetitions --------------------------------------------------------------------------------------------


def test_each_phase_has_its_word_and_no_one_follows_the_countdown() -> None:
    words = said(planned(BRIDGE), StepKind.REPS)
    assert words[:4] == [(0.0, "Begin"), (0.63, "Lift"), (2.0, "Hold"), (5.0, "Lower")]
    assert words[4:8] == [(7.0, "Two"), (7.63, "Lift"), (9.0, "Hold"), (12.0, "Lower")]
    assert words[8:10] == [(12.87, "Last one"), (14.0, "Three")]
    assert "One" not in [text for _, text in words]


def test_a_tempo_without_time_for_words_is_told_by_tones_that_are_explained() -> None:
    quick = replace(BRIDGE, dose=Dose(reps=3, tempo=tuple(replace(p, seconds=Fraction(1)) for p in TEMPO)))
    timeline = planned(quick)
    kinds = [ToneKind.MOVE_IN, ToneKind.HOLD, ToneKind.MOVE_OUT] * 3
    assert [kind for _, kind in tones(timeline, StepKind.REPS)][:-1] == kinds
    assert not any(c.role is CueRole.PHASE for c in timeline.cues)
    setup = [text for _, text in said(timeline, StepKind.SETUP)]
    assert any("rising tone: lift" in text and "falling tone: lower" in text for text in setup)
    reps = next(step for step in timeline.steps if step.kind is StepKind.REPS)
    assert [kind.value for kind in timeline.guiding_tones(reps)] == ["move-in", "hold", "move-out"]
    spoken = planned(BRIDGE)
    assert all(spoken.guiding_tones(step) == () for step in spoken.steps)


def test_the_start_can_be_a_tone() -> None:
    timeline = planned(BRIDGE, CueGrammar(begin=Guide.TONES))
    assert tones(timeline, StepKind.REPS)[0] == (0.0, ToneKind.BEGIN)
    assert said(timeline, StepKind.REPS)[0][1] == "Lift"


def test_words_at_a_phase_come_after_its_word() -> None:
    words = said(planned(replace(BRIDGE, cues=(cue("Keep breathing.", "hold", 2),))), StepKind.REPS)
    assert (9.0, "Hold") in words and (9.63, "Keep breathing.") in words


def test_words_that_begin_with_the_phase_stand_in_its_place() -> None:
    words = said(planned(replace(BRIDGE, cues=(cue("Lower slowly.", "lower", 1),))), StepKind.REPS)
    assert (5.0, "Lower slowly.") in words and (5.0, "Lower") not in words


def test_words_for_every_repetition_come_in_each() -> None:
    words = said(planned(replace(BRIDGE, cues=(cue("Breathe.", "hold", every=True),))), StepKind.REPS)
    assert [at for at, text in words if text == "Breathe."] == [2.63, 9.63, 16.63]


def test_words_without_a_repetition_come_once_and_not_in_the_first() -> None:
    words = said(planned(replace(BRIDGE, cues=(cue("Breathe.", "hold"),))), StepKind.REPS)
    assert [at for at, text in words if text == "Breathe."] == [9.63]


@pytest.mark.parametrize("kind", ["count", "last_one", "tempo", "announce", "countdown"])
def test_each_kind_can_be_silenced(kind: str) -> None:
    grammar = replace(USUAL, **{kind: False})
    before, after = ({(c.role, c.text) for c in planned(BRIDGE, some).cues} for some in (USUAL, grammar))
    gone = {
        "count": (CueRole.COUNT, "Two"),
        "last_one": (CueRole.COUNT, "Last one"),
        "tempo": (CueRole.SETUP, "Lift two seconds, hold three, lower two."),
        "announce": (CueRole.INTRODUCTION, "Bridge. Three slow reps."),
        "countdown": (CueRole.COUNTDOWN, "Two"),
    }[kind]
    assert gone in before and gone not in after


# --- holds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hold", "left"),
    [(15, []), (20, [10]), (25, [12.5, 10]), (30, [15, 10]), (60, [45, 30, 10]), (90, [75, 60, 45, 30, 10])],
)
def test_the_time_of_a_hold_is_told_by_its_length(hold: int, left: list[float]) -> None:
    assert [float(mark.left) for mark in marks_of(Fraction(hold))] == left


def test_advice_at_halfway_comes_after_the_time_and_stands_in_its_place_where_it_tells_it() -> None:
    advice = TimedLine(line=Line(text="Breathe."), anchor=CueAnchor.HALFWAY)
    words = said(planned(replace(PLANK, cues=(advice,))), StepKind.HOLD)
    assert (15.0, "Halfway.") in words and (15.87, "Breathe.") in words
    telling = replace(advice, line=Line(text="Halfway there."))
    words = said(planned(replace(PLANK, cues=(telling,))), StepKind.HOLD)
    assert (15.0, "Halfway there.") in words and "Halfway." not in [text for _, text in words]


def test_time_goes_before_advice_when_a_dose_is_customised() -> None:
    posture = TimedLine(
        line=Line(text="Let your shoulders sink into the mat now."), anchor=CueAnchor.END,
        offset=Fraction(11), priority=60, required=False,
    )  # fmt: skip
    timeline = planned(replace(PLANK, cues=(posture,)))
    assert "Ten seconds left." in [text for _, text in said(timeline, StepKind.HOLD)]


def test_breathing_is_told_at_its_pace_between_other_words() -> None:
    grammar = CueGrammar(breathing=Breathing(breathe_in=Fraction(3), breathe_out=Fraction(4)))
    words = said(planned(PLANK, grammar), StepKind.HOLD)
    ins = [at for at, text in words if text == "Breathe in"]
    assert ins and all((at + 3, "And out") in words for at in ins)


def test_a_dose_is_over_with_a_tone_and_then_a_word() -> None:
    timeline = planned(PLANK)
    assert tones(timeline, StepKind.HOLD)[-1] == (30.0, ToneKind.END)
    assert said(timeline, StepKind.REST)[0][1] == "And relax."
    silent = planned(PLANK, CueGrammar(end=Guide.NOTHING, ticks=False))
    assert tones(silent, StepKind.HOLD) == []


# --- sides --------------------------------------------------------------------------------------------------


def test_the_side_is_told_before_the_words_that_make_one_take_the_position() -> None:
    dose = replace(PLANK.dose, sides=(Side.LEFT, Side.RIGHT), sets=2)
    sided = replace(PLANK, dose=dose, setup=(Line(text="Lie on your {side}."),))
    timeline = planned(sided)
    setup = [text for _, text in said(timeline, StepKind.SETUP)]
    assert setup.index("Start with the left side.") < setup.index("Lie on your left side.")
    assert "Switch sides. Plank, now the right side, thirty seconds." in [
        text for _, text in said(timeline, StepKind.SWITCH)
    ]
    rest = [text for _, text in said(timeline, StepKind.REST)]
    assert any("Plank" in text and "left side" in text and "thirty seconds" in text for text in rest)
