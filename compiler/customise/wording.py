"""Words that depend on what is left of a routine: those with `if:`, and the number of exercises."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from compiler.language import known_language, number_words, schedule_in
from compiler.model.placeholders import counting
from compiler.model.prescription import Prescription
from compiler.model.routine import ExerciseStep, Line, Routine, SayStep, Step, exercises_in, holds, joined


def exercises_of(steps: Iterable[Step]) -> frozenset[str]:
    """The exercises that are done in these steps."""
    return frozenset(step.id for step in steps if isinstance(step, ExerciseStep))


def stands(step: Step, exercises: Collection[str]) -> bool:
    """Whether a step is there in a routine with these exercises: not where all that it says depends on others."""
    if isinstance(step, ExerciseStep):
        return True
    parts = step.parts if isinstance(step, SayStep) else ()
    said = not parts or any(holds(part.needs, exercises) for part in parts)
    return said and holds(step.needs, exercises)


def worded(routine: Routine) -> Routine:
    """The routine with the words that stand in it, and its number of exercises in them.

    Each keeps what it depends on, so that one can tell which words know of an exercise that is left out.
    """
    done = len(exercises_in(routine.steps))
    words = _Words(
        exercises=exercises_of(routine.steps),
        count=number_words(done, known_language(routine.language)),
    )
    closing, thumbnail = routine.closing, routine.thumbnail
    if thumbnail and thumbnail.title:
        thumbnail = replace(thumbnail, title=words.line(thumbnail.title))
    return replace(
        routine,
        title=counting(routine.title, words.count),
        summary=counting(routine.summary, words.count),
        closing=words.line(closing) if closing and words.stand(closing) else None,
        thumbnail=thumbnail,
        prescription=_in_its_language(routine.prescription, routine.language),
        steps=tuple(words.step(step) for step in routine.steps if stands(step, words.exercises)),
    )


def _in_its_language(prescription: Prescription, language: str) -> Prescription:
    """With how often told in the routine's language, where that is understood: a patient's file serves any."""
    often = schedule_in(language, prescription.frequency) or prescription.frequency
    return replace(prescription, frequency=often)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What there is to depend on: the exercises, and their number in words."""

    exercises: Collection[str]
    count: str

    def stand(self, line: Line) -> bool:
        return holds(line.needs, self.exercises)

    def line(self, line: Line) -> Line:
        return replace(line, text=counting(line.text, self.count))

    def step(self, step: Step) -> Step:
        if isinstance(step, ExerciseStep):
            setup = tuple(self.line(line) for line in step.setup if self.stand(line))
            cues = tuple(replace(cue, line=self.line(cue.line)) for cue in step.cues if self.stand(cue.line))
            return replace(step, setup=setup, cues=cues)
        if isinstance(step, SayStep):
            line = joined([part for part in step.parts if self.stand(part)]) if step.parts else step.line
            return replace(step, line=self.line(line), parts=())
        return replace(step, line=self.line(step.line) if step.line else None)
