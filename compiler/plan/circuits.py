"""What comes before work by the clock: a card that tells of it, and a look at each of its exercises."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from compiler.model.routine import ExerciseStep
from compiler.model.structure import Circuit, Form
from compiler.model.timeline import CueRole, StepKind
from compiler.plan.doses import dose_words, once_words
from compiler.plan.exercise import ExercisePlanner
from compiler.plan.pictures import demonstration
from compiler.plan.rounds import circuit_name, circuit_words
from compiler.plan.scenes import scene_of
from compiler.plan.setting import AFTER_TONE, GAP, LEAD, TAIL, Draft, Setting, Spoken
from compiler.plan.showing import scene
from compiler.plan.signals import relax
from compiler.plan.wording import turns_of

SHORTEST_CARD = Fraction(4)
SHORTEST_LOOK = Fraction(4)
"""Seconds of a card, and of a look at one exercise."""


def opening(planners: Sequence[ExercisePlanner], setting: Setting, *, after_dose: bool) -> Iterator[Draft]:
    """A card that tells what comes, and a look at each exercise, for which there is no time later."""
    first = planners[0].step
    assert first.round
    yield _card(first.round.circuit, first, setting, after_dose=after_dose)
    looked: set[str] = set()
    for planner in planners:
        if planner.step.id not in looked:
            yield _look(planner, setting, first=not looked)
            looked.add(planner.step.id)


def _card(circuit: Circuit, step: ExerciseStep, setting: Setting, *, after_dose: bool) -> Draft:
    language, name = setting.language, circuit_name(circuit, setting.language)
    told = circuit_words(circuit, language, spoken=True)
    text = language.circuits.against_time.format(name=name, time=told)
    over = relax(setting, step.voice) if after_dose else ()
    lines = (*over, setting.spoken(CueRole.SETUP, text, step.voice))
    cues = setting.sequence(lines, setting.frames(AFTER_TONE if after_dose else LEAD))
    frames = max(cues[-1].range.stop + setting.frames(TAIL), setting.frames(SHORTEST_CARD))
    words = {"text": name, "kicker": circuit_words(circuit, language, spoken=False)}
    return Draft(
        kind=StepKind.SAY,
        name=name,
        frames=frames,
        scene=scene_of("say", words, setting.phrases),
        cues=cues,
        span=circuit.span,
    )


def _look(planner: ExercisePlanner, setting: Setting, *, first: bool) -> Draft:
    """One exercise, shown and explained before it is done."""
    step, turn = planner.step, turns_of(planner.step)[0]
    words = setting.language.circuits
    named = (words.first if first else words.then).format(
        name=step.name, dose=_dose(step, setting, spoken=True)
    )
    lines: tuple[Spoken, ...] = (
        setting.spoken(CueRole.SETUP, named, step.voice), *planner.between.setup_lines(turn)
    )  # fmt: skip
    cues = setting.sequence(lines, setting.frames(LEAD))
    frames = max(cues[-1].range.stop + setting.frames(GAP * 2), setting.frames(SHORTEST_LOOK))
    shown = planner.panel.shown(turn, _dose(step, setting, spoken=False), frames)
    return Draft(
        kind=StepKind.SAY,
        name=step.name,
        frames=frames,
        scene=scene(shown, "exercise", clip=demonstration(step, turn.side, frames, setting)),
        cues=cues,
        span=step.span,
    )


def _dose(step: ExerciseStep, setting: Setting, *, spoken: bool) -> str:
    """The dose of one turn: in intervals each side has a turn of its own."""
    words = once_words if step.round and step.round.form is Form.INTERVALS else dose_words
    return words(step.dose, setting.language, spoken=spoken)
