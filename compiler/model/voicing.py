"""Routine -> the same routine in other voices."""

from collections.abc import Callable
from dataclasses import replace

from compiler.model.routine import RestStep, Routine, Speaker, Step, Voice

Change = Callable[[Voice], Voice]


def with_voices(routine: Routine, change: Change) -> Routine:
    """Every voice of `routine` as `change` makes it: its own, its steps' and its speakers'."""
    steps = tuple(_step(step, change) for step in routine.steps)
    return replace(routine, voice=change(routine.voice), steps=steps)


def _step(step: Step, change: Change) -> Step:
    if isinstance(step, RestStep):
        return replace(step, voice=change(step.voice))
    return replace(step, voice=change(step.voice), speaker=_speaker(step.speaker, change))


def _speaker(speaker: Speaker | None, change: Change) -> Speaker | None:
    return replace(speaker, voice=change(speaker.voice)) if speaker else None


def voices_of(routine: Routine) -> tuple[Voice, ...]:
    """Every voice that may speak in `routine`, its own first, each once."""
    return tuple(dict.fromkeys([routine.voice, *(step.voice for step in routine.steps)]))
