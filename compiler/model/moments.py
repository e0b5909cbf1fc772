"""Cues that are tied to a moment of the repetitions: whether there is such a moment."""

from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.routine import CueAnchor, Dose, TimedLine

WAYS = "write +5s, -10s, halfway or start"


def moment_problem(cue: TimedLine, dose: Dose, name: str) -> Diagnostic | None:
    """What is wrong with a cue at a phase that the exercise of that name does not have."""
    phase = cue.moment.phase
    if cue.anchor is not CueAnchor.REP:
        return None
    if dose.hold is not None:
        return Diagnostic(message=f"there is no {_said(cue)} here: {name} is held", span=cue.span, hint=WAYS)
    known = [one.key.replace("_", " ") for one in dose.tempo]
    if not phase or phase in {one.casefold() for one in known}:
        return None
    hint = (
        did_you_mean(phase, [*known, "halfway", "start"]) or f"its phases are: {', '.join(known)}; or {WAYS}"
    )
    return Diagnostic(message=f"{name} has no phase {phase!r}", span=cue.span, hint=hint)


def _said(cue: TimedLine) -> str:
    return f"{cue.moment.phase!r}" if cue.moment.phase else "repetition"
