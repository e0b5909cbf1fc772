"""What somebody is to avoid: positions, movements, parts of the body and things that exercises ask for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compiler.model.about import About, Movement, Region, bodies_of
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.routine import ExerciseStep, Routine


@dataclass(frozen=True, slots=True)
class Avoided:
    """A word for a position, a movement, a part of the body or a thing, and where it is written."""

    word: str
    span: SourceSpan | None = None


def avoided_problems(routine: Routine, avoided: Sequence[Avoided]) -> Iterator[Diagnostic]:
    """A warning for each exercise that asks for what is to be avoided, or does not say whether it does."""
    steps = {step.id: step for step in routine.steps if isinstance(step, ExerciseStep)}
    for one in avoided:
        for step in steps.values():
            asked = asked_for(step, one.word)
            if asked:
                message = f"{step.name} asks for what is to be avoided: {asked}"
                yield _told(message, one, f"skip: {step.id} leaves it out")
            elif asked is None:
                message = f"it is not known whether {step.name} asks for {one.word}"
                yield _told(message, one, f"say so in the exercise: {_key_of(one.word)}")


def asked_for(step: ExerciseStep, word: str) -> str | None:
    """What the exercise asks for that the word means; empty where nothing, None where it does not say."""
    bodies = bodies_of(word)
    if bodies:
        body = step.position.body if step.position else None
        return None if body is None else body.value if body in bodies else ""
    if word in set(Region):
        return None if not step.about.regions else word if word in step.about.regions else ""
    if word in set(Movement):
        return None if step.about == About() else word if word in step.about.movements else ""
    return word if takes(step.about, step.needs, word) else ""


def takes(about: About, needs: str, thing: str) -> bool:
    """Whether an exercise takes a thing: it is on its list, or a word of what it needs."""
    return thing in (about.equipment or ()) or bool(re.search(rf"\b{re.escape(thing)}\b", needs.lower()))


def _key_of(word: str) -> str:
    return "position" if bodies_of(word) else "region" if word in set(Region) else "region and movements"


def _told(message: str, avoided: Avoided, hint: str) -> Diagnostic:
    return Diagnostic(message=message, span=avoided.span, hint=hint, severity=Severity.WARNING)
